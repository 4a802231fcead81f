"""Rows: all there, none besides, whole, once, and in the source's order."""

from __future__ import annotations

import pytest

from sync.findings import Severity
from sync.lint.row_faults import find_faulty_lines
from tests.lint.sides import TABLE_RULES, apply, compare, find, places
from tests.lint.teas import (
    BLACK,
    CUPS,
    CUPS_NAME,
    GREEN,
    KINDS_NAME,
    LARGE,
    MIDDLE,
    MINT,
    SMALL,
    TEA,
    THE,
    WHITE,
)

OWN = "| Tisane | 9 | x |\n"
EMPTY = TEA.replace("| Large | three |\n", "| Large | three |\n|   |   |\n")


def test_lacking_rows_are_named() -> None:
    (found,) = find(TEA, THE.replace(BLACK, ""))
    assert (found.rule, found.line, found.column) == ("table-rows", 7, 1)
    assert found.message == "table lacks 1 of its source's rows (line 10): 'Black tea'"
    assert found.identity == (*KINDS_NAME, "lacking")
    assert found.fix == ()


def test_lacking_rows_that_nobody_can_tell_from_others() -> None:
    (found,) = find(TEA, THE.replace(MIDDLE + LARGE, "| Moyenne et grande | deux, trois |\n"))
    assert (found.rule, found.line, found.identity[:-1]) == ("table-rows", 18, CUPS_NAME)
    assert found.message == (
        "table lacks 1 of its source's rows, all among 'Small', 'Middle', 'Large'"
    )


def test_rows_besides_are_told_at_the_first() -> None:
    (found,) = find(TEA, THE.replace(BLACK, BLACK + OWN + OWN.replace("9", "8")))
    assert (found.rule, found.line) == ("table-rows", 11)
    assert found.message == (
        "2 rows have no counterpart in the source's table 'Tea | Minutes | Guide' (line 7): "
        "'Tisane', 'Tisane'"
    )


def test_rows_besides_that_nobody_can_tell_from_others() -> None:
    (found,) = find(TEA, THE.replace(LARGE, "| Énorme | x |\n" + LARGE))
    assert (found.rule, found.line) == ("table-rows", 20)
    assert "among the 4 from here" in found.message


def test_rows_in_place_of_others_are_one_fault() -> None:
    (found,) = find(TEA, THE.replace(GREEN, "").replace(MINT, MINT + OWN))
    assert (found.rule, found.line) == ("table-rows", 7)
    assert found.message == (
        "table lacks 1 of its source's rows (line 9): 'Green tea', "
        "and has as many that are not in it: 'Tisane'"
    )


def test_more_rows_lacking_than_besides() -> None:
    text = THE.replace(GREEN, "").replace(BLACK, BLACK + OWN + OWN.replace("9", "8"))
    assert places(find(TEA, text)) == [("table-rows", 7), ("table-rows", 10)]


@pytest.mark.parametrize(
    ("text", "line", "mended"),
    [
        (THE.replace(MINT + "\n", MINT), 13, THE),
        (THE.replace(LARGE + "\n", LARGE), 23, THE),
        (
            THE.replace(LARGE + "\nAu revoir.", LARGE + "Au revoir.\nÀ toi."),
            23,
            THE.replace("Au revoir.", "Au revoir.\nÀ toi."),
        ),
    ],
)
def test_text_that_is_read_as_a_row(text: str, line: int, mended: str) -> None:
    (found,) = find(TEA, text)
    assert (found.rule, found.line, found.column) == ("table-rows", line, 1)
    assert "directly below" in found.message
    assert found.help is not None
    assert apply(text, [found]) == mended


def test_first_cells_tell_rows_apart() -> None:
    source = TEA.replace("Small", "XS-1").replace("Middle", "M-2").replace("Large", "XL-3")
    text = THE.replace("Petite", "XS-1").replace(MIDDLE, "").replace("Grande", "XL-3")
    (found,) = find(source, text)
    assert found.message == "table lacks 1 of its source's rows (line 21): 'M-2'"
    cut = text.replace("| XS-1 | un |", "| XS-1").replace("| XL-3 | trois |", "| XL-3 | trois")
    assert places(find(source, cut)) == [("table-rows", 18), ("row-truncated", 20)]


