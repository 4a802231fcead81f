"""What is owed is read with the texts of the source that it answers to."""

from __future__ import annotations

import pytest

from sync.exchange.reading import read_document
from sync.markdown.document import read_markdown
from sync.markdown.marks import Mark
from tests.exchange.handing import fill, list_open, open_case, read, sync

MARK = "<!-- sync:untranslated --> "
OLD = """# Tea

Warm the [pot](cups.md) first.

| Leaf | Minutes |
| --- | --- |
| Green `a\\|b` | two \\| three |
| Black | four |
"""
NEW = """# Tea

Warm the [pot](cups.md) well, and first.

Then wait.

| Leaf | Minutes |
| --- | --- |
| Green `a\\|b` | two \\| four |
| Black | four |
| White | see [the cups](cups.md) |
"""
THERE = """# Tee

Zuerst die [Kanne](cups.md) wärmen.

| Blatt | Minuten |
| --- | --- |
| Grün `a\\|b` | zwei \\| drei |
| Schwarz | vier |
"""


def test_each_unit_has_its_text_its_past_and_its_words() -> None:
    document = read(NEW, sync(OLD, NEW, THERE), base=OLD)
    assert list_open(document) == [
        (
            "paragraph",
            "Warm the [pot](cups.md) well, and first.",
            "Warm the [pot](cups.md) first.",
            "Zuerst die [Kanne](cups.md) wärmen.",
        ),
        ("paragraph", "Then wait.", None, ""),
        ("cell", "two | four", "two | three", "zwei | drei"),
        ("cell", "White", None, ""),
        ("cell", "see [the cups](cups.md)", None, ""),
    ]
    assert document.unknown == ()
    cell = document.open[-1]
    assert (cell.headings, cell.column, cell.row) == (("Tea",), "Minutes", "White")
    assert (cell.source_line, cell.line) == (11, 11)


def test_what_is_done_is_known_too() -> None:
    document = read(OLD, THERE)
    assert [(unit.text, unit.words) for unit in document.units if unit.kind != "cell"] == [
        ("Tea", "Tee"),
        ("Warm the [pot](cups.md) first.", "Zuerst die [Kanne](cups.md) wärmen."),
    ]
    assert document.open == ()


def test_words_go_in_and_nothing_else_changes() -> None:
    synced = sync(OLD, NEW, THERE)
    filled, unfit = fill(
        NEW,
        synced,
        {
            "Then wait.": "Dann\nwarten.",
            "two | four": "zwei | vier",
            "White": "Weiß",
            "see [the cups](cups.md)": "siehe [die Tassen](cups.md)",
        },
    )
    assert unfit == []
    lines = filled.text.splitlines()
    before = synced.splitlines()
    assert lines[:4] == before[:4]
    assert lines[4:6] == ["Dann", "warten."]
    assert lines[9] == "| Grün `a\\|b` | zwei \\| vier |"
    assert lines[11] == "| Weiß | siehe [die Tassen](cups.md) |"
    assert filled.text.count("sync:") == 1  # the fuzzy paragraph


def test_a_mark_may_stay() -> None:
    filled, _ = fill(NEW, sync(OLD, NEW, THERE), {"Then wait.": "Dann warten."}, Mark.FUZZY)
    assert "Dann warten. <!-- sync:fuzzy -->\n" in filled.text


def test_words_that_are_another_block_stay_out() -> None:
    synced = sync(OLD, NEW, THERE)
    filled, unfit = fill(NEW, synced, {"Then wait.": "# Dann\n\nwarten.", "White": "Weiß"})
    assert [unit.text for unit in unfit] == ["Then wait."]
    assert filled.text == synced.replace("| <!-- sync:untranslated --> White |", "| Weiß |")


def test_a_heading_that_came_with_its_table_is_of_the_tables_version() -> None:
    """Where tables alone were brought, the version of the prose has no such heading."""
    base = "# Tea\n\nWait.\n"
    known = f"{base}\n## Kinds\n\n### Black ones\n\n| Kind |\n| --- |\n| Assam |\n"
    there = "# Tee\n\nWarten.\n\n## Kinds <!-- sync:untranslated -->\n\n### Black ones "
    there += (
        "<!-- sync:untranslated -->\n\n| <!-- sync:untranslated --> Kind |\n| --- |\n| Assam |\n"
    )
    case = open_case(known, there, base=base)._replace(prose=read_markdown(base))
    document = read_document(case)
    assert [(unit.kind, unit.text, unit.source_line) for unit in document.open] == [
        ("heading", "Kinds", 5),
        ("heading", "Black ones", 7),
        ("cell", "Kind", 9),
    ]
    assert document.open[1].headings == ("Tea", "Kinds")
    assert document.unknown == ()


def test_a_text_that_grew_is_found_by_what_its_words_were_made_from() -> None:
    base = "# Tea\n\nWarm the big old pot with hot water before use.\n\nPour.\n\nWait a bit.\n"
    more = "use. " + "Add one spoon of leaves for each cup, and one more. " * 5
    there = "# Tee\n\nDie Kanne vorwärmen. <!-- sync:fuzzy -->\n\nGießen.\n\nKurz warten.\n"
    document = read(base.replace("use.", more.strip()), there, base=base)
    [unit] = document.open
    assert (unit.previous, unit.words) == (
        "Warm the big old pot with hot water before use.",
        "Die Kanne vorwärmen.",
    )
    assert document.unknown == ()


@pytest.mark.parametrize("copied", ["cups.md", "../../../guide/cups.md"])
def test_a_copy_has_no_words_wherever_its_links_led_when_it_was_written(copied: str) -> None:
    """`new` writes one document after the other: the first link to sources of the next."""
    source = "# Tea\n\n[The cups](cups.md) wait.\n\n| A |\n| --- |\n| [The cups](cups.md) |\n"
    marked = (
        f"# Tee\n\n[The cups]({copied}) wait. <!-- sync:untranslated -->\n\n"
        f"| A |\n| --- |\n| <!-- sync:untranslated --> [The cups]({copied}) |\n"
    )
    units = read(source, marked).open
    assert [(unit.text, unit.words) for unit in units] == [
        ("[The cups](cups.md) wait.", ""),
        ("[The cups](cups.md)", ""),
    ]


@pytest.mark.parametrize(
    "said", ["[The cups](../../../guide/tea.md) wait.", "[Cups](cups.md) wait."]
)
def test_what_says_or_means_something_else_is_no_copy(said: str) -> None:
    source = "# Tea\n\n[The cups](cups.md) wait.\n"
    [unit] = read(source, f"# Tee\n\n{said} <!-- sync:untranslated -->\n").open
    assert unit.words != ""


@pytest.mark.parametrize(
    ("tail", "unknown"),
    [("", ()), (" more |", ()), (" <!-- sync:untranslated --> more |", (5,))],
)
def test_what_is_marked_behind_the_last_column_is_named(
    tail: str, unknown: tuple[int, ...]
) -> None:
    """No cell is there for its words to go into, and the translation waits for them."""
    source = f"# Tea\n\n| A | B |\n| --- | --- |\n| Green | Light |{tail.replace(MARK, '')}\n"
    there = f"# Tee\n\n| A | B |\n| --- | --- |\n| Green | Light |{tail}\n"
    assert read(source, there).unknown == unknown
