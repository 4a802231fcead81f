"""Files that the work tree shows in another form than git holds them, as attributes ask for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from sync.git.attributes import CONVERTING, FILTER
from sync.git.changes import compare, list_paths
from sync.git.nested import group_by_nested, open_nested
from sync.git.repository import run

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sync.git.repository import Repository

_OFF = ("unspecified", "unset")
_HELD = "H 100"  # a regular file that git looks after, neither in conflict nor under a flag
_SECOND = 1_000_000_000  # nanoseconds
_TOLD = ("mtime", "ctime", "size")
_NOTES = 5  # lines of what ``ls-files --debug`` says of an entry


class Converted(NamedTuple):
    """A file that is unchanged: its blob, and whether a program makes of that what is on disk."""

    blob: str
    is_filtered: bool


def find_converted(repository: Repository, paths: Iterable[str]) -> Mapping[str, Converted]:
    """Return those of ``paths`` that git converts on checkout, and that are unchanged since."""
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
            yield path, Converted(info.split(" ")[2], filtered[path])


def _ask_attributes(repository: Repository, paths: Collection[str]) -> Mapping[str, bool]:
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