def test_other_columns_are_no_truncated_rows() -> None:
    source = TEA.replace("Small", "XS-1").replace("Middle", "M-2").replace("Large", "XL-3")
    narrow = "| Tasse |\n| --- |\n| XS-1 |\n| M-2 |\n| XL-3 |\n"
    for table in (narrow, narrow.replace("| M-2 |\n", "")):
        assert places(find(source, THE.replace(CUPS, table))) == [("table-columns", 18)]


def test_text_that_only_the_sources_table_took_in() -> None:
    source = TEA.replace("mint.example/a) |\n\n", "mint.example/a) |\n")
    assert find(source, THE) == ()
    assert find(source, THE.replace(MINT + "\n", MINT)) == ()


TAILS = {
    "in the middle": (THE, THE.replace(LARGE, LARGE + "|     |     |\n")),
    "at the very end": (
        THE[: THE.index("\nAu revoir")],
        THE[: THE.index("\nAu revoir")] + "|     |     |\n",
    ),
    "without a newline": (
        THE[: THE.index("\n\nAu revoir")],
        THE[: THE.index("\n\nAu revoir")] + "\n|     |     |",
    ),
    "with CRLF": (
        THE.replace("\n", "\r\n"),
        THE.replace(LARGE, LARGE + "|     |     |\n").replace("\n", "\r\n"),
    ),
    "without outer pipes": (
        THE.replace(
            CUPS, "Tasse | Taille\n--- | ---\nPetite | un\nMoyenne | deux\nGrande | trois\n"
        ),
        THE.replace(
            CUPS,
            "Tasse | Taille\n--- | ---\nPetite | un\nMoyenne | deux\nGrande | trois\n|  |  |\n",
        ),
    ),
    "in a quote": (
        THE.replace(CUPS, "".join(f"> {line}\n" for line in CUPS.splitlines())),
        THE.replace(CUPS, "".join(f"> {line}\n" for line in (*CUPS.splitlines(), "|     |     |"))),
    ),
}


@pytest.mark.parametrize("name", TAILS)
def test_an_empty_row_at_the_end_is_put_back(name: str) -> None:
    text, mended = TAILS[name]
    (found,) = find(EMPTY, text)
    assert (found.rule, found.line) == ("table-rows", 22)
    assert found.message == "table lacks the empty row at the end of its source's (line 23)"
    assert found.severity is Severity.WARNING
    assert apply(text, [found]) == mended
    assert find(EMPTY, mended) == ()


def test_several_empty_rows_at_the_end() -> None:
    source = EMPTY.replace("|   |   |\n", "|   |   |\n" * 3)
    text = THE.replace(LARGE, LARGE + "|||\n")
    (found,) = find(source, text)
    assert "2 empty rows" in found.message
    assert find(source, apply(text, [found])) == ()


def test_an_empty_row_at_the_end_and_another_one_lacking() -> None:
    (found,) = find(EMPTY, THE.replace(LARGE, "|   |   |\n"))
    assert "lacks 1 of its source's rows" in found.message
    assert "end" not in found.message
    (found,) = find(EMPTY, THE.replace(MIDDLE + LARGE, ""))
    assert "lacks" in found.message
    assert found.severity is None


