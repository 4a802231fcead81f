"""HTML and components tag by tag: what the source left alone stays as translators have it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sync.align.sequences import gaps, pair_in_order
from sync.markdown.links import LinkSpace
from sync.markdown.marks import Mark, join_marks, read_mark
from sync.markdown.units import Unit
from sync.merge.cells import merge_cell, merge_verbatim
from sync.merge.values import CellOutcome, OnChange
from sync.units.attributes import find_tags, is_tags, list_attributes

_DONE = (CellOutcome.KEPT, CellOutcome.RELINKED, CellOutcome.VERBATIM)


class MergedTags(NamedTuple):
    """A new text, and the mark that it gets."""

    text: str
    mark: Mark | None


def merge_tags(
    texts: tuple[str, str, str], space: LinkSpace, on_change: OnChange
) -> MergedTags | None:
    """Bring translated HTML from its old source to the new one; the texts are in this order.

    None where it has other tags on other lines than the old source, or words outside of tags
    changed with them.
    """
    old, new, there = (list(_split_lines(text)) for text in texts)
    if len(old) != len(there):
        return None
    before, after = ([space.localise(line) for line in side] for side in (old, new))
    merged = list(after)
    marks: set[Mark | None] = set()
    pairs = pair_in_order(before, after)
    for i, j in pairs:
        merged[j] = there[i]
    for left, right in gaps(pairs, len(old), len(new)):
        if len(left) != len(right):
            is_own = any(before[i] != there[i] for i in left)
            if is_own or any(_has_words(new[j]) for j in right):
                return None
            continue
        for i, j in zip(left, right, strict=True):
            line = _merge_line((old[i], new[j], there[i]), space, on_change)
            if line is None:
                return None
            merged[j] = line.text
            marks.add(line.mark)
    return MergedTags("\n".join(merged), join_marks(marks))


def _merge_line(
    lines: tuple[str, str, str], space: LinkSpace, on_change: OnChange
) -> MergedTags | None:
    old, new, there = (Unit(line, line, None, 0, 0) for line in lines)
    is_tag = is_tags(new.raw)
    merge = merge_verbatim if is_tag else merge_cell
    cell = merge(old, new, there, space, on_change)
    if cell.outcome in _DONE:
        return MergedTags(cell.text, None)
    mark, text = read_mark(cell.text)
    lead = new.raw[: len(new.raw) - len(new.raw.lstrip())]
    return MergedTags(lead + text, mark) if is_tag else None


def _has_words(line: str) -> bool:
    return not is_tags(line) or bool(list_attributes(line))


def _split_lines(text: str) -> Iterator[str]:
    """Part a text into its lines; those of a tag that goes over several are one."""
    start = 0
    tags = iter(find_tags(text))
    tag = next(tags, None)
    for found in re.finditer("\n", text):
        while tag is not None and tag.stop <= found.start():
            tag = next(tags, None)
        if tag is None or found.start() not in tag:
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]
