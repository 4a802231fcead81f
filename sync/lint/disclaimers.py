"""The rule about text below the disclaimer of a translator's program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sync.findings import Found
from sync.lint.blocks import counts
from sync.lint.naming import quote
from sync.markdown.lines import fold_space
from sync.units.disclaimer import find_ending
from sync.units.reading import list_units
from sync.units.values import DocumentUnit, UnitKind

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison


def check_disclaimer(comparison: Comparison) -> Iterator[Found]:
    """Find the first block that stands below a disclaimer and is no part of it."""
    units = list_units(comparison.translated, comparison.generated).units
    ending = find_ending(units)
    if ending is None or _says_so_itself(comparison):
        return
    start, end = ending
    below = next((unit for unit in units[end:] if _is_text(unit)), None)
    if below is not None:
        message = f"{quote(below.text.partition(chr(10))[0])} stands below the disclaimer of line "
        message += str(_find_words(units, start, end).start + 1)
        yield Found("disclaimer-text", below.start + 1, 1, message, (fold_space(below.text),))


def _says_so_itself(comparison: Comparison) -> bool:
    """Tell whether the source has a disclaimer, too: where that stands is its own affair."""
    source = comparison.prose
    return source is not None and (
        find_ending(list_units(source, comparison.generated).units) is not None
    )


def _is_text(unit: DocumentUnit) -> bool:
    return counts(unit) or unit.kind is UnitKind.TABLE


def _find_words(units: Sequence[DocumentUnit], start: int, end: int) -> DocumentUnit:
    return next((unit for unit in units[start:end] if counts(unit)), units[start])
