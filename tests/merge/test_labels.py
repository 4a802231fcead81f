"""Reference links in what comes from the source, where the translation has labels of its own."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from tests.merge.merging import merge_all

BASE = """# Tea

See the [tea guide] first.

| what | where |
| ---- | ----- |
| pot  | [tea guide] |

[tea guide]: https://tea.example/guide
"""
THERE = """# Tee

Zuerst die [Anleitung] lesen.

| was | wo |
| --- | --- |
| Kanne | [Anleitung] |

[Anleitung]: https://tea.example/guide
"""
NEW = "Boil the water, says the {}.\n\n"
MARK = " <!-- sync:untranslated -->"
AIM = "https://tea.example/guide"


def put_in(text: str, new: str) -> str:
    return text.replace("\n\n", f"\n\n{new}", 1)


def list_targets(text: str) -> list[str]:
    """Return where the links of a text lead, as it is rendered."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inside = (child for token in tokens for child in token.children or ())
    return [str(child.attrs["href"]) for child in inside if child.type == "link_open"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[tea guide]", "[tea guide][Anleitung]"),
        ("[tea guide][]", "[tea guide][Anleitung]"),
        ("[Tea  GUIDE]", "[Tea  GUIDE][Anleitung]"),
        ("[book][tea guide]", "[book][Anleitung]"),
        ("[book] and [tea guide]", "[book] and [tea guide][Anleitung]"),
        ("[book](https://tea.example/other)", "[book](https://tea.example/other)"),
        ("[![pot](/pot.png)][tea guide]", "[![pot](/pot.png)][Anleitung]"),
        ("[![pot][tea guide]][tea guide]", "[![pot][Anleitung]][Anleitung]"),
        ("`[tea guide]`", "`[tea guide]`"),
    ],
)
def test_new_text_names_the_translations_definition(written: str, expected: str) -> None:
    source = put_in(BASE, NEW.format(written))
    merged = merge_all(BASE, source, THERE)

    assert merged.refusal is None
    assert merged.text == put_in(THERE, NEW.format(expected).strip() + f"{MARK}\n\n")
    assert sorted(list_targets(merged.text)) == sorted(list_targets(source))


def test_so_does_a_new_row() -> None:
    source = BASE.replace("| pot ", "| cup | see [tea guide] |\n| pot ")
    merged = merge_all(BASE, source, THERE)

    assert "| see" not in merged.text
    assert "see [tea guide][Anleitung] |" in merged.text
    assert list_targets(merged.text) == [AIM] * 3


def test_labels_that_the_translation_has_stay_as_they_are() -> None:
    there = THERE.replace("[Anleitung]", "[tea guide]")
    merged = merge_all(BASE, put_in(BASE, NEW.format("[book][tea guide]")), there)

    assert "says the [book][tea guide]." in merged.text


def test_a_definition_that_the_translation_wrote_into_its_texts_is_written_out() -> None:
    there = THERE.replace("\n[Anleitung]: https://tea.example/guide\n", "")
    there = there.replace("[Anleitung]", "[Anleitung](https://tea.example/guide)")
    merged = merge_all(BASE, put_in(BASE, NEW.format("[tea guide]")), there)

    assert f"says the [tea guide]({AIM})." in merged.text
    assert list_targets(merged.text) == [AIM] * 3


def test_a_new_definition_comes_with_its_own_label() -> None:
    source = put_in(BASE, NEW.format("[book]")) + "[book]: https://tea.example/book\n"
    merged = merge_all(BASE, source, THERE)

    assert "says the [book]." in merged.text
    assert "https://tea.example/book" in list_targets(merged.text)


def test_a_definition_that_leads_elsewhere_now_is_still_the_same() -> None:
    source = put_in(BASE, NEW.format("[tea guide]")).replace(AIM, "https://tea.example/new")
    merged = merge_all(BASE, source, THERE)

    assert "[tea guide][Anleitung]" in merged.text
    assert set(list_targets(merged.text)) == {"https://tea.example/new"}


def test_what_is_untranslated_still_takes_the_next_text() -> None:
    source = put_in(BASE, NEW.format("[tea guide]"))
    first = merge_all(BASE, source, THERE)
    newer = source.replace("Boil the water", "Boil two cups of fresh water")
    second = merge_all(source, newer, first.text)

    assert f"Boil two cups of fresh water, says the [tea guide][Anleitung].{MARK}" in second.text
    assert "sync:fuzzy" not in second.text
    assert merge_all(newer, newer, second.text).text == second.text


INLINE = "# Tea\n\nWarm the [pot](/docs/pot/) with `hot` water.\n\nThen wait.\n"
NAMED = "# Tea\n\nWarm the [pot][] with `hot` water.\n\nThen wait.\n\n[pot]: {}\n"
KANNE = "# Tee\n\nDie [Kanne]({}) mit `hot` Wasser wärmen.\n\nDann warten.\n"


@pytest.mark.parametrize("aim", ["/docs/pot/", "https://tea.example/pot", "/docs/kitchen/pot/"])
def test_a_destination_that_went_to_a_definition_is_no_work(aim: str) -> None:
    merged = merge_all(INLINE, NAMED.format(aim), KANNE.format("/docs/pot/"))

    assert merged.text == f"{KANNE.format(aim)}\n[pot]: {aim}\n"
    again = merge_all(NAMED.format(aim), NAMED.format(aim), merged.text)
    assert again.text == merged.text


@pytest.mark.parametrize(
    ("source", "there"),
    [
        (NAMED.format("/docs/pot/").replace("with", "with a lot of"), KANNE.format("/docs/pot/")),
        (NAMED.format("/docs/cup/").replace("`hot`", "`cold`"), KANNE.format("/docs/pot/")),
        (NAMED.format("/docs/cup/"), KANNE.replace("[Kanne]({})", "Kanne")),
        (NAMED.format("/docs/cup/"), KANNE.format("/docs/own/")),
    ],
)
def test_what_else_changed_or_what_leads_elsewhere_is_work(source: str, there: str) -> None:
    merged = merge_all(INLINE, source, there)

    [said] = [line for line in there.splitlines() if "Kanne" in line]
    assert merged.text.count("sync:") == 1
    assert f"{said} <!-- sync:fuzzy -->" in merged.text.replace("`cold`", "`hot`")
