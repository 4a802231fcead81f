"""What stands in containers that indent by four, which CommonMark takes for code.

These are the admonitions and details of Python-Markdown and its extensions (``!!! note``, ``???``,
``???+``), their tabs (``=== "Tab"``), footnotes and definitions of terms, below their first
paragraphs, and the children of JSX elements; MDX has no indented code at
all. What such a container holds is read as a text of its own, and its blocks take their places
among those around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sync.markdown.blocks import Block, BlockKind
from sync.markdown.called_code import SOME_CALL, find_called_code
from sync.markdown.directives import BLOCK_SIGNS, find_block_lines
from sync.markdown.footnotes import opens_note, part_notes
from sync.markdown.jsx import find_wholes, is_code
from sync.markdown.lines import fold_space, split_ending
from sync.markdown.parts import (
    BlockList,
    TextPart,
    blank_out,
    join,
    list_fenced,
    measure,
    measure_margin,
    outdent,
    part_code,
    shift,
)

_OPENER = re.compile(
    r"(?:[ \t]|[-*+][ \t]|[0-9]{1,9}[.)][ \t])*(?:"
    r"(?P<admonition>!!![ ]?[\w-]+(?:[ ]+[\w-]+)*(?:[ ]+\".*\")?"
    r"|\?{3}\+?(?:[ ]?[\w-]+(?:[ ]+[\w-]+)*(?:[ ]+\".*\")?|[ ]+\".*\"))"
    r"|(?P<tab>={3}(?:\+!?|!\+?)?[ ]+\".*\"))[ \t]*[\r\n]*"
)
# What a text has to hold for one of them. Each begins with a letter of its own, for which a text is
# searched many times as fast as for one of several patterns, line by line.
_SIGNS = tuple(
    map(
        re.compile,
        (r"!!!", r"\?\?\?", r"===[!+]{0,2} +\"", r"<[A-Z]", r"\[\^[^\]\r\n]+\]:", r"[\r\n]:[ \t]"),
    )
)
_SIGN_IN_MDX = re.compile(r"(?:\A|[\r\n])[ \t]*(?: {4}|\t|<[a-z/>]|\{|import\s|export\s)")
_ELEMENT_LINE = re.compile(r"\s*<[A-Z].*>\s*\Z")
_BEFORE_TEXT = re.compile(r"(?:[ \t]|[-*+][ \t]|[0-9]{1,9}[.)][ \t])*")
_ELEMENT = re.compile(r"\s*<(/?)([A-Z]\w*[a-z]\w*(?:\.\w+)*)\b(.*)>\s*")
# What a merge has put behind a line says nothing of what the line is.
_MARK = re.compile(r"[ \t]*(?:<!--|\{/\*)\s*sync:(?:fuzzy|untranslated)\s*(?:-->|\*/\})(?=\s*\Z)")
_PARAGRAPH = BlockKind.PARAGRAPH
_STEP = 4
# Nobody nests as deep, and each level is read with all levels in it.
_DEEPEST = 16


class Container(StrEnum):
    """The containers that indent by four."""

    ADMONITION = "admonition"
    TAB = "tab"
    JSX = "jsx"


NOTE = "note"
"""What stands below the first paragraph of a footnote, or of a term's definition."""


