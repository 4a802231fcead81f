"""Counting the marks that are left in a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sync.markdown.dialect import MARKDOWN, Dialect
from sync.markdown.document import BlockKind, Markdown, read_markdown
from sync.markdown.marks import Mark
from sync.model import Pending

_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
# A pipe ends a cell, and with it what looks like code.
_CODE_SPAN_IN_CELL = re.compile(r"(?<!`)(`+)(?!`)(?:\\\||[^|\r\n])+?(?<!`)\1(?!`)")
_CODE = (BlockKind.FENCE, BlockKind.CODE)


@lru_cache(maxsize=64)  # a run that writes a translation counts its marks more than once
def count_marks(text: str, dialect: Dialect = MARKDOWN) -> Pending:
    """Count the marks of a translation, wherever they stand outside code."""
    if dialect.mark.search(text) is None:
        return Pending()
    found = [match[1] for _, match in _find_marks(read_markdown(text, dialect))]
    return Pending(found.count(Mark.UNTRANSLATED), found.count(Mark.FUZZY))


def find_mark(text: str, dialect: Dialect = MARKDOWN) -> int | None:
    """Return the line (1-based) of the first mark outside code, None where none is left."""
    if dialect.mark.search(text) is None:
        return None
    return next((line for line, _ in _find_marks(read_markdown(text, dialect))), None)


def _find_marks(document: Markdown) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the marks outside code, and the lines (1-based) that they stand in."""
    for block in document.blocks:
        if block.kind not in _CODE:
            text = "".join(document.lines[block.start : block.end])
            if "sync:" not in text:
                continue
            code_span = _CODE_SPAN if block.table is None else _CODE_SPAN_IN_CELL
            shown = code_span.sub(lambda code: "\n" * code[0].count("\n"), text)
            for match in document.dialect.mark.finditer(shown):
                yield block.start + 1 + shown.count("\n", 0, match.start()), match
