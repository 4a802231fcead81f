"""Containers without blank lines within: their lines stay, and what they hold is merged alone."""

from __future__ import annotations

import pytest

from tests.merge.merging import merge_all

KINDS = [
    (":::{note}", ":::"),
    ("::: tip", ":::"),
    (":::row:::", ":::row-end:::"),
    ("::note", "::"),
    ("/// tip", "///"),
    ('{% hint style="info" %}', "{% endhint %}"),
    ("{% capture tea %}", "{% endcapture %}"),
    ("{{% notice note %}}", "{{% /notice %}}"),
    ('{{< tab "x" >}}', "{{< /tab >}}"),
]
BOIL, POUR, NEVER = "Boil the water once.", "Pour it over the leaves.", "Never boil it twice."
KOCHE, GIESSE = "Koche das Wasser einmal.", "Gieße es auf die Blätter."
NEW = " <!-- sync:untranslated -->"


def page(kind: tuple[str, str], *texts: str, gap: str = "\n\n") -> str:
    return "\n".join(
        (f"# `Tea`\n\n{kind[0]}", gap.join(texts), f"{kind[1]}\n\nSee [tea](tea.md).\n")
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind[0])
@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ([BOIL, POUR, NEVER], [KOCHE, GIESSE, NEVER + NEW]),
        ([NEVER, BOIL, POUR], [NEVER + NEW, KOCHE, GIESSE]),
        ([BOIL], [KOCHE]),
        ([POUR], [GIESSE]),
        ([POUR, BOIL], [GIESSE, KOCHE]),
        ([BOIL, POUR], [KOCHE, GIESSE]),
    ],
    ids=["behind", "before", "last goes", "first goes", "swapped", "twin"],
)
def test_texts_come_go_and_move(
    kind: tuple[str, str], after: list[str], expected: list[str]
) -> None:
    there = page(kind, KOCHE, GIESSE)
    merged = merge_all(page(kind, BOIL, POUR), page(kind, *after), there)
    assert (merged.refusal, merged.text) == (None, page(kind, *expected))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind[0])
def test_so_do_items(kind: tuple[str, str]) -> None:
    old = page(kind, "- Take the cups", "- Wash the cups", gap="\n")
    there = page(kind, "- Nimm die Tassen", "- Spüle die Tassen", gap="\n")
    new = page(kind, "- Take the cups", "- Wash the cups", "- Dry the cups", gap="\n")
    expected = ("- Nimm die Tassen", "- Spüle die Tassen", f"- Dry the cups{NEW}")
    assert merge_all(old, new, there).text == page(kind, *expected, gap="\n")
    shorter = page(kind, "- Take the cups", gap="\n")
    merged = merge_all(old, shorter, there)
    assert merged.text == page(kind, "- Nimm die Tassen", gap="\n")
    assert [note.message for note in merged.notes] == ["taken out: Spüle die Tassen"]


def test_attributes_below_a_text_follow_the_source() -> None:
    old = "# Tea\n\nDrink it.\n{: .note }\n\n1. Boil\n2. Pour\n{: .steps }\n"
    there = "# Tee\n\nTrinke ihn.\n{: .note }\n\n1. Kochen\n2. Gießen\n{: .steps }\n"
    new = old.replace(".note", ".warning").replace("2. Pour\n", "2. Pour\n3. Drink\n")
    expected = there.replace(".note", ".warning").replace("Gießen\n", f"Gießen\n3. Drink{NEW}\n")
    assert merge_all(old, new, there).text == expected


def test_a_new_tab_between_others() -> None:
    def tabs(*given: tuple[str, str]) -> str:
        inner = "".join(
            f'{{{{< tab "{name}" >}}}}\n{text}\n{{{{< /tab >}}}}\n' for name, text in given
        )
        return f"# Tea\n\n{{{{< tabs >}}}}\n{inner}{{{{< /tabs >}}}}\n\nEnd.\n"

    old = tabs(("Pot", "Run the kettle."), ("Cup", "Press the knob."))
    new = tabs(("Pot", "Run the kettle."), ("Jug", "Click it."), ("Cup", "Press the knob."))
    there = tabs(("Kanne", "Starte den Kessel."), ("Tasse", "Drücke den Knopf."))
    merged = merge_all(old, new, there).text
    assert merged.replace("<!-- sync:untranslated -->\n\n", "") == tabs(
        ("Kanne", "Starte den Kessel."), ("Jug", f"Click it.{NEW}"), ("Tasse", "Drücke den Knopf.")
    )


