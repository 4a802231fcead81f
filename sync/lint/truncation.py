"""Whether a row breaks off, which its own text and the source's row beside it tell."""

from __future__ import annotations

import re
import unicodedata

from sync.markdown.cells import find_spans, has_trailing_pipe
from sync.markdown.document import Row
from sync.markdown.inline import read_inline
from sync.markdown.marks import read_mark

# A cell with no more letters than this, where the source has a sentence, is the rest of one.
_REST = 3
_SENTENCE = 40
_WIDE_SENTENCE = 60
_ESCAPED = re.compile(r"\\.")
# Runs of two signs that touch a word: others are no emphasis (CommonMark 6.2).
_FLANKING = {
    "**": re.compile(r"(?<!\*)\*\*(?!\*)(?=\S)|(?<=[^\s*])\*\*(?!\*)"),
    "~~": re.compile(r"(?<!~)~~(?!~)(?=\S)|(?<=[^\s~])~~(?!~)"),
}
_OPENING = re.compile(r"(?<![\w*])\*(?![\s*])")
_CLOSING = re.compile(r"(?<=[^\s*])\*(?!\*)")
# A backtick before a word; within one it is a letter, as in Uzbek.
_TICK = re.compile(r"(?<!\w)`(?=\S)")
# Quotation marks of the typewriter, and a face: no code, no link.
_TYPED = re.compile(r"``(?=[^\s`])[^`]*?''|(?<!\w)[:;=]-?\[(?!\w)")
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
    mark, text = read_mark(after) if "<!--" in after else (None, after)
    if mark is not None or not text:
        return None
    if before and not text.strip(_EMPHASIS) and before.strip(_EMPHASIS):
        return f"cell breaks off: {text!r} is all that is left of it"
    if len(text) <= _REST and any(map(str.isalpha, text)) and _is_sentence(before, text):
        return f"cell breaks off: {text!r} is all that is left of a sentence"
    unclosed = _find_unclosed(text, before)
    if unclosed is None or _find_unclosed(before, before) is not None:
        return None
    return f"cell breaks off, or lost a part: {unclosed} is never closed"


def _is_sentence(before: str, rest: str) -> bool:
    """Tell whether the source's cell says more than any language can in as few letters."""
    is_wide = any(unicodedata.east_asian_width(letter) in "WF" for letter in rest)
    least = _WIDE_SENTENCE if is_wide else _SENTENCE
    return len(before) >= least and len(read_inline(before).words) >= least


def _find_unclosed(text: str, before: str) -> str | None:
    """Return what a cell opens and does not close again.

    A single asterisk may be a sign for something else, unless the source uses it in pairs.
    """
    if not any(sign in text for sign in "*~`["):
        return None
    words = _TYPED.sub("", _ESCAPED.sub("", read_inline(text).words))
    pairs = _ESCAPED.sub("", read_inline(before).words)
    for sign, flanking in _FLANKING.items():
        if words.count(sign) % 2 and len(flanking.findall(words)) % 2:
            return sign
    if _TICK.search(words) or ("`" in words and "`" in before):
        return "`"
    if words.count("[") > words.count("]"):
        return "["
    if "](" in words:
        return "]("
    opened, closed = len(_OPENING.findall(words)), len(_CLOSING.findall(words))
    return "*" if opened > closed and _OPENING.search(pairs) and _CLOSING.search(pairs) else None
