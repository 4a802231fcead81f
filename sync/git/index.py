"""What git's index holds, what it ignores, and what it could give back.

Paths are relative to the root, use ``/`` and are decoded as Python decodes file names, so that any
name survives.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import GitError
from sync.git.changes import compare, is_content
from sync.git.repository import Repository, read_words, run, start

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_IGNORED = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
_UNTRACKED = ("ls-files", "-z", "--others", "--exclude-standard")
SUBMODULE = "160000"
"""The mode of an entry that names a commit of another repository."""
_FILE = "100"  # and its permissions
_PLAIN_VERSION = 2


class Entry(NamedTuple):
    """A file as git's index or a commit holds it.

    ``mode`` is git's (``120000`` is a symbolic link); ``stage`` is 0 but for a merge in conflict.
    """

    path: str
    mode: str
    blob: str
    stage: int = 0


class Listing(NamedTuple):
    """The files of git's index: ``blobs`` by path, and ``others``, links and files in conflict.

    Of most files no more is kept than their blobs' names: there may be thousands.
    """

    blobs: dict[str, str]
    others: tuple[Entry, ...] = ()

    @property
    def held(self) -> dict[str, str]:
        """The blobs of all paths that are not in conflict, links included."""
        return self.blobs | {each.path: each.blob for each in self.others if not each.stage}


class IgnoredListing:
    """The list of what git ignores below the root, in the making while the caller does more."""

    def __init__(self, repository: Repository) -> None:
        """Start git."""
        self._process = start(repository, *_IGNORED)

    def wait(self) -> frozenset[str]:
        """Return the ignored files and folders, the latter without a slash at the end.

        Empty where the root itself is ignored: then that repository is not the project's.

        Raises:
            GitError: git failed.
        """
        out, err = self._process.communicate()
        if b"not superset of prefix" in err:  # how git says that an ignored folder holds the root
            return frozenset()
        if self._process.returncode:
            raise GitError(f"git cannot list ignored files: {read_words(err)}")
        names = frozenset(name.removesuffix("/") for name in _split(out))
        return frozenset() if "." in names else names


def find_ignored(repository: Repository, paths: Iterable[str]) -> frozenset[str]:
    """Return those of ``paths`` that git would ignore; they need not exist."""
    feed = _join(f"./{path}" for path in paths)  # a leading colon would be magic
    # 1: none. 128: one lies beyond a link or in a submodule, where these rules say nothing.
    out = run(repository, "check-ignore", "-z", "--stdin", feed=feed, accept=(0, 1, 128))
    return frozenset(name.removeprefix("./") for name in _split(out))


def read_listing(repository: Repository) -> Listing:
    """Return the files of git's index below the root, submodules left out."""
    records = _split(run(repository, "ls-files", "-z", "--stage"))
    if not records:
        return Listing({})
    # Each is "mode blob stage\tpath", all but the path as long as in the first one.
    tab = records[0].index("\t")
    path = tab + 1
    blobs = {
        each[path:]: each[7 : tab - 2]
        for each in records
        if each[tab - 1] == "0" and each.startswith(_FILE)
    }
    if len(blobs) == len(records):
        return Listing(blobs)
    others = (_read_entry(each) for each in records if each[path:] not in blobs)
    return Listing(blobs, tuple(each for each in others if each.mode != SUBMODULE))


def find_submodule(repository: Repository, path: str) -> str | None:
    """Return the commit at which the index holds the submodule at ``path``, None without one."""
    records = _split(run(repository, "ls-files", "-z", "--stage", "--", f":(literal){path}"))
    entries = map(_read_entry, records)
    return next((each.blob for each in entries if each.mode == SUBMODULE), None)


def may_leave_out(repository: Repository) -> bool:
    """Say whether the work tree may lack files of git's index on purpose, by a few bytes of it.

    That an entry is left out is an extended flag, which an index of version 2 has no room for
    (gitformat-index(5)); one that is split has its entries in another file.
    """
    named = repository.environment.get("GIT_INDEX_FILE")
    try:
        with open(named or f"{repository.git_dir}/index", "rb", buffering=0) as file:  # noqa: PTH123
            version = int.from_bytes((file.read(8) or b"")[4:], "big")
        names = os.listdir(repository.git_dir)  # noqa: PTH208  no Path a name
    except OSError:
        return False
    return version > _PLAIN_VERSION or any(each.startswith("sharedindex.") for each in names)


def list_left_out(repository: Repository) -> tuple[Entry, ...]:
    """Return the files below the root that git's index holds for another checkout than this one.

    Git calls them skip-worktree; a sparse checkout makes them. An index that has whole folders in
    their place (``index.sparse``) is told as if it had not.
    """
    records = _split(run(repository, "ls-files", "-z", "-t", "--stage"))
    left_out = (_read_entry(each[2:]) for each in records if each.startswith("S "))
    return tuple(each for each in left_out if each.mode != SUBMODULE)


