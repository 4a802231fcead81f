from __future__ import annotations

import pytest

from sync.markdown.addresses import is_same_address
from tests.lint.courses import find, fix, page, places

LINK_RULES = ("link-target", "link-dead")


@pytest.mark.parametrize(
    ("old", "new", "column", "message"),
    [
        (
            "[a](https://tea.example/a)",
            "[ä](https://tea.example/b)",
            11,
            "link leads to 'https://tea.example/b', the source's to 'https://tea.example/a'",
        ),
        (
            "[a](cups.md)",
            "[ä](../../../guide/pots.md)",
            11,
            "link leads to 'guide/pots.md', the source's to 'guide/cups.md'",
        ),
        (
            "[a](cups.md) [b](https://b.example)",
            "[ä](cups.md) b",
            7,
            "the cell lacks a link of the source's: 'https://b.example'",
        ),
        (
            "[a](https://b.example/)",
            "[ä]（https://b.example/）",
            7,
            "the cell lacks a link of the source's: 'https://b.example/'",
        ),
        (
            "see a",
            "siehe [a](cups.md)",
            17,
            "link leads to 'guide/cups.md', to which the source's cell has none",
        ),
        (
            "[a](cups.md) [b](https://b.example)",
            "[ä](https://x.example)",
            11,
            (
                "link leads to 'https://x.example', the source's to 'guide/cups.md' and "
                "'https://b.example'"
            ),
        ),
    ],
)
def test_a_link_that_leads_elsewhere_is_found_where_it_stands(
    old: str, new: str, column: int, message: str
) -> None:
    [found] = find(page(old), page(new))
    assert (found.rule, found.line, found.column) == ("link-target", 5, column)
    assert found.message == message
    assert found.severity is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[a](cups.md)", "[ä](cups.md)"),
        ("[a](cups.md)", "[ä](../../../guide/cups.md)"),
        ("[a](pots.md)", "[ä](../../../guide/pots.md)"),
        ("[a](cups.md#round)", "[ä](cups.md#rund)"),
        ("[a](cups.md?x=1)", "[ä](cups.md)"),
        ("[a](#round)", "[ä](#rund)"),
        ("[a](tea.md)", "[ä](#oben)"),
        ("[a](cups.md) and [b](pots.md)", "[b](../../../guide/pots.md) und [ä](cups.md)"),
        ("[a](with%20space.md)", "[ä](<../../../guide/with space.md>)"),
        ("[a](https://x.example/?a=1&b=2)", "[ä](https://x.example/?a=1&amp;b=2)"),
        ("[a](https://x.example/a_b)", "[ä](https://x.example/a\\_b)"),
        ("[a](https://x.example/a%20b)", "[ä](<https://x.example/a b>)"),
        ("[a](https://x.example/en-us/tea)", "[ä](https://x.example/de-de/tea)"),
        ("[a](https://x.example/tea)", "[ä](https://x.example/de/tea)"),
        ("[a](https://en.wiki.example/Tea)", "[ä](https://de.wiki.example/Tee)"),
        ("`[a](cups.md)`", "`[a](cups.md)`"),
        ("![a](leaf.png)", "![ä](../../../guide/leaf.png)"),
        ('<img src="leaf.png">', '<img src="../../../guide/leaf.png">'),
        ("![a](leaf.png)", "![ä](../../../translated_images/leaf.1234.xx.png)"),
        (
            "![a](leaf.png) [a](cups.md)",
            "[ä](cups.md) ![ä](../../../translated_images/leaf.1234.xx.png)",
        ),
        ("[a] (https://x.example/a)", "[ä] (https://x.example/a)"),
        ("[a](mailto:a@x.example)", "[ä](mailto:a@x.example)"),
        ("[a](cups.md)", "<!-- sync:fuzzy --> [ä](https://x.example)"),
    ],
)
def test_noop_a_link_that_leads_to_the_same(old: str, new: str) -> None:
    assert find(page(old), page(new), LINK_RULES) == ()


