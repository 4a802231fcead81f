"""Whole tables: there, no others there, as wide as the source's."""

from __future__ import annotations

import pytest

from sync.align.candidates import TablePairs
from sync.markdown.generated import GeneratedPair
from tests.lint.sides import TABLE_RULES, compare, find, places
from tests.lint.teas import (
    BLACK,
    CUPS,
    CUPS_NAME,
    DELIMITER,
    GREEN,
    KINDS,
    KINDS_NAME,
    MINT,
    SMALL,
    TEA,
    THE,
    WHITE,
)

OWN = "| À moi | Note |\n|---|---|\n| x | y |\n\n"
SOURCE_DELIMITER = "| --- | --- | --- |\n"
PAIRED = GeneratedPair("menu start", "menu end")


def cut(text: str, start: str, end: str) -> str:
    """Return ``text`` without what lies between two of its parts, the latter kept."""
    return text[: text.index(start)] + text[text.index(end) :]


def test_a_faithful_translation() -> None:
    assert find(TEA, THE) == ()


def test_a_source_that_is_not_known() -> None:
    assert find(None, THE + OWN) == ()


MISSING: dict[str, tuple[str, list[int | None], list[tuple[str, ...]]]] = {
    "below its heading": (cut(THE, "| Thé |", "La fin"), [5], [KINDS_NAME]),
    "with its heading": (cut(THE, "## Tasses", "Au revoir"), [12], [CUPS_NAME]),
    "of two that are alone": ("# Thé\n", [1, 1], [KINDS_NAME, CUPS_NAME]),
    "with nothing to hold on to": ("Thé.\n", [None, None], [KINDS_NAME, CUPS_NAME]),
}


@pytest.mark.parametrize("name", MISSING)
def test_missing_tables_are_told_where_they_belong(name: str) -> None:
    text, lines, identities = MISSING[name]
    found = find(TEA, text)
    assert places(found) == [("table-missing", line) for line in lines]
    assert [each.identity for each in found] == identities


def test_the_message_names_the_sources_table() -> None:
    (found,) = find(TEA, cut(THE, "| Thé |", "La fin"))
    assert found.message == (
        "the source's table 'Tea | Minutes | Guide' (line 7), below 'Kinds' is missing"
    )
    assert found.column == 1


def test_a_table_in_fenced_code_is_missing_there() -> None:
    text = THE.replace(KINDS, f"```\n{KINDS}```\n")
    (found,) = find(TEA, text)
    assert (found.rule, found.line) == ("table-missing", 8)
    assert "fenced code" in found.message


def test_twins_are_told_apart_by_number() -> None:
    twin = "| A | B |\n|---|---|\n| c | d |\n"
    source = f"# One\n\n{twin}\n# Two\n\n{twin}"
    (found,) = find(source, f"# Un\n\n{twin}\n# Deux\n\nRien.\n")
    assert (found.rule, found.line, found.identity) == ("table-missing", 7, ("A", "B", "1"))


@pytest.mark.parametrize(
    ("text", "line"), [(f"{THE}\n{OWN}", 26), (THE.replace("La fin", f"{OWN}La fin"), 14)]
)
def test_extra_tables(text: str, line: int) -> None:
    (found,) = find(TEA, text)
    assert (found.rule, found.line, found.column) == ("table-extra", line, 1)
    assert found.identity == ("À moi", "Note", "0")