TRUNCATED = {
    "to a rest of emphasis": (TEA, THE.replace(LARGE, "| **\n"), 22, CUPS_NAME, "Large"),
    "to its first cell": (TEA, THE.replace(LARGE, "| Grande\n"), 22, CUPS_NAME, "Large"),
    "to emphasis in a cell": (TEA, THE.replace("Grande", "**"), 22, CUPS_NAME, "Large"),
    "within emphasis": (
        TEA.replace("Large", "**Large**"), THE.replace("Grande", "**Grande"), 22, CUPS_NAME,
        "**Large**",
    ),
    "within code": (TEA, THE.replace("`kettle`", "`kett"), 10, KINDS_NAME, "Black tea"),
    "within a link": (TEA, THE.replace("example/a) |", "exa"), 12, KINDS_NAME, "Mint"),
    "within a link's text": (
        TEA, THE.replace("[Site](https://mint.example/a) |", "[Si"), 12, KINDS_NAME, "Mint",
    ),
    "to a few letters": (
        TEA.replace("three", "three quarters of what a man could drink before the tea is cold"),
        THE.replace("trois", "tr"), 22, CUPS_NAME, "Large",
    ),
    "to a letter": (
        TEA.replace("three", "Three quarters of a litre, or a bit less."),
        THE.replace("trois", "T"), 22, CUPS_NAME, "Large",
    ),
    "within new emphasis": (TEA, THE.replace("trois", "**trois"), 22, CUPS_NAME, "Large"),
    "within struck text": (TEA, THE.replace("trois", "~~trois"), 22, CUPS_NAME, "Large"),
    "within new code": (TEA, THE.replace("trois", "les `trois"), 22, CUPS_NAME, "Large"),
    "within a new link's text": (TEA, THE.replace("trois", "[trois"), 22, CUPS_NAME, "Large"),
    "within a new link": (TEA, THE.replace("trois", "[trois](https://t"), 22, CUPS_NAME, "Large"),
    "within emphasis by one asterisk": (
        TEA.replace("three", "*three*"), THE.replace("trois", "*trois"), 22, CUPS_NAME, "Large",
    ),
    "within a sentence": (
        TEA.replace("three", "Three of them."), THE.replace("trois |", "Trois d"), 22, CUPS_NAME,
        "Large",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TRUNCATED)
def test_rows_that_break_off(name: str) -> None:
    source, text, line, table, row = TRUNCATED[name]
    (found,) = find(source, text)
    assert (found.rule, found.line) == ("row-truncated", line)
    assert found.identity == (*table, row, "0")
    assert compare(source, text).ask(find_faulty_lines) == {line - 1}


WHOLE = {
    "no last pipe": (TEA, THE.replace("| trois |", "| trois")),
    "as short as the source's": (
        TEA.replace("| Large | three |", "| Large |"),
        THE.replace("| Grande | trois |", "| Grande |"),
    ),
    "as open as the source's": (TEA.replace("Large", "**Large"), THE.replace("Grande", "**Grande")),
    "quotation marks of the typewriter": (TEA, THE.replace("un |", "une ``tasse'' |")),
    "a face": (TEA, THE.replace("un |", "un :[ |")),
    "another's accent": (TEA, THE.replace("Petite", "O`zbek")),
    "a power": (TEA, THE.replace("un |", "2 ** 3 |")),
    "spaces within emphasis": (TEA, THE.replace("un |", "** un** |")),
    "a footnote's asterisk": (TEA, THE.replace("un |", "un* |")),
    "a footnote's asterisk besides": (TEA.replace("one", "*one*"), THE.replace("un |", "un* |")),
    "a path": (TEA.replace("one", "all of **/x"), THE.replace("un |", "tous les **/x |")),
    "a few Chinese characters": (
        TEA.replace("three", "There is nothing at all to be said of it."),
        THE.replace("trois", "无"),
    ),
    "a word for a word": (TEA, THE.replace("trois", "3")),
    "a sign for a sentence": (
        TEA.replace("three", "This is nothing that anybody would ever drink tea from, or is it?"),
        THE.replace("trois", "—"),
    ),
    "marked": (TEA.replace("Large", "**Large**"), THE.replace("Grande", "<!-- sync:fuzzy --> **G")),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_rows_that_are_whole(name: str) -> None:
    assert find(*WHOLE[name]) == ()


DUPLICATES = {
    "beside it": (TEA, THE.replace(BLACK, BLACK * 2), 11),
    "beside it, without signature": (TEA, THE.replace(MIDDLE, MIDDLE * 2), 22),
    "further down": (TEA, THE.replace(MINT, MINT + GREEN), 13),
    "instead of another, whose number differs": (TEA, THE.replace(WHITE, BLACK), 11),
    "instead of another, whose words differ": (
        TEA.replace("Middle", "A middle sized cup for guests").replace(
            "Large", "Your own big one!"
        ),
        THE.replace(LARGE, MIDDLE),
        22,
    ),
}


@pytest.mark.parametrize("name", DUPLICATES)
def test_rows_that_stand_twice(name: str) -> None:
    source, text, line = DUPLICATES[name]
    (found,) = find(source, text)
    assert (found.rule, found.line) == ("row-duplicate", line)
    assert compare(source, text).ask(find_faulty_lines) == {line - 1}


NO_DUPLICATES = {
    "twice in the source": (
        TEA.replace("| Small | one |\n", "| Small | one |\n" * 2), THE.replace(SMALL, SMALL * 2),
    ),
    "synonyms in the source": (
        TEA.replace("| Small | one |", "| Little | one |\n| Small | one |"),
        THE.replace(SMALL, SMALL * 2),
    ),
    "text below the table": (
        TEA.replace("three |\n", "three |\nText.\nText.\n"),
        THE.replace("trois |\n", "trois |\nTexte.\nTexte.\n"),
    ),
    "nothing to translate": (TEA, THE.replace(SMALL, "| 1 | 2 |\n").replace(MIDDLE, "| 1 | 2 |\n")),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_DUPLICATES)
def test_rows_that_may_be_equal(name: str) -> None:
    assert find(*NO_DUPLICATES[name]) == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (THE.replace(GREEN, "").replace(BLACK, BLACK + GREEN), 10),
        (THE.replace(GREEN, "").replace(MINT, MINT + GREEN), 12),
        (THE.replace(GREEN + BLACK, "").replace(MINT, MINT + BLACK + GREEN), 11),
    ],
)
def test_rows_in_another_order(text: str, line: int) -> None:
    (found,) = find(TEA, text)
    assert (found.rule, found.line, found.identity) == ("row-order", line, KINDS_NAME)


