"""What is asked of git about commits: which one is meant, what it holds, where two parted."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from sync.errors import GitError, UsageError
from sync.git.index import SUBMODULE, Entry
from sync.git.repository import call_git, explain_damage, go_offline, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from sync.git.repository import Repository

_TREE = "040000"
_MANY = 500  # commits in one call: a command line has an end
_OBJECT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def list_commit(repository: Repository, commit: str) -> tuple[Entry, ...]:
    """Return the files of a commit below the root, submodules left out."""
    records = os.fsdecode(run(repository, "ls-tree", "-r", "-z", commit)).split("\0")[:-1]
    return tuple(each for each in map(_read_entry, records) if each.mode != SUBMODULE)


def list_folder(repository: Repository, commit: str) -> tuple[Entry, ...]:
    """Return what a commit holds in the folder of the prefix, submodules included.

    It need not be on disk, as in a bare repository.

    Raises:
        UsageError: the commit has no such folder.
        GitError: git cannot read it.
    """
    folder = repository.prefix.removesuffix("/")
    try:
        held = list_paths_at(repository, commit, (folder,)) if folder else ()
        tree = next((each.blob for each in held if each.mode == _TREE), None if folder else commit)
        if tree is None:
            message = f"there is no folder {folder!r} in commit {commit[:10]}"
            raise UsageError(f"{message}: name one that it has, or '.'")
        out = run(repository, "ls-tree", "-r", "-z", "--full-tree", tree)
    except GitError as error:
        damage = f"commit {commit[:10]} cannot be read: {error.message}"
        raise GitError(explain_damage(repository, damage)) from error
    return tuple(map(_read_entry, os.fsdecode(out).split("\0")[:-1]))


def list_paths_at(repository: Repository, commit: str, paths: Iterable[str]) -> tuple[Entry, ...]:
    """Return those of ``paths``, relative to the top, that a commit holds, whatever they are."""
    out = run(repository, "ls-tree", "-z", "--full-tree", commit, "--", *paths)
    return tuple(map(_read_entry, os.fsdecode(out).split("\0")[:-1]))


def find_submodule_at(repository: Repository, commit: str, path: str) -> str | None:
    """Return the commit at which another commit holds the submodule at ``path``, None without."""
    held = list_paths_at(repository, commit, (repository.prefix + path,))
    return next((each.blob for each in held if each.mode == SUBMODULE), None)


def _read_entry(record: str) -> Entry:
    info, _, path = record.partition("\t")
    mode, _, name = info.split(" ")
    return Entry(path, mode, name)


def list_commits(repository: Repository, start: str, path: str) -> tuple[str, ...]:
    """Return the commits behind ``start``, itself included, that changed a path, newest first."""
    out = run(repository, "log", "--format=%H", start, "--", f":(literal){path}")
    return tuple(out.decode("ascii").split())


def resolve_commit(repository: Repository, revision: str) -> str | None:
    """Return the commit that ``revision`` names; None if there is none (an unborn HEAD, too).

    A range names several, and so none.
    """
    if revision.startswith("-"):
        return None
    name = revision + "^{commit}"
    out = run(repository, "rev-parse", "--verify", "--quiet", name, accept=(0, 1, 128))
    named = out.decode("ascii").strip()
    return named if _OBJECT.fullmatch(named) is not None else None


def find_commits(repository: Repository, names: Iterable[str]) -> frozenset[str]:
    """Return those of the commits that are here, by their whole names; nothing is fetched."""
    feed = "".join(f"{name}\n" for name in names).encode("ascii")
    command = ("cat-file", "--batch-check=%(objectname) %(objecttype)")
    lines = run(go_offline(repository), *command, feed=feed).decode("ascii").splitlines()
    return frozenset(line.partition(" ")[0] for line in lines if line.endswith(" commit"))


def require_commit(repository: Repository, revision: str) -> str:
    """Return the commit that ``revision`` names; raises UsageError if there is none."""
    commit = resolve_commit(repository, revision)
    if commit is None:
        raise UsageError(f"git knows no revision {revision!r}: fetch it first")
    return commit


def require_sound_head(repository: Repository) -> None:
    """Raise GitError where HEAD names no commit because it is broken, not because none is yet."""
    command = ("log", "-1", "--format=%H")
    try:
        run(repository, *command)
    except GitError as error:
        if "does not have any commits yet" not in error.message:
            damage = error.message.removeprefix("git: ")
            raise GitError(explain_damage(repository, damage)) from error


def require_sound(repository: Repository, revision: str) -> None:
    """Raise GitError where a revision names no commit because what it names is lost.

    A commit that is named by itself may be one that was never here.
    """
    if revision == "HEAD":
        require_sound_head(repository)
    if revision.startswith("-"):
        return
    command = ("rev-parse", "--verify", "--quiet", revision)
    name = run(repository, *command, accept=(0, 1, 128)).decode("ascii").strip()
    if name in ("", revision):
        return
    try:
        run(go_offline(repository), "cat-file", "-e", name)
    except GitError as error:
        damage = f"{revision} names {name}, which cannot be read"
        raise GitError(explain_damage(repository, damage)) from error


def find_broken_head(repository: Repository) -> GitError | None:
    """Return what is wrong with HEAD as far as a few small files tell, without a process of git.

    Where nothing has to be asked of the history, nobody else would notice.
    """
    head = _read_reference(repository.git_dir / "HEAD")
    name = "HEAD"
    if head.startswith("ref: "):
        name = head.removeprefix("ref: ")
        place = repository.common_dir / name
        if not place.is_file():  # not born yet, packed, or in another kind of store
            return None
        head = _read_reference(place)
    if head.startswith("ref: ") or _has_object(repository, head):
        return None
    return GitError(explain_damage(repository, f"{name} names no commit"))


def _read_reference(place: Path) -> str:
    try:
        return place.read_text("utf-8", "replace").strip()
    except OSError:
        return ""


def _has_object(repository: Repository, name: str) -> bool:
    """Say whether an object may be here: one that is neither loose nor in a pack is not."""
    if not _OBJECT.fullmatch(name):
        return False
    environment = repository.environment
    if {"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"}.intersection(environment):
        return True
    objects = repository.common_dir / "objects"
    others = (objects / name[:2] / name[2:], objects / "info" / "alternates")
    return any(place.exists() for place in others) or any((objects / "pack").glob("*.pack"))


def require_index(repository: Repository) -> None:
    """Raise GitError where the index is missing although there is a commit to make it from.

    Git takes that for an index that holds nothing, as if all files were about to be removed.
    """
    if "GIT_INDEX_FILE" in repository.environment or (repository.git_dir / "index").exists():
        return
    if resolve_commit(repository, "HEAD") is not None:
        message = f"git's index of {repository.toplevel} is missing"
        git = call_git(repository.toplevel)
        raise GitError(
            f"{message}: `{git} reset` makes it anew, `{git} checkout` the files as well"
        )


def find_parents(repository: Repository) -> tuple[str, ...]:
    """Return the parents of the commit to be: HEAD and, in a merge, the others' heads.

    Empty before the first commit.
    """
    head = resolve_commit(repository, "HEAD")
    if head is None:
        require_sound_head(repository)
    try:
        merged = (repository.git_dir / "MERGE_HEAD").read_text("ascii").split()
    except FileNotFoundError:
        merged = []
    return () if head is None else (head, *merged)


def find_merge_base(repository: Repository, revision: str) -> str:
    """Return the commit where ``revision`` parted from HEAD, or from the merge that is under way.

    Raises:
        UsageError: there is no such revision, or it has no history in common with HEAD.
        GitError: the history is too shallow to tell.
    """
    commit = resolve_commit(repository, revision)
    if commit is None:
        require_sound_head(repository)
        way_out = "fetch it first" if repository.is_shallow else "name a branch, tag or commit"
        begin, dots, _ = revision.partition("..")
        if dots:
            way_out = f"a range is none, name where it begins: {begin or 'HEAD'}"
        raise UsageError(f"git knows no revision {revision!r}: {way_out}")
    parents = find_parents(repository)
    if not parents:
        raise UsageError("HEAD names no commit yet: commit first, or look at what is staged")
    found = _find_parting(repository, (repr(revision), "HEAD"), commit, *parents)
    if found is None:
        message = f"{revision!r} and HEAD have no history in common: name another revision"
        raise UsageError(message)
    return found


def find_fork(repository: Repository, start: str, end: str) -> str:
    """Return the commit where the commits ``start`` and ``end`` parted.

    That is ``start`` itself where they have no history in common.

    Raises:
        GitError: the history is too shallow to tell.
    """
    return _find_parting(repository, (end[:10], start[:10]), start, end) or start


def _find_parting(
    repository: Repository, names: tuple[str, str], commit: str, *others: str
) -> str | None:
    """Return the merge base of commits, None without one; ``names`` are for a reader."""
    out = run(repository, "merge-base", commit, *others, accept=(0, 1))
    if not out and repository.is_shallow:
        raise GitError(
            f"the clone is too shallow to see where {names[0]} parted from {names[1]}; "
            f"`{call_git(repository.toplevel)} fetch --unshallow` brings the rest"
        )
    return out.decode("ascii").strip() or None


def reaches_blob(repository: Repository, heads: Sequence[str], blob: str) -> bool:
    """Tell whether a commit behind one of ``heads`` put the content ``blob`` into a file."""
    if not heads:
        return False
    command = ("log", "-1", "-m", "--root", "--full-history", "--format=%H")
    return bool(run(repository, *command, f"--find-object={blob}", *heads, "--"))


def find_lost(
    repository: Repository, commits: Iterable[str], heads: Sequence[str] = ()
) -> frozenset[str]:
    """Return those of ``commits`` that are behind none of ``heads``, nor any branch or tag.

    A commit that was amended or squashed away is here until git forgets it, and with nobody else.
    """
    asked = tuple(dict.fromkeys(commits))
    lost: set[str] = set()
    for start in range(0, len(asked), _MANY):
        chunk = asked[start : start + _MANY]
        out = run(repository, "rev-list", *chunk, "--not", "--all", *heads, "--")
        lost |= set(out.decode("ascii").split())
    return frozenset(lost.intersection(asked))
