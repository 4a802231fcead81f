"""A table row's raw line to cells and back, without losing a byte of what stays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_PIPE = re.compile(r"(?<!\\)\|")
# What cannot stand first on a line without a pipe before it: it would open another block.
_OPENS_BLOCK = re.compile(r"[<#>\-*+=~`:\[]|\d+[.)]|$")


class Span(NamedTuple):
    """A cell's place in its line, in code points, half open.

    ``start`` and ``end`` hold the cell's text without padding, ``outer_start`` and ``outer_end``
    what lies between its pipes.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int


def split_cells(line: str, offset: int) -> tuple[str, ...]:
    """Return the texts of the cells of ``line`` (no ending) from column ``offset``, stripped.

    A pipe splits unless a backslash stands directly before it, in code spans too, as GFM's tables
    extension has it; the backslash stays in the text.
    """
    content = line[offset:].strip()
    parts = _PIPE.split(content) if "\\" in content else content.split("|")
    cells = [cell.strip() for cell in parts]
    if cells and not cells[0]:
        del cells[0]
    if cells and not cells[-1]:
        del cells[-1]
    return tuple(cells)


def find_spans(line: str, offset: int) -> tuple[Span, ...]:
    """Return the place of each cell that ``split_cells`` finds in the same line."""
    content = line[offset:]
    start = offset + len(content) - len(content.lstrip())
    end = max(start, offset + len(content.rstrip()))
    bounds = [match.start() for match in _PIPE.finditer(line, start, end)]
    starts = [start, *(bound + 1 for bound in bounds)]
    spans = [_trim(line, a, b) for a, b in zip(starts, [*bounds, end], strict=True)]
    if spans and spans[0].start == spans[0].end:
        del spans[0]
    if spans and spans[-1].start == spans[-1].end:
        del spans[-1]
    return tuple(spans)


def _trim(line: str, start: int, end: int) -> Span:
    cell = line[start:end]
    text = cell.strip()
    first = start + len(cell) - len(cell.lstrip()) if text else start
    return Span(first, first + len(text), start, end)


def replace_cells(line: str, offset: int, texts: Mapping[int, str]) -> str:
    """Return ``line`` with the cells at the given indices replaced, padding and the rest kept.

    Indices are those of ``split_cells`` and must exist.
    """
    spans = find_spans(line, offset)
    for index in sorted(texts, reverse=True):
        span, text = spans[index], texts[index]
        if span.start == span.end:
            line = f"{line[: span.outer_start]} {text} {line[span.outer_end :]}"
        else:
            # A backslash directly before a pipe would take it into the cell.
            room = " " if text.endswith("\\") and line[span.end : span.end + 1] == "|" else ""
            line = line[: span.start] + text + room + line[span.end :]
    return line


def find_tail(line: str, offset: int, columns: int) -> str:
    """Return what stands behind the pipe that ends a row's last column, with the pipes in it.

    Empty where nothing but pipes does. Readers don't see it, translators and site generators do.
    """
    spans = find_spans(line, offset)
    tail = line[spans[columns].start :].rstrip() if len(spans) > columns else ""
    return tail if tail.strip(" \t|") else ""


def replace_tail(line: str, offset: int, columns: int, tail: str) -> str:
    """Return a row of at least ``columns`` cells with another tail."""
    spans = find_spans(line, offset)
    start = spans[columns - 1].end
    kept = line[:start] if len(spans) > columns else line.rstrip()
    if len(spans) > columns or not has_trailing_pipe(kept, offset):
        kept += " |"
    return f"{kept} {tail}" if tail else kept


def has_leading_pipe(line: str, offset: int) -> bool:
    """Tell whether the row's content begins with a pipe."""
    return line[offset:].lstrip().startswith("|")


def has_trailing_pipe(line: str, offset: int) -> bool:
    """Tell whether the row's content ends with a pipe that closes its last cell."""
    content = line[offset:].rstrip()
    return content.endswith("|") and not content.endswith("\\|")


def needs_leading_pipe(first_cell: str) -> bool:
    """Tell whether a row with this first cell would not be a row without a pipe before it."""
    return _OPENS_BLOCK.match(first_cell) is not None


def render_row(cells: Sequence[str], *, leading: bool = True, trailing: bool = True) -> str:
    """Render cells as a row; the pipes asked for are added to where GFM needs them."""
    leading = leading or len(cells) == 1 or needs_leading_pipe(cells[0])
    trailing = trailing or not cells[-1]
    row = " | ".join(cells)
    if leading:
        row = f"| {row}"
    return f"{row} |" if trailing else row
