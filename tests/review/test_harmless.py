"""Edits that cannot touch a table, seen without reading it; the parser is the judge."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.markdown.document import read_markdown
from sync.review.harmless import is_harmless
from tests.commands.teas import THE

ROW = (
    "| A | B | C |\n|---|---|---|\n| Vert | Eau bien chaude. | 2 |\n| Vert | Rien de plus. | 2 |\n"
)


CODE = ROW.replace("Eau bien chaude.", "`rm` seul")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (THE, THE),
        (THE, THE.replace("Faire bouillir", "Faites bouillir")),
        (THE, THE.replace("\n", "\r\n").replace("Faire", "Faites").replace("\r\n", "\n")),
        ("Un\r\ndeux\r\n", "Un\r\ntrois\r\n"),
        (THE, f"{THE}\nEncore une phrase.\nEt une autre.\n\nFin.\n"),
        ("- un\n  deux\n", "- un\n  trois\n"),
        (ROW, ROW.replace("bien chaude.", "très chaude.")),
        (ROW, ROW.replace("bien chaude.", "que tu voudras chaude.")),
        (CODE, CODE.replace("`rm`", "`rm` mot")),
        (ROW.replace("\n", "\r\n"), ROW.replace("\n", "\r\n").replace("bien", "très")),
    ],
)
def test_other_words(before: str, after: str) -> None:
    assert is_harmless(before.encode(), after.encode())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (THE, THE.replace("Thé vert", "Thé vertueux")),
        (THE, THE.replace("| --- | --- | --- |", "| --- |")),
        (THE, THE.replace("Faire bouillir", "`Faire` bouillir")),
        (THE, THE.replace("Faire bouillir", "<b>Faire bouillir")),
        (THE, THE.replace("Faire bouillir", "    Faire bouillir")),
        (THE, THE.replace("Faire bouillir", "- Faire bouillir")),
        (THE, THE.replace("Faire bouillir l'eau.", "")),
        (THE, THE.replace("Faire", "Faire\nencore")),
        (THE, THE.removesuffix("La fin.\n")),
        (THE, f"{THE}Encore une phrase.\n"),
        (THE, f"{THE}\n| a |\n|---|\n"),
        (THE, f"{THE}\n    code\n"),
        ("a\n", "b"),
        ("a", "a\n\nb\n"),
        ("a\n", "a\x00é".encode("latin-1").decode("latin-1") + "\u2028\n"),
        ("# a\n", "# b\n"),
        ("1. a\n", "2. a\n"),
        (ROW, ROW.replace("bien chaude.", "bien chaude")),
        (ROW, ROW.replace("Eau bien chaude.", "Eau.")),
        (ROW, ROW.replace("Eau bien chaude.", ".")),
        (ROW, ROW.replace("Vert", "Blanc")),
        (ROW, ROW.replace("bien", "[bien](x.md)")),
        (ROW, ROW.replace("bien", "<!-- sync:fuzzy --> bien")),
        (ROW, ROW.replace("bien", "bien | plus")),
        (ROW, ROW.replace("| 2", "| 4")),
        (CODE, CODE.replace("`rm`", "`mv`")),
        (CODE, CODE.replace("`rm`", "rm")),
        (CODE, CODE.replace("`rm`", "`rm` `mv`")),
        (CODE, CODE.replace("`rm`", "``rm`")),
        (CODE, CODE.replace("`rm`", "`rm` *mot*")),
        (CODE, CODE.replace("`rm`", "\\`rm`")),
        (CODE.replace("`rm`", "``rm``"), CODE.replace("`rm`", "``rm`` mot")),
        (ROW, ROW.replace("Rien de plus.", "Eau bien chaude.")),
        (ROW, ROW.replace("| Vert", "Vert").replace("Eau", "Eaux")),
    ],
)
def test_what_may_be_more(before: str, after: str) -> None:
    assert not is_harmless(before.encode(), after.encode())


def test_what_is_no_text() -> None:
    assert not is_harmless(b"a\n", b"\xff\n")


LINES = st.sampled_from(
    (
        *("", "Eau", "Thé: chaud", "| a | b |", "|---|---|", "a", "---", "===", "```", "- x"),
        *("  y", "> z", "<!--", "-->", "<div>", "    code", "# t", "[a]: /b", "x\\", "***"),
        *("1. n", "\ttab", "a | b", "| c | Eau | 2 |", "| c | d e | 2 |", "| c | `d` e | 2 |"),
    )
)


@given(st.lists(LINES, max_size=8), st.data())
def test_the_tables_stay(lines: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(lines)))
    word = data.draw(
        st.sampled_from(
            [
                *("Mot", "  Mot", "mot: mot", "a", "-mot", "mot | mot", "`mot"),
                *("| a | c |", "| c | Thé | 2 |", "| c | Thé noir | 2 |", "| c | --- | - |"),
                *("| c | `d` f | 2 |", "| c | `d e` | 2 |", "| c | f `d` e | 2 |"),
            ]
        )
    )
    changed = [*lines[:place], word, *lines[place + 1 :]]
    before, after = ("".join(f"{line}\n" for line in each) for each in (lines, changed))
    if is_harmless(before.encode(), after.encode()):
        old, new = (
            [table.content for table in read_markdown(text).tables] for text in (before, after)
        )
        shapes = [[[len(table), len(table[0])] for table in tables] for tables in (old, new)]
        assert shapes[0] == shapes[1]
        kinds = [[block.shape for block in read_markdown(text).blocks] for text in (before, after)]
        assert kinds[0] == kinds[1] or before == after or len(lines) == place
