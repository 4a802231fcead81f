"""Marks and a site generator's own lines, which hold no mark and are read with the text above."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from sync.markdown.dialect import find_dialect
from sync.markdown.document import read_markdown
from sync.markdown.marks import Mark
from sync.merge.start import start_text
from sync.merge.values import MergeOptions
from sync.units.reading import list_units
from tests.merge.merging import SPACE, merge_all

MARK = "<!-- sync:untranslated -->"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (":::note\nWarm the pot.\n:::\n", f":::note\nWarm the pot. {MARK}\n:::\n"),
        ("Warm the pot.\n{: .wide}\n", f"Warm the pot. {MARK}\n{{: .wide}}\n"),
        ("Warm it (1).\n{ .annotate }\n", f"Warm it (1). {MARK}\n{{ .annotate }}\n"),
        ("Warm it.\n{.lead #cup}\n", f"Warm it. {MARK}\n{{.lead #cup}}\n"),
        ('Warm it.\n{ title="Cup" }\n', f'Warm it. {MARK}\n{{ title="Cup" }}\n'),
        ("Warm it.\n{ cup }\n", f"Warm it.\n{{ cup }} {MARK}\n"),
        ("Warm it.\n{% endtip %}\n", f"Warm it. {MARK}\n{{% endtip %}}\n"),
        (
            ":::tip Warm pots\n\nOne.\n\n:::\n",
            f"{MARK}\n\n:::tip Warm pots\n\nOne. {MARK}\n\n:::\n",
        ),
        (":::tip\n\n12\n\n:::\n", ":::tip\n\n12\n\n:::\n"),
        ("{{< cups >}}\n", "{{< cups >}}\n"),
        ("/// tip | Cups\nOne.\n///\n", f"{MARK}\n\n/// tip | Cups\nOne. {MARK}\n///\n"),
        ("/// tip | Cups\n\n1\n\n///\n", f"{MARK}\n\n/// tip | Cups\n\n1\n\n///\n"),
        (
            "/// tip | Cups\n    open: true\n\n1\n///\n",
            f"{MARK}\n\n/// tip | Cups\n    open: true\n\n1\n///\n",
        ),
        ("/// tip\n\n1\n\n///\n", "/// tip\n\n1\n\n///\n"),
        ("::note\nWarm the pot.\n::\n", f"::note\nWarm the pot. {MARK}\n::\n"),
        ("::note\n\n1\n\n::\n", "::note\n\n1\n\n::\n"),
        ('::hero{title="Cups"}\n\n1\n::\n', f'{MARK}\n\n::hero{{title="Cups"}}\n\n1\n::\n'),
        ('::icon{name="cup"}\n', '::icon{name="cup"}\n'),
        ("::: {.big}\n\n1\n\n:::\n", "::: {.big}\n\n1\n\n:::\n"),
        (
            ':::row:::\n:::column span="2":::\nWarm it.\n:::column-end:::\n:::row-end:::\n',
            f':::row:::\n:::column span="2":::\nWarm it. {MARK}\n:::column-end:::\n:::row-end:::\n',
        ),
        (
            ':::image source="cup.png" alt-text="A cup":::\n',
            f'{MARK}\n\n:::image source="cup.png" alt-text="A cup":::\n',
        ),
        (
            ":::{figure} cup.png\n:alt: Cups\n:name: fig-cup\n:::\n",
            f"{MARK}\n\n:::{{figure}} cup.png\n:alt: Cups\n:name: fig-cup\n:::\n",
        ),
        (
            ":::{figure} cup.png\n:name: fig-cup\n\nCups.\n:::\n",
            f":::{{figure}} cup.png\n:name: fig-cup\n\nCups. {MARK}\n:::\n",
        ),
        (
            ":::{admonition} Cups\n:class: tip\nWarm it.\n:::\n",
            f"{MARK}\n\n:::{{admonition}} Cups\n:class: tip\nWarm it. {MARK}\n:::\n",
        ),
        (":::{include} cups.md\n:::\n", ":::{include} cups.md\n:::\n"),
        (":::{note}\n\n1\n:::\n", ":::{note}\n\n1\n:::\n"),
        ("(cups)=\n# 1\n", "(cups)=\n# 1\n"),
        (":::tip\n:tea: cups\n:::\n", f":::tip\n:tea: cups {MARK}\n:::\n"),
        ("(cups) = 1\n", f"(cups) = 1 {MARK}\n"),
        ("<<< @/pour.js [Cups]\n", f"{MARK}\n\n<<< @/pour.js [Cups]\n"),
        ("[TOC]\n\n[[_TOC_]]\n\n[[toc]]\n", "[TOC]\n\n[[_TOC_]]\n\n[[toc]]\n"),
        ('--8<-- "cups.md"\n\n<<< @/pour.js{2}\n', '--8<-- "cups.md"\n\n<<< @/pour.js{2}\n'),
        ("$$\n\\text{cups}\n$$\n", f"{MARK}\n\n$$\n\\text{{cups}}\n$$\n"),
        ("$$ cups $$ (one)\n{: .x}\n", f"{MARK}\n\n$$ cups $$ (one)\n{{: .x}}\n"),
        ("$$\ncups\n$$ {#eq-cups}\n", f"{MARK}\n\n$$\ncups\n$$ {{#eq-cups}}\n"),
        ("$$\ncups\n$$ {cups}\n", f"$$\ncups\n$$ {{cups}} {MARK}\n"),
        ("\\[\ncups\n\\]\n", f"{MARK}\n\n\\[\ncups\n\\]\n"),
        ("So much:\n$$\ncups\n$$\n", f"So much: {MARK}\n$$\ncups\n$$\n"),
        ("- $$ cups $$\n- 1\n", f"- {MARK}\n  $$ cups $$\n- 1\n"),
        ("$$\ncups\n$$\nof it\n", f"$$\ncups\n$$\nof it {MARK}\n"),
        ("It costs $$\n", f"It costs $$ {MARK}\n"),
        ("*[CUP]: Cups\n*[POT]: Pots\n", f"{MARK}\n\n*[CUP]: Cups\n*[POT]: Pots\n"),
        ("Warm it.\n*[CUP]: Cups\n", f"Warm it. {MARK}\n*[CUP]: Cups\n"),
        ("*[CUP]: Cups\nof tea\n", f"*[CUP]: Cups\nof tea {MARK}\n"),
        ("*[CUP] Cups\n", f"*[CUP] Cups {MARK}\n"),
        ("Look at [cups]\n", f"Look at [cups] {MARK}\n"),
    ],
)
def test_the_mark_stands_behind_the_words(text: str, marked: str) -> None:
    started = start_text(read_markdown(text), SPACE, MergeOptions())
    assert started == marked
    before, after = (list_units(read_markdown(each)).units for each in (text, started))
    assert [unit.text for unit in after] == [unit.text for unit in before]
    assert {unit.mark for unit in after} - {None} == (
        {Mark.UNTRANSLATED} if MARK in marked else set()
    )


@pytest.mark.parametrize("text", ["$$\ncups\n$$\n", "- $$ cups $$\n", "> $$ cups $$ (one)\n"])
def test_a_formula_is_one_with_its_mark(text: str) -> None:
    parser = MarkdownIt("commonmark").use(dollarmath_plugin)
    started = start_text(read_markdown(text), SPACE, MergeOptions())
    assert MARK in started
    formulas = [
        [token.content for token in parser.parse(each) if token.type.startswith("math_block")]
        for each in (text, started)
    ]
    assert formulas[0] == formulas[1] != []


@pytest.mark.parametrize(
    "ending", ["$$", "$$ {#eq-cups}", "{: .wide}", "{ .wide }", "///", "::", ":::row-end:::"]
)
def test_an_old_mark_behind_such_a_line_is_read(ending: str) -> None:
    [unit] = list_units(read_markdown(f"Warm it.\n{ending} {MARK}\n")).units
    assert (unit.text, unit.mark) == (f"Warm it.\n{ending}", Mark.UNTRANSLATED)


def test_a_mark_of_mdx_above_a_formula_is_no_part_of_it() -> None:
    text = "{/* sync:untranslated */}\n$$\ncups\n$$\n"
    [unit] = list_units(read_markdown(text, find_dialect("page.mdx"))).units
    assert (unit.text, unit.mark) == ("$$\ncups\n$$", Mark.UNTRANSLATED)


@pytest.mark.parametrize(
    "text",
    ["*[CUP]: Cups", ":::{figure} cup.png\n:alt: Cups", "<<< @/pour.js [Cups]", ":::tip Cups"],
)
def test_an_old_mark_in_what_opens_a_block_is_read(text: str) -> None:
    [unit] = list_units(read_markdown(f"{text} {MARK}\n")).units
    assert (unit.text, unit.mark) == (text, Mark.UNTRANSLATED)


@pytest.mark.parametrize(
    ("old", "new", "there", "merged"),
    [
        (
            ":::{figure} cup.png\n:alt: A cup\n:name: fig-cup\n:::\n",
            ":::{figure} cup.png\n:alt: The cup\n:name: fig-cup\n:::\n",
            ":::{figure} cup.png\n:alt: Eine Tasse\n:name: fig-cup\n:::\n",
            "<!-- sync:fuzzy -->\n\n:::{figure} cup.png\n:alt: Eine Tasse\n:name: fig-cup\n:::\n",
        ),
        ("(cup)=\n", "(cups)=\n", "(cup)=\n", "(cups)=\n"),
        (
            ":::{include} cup.md\n:::\n",
            ":::{include} cups.md\n:::\n",
            ":::{include} cup.md\n:::\n",
            ":::{include} cups.md\n:::\n",
        ),
    ],
)
def test_what_opens_a_block_changes(old: str, new: str, there: str, merged: str) -> None:
    old, new, there, merged = (
        f"# `Tea`\n\n{each}\nSee [it](cups.md).\n" for each in (old, new, there, merged)
    )
    found = merge_all(old, new, there)
    assert found.refusal is None
    assert found.text == merged
    assert merge_all(new, new, merged).text == merged