def test_links_are_compared_in_header_rows_too() -> None:
    source = page("x", header="A | [B](https://b.example)")
    translated = page("x", header="A | [B](https://c.example)")
    assert places(find(source, translated)) == [("link-target", 3, 11)]


def test_an_untranslated_cell_is_compared() -> None:
    new = "<!-- sync:untranslated --> [a](https://b.example)"
    rules = ("link-target",)
    assert places(find(page("[a](https://a.example)"), page(new), rules)) == [
        ("link-target", 5, 38)
    ]


def test_tables_in_generated_blocks_do_not_count() -> None:
    around = "<!-- ALL-CONTRIBUTORS-LIST:START -->\n\n{}\n<!-- ALL-CONTRIBUTORS-LIST:END -->\n"
    source = around.format(page("[a](https://a.example)"))
    assert find(source, source.replace("a.example", "b.example").replace("| 1 |", "|  |")) == ()


@pytest.mark.parametrize(
    ("old", "new", "mended"),
    [
        ("[a](https://x.example/a)", "[ä](https://x.example/b)", "[ä](https://x.example/a)"),
        ("[a](cups.md#x)", "[ä](../../../README.md)", "[ä](cups.md#x)"),
        ("[a](pots.md)", "[ä](pots.md)", "[ä](../../../guide/pots.md)"),
        ("[a](pots.md)", "[ä](../pots.md)", "[ä](../../../guide/pots.md)"),
        (
            "[a](https://a.example) [b](https://b.example)",
            "[ä](https://x.example) [ß](https://y.example)",
            "[ä](https://a.example) [ß](https://b.example)",
        ),
        (
            "[a](https://a.example) [b](https://b.example)",
            "[ß](https://b.example) [ä](https://y.example)",
            "[ß](https://b.example) [ä](https://a.example)",
        ),
        ('<a href="cups.md">a</a>', '<a href="../cups.md">ä</a>', '<a href="cups.md">ä</a>'),
        (
            "[a](<with space.md#x>)",
            "[ä](cups.md)",
            "[ä](<../../../guide/with space.md#x>)",
        ),
        ("[a](<with space.md>)", "[ä](<cups.md>)", "[ä](<../../../guide/with space.md>)"),
        ("[a](with%20space.md)", "[ä](cups.md)", "[ä](../../../guide/with%20space.md)"),
        (
            '<a href="with space.md">a</a>',
            '<a href="cups.md">ä</a>',
            '<a href="../../../guide/with space.md">ä</a>',
        ),
    ],
)
def test_fix_gives_a_link_its_target(old: str, new: str, mended: str) -> None:
    fixed = fix(page(old), page(new))
    assert fixed.text == page(mended)
    assert fixed.left == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[a](https://a.example) [b](https://b.example)", "[ä](https://x.example)"),
        (
            "[a](https://a.example) [b](https://b.example) [c](https://c.example)",
            "[ß](https://b.example) [ä](https://x.example) [c](https://y.example)",
        ),
        ("a", "[ä](https://x.example)"),
        ("[a](<with space.md>)", "https://x.example"),
    ],
)
def test_noop_fix_leaves_what_is_not_certain(old: str, new: str) -> None:
    fixed = fix(page(old), page(new))
    assert fixed.text == page(new)
    assert fixed.left


