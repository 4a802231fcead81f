"""Whether a row breaks off, which its own text and the source's row beside it tell."""

from __future__ import annotations

import re
import unicodedata

from sync.markdown.cells import find_spans, has_trailing_pipe
from sync.markdown.document import Row
from sync.markdown.inline import read_inline
from sync.markdown.marks import read_mark

# A cell with fewer characters than this, where the source has as many words, is a rest of one.
_REST = 3
_SENTENCE = 60
_ESCAPED = re.compile(r"\\.")
_STOPS = (".", "!", "?")
_EMPHASIS = "*_~`[]()<> \t"


def find_truncation(old: Row, new: Row, columns: int) -> tuple[int, str] | None:
    """Return the column (0-based) at which a translated row breaks off, and how one can tell.

    ``columns`` is the number of the table's columns.
    """
    wanted = old.cells[:columns]
    if any(wanted[len(new.cells) :]):
        message = f"row breaks off: it has {len(new.cells)} of its source's {len(wanted)} cells"
        return len(new.raw.rstrip()), message
    for place, (before, after) in enumerate(zip(wanted, new.cells, strict=False)):
        rest = _find_rest(before, after)
        if rest is not None:
            return find_spans(new.raw, new.offset)[place].start, rest
    if _ends_early(old, new):
        return len(new.raw.rstrip()), "row breaks off: neither its sentence nor its cell is closed"
    return None


def _ends_early(old: Row, new: Row) -> bool:
    """Tell whether a row lacks its last pipe, and its text the full stop, that the source's has."""
    end = new.raw.rstrip()[-1:]
    if not end or end == "|" or not old.cells or not has_trailing_pipe(old.raw, old.offset):
        return False
    return old.cells[-1].endswith(_STOPS) and unicodedata.category(end)[0] in "LM"


def _find_rest(before: str, after: str) -> str | None:
    """Return how one can tell that a cell is the rest of a longer one; None if it is whole."""
    mark, text = read_mark(after)
    if mark is not None or not text:
        return None
    if before and not text.strip(_EMPHASIS) and before.strip(_EMPHASIS):
        return f"cell breaks off: {text!r} is all that is left of it"
    if len(text) <= _REST and _is_sentence(before) and any(map(str.isalpha, text)):
        return f"cell breaks off: {text!r} is all that is left of a sentence"
    unclosed = _find_unclosed(text)
    if unclosed is None or unclosed not in before or _find_unclosed(before) is not None:
        return None
    return f"cell breaks off, or lost a part: {unclosed} is never closed"


def _is_sentence(text: str) -> bool:
    return len(text) >= _SENTENCE and len(read_inline(text).words) >= _SENTENCE


def _find_unclosed(text: str) -> str | None:
    """Return what a cell opens and does not close again."""
    if not any(sign in text for sign in "*`["):
        return None
    words = _ESCAPED.sub("", read_inline(text).words)
    if words.count("**") % 2:
        return "**"
    if "`" in words:
        return "`"
    if words.count("[") > words.count("]"):
        return "["
    return "](" if "](" in words else None
