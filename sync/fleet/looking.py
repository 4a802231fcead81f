"""One look at one repository: what a clean checkout would show, as a plain result.

A worker's whole work. It may be on another machine: the task holds all that it needs, and the
result all that it found.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import GitError, LackingError, SyncError
from sync.fleet.values import LookedAt, OwedTranslation, RepositoryTask
from sync.git import run
from sync.git.upstream import find_tip, open_clone, peek
from sync.hashing import digest
from sync.model import Location, Reason, State, Status
from sync.project.at_commit import open_root, require_revision
from sync.project.status_list import count_languages
from sync.states.assessment import assess
from sync.states.gate import build_gate, count_existing
from sync.version import __version__
from sync.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sync.git import Repository
    from sync.project.config import Config
    from sync.project.project import Project

_FORM = 2  # of what is kept in the store; another one has everything looked at again
_PARTS = " "
_REFERENCES = "*"  # before a word that is not the name of a tip


def look(task: RepositoryTask) -> LookedAt:
    """Look at a repository; what is wrong with it is part of the answer.

    Where its fingerprint is the one that is known, nothing is looked at but what a gate needs.
    """
    commit = None
    try:
        if task.known is not None and not task.judges:
            seen = peek(Path(task.place), task.revision)
            if seen is not None and _is_known(task, seen):
                return LookedAt(task.name, seen, task.known, is_same=True)
        repository = open_repository(task)
        commit = require_revision(repository, task.revision)
        if task.known is not None and _is_known(task, commit, repository):
            return _judge_known(task, repository, commit)
        return _look_closely(task, open_root(repository, commit, task.root))
    except (SyncError, OSError) as error:
        return LookedAt(task.name, commit, error=word_error(error, task))


def open_repository(task: RepositoryTask) -> Repository:
    """Open the repository that a task is about.

    Raises:
        GitError: it is not there, or git cannot read it.
    """
    place = Path(task.place)
    repository = open_clone(place)
    if repository is not None:
        return repository
    if place.is_dir():
        raise GitError(
            f"{task.place!r} is no repository, nor the top of one: {task.way_out.absent}"
        )
    raise GitError(f"there is no repository at {task.place!r}: {task.way_out.absent}")


def _look_closely(task: RepositoryTask, project: Project) -> LookedAt:
    view = project.view_files()
    found = assess(Versions(view), view.inventory.locations())
    languages = _count(found.statuses, view.inventory.languages)
    rows = [_describe(each) for each in found.statuses if each.state is not State.CURRENT]
    lacking = sum(each.reason == Reason.PARTIAL_CLONE for each in found.statuses)
    failing = None
    if task.judges:
        gate = build_gate(project.config)
        failing = len(gate.find_failing(found.statuses, count_existing(languages)))
    return LookedAt(
        task.name,
        project.commit,
        _take_fingerprint(task, project, is_open=any(map(_is_open, found.statuses))),
        _word_failures(found.failures, lacking, task),
        languages,
        tuple(rows),
        failing=failing,
    )


def _count(statuses: Sequence[Status], languages: Iterable[str]) -> Mapping[str, Mapping[str, int]]:
    """Count by language and state; one without any document has all states, too."""
    counted = count_languages(statuses)
    names = sorted({*counted, *languages})
    return {
        _clean(name): {state.value: counted.get(name, Counter())[state] for state in State}
        for name in names
    }


def _describe(status: Status) -> OwedTranslation:
    location, stamp = status.location, status.stamp
    return OwedTranslation(
        _clean(location.language),
        _clean(location.document),
        _clean(location.path),
        status.state.value,
        None if status.reason is None else _clean(status.reason),
        None if stamp is None else stamp.original_hash,
        None if stamp is None else stamp.synced_hash,
    )


def _clean(text: str) -> str:
    """Return a name as text that any store takes: a byte that is no UTF-8 is spelled out."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _is_known(task: RepositoryTask, commit: str, repository: Repository | None = None) -> bool:
    """Tell whether a known fingerprint holds still, with what it says of repositories."""
    known, *others = (task.known or "").split(_PARTS)
    return known == _digest(task, commit, repository) and all(map(_is_still, others))


