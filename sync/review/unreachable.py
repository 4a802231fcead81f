"""Stamps that name no version of the source which HEAD, or the commit to be, has behind it."""

from __future__ import annotations

import json
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import FileError, RefusedError
from sync.git import find_lost, find_parents, reaches_blob
from sync.model import NameKind, Reason, StampFormat, State, find_fetch_command
from sync.project.trees import is_below
from sync.review.change import read_stamps
from sync.review.named_versions import NamedVersion
from sync.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sync.model import Base, Location, VersionName
    from sync.results import Caller
    from sync.review.change import Change
    from sync.review.named_versions import NamedVersions
    from sync.review.touched import Touched


_LEADS_NOWHERE: dict[str, str] = {
    Reason.UNKNOWN_COMMIT: "the stamp names a commit that is not in the repository of {}",
    Reason.NOT_IN_COMMIT: "the commit that the stamp names does not hold {}",
    Reason.AMBIGUOUS_COMMIT: "several commits begin as the stamp of a translation of {} says",
}


class Unreachable(NamedTuple):
    """A hash that names no such version; ``path`` and ``line`` (1-based) are where it stands."""

    path: str
    line: int | None
    hash: str
    message: str


class Tracer:
    """Traces the hashes that stamps moved to.

    ``unknown`` fills up with why some could not be traced, and how many.
    """

    def __init__(self, change: Change, named: NamedVersions) -> None:
        """Trace nothing yet."""
        self.unknown: Counter[str] = Counter()
        self._project = change.after.view.project
        self._change = change
        self._named = named
        self._reached: dict[str, bool] = {}
        self._lost: dict[str, bool] = {}

    def trace(self, touched: Touched) -> Iterator[Unreachable]:
        """Yield the hashes that the change brought into a stamp and that lead nowhere."""
        status = touched.status
        if status.state is State.COSMETIC and status.reason == Reason.GENERATED_BLOCK:
            return
        for named in touched.moved:
            message = self._judge(touched.location, named)
            if message is not None:
                path, line = self._find_place(touched, named)
                yield Unreachable(path, line, _spell(touched, named), message)

    @cached_property
    def _heads(self) -> tuple[str, ...]:
        return find_parents(self._change.repository)

    def _judge(self, location: Location, named: VersionName) -> str | None:
        """Return what is wrong with a hash, None where nothing is or nobody can know."""
        found = self._named.find(location, named)
        if isinstance(found, NamedVersion):
            return self._judge_found(location, named, found)
        if found in _LEADS_NOWHERE:
            return _LEADS_NOWHERE[found].format(location.source)
        if found is not Reason.UNKNOWN_HASH:
            self.unknown[found] += 1
            return None
        if self._change.is_staged and self._is_on_disk(location, named):
            return f"the stamp names {location.source} as it is on disk, which is not staged"
        # What a tool hashed before it filled in such a block was never committed.
        if self._has_generated(location):
            return None
        return f"no commit holds the version of {location.source} that the stamp names"

    def _judge_found(
        self, location: Location, named: VersionName, found: NamedVersion
    ) -> str | None:
        if is_below(location.source, self._change.after.view.tree.nested):
            return None  # its own repository has it, of whose HEAD nothing is known here
        lost = self._find_lost(location, named)
        if lost is not None:
            return self._tell(
                f"the stamp names commit {lost[:10]}, which no branch or tag leads to"
            )
        return None if found.base is None else self._judge_base(location, found.base)

    def _find_lost(self, location: Location, named: VersionName) -> str | None:
        """Return the commit that a stamp names, where git will forget it and others lack it."""
        base = self._named.find_base(location, named) if named.kind is NameKind.COMMIT else None
        if base is None or base.commit is None:
            return None
        if base.commit not in self._lost:
            lost = find_lost(self._change.repository, (base.commit,), self._heads)
            self._lost[base.commit] = bool(lost)
        return base.commit if self._lost[base.commit] else None

    def _tell(self, message: str) -> str | None:
        """Return what is wrong, None where the clone is too shallow to be sure."""
        if not self._change.repository.is_shallow:
            return message
        self.unknown[Reason.SHALLOW] += 1
        return None

    def _judge_base(self, location: Location, base: Base) -> str | None:
        if base.blob not in self._reached:
            repository = self._change.repository
            self._reached[base.blob] = reaches_blob(repository, self._heads, base.blob)
        if self._reached[base.blob]:
            return None
        version = f"the version of {location.source} that the stamp names"
        if base.commit is None:
            return self._tell(f"{version} is in no commit any more")
        lost = f"is in commit {base.commit[:10]}, which HEAD does not have behind it"
        return self._tell(f"{version} {lost}")

    def _is_on_disk(self, location: Location, named: VersionName) -> bool:
        try:
            return self._disk.source(location.source).is_named_by(named)
        except FileError:
            return False

    @cached_property
    def _disk(self) -> Versions:
        return Versions(self._project.view_disk())

    def _has_generated(self, location: Location) -> bool:
        from sync.markdown.generated import find_generated
        from sync.markdown.lines import split_lines

        try:
            lines = split_lines(self._change.after.read(location.source).decode())
            return bool(find_generated(lines, self._project.generated))
        except (FileError, UnicodeDecodeError, RefusedError):
            return False

    def _find_place(self, touched: Touched, named: VersionName) -> tuple[str, int | None]:
        """Return the file and the line in which a stamp names a hash."""
        location, stamp = touched.status.location, touched.status.stamp
        path, start = location.path, b""
        if stamp is not None and stamp.format is StampFormat.SIDECAR:
            layout = self._change.after.view.layout
            path = layout.find_sidecar(location) or path
            start = json.dumps(layout.entry_name(location), ensure_ascii=False).encode()
        elif stamp is not None and stamp.format is StampFormat.FILE and named == stamp.origin:
            path = next(iter(read_stamps(self._change).find_files(location)), path)
        data = self._change.after.read(path)
        place = data.find(_spell(touched, named).encode(), max(data.find(start), 0))
        return path, None if place < 0 else data.count(b"\n", 0, place) + 1


def _spell(touched: Touched, named: VersionName) -> str:
    """Return a version's name as the stamp spells it."""
    stamp = touched.status.stamp
    record = None if stamp is None else stamp.record
    return record.value or named.text if record and record.name == named else named.text


def describe_unknown(unknown: Mapping[str, int], caller: Caller) -> Iterator[str]:
    """Yield a line for each reason why hashes could not be traced."""
    for reason, count in unknown.items():
        stamps = "1 stamp names" if count == 1 else f"{count} stamps name"
        command = find_fetch_command(reason)
        way_out = f"; `{caller.git(command)}` would tell" if command else ""
        yield f"{stamps} a version that this clone may lack ({reason}){way_out}"
