"""Leaf blocks read from the text of a container, or of the whole document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sync.markdown.blocks import Block, BlockKind, FoundTable
from sync.markdown.cells import split_cells
from sync.markdown.front_matter import find_front_matter, name_content
from sync.markdown.grammar import (
    CODE,
    DELIMITER,
    HTML,
    HTML_TAG,
    INDENTED,
    NEXT_BLANK,
    PARAGRAPH,
    TABBED,
    TERMINATOR,
    UNDERLINE,
    closing_fence,
    margin,
)
from sync.markdown.lines import fold_space
from sync.markdown.tokens import trim_end

# markdown-it-py stops at a table that lacks 65,536 cells; a fence's length is part of a pattern.
_MOST_CELLS = 65_000
_LONGEST_FENCE = 1_000


class UndecidedError(Exception):
    """The rules here do not decide what the text is; it never leaves the scanner."""


class Reading:
    """What has been read of a document: ``blocks`` and ``tables`` of its raw ``lines``.

    ``mark`` is the length of the byte order mark, which only the first line's columns count.
    """

    __slots__ = ("blocks", "lines", "mark", "tables")

    def __init__(self, lines: Sequence[str], mark: int) -> None:
        """Begin with nothing read."""
        self.lines = lines
        self.mark = mark
        self.blocks: list[Block] = []
        self.tables: list[FoundTable] = []


class Leaves:
    """The leaf blocks of one container's ``text``: its lines without what makes the container.

    ``column`` is where that text begins in the raw lines, None where that differs by line. The
    methods take where a block begins and on which line, add it to ``reading`` and return the
    same of what follows.
    """

    __slots__ = ("_head", "column", "containers", "heads", "reading", "text")

    def __init__(
        self, reading: Reading, text: str, containers: tuple[str, ...], column: int | None
    ) -> None:
        """Find where in ``text`` tables could begin."""
        self.reading = reading
        self.text = text
        self.containers = containers
        self.column = column
        self.heads = _find_heads(text)
        self._head = 0

    def next_head(self, pos: int) -> int:
        """Return where, from ``pos`` on, a table begins unless that is inside another block."""
        heads, place = self.heads, self._head
        while place < len(heads) and heads[place] < pos:
            place += 1
        self._head = place
        return heads[place] if place < len(heads) else len(self.text)

    def read_front_matter(self) -> tuple[int, int]:
        """Read front matter at the start of a document, if it is there."""
        block = find_front_matter(self.text)
        if block is None:
            return 0, 0
        content = name_content(self.text, block)
        return self._add_lines(BlockKind.FRONT_MATTER, 0, 0, block.end, content)

    def read_heading(self, start: int, line: int) -> tuple[int, int]:
        """Read an ATX heading."""
        end = self._line_end(start)
        raw = self.text[start:end].strip(" \t")
        words = raw.lstrip("#")
        level = len(raw) - len(words)
        if words[-1:] == "#":
            closed = words.rstrip("#")
            words = closed if closed[-1:] in {" ", "\t"} else words
        block = Block(BlockKind.HEADING, line, line + 1, fold_space(words), level, self.containers)
        self.reading.blocks.append(block)
        return end + 1, line + 1

    def read_rule(self, start: int, line: int) -> tuple[int, int]:
        """Read a thematic break."""
        self.reading.blocks.append(Block(BlockKind.RULE, line, line + 1, "\0", 0, self.containers))
        return self._line_end(start) + 1, line + 1

    def read_fence(self, start: int, line: int) -> tuple[int, int]:
        """Read a fenced code block."""
        text = self.text
        end = self._line_end(start)
        opening = text[start:end].lstrip(" ")
        indent = end - start - len(opening)
        length = len(opening) - len(opening.lstrip(opening[0]))
        if length > _LONGEST_FENCE:
            raise UndecidedError
        closing = self._find_closing_fence(opening[0], length, end)
        body = text[end + 1 : closing.start() + 1 if closing else len(text)]
        if indent:
            body = _outdent(body, indent)
        content = f"{opening[length:]}\0{body.strip()}"
        stop = closing.end() if closing else len(text)
        return self._add_lines(BlockKind.FENCE, start, line, stop, content)

    def _find_closing_fence(self, marker: str, length: int, pos: int) -> re.Match[str] | None:
        """Return what closes a fence, from the LF before it on; its first line ends at ``pos``."""
        text, run = self.text, marker * length
        closing = closing_fence(marker, length)
        place = text.find(run, pos)
        while place >= 0:
            found = closing.match(text, text.rfind("\n", pos, place))
            if found:
                return found
            place = text.find(run, self._line_end(place))
        return None

    def read_code(self, start: int, line: int) -> tuple[int, int]:
        """Read an indented code block."""
        found = CODE.match(self.text, start)
        stop = found.end() if found else start
        if TABBED.search(self.text, start, stop) or INDENTED.match(self.text, stop):
            raise UndecidedError
        body = self.text[start:stop].rstrip(" \t\n")
        content = _outdent(body, 4).strip()
        end = self._line_end(start + len(body))
        return self._add_lines(BlockKind.CODE, start, line, end, f"\0{content}")

    def read_html(self, start: int, line: int) -> tuple[int, int] | None:
        """Read an HTML block, if it is one."""
        text = self.text
        end = self._line_end(start)
        opening = text[start:end].lstrip(" ")
        kind = _find_html(opening)
        if kind is None and not HTML_TAG.match(opening):
            return None
        closes = kind and kind[1]
        stop = len(text)
        if closes is None:
            found = NEXT_BLANK.search(text, end)
            stop = found.start() if found else stop
        else:
            found = closes.search(text, end - len(opening))
            stop = self._line_end(found.end()) if found else stop
        content = f"\0{text[start:stop].strip()}"
        return self._add_lines(BlockKind.HTML, start, line, stop, content)

    def read_paragraph(self, start: int, line: int) -> tuple[int, int]:
        """Read a paragraph, or the setext heading that it turns out to be."""
        text = self.text
        limit = self.next_head(start + 1) if self.heads else len(text)
        stop = self._paragraph_end(start, limit)
        kind, level, content = BlockKind.PARAGRAPH, 0, fold_space(text[start:stop])
        if stop + 1 < limit and UNDERLINE.match(text, stop + 1):
            kind, level = BlockKind.HEADING, 1 if "=" in text[stop + 1 : stop + 5] else 2
            stop = self._line_end(stop + 1)
        return self._add_lines(kind, start, line, stop, content, level=level)

    def _paragraph_end(self, start: int, limit: int) -> int:
        text, stop = self.text, start
        while True:
            found = PARAGRAPH.match(text, stop, limit)
            stop = found.end() if found else stop
            if stop + 1 >= limit or not _opens_nothing(text, stop + 1):
                return stop
            stop += 1

    def read_table(self, start: int, line: int) -> tuple[int, int]:
        """Read a table; the caller knows that one begins here."""
        text = self.text
        column = self.column
        if column is None:
            raise UndecidedError
        starts = [start, self._line_end(start) + 1]
        stop = self._line_end(starts[1]) + 1
        while stop < len(text) and not _ends_table(text, stop):
            starts.append(stop)
            stop = self._line_end(stop) + 1
        if self._lacks_many(starts, stop):
            raise UndecidedError
        offsets = [column + _indent(text, place) for place in starts]
        if line == 0:
            offsets[0] += self.reading.mark
        table = FoundTable(line, line + len(starts), tuple(offsets), None)
        index = len(self.reading.tables)
        self.reading.tables.append(table)
        self.reading.blocks.append(
            Block(BlockKind.TABLE, line, table.end, "", 0, self.containers, index)
        )
        return min(stop, len(text)), table.end

    def _lacks_many(self, starts: Sequence[int], stop: int) -> bool:
        """Tell whether so many cells lack in a table's rows that markdown-it-py may cut it."""
        text = self.text
        columns = len(split_cells(text[starts[0] : starts[1]], 0))
        if columns * len(starts) <= _MOST_CELLS:
            return False
        bounds = zip(starts[2:], [*starts[3:], stop], strict=True)
        widths = (len(split_cells(text[a:b], 0)) for a, b in bounds)
        return sum(max(0, columns - width) for width in widths) > _MOST_CELLS

    def _line_end(self, pos: int) -> int:
        end = self.text.find("\n", pos)
        return len(self.text) if end < 0 else end

    def _add_lines(
        self, kind: BlockKind, start: int, line: int, stop: int, content: str, *, level: int = 0
    ) -> tuple[int, int]:
        """Add a block that begins at ``start``; ``stop`` is its last line's LF, or the text's end.

        Returns what the methods that read blocks do.
        """
        if stop > start and self.text[stop - 1] == "\n":
            stop -= 1
        after = line + self.text.count("\n", start, stop) + 1
        end = after if after == line + 1 else trim_end(self.reading.lines, line, after)
        self.reading.blocks.append(Block(kind, line, end, content, level, self.containers))
        return stop + 1, after


