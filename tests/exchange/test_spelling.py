"""Links of a translation as its source spells them, and back."""

from __future__ import annotations

import pytest

from sync.exchange.rules import find_refusals
from sync.exchange.spelling import globalise
from tests.merge.merging import SPACE


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("cups.md", "cups.md"),
        ("cups.md#a", "cups.md#a"),
        ("../README.md", "../README.md"),
        ("../../../guide/other.md", "other.md"),
        ("../../../guide/other.md#a", "other.md#a"),
        ("../../../pot.png", "../pot.png"),
        ("../own/pot.png", "../translations/xx/own/pot.png"),
        ("../translated_images/pot.1a.png", "../translations/xx/translated_images/pot.1a.png"),
        ("../../yy/guide/cups.md", "../translations/yy/guide/cups.md"),
        ("https://tea.example/a", "https://tea.example/a"),
        ("#there", "#there"),
        ("a%20b.md", "../translations/xx/guide/a%20b.md"),
        ("../../../guide/a%20b.md", "a%20b.md"),
    ],
)
def test_a_link_leads_back_to_where_it_led(written: str, spelled: str) -> None:
    words = f"Siehe [das]({written})."
    assert globalise(words, (), SPACE) == f"Siehe [das]({spelled})."
    assert SPACE.localise(globalise(words, (), SPACE)) == words


@pytest.mark.parametrize("written", ["../../../guide/cups.md", "../../../README.md#a"])
def test_a_file_may_have_been_translated_since(written: str) -> None:
    """The source's own file was all that there was; its copy says the same."""
    [spelled] = [globalise(f"[das]({written})", (), SPACE)[6:-1]]
    assert SPACE.resolve_source(spelled) == SPACE.resolve_translation(written)
    assert not spelled.startswith("../../")


def test_the_source_s_own_spelling_counts() -> None:
    words = "[das](../../../guide/cups.md#a) [dies](../../../guide/cups.md)"
    text = "[this](./cups.md) [that](./cups.md#a)"
    assert globalise(words, (text,), SPACE) == "[das](./cups.md#a) [dies](./cups.md)"


@pytest.mark.parametrize(
    ("text", "words", "is_kept"),
    [
        ("![a](pot.png)", "![ä](../translations/xx/translated_images/pot.1a2b.de.png)", True),
        ("![a](pot.png)", "![ä](../translations/xx/translated_images/cup.1a2b.de.png)", False),
        ("![a](pot.png)", "![ä](../translations/xx/own/pot.png)", False),
        ("![a](pot.png)", "ä", False),
        ("[a](pot.md)", "[ä](../translations/xx/translated_images/pot.md)", False),
        ("![a](pot.png) ![b](pot.png)", "![ä](translated_images/pot.1.png)", False),
    ],
)
def test_a_picture_may_be_the_translation_s_own_copy(text: str, words: str, is_kept: bool) -> None:
    assert ("links" not in list(find_refusals(text, words, "paragraph", SPACE))) is is_kept
