"""Counting the marks that are left in a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sync.markdown.dialect import MARKDOWN, Dialect
from sync.markdown.document import BlockKind, Markdown, read_markdown
from sync.markdown.marks import VALUE_MARK, Mark
from sync.model import Pending
from sync.stamps.fields import MARKS
from sync.units.front_matter import find_json_marks

_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
# A pipe ends a cell, and with it what looks like code.
_CODE_SPAN_IN_CELL = re.compile(r"(?<!`)(`+)(?!`)(?:\\\||[^|\r\n])+?(?<!`)\1(?!`)")
_JSON_KEY = f'"{MARKS}"'
_CODE = (BlockKind.FENCE, BlockKind.CODE)


@lru_cache(maxsize=64)  # a run that writes a translation counts its marks more than once
def count_marks(text: str, dialect: Dialect = MARKDOWN) -> Pending:
    """Count the marks of a translation, wherever they stand outside code."""
    found = [mark for _, mark in _find_marks(read_markdown(text, dialect))]
    return Pending(found.count(Mark.UNTRANSLATED), found.count(Mark.FUZZY))


def find_mark(text: str, dialect: Dialect = MARKDOWN) -> int | None:
    """Return the line (1-based) of the first mark outside code, None where none is left."""
    return next((line for line, _ in _find_marks(read_markdown(text, dialect))), None)


def has_mark(document: Markdown) -> bool:
    """Tell whether a mark is left outside code."""
    return next(_find_marks(document), None) is not None


def _may_hold_mark(text: str, dialect: Dialect) -> bool:
    shown = dialect.mark.search(text) is not None or VALUE_MARK.search(text) is not None
    return shown or _JSON_KEY in text


def _find_marks(document: Markdown) -> Iterator[tuple[int, str]]:
    """Yield the marks outside code, and the lines (1-based) that they stand in.

    A text in which there can be none is not parsed.
    """
    for block in document.blocks if _may_hold_mark(document.text, document.dialect) else ():
        if block.kind not in _CODE:
            text = "".join(document.lines[block.start : block.end])
            if block.kind is BlockKind.FRONT_MATTER:
                yield from _find_value_marks(document, block.start + 1, text)
                continue
            if "sync:" not in text:
                continue
            code_span = _CODE_SPAN if block.table is None else _CODE_SPAN_IN_CELL
            shown = code_span.sub(lambda code: "\n" * code[0].count("\n"), text)
            for match in document.dialect.mark.finditer(shown):
                yield block.start + 1 + shown.count("\n", 0, match.start()), match[1]


def _find_value_marks(document: Markdown, line: int, text: str) -> Iterator[tuple[int, str]]:
    """Yield the marks of the front matter ``text``, which begins at a ``line`` (1-based)."""
    if _JSON_KEY in text:
        place = line + text.count("\n", 0, text.index(_JSON_KEY))
        yield from ((place, mark) for mark in find_json_marks(document.text).values())
    for match in VALUE_MARK.finditer(text):
        yield line + text.count("\n", 0, match.start()), match[1]
