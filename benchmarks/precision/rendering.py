"""A page as cmark-gfm shows it: its tables, and what stands in code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

from cmarkgfm import cmark  # type: ignore[import-untyped]

_EXTENSIONS = ("table", "autolink", "strikethrough")
_OPTIONS = cmark.Options.CMARK_OPT_SOURCEPOS | cmark.Options.CMARK_OPT_UNSAFE
_PLACE = re.compile(r"(\d+):(\d+)-(\d+):(\d+)")
_PIPE = re.compile(r"(?<!\\)\|")
_CELLS = ("td", "th")


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as readers see it.

    ``text`` is what it shows, code included; ``links`` are destinations as they were written (of
    images, too), ``codes`` what stands between backticks.
    """

    text: str
    links: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a table in line ``line`` (1-based); every row has as many cells as the header."""

    line: int
    raw: str
    cells: tuple[Shown, ...]

    @property
    def width(self) -> int:
        """How many cells were written, whatever is shown."""
        return len(split_cells(self.raw))

    @property
    def has_pipe(self) -> bool:
        """Whether the line was written as a row, not as text that a table swallows."""
        return _PIPE.search(self.raw) is not None


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table from line ``first`` to line ``last`` (1-based, inclusive), header row first."""

    first: int
    last: int
    rows: tuple[ShownRow, ...]

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.rows[0].cells)

    @property
    def body(self) -> tuple[ShownRow, ...]:
        """The rows below the header."""
        return self.rows[1:]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its lines without their endings, its tables, and the lines (1-based) of code.

    ``links`` are all destinations in it, of images, too.
    """

    lines: tuple[str, ...]
    tables: tuple[ShownTable, ...]
    code: frozenset[int]
    links: frozenset[str]

    def find_loose(self) -> tuple[int, ...]:
        """Return the lines (1-based) that are written as rows, and shown as something else."""
        inside = {n for table in self.tables for n in range(table.first, table.last + 1)}
        return tuple(
            number
            for number, line in enumerate(self.lines, start=1)
            if number not in inside and number not in self.code and len(_PIPE.findall(line)) >= 2
        )


def split_cells(line: str) -> list[str]:
    """Split the line of a row at the pipes that are not escaped."""
    text = line.strip(" \t>")
    places = [match.end() for match in _PIPE.finditer(text)]
    if places and places[-1] == len(text):
        text = text[:-1]
    text = text.removeprefix("|")
    cells, start = [], 0
    for match in _PIPE.finditer(text):
        cells.append(text[start : match.end() - 1].strip())
        start = match.end()
    return [*cells, text[start:].strip()]


@lru_cache(maxsize=512)
def render(text: str) -> Page:
    """Show a page as cmark-gfm does, with the extensions that GitHub uses."""
    plain = text.removeprefix("\ufeff")
    lines = tuple(re.split(r"\r\n|\n|\r", plain))
    reader = _Reader(lines)
    reader.feed(cmark.markdown_to_html_with_extensions(plain, _OPTIONS, _EXTENSIONS))
    reader.close()
    return Page(lines, tuple(reader.tables), frozenset(reader.code), frozenset(reader.links))


@dataclass(slots=True)
class _Cell:
    text: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    def freeze(self) -> Shown:
        text = " ".join("".join(self.text).split())
        return Shown(text, tuple(self.links), tuple(self.codes))


class _Reader(HTMLParser):
    """Takes tables and code out of the rendered page; only cmark's own tags carry places."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[ShownTable] = []
        self.code: set[int] = set()
        self.links: set[str] = set()
        self._lines = lines
        self._rows: list[tuple[int, list[_Cell]]] = []
        self._span = (0, 0)
        self._cell: _Cell | None = None
        self._in_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        place = _PLACE.match(attributes.get("data-sourcepos") or "")
        if place is not None:
            self._open_block(tag, int(place[1]), int(place[3]))
            return
        destination = attributes.get("href", attributes.get("src"))
        if tag in ("a", "img") and destination is not None:
            self.links.add(destination)
        if self._cell is not None:
            self._open_inline(tag, destination, attributes.get("alt") or "", self._cell)

    def _open_block(self, tag: str, first: int, last: int) -> None:
        if tag == "table":
            self._rows, self._span = [], (first, last)
        elif tag == "tr":
            self._rows.append((first, []))
        elif tag in _CELLS and self._rows:
            self._cell = _Cell()
            self._rows[-1][1].append(self._cell)
        elif tag == "pre":
            self.code.update(range(first, last + 1))

    def _open_inline(self, tag: str, destination: str | None, alt: str, cell: _Cell) -> None:
        if tag in ("a", "img") and destination is not None:
            cell.links.append(destination)
        if tag == "img":
            cell.text.append(alt)
        elif tag == "br":
            cell.text.append(" ")
        elif tag == "code":
            cell.codes.append("")
            self._in_code = True

    def handle_endtag(self, tag: str) -> None:
        if tag in _CELLS:
            self._cell, self._in_code = None, False
        elif tag == "code":
            self._in_code = False
        elif tag == "table" and self._rows:
            self._close_table()

    def _close_table(self) -> None:
        rows = tuple(
            ShownRow(line, self._lines[line - 1], tuple(cell.freeze() for cell in cells))
            for line, cells in self._rows
        )
        last = max(self._span[0] + 1, rows[-1].line)
        self.tables.append(ShownTable(self._span[0], last, rows))
        self._rows = []

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.text.append(data)
            if self._in_code:
                self._cell.codes[-1] += data
