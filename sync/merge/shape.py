"""Whether a translation's tables have the shape of its source's: what a stamp may vouch for."""

from __future__ import annotations

from collections.abc import Iterator

from sync.align.counted import count_tables
from sync.align.guards import Doubt
from sync.align.tables import pair_translated_tables
from sync.align.translation import pair_translated_rows
from sync.markdown.document import Markdown, Table
from sync.markdown.generated import GeneratedPair
from sync.markdown.links import LinkSpace
from sync.merge.values import Note

# What a translator may well have chosen, or what only hints at a slip, stops no stamp.
_ALLOWED = frozenset({Doubt.CODE, Doubt.SIGNATURE})


def find_shape_faults(
    source: Markdown,
    translated: Markdown,
    space: LinkSpace,
    pairs: tuple[GeneratedPair, ...] = (),
) -> tuple[Note, ...]:
    """Return what is wrong with the tables of a translation of ``source``, by line.

    A translator's own rows and tables, anchors and localised destinations are no faults.
    """
    ours, theirs = count_tables(source, pairs), count_tables(translated, pairs)
    found = dict(pair_translated_tables(ours, theirs, space).pairs)
    return tuple(
        note
        for place in ours.tables
        for note in _check(
            source.tables[place],
            translated.tables[found[place]] if place in found else None,
            space,
        )
    )


def _check(source: Table, translated: Table | None, space: LinkSpace) -> Iterator[Note]:
    line = source.start + 1
    if translated is None:
        yield Note(None, f"the source's table of line {line} is missing")
        return
    here = translated.start + 1
    if source.columns != translated.columns:
        yield Note(here, f"table has {translated.columns} columns, its source {source.columns}")
        return
    rows = pair_translated_rows(source, translated, space)
    placed = {i for i, _ in rows.pairs} | {i for i, _, _ in rows.doubts}
    missing = [
        row.line + 1
        for place, row in enumerate(source.rows)
        if place not in placed and any(row.cells)
    ]
    if missing:
        lines = ", ".join(map(str, missing[:5]))
        yield Note(here, f"table lacks {len(missing)} of its source's rows (lines {lines})")
    for _, j, doubt in rows.doubts:
        if doubt not in _ALLOWED:
            yield Note(translated.rows[j].line + 1, f"row does not fit its source: {doubt}")
