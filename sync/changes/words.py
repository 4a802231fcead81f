"""Which words, or lines, of two texts differ."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# A word, a character of a script that puts no blanks between words, blanks, or any other sign.
_WORDS = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|\w+|\s+|.", re.DOTALL
)
# Longer texts are told as a whole: nobody reads them word by word.
_MOST = 2000


class Stretch(NamedTuple):
    """A part of a text, and whether the other text says something else there."""

    text: str
    differs: bool


def compare_words(before: str, after: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Split two texts into what is the same and what is not."""
    return _compare(before, after, _WORDS.findall)


def compare_lines(before: str, after: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Do the same to code, of which a line is the same or is not."""
    return _compare(before, after, lambda text: text.splitlines(keepends=True))


def _compare(
    before: str, after: str, split: Callable[[str], Sequence[str]]
) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    ours, theirs = split(before), split(after)
    if max(len(ours), len(theirs)) > _MOST:
        return (Stretch(before, differs=True),), (Stretch(after, differs=True),)
    left: list[Stretch] = []
    right: list[Stretch] = []
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        for stretches, words in ((left, ours[a:b]), (right, theirs[c:d])):
            if words:
                stretches.append(Stretch("".join(words), tag != "equal"))
    return _join(left), _join(right)


def _join(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Join stretches that differ and have nothing but blanks between them."""
    joined: list[Stretch] = []
    for place, stretch in enumerate(stretches):
        is_gap = stretch.text.isspace() and 0 < place < len(stretches) - 1
        differs = stretch.differs or is_gap
        if joined and joined[-1].differs and differs:
            joined[-1] = Stretch(joined[-1].text + stretch.text, differs=True)
        else:
            joined.append(Stretch(stretch.text, differs))
    return tuple(joined)