def test_an_order_that_nothing_proves() -> None:
    assert find(TEA, THE.replace(SMALL + MIDDLE, MIDDLE + SMALL)) == ()


def test_a_link_in_another_row_is_no_other_order() -> None:
    text = THE.replace("[Étapes](../../green.md)", "x").replace("`kettle`", "[x](../../green.md)")
    assert places(find(TEA, text)) == [("table-rows", 7)]


def test_how_rows_pair_is_worked_out_once() -> None:
    comparison = compare(TEA, THE)
    first, second = comparison.tables
    assert comparison.alignment.rows(*first) is comparison.alignment.rows(*first)
    assert comparison.alignment.rows(*second).places == ((0, 0), (1, 1), (2, 2))


YEARS = (
    "| Year | Event |\n|---|---|\n"
    "| 1990 | one |\n| 2001 | two |\n| 2012 | three |\n| 2020 | four |\n"
)
ANS = ["| 1990 | un |\n", "| 2001 | deux |\n", "| 2012 | trois |\n", "| 2020 | quatre |\n"]
TERMS = (
    "| Term | Meaning |\n|---|---|\n| API | interface |\n| CPU | processor |\n| RAM | memory |\n"
)
TERMES = ["| API | interface |\n", "| CPU | processeur |\n", "| RAM | mémoire |\n"]


def order(rows: list[str], places: str) -> str:
    """Return a table with some rows in the order of their places."""
    return "| A | B |\n|---|---|\n" + "".join(rows[int(place)] for place in places)


