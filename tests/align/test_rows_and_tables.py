"""Tables, columns and rows: of two versions by their text, of two languages by what stays."""

from __future__ import annotations

import pytest

from sync.align.bounds import Budget
from sync.align.candidates import TablePairs, pair_translated_tables
from sync.align.columns import pair_columns
from sync.align.document_tables import list_tables
from sync.align.guards import Doubt, find_doubt
from sync.align.translation import RowPairs, pair_translated_rows
from sync.align.versions import IgnoredTables, TablePair, pair_tables
from sync.markdown.document import read_markdown
from sync.markdown.links import LinkSpace

SPACE = LinkSpace(
    "a.md", "t/fr/a.md", lambda path: path.removeprefix("t/fr/"), lambda path: f"t/fr/{path}"
)
HEAD = "| A | B |\n|---|---|\n"


def table(*rows: str, head: str = HEAD) -> str:
    return head + "".join(f"| {row} |\n" for row in rows) + "\n"


def versions(base: str, source: str) -> tuple[TablePair, ...]:
    return pair_tables(read_markdown(base), read_markdown(source), IgnoredTables())


def pair_rows(base: list[str], source: list[str]) -> tuple[tuple[int, int], ...]:
    (pair,) = versions(table("same | same", *base), table("same | same", *source))
    return tuple((i - 1, j - 1) for i, j in pair.rows if i)


@pytest.mark.parametrize(
    ("base", "source", "pairs"),
    [
        pytest.param(["x | one  two"], ["x | one two"], ((0, 0),), id="white space"),
        pytest.param(
            ["Brew it | [a](https://a.b/c)"],
            ["Something else entirely | [b](https://a.b/c)"],
            ((0, 0),),
            id="a unique link",
        ),
        pytest.param(
            ["Brew | [a](https://a.b/1)"], ["Brew | [a](https://c.d/2)"], ((0, 0),), id="but links"
        ),
        pytest.param(
            ["The green leaf | steep for two minutes"],
            ["The green leaf | steep for three minutes"],
            ((0, 0),),
            id="much alike",
        ),
        pytest.param(
            ["Sencha | steep it for two"],
            ["Sencha | brew it for an hour"],
            ((0, 0),),
            id="somewhat alike, the same name",
        ),
        pytest.param(
            ["171717 | steep it for two"],
            ["171717 | brew it for an hour"],
            (),
            id="somewhat alike, the same number",
        ),
        pytest.param(["alpha | beta"], ["gamma | delta"], (), id="another row"),
        pytest.param(["k | l", "k | l"], ["k | l", "k | l"], ((0, 0), (1, 1)), id="twins"),
    ],
)
def test_rows_of_two_versions(
    base: list[str], source: list[str], pairs: tuple[tuple[int, int], ...]
) -> None:
    assert pair_rows(base, source) == pairs


@pytest.mark.parametrize(
    ("ours", "theirs", "pairs"),
    [
        pytest.param("ab cd", "ab cd", ((0, 0), (1, 1)), id="the same"),
        pytest.param("ab cd", "cd ab", ((1, 0), (0, 1)), id="places traded"),
        pytest.param("a1 b2", "a1 c2", ((0, 0), (1, 1)), id="renamed"),
        pytest.param("a1 b2", "a1 c3", ((0, 0),), id="another one"),
        pytest.param("-1 -2", "-3 -1 -2", ((0, 1), (1, 2)), id="equal headers"),
        pytest.param("-1", "-1 -2", ((0, 0),), id="one more of them"),
    ],
)
def test_columns_of_two_versions(
    ours: str, theirs: str, pairs: tuple[tuple[int, int], ...]
) -> None:
    def rows(columns: str) -> list[list[str]]:
        return [list(row) for row in zip(*columns.split(), strict=True)]

    assert pair_columns(rows(ours), rows(theirs), Budget(1_000_000)) == pairs


def test_half_of_the_cells_is_not_more_than_half() -> None:
    assert pair_columns([["a"], ["1"], ["2"]], [["b"], ["1"], ["3"]], Budget(1_000_000)) == ()
    assert pair_columns(
        [["a"], ["1"], ["2"], ["4"]], [["b"], ["1"], ["2"], ["3"]], Budget(1_000_000)
    ) == ((0, 0),)


