"""Texts of any kind through the whole merge: it refuses or writes, and never breaks down."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sync.errors import SyncError
from sync.markdown.conflicts import find_conflict
from sync.markdown.document import read_markdown
from sync.merge.marks import count_marks, find_mark
from sync.merge.values import MergeOptions, OnChange, TableOutcome
from sync.model import Pending, TableStyle
from tests.merge.merging import merge, outside_tables

LINES = st.sampled_from(
    """| a | b |;|---|---|;|:-:|-|;a | b;-|-;| 1 |;||;|;1 | 2 | 3;;;words;# h;## h;- x;  y;    z;> q
> | a | b |;> |---|---|;> | c |;```;<!-- c -->;<div>;***;| \\| | \\;`x | y` | z;1. n;---;===
  | a | b |;  |---|---|;| [a](b.md) | `c` |;| <!-- sync:fuzzy --> a | b;| <!-- sync: | b |
<!-- sync:untranslated --> w;| <!-- sync:untranslated --> | [a]( |;| ![x](<y z>) | <a href="q"> |
| \u00a0 | \u200f ב |;[r]: s;| [https://a.b](c) | www.d.e |;<<<<<<< x;=======;>>>>>>> y""".replace(
        "\n", ";"
    ).split(";")
)
TEXTS = st.builds(
    lambda lines, ending, last: ending.join(lines) + (ending if last else ""),
    st.lists(LINES, max_size=12),
    st.sampled_from(["\n", "\n", "\r\n", "\r"]),
    st.booleans(),
)
CHARACTERS = st.text(
    st.sampled_from("|-: ab\\`\n\r>*#<!0.\t\u00a0\u0085()[]&;\ufeff\0é"), max_size=60
)
OPTIONS = st.builds(
    MergeOptions,
    on_change=st.sampled_from(OnChange),
    table_style=st.sampled_from(TableStyle),
    rebuild_damaged=st.booleans(),
)


def check_merge(base: str | None, source: str, translated: str, options: MergeOptions) -> None:
    try:
        merged = merge(base, source, translated, options)
    except SyncError:
        return
    if merged.refusal is not None:
        assert merged.text == translated
        return
    stayed = (TableOutcome.UPDATED, TableOutcome.UNCHANGED)
    if all(table.outcome in stayed for table in merged.tables):
        before, after = read_markdown(translated), read_markdown(merged.text)
        assert outside_tables(after) == outside_tables(before)
    again = merge(source, source, merged.text, options)
    assert again.text == merged.text
    assert again.refusal is None


@given(TEXTS, TEXTS, TEXTS, OPTIONS)
@settings(max_examples=300)
@example("", "", "", MergeOptions())
@example("", "| a |\n|-|", "", MergeOptions())
@example("| a |\n|-|", "", "| b |\n|-|", MergeOptions())
def test_any_three_texts(base: str, source: str, translated: str, options: MergeOptions) -> None:
    check_merge(base, source, translated, options)


@given(TEXTS, TEXTS, OPTIONS)
@settings(max_examples=300)
def test_a_source_that_changed_under_its_own_copy(
    base: str, source: str, options: MergeOptions
) -> None:
    check_merge(base, source, base, options)


@given(TEXTS, TEXTS, OPTIONS)
@settings(max_examples=200)
def test_any_two_texts_without_a_base(source: str, translated: str, options: MergeOptions) -> None:
    check_merge(None, source, translated, options)


@given(CHARACTERS, CHARACTERS, CHARACTERS)
@settings(max_examples=300)
def test_any_characters(base: str, source: str, translated: str) -> None:
    table = "| a | b |\n|---|---|\n"
    check_merge(table + base, table + source, table + translated, MergeOptions())


@given(TEXTS)
@settings(max_examples=200)
def test_a_text_against_itself(text: str) -> None:
    merged = merge(text, text, text)

    assert merged.text == text
    assert not merged.touched
    assert merged.refusal is None


@given(TEXTS)
@settings(max_examples=200)
def test_marks_and_conflicts_are_found_without_failing(text: str) -> None:
    document = read_markdown(text)
    found = find_conflict(document)

    assert found is None or document.lines[found - 1].startswith("<<<<<<<")
    assert (count_marks(text) == Pending()) == (find_mark(text) is None)