class ContainerReader(NamedTuple):
    """Reads texts with what their containers hold.

    ``scan`` reads a text, given as lines, as CommonMark has it; it is told whether front matter may
    begin it. ``kinds`` are the containers that count.
    """

    scan: Callable[[Sequence[str], bool], BlockList]
    kinds: tuple[Container, ...]
    is_mdx: bool

    def read(self, lines: Sequence[str]) -> BlockList:
        """Read a text."""
        return self._read(lines, 0, within=False)

    def _read(self, lines: Sequence[str], depth: int, *, within: bool) -> BlockList:
        found = self._scan(lines, has_head=not depth)
        if depth >= _DEEPEST or not (within or self._may_open("".join(lines))):
            return found
        bare, found, wholes = self._take_out(lines, found)
        opened: list[tuple[TextPart, BlockList]] = []
        finder = _Finder(self.kinds, bare, lines, is_mdx=self.is_mdx)
        for part in finder.find(found.blocks, within):
            is_jsx = within or part.is_jsx
            inner = self._read(outdent(bare, part), depth + 1, within=is_jsx)
            opened.append((part, shift(bare, part, inner)))
        if opened:
            found = self._scan_without(bare, found, [part for part, _ in opened])[1]
        joined = join([found, BlockList(wholes, ()), *(inner for _, inner in opened)])
        return joined._replace(blocks=part_code(joined.blocks, wholes, bare))

    def _take_out(
        self, lines: Sequence[str], found: BlockList
    ) -> tuple[Sequence[str], BlockList, Sequence[Block]]:
        """Take out what is a block of its own and none to CommonMark: of generators, and of MDX.

        Each turn takes some of all that no blank line parts, and reads the whole text anew. Nobody
        writes as many lists among tags, one right below the other, as there are turns.
        """
        written = lines
        wholes = list(find_called_code(found.blocks, lines))
        if wholes:
            parts = [TextPart(block.start, block.end, 0, ()) for block in wholes]
            lines, found = self._scan_without(lines, found, parts)
        parts = list(_find_own_lines(found.blocks, lines))
        if parts:
            wholes += (_read_as_text(lines, part) for part in parts)
            lines, found = self._scan_without(lines, found, parts)
        for _ in range(_DEEPEST if self.is_mdx else 0):
            more = list(find_wholes(found.blocks, lines))
            if not more:
                break
            parts = [_take_part(lines, *whole) for whole in more]
            wholes += (_read_whole(lines, part) for part in parts)
            lines, found = self._scan_without(lines, found, parts)
        wholes.sort(key=attrgetter("start"))
        lines, found = self._put_back(written, lines, found, wholes)
        return lines, found._replace(blocks=part_code(found.blocks, wholes, lines)), wholes

    def _put_back(
        self,
        written: Sequence[str],
        lines: Sequence[str],
        found: BlockList,
        wholes: list[Block],
    ) -> tuple[Sequence[str], BlockList]:
        """Put back what turns out to stand in a fence, which a tag above it had hidden."""
        while fenced := list_fenced(found.blocks, wholes):
            lines = list(lines)
            for block in fenced:
                wholes.remove(block)
                lines[block.start : block.end] = written[block.start : block.end]
            found = self._scan(lines, has_head=found.blocks[0].kind is BlockKind.FRONT_MATTER)
        return lines, found

    def _scan_without(
        self, lines: Sequence[str], found: BlockList, parts: Sequence[TextPart]
    ) -> tuple[Sequence[str], BlockList]:
        """Return the lines without what the parts hold, and the blocks of these lines."""
        # Two rules around what is left out now are no front matter, as they were none before.
        has_head = found.blocks[0].kind is BlockKind.FRONT_MATTER
        bare = blank_out(lines, parts)
        return bare, self._scan(bare, has_head=has_head)

    def _scan(self, lines: Sequence[str], *, has_head: bool) -> BlockList:
        found = self.scan(lines, has_head)
        return found._replace(blocks=list(part_notes(found.blocks, lines)))

    def _may_open(self, text: str) -> bool:
        if any(sign in text for sign in BLOCK_SIGNS):
            return True
        signs = (*_SIGNS, SOME_CALL, *([_SIGN_IN_MDX] if self.is_mdx else []))
        return any(sign.search(text) for sign in signs)


