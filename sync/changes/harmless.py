"""Whether an edit of a text leaves its tables, and all that is looked for in them, as they are.

Nothing is parsed for that: most edits of a translation reword a line of prose, and a gate that
runs on every commit need not read Markdown to see it.
"""

from __future__ import annotations

# What could be part of a table, of code, of HTML or of a mark, or could begin or end one.
_TELLING = frozenset("|`~<>\r\t\f\v\x1c\x1d\x1e\x85\u2028\u2029")
_DEEPEST = 3


def is_harmless(before: bytes, after: bytes) -> bool:
    """Tell whether two texts differ in words of prose only, as far as that shows at once.

    Lines that begin with a letter, and hold nothing that could be markup of a block, may say
    something else, and paragraphs of such lines may follow at the end: by CommonMark's rules
    (chapter 4) no block begins or ends otherwise because of that.
    """
    try:
        old, new = (text.decode().split("\n") for text in (before, after))
    except UnicodeDecodeError:
        return False
    added = new[len(old) :]
    if len(new) < len(old) or (added and (old[-1] or new[len(old) - 1])):
        return False
    pairs = zip(old, new, strict=False)
    return all(ours == theirs or _is_same_kind(ours, theirs) for ours, theirs in pairs) and all(
        not line.strip(" ") or _is_prose(line) for line in added
    )


def _is_same_kind(ours: str, theirs: str) -> bool:
    indent = len(ours) - len(ours.lstrip(" "))
    is_prose = _is_prose(ours) and _is_prose(theirs)
    return is_prose and ours[:indent] == theirs[:indent] and theirs[indent] != " "


def _is_prose(line: str) -> bool:
    text = line.lstrip(" ")
    is_shallow = len(line) - len(text) <= _DEEPEST
    return is_shallow and text[:1].isalpha() and _TELLING.isdisjoint(text.removesuffix("\r"))
