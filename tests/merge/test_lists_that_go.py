"""A list that the source took out goes with all its items, also those that nothing tells apart."""

from __future__ import annotations

import re

import pytest

from tests.merge.merging import merge_all, merge_twice

TOP = "# `Tea`\n\nSee [the cups](cups.md) first.\n\n"
OLD = TOP + (
    "- [Pots](pots.md):\n\n    - Red pots\n    - Blue pots of the finest porcelain\n\n"
    "- [Cups](more.md):\n\n    - Big cups\n\nAnd `sip`.\n"
)
THERE = (
    OLD.replace("See [the cups](cups.md) first.", "Zuerst [die Tassen](cups.md).")
    .replace("Red pots", "Rote Kannen, aus feinstem Ton gebrannt")
    .replace("Blue pots of the finest porcelain", "Blaue Kannen")
    .replace("Big cups", "Große Tassen")
    .replace("And", "Und")
)
ENDS = {"whole": "And `sip`.\n", "a part": "- [Cups](more.md):\n\n    - Big cups\n\nAnd `sip`.\n"}


@pytest.mark.parametrize("rest", ENDS)
def test_items_of_a_list_go_with_it(rest: str) -> None:
    new = TOP + ENDS[rest]
    merged = merge_twice(OLD, new, THERE)
    assert "Kannen" not in merged.text
    assert ("Große" in merged.text) is (rest == "a part")
    taken = " ".join(note.message for note in merged.notes)
    assert "Rote Kannen" in taken
    assert "Blaue Kannen" in taken


def test_an_item_of_the_translators_own_stays() -> None:
    there = THERE.replace("    - Blaue Kannen\n", "    - Blaue Kannen\n    - Unsere Kannen\n")
    pots = "    - Red pots\n    - Blue pots of the finest porcelain\n"
    new = OLD.replace(pots, "    - All pots\n")
    merged = merge_all(OLD, new, there)
    assert merged.refusal is None
    assert merged.text.count(" <!-- sync:fuzzy -->") == 3  # which is whose, nobody knows


DEEP = TOP + (
    "- [Pots](pots.md)\n  - [Clay](clay.md)\n    - Red ones\n    - Blue ones\n\n"
    "      Painted by hand.\n\n  - White ones\n\nAnd `sip`.\n"
)
DEEP_THERE = (
    DEEP.replace("Red ones", "Rote Kannen")
    .replace("Blue ones\n", "Blaue Kannen\n    - Unsere Kannen\n")
    .replace("Painted by hand", "Von Hand bemalt")
    .replace("White ones", "Weiße Kannen")
    .replace("And", "Und")
)


@pytest.mark.parametrize("quote", ["", "> "])
def test_what_stays_of_a_list_moves_out_to_where_it_is_one(quote: str) -> None:
    old, new, there = (
        "".join(f"{quote}{line}".rstrip() + "\n" for line in text.splitlines())
        for text in (DEEP, TOP + "And `sip`.\n", DEEP_THERE)
    )
    merged = merge_twice(old, new, there)
    words = ("Rote", "Blaue", "Unsere")  # one of them is the translator's own
    items = [line for line in merged.text.splitlines() if any(map(line.__contains__, words))]
    assert items == [f"{quote}- {word} Kannen <!-- sync:fuzzy -->" for word in words]


def test_it_stays_where_it_is_while_what_it_is_in_stays() -> None:
    new = DEEP.replace("    - Red ones\n    - Blue ones\n\n      Painted by hand.\n\n", "")
    merged = merge_all(DEEP, new, DEEP_THERE)
    assert merged.refusal is None
    assert "\n    - Unsere Kannen" in merged.text


SECTIONS = TOP + (
    "## `pots`\n\nClay ones are the best of all.\n\n## `cups`\n\nHow to hold one.\n\n"
    "---\n\n## `trays`\n\nThey carry `all`.\n"
)
SECTIONS_THERE = (
    SECTIONS.replace("Clay ones are the best of all.", "Aus Ton, sagt man.")
    .replace("How to hold one.", "Wie man eine richtig hält, ohne sich daran zu verbrennen.")
    .replace("They carry", "Sie tragen")
)


@pytest.mark.parametrize("kept", [True, False])
def test_what_stands_below_a_heading_that_goes_goes_with_it(kept: bool) -> None:
    section = "## `cups`\n\nHow to hold one.\n\n"
    new = SECTIONS.replace(section, "## `cups`\n\nNobody needs one.\n\n" if kept else "")
    merged = merge_all(SECTIONS, new, SECTIONS_THERE)
    assert merged.refusal is None
    assert ("Wie man eine" in merged.text) is kept
    assert "Aus Ton, sagt man.\n" in merged.text
    assert any("Wie man eine" in note.message for note in merged.notes) is not kept


def test_anchors_of_a_translator_keep_nothing_from_going() -> None:
    old, plain = (text.replace("---\n\n", "") for text in (SECTIONS, SECTIONS_THERE))
    new = old.replace("## `cups`\n\nHow to hold one.\n\n", "")
    there, after = (
        re.sub(r"^## `(\w+)`", r'<a id="my-\1"></a>\n\n\g<0>', text, flags=re.MULTILINE)
        for text in (plain, merge_all(old, new, plain).text)
    )
    assert "Wie man eine" not in after
    assert merge_all(old, new, there).text == after
