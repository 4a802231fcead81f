"""Merged rows to lines: a row of which nothing changed keeps its bytes."""

from __future__ import annotations

from collections.abc import Sequence

from sync.markdown.cells import (
    find_tail,
    has_leading_pipe,
    has_trailing_pipe,
    needs_leading_pipe,
    render_row,
    replace_cells,
    replace_tail,
)
from sync.markdown.document import Row, Table, fit_cells
from sync.merge.rows import MergedRow, MergedTable, Triple
from sync.model import TableStyle


def render_table(merged: MergedTable, triple: Triple, style: TableStyle) -> list[str]:
    """Return the lines, without endings, of a table that is already in the translation.

    A row whose columns all stayed is edited in place, any other is laid out anew.
    """
    layout = _Layout(triple.translated, triple.columns)
    delimiters = _merge_delimiters(triple)
    if style is not TableStyle.KEEP:
        return _lay_out(merged, delimiters, layout, style)
    lines = [layout.render(row) for row in merged.rows]
    return [lines[0], layout.render_delimiters(delimiters), *lines[1:]]


def render_new_table(merged: MergedTable, source: Table, style: TableStyle) -> list[str]:
    """Return the lines, without endings, of a table that the translation does not have yet."""
    layout = _Layout(source, [None] * source.columns)
    return _lay_out(merged, source.delimiter.cells, layout, style)


class _Layout:
    """How a table's lines begin, whether pipes enclose its rows, and where its columns went."""

    def __init__(self, table: Table, columns: Sequence[int | None]) -> None:
        line, offset = table.delimiter.raw, table.delimiter.offset
        self.table = table
        self.columns = columns
        self.stayed = list(columns) == list(range(table.columns))
        self.header_prefix = table.header.raw[: table.header.offset]
        self.prefix = line[:offset]
        self.leading = has_leading_pipe(line, offset)
        self.trailing = has_trailing_pipe(line, offset)

    def render(self, row: MergedRow) -> str:
        if row.origin is not None and row.is_own and self.stayed:
            return row.origin.raw
        if row.line is not None:
            return self.start(row) + row.line
        texts = self.texts(row)
        if row.origin is not None and self.stayed:
            line = self._edit(row.origin, texts, row.tail)
            if line is not None:
                return line
        return self.start(row) + _join_tail(
            render_row(texts, leading=self.leading, trailing=self.trailing or bool(row.tail)),
            row.tail,
        )

    def texts(self, row: MergedRow) -> list[str]:
        """Return a row's cells; those of a translator's own row go where their columns went."""
        if row.origin is None or not row.is_own:
            return [cell.text for cell in row.cells]
        cells = row.origin.cells
        if self.stayed:
            return list(cells)
        return [cells[k] if k is not None and k < len(cells) else "" for k in self.columns]

    def start(self, row: MergedRow) -> str:
        return self.header_prefix if row.origin is self.table.header else self.prefix

    def _edit(self, origin: Row, texts: Sequence[str], tail: str) -> str | None:
        before = fit_cells(origin.cells, len(texts))
        changed = {k: text for k, text in enumerate(texts) if text != before[k]}
        if any(k >= len(origin.cells) for k in changed):
            return None
        line = replace_cells(origin.raw, origin.offset, changed)
        if tail != find_tail(line, origin.offset, len(texts)):
            if len(origin.cells) < len(texts):
                return None
            line = replace_tail(line, origin.offset, len(texts), tail)
        if 0 not in changed:
            return line
        return self._fit_leading_pipe(line, origin.offset, before[0], texts[0])

    def _fit_leading_pipe(self, line: str, offset: int, before: str, first: str) -> str:
        """Give a marked first cell the pipe it needs, and take it away with the mark."""
        prefix, content = line[:offset], line[offset:]
        if not has_leading_pipe(line, offset):
            return f"{prefix}| {content}" if needs_leading_pipe(first) else line
        gone = before.startswith("<!--") and not self.leading and len(self.table.header.cells) > 1
        return prefix + content[1:].lstrip() if gone and not needs_leading_pipe(first) else line

    def render_delimiters(self, delimiters: Sequence[str]) -> str:
        row = self.table.delimiter
        if list(delimiters) == list(row.cells):
            return row.raw
        return self.prefix + render_row(delimiters, leading=True, trailing=self.trailing)


def _join_tail(row: str, tail: str) -> str:
    return f"{row} {tail}" if tail else row


def _merge_delimiters(triple: Triple) -> tuple[str, ...]:
    """Keep the translation's delimiter cells but where the source aligned a column anew."""
    new, there = triple.new, triple.translated
    old = None if triple.old is None else triple.old.alignments
    ours, theirs = new.alignments, there.alignments
    delimiters = []
    for place, column in enumerate(triple.columns):
        wanted = ours[place]
        if column is not None and (old is None or wanted in (old[column], theirs[column])):
            delimiters.append(there.delimiter.cells[column])
        else:
            delimiters.append(new.delimiter.cells[place])
    return tuple(delimiters)


def _lay_out(
    merged: MergedTable, delimiters: Sequence[str], layout: _Layout, style: TableStyle
) -> list[str]:
    rows = [layout.texts(row) if row.line is None else [] for row in merged.rows]
    if style is TableStyle.ALIGNED:
        widths = [
            max((3, *(_width(row[k]) for row in rows if k < len(row))))
            for k in range(len(delimiters))
        ]
        rows = [[_pad(cell, widths, k) for k, cell in enumerate(row)] for row in rows]
        rule = [_stretch(cell, width) for cell, width in zip(delimiters, widths, strict=True)]
    else:
        rule = [_stretch(cell, 3) for cell in delimiters]
    lines = [
        layout.start(row)
        + (_join_tail(render_row(texts), row.tail) if row.line is None else row.line)
        for row, texts in zip(merged.rows, rows, strict=True)
    ]
    return [lines[0], layout.prefix + render_row(rule), *lines[1:]]


def _stretch(delimiter: str, width: int) -> str:
    left, right = delimiter.startswith(":"), delimiter.endswith(":")
    return ":" * left + "-" * (width - left - right) + ":" * right


def _pad(cell: str, widths: Sequence[int], column: int) -> str:
    return cell + " " * (widths[column] - _width(cell)) if column < len(widths) else cell


def _width(text: str) -> int:
    from wcwidth import wcswidth

    width = wcswidth(text)
    return width if width >= 0 else len(text)