class _Finder:
    """Finds what the containers of a text hold, the outermost ones.

    ``written`` are its ``lines`` with what was taken out of them.
    """

    def __init__(
        self,
        kinds: tuple[Container, ...],
        lines: Sequence[str],
        written: Sequence[str],
        *,
        is_mdx: bool,
    ) -> None:
        self._kinds = kinds
        self._lines = lines
        self._written = written
        self._is_mdx = is_mdx

    def find(self, blocks: Sequence[Block], within: bool) -> Iterator[TextPart]:  # noqa: FBT001
        """Yield the parts in order; ``within`` tells that a JSX element is around the text."""
        done, depth = 0, int(within)
        for block in blocks:
            if block.start < done or "quote" in block.containers:
                continue
            if block.kind in (BlockKind.HTML, BlockKind.PARAGRAPH):
                depth = max(int(within), depth + self._count_elements(block))
            for part in self._find_in(block, is_inside=depth > 0):
                if part.start >= done:
                    done = part.end
                    yield part

    def _find_in(self, block: Block, *, is_inside: bool) -> Iterator[TextPart]:
        if block.kind is BlockKind.CODE:
            if self._is_mdx or (is_inside and Container.JSX in self._kinds):
                yield from self._take_code(block)
        elif block.kind is BlockKind.DEFINITION:
            yield from self._find_notes(block)
        elif block.kind is BlockKind.PARAGRAPH:
            yield from self._find_notes(block)
            yield from self._find_bodies(block)
        if self._is_mdx and block.kind in (BlockKind.HTML, BlockKind.PARAGRAPH):
            yield from self._find_children(block)

    def _find_notes(self, block: Block) -> Iterator[TextPart]:
        """Yield what stands below the first paragraph of a footnote or a definition."""
        lines = self._lines[block.start : block.end]
        end = self._find_end(block.end, _STEP) if opens_note(lines) else block.end
        if end > block.end and not block.containers:
            yield TextPart(block.end, end, _STEP, (NOTE,))

    def _find_bodies(self, block: Block) -> Iterator[TextPart]:
        """Yield what stands below the lines that open an admonition or a tab."""
        done = block.start
        for number in range(block.start, block.end):
            opener = _OPENER.fullmatch(self._lines[number]) if number >= done else None
            if opener is None:
                continue
            kind = Container.TAB if opener["tab"] else Container.ADMONITION
            width = measure(self._lines[number][: opener.start(opener.lastgroup or 0)]) + _STEP
            done = self._find_end(number + 1, width)
            if done > number + 1 and kind in self._kinds:
                containers = (*block.containers, kind.value)
                yield TextPart(number + 1, done, width, containers)

    def _find_end(self, start: int, width: int) -> int:
        """Return where the lines end that are indented by ``width`` columns, blank ones aside."""
        end = start
        for number in range(start, len(self._written)):
            line = self._written[number]
            if line.strip():
                if measure_margin(line) < width:
                    break
                end = number + 1
        return end

    def _take_code(self, block: Block) -> Iterator[TextPart]:
        """Take indented code for what it is in MDX and in JSX elements: content."""
        lines = self._lines[block.start : block.end]
        width = min(measure_margin(line) for line in lines if line.strip())
        if width:  # else a list's marker stands before it
            yield TextPart(block.start, block.end, width, block.containers, is_jsx=True)

    def _find_children(self, block: Block) -> Iterator[TextPart]:
        """Yield the lines that stand in one block of HTML with the tags around them."""
        texts = list(map(_strip_mark, self._lines[block.start : block.end]))
        is_tag = [
            _ELEMENT_LINE.match(text) is not None and measure_margin(text) < _STEP for text in texts
        ]
        if not is_tag[0]:
            return
        place = block.start
        for tag, group in groupby(is_tag):
            length = len(list(group))
            lines = self._lines[place : place + length]
            if not tag:
                width = min(map(measure_margin, lines))
                yield TextPart(place, place + length, width, block.containers, is_jsx=True)
            place += length

    def _count_elements(self, block: Block) -> int:
        """Return how many more JSX elements are open behind a block than before it."""
        count, lines = 0, self._lines[block.start : block.end]
        for found in map(_ELEMENT.fullmatch, map(_strip_mark, lines)):
            closes, name, rest = found.groups() if found else ("", "", "/")
            if not rest.endswith("/") and f"</{name}" not in rest:
                count += -1 if closes else 1
        return count


def _strip_mark(line: str) -> str:
    return _MARK.sub("", line) if "sync:" in line else line


def opens_container(line: str) -> bool:
    """Tell whether a line, without what is before it, opens an admonition or a tab."""
    return line.startswith(("!!!", "???", "===")) and _OPENER.fullmatch(line) is not None


def find_openers(blocks: Sequence[Block], place: int) -> Iterator[int]:
    """Yield which blocks end with the lines that open the containers of a block, inside out.

    Only of containers that such a line alone makes.
    """
    while blocks[place].containers[-1:] in ((Container.ADMONITION,), (Container.TAB,)):
        around = blocks[place].containers[:-1]
        while place and (blocks[place].containers, blocks[place].kind) != (around, _PARAGRAPH):
            place -= 1
        yield place


def find_margin(block: Block, line: str) -> str:
    """Return what a block is indented by, given its first line, where that is no list or quote."""
    is_inside = not block.containers or block.containers[-1] in set(Container)
    return line[: len(line) - len(line.lstrip(" \t"))] if is_inside else ""


def _take_part(lines: Sequence[str], start: int, end: int, block: Block) -> TextPart:
    """Return lines that begin within a block, in its containers unless they are less indented."""
    width = measure_margin(lines[start])
    opened = _BEFORE_TEXT.match(lines[block.start])
    column = measure(opened[0]) if opened else 0
    containers = block.containers if width >= column else ()
    return TextPart(start, end, width, containers, is_jsx=True)


def _find_own_lines(blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[TextPart]:
    """Yield the lines that a site generator reads, where they stand in a paragraph with others."""
    for block in blocks:
        if (
            block.kind is not _PARAGRAPH
            or block.end - block.start == 1
            or "quote" in block.containers
        ):
            continue
        for start, end in find_block_lines(lines, block.start, block.end):
            if end - start < block.end - block.start:
                yield _take_part(lines, start, end, block)


def _read_as_text(lines: Sequence[str], part: TextPart) -> Block:
    content = fold_space("".join(lines[part.start : part.end]))
    return Block(_PARAGRAPH, part.start, part.end, content, 0, part.containers)


def _read_whole(lines: Sequence[str], part: TextPart) -> Block:
    """Read a part as one block: what is code to MDX as CommonMark has it, all else as HTML."""
    text = "\n".join(split_ending(line)[0] for line in outdent(lines, part))
    kind = _PARAGRAPH if is_code(text) else BlockKind.HTML
    content = fold_space(text) if kind is _PARAGRAPH else f"\0{text.strip()}"
    return Block(kind, part.start, part.end, content, 0, part.containers)
