"""Texts like an open one are shown with their words, the most alike first, and never filled in."""

from __future__ import annotations

from sync.exchange.memory import KnownDocument, KnownPair, TranslationMemory
from sync.exchange.suggestions import Suggester, TextMatch, describe_suggestion


def suggest(text: str, *pairs: tuple[str, str], kind: str = "paragraph") -> list[TextMatch]:
    known = tuple(
        KnownPair("code" if each.startswith("```") else "paragraph", each, words, 1, 1)
        for each, words in pairs
    )
    memory = TranslationMemory([KnownDocument("de", "tea.md", "de/tea.md", known)])
    return list(Suggester(memory).suggest(kind, text))


FOUR = (
    ("Boil the water for two minutes", "zwei"),
    ("Boil the water for ten minutes", "zehn"),
    ("Boil the water for six minutes.", "sechs"),
    ("Boil the water for two minutes!", "zwei!"),
)


def test_three_are_shown_the_most_alike_first() -> None:
    found = suggest("Boil the water for two minutes", *FOUR)
    assert [each.words for each in found] == ["zwei", "zwei!", "zehn"]
    assert [each.likeness for each in found] == [100, 98, 93]


def test_what_is_less_alike_is_not() -> None:
    assert suggest("Boil the milk", *FOUR) == []
    assert suggest("Tea", ("Teas", "Tees"), ("Leaf", "Blatt")) == [
        TextMatch("Teas", "Tees", 85, "tea.md")
    ]


def test_the_words_of_one_text_come_by_how_frequent_they_are() -> None:
    found = suggest("Tea", ("Tea", "Tee"), ("Tea", "Der Tee"), ("Tea", "Der  Tee"))
    assert [each.words for each in found] == ["Der Tee", "Tee"]


def test_the_sources_own_words_are_no_suggestion() -> None:
    assert suggest("Tea", ("Tea", "Tea"), ("Teas", "Teas")) == []


def test_code_is_like_code_alone() -> None:
    fence = "```sh\nboil --now\n```"
    assert suggest(fence, (fence, "kochen"), kind="paragraph") == []
    assert [each.likeness for each in suggest(fence, (fence, "kochen"), kind="code")] == [100]


def test_each_is_told_on_one_line() -> None:
    exact, like = TextMatch("Tea", "Tee\nda", 100, "a.md"), TextMatch("Teas", "Tees", 85, "a.md")
    assert describe_suggestion(exact) == "known 100%, a.md: Tee da"
    assert describe_suggestion(like) == "known 85%, a.md: Teas = Tees"
