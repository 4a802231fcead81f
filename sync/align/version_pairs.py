"""Two versions of a source: which unit, table and row of the one became which of the other."""

from __future__ import annotations

from collections.abc import Mapping

from sync.align.blocks import find_moved
from sync.align.document_tables import DocumentTables, list_tables
from sync.align.named_rows import Place
from sync.align.relocations import Origin, find_relocated
from sync.align.sequences import Pair
from sync.align.unit_versions import (
    UnitChanges,
    UnitVersions,
    find_unit_changes,
    pair_unit_versions,
)
from sync.align.versions import TablePair, pair_tables
from sync.markdown.document import Markdown
from sync.markdown.generated import GeneratedPair
from sync.units.reading import list_units
from sync.units.values import DocumentUnits


class VersionPairs:
    """What can be said of versions of a source, whatever its translations are.

    ``generated`` are the blocks that do not count.
    """

    def __init__(self, generated: tuple[GeneratedPair, ...]) -> None:
        """Pair nothing yet."""
        self.generated = generated

    def list_tables(self, document: Markdown) -> DocumentTables:
        """Return the tables of a text that stand outside generated blocks."""
        return list_tables(document, self.generated)

    def pair_versions(self, old: Markdown, new: Markdown) -> tuple[TablePair, ...]:
        """Return which table of one version of the source became which of another."""
        pairs = self.pair_contents(old, new)
        return find_moved(old, new, pairs, self.generated) if pairs else ()

    def pair_contents(self, old: Markdown, new: Markdown) -> tuple[TablePair, ...]:
        """Return the same without asking which tables passed prose: that has all prose paired."""
        before, after = self.list_tables(old), self.list_tables(new)
        return pair_tables(old, new, before.without(after))

    def relocate(self, old: Markdown, new: Markdown) -> Mapping[Place, Origin]:
        """Return where rows of one version of the source were that another has in other tables."""
        if old is new:
            return {}
        counted = self.list_tables(old).tables, self.list_tables(new).tables
        return find_relocated(old, new, counted, self.pair_contents(old, new))

    def list_units(self, document: Markdown) -> DocumentUnits:
        """Return the units of a text."""
        return list_units(document, self.generated)

    def pair_units(self, old: Markdown, new: Markdown) -> UnitVersions:
        """Return which unit of one version of the source became which of another."""
        return pair_unit_versions(old, new, self._pair_tables(old, new), self.generated)

    def find_unit_changes(self, old: Markdown, new: Markdown) -> UnitChanges:
        """Return where the units of one version of the source differ from those of another."""
        return find_unit_changes(old, new, self._pair_tables(old, new), self.generated)

    def _pair_tables(self, old: Markdown, new: Markdown) -> tuple[Pair, ...]:
        pairs = () if old is new else self.pair_contents(old, new)
        return tuple((pair.base, pair.source) for pair in pairs)