def list_flags(repository: Repository, paths: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the flags that keep git from seeing what is on disk, of those of ``paths`` under one.

    They are named as ``git update-index`` names them. Of a path in a submodule, or in another
    clone, they are those of the index there.
    """
    from sync.git.nested import group_by_nested, open_nested

    found: dict[str, tuple[str, ...]] = {}
    for folder, held in group_by_nested(repository.root, paths).items():
        place = open_nested(repository, folder) if folder else repository
        start = f"{folder}/" if folder else ""
        tags = {each[2:]: each[0] for each in _split(run(place, "ls-files", "-z", "-v"))}
        for path in held:
            tag = tags.get(path.removeprefix(start), "H")
            is_set = {"assume-unchanged": tag.islower(), "skip-worktree": tag in "Ss"}
            flags = tuple(name for name, value in is_set.items() if value)
            found |= {path: flags} if flags else {}
    return found


def list_untracked(repository: Repository) -> frozenset[str]:
    """Return the files on disk that git neither holds nor ignores."""
    return frozenset(_split(run(repository, *_UNTRACKED)))


def list_staged(repository: Repository) -> Mapping[str, Entry | None]:
    """Return the paths whose entries in the index are not those of HEAD, and HEAD's entries.

    None stands for a path that HEAD does not have; before the first commit it has none. In a merge
    in conflict HEAD's entry of a path in conflict is not told: its ``stage`` is not 0.
    """
    staged: dict[str, Entry | None] = {}
    for change in compare(repository, "--cached"):
        path, old = change.path, Entry(change.path, change.old_mode, change.old_blob)
        if change.is_conflict:
            staged[path] = old._replace(stage=1)
        elif path not in staged:
            staged[path] = old if is_content(change.old_mode) else None
    return staged


def find_differing(
    repository: Repository, paths: Iterable[str], index: Listing | None = None
) -> frozenset[str]:
    """Return those of ``paths`` whose present content git's index could not give back.

    Of a path in a submodule, or in another clone, that is the index there. ``index`` is the
    repository's own, where it was read already.
    """
    from sync.git.nested import group_by_nested, open_nested

    differing: set[str] = set()
    for folder, held in group_by_nested(repository.root, paths).items():
        if not folder:
            differing |= _find_differing(repository, held, index)
            continue
        start = f"{folder}/"
        inner = (path.removeprefix(start) for path in held)
        found = _find_differing(open_nested(repository, folder), inner)
        differing.update(start + path for path in found)
    return frozenset(differing)


def _find_differing(
    repository: Repository, paths: Iterable[str], index: Listing | None = None
) -> frozenset[str]:
    """Return the same for paths of one repository.

    That is a file that is untracked, in conflict, or whose bytes, as ``git add`` would clean
    them, are not the index's. Bytes are hashed, so neither time stamps nor ``assume-unchanged``
    mislead. A path where there is no file is left out: nothing can be lost there. A link stands
    for the file that it leads to, which is what would be written. Where case does not tell files
    apart (``core.ignorecase``), the index may spell a path in another one.
    """
    there = [path for path in paths if (repository.root / path).is_file()]
    if not there:
        return frozenset()
    held = (index or read_listing(repository)).held
    feed = "".join(quote_path(repository.prefix + path) + "\n" for path in there)
    request = os.fsencode(feed)
    out = run(repository, "hash-object", "--stdin-paths", feed=request, cwd=repository.toplevel)
    top = os.path.realpath(repository.root)
    places = [_follow(repository.root / path, top) for path in there]
    if not held.keys() >= set(places) and _ignores_case(repository):
        spelled = {name.casefold(): blob for name, blob in held.items()}
        held = {place: spelled.get(place.casefold(), "") for place in places} | held
    hashes = zip(there, places, out.decode("ascii").split(), strict=True)
    return frozenset(path for path, place, blob in hashes if held.get(place) != blob)


def _ignores_case(repository: Repository) -> bool:
    command = ("config", "--type=bool", "--get", "core.ignorecase")
    return run(repository, *command, accept=(0, 1)).strip() == b"true"


def _read_entry(record: str) -> Entry:
    info, _, path = record.partition("\t")
    mode, blob, stage = info.split(" ")
    return Entry(path, mode, blob, int(stage))


def _follow(place: Path, top: str) -> str:
    """Return the path, relative to ``top`` (a real path), of the file that a link leads to."""
    return Path(os.path.relpath(os.path.realpath(place), top)).as_posix()


def _split(out: bytes) -> list[str]:
    return os.fsdecode(out).split("\0")[:-1]


def _join(paths: Iterable[str]) -> bytes:
    return os.fsencode("".join(path + "\0" for path in paths))


def quote_path(path: str) -> str:
    """Quote a path as git's line-based input wants it."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