def _opens_nothing(text: str, pos: int) -> bool:
    """Tell whether the line at ``pos`` looks like HTML and does not end a paragraph."""
    if not text.startswith(("<", " "), pos):
        return False
    end = text.find("\n", pos)
    line = (text[pos:] if end < 0 else text[pos:end]).lstrip(" ")
    return line.startswith("<") and _find_html(line) is None


def _find_html(line: str) -> tuple[re.Pattern[str], re.Pattern[str] | None] | None:
    return next((kind for kind in HTML if kind[0].match(line)), None)


def _indent(text: str, pos: int) -> int:
    place = pos
    while text[place] == " ":
        place += 1
    return place - pos


def _outdent(text: str, width: int) -> str:
    if TABBED.search(text):
        raise UndecidedError
    return margin(width).sub("", "\n" + text)[1:]


def _ends_table(text: str, pos: int) -> bool:
    """Tell whether a table that reaches the line at ``pos`` does not take it in."""
    if text[pos] == "|":
        return False
    if TERMINATOR.match(text, pos) or INDENTED.match(text, pos):
        return True
    end = text.find("\n", pos)
    line = (text[pos:] if end < 0 else text[pos:end]).lstrip(" ")
    if line.startswith("<"):
        return _find_html(line) is not None
    return not line.strip()


def _find_heads(text: str) -> list[int]:
    """Return where lines begin that are a header row above a delimiter row as wide."""
    heads = []
    for found in DELIMITER.finditer(text):
        start = text.rfind("\n", 0, found.start()) + 1
        header = text[start : found.start()]
        if "|" in header and not INDENTED.match(header):
            columns = found[0].strip(" \t\n|").count("|") + 1
            if len(split_cells(header, 0)) == columns:
                heads.append(start)
    return heads
