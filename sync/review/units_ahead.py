"""The blocks of a translation that do not show their source's changes, though its stamp moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sync.markdown.document import Markdown
from sync.markdown.lines import fold_space
from sync.review.followed import skim
from sync.review.unit_moves import UnitMove, UnitMoves, find_unit_lag, needs_words
from sync.units.values import DocumentUnit, UnitKind

_SHOWN = 60
_BY_NAME = frozenset({UnitKind.FRONT_MATTER, UnitKind.REFERENCE})
_NO_WORDS = frozenset({UnitKind.RULE, UnitKind.GENERATED, UnitKind.REFERENCE})


class UnearnedUnit(NamedTuple):
    """A unit of a translation that does not show what changed in its source.

    ``line`` is the translation's, ``source_line`` the new source's (1-based; None where it has
    none). ``message`` says what changed, ``name`` what the source says there. ``text`` is what
    stayed in the translation, None where that lacks the unit, or has one too many. Where it is not
    ``is_certain`` words alone stayed; ``was_marked`` says that a mark went from it.
    """

    line: int | None
    source_line: int | None
    message: str
    name: str
    text: str | None = None
    is_certain: bool = True
    was_marked: bool = False


def find_units_ahead(moves: UnitMoves) -> tuple[UnearnedUnit, ...]:
    """Find the units that did not follow their source's, by line; only what is certain counts."""
    found = [*_find_behind(moves), *_find_lacking(moves), *_find_left(moves)]
    return tuple(sorted(found, key=lambda each: (each.line or 0, each.source_line or 0)))


def _find_behind(moves: UnitMoves) -> Iterator[UnearnedUnit]:
    for each in moves.changed:
        lag = find_unit_lag(moves.move, each)
        if lag is not None and each.after is not None and each.before is not None:
            was_marked = each.before.mark is not None
            place = each.after.start + 1, each.new.start + 1
            name, text = fold_space(each.new.text), fold_space(each.after.text)
            yield UnearnedUnit(*place, lag.message, name, text, lag.is_certain, was_marked)


def _find_lacking(moves: UnitMoves) -> Iterator[UnearnedUnit]:
    """Find units with words that are new in the source and that the translation has not at all.

    That is so where the neighbours of such a unit are neighbours in the translation.
    """
    written = moves.alignment.list_units(moves.after)
    there, last = written.units, written.tail
    taken = {*moves.places.values(), *written.pinned}
    known = sorted(moves.places)
    for each in moves.changed:
        if not _is_new(moves, each):
            continue
        at = bisect_left(known, each.place)
        start = moves.places[known[at - 1]] if at else -1
        end = moves.places[known[at]] if at < len(known) else last
        if start < end and taken.issuperset(_list_flow(there, start + 1, end)):
            line = there[end].start + 1 if end < len(there) else len(moves.after.lines)
            message = f"{_show(each.new)} is new in the source and lacks here"
            yield UnearnedUnit(line, each.new.start + 1, message, fold_space(each.new.text))


def _list_flow(units: Sequence[DocumentUnit], start: int, end: int) -> Iterator[int]:
    """Yield the places of units between two that may be the translation of something."""
    return (k for k in range(start, end) if units[k].kind not in _NO_WORDS)


def _is_new(moves: UnitMoves, each: UnitMove) -> bool:
    if each.old is not None or each.new.kind in _BY_NAME or not needs_words(each.new):
        return False
    return not any(_holds(text, each.new) for text in (moves.earned, moves.after))


def _find_left(moves: UnitMoves) -> Iterator[UnearnedUnit]:
    """Find units of the translation whose source's are gone."""
    for old, there in moves.gone:
        is_text = old.is_text and there.mark is None and needs_words(old)
        if is_text and not _holds(moves.source, old):
            message = f"{_show(old)} went from the source and stands here still"
            yield UnearnedUnit(there.start + 1, None, message, fold_space(old.text))


def _holds(document: Markdown | None, unit: DocumentUnit) -> bool:
    """Tell whether a text holds what a unit says, wherever: parted, joined or in another form."""
    return document is None or skim(unit.text) in _skim_all(document)


@lru_cache(maxsize=8)  # each of many blocks is looked for
def _skim_all(document: Markdown) -> str:
    return skim(document.text)


def _show(unit: DocumentUnit) -> str:
    folded = fold_space(unit.text)
    kind = unit.kind.value
    return f"the {kind} {(folded if len(folded) <= _SHOWN else folded[: _SHOWN - 1] + '…')!r}"
