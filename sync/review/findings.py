"""What rules find in the translations that a change touched."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sync.errors import FileError, GitError, RefusedError
from sync.review.harmless import is_harmless
from sync.review.memory import Memory
from sync.review.named_versions import NamedVersion, NamedVersions
from sync.review.touched import find_earned_name, find_tables_name
from sync.review.unreachable import Tracer, describe_unknown
from sync.review.values import Findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.errors import SyncError
    from sync.findings import Finding
    from sync.model import Stamp, VersionName
    from sync.review.change import Change
    from sync.review.inspection import Inspector
    from sync.review.touched import Touched
    from sync.review.values import Strictness


def find_findings(change: Change, touched: Sequence[Touched], strictness: Strictness) -> Findings:
    """Look at each translation that a change touched; one that cannot be read hides no other."""
    if not touched:
        return Findings()
    search = _Search(change, strictness)
    found: list[Finding] = []
    failures: list[SyncError] = []
    try:
        search.load(touched)
    except GitError as error:
        failures.append(error)
    for each in touched:
        try:
            found += search.find(each)
        except (FileError, RefusedError) as error:
            failures.append(error)
    search.memory.save()
    notices = describe_unknown(search.tracer.unknown, change.after.view.project.caller)
    return Findings(tuple(found), tuple(notices), tuple(failures))


class _Search:
    """Looks at touched translations one by one; those of which nothing is new are not read."""

    def __init__(self, change: Change, strictness: Strictness) -> None:
        self.memory = Memory(change.after.view.project)
        self._named = NamedVersions(change)
        self.tracer = Tracer(change, self._named)
        self._change = change
        self._strictness = strictness

    def load(self, touched: Sequence[Touched]) -> None:
        """Look up the versions that stamps name; raises GitError where git fails."""
        self._named.load(
            (each.location, stamp)
            for each in touched
            for stamp in (each.old, each.status.stamp)
            if stamp is not None
        )

    def find(self, touched: Touched) -> tuple[Finding, ...]:
        """Return what is found in one translation.

        Raises:
            FileError, RefusedError: it, or its source, cannot be read.
        """
        unreachable = tuple(self.tracer.trace(touched))
        if not unreachable and self._is_reworded(touched):
            return ()
        name = self._name(touched)
        if name is not None and not unreachable and self.memory.recall(name) is True:
            return ()
        judgement = self._inspector.judge(touched, unreachable)
        if name is not None and judgement.is_plain:
            self.memory.keep(name, answer=True)
        return judgement.findings

    def _is_reworded(self, touched: Touched) -> bool:
        """Tell whether the change only reworded prose of a translation, under the same stamp."""
        path, old, new = touched.location.path, touched.old, touched.status.stamp
        if not touched.prior.was_there or _list_hashes(old) != _list_hashes(new):
            return False
        return is_harmless(touched.prior.read(), self._change.after.read(path))

    @cached_property
    def _inspector(self) -> Inspector:
        from sync.review.inspection import Inspector

        return Inspector(self._change, self._named, self._strictness)

    def _name(self, touched: Touched) -> str | None:
        """Name the question whether there is anything to find; None where a version is unknown."""
        location, prior, after = touched.location, touched.prior, self._change.after
        sources = [
            self._read_source(touched, named)
            for stamp in (touched.old, touched.status.stamp)
            for named in _list_hashes(stamp)
        ]
        if touched.status.stamp is None or None in sources:
            return None
        was = prior.read() if prior.was_there else None
        kind = f"nothing found {touched.old is None} {self._strictness}"
        return self.memory.name(kind, location, was, after.read(location.path), *sources)

    def _read_source(self, touched: Touched, named: VersionName | None) -> bytes | None:
        """Return the version that a hash names, empty without one; None where unknown."""
        if named is None:
            return b""
        found = self._named.find(touched.location, named)
        return found.data if isinstance(found, NamedVersion) else None


def _list_hashes(stamp: Stamp | None) -> tuple[VersionName | None, VersionName | None]:
    """Return the hashes of the versions that a translation's words and its tables are of."""
    return find_earned_name(stamp), find_tables_name(stamp)
