"""Whether an edit of a text says something else, or spells and punctuates the same.

Words are compared as a reader would: without case, markup and punctuation, contractions written
out. What English makes of them is English alone; other languages only miss that leniency.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence

from sync.markdown.inline import read_inline

_WORD = re.compile(r"[^\W_]+")
_ACCENT = re.compile("[\u0300-\u036f]")
_NOT = re.compile(r"\b(?:can['’]t|cannot)\b|\bwon['’]t\b|n['’]t\b")
_WRITTEN_OUT = {"s": "is", "re": "are", "ll": "will", "ve": "have", "d": "would", "m": "am"}
_ARTICLES = frozenset({"a", "an", "the"})
# Scripts in which one character is a word or most of one: no slip of the keyboard is one of them.
_DENSE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
# A slip changes one letter of a word of at least four, two of at least eight.
_SHORT, _LONG = 4, 8
_ENDING = 2


def says_otherwise(before: str, after: str) -> bool:
    """Tell whether a word was added, removed or exchanged between two versions of a text.

    Case, accents, punctuation, articles, contractions, plurals and slips of a letter do not count;
    numbers, links and code are not looked at.
    """
    ours, theirs = _read_words(before), _read_words(after)
    if ours == theirs:
        return False
    from rapidfuzz.distance import Levenshtein

    old: list[str] = []
    new: list[str] = []
    for step in Levenshtein.opcodes(ours, theirs):
        if step.tag != "equal":
            old += ours[step.src_start : step.src_end]
            new += theirs[step.dest_start : step.dest_end]
        elif _differ(old, new):
            return True
        else:
            old, new = [], []
    return _differ(old, new)


def _read_words(text: str) -> list[str]:
    """Return the words of a cell's raw text, folded; what holds a digit is left out."""
    words = _WORD.findall(_NOT.sub(_write_out, _read_plain(text)))
    return [word for word in words if not any(map(str.isdigit, word))]


def find_names(text: str) -> list[str]:
    """Return the words of a cell's raw text that hold both letters and digits, folded."""
    words = _WORD.findall(_read_plain(text))
    return [word for word in words if any(map(str.isdigit, word)) and not word.isdigit()]


def is_same_spelled(before: str, after: str) -> bool:
    """Tell whether two cells' raw texts have the same letters and digits in the same order."""
    ours, theirs = ("".join(_WORD.findall(_read_plain(text))) for text in (before, after))
    return ours == theirs


def _read_plain(text: str) -> str:
    plain = html.unescape(read_inline(text).words).casefold()
    return _ACCENT.sub("", unicodedata.normalize("NFKD", plain))


def _write_out(match: re.Match[str]) -> str:
    start = match[0][:2]
    verb = {"ca": "can", "wo": "will"}.get(start, "")
    return f"{verb} not"


def _differ(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether two stretches of words, each between shared ones, say other things."""
    without = [[word for word in side if word not in _ARTICLES] for side in (ours, theirs)]
    return not (_are_same_words(ours, theirs) or _are_same_words(*without))


def _are_same_words(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    if "".join(ours) == "".join(theirs):
        return True
    return len(ours) == len(theirs) and all(map(_is_same_word, ours, theirs))


def _is_same_word(ours: str, theirs: str) -> bool:
    if ours == theirs or _WRITTEN_OUT.get(ours) == theirs or _WRITTEN_OUT.get(theirs) == ours:
        return True
    shorter, longer = sorted((ours, theirs), key=len)
    # A word's first letter is seldom mistyped, and often all that denies it (`unable`, `illegal`).
    if shorter[0] != longer[0] or _DENSE.search(longer):
        return False
    from rapidfuzz.distance import OSA

    distance = OSA.distance(shorter, longer)
    if sorted(shorter) == sorted(longer):
        return distance == 1  # two letters that changed places
    if len(shorter) < _SHORT:
        return longer == f"{shorter}s"
    if longer.startswith(shorter) and len(longer) - len(shorter) <= _ENDING:
        return True
    return distance <= (2 if len(shorter) >= _LONG else 1)
