from __future__ import annotations

import pytest

from tests.lint.courses import find, fix, page, places

DEAD = ("link-dead",)


@pytest.mark.parametrize(
    ("new", "target"),
    [
        ("[ä](pots.md)", "translations/xx/guide/pots.md"),
        ("[ä](none.md#x)", "translations/xx/guide/none.md"),
        ("[ä](..\\cups.md)", "translations/xx/guide/..\\cups.md"),
        ("![ä](leaf.png)", "translations/xx/guide/leaf.png"),
        ("[ä](with%20space.md)", "translations/xx/guide/with space.md"),
    ],
)
def test_a_link_to_nothing_is_found(new: str, target: str) -> None:
    [found] = find(page("[a](pots.md)"), page(new))
    assert (found.rule, found.line) == ("link-dead", 5)
    assert found.message.startswith(f"link leads to {target!r}, which does not exist")
    assert "the source's leads to 'guide/pots.md'" in found.message


def test_it_is_one_fault_with_its_target_but_both_rules_know_it() -> None:
    source, translated = page("[a](cups.md)"), page("[ä](none.md)")
    assert places(find(source, translated)) == [("link-dead", 5, 11)]
    assert places(find(source, translated, ("link-target",))) == [("link-target", 5, 11)]
    assert places(find(source, translated, DEAD)) == [("link-dead", 5, 11)]


@pytest.mark.parametrize(
    "new",
    [
        "[ä](cups.md)",
        "[ä](cups.md?a#b)",
        "[ä](../README.md)",
        "[ä](../../../guide/pots.md)",
        "[ä](../../../guide/with%20space.md)",
        "[ä](../../../guide/)",
        "[ä](../../../../elsewhere.md)",
        "[ä](/site/none)",
        "[ä](//x.example/none)",
        "[ä](https://x.example/none.md)",
        "[ä](mailto:a@x.example)",
        "[ä](#none)",
        "[ä]()",
        "[ä]({{ site.url }}/none)",
        "![ä](../../../translated_images/none.png)",
        "`[ä](none.md)`",
        "<!-- [ä](none.md) -->x",
        "<!-- sync:fuzzy --> [ä](none.md)",
    ],
)
def test_noop_a_link_that_leads_somewhere_or_nobody_can_tell(new: str) -> None:
    assert find(page(new), page(new), DEAD) == ()
    assert find(page("x"), page(new), DEAD) == ()


@pytest.mark.parametrize("old", ["none.md", "../guide/none.md", "./none.md?a=1#b"])
@pytest.mark.parametrize("new", ["none.md", "../../../guide/none.md"])
def test_noop_what_is_dead_in_the_source_too(old: str, new: str) -> None:
    assert find(page(f"[a]({old})"), page(f"[ä]({new})"), DEAD) == ()
    assert find(f"[a]({old})\n", f"[ä]({new})\n", DEAD) == ()


def test_noop_what_leaves_the_root_in_the_source() -> None:
    text = "[a](../../guide/cups.md)\n"
    assert find(text, text, DEAD) == ()


def test_noop_what_is_dead_in_a_generated_block_of_the_source() -> None:
    block = "<!-- ALL-CONTRIBUTORS-LIST:START -->\n\n[a](none.md)\n\n{}\n"
    source = block.format("<!-- ALL-CONTRIBUTORS-LIST:END -->")
    assert find(source, block.format("<!-- Ende -->"), DEAD) == ()


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("# T\n\nSee [a](none.md).\n", 3, 9),
        ("See\n[a](cups.md) and\n[b](none.md)\n", 3, 5),
        ("- [a](none.md)\n", 1, 7),
        ("# [a](none.md)\n", 1, 7),
        ('<p>\n<a href="none.md">a</a>\n</p>\n', 2, 10),
    ],
)
def test_links_outside_tables_are_found(text: str, line: int, column: int) -> None:
    source = text.replace("none.md", "cups.md")
    assert places(find(source, text)) == [("link-dead", line, column)]


@pytest.mark.parametrize(
    "text",
    [
        "```\n[a](none.md)\n```\n",
        "    [a](none.md)\n",
        "---\nx: '[a](none.md)'\n---\n",
        "<!--\n[a](none.md)\n-->\n",
        "<!-- START doctoc -->\n[a](none.md)\n<!-- END doctoc -->\n",
    ],
)
def test_noop_code_comments_and_generated_blocks(text: str) -> None:
    assert find("x\n", text, DEAD) == ()


@pytest.mark.parametrize(
    ("translated", "expected"),
    [
        (page("[ä](none.md)"), [("link-dead", 5, 11)]),
        (page("![ä](none.png)"), []),
        ("[ä](none.md)\n", []),
    ],
)
def test_without_its_source_only_documents_in_tables_are_judged(
    translated: str, expected: list[tuple[str, int, int]]
) -> None:
    assert places(find(None, translated)) == expected


def test_fix_leads_to_the_source_s_target_where_that_lives() -> None:
    fixed = fix(page("[a](pots.md) [b](cups.md)"), page("[ä](pots.md) [ß](cups.md)"))
    assert fixed.text == page("[ä](../../../guide/pots.md) [ß](cups.md)")
    assert [each.rule for each in fixed.mended] == ["link-dead"]


def test_noop_fix_leaves_links_outside_tables() -> None:
    fixed = fix("[a](pots.md)\n", "[ä](pots.md)\n")
    assert fixed.text == "[ä](pots.md)\n"
    assert places(fixed.left) == [("link-dead", 1, 5)]


@pytest.mark.parametrize(
    ("definition", "line", "column"),
    [
        ("[r]: none.md", 7, 6),
        ("[r]: <none.md> 'x'", 7, 7),
        ("[r]:\nnone.md", 8, 1),
        ("> [r]: none.md", 7, 8),
    ],
)
def test_a_dead_definition_is_told_of_once_where_it_stands(
    definition: str, line: int, column: int
) -> None:
    source = page("[a][r] [b][r]") + "\n[r]: cups.md\n"
    translated = page("[ä][r] [ß][r]") + f"\n{definition}\n"
    assert places(find(source, translated)) == [("link-dead", line, column)]


def test_noop_a_definition_that_leads_somewhere_or_whose_source_s_is_dead_too() -> None:
    text = page("[ä][r]") + "\n[r]: {}\n[^1]: none.md\n"
    source = text.format("none.md")
    assert find(source, source, DEAD) == ()
    assert find(text.format("pots.md"), text.format("../../../guide/pots.md"), DEAD) == ()
    assert find(text.format("cups.md"), text.format("cups.md"), DEAD) == ()
