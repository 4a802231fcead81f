"""A page as cmark-gfm shows it: the judge of what really is a table, a row, a cell, a link.

Nothing here uses the program's own reading, aligning or resolving.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from cmarkgfm import cmark  # type: ignore[import-untyped]

_EXTENSIONS = ("table", "autolink", "strikethrough")
_OPTIONS = cmark.Options.CMARK_OPT_SOURCEPOS | cmark.Options.CMARK_OPT_UNSAFE
# Only cmark's own tags carry places; those that an author wrote do not.
_PLACE = r'data-sourcepos="(\d+):\d+-(\d+):\d+"'
_TABLE = re.compile(rf"<table {_PLACE}>(.*?)</table>", re.DOTALL)
_ROW = re.compile(rf"<tr {_PLACE}>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(rf"<t[dh][^>]*? {_PLACE}>(.*?)</t[dh]>", re.DOTALL)
_FENCE = re.compile(rf"<pre[^>]*? {_PLACE}>")
_LINK = re.compile(r"""\b(?:href|src)\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
_BARE = re.compile(r"https?://[^\s<>|`]+")
_CODE = re.compile(r"<code>(.*?)</code>", re.DOTALL)
_MARK = re.compile(r"\s*<!--\s*sync:(fuzzy|untranslated)\s*-->\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|www\.")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it was written, without outer spaces, and the HTML that it becomes."""

    raw: str
    html: str

    @property
    def mark(self) -> str | None:
        """The kind of its mark, None where it has none."""
        match = _MARK.match(self.raw)
        return match and match[1]

    @property
    def text(self) -> str:
        """What it shows, code and descriptions of pictures included."""
        shown = re.sub(r'<img[^>]*? alt="([^"]*)"[^>]*>', r"\1", self.html)
        return fold(html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"<br */?>", " ", shown))))

    @property
    def links(self) -> tuple[str, ...]:
        """Where it links to, pictures included."""
        return tuple(unquote(html.unescape(link)) for link in _LINK.findall(self.html))

    @property
    def codes(self) -> tuple[str, ...]:
        """What it shows as code."""
        return tuple(fold(html.unescape(code)) for code in _CODE.findall(self.html))

    @property
    def words(self) -> str:
        """Its words and markup behind its mark, without what code says and where links lead."""
        plain = _CODE.sub("<code>", _LINK.sub("", _MARK.sub("", self.html, count=1)))
        return fold(_BARE.sub("", plain))


@dataclass(frozen=True, slots=True)
class Row:
    """A row in line ``line`` (1-based); every row has as many cells as the header."""

    line: int
    raw: str
    cells: tuple[Cell, ...]

    @property
    def width(self) -> int:
        """How many cells were written, whatever is shown."""
        return len(split_cells(self.raw))

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells as they were written."""
        return tuple(fold(cell.raw) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A table from line ``first`` to line ``last`` (1-based, inclusive), header row first."""

    first: int
    last: int
    rows: tuple[Row, ...]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows (the header's included) and columns."""
        return len(self.rows), len(self.rows[0].cells)

    @property
    def texts(self) -> list[tuple[str, ...]]:
        """The cells of each row as they were written."""
        return [row.texts for row in self.rows]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its lines without their endings, its tables, and the lines (1-based) of code."""

    lines: tuple[str, ...]
    tables: tuple[Table, ...]
    code: frozenset[int]

    @property
    def inside(self) -> frozenset[int]:
        """The lines (1-based) of tables."""
        return frozenset(n for t in self.tables for n in range(t.first, t.last + 1))

    @property
    def loose(self) -> tuple[int, ...]:
        """The lines (1-based) that are written as rows, and shown as something else."""
        shown = self.inside | self.code
        lines = enumerate(self.lines, start=1)
        return tuple(n for n, line in lines if n not in shown and len(_PIPE.findall(line)) > 1)


def fold(text: str) -> str:
    """Return a text with its white space collapsed."""
    return " ".join(text.split())


def split_cells(line: str) -> list[str]:
    """Split the line of a row at the pipes that are not escaped."""
    cells = [cell.strip() for cell in _PIPE.split(line.strip(" \t>"))]
    ends = slice(not cells[0], -1 if len(cells) > 1 and not cells[-1] else None)
    return cells[ends] or [""]


def split_lines(text: str) -> list[str]:
    """Split a text into lines with their endings, at CommonMark's line endings only."""
    return re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+", text)


@lru_cache(maxsize=512)
def render(text: str) -> str:
    """Return a text's HTML, with the extensions that GitHub uses."""
    shown: str = cmark.markdown_to_html_with_extensions(text, _OPTIONS, _EXTENSIONS)
    return shown


@lru_cache(maxsize=512)
def read_page(text: str) -> Page:
    """Find out what a page shows."""
    plain = text.removeprefix("\ufeff")
    lines = tuple(line.rstrip("\r\n") for line in split_lines(plain))
    shown = render(plain)
    code = {n for m in _FENCE.finditer(shown) for n in range(int(m[1]), int(m[2]) + 1)}
    return Page(lines, tuple(_read_tables(shown, lines)), frozenset(code))


def _read_tables(shown: str, lines: tuple[str, ...]) -> Iterator[Table]:
    for table in _TABLE.finditer(shown):
        rows = []
        for match in _ROW.finditer(table[3]):
            raw = lines[int(match[1]) - 1]
            cells = _CELL.findall(match[3])
            written = [*split_cells(raw), *[""] * len(cells)]
            pairs = zip(written, cells, strict=False)
            rows.append(Row(int(match[1]), raw, tuple(Cell(one, each[2]) for one, each in pairs)))
        yield Table(int(table[1]), max(int(table[1]) + 1, rows[-1].line), tuple(rows))


def resolve_links(cell: Cell, file: str, document: str) -> list[str]:
    """Return what a cell's links point at, sorted, in the source's terms.

    ``file`` holds the cell: ``document`` itself or a translation of it. Anchors, links to the
    document itself or its folder and images that were translated are left out.
    """
    found = (link if _SCHEME.match(link) else find_place(link, file) for link in cell.links)
    places = [strip_folder(place) if file != document else place for place in found if place]
    own = (document, posixpath.dirname(document) or ".")
    return sorted(p for p in places if p not in own and "translated_images" not in p)


def strip_folder(path: str) -> str:
    """Return a path without the folder of its language."""
    return re.sub(r"^translations/[^/]+/", "", path)


def find_place(link: str, file: str) -> str | None:
    """Return the path that a relative link leads to from a file, None for a mere anchor."""
    path = re.sub(r"[?#].*", "", link, flags=re.DOTALL)
    if not path or _SCHEME.match(path):
        return None
    folder = "" if path.startswith("/") else posixpath.dirname(file)
    return posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
