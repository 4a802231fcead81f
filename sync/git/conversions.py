"""Files that the work tree shows in another form than git holds them, as attributes ask for."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import GitError
from sync.git.attributes import CONVERTING, FILTER
from sync.git.blobs import BlobReader
from sync.git.changes import compare, list_paths
from sync.git.index import quote_path
from sync.git.nested import group_by_nested, open_nested
from sync.git.repository import add_settings, go_offline, run

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from sync.git.repository import Repository

_OFF = ("unspecified", "unset")
_HELD = "H 100"  # a regular file that git looks after, neither in conflict nor under a flag
_SECOND = 1_000_000_000  # nanoseconds
_TOLD = ("mtime", "ctime", "size")
_NOTES = 5  # lines of what ``ls-files --debug`` says of an entry


class Converted(NamedTuple):
    """What git holds of a file, and whether a program makes of that what is on disk.

    Of a file that is unchanged it is a blob, else the bytes that ``git add`` would make one of.
    """

    held: str | bytes
    is_filtered: bool


def find_converted(repository: Repository, paths: Iterable[str]) -> Mapping[str, Converted]:
    """Return those of ``paths`` that git converts on checkout.

    One that is changed since, and under a filter, is left out: nothing but the filter tells.
    """
    found: dict[str, Converted] = {}
    for folder, held in group_by_nested(repository.root, paths).items():
        start = f"{folder}/" if folder else ""
        place = open_nested(repository, folder) if folder else repository
        inner = [path.removeprefix(start) for path in held]
        found |= {start + path: each for path, each in _find_converted(place, inner)}
    return found


def _find_converted(
    repository: Repository, paths: Collection[str]
) -> Iterator[tuple[str, Converted]]:
    filtered = _ask_attributes(repository, paths)
    if not filtered:
        return
    changed = list_paths(compare(repository))
    unsure = frozenset(path for path in changed if filtered.get(path))
    if unsure:
        changed -= _list_untouched(repository, unsure)
    for record in os.fsdecode(run(repository, "ls-files", "-z", "-v", "--stage")).split("\0"):
        info, _, path = record.partition("\t")
        if path in filtered and path not in changed and info.startswith(_HELD):
            yield path, Converted(info.split(" ")[2], filtered.pop(path))
    edited = [path for path, is_filtered in filtered.items() if not is_filtered]
    for path, data in _clean(repository, edited).items():
        yield path, Converted(data, is_filtered=False)


def _clean(repository: Repository, paths: Iterable[str]) -> Mapping[str, bytes]:
    """Return what ``git add`` would make of files; of none where it would refuse one.

    Git tells that of objects alone. It writes them to a folder that goes again.
    """
    there = [path for path in paths if _is_regular(repository.root / path)]
    if not there:
        return {}
    feed = os.fsencode("".join(quote_path(repository.prefix + path) + "\n" for path in there))
    with tempfile.TemporaryDirectory(prefix="translation-sync-") as folder:
        bound = {**go_offline(repository).environment, "GIT_OBJECT_DIRECTORY": folder}
        bound |= add_settings(bound, (("core.safecrlf", "false"),))
        place = repository._replace(root=repository.toplevel, environment=bound)
        try:
            names = run(place, "hash-object", "-w", "--stdin-paths", feed=feed).split()
        except GitError:
            return {}
        with BlobReader(place) as reader:
            cleaned = [reader.read(name.decode("ascii")) for name in names]
    return dict(zip(there, cleaned, strict=True))


def _is_regular(place: Path) -> bool:
    return place.is_file() and not place.is_symlink()


def _ask_attributes(repository: Repository, paths: Collection[str]) -> dict[str, bool]:
    """Return those of ``paths`` that attributes convert, and whether a filter does."""
    feed = os.fsencode("".join(f"{path}\0" for path in paths))
    out = run(repository, "check-attr", "-z", "--stdin", *CONVERTING, feed=feed)
    fields = os.fsdecode(out).split("\0")[:-1]
    filtered: dict[str, bool] = {}
    for path, name, value in zip(fields[::3], fields[1::3], fields[2::3], strict=True):
        if value not in _OFF:
            filtered[path] = filtered.get(path, False) or name == FILTER
    return filtered


def _list_untouched(repository: Repository, paths: Collection[str]) -> frozenset[str]:
    """Return those of ``paths`` whose size and times are, to the nanosecond, what git noted.

    To git that is no proof where its index was written in the same second, as a clone's is
    (Documentation/technical/racy-git.txt). It asks the filter then, and none of the clone's
    programs is run for an answer of ours.
    """
    fields = os.fsdecode(run(repository, "ls-files", "-z", "--debug")).split("\0")
    untouched: set[str] = set()
    path = fields[0]
    for field in fields[1:]:
        *notes, following = field.split("\n", _NOTES)
        if path in paths and _is_noted(f"{repository.root}/{path}", notes):
            untouched.add(path)
        path = following
    return frozenset(untouched)


def _is_noted(place: str, notes: Iterable[str]) -> bool:
    """Say whether a file is as ``notes`` have it: ``NAME: VALUE``, of which a line may hold two."""
    parts = (each.partition(": ") for line in notes for each in line.strip().split("\t"))
    told = {name: value for name, _, value in parts}
    try:
        status = os.lstat(place)
    except OSError:
        return False
    times = {"mtime": status.st_mtime_ns, "ctime": status.st_ctime_ns}
    spelled = {name: f"{time // _SECOND}:{time % _SECOND}" for name, time in times.items()}
    return spelled | {"size": str(status.st_size)} == {name: told.get(name) for name in _TOLD}
