"""Links that the source changed, in a translation that somebody gave the new ones already."""

from __future__ import annotations

import pytest

from tests.merge.merging import merge_all

TEA = "https://tea.example.org"

DONE = {
    "an address": (f"Read [it]({TEA}/old).", f"Read [it]({TEA}/new).", f"Lies [es]({TEA}/new)."),
    "one of two": (
        f"[One]({TEA}/1) and [two]({TEA}/2).",
        f"[One]({TEA}/1) and [two]({TEA}/3).",
        f"[Zwei]({TEA}/3) und [eins]({TEA}/1).",
    ),
    "several of one new page": (
        "See [here](../a.md) or [there](../b.md), [also](../c.md).",
        "See [here](../c.md) or [there](../c.md), [also](../c.md).",
        "Siehe [hier](../../../c.md), [da](../../../c.md) oder [dort](../../../c.md).",
    ),
    "the page in another language": (
        "Read [it](https://learn.example.com/en-us/tea#black).",
        "Read [it](https://learn.example.com/en-us/tea#green).",
        "Lies [es](https://learn.example.com/de-de/tea#green).",
    ),
    "with a stroke at its end": (
        "See [tea](/kitchen/tea).",
        "See [tea](/docs/tea#pot).",
        "Siehe [Tee](/docs/tea/#pot).",
    ),
    "a picture": ("![Tea](old/tea.png) is hot.", "![Tea](hot.png) is hot.", "![Tee](hot.png) so."),
    "code": ("Use `tea 1` now.", "Use `tea 2` now.", "Nimm jetzt `tea 2`."),
    "a heading": (f"## The [tea]({TEA}/1)", f"## The [tea]({TEA}/2)", f"## Der [Tee]({TEA}/2)"),
}


@pytest.mark.parametrize("name", DONE)
def test_what_leads_there_already_stays_without_a_mark(name: str) -> None:
    old, new, there = (f"# T\n\nSome words.\n\n{text}\n\nMore words.\n" for text in DONE[name])

    merge = merge_all(old, new, there)

    assert merge.refusal is None
    assert merge.text == there
    assert all(unit.outcome == "kept" for unit in merge.units)


def test_the_others_follow_the_source() -> None:
    old = f"Both [one]({TEA}/1) and [two]({TEA}/2) are `hot`.\n"
    new = f"Both [one]({TEA}/a) and [two]({TEA}/b) are `hot`.\n"
    there = f"Heiß (`hot`) sind [eins]({TEA}/a) und [zwei]({TEA}/2).\n"

    merge = merge_all(old, new, there)

    assert merge.text == f"Heiß (`hot`) sind [eins]({TEA}/a) und [zwei]({TEA}/b).\n"


def test_blocks_that_are_nothing_but_a_link_are_found_by_what_it_leads_to_now() -> None:
    links = [f"[Page {'abcdefg'[k]} of all](../old/{k}/)" for k in range(7)]
    old = "# T\n\n" + "".join(f"- {link}\n" for link in links)
    new = old.replace("../old/3/", "../new/three/").replace("../old/5/", "../new/five/")
    there = new.replace("Page", "Seite").replace("of all", "von allen").replace("](", "](../../")

    merge = merge_all(old, new, there)

    assert merge.text == there


MARKED = {
    "an address of its own": (
        f"Read [it]({TEA}/old).",
        f"Read [it]({TEA}/new).",
        f"Lies [es]({TEA}/mine).",
    ),
    "which of two it is": (
        f"[One]({TEA}/1) and [two]({TEA}/2).",
        f"[One]({TEA}/2) and [two]({TEA}/1).",
        f"[Eins]({TEA}/2) und [zwei]({TEA}/2).",
    ),
    "one that lacks": (
        f"[One]({TEA}/1) and [two]({TEA}/2).",
        f"[One]({TEA}/3) and [two]({TEA}/3).",
        f"[Eins]({TEA}/3) und zwei.",
    ),
    "other words": (
        f"Read [it]({TEA}/old).",
        f"Do read [it]({TEA}/new) now.",
        f"Lies [es]({TEA}/new).",
    ),
}


@pytest.mark.parametrize("name", MARKED)
def test_noop_what_nobody_can_be_sure_of_is_marked(name: str) -> None:
    old, new, there = (f"# T\n\nSome words.\n\n{text}\n\nMore words.\n" for text in MARKED[name])

    merge = merge_all(old, new, there)

    assert merge.text == there.replace("\n\nMore", " <!-- sync:fuzzy -->\n\nMore")


DEFINED = f"\n[tea]: {TEA}/tea\n"


def test_a_link_that_the_source_defines_elsewhere_now_may_stay_as_it_is() -> None:
    old = f"# T\n\nAll of [tea]({TEA}/tea) is hot.\n\n[x]: {TEA}/x\n"
    new = f"# T\n\nAll of [tea][] is hot.\n\n[x]: {TEA}/x\n[tea]: {TEA}/tea\n"
    there = f"# T\n\nAller [Tee]({TEA}/tea) ist heiß.\n\n[x]: {TEA}/x\n"

    merge = merge_all(old, new, there)

    assert merge.text == f"{there}[tea]: {TEA}/tea\n"


def test_noop_a_link_that_needs_a_definition_is_no_such_link() -> None:
    old = f"# T\n\nAll of [tea][] is hot.\n{DEFINED}"
    new = f"# T\n\nAll of [tea]({TEA}/tea) is hot.\n"
    there = f"# T\n\nAller [Tee][tea] ist heiß.\n{DEFINED}"

    assert "sync:fuzzy" in merge_all(old, new, there).text


def test_a_link_follows_a_definition_that_leads_elsewhere() -> None:
    old = f"# T\n\nAll of [tea]({TEA}/cold) is hot.\n{DEFINED}"
    new = f"# T\n\nAll of [tea][] is hot.\n{DEFINED}"
    there = f"# T\n\nAller [Tee]({TEA}/cold) ist heiß.\n{DEFINED}"

    assert merge_all(old, new, there).text == there.replace("/cold", "/tea")


TABLE = "| Name | Why |\n| --- | --- |\n"
ROWS = (
    "| [Kettle](https://tea.example/a) | Boils water |\n",
    "| [Cup](https://tea.example/c) | Holds tea |\n",
)
TABELLE = "| Name | Warum |\n| --- | --- |\n"
ZEILEN = (
    "| [Kessel](https://tea.example/{}) | Kocht Wasser |\n",
    "| [Tasse](https://tea.example/c) | Hält Tee |\n",
)


@pytest.mark.parametrize("count", [1, 2])
def test_a_row_whose_link_was_mended_already_is_kept(count: int) -> None:
    old = TABLE + "".join(ROWS[:count])
    there = TABELLE + "".join(ZEILEN[:count]).format("b")
    merged = merge_all(old, old.replace("example/a", "example/b"), there)
    assert merged.refusal is None
    assert merged.text == there


def test_noop_a_link_that_the_source_never_had_shows_nothing() -> None:
    old = TABLE + "".join(ROWS)
    there = TABELLE + "".join(ZEILEN).format("elsewhere")
    merged = merge_all(old, old.replace("example/a", "example/b"), there)
    assert "| <!-- sync:untranslated --> [Kettle](https://tea.example/b)" in merged.text


def test_noop_a_link_that_another_row_had_before_is_not_taken_for_a_mended_one() -> None:
    """``/c`` was the cup's, too: nothing tells that the first row's is the new one."""
    old = TABLE + "".join(ROWS)
    there = TABELLE + "".join(ZEILEN).format("c")
    merged = merge_all(old, old.replace("example/a", "example/c"), there)
    assert merged.text != there
