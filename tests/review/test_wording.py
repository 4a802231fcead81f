"""What counts as saying something else: each pair with a twin that says the same."""

from __future__ import annotations

import pytest

from sync.review.wording import is_same_spelled, says_otherwise


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Green tea", "Black tea"),
        ("Steep for long", "Steep"),
        ("Hot water", "Hot boiled water"),
        ("It can boil", "It can't boil"),
        ("It could boil", "It couldn't boil"),
        ("Do this now", "Do this not"),
        ("available", "unavailable"),
        ("enable", "disable"),
        ("include", "exclude"),
        ("minimum", "maximum"),
        ("useful", "useless"),
        ("with milk", "without milk"),
        ("Tea", "Tea set"),
        ("in", "on"),
        ("可以", "不可以"),
        ("", "Tea"),
    ],
)
def test_other_words(before: str, after: str) -> None:
    assert says_otherwise(before, after)
    assert says_otherwise(after, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Green tea", "Green tea"),
        ("green tea", "Green Tea."),
        ("Green tea", "**Green** _tea_"),
        ("Tea, milk and sugar", "Tea, milk, and sugar"),
        ("recieve", "receive"),
        ("polices and rules", "policies and rules"),
        ("from teh pot", "from the pot"),
        ("form the pot", "from the pot"),
        ("colour", "color"),
        ("organise", "organize"),
        ("programme", "program"),
        ("web site", "website"),
        ("sign-in", "sign in"),
        ("It can't boil", "It cannot boil"),
        ("It isn't hot", "It is not hot"),
        ("It won't boil", "It will not boil"),
        ("It's hot", "It is hot"),
        ("a cup", "cups"),
        ("Boil water", "Boil the water"),
        ("Tea &amp; milk", "Tea & milk"),
        ("Brew it <br> now", "Brew it now"),
        ("[Steps](a.md)", "[Steps](b.md)"),
        ("2 cups", "5 cups"),
        ("Teé", "Teè"),
        ("可以。", "可以"),
    ],
)
def test_spelling_and_punctuation(before: str, after: str) -> None:
    assert not says_otherwise(before, after)
    assert not says_otherwise(after, before)


def test_the_same_letters_and_digits() -> None:
    assert is_same_spelled("1 GB, sign-in", "1GB sign in")
    assert not is_same_spelled("1 GB", "2 GB")