REPAIRED = {
    "a cut delimiter row": (TEA.replace(SOURCE_DELIMITER, "|---|---||\n"), THE),
    "a blank line inside": (TEA.replace("| White", "\n| White"), THE),
    "a table directly below a tag": (TEA.replace("| Tea ", "<details>\n| Tea "), THE),
    "a table that is indented": (
        TEA.replace("| Cup | Size |\n| --- | --- |", "    | Cup | Size |\n    | --- | --- |"), THE,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REPAIRED)
def test_what_a_translation_repaired_is_no_fault(name: str) -> None:
    assert find(*REPAIRED[name]) == ()


def test_what_is_as_broken_in_the_source_is_no_fault() -> None:
    source = TEA.replace(SOURCE_DELIMITER, "|---|---||\n")
    assert find(source, THE.replace(DELIMITER, "|---|---||\n", 1)) == ()
    source = TEA.replace("| White", "\n| White")
    assert find(source, THE.replace(WHITE, "\n" + WHITE)) == ()


def test_generated_tables_do_not_count() -> None:
    menu = "<!-- menu start -->\n| A | B |\n|---|---|\n| 1 | 2 |\n<!-- menu end -->\n\n"
    assert find(menu + TEA, THE, generated=(PAIRED,)) == ()
    assert find(TEA, menu + THE, generated=(PAIRED,)) == ()
    translated = menu.replace("menu start", "menu début").replace("menu end", "fin")
    assert find(menu + TEA, translated + THE, generated=(PAIRED,)) == ()
    assert places(find(TEA, menu + THE)) == [("table-extra", 2)]


def test_language_lists_are_no_tables() -> None:
    menu = "[Arabic](a.md) | [Hebrew](b.md) | [Thai](c.md)\n\n"
    menu_fr = "[Arabe](a.md) | [Hébreu](b.md) | [Thaï](c.md)\n\n"
    assert find(menu + TEA, menu_fr + THE) == ()
    assert places(find(menu + TEA, menu_fr + THE.replace(KINDS, ""))) == [("table-missing", 7)]
    assert places(find(TEA, THE.replace(KINDS, menu_fr))) == [("table-missing", 5)]


def test_a_merge_left_undone_says_nothing_of_tables() -> None:
    conflict = f"<<<<<<< a\n{CUPS}=======\n{CUPS}>>>>>>> b\n"
    assert find(TEA, THE.replace(CUPS, conflict)) == ()
    assert places(find(TEA, THE.replace(CUPS, f"{CUPS}\n{CUPS}"))) == [("table-extra", 24)]


def test_other_columns() -> None:
    narrow = "| Tasse |\n| --- |\n| Petite |\n| Moyenne |\n| Grande |\n"
    (found,) = find(TEA, THE.replace(CUPS, narrow))
    assert (found.rule, found.line, found.identity) == ("table-columns", 18, CUPS_NAME)
    assert found.message == "table has 1 column, its source 'Cup | Size' (line 18) 2"


def test_columns_in_another_order() -> None:
    text = (
        THE.replace(GREEN, "| Thé vert | [Étapes](../../green.md) | 2 |\n")
        .replace(BLACK, "| Thé noir | Prendre la `kettle` | 4 |\n")
        .replace(WHITE, "| Thé blanc |  | 3 |\n")
        .replace(MINT, "| Menthe | [Site](https://mint.example/a) | 7 |\n")
    )
    (found,) = find(TEA, text)
    assert (found.rule, found.line, found.identity) == ("table-columns", 7, KINDS_NAME)
    assert "order" in found.message


def test_cells_beyond_the_last_column() -> None:
    text = THE.replace("Prendre la", "Prendre | la")
    (found,) = find(TEA, text)
    assert (found.rule, found.line, found.column) == ("table-columns", 10, 1)
    assert found.identity == (*KINDS_NAME, "Black tea", "0")
    assert find(TEA.replace("Use the", "Use | the"), text) == ()
    assert find(TEA, THE.replace(SMALL, "| Petite | un | |\n")) == ()


def test_nothing_is_said_of_tables_that_answer_one_for_one() -> None:
    assert compare(TEA, THE).pairs == TablePairs(((0, 0), (1, 1)))


ALL = (*TABLE_RULES, "number", "empty-cell", "code-span", "link-target")
TEN = TEA.replace("| one |", "| one of 12 |").replace("| two |", "| `a \\| b` |")
DIX = THE.replace("| un |", "| un sur 12 |").replace("| deux |", "| `a \\| b` |")
UNESCAPED = {
    "in words": (DIX.replace("Thé noir", "Thé | noir"), 10),
    "in code": (DIX.replace("`a \\| b`", "`a | b`"), 21),
    "in emphasis": (DIX.replace("Menthe", "**Menthe | verte**"), 12),
}


@pytest.mark.parametrize("name", UNESCAPED)
def test_a_pipe_that_is_not_escaped_is_one_fault(name: str) -> None:
    assert find(TEN, DIX, ALL) == ()
    text, line = UNESCAPED[name]
    assert places(find(TEN, text, ALL)) == [("table-columns", line)]


def test_a_pipe_that_shifts_a_table_is_told_at_its_row() -> None:
    source = "| A | B |\n|---|---|\n| [One](one.md) | **1** |\n| Two | of `two` |\n"
    text = "| A | B |\n|---|---|\n| | [Un](../../one.md) | **1** |\n| Deux | de `two` |\n"
    assert places(find(source, text, ALL)) == [("table-columns", 3)]


def test_columns_in_another_order_are_one_fault() -> None:
    source = "| A | B | C |\n|---|---|---|\n| one | 1 | `a` |\n| two | 2 | `b` |\n"
    text = "| B | A | C |\n|---|---|---|\n| 1 | un | `a` |\n| 2 | deux | `b` |\n"
    assert places(find(source, text, ALL)) == [("table-columns", 1)]
