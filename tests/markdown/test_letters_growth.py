"""The proof by letters reads each line of a text once, whatever stands in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.oddities import ODDITIES
from sync.markdown.canonical import simplify
from sync.markdown.letters import differ_in_letters
from tests.pathological.work import LINEAR, Action, count_lines, measure_growth

BELOW = "\n| A | B |\n| --- | --- |\n| a | {} |\n"
DELIMITERS: dict[str, Callable[[int], str]] = {
    "lines": lambda n: "x\n" + "|---|---|\n" * n,
    "colons": lambda n: "x\n" + ":-:\n" * n,
    "quoted": lambda n: "> x\n" + "> --|--\n" * n,
    "breaks": lambda n: "\n" + "- - -\n" * n,
    "tables": lambda n: "a | b\n- | -\nc | d\n" * n,
    "wide": lambda n: "x\n" + "".join(f"{'|---' * (60 - k % 50)}|\n" for k in range(n)),
}


def compare(make: Callable[[int], str]) -> Callable[[int], Action]:
    def prepare(size: int) -> Action:
        pair = [simplify(make(size) + BELOW.format(word)) for word in ("word", "term")]
        return lambda: differ_in_letters(*pair)

    return prepare


@pytest.mark.parametrize("name", DELIMITERS)
def test_lines_like_delimiters_are_read_in_proportion(name: str) -> None:
    assert measure_growth(compare(DELIMITERS[name]), 40) < LINEAR


@pytest.mark.parametrize("name", ODDITIES)
def test_texts_that_nobody_means_are_read_in_proportion(name: str) -> None:
    def make(size: int) -> str:
        return ODDITIES[name](size).source

    assert count_lines(compare(make)(64)).total() < 5 * count_lines(compare(make)(16)).total() + 900


@pytest.mark.parametrize(
    ("text", "keeps"),
    [
        ("x\n|---|\n|---|---|\n| a | b |\n\nx\n", False),
        ("x\n|---|---|\n|---|\n| a |\n\nx\n", True),
        ("x\n|---|\n| a |\n\n|---|---|\n| a | b |\n", True),
        ("x\n|---|\n\n| a | b |\n", True),
        ("x\n> |---|\n> | a | b |\n", False),
        ("x\n|---|---|\n" + "| a |\n" * 59_000, True),
        ("x\n|---|---|\n" + "| a |\n" * 61_000, False),
        ("x\n|---|---|\n" + "| a | b |\n" * 61_000, True),
        ("x\n|---|---|\n" + "| | |\n" * 61_000, True),
        ("x\n|---|---|\n" + "| a | | |\n" + "| a |\n" * 60_000, False),
        ("x\n|---|---|\n" + "a\n" * 61_000, False),
    ],
)
def test_a_cell_beyond_the_delimiters_above_it_may_go(text: str, *, keeps: bool) -> None:
    assert differ_in_letters(f"{text}\n\nword\n", f"{text}\n\nterm\n") is keeps


@pytest.mark.parametrize(
    "text", ["1" * 50_000 + "a", "mailto:" * 20_000, "@[" * 50_000, "x\n" + ">" * 50_000 + "\n"]
)
def test_a_long_word_is_looked_at_once(text: str) -> None:
    """Each took a time that grows with the square: none comes to an end if it still does."""
    assert differ_in_letters(f"{text} word\n", f"{text} term\n")


@pytest.mark.parametrize(
    "text",
    ["mailto:mailto:é", "mailto:a&amp;b mailto:c", "http://[a]x@[4]", "@[ ]:[b]", "12mailto:é"],
)
def test_what_stands_late_in_a_word_is_seen(text: str) -> None:
    assert not differ_in_letters(f"{text} word\n", f"{text} term\n")