def test_the_identity_stays_when_lines_move() -> None:
    source, translated = page("[a](https://a.example)"), page("[ä](https://b.example)")
    [before] = find(source, translated)
    [after] = find("Above.\n\n" + source, "Darüber.\n\nMehr.\n\n" + translated)
    assert before.identity == after.identity
    assert before.line != after.line


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("https://x.example/en/a", "https://x.example/fr/a", True),
        ("https://x.example/en-us/a", "https://x.example/zh-hans/a", True),
        ("https://x.example/api/a", "https://x.example/app/a", False),
        ("https://x.example/en/a", "https://x.example/fr/b", False),
        ("https://en.x.example/a", "https://fr.x.example/b", True),
        ("https://go.x.example/a", "https://api.x.example/a", False),
        ("https://en.x.example/a", "https://fr.y.example/a", False),
        ("https://x.example/a", "http://x.example/a/b", False),
        ("https://x.example/a", "https://x.example/a/", True),
        ("https://x.example/a?lang=en", "https://x.example/a?lang=fr", True),
        ("https://x.example/a?b=1", "https://x.example/a?b=1&hl=pt-BR#c", False),
        ("https://x.example/a?b=1#c", "https://x.example/a?b=1&hl=pt-BR#c", True),
        ("https://x.example/a?id=en", "https://x.example/a?id=fr", False),
        ("https://x.example/a?lang=c", "https://x.example/a?lang=python", False),
        ("mailto:en@x.example", "mailto:fr@x.example", False),
    ],
)
def test_an_address_may_be_the_same_in_another_language(
    first: str, second: str, expected: bool
) -> None:
    assert is_same_address(first, second) is expected


DEFINED = "\n[g]: {}\n"


@pytest.mark.parametrize(
    "cell", ["[Vert][g]", "[Vert][ G ]", "[G][]", "[g]", "**[g]**", "![x][g]", "[**a** `b`][g]"]
)
def test_a_reference_link_leads_where_its_definition_says(cell: str) -> None:
    source = page("[a][g]") + DEFINED.format("https://a.example")
    same = page(cell) + DEFINED.format("https://a.example")
    assert find(source, same, LINK_RULES) == ()
    other = page(cell) + DEFINED.format("https://b.example")
    [found] = find(source, other, LINK_RULES)
    assert (found.rule, found.line) == ("link-target", 5)
    assert found.column == 7 + cell.index("[")
    assert "'https://b.example', the source's to 'https://a.example'" in found.message
    assert found.fix == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[a][g]", "[ä](https://a.example)"),
        ("[a](https://a.example)", "[ä][g]"),
        ("[![x](leaf.png)][g]", "[![x](../../../guide/leaf.png)][g]"),
        ("[a][g] [b](cups.md)", "[b](cups.md) [a][g]"),
        ("`[g]` [x] [^1]", "`[g]` [x] [^1]"),
        ("[g](cups.md)", "[g](cups.md)"),
        ("\\[g]", "\\[g]"),
        ("[a][none]", "[ä][keines]"),
        ("a", "ä [^1]"),
    ],
)
def test_noop_a_link_may_be_written_either_way(old: str, new: str) -> None:
    definitions = DEFINED.format("https://a.example") + "[^1]: note\n"
    assert find(page(old) + definitions, page(new) + definitions, LINK_RULES) == ()


def test_a_reference_without_its_definition_is_no_link() -> None:
    source = page("[a][g]") + DEFINED.format("https://a.example")
    [found] = find(source, page("[ä][g]"), LINK_RULES)
    assert found.message == "the cell lacks a link of the source's: 'https://a.example'"


def test_the_first_of_several_definitions_counts() -> None:
    source = page("[a][g]") + DEFINED.format("<https://a.example>")
    twice = page("[a][g]") + DEFINED.format("https://a.example") + "[G]: https://b.example\n"
    assert find(source, twice, LINK_RULES) == ()


def test_fix_writes_what_the_source_s_definition_says() -> None:
    source = page("[a][g]") + DEFINED.format("pots.md")
    assert fix(source, page("[ä](cups.md)")).text == page("[ä](../../../guide/pots.md)")


def test_noop_an_escaped_bracket_opens_no_link() -> None:
    assert find(page("x"), page("\\[x](none.md)"), LINK_RULES) == ()
    assert places(find(page("x"), page("\\[y [x](none.md)"), LINK_RULES)) == [("link-dead", 5, 15)]
