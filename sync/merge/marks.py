"""Counting the marks that are left in a translation."""

from __future__ import annotations

import re

from sync.markdown.document import BlockKind, read_markdown
from sync.markdown.marks import Mark
from sync.model import Pending

_MARK = re.compile(r"<!--\s*sync:(fuzzy|untranslated)\s*-->")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_CODE = (BlockKind.FENCE, BlockKind.CODE)


def count_marks(text: str) -> Pending:
    """Count the marks of a translation, wherever they stand outside code."""
    if _MARK.search(text) is None:
        return Pending()
    document = read_markdown(text)
    found = [
        match[1]
        for block in document.blocks
        if block.kind not in _CODE
        for match in _MARK.finditer(
            _CODE_SPAN.sub("", "".join(document.lines[block.start : block.end]))
        )
    ]
    return Pending(found.count(Mark.UNTRANSLATED), found.count(Mark.FUZZY))


def find_mark(text: str) -> int | None:
    """Return the line (1-based) of the first mark outside code, None where none is left."""
    if _MARK.search(text) is None:
        return None
    document = read_markdown(text)
    for block in document.blocks:
        if block.kind in _CODE:
            continue
        for number in range(block.start, block.end):
            if _MARK.search(_CODE_SPAN.sub("", document.lines[number])):
                return number + 1
    return None
