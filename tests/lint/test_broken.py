"""Lines that were a table: told once, at the line to mend, and mended where that is certain."""

from __future__ import annotations

import pytest

from tests.lint.sides import TABLE_RULES, apply, compare, find, places
from tests.lint.teas import (
    BLACK,
    CUPS,
    CUPS_NAME,
    DELIMITER,
    GREEN,
    HEADER,
    KINDS,
    KINDS_NAME,
    MIDDLE,
    MINT,
    TEA,
    THE,
    WHITE,
)

# What went wrong → the translation, the line to mend, a word of the message.
CERTAIN = {
    "a cell without hyphens": (THE.replace(DELIMITER, "|---|---||\n"), 8, "hyphens"),
    "a delimiter cell less": (THE.replace(DELIMITER, "|---|---|\n"), 8, "3 cells"),
    "a delimiter cell more": (THE.replace(DELIMITER, "|---|---|---|---|\n"), 8, "3 cells"),
    "em dashes": (THE.replace(DELIMITER, "| — | — | — |\n"), 8, "hyphens"),
    "en dashes": (THE.replace(DELIMITER, "|–––|–––|–––|\n"), 8, "hyphens"),
    "long vowel marks": (THE.replace(DELIMITER, "|ーー|ーー|ーー|\n"), 8, "hyphens"),
    "hyphens without pipes": (THE.replace(DELIMITER, "---\n"), 8, "delimiter row 1"),
    "no delimiter row": (THE.replace(DELIMITER, "", 1), 7, "missing"),
    "full-width pipes": (THE.replace(KINDS, KINDS.replace("|", "｜")), 7, "full-width"),
    "full-width pipes in the header": (
        THE.replace(HEADER, HEADER.replace("|", "｜")), 7, "full-width",
    ),
    "full-width pipes in the delimiter row": (
        THE.replace(DELIMITER, DELIMITER.replace("|", "｜"), 1), 8, "full-width",
    ),
    "a blank line inside": (THE.replace(WHITE, "\n" + WHITE), 11, "2 rows after it"),
    "a blank line before the last row": (THE.replace(MINT, "\n" + MINT), 12, "the row after it"),
    "blank lines inside": (THE.replace(WHITE, f"\n \n{WHITE}\n"), 11, "blank line"),
    "a blank line below the header": (THE.replace(HEADER, HEADER + "\n"), 8, "blank line"),
    "a blank line below the delimiter": (THE.replace(DELIMITER, DELIMITER + "\n", 1), 9, "4 rows"),
    "blank lines everywhere": (THE.replace(KINDS, KINDS.replace("\n", "\n\n")), 8, "blank line"),
    "an indented row": (THE.replace(WHITE, "    " + WHITE), 11, "four spaces"),
    "an indented last row": (THE.replace(MINT, "    " + MINT), 12, "four spaces"),
    "a row that begins with a comment": (
        THE.replace("| Thé blanc", "<!-- later --> Thé blanc"), 11, "comment",
    ),
    "a tag directly above": (THE.replace(HEADER, "<details>\n" + HEADER), 8, "HTML"),
    "all indented": (
        THE.replace(KINDS, "".join(f"    {line}\n" for line in KINDS.splitlines())), 7, "code",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CERTAIN)
def test_certain_faults_are_told_once_and_mended(name: str) -> None:
    text, line, words = CERTAIN[name]
    (found,) = find(TEA, text)
    assert (found.rule, found.line, found.identity) == ("table-broken", line, KINDS_NAME)
    assert words in found.message
    assert "'Tea | Minutes | Guide' (line 7)" in found.message
    mended = apply(text, [found])
    assert find(TEA, mended) == ()
    assert len(compare(TEA, mended).tables) == 2


# What differs afterwards in more than its table's reading: white space, a pipe.
OTHERWISE = {
    "a tag directly above",
    "a row that begins with a comment",
    "blank lines inside",
    "blank lines everywhere",
}


@pytest.mark.parametrize("name", sorted(CERTAIN.keys() - OTHERWISE))
def test_mending_gives_back_what_was(name: str) -> None:
    text = CERTAIN[name][0]
    assert apply(text, find(TEA, text)) == THE


UNCERTAIN = {
    "a header cell more": (
        THE.replace(HEADER, "| Thé | Minutes | Guide | Lieu |\n"), KINDS_NAME, 7, "4 cells",
    ),
    "a splice": (
        THE[: THE.index("mots")] + "mo\n" + THE[THE.index(WHITE) :], KINDS_NAME, 4, "2 rows",
    ),
    "a splice within a line": (
        THE[: THE.index("mots")] + "mo" + THE[THE.index(WHITE) :], KINDS_NAME, 3, "2 rows",
    ),
    "rows without a header": (
        THE.replace(HEADER + DELIMITER, ""), KINDS_NAME, 7, "4 rows",
    ),
    "a delimiter row without a header": (THE.replace(HEADER, ""), KINDS_NAME, 7, "header"),
    "text inside": (THE.replace(WHITE, f"\nVoilà.\n\n{WHITE}"), KINDS_NAME, 12, "text"),
    "text directly below a row": (
        THE.replace(WHITE, f"Voilà.\n\n{WHITE}"), KINDS_NAME, 11, "the 2 rows after it",
    ),
    "text that leaves one row": (
        THE.replace(BLACK, f"Voilà.\nDonc.\n\n{BLACK}"), KINDS_NAME, 10, "text interrupts",
    ),
    "a second header": (
        THE.replace(WHITE, f"\n{HEADER}{DELIMITER}{WHITE}"), KINDS_NAME, 12, "in two",
    ),
    "a blank line and a row less": (
        THE.replace(BLACK, "").replace(WHITE, "\n" + WHITE), KINDS_NAME, 10, "blank line",
    ),
    "no delimiter row and a row less": (
        THE.replace(CUPS, CUPS.replace("| --- | --- |\n", "").replace(MIDDLE, "")),
        CUPS_NAME, 18, "without",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNCERTAIN)
def test_uncertain_faults_are_told_once(name: str) -> None:
    text, identity, line, words = UNCERTAIN[name]
    (found,) = find(TEA, text)
    assert (found.rule, found.line, found.identity) == ("table-broken", line, identity)
    assert words in found.message
    assert found.fix == ()


def test_a_splice_over_a_whole_table() -> None:
    text = THE[: THE.index("sur le")] + "su\n" + THE[THE.index(MIDDLE) :]
    assert places(find(TEA, text)) == [("table-missing", 1), ("table-broken", 4)]


def test_a_cut_delimiter_row_takes_the_sources_alignment() -> None:
    source = TEA.replace("| --- | --- | --- |", "|:---|:---:|---:|")
    text = THE.replace(DELIMITER, "|:---|:---:|\n", 1)
    assert apply(text, find(source, text)) == THE.replace(DELIMITER, "|:---|:---:|---:|\n", 1)


PREFIXES = {"in a quote": "> ", "in quotes": "> > ", "in an item": "  "}


@pytest.mark.parametrize("name", PREFIXES)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_fixes_keep_what_stands_around(name: str, newline: str, mark: str) -> None:
    prefix = PREFIXES[name]

    def wrap(text: str) -> str:
        lines = [f"{prefix}{line}".rstrip() + newline for line in text.splitlines()]
        lines[0] = f"- {lines[0].lstrip()}" if prefix == "  " else lines[0]
        return mark + "".join(lines)

    source = wrap(TEA)
    for broken in (
        THE.replace(DELIMITER, "|---|---||\n", 1),
        THE.replace(DELIMITER, "", 1),
        THE.replace(WHITE, f"\n{WHITE}"),
    ):
        text = wrap(broken)
        (found,) = find(source, text)
        assert found.rule == "table-broken"
        assert apply(text, [found]) == wrap(THE)


def test_a_broken_table_on_the_first_line() -> None:
    text = THE[THE.index(HEADER) :].replace(DELIMITER, "|---|---||\n", 1)
    source = TEA[TEA.index("| Tea") :]
    for mark in ("", "\ufeff"):
        (found,) = find(mark + source, mark + text)
        assert (found.rule, found.line) == ("table-broken", 2)
        assert find(mark + source, apply(mark + text, [found])) == ()


def test_two_broken_tables() -> None:
    text = THE.replace(DELIMITER, "|---|---||\n", 1).replace(MIDDLE, "\n" + MIDDLE)
    found = find(TEA, text)
    assert places(found) == [("table-broken", 8), ("table-broken", 21)]
    assert apply(text, found) == THE


def test_other_rules_look_at_what_is_left_of_a_table() -> None:
    text = THE.replace(WHITE, "\n" + WHITE)
    pairs = compare(TEA, text).tables
    assert [(ours.start, theirs.start) for ours, theirs in pairs] == [(6, 6), (17, 18)]


NOT_BROKEN = {
    "bars in prose": (TEA + "\nOne | two | three\n", THE + "\nUn | deux | trois\n"),
    "bars in new prose": (TEA, THE + "\nUn | deux | trois\n"),
    "rows in fenced code": (TEA, THE + f"\n```\n{GREEN}{BLACK}```\n"),
    "a navigation behind a table": (
        TEA.replace("Goodbye.", "[a](a.md) | [b](b.md)"),
        THE.replace("Au revoir.", "[a](../../a.md) | [b](../../b.md)"),
    ),
}


@pytest.mark.parametrize("name", NOT_BROKEN)
def test_what_never_was_a_table(name: str) -> None:
    assert find(*NOT_BROKEN[name]) == ()


WIDE = {
    "all of a row's pipes": BLACK.replace("|", "｜"),
    "some of a row's pipes": BLACK.replace(" | ", " ｜ "),
}


@pytest.mark.parametrize("name", WIDE)
def test_full_width_pipes_in_a_row(name: str) -> None:
    text = THE.replace(BLACK, WIDE[name])
    (found,) = find(TEA, text, (*TABLE_RULES, "number", "empty-cell", "code-span", "link-target"))
    assert (found.rule, found.line) == ("table-broken", 10)
    assert "has 1 of 3 cells" in found.message
    assert apply(text, [found]) == THE


def test_full_width_pipes_in_a_row_where_another_one_lacks() -> None:
    text = THE.replace(BLACK, WIDE["all of a row's pipes"]).replace(MINT, "")
    assert places(find(TEA, text)) == [("table-rows", 7), ("table-broken", 10)]


def test_full_width_pipes_in_words() -> None:
    assert find(TEA, THE.replace("Thé noir", "Thé ｜ noir")) == ()
    source = TEA.replace("| Black tea | 4 |", "| Black｜tea｜4 |")
    assert find(source, THE.replace("| Thé noir | 4 |", "| Thé｜noir｜4 |")) == ()


def test_a_table_is_not_mended_where_words_would_end_up_behind_its_last_column() -> None:
    row = BLACK.replace("Thé noir", "Thé ｜ noir")
    text = THE.replace(KINDS, KINDS.replace(BLACK, row).replace("|", "｜"))
    found = [each for each in find(TEA, text) if each.rule == "table-broken"]
    assert [each.line for each in found] == [7]
    assert apply(text, found) == text
