"""What a site generator reads below a table: lines that Markdown takes for its last rows.

They are no rows, and whether a blank line stands before them says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sync.markdown.directives import is_directive
from sync.markdown.document import Markdown, Row, Table
from sync.markdown.lines import fold_space
from sync.merge.rows import MergedRow, Triple, keep_line
from sync.model import Note

# What ends something that begins above the table, in a line of prose.
_CLOSING = re.compile(r"\{\{[<%]\s*/|\{%-?\s*end|(?::{3,}|/{3,})\s*$|</")


class Footer(NamedTuple):
    """The lines below a merged table; ``note`` tells of those that are left to the translator."""

    rows: tuple[MergedRow, ...] = ()
    note: Note | None = None


def trim_footer(table: Table) -> Table:
    """Return a table without the site generator's lines at its end.

    Where there are more of them among its rows, they all are (`{% if … %}` and its end).
    """
    count = _count_footer(table)
    return table._replace(rows=table.rows[: len(table.rows) - count]) if count else table


def leave_closing(
    table: Table, source: Markdown, base: Markdown | None
) -> tuple[Table, tuple[str, ...]]:
    """Return a new table without the lines that close what is there already, and those lines.

    With a ``base``, prose is merged, too: what opens comes in where it is new, and a line that the
    ``source`` has more often than the base closes that.
    """
    footer = [row for row in _list_footer(table) if _CLOSING.match(_read(row))]
    counts = {text: _count(source, text) for text in map(_read, footer)} if base else {}
    left = [row for row in footer if base is None or counts[_read(row)] <= _count(base, _read(row))]
    rows = tuple(row for row in table.rows if row not in left)
    return table._replace(rows=rows), tuple(map(_read, left))


def trim_triple(triple: Triple) -> Triple:
    """Return three tables that are each other's without such lines."""
    old = None if triple.old is None else trim_footer(triple.old)
    new, translated = trim_footer(triple.new), trim_footer(triple.translated)
    known, end = len((new if old is None else old).rows), len(translated.rows)
    rows = triple.rows
    kept = rows._replace(
        pairs=tuple((i, j) for i, j in rows.pairs if i < known and j < end),
        doubts=tuple((i, j, doubt) for i, j, doubt in rows.doubts if i < known and j < end),
        extra=tuple(j for j in rows.extra if j < end),
    )
    pair = triple.pair
    if pair is not None:
        paired = tuple((i, j) for i, j in pair.rows if i < known and j < len(new.rows))
        pair = pair._replace(rows=paired)
    return Triple(old, new, translated, pair, kept)


def merge_footer(
    triple: Triple,
    base: Markdown | None,
    source: Markdown,
    there: Markdown,
    *,
    is_whole: bool = False,
) -> Footer:
    """Bring such lines to the source's version; what closes another line goes with its opening.

    That opening follows the source only where prose is merged, too, ``is_whole``.
    """
    here = _list_footer(triple.translated)
    seen = _read_all(there, triple.translated)
    before = [] if triple.old is None or base is None else _read_all(base, triple.old)
    after = _read_all(source, triple.new)
    come = [
        row
        for row in _list_footer(triple.new)
        if _read(row) not in (*before, *seen) and base is not None
    ]
    gone = {text for text in before if text not in after and base is not None}
    own = [row for row in here if _read(row) not in before]
    open_lines = [] if is_whole else [*map(_read, come), *gone]
    apart = {text for text in open_lines if _CLOSING.match(text)}
    unsure = [_read(row) for row in come if (own and gone) or _read(row) in apart]
    unsure += [text for text in gone if text in apart and text in seen]
    kept = [row for row in here if _read(row) not in gone or _read(row) in unsure]
    new = [row for row in come if _read(row) not in unsure]
    rows = [MergedRow((), row, line=row.raw[row.offset :].rstrip()) for row in kept]
    columns = triple.new.columns
    lines = (*rows, *(keep_line(row, columns, None) for row in new))
    return Footer(lines, tell_lines(triple.translated.end, unsure) if unsure else None)


def tell_lines(line: int, texts: Iterable[str]) -> Note:
    """Say which lines are the translator's to see to, at ``line`` (1-based)."""
    return Note(line, f"lines of the site generator changed, see to them: {' '.join(texts)}")


def _count_footer(table: Table) -> int:
    lines = [row.is_directive for row in table.rows]
    count = next((k for k, line in enumerate(reversed(lines)) if not line), len(lines))
    return count if sum(lines) == count else 0


def _list_footer(table: Table) -> tuple[Row, ...]:
    return table.rows[len(table.rows) - _count_footer(table) :]


def _count(document: Markdown, text: str) -> int:
    """Count the lines that say the same as a site generator's, and end a text or a table.

    One that is a block by itself comes and goes as blocks do.
    """
    alone = sum(block.content == text for block in document.blocks)
    return sum(fold_space(line) == text for line in document.lines) - alone


def _read(row: Row) -> str:
    return fold_space(row.raw[row.offset :])


def _read_all(document: Markdown, table: Table) -> list[str]:
    return [*map(_read, _list_footer(table)), *_find_following(document, table)]


def _find_following(document: Markdown, table: Table) -> Iterator[str]:
    """Yield the site generator's lines that follow a table behind blank lines."""
    for number in range(table.end, len(document.lines)):
        text = fold_space(document.lines[number])
        if text and not is_directive(text):
            return
        if text:
            yield text
