"""The keys of a document's front matter, each with the lines that it stands on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from itertools import accumulate
from typing import TYPE_CHECKING

from sync.errors import StampError
from sync.markdown.document import Markdown
from sync.markdown.front_matter import FrontMatter, FrontMatterKind, find_front_matter
from sync.markdown.marks import Mark
from sync.stamps.fields import FIELDS, MARKS
from sync.units.json_marks import read_json_marks
from sync.units.marking import take_value_mark
from sync.units.values import DocumentUnit, UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.stamps.pairs import Pair, Pairs


def list_keys(document: Markdown) -> tuple[list[DocumentUnit], int]:
    """Return the keys as units, and the line (0-based) below the front matter.

    A stamp's own keys are none. Front matter that cannot be read has no units, and stays as it is.
    """
    text = document.text
    block = find_front_matter(text, int(text.startswith("\ufeff")))
    if block is None:
        return [], 0
    starts = [0, *accumulate(map(len, document.lines))]
    head = bisect_right(starts, block.end - 1)
    pairs = read_pairs(text, block)
    if pairs is None:
        return [], head
    return list(_read_keys(document, block, pairs, starts)), head


def read_pairs(text: str, block: FrontMatter) -> Pairs | None:
    """Return the pairs of front matter, by their places in its inner text; None if it is broken."""
    try:
        return _parser(block.kind)(text[block.inner : block.inner_end], None, 1)
    except StampError:
        return None


@cache
def _parser(kind: FrontMatterKind) -> Callable[[str, str | None, int], Pairs]:
    parse: Callable[[str, str | None, int], Pairs] = import_module(
        f"sync.stamps.{kind}_pairs"
    ).parse_pairs
    return parse


def find_json_marks(text: str) -> Mapping[str, Mark]:
    """Return the marks of a text's front matter by key, where that is JSON."""
    block = find_front_matter(text, int(text.startswith("\ufeff")))
    if block is None or block.kind is not FrontMatterKind.JSON:
        return {}
    pairs = read_pairs(text, block)
    return {} if pairs is None else read_json_marks(pairs) or {}


def _read_keys(
    document: Markdown, block: FrontMatter, pairs: Pairs, starts: list[int]
) -> Iterator[DocumentUnit]:
    marks = read_json_marks(pairs) if block.kind is FrontMatterKind.JSON else None
    for pair in pairs.pairs:
        if pair.key in FIELDS or (marks is not None and pair.key == MARKS):
            continue
        start = bisect_right(starts, block.inner + pair.line_start) - 1
        end = bisect_right(starts, block.inner + pair.line_end - 1)
        lines = [line.rstrip("\r\n") for line in document.lines[start:end]]
        mark = _take_mark(lines) if marks is None else marks.get(pair.key)
        yield DocumentUnit(
            UnitKind.FRONT_MATTER,
            start,
            end,
            _read_value(pair, document.text, block),
            tuple(lines),
            mark=mark,
            key=pair.key,
        )


def _take_mark(lines: list[str]) -> Mark | None:
    """Take the mark off the lines of a key."""
    mark = None
    for place, line in enumerate(lines):
        found, rest = take_value_mark(line)
        if found is not None:
            mark, lines[place] = found, rest
    return mark


def _read_value(pair: Pair, text: str, block: FrontMatter) -> str:
    """Return the text of a value, as written where it is none; a mark behind it is no part."""
    if isinstance(pair.value, str):
        return pair.value
    written = text[block.inner + pair.start : block.inner + pair.end]
    return "\n".join(written.splitlines())  # whatever ends its lines
