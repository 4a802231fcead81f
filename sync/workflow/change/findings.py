"""What rules find in the translations that a change touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.errors import FileError, RefusedError
from sync.findings import Severity
from sync.globs import MARKDOWN_SUFFIXES
from sync.lint.checks import find_all
from sync.lint.ignores import Ignored, find_ignored
from sync.lint.values import Found
from sync.model import State
from sync.rules import Kind
from sync.workflow.change.rows import RowSearch
from sync.workflow.change.sides import Sides
from sync.workflow.change.structure import SHAPE_RULES, find_broken
from sync.workflow.change.unreachable import Tracer, describe_unknown
from sync.workflow.change.values import Findings
from sync.workflow.change.versions import Versions
from sync.workflow.linting import build_finding, choose_location_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sync.config import Config
    from sync.errors import SyncError
    from sync.findings import Finding
    from sync.history import History
    from sync.lint.comparison import Comparison
    from sync.model import Location
    from sync.workflow.change.reading import Change
    from sync.workflow.change.touched import Touched
    from sync.workflow.change.values import Strictness
    from sync.workflow.project import Project

_STAMP_UNREACHABLE = "stamp-unreachable"
_READABLE = (State.CURRENT, State.COSMETIC, State.STALE, State.PENDING, State.UNSTAMPED)


def find_findings(
    project: Project, change: Change, touched: Sequence[Touched], strictness: Strictness
) -> Findings:
    """Look at each translation that a change touched; one that cannot be read hides no other."""
    if not touched:
        return Findings()
    history = project.open_history()
    search = _Search(project, change, history, touched, strictness)
    found: list[Finding] = []
    failures: list[SyncError] = []
    for each in touched:
        try:
            found += search.find(each)
        except (FileError, RefusedError) as error:
            failures.append(error)
    if history is not None:
        history.cache.save()
    return Findings(tuple(found), tuple(describe_unknown(search.tracer.unknown)), tuple(failures))


def choose_change_rules(
    config: Config, location: Location, strictness: Strictness
) -> Mapping[str, Severity]:
    """Return the rules about changes that count for a translation, and how much each weighs."""
    rules = dict(choose_location_rules(config, location, kind=Kind.CHANGE))
    rules |= dict.fromkeys(strictness.errors, Severity.ERROR)
    return {name: weight for name, weight in rules.items() if name not in strictness.ignored}


class _Search:
    """Looks at touched translations one by one, once the versions of their sources are known."""

    def __init__(
        self,
        project: Project,
        change: Change,
        history: History | None,
        touched: Sequence[Touched],
        strictness: Strictness,
    ) -> None:
        versions = Versions(change, history)
        versions.load(
            (each.location, stamp)
            for each in touched
            for stamp in (each.old, each.status.stamp)
            if stamp is not None
        )
        self.tracer = Tracer(project, change, versions)
        self._config = project.config
        self._strictness = strictness
        self._sides = Sides(project, change, versions)
        self._rows = RowSearch(project, change, versions, self._sides)

    def find(self, touched: Touched) -> Iterator[Finding]:
        """Yield what is found in one translation, by line.

        Raises:
            FileError, RefusedError: it, or its source, cannot be read.
        """
        rules = choose_change_rules(self._config, touched.location, self._strictness)
        path = touched.location.path
        if not path.endswith(MARKDOWN_SUFFIXES) or touched.status.state not in _READABLE:
            yield from self._trace(touched, rules, Ignored())
            return
        now = self._sides.compare_after(touched.status)
        ignored = find_ignored(now)
        yield from self._trace(touched, rules, ignored)
        yield from self._look_inside(touched, now, rules, ignored)

    def _trace(
        self, touched: Touched, rules: Mapping[str, Severity], ignored: Ignored
    ) -> Iterator[Finding]:
        if _STAMP_UNREACHABLE not in rules:
            return
        for each in self.tracer.trace(touched):
            found = Found(_STAMP_UNREACHABLE, each.line, None, each.message, (each.hash,))
            if not ignored.covers(found):
                yield build_finding(touched.location, found, rules, each.path)

    def _look_inside(
        self, touched: Touched, now: Comparison, rules: Mapping[str, Severity], ignored: Ignored
    ) -> Iterator[Finding]:
        shapes = choose_location_rules(self._config, touched.location)
        weights = {**shapes, **rules}
        found = [
            *self._find_broken(touched, now, SHAPE_RULES.intersection(shapes)),
            *self._rows.find(touched, now, rules),
        ]
        for each in sorted(found, key=lambda each: (each.line or 0, each.column or 0)):
            if not ignored.covers(each):
                yield build_finding(touched.location, each, weights)

    def _find_broken(
        self, touched: Touched, now: Comparison, rules: Collection[str]
    ) -> Iterator[Found]:
        found = find_all(now, rules)
        if found and touched.was_there:
            was = self._sides.compare_before(touched, now)
            return find_broken(found, now, was, rules)
        return iter(found)
