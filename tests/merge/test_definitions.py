"""Definitions of links, where the source gives them other labels, or takes them out."""

from __future__ import annotations

import pytest

from tests.merge.merging import merge_all, merge_twice
from tests.merge.test_labels import list_targets

OLD = """# Tea

See [the shop][shop] for cups.

Warm them.

[shop]: https://tea.example/1 "The shop"
"""
THERE = """# Tee

Tassen hat [der Laden][shop].

Wärme sie.

[shop]: https://tea.example/1 "Der Laden"
"""
TABLE = "| cup | where |\n| --- | --- |\n| red | [there][shop] |\n\n"
IN_CELL = TABLE + OLD.replace("[the shop][shop]", "the shop")
CELL = TABLE.replace("there", "dort")
UNLINKED = THERE.replace("[der Laden][shop]", "der Laden")
RENAMED = OLD.replace("[shop]", "[store]")
LABEL, INLINE = "[shop]", "(https://tea.example/1)"


def take_out(text: str) -> str:
    return text.partition("\n[shop]: ")[0]


def test_a_definition_with_another_label_keeps_its_own_and_its_title() -> None:
    merged = merge_all(OLD, RENAMED, THERE)
    assert (merged.text, merged.notes) == (THERE, ())


def test_what_comes_new_names_the_label_that_stays() -> None:
    new = RENAMED.replace("cups.", "cups.\n\nOr [ask them][store].")
    added = "Laden][shop].\n\nOr [ask them][shop]. <!-- sync:untranslated -->"
    assert merge_all(OLD, new, THERE).text == THERE.replace("Laden][shop].", added)


def test_a_title_that_goes_is_named() -> None:
    merged = merge_all(OLD, RENAMED.replace("The shop", "The store"), THERE)
    assert merged.text == THERE.replace("Der Laden", "The store")
    assert [note.message for note in merged.notes] == ['taken out: "Der Laden"']


@pytest.mark.parametrize(
    ("old", "new", "there"),
    [
        (OLD, RENAMED.replace("/1", "/2"), THERE),
        (OLD, take_out(OLD.replace("][shop] for", f"]{INLINE} for all")), THERE),
        (IN_CELL, take_out(IN_CELL.replace("][shop]", f"]{INLINE} now")), CELL + UNLINKED),
    ],
)
def test_no_link_loses_its_definition(old: str, new: str, there: str) -> None:
    merged = merge_twice(old, new, there)
    assert "[shop]: https://tea.example/1" in merged.text
    assert list_targets(merged.text)[-1] == "https://tea.example/1"


def test_a_definition_that_nothing_names_goes() -> None:
    texts = [OLD, take_out(OLD), THERE]
    old, new, there = (each.replace(f"]{LABEL}", f"]{INLINE}") for each in texts)
    merged = merge_all(old, new, there)
    assert merged.text == take_out(there)
    assert [note.message for note in merged.notes] == ['taken out: "Der Laden"']


def test_noop_a_definition_that_the_source_has() -> None:
    there = THERE.replace("[shop]", "[Laden]")
    new = OLD.replace("Warm them", "Warm them up")
    expected = there.replace("Wärme sie.", "Wärme sie. <!-- sync:fuzzy -->")
    assert merge_all(OLD, new, there).text == expected
