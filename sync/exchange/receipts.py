"""What became of texts that an engine was asked for, and how much was sent for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from sync.exchange.judging import Problem
from sync.exchange.values import Document, HandoverEntry


class Fate(StrEnum):
    """What becomes of a text that nobody translated yet."""

    WRITTEN = "written"
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    NOT_SENT = "not-sent"
    LEFT = "left"
    TO_SEND = "to-send"


class TextFate(NamedTuple):
    """A text and its fate: what speaks against it, and what a person should look at."""

    entry: HandoverEntry
    fate: Fate
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


class Size(NamedTuple):
    """How much there is of something."""

    texts: int = 0
    units: int = 0
    words: int = 0
    characters: int = 0

    def plus(self, other: Size) -> Size:
        """Return both together."""
        return Size(*(ours + theirs for ours, theirs in zip(self, other, strict=True)))


class DocumentFate(NamedTuple):
    """A translation and the fates of its texts; ``whole`` is the size of its source."""

    document: Document
    texts: tuple[TextFate, ...]
    whole: Size


class Receipt(NamedTuple):
    """What a run of an engine came to.

    ``sent`` is what was asked for, or would be; ``surroundings`` counts the characters that were
    sent to help with it, and ``again`` what was asked for once more.
    """

    documents: tuple[DocumentFate, ...]
    sent: Size = Size()
    surroundings: int = 0
    again: Size = Size()
    is_dry: bool = False

    @property
    def whole(self) -> Size:
        """The size of the sources of which a text was sent."""
        return sum_up(each.whole for each in self.documents if any(map(_is_sent, each.texts)))

    @property
    def fates(self) -> Counter[Fate]:
        """How many texts have which fate."""
        return Counter(text.fate for each in self.documents for text in each.texts)

    @property
    def has_findings(self) -> bool:
        """Whether a text was refused, or got no answer."""
        return bool(self.fates[Fate.REFUSED] or self.fates[Fate.UNANSWERED])


def sum_up(sizes: Iterable[Size]) -> Size:
    """Return all sizes together."""
    total = Size()
    for each in sizes:
        total = total.plus(each)
    return total


def _is_sent(text: TextFate) -> bool:
    return text.fate not in (Fate.NOT_SENT, Fate.LEFT)
