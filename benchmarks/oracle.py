"""Tables as markdown-it-py's tokens alone tell of them: the judge of what the program wrote.

Nothing here uses the program's own reading, aligning or resolving.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARK = re.compile(r"\s*<!--\s*sync:(fuzzy|untranslated)\s*-->\s*")
_HTML_LINK = re.compile(r"""\b(?:href|src)\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
_BARE = re.compile(r"https?://[^\s<>|`]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/|www\.")


@dataclass(frozen=True, slots=True)
class OracleTable:
    """A table: its lines (0-based, half open), and the text of its cells, header first.

    ``lines`` are the rows' raw lines, header first, without endings, delimiter left out.
    """

    start: int
    end: int
    content: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows (the header's included) and columns."""
        return len(self.content), len(self.content[0])


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


@cache
def block_parser() -> MarkdownIt:
    """Return markdown-it-py with GFM's tables and without its inline rules."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def split_text(text: str) -> list[str]:
    """Split a text into lines with their endings, at CommonMark's line endings only."""
    return re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+", text)


@lru_cache(maxsize=256)
def read_tables(text: str) -> tuple[OracleTable, ...]:
    """Find the tables of a text."""
    lines = [line.rstrip("\r\n") for line in split_text(text)]
    tables: list[OracleTable] = []
    start = end = 0
    rows: list[list[str]] = []
    places: list[int] = []
    for token in block_parser().parse(text.removeprefix("\ufeff")):
        if token.type == "table_open":
            start, end = token.map or (0, 0)
            rows, places = [], []
        elif token.type == "tr_open":
            rows.append([])
            places.append((token.map or (0, 0))[0])
        elif token.type == "table_close":
            content = tuple(map(tuple, rows))
            raw = tuple(lines[place] for place in places)
            tables.append(OracleTable(start, end, content, raw))
            rows = []
        elif token.type == "inline" and rows:
            rows[-1].append(token.content.strip())
    return tuple(tables)


def read_mark(cell: str) -> str | None:
    """Return the kind of a cell's mark, None where it has none."""
    match = _MARK.match(cell)
    return None if match is None else match[1]


def without_mark(cell: str) -> str:
    """Return a cell's text behind its mark."""
    return _MARK.sub("", cell, count=1) if read_mark(cell) else cell


def fold(cell: str) -> str:
    """Return a cell's text with white space collapsed."""
    return " ".join(cell.split())


@dataclass(frozen=True, slots=True)
class Spoken:
    """A cell's inline content: where it links to, and the rest with code left out."""

    links: tuple[str, ...]
    rest: str


@lru_cache(maxsize=65536)
def read_spoken(cell: str) -> Spoken:
    """Read one cell's inline content with all of markdown-it-py's inline rules."""
    links: list[str] = []
    rest: list[str] = []
    for token in _parser().parseInline(cell)[0].children or ():
        _read_token(token, links, rest)
    return Spoken(tuple(links), fold("".join(rest)))


def _read_token(token: Token, links: list[str], rest: list[str]) -> None:
    rest.append(token.type)
    if token.type in ("link_open", "image"):
        links.append(str(token.attrs.get("href", token.attrs.get("src", ""))))
    elif token.type == "html_inline":
        links += _HTML_LINK.findall(token.content)
        rest.append(_HTML_LINK.sub("", token.content))
    elif token.type != "code_inline":
        rest.append(_BARE.sub("", token.content))
        links += _BARE.findall(token.content) if token.type == "text" else []


def resolve_links(cell: str, file: str, language: str | None, document: str) -> tuple[str, ...]:
    """Return what a cell's links point at, sorted, in the source's terms.

    ``file`` holds the cell; with ``language`` it is the translation of ``document``. Anchors, links
    to the document itself or its folder and images that were translated are left out.
    """
    return tuple(sorted(_resolve(cell, file, language, document)))


def _resolve(cell: str, file: str, language: str | None, document: str) -> Iterator[str]:
    for link in read_spoken(cell).links:
        if _SCHEME.match(link):
            yield unquote(link)
            continue
        path = unquote(re.sub(r"[?#].*", "", link))
        if not path or "translated_images" in path:
            continue
        target = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
        if language is not None:
            target = target.removeprefix(f"translations/{language}/")
        if target not in (document, posixpath.dirname(document) or "."):
            yield target