def _is_still(told: str) -> bool:
    """Tell whether a repository has still the tip, or the references, that it had."""
    word, _, rest = told.partition(":")
    revision, _, place = bytes.fromhex(rest).decode("utf-8", "surrogateescape").partition("\0")
    try:
        clone = open_clone(Path(place))
        if clone is None:
            return False
        is_tip = not word.startswith(_REFERENCES)
        return word == (find_tip(clone, revision or None) if is_tip else _take_references(clone))
    except SyncError:
        return False


def _is_open(status: Status) -> bool:
    """Tell whether a stamp names a version that nobody knows: a branch may bring it."""
    stamp = status.stamp
    if stamp is None or stamp.origin is None or status.state in (State.CURRENT, State.ORPHANED):
        return False
    return status.base is None


def _take_references(repository: Repository) -> str:
    return _REFERENCES + digest(run(repository, "for-each-ref", "--format=%(objectname)"))


def _take_fingerprint(task: RepositoryTask, project: Project, *, is_open: bool) -> str | None:
    """Return what tells that a look would show the same: commit, root, configuration, program.

    The configuration is the commit's; what it names beside is told by itself. Where something
    ``is_open``, references count as well, as another one may lead to what is not known.
    """
    if project.repository is None or project.commit is None:
        return None
    parts = [_digest(task, project.commit, project.repository)]
    repositories = [project.repository, *(each.repository for each in project.upstreams.values())]
    parts += [_spell(_take_references(each), "", each) for each in repositories if is_open]
    configs = project.config.projects or (project.config,)
    for config in configs:
        upstream = config.upstream
        if upstream is not None:
            opened = project.upstreams[upstream.mount]
            parts.append(_spell(opened.tip, upstream.revision or "", opened.repository))
    return _PARTS.join(dict.fromkeys(parts))


def _spell(word: str, revision: str, repository: Repository) -> str:
    """Return what is known of a repository, as `_is_still` reads it."""
    named = f"{revision}\0{repository.toplevel}"
    return f"{word}:{named.encode('utf-8', 'surrogateescape').hex()}"


def _digest(task: RepositoryTask, commit: str, repository: Repository | None) -> str:
    """Return a digest; a shallow clone that was deepened tells more of the same commit.

    A ``repository`` that is None is a whole one.
    """
    boundary = ""
    if repository is not None and repository.is_shallow:
        boundary = (repository.common_dir / "shallow").read_text("ascii", "replace")
    parts = (str(_FORM), __version__, commit, task.root, boundary)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _judge_known(task: RepositoryTask, repository: Repository, commit: str) -> LookedAt:
    """Return that all is as it was, with what the gate says of it."""
    failing = None
    if task.judges:
        config = open_root(repository, commit, task.root).config
        failing = _judge_counts(config, task.counts or {})
    return LookedAt(task.name, commit, task.known, is_same=True, failing=failing)


def _judge_counts(config: Config, languages: Mapping[str, Mapping[str, int]]) -> int:
    """Return how many of so many translations fail; a gate asks for no more than their states."""
    statuses = [
        Status(Location(language, f"{state}/{number}", "", ""), State(state))
        for language, counts in languages.items()
        for state, count in counts.items()
        for number in range(count)
    ]
    return len(build_gate(config).find_failing(statuses, count_existing(languages)))


def _word_failures(failures: Sequence[SyncError], lacking: int, task: RepositoryTask) -> str | None:
    """Return one line about what could not be found out; None where all was."""
    words = [word_error(each, task) for each in failures]
    if lacking:
        are = "1 translation is" if lacking == 1 else f"{lacking} translations are"
        words.append(f"{are} not known: contents are missing here; {task.way_out.lacking}")
    words = list(dict.fromkeys(words))
    if not words:
        return None
    return words[0] if len(words) == 1 else f"{words[0]} (and {len(words) - 1} more)"


def word_error(error: SyncError | OSError, task: RepositoryTask) -> str:
    """Return an error on one line, with the way out where contents are missing."""
    if isinstance(error, OSError) and not isinstance(error, SyncError):
        told = f"{error.filename or task.place}: {error.strerror or error}"
    else:
        told = str(error)
    if isinstance(error, LackingError):
        told = f"{told}; {task.way_out.lacking}"
    return _clean(" ".join(told.split()))
