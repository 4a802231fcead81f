"""A source and its translation: which table of the one is which of the other.

They keep their order; shape and signature tell where tables are lacking or added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sync.align.document_tables import DocumentTables
from sync.align.features import (
    TableFeatures,
    align_features,
    has_same_headings,
    number_sections,
)
from sync.align.sequences import Pair
from sync.markdown.document import Table
from sync.markdown.links import LinkSpace
from sync.markdown.marks import strip_mark
from sync.markdown.signature import sign


def pair_by_features(
    base: DocumentTables, translated: DocumentTables, space: LinkSpace
) -> tuple[Pair, ...]:
    """Align the tables of a source and of its translation, in order, with gaps.

    Pairs are indices into the documents' tables, ascending in both. Tables that are left alone
    between the same neighbours pair as well: they are each other's, however damaged.
    """
    comparable = has_same_headings(base.document, translated.document)
    pairs, _ = align_features(
        tuple(_read_features(base, space.resolve_source, sections=comparable)),
        tuple(_read_features(translated, space.resolve_translation, sections=comparable)),
    )
    return tuple(sorted((base.tables[i], translated.tables[j]) for i, j in pairs))


def _read_features(
    counted: DocumentTables, resolve: Callable[[str], str | None], *, sections: bool
) -> Iterator[TableFeatures]:
    tables = [counted.document.tables[place] for place in counted.tables]
    numbers = number_sections(counted.document, [table.start for table in tables])
    for table, number in zip(tables, numbers, strict=True):
        yield TableFeatures(
            table.columns,
            frozenset({len(table.rows)}),
            sign(map(strip_mark, _list_cells(table)), resolve),
            number if sections else None,
            table.start,
        )


def _list_cells(table: Table) -> Iterator[str]:
    return (cell for row in table.content for cell in row)
