"""The rule about characters that nobody sees and that turn, hide or part text."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from sync.findings import Found
from sync.lint.invisible import (
    Fault,
    find_in_code,
    find_turning,
    find_unseen,
    has_trace,
    has_wanted,
    name_characters,
)
from sync.markdown.cells import find_spans
from sync.markdown.document import BlockKind, Markdown, Row
from sync.markdown.generated import GeneratedPair, find_generated_in
from sync.markdown.inline import read_inline
from sync.markdown.lines import split_lines

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison

_CODE = (BlockKind.FENCE, BlockKind.CODE)


class _Paragraph(NamedTuple):
    """Text whose directions are resolved together, from ``column`` of line ``line`` (0-based)."""

    line: int
    column: int
    text: str
    is_code: bool = False


class _Placed(NamedTuple):
    line: int
    column: int
    fault: Fault
    is_code: bool

    @property
    def role(self) -> tuple[str, str, bool]:
        """What a source that does the same on purpose has in common with its translation."""
        return self.fault.text, self.fault.kind, self.is_code


def check_bidi(comparison: Comparison) -> Iterator[Found]:
    """Find unseen characters that the source has not in the same role."""
    found = list(_find_faults(comparison.translated, comparison.generated))
    if not found:
        return
    known: Counter[tuple[str, str, bool]] = Counter()
    if comparison.source is not None:
        known.update(each.role for each in _find_faults(comparison.source, comparison.generated))
    counts: Counter[tuple[str, str, bool]] = Counter()
    for each in found:
        counts[each.role] += 1
        if counts[each.role] > known[each.role]:
            yield _tell(each, counts[each.role] - known[each.role])


def _tell(placed: _Placed, number: int) -> Found:
    text, kind, is_code = placed.role
    name = name_characters(text)
    return Found(
        "bidi-control",
        placed.line + 1,
        placed.column + 1,
        f"{name} {kind}",
        (name, kind, "code" if is_code else "text", str(number)),
        severity=placed.fault.severity,
    )


def _find_faults(document: Markdown, pairs: tuple[GeneratedPair, ...]) -> Iterator[_Placed]:
    text = document.text.removeprefix("\ufeff")
    if not (has_trace(text) and has_wanted(text)):
        return
    for paragraph in _list_paragraphs(document, pairs):
        if has_trace(paragraph.text):
            yield from _judge(paragraph)


def _list_paragraphs(document: Markdown, pairs: tuple[GeneratedPair, ...]) -> Iterator[_Paragraph]:
    spans = find_generated_in(document, pairs)
    for block in document.blocks:
        if any(start <= block.start < end for start, end in spans):
            continue
        if block.table is not None:
            table = document.tables[block.table]
            for row in (table.header, *table.rows):
                yield from _list_cells(row)
        elif block.kind in (*_CODE, BlockKind.FRONT_MATTER):
            for number in range(block.start, block.end):
                yield _read_lines(document, number, number + 1, is_code=block.kind in _CODE)
        else:
            yield _read_lines(document, block.start, block.end)


def _read_lines(document: Markdown, start: int, end: int, *, is_code: bool = False) -> _Paragraph:
    """Read some lines as one paragraph, without the byte order mark that a text may begin with."""
    text = "".join(document.lines[start:end])
    mark = len(text) - len(text.removeprefix("\ufeff")) if start == 0 else 0
    return _Paragraph(start, mark, text[mark:], is_code)


def _list_cells(row: Row) -> Iterator[_Paragraph]:
    for span in find_spans(row.raw, row.offset):
        yield _Paragraph(row.line, span.outer_start, row.raw[span.outer_start : span.outer_end])


def _judge(paragraph: _Paragraph) -> Iterator[_Placed]:
    """Find the faults of a paragraph, in order, and say where they stand."""
    text = paragraph.text
    starts = [0, *accumulate(map(len, split_lines(text)))]
    for fault, is_code in sorted(_find_in(paragraph)):
        number = bisect_right(starts, fault.start) - 1
        column = fault.start - starts[number] + (paragraph.column if number == 0 else 0)
        yield _Placed(paragraph.line + number, column, fault, is_code)


def _find_in(paragraph: _Paragraph) -> Iterator[tuple[Fault, bool]]:
    text = paragraph.text
    code = [(0, len(text))]
    if not paragraph.is_code:
        code = [(piece.start, piece.end) for piece in read_inline(text).codes]
    turning = {fault.start: fault for fault in find_turning(text)}
    for fault in turning.values():
        yield fault, _is_inside(fault.start, code)
    for start, end in code:
        known = {place - start for place in turning if start <= place < end}
        for fault in find_in_code(text[start:end], known):
            yield fault._replace(start=fault.start + start), True
    if not paragraph.is_code:
        for fault in find_unseen(text):
            if not _is_inside(fault.start, code):
                yield fault, False


def _is_inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
