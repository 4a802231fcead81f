"""How many words are owed: of a source that nobody began to translate, and of what was begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.changes.amount import count_new_words, count_words
from sync.exchange.reading import is_translated
from sync.units.reading import list_units
from sync.units.values import UnitKind

if TYPE_CHECKING:
    from sync.exchange.values import Document, HandoverUnit
    from sync.markdown.counted import Counted
    from sync.markdown.document import Markdown
    from sync.markdown.generated import GeneratedPair
    from sync.units.values import DocumentUnit


def count_source_words(
    source: Markdown, generated: tuple[GeneratedPair, ...], counted: Counted
) -> int:
    """Count the words of a source that a translator has to look at."""
    units = list_units(source, generated).units
    return sum(count_words(unit.text) for unit in units if _has_text(unit, counted))


def _has_text(unit: DocumentUnit, counted: Counted) -> bool:
    """Tell whether a unit is text to translate; of code nobody counts the words."""
    is_text = unit.kind is not UnitKind.CODE and is_translated(unit, counted)
    return unit.kind is UnitKind.TABLE or is_text


def count_open_words(document: Document) -> int:
    """Count the words of the units that are marked: all that are new to the translation."""
    return sum(map(_count_unit, document.open))


def _count_unit(unit: HandoverUnit) -> int:
    if unit.kind == UnitKind.CODE:
        return 0
    if unit.previous is None or not unit.words:
        return count_words(unit.text)
    return count_new_words(unit.previous, unit.text)
