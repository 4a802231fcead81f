"""What comes into a section that the translation lacks comes with the section's heading."""

from __future__ import annotations

import pytest

from tests.merge.merging import merge_twice

OLD = """# Tea 1

About `tea`.

## Cups 2

Of `tin`.

## Pots 3

Of `clay`.

### Lids 4

Of `glass`.

## End 5

All of `it`.
"""
SECTION = "## Pots 3\n\nOf `clay`.\n\n### Lids 4\n\nOf `glass`.\n\n"
WORDS = {
    "About": "Vom",
    "Of": "Aus",
    "All of": "Alles von",
    "Cups": "Tassen",
    "Pots": "Kannen",
    "Lids": "Deckel",
    "End": "Ende",
    "# Tea": "# Tee",
}
POTS = "## Pots 3<!-- sync:untranslated -->\n\n"
LIDS = "### Lids 4<!-- sync:untranslated -->\n\n"
TEXT = "A new one.\n\n"
MARKED = "A new one. <!-- sync:untranslated -->\n\n"


def translate(text: str) -> str:
    for old, new in WORDS.items():
        text = text.replace(old, new)
    return text


def put_in(text: str, beside: str, new: str) -> str:
    assert beside in text
    return text.replace(beside, beside + new)


@pytest.mark.parametrize(
    ("beside", "new", "expected"),
    [
        pytest.param("Of `clay`.\n\n", TEXT, POTS + MARKED, id="a text"),
        pytest.param("Of `glass`.\n\n", TEXT, POTS + LIDS + MARKED, id="in both"),
        pytest.param(
            "Of `clay`.\n\n",
            "- one\n- two\n\n",
            f"{POTS}- one <!-- sync:untranslated -->\n- two <!-- sync:untranslated -->\n\n",
            id="a list",
        ),
        pytest.param(
            "Of `clay`.\n\n", "```sh\nboil\n```\n\n", POTS + "```sh\nboil\n```\n\n", id="code"
        ),
        pytest.param("Of `tin`.\n\n", TEXT, MARKED, id="the section before"),
        pytest.param(
            "Of `glass`.\n\n",
            f"## Milk 6\n\n{TEXT}",
            f"## Milk 6<!-- sync:untranslated -->\n\n{MARKED}",
            id="a new section behind it",
        ),
    ],
)
def test_it_does_not_stand_under_another_heading(beside: str, new: str, expected: str) -> None:
    there = translate(OLD.replace(SECTION, ""))
    merged = merge_twice(OLD, put_in(OLD, beside, new), there)
    assert merged.text == put_in(there, "Aus `tin`.\n\n", expected)


def test_a_section_that_is_there_is_not_brought() -> None:
    there = translate(OLD)
    merged = merge_twice(OLD, put_in(OLD, "Of `clay`.\n\n", TEXT), there)
    assert merged.text == put_in(there, "Aus `clay`.\n\n", MARKED)


def test_of_two_only_the_one_that_lacks_is_brought() -> None:
    there = translate(OLD.replace("### Lids 4\n\nOf `glass`.\n\n", ""))
    merged = merge_twice(OLD, put_in(OLD, "Of `glass`.\n\n", TEXT), there)
    assert merged.text == put_in(there, "Aus `clay`.\n\n", LIDS + MARKED)


def test_what_did_not_change_brings_nothing() -> None:
    there = translate(OLD.replace(SECTION, ""))
    new = OLD.replace("All of", "Most of")
    assert "Pots" not in merge_twice(OLD, new, there).text


@pytest.mark.parametrize("lacks", [True, False])
def test_what_moves_into_one_goes_under_its_heading(*, lacks: bool) -> None:
    moved = "Of `tin`, 6 cups.\n\n"
    old = put_in(OLD, "Of `tin`.\n\n", moved)
    new = put_in(OLD, "Of `clay`.\n\n", moved)
    there = translate(old.replace(SECTION, "") if lacks else old)
    words = translate(moved)
    rest = there.replace(words, "")
    expected = put_in(rest, "Aus `tin`.\n\n", POTS + words) if lacks else translate(new)
    assert merge_twice(old, new, there).text == expected
