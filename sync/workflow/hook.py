"""What the hooks judge and mend: what a commit, or a range of commits, touches."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import UsageError
from sync.model import State
from sync.project.query import Query
from sync.project.trees import BlobTree
from sync.review.change import Change, build_change, read_staged, read_stamps
from sync.review.prior import Compared
from sync.review.values import Strictness
from sync.states.assessment import assess
from sync.states.gate import DEFAULT_FAIL_ON
from sync.versions import Versions
from sync.workflow.asked import Asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sync.errors import SyncError
    from sync.findings import Severity
    from sync.git import Repository
    from sync.model import Status
    from sync.project.project import Project, View
    from sync.project.selection import Selection
    from sync.results import Result, Updated
    from sync.states.gate import Gate

_UNREACHABLE = "stamp-unreachable"
# How far a translation that is there is from being done. A lost one is nothing to be staged.
_DISTANCE = {
    State.CURRENT: 0,
    State.COSMETIC: 0,
    State.PENDING: 1,
    State.STALE: 2,
    State.UNSTAMPED: 3,
    State.INVALID: 4,
}


class Occasion(NamedTuple):
    """What a hook was called for.

    ``start`` and ``end`` are revisions, those of a range that is pushed or reviewed; both or
    neither. ``is_commit`` says that git is about to commit its index, ``is_push`` that it is about
    to push a branch. ``merged`` are the commits that it is about to merge.
    """

    start: str | None = None
    end: str | None = None
    is_commit: bool = False
    is_push: bool = False
    merged: tuple[str, ...] = ()


class Syncing(NamedTuple):
    """What became of translations, and whether somebody has to look at it before it is committed.

    ``failures`` make the run a failure, whatever became of the others.
    """

    updates: tuple[Updated, ...]
    notices: tuple[str, ...]
    failures: tuple[SyncError, ...]
    has_findings: bool


class Within(Query):
    """A query for just those translations whose ``paths``, relative to the root, it names."""

    def select(self, view: View) -> Selection:
        """Return their locations; no paths mean none."""
        from sync.project.selection import Selection

        wanted = frozenset(self.paths)
        return Selection(tuple(each for each in view.inventory.locations() if each.path in wanted))


def check_occasion(project: Project, cwd: Path, gate: Gate, occasion: Occasion) -> Result:
    """Let what a hook was called for through the gate: a change, or, without one, everything.

    Raises:
        UsageError: there is no repository, or no such revision.
        GitError: git failed, or its history is too shallow to tell.
    """
    change = _read_change(project, occasion)
    strictness = Strictness()
    if change is None:
        from sync.workflow.check import check_all

        return check_all(project, Query(cwd), _limit(gate, project), told=DEFAULT_FAIL_ON)
    from sync.workflow.review import check_change

    if occasion.end is not None and not _is_head(change.repository, occasion.end):
        strictness = Strictness(ignored=(_UNREACHABLE,))  # which is about HEAD
    query = Query(cwd)
    for merged in _find_merged(change, occasion):
        # What is no worse than in one of a merge's parents was not made by the merge.
        other = _read_beside(change, merged)
        outcome = check_change(query, gate, other, strictness)
        query = Within(cwd, tuple(_find_affected(change, outcome)))
    return check_change(query, gate, change, strictness, find_mended=_find_mended)


def _find_mended(change: Change, statuses: Sequence[Status]) -> Mapping[str, frozenset[str]]:
    """Return the files to stage, by path, of translations that are better on disk than staged.

    Another hook of the same run brought them there, or whoever did what the last run advised.
    """
    from sync.git import find_differing

    stamps = read_stamps(change)
    files = {
        each.location.path: frozenset((each.location.path, *stamps.find_files(each.location)))
        for each in statuses
        if _DISTANCE.get(each.state)
    }
    if not files or change.listing is None:
        return {}
    wanted = frozenset().union(*files.values())
    differing = find_differing(change.repository, wanted, change.listing)
    staged = {
        each.location: each.state
        for each in statuses
        if not differing.isdisjoint(files.get(each.location.path, ()))
    }
    if not staged:  # most commits: nothing but git has looked at the disk so far
        return {}
    view = change.after.view.project.view_disk()
    on_disk = Versions(view, find_uncommitted=lambda: change.after.uncommitted | differing)
    found = assess(on_disk, tuple(staged))
    return {
        each.location.path: files[each.location.path] & differing
        for each in found.statuses
        if _DISTANCE.get(each.state, len(State)) < _DISTANCE[staged[each.location]]
    }


def lint_files(
    project: Project, cwd: Path, files: Iterable[str], fail_on: Severity
) -> Result | None:
    """Lint the translations among some files, which are named relative to ``cwd``.

    Sources among them stand for nothing here. None where there is no translation.
    """
    named = frozenset(locate_files(project, cwd, files))
    view = project.view_disk()
    ours = named.intersection(view.inventory.translations.values())
    if not ours:
        return None
    from sync.workflow.lint import LintOptions, lint_translations

    options = LintOptions(fail_on=fail_on)
    return lint_translations(view, Within(cwd, tuple(ours)), options)


def locate_files(project: Project, cwd: Path, files: Iterable[str]) -> tuple[str, ...]:
    """Return the paths of files relative to the root; those outside of it are left out."""
    places = (Path(os.path.relpath(cwd / file, project.root)).as_posix() for file in files)
    return tuple(place for place in places if not place.startswith("../"))


def find_owing(view: View, cwd: Path, files: Iterable[str]) -> Asked:
    """Find what the translations among some files, and those of the sources among them, owe.

    Files are named relative to ``cwd``. Only stale and pending translations are returned.
    """
    named = frozenset(locate_files(view.project, cwd, files))
    places = view.inventory.locations()
    ours = (place for place in places if not named.isdisjoint((place.path, place.source)))
    versions = Versions(view)
    found = assess(versions, ours)
    owing = (each for each in found.statuses if each.state in (State.STALE, State.PENDING))
    return Asked(versions, tuple(owing), found.warnings, found.failures)


def sync_files(owing: Asked, cwd: Path, files: Sequence[str]) -> Syncing:
    """Update what `find_owing` found; one translation that is refused hides no other."""
    from sync.results import Outcome
    from sync.workflow.merging import SyncOptions, choose_merge
    from sync.workflow.sync import sync_translations

    project = owing.versions.view.project
    options = SyncOptions(choose_merge(project.config), recalls=project.config.memory)
    run = sync_translations(owing.versions, owing.statuses, options, cwd)
    named = frozenset(locate_files(project, cwd, files))
    return Syncing(
        run.updates,
        notices=(*owing.notices, *run.notices),
        failures=(*owing.failures, *run.failures),
        has_findings=any(
            each.outcome is Outcome.UPDATED
            or (each.outcome is Outcome.REFUSED and each.status.location.path in named)
            for each in run.updates
        ),
    )


def _read_change(project: Project, occasion: Occasion) -> Change | None:
    """Return the change to judge, None where nothing in particular was changed."""
    if occasion.start is not None and occasion.end is not None:
        return _read_range(project, occasion.start, occasion.end)
    if occasion.is_push:
        return None
    change = read_staged(project)
    return change if change.paths or occasion.is_commit else None


def _read_range(project: Project, start: str, end: str) -> Change:
    """Return what the commits up to ``end`` changed since they parted from ``start``.

    Both sides are commits, as what is pushed need not be what is checked out.
    """
    from sync.git import compare, find_fork, list_paths, require_commit

    repository = _need_repository(project)
    last = require_commit(repository, end)
    fork = find_fork(repository, require_commit(repository, start), last)
    after = Versions(project.view(BlobTree.of_commit(repository, last)))
    compared = Compared(repository, fork, (fork, last), list_paths(compare(repository, fork, last)))
    return build_change(compared, BlobTree.of_commit(repository, fork), after)


def _find_merged(change: Change, occasion: Occasion) -> tuple[str, ...]:
    """Return the parents of the commit to be, but for HEAD."""
    repository = change.repository
    if not (change.is_staged and _is_merging(repository)):
        return occasion.merged if change.is_staged else ()
    from sync.git import find_parents

    return find_parents(repository)[1:]


def _is_merging(repository: Repository) -> bool:
    return (repository.git_dir / "MERGE_HEAD").exists()


def _read_beside(change: Change, commit: str) -> Change:
    """Return what the index changes in another commit than HEAD."""
    from sync.git import compare, list_paths

    repository, sides = change.repository, ("--cached", commit)
    compared = Compared(repository, commit, sides, list_paths(compare(repository, *sides)))
    before = BlobTree.of_commit(repository, commit)
    return build_change(compared, before, change.after, change.listing)


def _find_affected(change: Change, outcome: Result) -> Iterator[str]:
    """Yield the paths of the translations that an outcome has something to say of."""
    yield from (status.location.path for status in outcome.report.statuses)
    layout = change.after.view.layout
    for finding in outcome.report.findings or ():
        yield layout.translation_path(finding.language, finding.document)


def _need_repository(project: Project) -> Repository:
    if project.repository is None:
        raise UsageError("a range of commits needs a git repository: run in one")
    return project.repository


def _limit(gate: Gate, project: Project) -> Gate:
    """Leave of a gate that nobody configured only what fails whatever is configured."""
    is_configured = gate.is_explicit or project.config.max_stale is not None
    return gate if is_configured else gate._replace(fail_on=(State.INVALID,))


def _is_head(repository: Repository, revision: str) -> bool:
    from sync.git import resolve_commit

    return resolve_commit(repository, revision) == resolve_commit(repository, "HEAD")
