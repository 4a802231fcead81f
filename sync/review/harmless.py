"""Whether an edit of a text leaves its tables, and all that is looked for in them, as they are.

Nothing is parsed for that: most edits of a translation reword a line of prose, and a gate that
runs on every commit need not read Markdown to see it.
"""

from __future__ import annotations

import re
import unicodedata

# What could be part of a table, of code, of HTML or of a mark, or could begin or end one.
_TELLING = frozenset("|`~<>\r\t\f\v\x1c\x1d\x1e\x85\u2028\u2029")
# What could be part of a link, of emphasis, of an escape or an entity within a cell.
_MARKUP = _TELLING - {"|"} | frozenset("[]()*_\\&:/@=")
# A code span with nothing in it that could end it, or the row, before its end does.
_CODE = re.compile(r"(?<!`)`[^`|\\<>]+`(?!`)")
_HIDDEN = "\ufffc"
_DEEPEST = 3
_FEWEST_CELLS = 4  # of a row between two pipes, what stands before the first and behind the last


def is_harmless(before: bytes, after: bytes) -> bool:
    """Tell whether two texts differ in words only, as far as that shows at once.

    Lines that begin with a letter, and hold nothing that could be markup of a block, may say
    something else, and paragraphs of such lines may follow at the end: by CommonMark's rules
    (chapter 4) no block begins or ends otherwise because of that. So may the cells of a row, but
    the first, in other words and no fewer of them: its punctuation, digits, symbols and code stay.
    """
    try:
        old, new = (text.decode().split("\n") for text in (before, after))
    except UnicodeDecodeError:
        return False
    added = new[len(old) :]
    if len(new) < len(old) or (added and (old[-1] or new[len(old) - 1])):
        return False
    pairs = zip(old, new, strict=False)
    known = set(old)
    return all(
        ours == theirs
        or _is_same_kind(ours, theirs)
        or (theirs not in known and _is_reworded_row(ours, theirs))
        for ours, theirs in pairs
    ) and all(not line.strip(" ") or _is_prose(line) for line in added)


def _is_same_kind(ours: str, theirs: str) -> bool:
    indent = len(ours) - len(ours.lstrip(" "))
    is_prose = _is_prose(ours) and _is_prose(theirs)
    return is_prose and ours[:indent] == theirs[:indent] and theirs[indent] != " "


def _is_prose(line: str) -> bool:
    text = line.lstrip(" ")
    is_shallow = len(line) - len(text) <= _DEEPEST
    if "sync:" in text:
        return False  # a mark of front matter
    return is_shallow and text[:1].isalpha() and _TELLING.isdisjoint(text.removesuffix("\r"))


def _is_reworded_row(ours: str, theirs: str) -> bool:
    """Tell whether two lines that begin with a pipe are a row whose words alone differ."""
    old, new = ours.removesuffix("\r").split("|"), theirs.removesuffix("\r").split("|")
    if len(old) != len(new) or len(old) < _FEWEST_CELLS or old[0] or old[1] != new[1]:
        return False
    pairs = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    return ours.endswith("\r") == theirs.endswith("\r") and all(
        _is_reworded_cell(*pair) for pair in pairs
    )


def _is_reworded_cell(ours: str, theirs: str) -> bool:
    if "`" in ours:
        if _CODE.findall(ours) != _CODE.findall(theirs):
            return False
        ours, theirs = (_CODE.sub(_HIDDEN, cell) for cell in (ours, theirs))
    if not (_MARKUP.isdisjoint(ours) and _MARKUP.isdisjoint(theirs)):
        return False
    words = len(ours.split())
    return 0 < words <= len(theirs.split()) and _strip_words(ours) == _strip_words(theirs)


def _strip_words(cell: str) -> str:
    """Return what a cell holds but for letters, the marks upon them, and blanks."""
    return "".join(c for c in cell if c != " " and unicodedata.category(c)[0] not in "LM")