def test_columns_too_many_to_compare_stay_where_their_headers_do() -> None:
    ours, theirs = [["", ""], ["1", "2"]], [["", ""], ["2", "1"]]

    assert pair_columns(ours, theirs, Budget(1_000_000)) == ((1, 0), (0, 1))
    assert pair_columns(ours, theirs, Budget(0)) == ((0, 0), (1, 1))
    assert pair_columns(ours, [["", "x"], ["2", "1"]], Budget(0)) is None


def test_tables_of_two_versions_pair_by_content_and_by_likeness() -> None:
    one, two = table("x | y", "z | w"), table("p | q", "r | s", head="| C | D |\n|---|---|\n")
    changed = table("p | q", "r | t", head="| C | D |\n|---|---|\n")
    pairs = versions(f"# H\n\n{one}## G\n\n{two}", f"# H\n\n{changed}## G\n\n{one}")

    assert [(pair.base, pair.source, pair.same) for pair in pairs] == [(1, 0, False), (0, 1, True)]
    assert [pair.moved for pair in pairs].count(True) == 1


def test_tables_that_have_nothing_in_common_do_not_pair() -> None:
    other = table("p | q", head="| C | D |\n|---|---|\n")

    assert versions(table("x | y"), other) == ()


@pytest.mark.parametrize(
    ("base", "translated", "doubt"),
    [
        pytest.param(("a", "b"), ("x", "y"), None, id="words"),
        pytest.param(("a", "b"), ("x",), Doubt.COLUMNS, id="cells"),
        pytest.param(("a", ""), ("x", "y"), Doubt.EMPTY, id="filled"),
        pytest.param(("a", "b"), ("x", ""), Doubt.EMPTY, id="emptied"),
        pytest.param(("[a](https://a.b)", "b"), ("[x](https://a.b)", "y"), None, id="link"),
        pytest.param(("[a](https://a.b)", "b"), ("[x](https://c.d)", "y"), Doubt.LINKS, id="other"),
        pytest.param(("[a](https://a.b)", "b"), ("x", "[y](https://a.b)"), Doubt.LINKS, id="moved"),
        pytest.param(("[a](#b)", "b"), ("[x](#y)", "y"), None, id="anchor"),
        pytest.param(("[a](b.md)", "b"), ("[x](../../b.md)", "y"), None, id="relative"),
        pytest.param(("`a` `b`", "c"), ("`a` b", "z"), None, id="half of the code"),
        pytest.param(("`a` `b` `c`", "c"), ("`a` b", "z"), Doubt.CODE, id="less of it"),
        pytest.param(("`a`", "c"), ("x", "`a`"), Doubt.CODE, id="code moved"),
        pytest.param(("🍵 a", "b"), ("✅ x", "y"), Doubt.SIGNATURE, id="nothing shared"),
        pytest.param(("🍵 a", "b"), ("x", "y"), None, id="nothing there"),
        pytest.param(("1K", "b"), ("۱۰۰۰", "y"), None, id="numbers only warn"),
        pytest.param(
            ("[a](https://a.b)", "b"), ("<!-- sync:fuzzy --> x", "y"), None, id="fuzzy cells"
        ),
        pytest.param(
            ("[a](b.md)", "b"),
            ("<!-- sync:untranslated --> [a](b.md)", "y"),
            None,
            id="untranslated",
        ),
    ],
)
def test_what_speaks_against_a_row(
    base: tuple[str, ...], translated: tuple[str, ...], doubt: Doubt | None
) -> None:
    assert find_doubt(base, translated, SPACE) is doubt


def translated_rows(base: str, translated: str) -> RowPairs:
    (ours,), (theirs,) = read_markdown(base).tables, read_markdown(translated).tables
    return pair_translated_rows(ours, theirs, SPACE)


