"""A source and its translation: which table of the one is which of the other.

They keep their order; shape and signature tell where tables are lacking or added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from sync.align.agreement import find_agreement
from sync.align.document_tables import DocumentTables
from sync.align.features import (
    TableFeatures,
    align_features,
    has_same_headings,
    number_sections,
    stand_apart,
)
from sync.align.sequences import Pair
from sync.markdown.document import Table
from sync.markdown.links import LinkSpace
from sync.markdown.marks import strip_mark
from sync.markdown.signature import read_kept, sign


def pair_agreeing_tables(
    base: DocumentTables, translated: DocumentTables, space: LinkSpace
) -> tuple[Pair, ...] | None:
    """Pair the tables one by one where all of them agree and none can be taken for another.

    None where that is not sure without a closer look.
    """
    ours, theirs = base.document.tables, translated.document.tables
    pairs = tuple(zip(base.tables, translated.tables, strict=False))
    if len(base.tables) != len(translated.tables):
        return None
    if any(find_agreement(ours[i], theirs[j], space) is None for i, j in pairs):
        return None
    return pairs if len(pairs) == 1 or _stand_apart(base, space) else None


def _stand_apart(base: DocumentTables, space: LinkSpace) -> bool:
    targets = tuple((link, space.resolve_source(link)) for link in _list_links(base))
    return _judge_features(base, targets)


@lru_cache(maxsize=32)
def _list_links(base: DocumentTables) -> tuple[str, ...]:
    tables = (base.document.tables[place] for place in base.tables)
    cells = (cell for table in tables for cell in _list_cells(table))
    return tuple(sorted({link for cell in cells for link in read_kept(cell).links}))


@lru_cache(maxsize=32)
def _judge_features(base: DocumentTables, targets: tuple[tuple[str, str | None], ...]) -> bool:
    """Tell whether a source's tables stand apart, its links leading to these targets."""
    resolve = dict(targets).__getitem__
    return stand_apart(tuple(_read_features(base, resolve, sections=False)))


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
