"""The units of a document, read from its blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from sync.markdown.dialect import Dialect
from sync.markdown.document import Block, BlockKind, Markdown
from sync.markdown.generated import GeneratedPair, find_generated_in
from sync.markdown.jsx import is_code
from sync.markdown.lines import fold_space
from sync.stamps.comment import LABEL
from sync.units.disclaimer import find_disclaimer
from sync.units.front_matter import list_keys
from sync.units.margins import has_marker, split_margin
from sync.units.marking import (
    count_marked_lines,
    read_lone_mark,
    split_heading,
    split_opening,
    split_own_id,
    take_mark,
    take_title_mark,
)
from sync.units.values import TEXTS, DocumentUnit, DocumentUnits, Margin, UnitKind

_KINDS = {
    BlockKind.HEADING: UnitKind.HEADING,
    BlockKind.PARAGRAPH: UnitKind.PARAGRAPH,
    BlockKind.FENCE: UnitKind.CODE,
    BlockKind.CODE: UnitKind.CODE,
    BlockKind.HTML: UnitKind.HTML,
    BlockKind.RULE: UnitKind.RULE,
    BlockKind.DEFINITION: UnitKind.REFERENCE,
    BlockKind.TABLE: UnitKind.TABLE,
}


@lru_cache(maxsize=8)  # a source is read for each of its translations
def list_units(document: Markdown, generated: tuple[GeneratedPair, ...] = ()) -> DocumentUnits:
    """Read the units of a document; what stands between two comments of a generator is one."""
    return _Reader(document, generated).read()


class _Reader:
    def __init__(self, document: Markdown, generated: tuple[GeneratedPair, ...]) -> None:
        self._document = document
        self._blocks = document.blocks
        self._generated = {
            start - 1: end + 1 for start, end in find_generated_in(document, generated)
        }
        self._lines = [line.rstrip("\r\n") for line in document.lines]
        if self._lines:
            self._lines[0] = self._lines[0].removeprefix("\ufeff")

    def read(self) -> DocumentUnits:
        units, head = list_keys(self._document)
        keys = len(units)
        units += self._read_blocks(head)
        below = range(keys, len(units)) if LABEL in self._document.text else ()
        pinned = frozenset(place for place in below if LABEL in units[place].text)
        tables = {unit.table: place for place, unit in enumerate(units) if unit.table is not None}
        return DocumentUnits(tuple(units), head, find_disclaimer(units), pinned, tables)

    def _read_blocks(self, head: int) -> Iterator[DocumentUnit]:
        waiting: Block | None = None
        done = head
        for place, block in enumerate(self._blocks):
            if block.start < done:
                continue
            end = self._generated.get(block.start)
            if end is not None:
                done = end
                lines = self._lines[block.start : end]
                text = "\n".join(lines)
                yield DocumentUnit(
                    UnitKind.GENERATED, block.start, end, text, tuple(lines), key=lines[0].strip()
                )
            elif waiting is None and self._is_lone_mark(place):
                waiting = block
            elif (opened := self._read_opened(place)) is not None:
                done = opened.end
                yield opened if waiting is None else self._put_below(opened, waiting)
                waiting = None
            else:
                yield self._read_block(block, waiting)
                waiting = None

    def _is_lone_mark(self, place: int) -> bool:
        """Tell whether a block is the mark of the one below it."""
        block = self._blocks[place]
        if "sync:" not in block.content or block.kind not in (BlockKind.HTML, BlockKind.PARAGRAPH):
            return False
        following = self._blocks[place + 1 : place + 2]
        return bool(following) and read_lone_mark(_says(block)) is not None

    def _read_block(self, block: Block, above: Block | None) -> DocumentUnit:
        margin, body = split_margin(block, self._lines[block.start : block.end])
        if self._dialect.is_mdx:
            body = [self._dialect.unify(line) for line in body]
        kind = self._name_kind(block, margin, body)
        unit = _read_text(kind, block, margin, body) if kind in TEXTS else None
        if unit is None:
            text = body[0] if len(body) == 1 else "\n".join(body)
            place = block.start, block.end
            unit = DocumentUnit(kind, *place, text, tuple(body), margin, block=block)
        return unit if above is None else self._put_below(unit, above)

    def _name_kind(self, block: Block, margin: Margin, body: Sequence[str]) -> UnitKind:
        kind = _KINDS[block.kind]
        if kind is UnitKind.REFERENCE and body[0].lstrip().startswith("[^"):
            kind = UnitKind.PARAGRAPH  # a footnote of one word, which only looks like one
        if kind is not UnitKind.PARAGRAPH:
            return kind
        if margin.first and has_marker(margin.first):
            return UnitKind.ITEM
        if self._dialect.is_mdx and is_code("\n".join(body)):
            return UnitKind.CODE  # where a comment behind it would stop the build
        return kind

    def _read_opened(self, place: int) -> DocumentUnit | None:
        """Read a text behind a mark at a line's start, which makes that line HTML to CommonMark.

        What stands on the lines below, a paragraph to CommonMark, is the rest of it.
        """
        block = self._blocks[place]
        if "sync:" not in block.content or block.kind is not BlockKind.HTML:
            return None
        following = self._blocks[place + 1 : place + 2]
        goes_on = following and self._goes_on(block, following[0])
        end = following[0].end if goes_on else block.end
        margin, body = split_margin(block, self._lines[block.start : end])
        mark, text = split_opening(body[0])
        if mark is None or not text.strip() or text.startswith("<"):
            return None
        kind = UnitKind.ITEM if has_marker(margin.first) else UnitKind.PARAGRAPH
        lines = (text, *body[1:])
        said = "\n".join(lines)
        return DocumentUnit(kind, block.start, end, said, lines, margin, mark, block=block)

    def _goes_on(self, block: Block, following: Block) -> bool:
        """Tell whether a paragraph stands directly below a block, in the very same containers."""
        is_below = following.start == block.end and following.containers == block.containers
        if not is_below or following.kind is not BlockKind.PARAGRAPH:
            return False
        margin, _ = split_margin(following, self._lines[following.start : following.end])
        return not has_marker(margin.first)

    def _put_below(self, unit: DocumentUnit, above: Block) -> DocumentUnit:
        """Give a unit the mark that stands above it, with the marker of an item before that."""
        mark = unit.mark or read_lone_mark(_says(above))
        margin = unit.margin
        first = split_margin(above, self._lines[above.start : above.end])[0].first
        if has_marker(first) and not has_marker(margin.first):
            margin = margin._replace(first=first)
        return unit._replace(start=above.start, mark=mark, margin=margin)

    @property
    def _dialect(self) -> Dialect:
        return self._document.dialect


def _says(block: Block) -> str:
    return block.content.partition("\0")[2] if block.kind is BlockKind.HTML else block.content


def _read_text(kind: UnitKind, block: Block, margin: Margin, body: Sequence[str]) -> DocumentUnit:
    """Read what a running text says, without its mark and without a heading's own id."""
    if kind is UnitKind.HEADING:
        return _read_heading(block, margin, body)
    written = body[0] if len(body) == 1 else "\n".join(body)
    mark, text, lines = None, written, tuple(body)
    if "sync:" in written:
        for count in (count_marked_lines(body), len(body)):  # the latter in older versions
            mark, words = take_mark("\n".join(body[:count]))
            if mark is not None:
                lines = (*(words.split("\n") if words else ()), *body[count:])
                text = "\n".join(lines)
                break
    # Of a footnote that reads as a definition the parser found no words.
    is_sound = block.kind is BlockKind.DEFINITION or _agrees(block, written)
    return DocumentUnit(
        kind, block.start, block.end, text, lines, margin, mark, "", is_sound, block
    )


def _read_heading(block: Block, margin: Margin, body: Sequence[str]) -> DocumentUnit:
    opening, words, closing = split_heading(body, block.level)
    mark, text = take_title_mark(words)
    lines = (opening + text + closing).split("\n") if mark else body
    text, key = split_own_id(text)
    return DocumentUnit(
        UnitKind.HEADING,
        block.start,
        block.end,
        text.strip(),
        tuple(lines),
        margin,
        mark,
        key,
        _agrees(block, words),
        block,
    )


def _agrees(block: Block, words: str) -> bool:
    """Tell whether words are what the parser has found in a block."""
    content = block.content
    if words == content:
        return True
    return _fold(words) == _fold(content.partition("\0")[0] if "\0" in content else content)


def _fold(text: str) -> str:
    return fold_space(text.replace("\0", "\ufffd"))
