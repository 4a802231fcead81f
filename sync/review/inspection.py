"""A touched translation, read and held to the rules: its tables, its rows, its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.findings import Found, Severity
from sync.lint.checks import find_all
from sync.lint.ignores import Ignored, find_ignored
from sync.model import MARKDOWN_SUFFIXES, State
from sync.project.location_rules import build_finding, choose_location_rules
from sync.review.rows import RowSearch
from sync.review.sides import Sides
from sync.review.structure import SHAPE_RULES, find_broken
from sync.rules import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sync.findings import Finding
    from sync.lint.comparison import Comparison
    from sync.model import Location
    from sync.project.config import Config
    from sync.review.change import Change
    from sync.review.named_versions import NamedVersions
    from sync.review.touched import Touched
    from sync.review.unreachable import Unreachable
    from sync.review.values import Strictness

_STAMP_UNREACHABLE = "stamp-unreachable"
_READABLE = (State.CURRENT, State.COSMETIC, State.STALE, State.PENDING, State.UNSTAMPED)


class Judgement(NamedTuple):
    """What was found in a translation.

    ``is_plain`` says that its texts alone show that there is nothing to find: no other translation
    had to be asked, and nothing was there before or is ignored.
    """

    findings: tuple[Finding, ...]
    is_plain: bool


class Inspector:
    """Reads touched translations beside what they were and beside their sources."""

    def __init__(self, change: Change, named: NamedVersions, strictness: Strictness) -> None:
        """Read nothing yet."""
        self._config = change.after.view.project.config
        self._strictness = strictness
        self._sides = Sides(change, named)
        self._rows = RowSearch(change, named, self._sides)

    def judge(self, touched: Touched, unreachable: Sequence[Unreachable]) -> Judgement:
        """Return what is found in one translation, by line.

        Raises:
            FileError, RefusedError: it, or its source, cannot be read.
        """
        rules = choose_change_rules(self._config, touched.location, self._strictness)
        ignored, found, is_plain = Ignored(), list[Found](), not unreachable
        if touched.status.state in _READABLE and touched.location.path.endswith(MARKDOWN_SUFFIXES):
            now = self._sides.compare_after(touched.status)
            ignored = find_ignored(now)
            rules = {**choose_location_rules(self._config, touched.location), **rules}
            broken = find_all(now, SHAPE_RULES.intersection(rules))
            lags = self._rows.search(touched, now, rules)
            left = self._rows.find_left(touched, now, rules)
            is_plain = not (unreachable or broken or lags or left)
            found += self._find_new(touched, now, broken, SHAPE_RULES.intersection(rules))
            found += self._rows.resolve(touched, lags, left)
        stamps = self._describe_stamps(touched, unreachable, rules, ignored)
        others = [
            build_finding(touched.location, each, rules)
            for each in sorted(found, key=lambda each: (each.line or 0, each.column or 0))
            if not ignored.covers(each)
        ]
        return Judgement((*stamps, *others), is_plain)

    def _describe_stamps(
        self,
        touched: Touched,
        unreachable: Sequence[Unreachable],
        rules: Mapping[str, Severity],
        ignored: Ignored,
    ) -> list[Finding]:
        if _STAMP_UNREACHABLE not in rules:
            return []
        found = (
            (Found(_STAMP_UNREACHABLE, each.line, None, each.message, (each.hash,)), each.path)
            for each in unreachable
        )
        return [
            build_finding(touched.location, each, rules, path)
            for each, path in found
            if not ignored.covers(each)
        ]

    def _find_new(
        self, touched: Touched, now: Comparison, found: Collection[Found], rules: Collection[str]
    ) -> tuple[Found, ...]:
        if not found:
            return ()
        # A change may bring source and translation: what is right beside either is right.
        found = find_all(self._sides.hold_to_present(now), rules)
        if not found or not touched.prior.was_there:
            return found
        was = self._sides.compare_before(touched, now)
        return tuple(find_broken(found, now, was, rules))


def choose_change_rules(
    config: Config, location: Location, strictness: Strictness
) -> Mapping[str, Severity]:
    """Return the rules about changes that count for a translation, and how much each weighs."""
    rules = dict(choose_location_rules(config, location, kind=Kind.CHANGE))
    rules |= dict.fromkeys(strictness.errors, Severity.ERROR)
    return {name: weight for name, weight in rules.items() if name not in strictness.ignored}
