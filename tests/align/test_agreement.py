"""The quick proof that tables answer to each other, held against the alignments it spares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.align.agreement import find_agreement
from sync.align.document_tables import list_tables
from sync.align.tables import pair_agreeing_tables, pair_by_features
from sync.align.translation import align_translated_rows, pair_translated_rows
from sync.markdown.document import Table, read_markdown
from sync.markdown.links import LinkSpace

SPACE = LinkSpace(
    "guide.md",
    "translations/fr/guide.md",
    lambda path: path.removeprefix("translations/fr/"),
    lambda path: f"translations/fr/{path}",
)
HEAD = "| Name | Text |\n| --- | --- |\n"
CELLS = (
    "",
    "tea",
    "coffee",
    "thé",
    "3",
    "3 cups",
    "3 tasses",
    "`run`",
    "✅",
    "[tea](tea.md)",
    "[thé](tea.md)",
    "[tea](../../tea.md)",
    "[web](https://example.org)",
    "<br>",
    "&nbsp;",
    "<!-- sync:fuzzy --> tea",
)


def _read(*rows: str) -> Table:
    return read_markdown(HEAD + "".join(f"| {row} |\n" for row in rows)).tables[0]


def test_agrees_and_leaves_nothing_to_say_of_rows_that_keep_the_same() -> None:
    base = _read("tea | 3 cups of `green`", "[milk](milk.md) | none ✅")
    translated = _read("thé | 3 tasses de `green`", "[lait](milk.md) | rien ✅")

    assert find_agreement(base, translated, SPACE) == frozenset({0, 2, 3})


def test_leaves_rows_to_the_rules_that_a_page_may_show_otherwise() -> None:
    base, translated = _read("tea | Q&A", "milk | 2"), _read("thé | Q&A", "lait | 2")

    assert find_agreement(base, translated, SPACE) == frozenset({0, 3})


@pytest.mark.parametrize(
    "rows",
    [
        ("thé | 4 tasses de `green`", "[lait](milk.md) | rien ✅"),
        ("thé | 3 tasses de `vert`", "[lait](milk.md) | rien ✅"),
        ("thé | 3 tasses de `green`", "[lait](water.md) | rien ✅"),
        ("thé | 3 tasses de `green`", "[lait](milk.md) | rien"),
        ("thé | 3 tasses de `green`", "[lait](milk.md) | "),
        ("thé | 3 tasses de `green`",),
        ("<!-- sync:fuzzy --> thé | 3 tasses de `green`", "[lait](milk.md) | rien ✅"),
    ],
)
def test_says_nothing_where_a_row_does_not_keep_what_it_should(rows: tuple[str, ...]) -> None:
    base = _read("tea | 3 cups of `green`", "[milk](milk.md) | none ✅")

    assert find_agreement(base, _read(*rows), SPACE) is None


def test_says_nothing_where_rows_without_anything_to_keep_changed_places() -> None:
    base = _read("Ada | writes", "Bob | reads")

    assert find_agreement(base, _read("Bob | lit", "Ada | écrit"), SPACE) is None
    assert find_agreement(base, _read("elle | reads", "lui | writes"), SPACE) is None
    assert find_agreement(base, _read("Ada | écrit", "Bob | lit"), SPACE) is not None


_rows = st.lists(st.tuples(st.sampled_from(CELLS), st.sampled_from(CELLS)), max_size=5)


@given(ours=_rows, theirs=_rows, drawn=st.data())
def test_pairs_rows_as_the_alignment_does(
    ours: list[tuple[str, str]], theirs: list[tuple[str, str]], drawn: st.DataObject
) -> None:
    theirs = [drawn.draw(st.sampled_from((row, *theirs[k : k + 1]))) for k, row in enumerate(ours)]
    base, translated = _read(*map(" | ".join, ours)), _read(*map(" | ".join, theirs))

    quick = pair_translated_rows(base, translated, SPACE)

    assert quick == align_translated_rows(base, translated, SPACE)


@given(tables=st.lists(_rows, min_size=1, max_size=4), drawn=st.data())
def test_pairs_tables_as_the_alignment_does(
    tables: list[list[tuple[str, str]]], drawn: st.DataObject
) -> None:
    text = "\n# Part\n\n".join(
        HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows) for rows in tables
    )
    other = text.replace("\n# Part\n", "\n", drawn.draw(st.integers(0, 2)))
    base, translated = (list_tables(read_markdown(each), ()) for each in (text, other))

    quick = pair_agreeing_tables(base, translated, SPACE)

    if quick is not None:
        assert quick == pair_by_features(base, translated, SPACE)
