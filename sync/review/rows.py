"""Stamps and marks that say more than was done in a translation that a change touched.

Tables are told of by row, prose by block.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sync.findings import Found
from sync.lint.marks import check_marks
from sync.review.earlier import EarlierTexts
from sync.review.named_versions import NamedVersion
from sync.review.touched import find_earned_name, find_tables_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sync.lint.comparison import Comparison
    from sync.model import Base
    from sync.review.change import Change
    from sync.review.named_versions import NamedVersions
    from sync.review.other_languages import OtherLanguages
    from sync.review.places import Move
    from sync.review.sides import Sides
    from sync.review.stamp_ahead import LateCell, Unearned
    from sync.review.touched import Touched
    from sync.review.units_ahead import UnearnedUnit
    from sync.review.unmarked import Unmarked

STAMP_UNEARNED = "stamp-unearned"
MARK_UNEARNED = "mark-unearned"


class Lags(NamedTuple):
    """Rows and blocks that did not follow their source's, and marks that went without work."""

    move: Move
    stamps: tuple[Unearned, ...]
    marks: tuple[Unmarked, ...]
    units: tuple[UnearnedUnit, ...] = ()


class RowSearch:
    """Compares touched translations with what they were, row by row."""

    def __init__(self, change: Change, named: NamedVersions, sides: Sides) -> None:
        """Compare nothing yet."""
        self._named = named
        self._sides = sides
        self._change = change
        self._earlier = EarlierTexts(change)

    def search(self, touched: Touched, now: Comparison, rules: Collection[str]) -> Lags | None:
        """Return what the texts alone show, None where that is nothing."""
        has_moved = STAMP_UNEARNED in rules and self._has_moved(touched)
        has_marks = MARK_UNEARNED in rules and self._sides.had_marks(touched)
        move = self._sides.find_move(touched, now) if has_moved or has_marks else None
        if move is None:
            return None
        from sync.review.stamp_ahead import find_stamps_ahead
        from sync.review.unit_moves import UnitMoves
        from sync.review.units_ahead import find_units_ahead
        from sync.review.unmarked import find_unmarked

        stamps = find_stamps_ahead(move) if has_moved else ()
        units = find_units_ahead(UnitMoves(move)) if has_moved else ()
        marks = find_unmarked(move).unearned if has_marks else ()
        return Lags(move, stamps, marks, units) if stamps or units or marks else None

    def find_left(
        self, touched: Touched, now: Comparison, rules: Collection[str]
    ) -> tuple[Found, ...]:
        """Return the marks that are left under a stamp that moved and says that all is done."""
        has_moved = STAMP_UNEARNED in rules and self._has_moved(touched)
        stamp = touched.status.stamp
        if not has_moved or stamp is None or stamp.destination is not None:
            return ()
        return tuple(check_marks(now))

    def resolve(
        self, touched: Touched, lags: Lags | None, left: Sequence[Found]
    ) -> Iterator[Found]:
        """Yield what is left once the history and other languages have been asked."""
        if left and (touched.old is None or self._is_forward(touched)):
            yield from map(_describe_mark, left)
        if lags is not None:
            yield from self._resolve_stamps(touched, lags)
            behind = list(self._resolve_units(touched, lags))
            yield from behind
            lines = {each.line for each in behind}
            for found in self._resolve_marks(touched, lags):
                if found.line not in lines:  # one change that is not shown is told of once
                    yield found

    @cached_property
    def _others(self) -> OtherLanguages:
        from sync.review.other_languages import OtherLanguages

        return OtherLanguages(self._change, self._sides)

    def _has_moved(self, touched: Touched) -> bool:
        old, new = touched.old, touched.status.stamp
        return any(find(old) != find(new) for find in (find_tables_name, find_earned_name))

    def _resolve_stamps(self, touched: Touched, lags: Lags) -> Iterator[Found]:
        found = lags.stamps
        if not found or not self._is_forward(touched):
            return
        cells = {cell.place for each in found for cell in each.cells}
        names = self._others.find_unchanged(touched.location, lags.move.source, cells)
        for each in found:
            if not each.cells:
                yield _describe(touched, each)
                continue
            late = [cell for cell in each.cells if cell.is_certain or cell.place not in names]
            late = [cell for cell in late if self._is_late(touched, lags.move, each.row, cell)]
            if late:
                column, message = late[0].column, late[0].message
                yield _describe(touched, each._replace(column=column, message=message))

    def _resolve_units(self, touched: Touched, lags: Lags) -> Iterator[Found]:
        found = lags.units
        if not found or not self._is_forward(touched):
            return
        is_doubtful = any(not each.is_certain for each in found)
        names = self._others.list_texts(touched.location) if is_doubtful else frozenset[str]()
        for each in found:
            is_name = not each.is_certain and each.text is not None and each.text in names
            if not is_name and self._is_late_unit(touched, lags.move, each):
                yield _describe_unit(touched, each)

    def _is_late_unit(self, touched: Touched, move: Move, unit: UnearnedUnit) -> bool:
        """Tell whether a block is the old source's for all that the history tells."""
        if unit.text is None:
            return True
        if self._earlier.said_other(touched, unit.text):
            return False
        is_known = move.prose_earned is move.before.prose or unit.was_marked
        return is_known or self._earlier.said_before(touched, unit.text)

    def _is_late(self, touched: Touched, move: Move, row: tuple[str, ...], cell: LateCell) -> bool:
        """Tell whether a cell is the old source's for all that the history tells."""
        if self._earlier.was_other(touched, row, cell.at):
            return False
        is_known = move.earned is None or cell.was_marked
        return is_known or self._earlier.stood_before(touched, row, cell.at)

    def _is_forward(self, touched: Touched) -> bool:
        """Tell whether a stamp names a newer version than before; not where nobody knows."""
        versions = []
        old_stamp, new_stamp = touched.old, touched.status.stamp
        for named in (find_earned_name(old_stamp), find_tables_name(new_stamp)):
            version = self._named.find(touched.location, named) if named else None
            if not isinstance(version, NamedVersion) or named is None:
                return False
            versions.append((version, named))
        (old, old_hash), (new, new_hash) = versions
        if old.is_present or new.is_present:
            return new.is_present
        bases = [
            version.base or self._named.find_base(touched.location, named)
            for version, named in ((old, old_hash), (new, new_hash))
        ]
        dates = [_read_date(base) for base in bases]
        return dates[0] is not None and dates[1] is not None and dates[0] < dates[1]

    def _resolve_marks(self, touched: Touched, lags: Lags) -> Iterator[Found]:
        cells = {each.cell for each in lags.marks if each.cell is not None}
        names = self._others.find_unchanged(touched.location, lags.move.source, cells)
        has_blocks = any(each.cell is None and each.lag is None for each in lags.marks)
        texts = self._others.list_texts(touched.location) if has_blocks else ()
        for each in lags.marks:
            is_name = each.text in texts if each.cell is None else each.cell in names
            if each.lag is not None or not is_name:
                message = "the mark was deleted, "
                if each.lag is None:
                    message += f"but the source's text still stands here: {each.text}"
                else:
                    message += f"but the text is what it was: {each.lag}"
                yield Found(MARK_UNEARNED, each.line, each.column, message, (each.name, each.text))


def _read_date(base: Base | None) -> datetime | None:
    return datetime.fromisoformat(base.date) if base is not None and base.date else None


def _describe_mark(left: Found) -> Found:
    message = f"the stamp moved on, and this is still {left.message}"
    return left._replace(rule=STAMP_UNEARNED, message=message, severity=None)


def _describe_unit(touched: Touched, found: UnearnedUnit) -> Found:
    from sync.review.stamp_ahead import Unearned

    return _describe(touched, Unearned(found.line, None, *found[1:4]))


def _describe(touched: Touched, found: Unearned) -> Found:
    source, line = touched.location.source, found.source_line
    place = source if line is None else f"line {line} of {source}"
    message = f"the stamp moved on without this: {found.message} ({place})"
    return Found(STAMP_UNEARNED, found.line, found.column, message, (found.name, found.message))