@pytest.mark.parametrize(
    ("base", "translated", "pairs", "extra"),
    [
        pytest.param(["a | b", "c | d"], ["x | y", "z | w"], ((0, 0), (1, 1)), (), id="index"),
        pytest.param(["a | b", "c | d"], ["x | y"], (), (0,), id="words, a row lacking"),
        pytest.param(["a | b", " | "], ["x | y"], ((0, 0),), (), id="an empty tail lacking"),
        pytest.param(["a | b"], ["x | y", " | "], ((0, 0),), (1,), id="an empty tail more"),
        pytest.param(
            ["a | `1`", "b | c", "d | `2`"],
            ["x | `1`", "y | z", "w | `2`", "q | r"],
            ((0, 0), (1, 1), (2, 2)),
            (3,),
            id="between anchors",
        ),
        pytest.param(
            ["a | `1`", "b | c", "d | `2`"],
            ["x | `1`", "w | `2`"],
            ((0, 0), (2, 1)),
            (),
            id="an uneven gap",
        ),
        pytest.param(["a | `1`", "b | `2`"], ["y | `2`", "x | `1`"], ((1, 0),), (1,), id="sorted"),
        pytest.param(["a | 1", "b | 2"], ["x | 2", "y | 1"], ((0, 0), (1, 1)), (), id="mistyped"),
        pytest.param(["1 | a", "2 | b", "3 | c"], ["1 | x", "3 | z"], ((0, 0), (2, 1)), (), id="n"),
        pytest.param(["a | b", "b | d"], ["b | d", "q | r", "s | t"], ((1, 0),), (1, 2), id="text"),
    ],
)
def test_rows_of_a_translation(
    base: list[str],
    translated: list[str],
    pairs: tuple[tuple[int, int], ...],
    extra: tuple[int, ...],
) -> None:
    found = translated_rows(table(*base), table(*translated))

    assert found.pairs == pairs
    assert found.extra == extra


def test_other_columns_carry_no_row() -> None:
    wide = table("a | b | c", head="| A | B | C |\n|---|---|---|\n")

    assert translated_rows(wide, table("x | y")) == RowPairs((), (), (0,))
    swapped = table("`2` | y", "`1` | x")
    assert translated_rows(table("a | `1`", "b | `2`"), swapped).pairs == ()
    numbers = table("1 | x", "2 | y", "3 | z")
    assert translated_rows(table("a | 1", "b | 2", "c | 3"), numbers).pairs == ()


def tables(base: str, translated: str) -> TablePairs:
    ours, theirs = (list_tables(read_markdown(text), ()) for text in (base, translated))
    return pair_translated_tables(ours, theirs, SPACE)


WORDS = table("a | b", "c | d")
SIGNED = table("a | `s1`", "c | `s2`")
LONG = table("a | b", "c | d", "e | f")
WIDE = table("a | b | c", head="| A | B | C |\n|---|---|---|\n")


@pytest.mark.parametrize(
    ("base", "translated", "pairs", "doubtful"),
    [
        pytest.param(WORDS * 2, WORDS * 2, ((0, 0), (1, 1)), set(), id="twins by order"),
        pytest.param(WORDS + SIGNED, SIGNED, ((1, 0),), set(), id="one is signed"),
        pytest.param(WORDS + LONG, LONG, ((1, 0),), set(), id="one is longer"),
        pytest.param(WORDS + WIDE, WORDS, ((0, 0),), set(), id="one is wider"),
        pytest.param(WORDS * 2, WORDS, ((0, 0),), {0, 1}, id="nothing tells"),
        pytest.param(WORDS, WORDS * 2, ((0, 0),), {0}, id="nothing tells, one more"),
        pytest.param(SIGNED + WORDS * 2, SIGNED + WORDS, ((0, 0), (1, 1)), {1, 2}, id="some do"),
        pytest.param(WIDE, WORDS, ((0, 0),), set(), id="alone and damaged"),
        pytest.param(WORDS, "", (), set(), id="none there"),
        pytest.param(
            f"# A\n\n{WORDS}# B\n\n{WORDS}",
            f"# X\n\n# Y\n\n{WORDS}",
            ((1, 0),),
            set(),
            id="sections",
        ),
    ],
)
def test_tables_of_a_translation(
    base: str, translated: str, pairs: tuple[tuple[int, int], ...], doubtful: set[int]
) -> None:
    found = tables(base, translated)

    assert found.pairs == pairs
    assert found.doubtful == doubtful
