"""Known texts that are much like one that is open: shown to who translates it, never filled in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from sync.align.likeness import LONG_TEXT
from sync.exchange.memory import TranslationMemory, Wording, tell_text
from sync.markdown.lines import fold_space

LEAST = 80
"""How alike texts must be, in percent. Of pairs of 95 and more the words of nine in ten nearly fit;
below 90 they are rather something to begin with.
"""

MOST = 3
"""How many suggestions a text gets."""


class TextMatch(NamedTuple):
    """Words for a text that is like another one, ``likeness`` in percent, rounded down.

    At 100 it is the very same text. ``document`` is the source of the first place that says so.
    """

    text: str
    words: str
    likeness: int
    document: str

    @property
    def is_exact(self) -> bool:
        """Whether the text is the very same."""
        return self.likeness == 100  # noqa: PLR2004  percent


class _Texts(NamedTuple):
    """The texts of a kind, sorted by length, which is most of what tells them apart."""

    texts: Sequence[str]
    lengths: Sequence[int]


class Suggester:
    """Finds what is known of texts like another one, in one language.

    Measured among 9,600 texts: half a millisecond a question.
    """

    def __init__(self, memory: TranslationMemory) -> None:
        """Take what is known; nothing is sorted before the first question."""
        self._memory = memory

    def suggest(self, kind: str, text: str) -> tuple[TextMatch, ...]:
        """Return up to three known texts and their words, the most alike first."""
        name, wanted = tell_text(kind, text)
        ranked = sorted(self._find(name, wanted), key=lambda each: -each[0])
        found: dict[str, TextMatch] = {}
        for score, known in ranked:
            for wording in self._memory.list_words((name, known)):
                found.setdefault(wording.words, _describe(wording, int(score)))
            if len(found) >= MOST:
                break
        return tuple(found.values())[:MOST]

    def _find(self, name: str, wanted: str) -> Iterator[tuple[float, str]]:
        """Yield the known texts that are alike enough, with how much they are."""
        if len(wanted) > LONG_TEXT:
            return
        from rapidfuzz import fuzz, process

        texts, lengths = self._texts.get(name, _Texts((), ()))
        # A ratio of r needs lengths of r / (2 - r) at least.
        share = LEAST / (200 - LEAST)
        first = bisect_left(lengths, len(wanted) * share)
        last = bisect_right(lengths, len(wanted) / share)
        near = texts[first:last]
        for known, score, _ in process.extract_iter(
            wanted, near, scorer=fuzz.ratio, score_cutoff=LEAST
        ):
            yield score, known

    @cached_property
    def _texts(self) -> dict[str, _Texts]:
        found: dict[str, list[str]] = {}
        for name, text in self._memory.sayings:
            if len(text) <= LONG_TEXT:
                found.setdefault(name, []).append(text)
        for texts in found.values():
            texts.sort(key=len)
        return {name: _Texts(texts, [*map(len, texts)]) for name, texts in found.items()}


def _describe(wording: Wording, likeness: int) -> TextMatch:
    document, pair = wording.sayings[0]
    return TextMatch(pair.text, wording.words, likeness, document.source)


def describe_suggestion(suggestion: TextMatch) -> str:
    """Say on one line what is known, for who reads a file."""
    text, words = (fold_space(each) for each in (suggestion.text, suggestion.words))
    known = f"known {suggestion.likeness}%, {suggestion.document}"
    return f"{known}: {words}" if suggestion.is_exact else f"{known}: {text} = {words}"
