"""How many words are owed: of a source that nobody began to translate, and of what was begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.changes.amount import count_new_words, count_words
from sync.markdown.counted import counts
from sync.merge.front_matter import has_words as has_value_words
from sync.merge.units import has_words
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
    return sum(count_words(unit.text) for unit in units if _is_translated(unit, counted))


def _is_translated(unit: DocumentUnit, counted: Counted) -> bool:
    if unit.kind is UnitKind.FRONT_MATTER:
        return counts(unit.key, counted) and has_value_words(unit)
    return unit.kind is UnitKind.TABLE or (unit.kind is not UnitKind.CODE and has_words(unit))


def count_open_words(document: Document) -> int:
    """Count the words of the units that are marked: all that are new to the translation."""
    return sum(map(_count_unit, document.open))


def _count_unit(unit: HandoverUnit) -> int:
    if unit.previous is None or not unit.words:
        return count_words(unit.text)
    return count_new_words(unit.previous, unit.text)
