"""A table of texts and numbers for people: plain in a file, by rich on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.reports.terminal import draw

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sync.reports.values import Screen


def render_columns(rows: Sequence[Sequence[str]], screen: Screen, texts: Collection[int]) -> str:
    """Render rows, the header first; the columns at ``texts`` begin left, numbers end right."""
    return _render_rich(rows, screen, texts) if screen.is_terminal else _render_plain(rows, texts)


def _render_plain(rows: Sequence[Sequence[str]], texts: Collection[int]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = (
            cell.ljust(width) if place in texts else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join(cells).rstrip())
    return "".join(f"{line}\n" for line in lines)


def _render_rich(rows: Sequence[Sequence[str]], screen: Screen, texts: Collection[int]) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    header, *body = rows
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for place, name in enumerate(header):
        table.add_column(name, justify="left" if place in texts else "right", no_wrap=True)
    for row in body:
        table.add_row(*(Text(cell, "dim" if cell == "0" else "") for cell in row))
    return draw(table, screen)
