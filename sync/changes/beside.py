"""Finding the translation's row and cell beside those of a source's version."""

from __future__ import annotations

from typing import NamedTuple

from sync.align.document_tables import DocumentTables
from sync.align.tables import pair_translated_tables
from sync.align.translation import pair_translated_rows
from sync.align.versions import TablePair, pair_tables
from sync.markdown.document import Markdown, Row, Table
from sync.markdown.links import LinkSpace

HEADER = -1


class BesideTable(NamedTuple):
    """A translated table as seen from one version's table: rows and columns by that one's index.

    The header's row index is ``HEADER``.
    """

    table: Table
    rows: dict[int, Row]
    columns: dict[int, int]

    def find_cell(self, row: int, column: int) -> str | None:
        """Return the translation's raw cell beside a version's, where there is one."""
        found, place = self.rows.get(row), self.columns.get(column)
        if found is None or place is None or place >= len(found.cells):
            return None
        return found.cells[place]


class Beside:
    """The translation, aligned with the version that its tables were last brought to."""

    def __init__(self, known: DocumentTables, translated: DocumentTables, space: LinkSpace) -> None:
        found = pair_translated_tables(known, translated, space)
        self._known = known
        self._there = {i: j for i, j in found.pairs if i not in found.doubtful}
        self._translated = translated.document
        self._space = space

    def see_from(self, version: DocumentTables) -> dict[int, BesideTable]:
        """Map the tables of a version, by index, to the translated tables beside them."""
        if version.document is self._known.document:
            pairs: tuple[TablePair, ...] | None = None
            places = {k: k for k in version.tables}
        else:
            pairs = pair_tables(
                version.document, self._known.document, version.without(self._known)
            )
            places = {pair.base: pair.source for pair in pairs}
        by_base = {pair.base: pair for pair in pairs or ()}
        return {
            place: self._read(self._known.document, known, by_base.get(place))
            for place, known in places.items()
            if known in self._there
        }

    def _read(self, document: Markdown, known: int, pair: TablePair | None) -> BesideTable:
        old, new = document.tables[known], self._translated.tables[self._there[known]]
        rows = dict(pair_translated_rows(old, new, self._space).pairs)
        fits = old.columns == new.columns
        steps = [(k, k) for k in range(len(old.rows))] if pair is None else pair.rows
        columns = [(k, k) for k in range(old.columns)] if pair is None else pair.columns
        found = {i: new.rows[rows[j]] for i, j in steps if j in rows}
        if fits:
            found[HEADER] = new.header
        return BesideTable(new, found, dict(columns) if fits else {})