@pytest.mark.parametrize(
    ("old", "new", "there", "expected"),
    [
        (":::note Mind this", ":::tip Mind this", ":::note Achtung", ":::tip Achtung"),
        (
            ":::note[Mind this]",
            "::::note[Mind this]{.x}",
            ":::note[Achtung]",
            "::::note[Achtung]{.x}",
        ),
        ("/// note | Mind this", "/// tip | Mind this", "/// note | Achtung", "/// tip | Achtung"),
        (
            '!!! note "Mind this"',
            '??? note "Mind this"',
            '!!! note "Achtung"',
            '??? note "Achtung"',
        ),
        ('=== "Mind this"', '===! "Mind this"', '=== "Achtung"', '===! "Achtung"'),
        (
            ":::{admonition} Mind this\n:class: tip",
            ":::{admonition} Mind this\n:class: note",
            ":::{admonition} Achtung\n:class: tip",
            ":::{admonition} Achtung\n:class: note",
        ),
        (":::note Mind this", ":::note Mind this", ":::tip Achtung", ":::tip Achtung"),
        (
            ":::note Mind this",
            ":::note Mind",
            ":::note Achtung",
            "<!-- sync:fuzzy -->\n\n:::note Achtung",
        ),
        (
            ":::note Mind this",
            ":::tip Mind this",
            ":::hint Achtung",
            "<!-- sync:fuzzy -->\n\n:::hint Achtung",
        ),
    ],
)
def test_the_title_is_a_text_of_its_own(old: str, new: str, there: str, expected: str) -> None:
    text = "# `Tea`\n\n{}\n\n    `x`\n".format
    merged = merge_all(text(old), text(new), text(there))
    assert merged.text == text(expected)
    assert merged.notes == ()


def test_a_title_that_goes_is_named() -> None:
    old, there = page((":::note Mind this", ":::"), BOIL), page((":::note Achtung", ":::"), KOCHE)
    merged = merge_all(old, f"# `Tea`\n\n{BOIL}\n\nSee [tea](tea.md).\n", there)
    assert [note.message for note in merged.notes] == ["taken out: Achtung"]


def test_no_line_goes_on_in_a_quote_above() -> None:
    page = "# `Tea`\n\n{}\n\nSee [tea](tea.md).\n".format
    old, new = page("Warm the `cup` and `pot`."), page("> Warm the `cup` and `pot` well.")
    there = page(":::note\nWärme `cup` und `pot`.\n:::")
    merged = merge_all(old, new, there)
    expected = ":::note\n> Wärme `cup` und `pot`. <!-- sync:fuzzy -->\n\n:::"
    assert (merged.refusal, merged.text) == (None, page(expected))


def test_the_mark_of_an_item_stands_in_it() -> None:
    old = "# `Tea`\n\n- [cup](cup.md)\n"
    new = f'{old}- {{{{% status "API" "tea" %}}}}\n'
    there = old.replace("[cup]", "[Tasse]")
    expected = f'{there}- {{{{% status "API" "tea" %}}}}{NEW}\n'
    assert merge_all(old, new, there).text == expected


@pytest.mark.parametrize("marker", ["-", "{}."])
def test_own_words_beside_a_list_do_not_join_it(marker: str) -> None:
    """A number other than 1 begins no list right below a text, and a text goes on in an item."""

    def items(*texts: str) -> str:
        return "\n".join(f"{marker.format(k)} {text}" for k, text in enumerate(texts, 1))

    page = "# `Tea`\n\n{}\n\nPour it over the leaves.\n\nThe `end`.\n".format
    known = ["Take the `cup`", "Wash the `pot`"]
    old = page(items(*known, "Dry the cups"))
    there = page(f"{items('Nimm `cup`', 'Spüle `pot`')}\n\nMein Hinweis.")
    there = there.replace("Pour it over the leaves", "Gieße es auf die Blätter")
    for new in (
        items(*known, "Dry the cups", "Fill the cups"),
        items(*known, "Heat the pot", "Dry the cups"),
    ):
        merged = merge_all(old, page(new), there)
        assert merged.refusal is None
        assert "\n\nMein Hinweis." in merged.text
        assert merge_all(page(new), page(new), merged.text).text == merged.text