EXCHANGED = {
    "two rows by numbers": (YEARS, order(ANS, "0213"), "'2001'"),
    "pairs of rows by numbers": (YEARS, order(ANS, "1032"), "'1990', '2012'"),
    "two rows by two numbers": (
        "| A | B |\n|---|---|\n| Green | 2 of 70 |\n| White | 3 of 80 |\n",
        "| A | B |\n|---|---|\n| Blanc | 3 de 80 |\n| Vert | 2 de 70 |\n",
        "'Green'",
    ),
    "three rows by one number": (
        "| A | B |\n|---|---|\n| Green | 2 |\n| White | 3 |\n| Black | 4 |\n",
        "| A | B |\n|---|---|\n| Noir | 4 |\n| Vert | 2 |\n| Blanc | 3 |\n",
        "'Black'",
    ),
    "rows by a number and an empty cell": (
        "| A | B | C |\n|---|---|---|\n| Green | 2 | |\n| White | 3 | mild |\n",
        "| A | B | C |\n|---|---|---|\n| Blanc | 3 | doux |\n| Vert | 2 | |\n",
        "'Green'",
    ),
    "all rows by numbers": (YEARS, order(ANS, "3210"), "'1990', '2001', '2012'"),
    "the outer rows by numbers": (YEARS, order(ANS, "3120"), "'1990', '2020'"),
    "rows by name": (TERMS, order(TERMES, "201"), "'RAM'"),
    "two rows by name": (
        TERMS, order(TERMES, "102").replace("interface", "liaison"), "'API'",
    ),
    "rows by name, one of them lacking": (
        TERMS + "| GPU | graphics |\n",
        order(TERMES, "201").replace("interface", "liaison") + "| GPU | graphisme |\n",
        "'RAM'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXCHANGED)
def test_rows_that_changed_places(name: str) -> None:
    source, text, names = EXCHANGED[name]
    (found,) = find(source, text, (*TABLE_RULES, "number"))
    assert found.rule == "row-order"
    assert found.message.endswith(f": {names}")


IN_PLACE = {
    "one number mistyped": (YEARS, order(ANS, "0123").replace("2012", "2021")),
    "a number twice": (YEARS, order(ANS, "0123").replace("2012", "2001")),
    "two numbers that may be mistyped": (
        "| A | B |\n|---|---|\n| Green | 2 |\n| White | 3 |\n| Black | 4 |\n",
        "| A | B |\n|---|---|\n| Vert | 3 |\n| Blanc | 2 |\n| Noir | 4 |\n",
    ),
    "numbers exchanged between names": (
        TERMS.replace("interface", "4").replace("processor", "7"),
        order(TERMES, "012").replace("interface", "7").replace("processeur", "4"),
    ),
    "names exchanged between numbers": (
        TERMS.replace("interface", "4").replace("processor", "7"),
        order(TERMES, "102").replace("interface", "7").replace("processeur", "4"),
    ),
    "numbers exchanged between links": (
        "| A | B |\n|---|---|\n| [a](a.md) | 4 |\n| [b](b.md) | 7 |\n",
        "| A | B |\n|---|---|\n| [a](../../a.md) | 7 |\n| [b](../../b.md) | 4 |\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_PLACE)
def test_numbers_and_names_that_move_no_row(name: str) -> None:
    assert find(*IN_PLACE[name]) == ()


def test_a_row_moved_by_its_name_is_not_lacking() -> None:
    text = order(TERMES, "20").replace("interface", "liaison")
    lacking, moved = find(TERMS, text)
    assert (moved.rule, moved.line) == ("row-order", 4)
    assert lacking.message == "table lacks 1 of its source's rows (line 4): 'CPU'"


def test_rows_that_keep_their_order_by_name_are_not_moved() -> None:
    (found,) = find(TERMS, order(TERMES, "02").replace("interface", "liaison"))
    assert found.message == "table lacks 1 of its source's rows (line 4): 'CPU'"


@pytest.mark.parametrize("line", ["{: .wide}", "{{< /table >}}", "{% if a | b %}", ":::"])
def test_a_site_generators_lines_are_no_rows(line: str) -> None:
    source = TEA.replace("| Mint |", f"{line}\n| Mint |")
    text = THE.replace(MINT, f"{line}\n{MINT}")
    assert source != TEA
    assert find(source, text) == find(source, THE) == find(TEA, text) == ()
