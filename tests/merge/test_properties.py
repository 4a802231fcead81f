"""What holds of every merge, over documents whose every translated word has a known origin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sync.align.guards import same_links
from sync.markdown.document import Table as ReadTable
from sync.markdown.document import read_markdown
from sync.markdown.inline import read_inline
from sync.markdown.lines import fold_space
from sync.markdown.marks import Mark, read_mark
from sync.markdown.signature import sign
from sync.merge.values import Merge, MergeOptions, OnChange, TableOutcome
from sync.model import TableStyle
from tests.merge.merging import SPACE, merge, outside_tables
from tests.merge.strategies import (
    HEADER_KEY,
    ORIGIN,
    Document,
    Revision,
    Table,
    Writer,
    carry_row,
    change_link,
    number,
    relocate,
    revisions,
    split_table,
    translate_table,
)

profile = settings(max_examples=150, derandomize=True)
FEW = st.integers(0, 4)


def run(revision: Revision, options: MergeOptions | None = None) -> Merge:
    return merge(
        revision.base_text,
        revision.source_text,
        revision.translation_text,
        options or MergeOptions(),
    )


@given(revisions(st.just(0)))
@profile
def test_a_source_that_stays_changes_nothing(revision: Revision) -> None:
    merged = run(revision)

    assert merged.text == revision.translation_text
    assert not merged.touched
    assert merged.refusal is None
    assert merged.notes == ()


@given(revisions(FEW))
@profile
def test_nothing_is_refused_and_a_second_merge_changes_nothing(revision: Revision) -> None:
    merged = run(revision)
    again = merge(revision.source_text, revision.source_text, merged.text)

    assert merged.refusal is None
    assert again.text == merged.text
    assert not again.touched


@given(revisions(FEW, tables_too=False))
@profile
def test_every_byte_outside_tables_stays(revision: Revision) -> None:
    merged = run(revision)
    assume(stays(merged))
    before, after = read_markdown(revision.translation_text), read_markdown(merged.text)

    assert outside_tables(after) == outside_tables(before)


@given(revisions(FEW, tables_too=False))
@profile
def test_the_result_has_the_sources_shape_and_links(revision: Revision) -> None:
    merged = run(revision)
    assume(stays(merged))
    source, after = read_markdown(revision.source_text), read_markdown(merged.text)

    assert [table.columns for table in after.tables] == [t.columns for t in source.tables]
    for ours, theirs in zip(source.tables, after.tables, strict=True):
        assert len(ours.content) == len(theirs.content)
        for old, new in zip(ours.content, theirs.content, strict=True):
            for before, cell in zip(old, new, strict=True):
                mark, words = read_mark(cell)
                assert mark is Mark.FUZZY or same_links(before, words, SPACE)
                assert (not before) == (not words)


@given(revisions(FEW))
@profile
def test_no_cell_gets_the_translation_of_another(revision: Revision) -> None:
    origins = read_origins(revision.base)
    for source, cell in pair_with_source(revision, run(revision)):
        mark, words = read_mark(cell)
        for found in ORIGIN.finditer(words):
            old = origins[tuple(number(group) for group in found.groups())]
            if mark is None:
                assert read_inline(fold_space(old)).frame == read_inline(fold_space(source)).frame
            else:
                assert mark is Mark.FUZZY


@given(revisions(FEW))
@profile
def test_no_translation_of_an_unchanged_row_is_lost(revision: Revision) -> None:
    merged = run(revision)
    there = Counter(row.cells for table in read_markdown(merged.text).tables for row in table.rows)
    wanted = Counter(
        cells
        for key, table in revision.source.tables.items()
        if key in revision.base.tables
        for cells in unchanged_rows(revision.base.tables[key], table)
    )

    assert wanted - there == Counter()


@pytest.mark.parametrize("edit", [split_table, carry_row])
@given(seed=st.integers(0, 2**32 - 1))
@profile
def test_a_row_keeps_its_translation_in_another_table(
    seed: int, edit: Callable[[Document, Writer], Document]
) -> None:
    revision = relocate(Random(seed), edit)
    merged = run(revision)
    there = Counter(row for table in say(merged.text) for row in table)
    wanted = Counter(row for table in say(revision.translation_text) for row in table)
    again = merge(revision.source_text, revision.source_text, merged.text)

    assert merged.refusal is None
    assert again.text == merged.text
    assert wanted - there == Counter()


@given(revisions(st.just(1), tables_too=False, among=(change_link,)))
@profile
def test_a_changed_link_leaves_no_mark(revision: Revision) -> None:
    merged = run(revision)

    assert "sync:" not in merged.text


@given(revisions(FEW))
@profile
def test_nothing_stays_fuzzy_where_the_sources_words_are_wanted(revision: Revision) -> None:
    merged = run(revision, MergeOptions(on_change=OnChange.SOURCE))

    assert merged.refusal is None
    assert "sync:fuzzy" not in merged.text


@pytest.mark.parametrize("style", [TableStyle.COMPACT, TableStyle.ALIGNED])
@given(revision=revisions(FEW))
@settings(max_examples=60, derandomize=True)
def test_a_layout_says_the_same(revision: Revision, style: TableStyle) -> None:
    kept, laid_out = run(revision), run(revision, MergeOptions(table_style=style))
    again = merge(
        revision.source_text, revision.source_text, laid_out.text, MergeOptions(table_style=style)
    )

    assert laid_out.refusal is None
    assert say(laid_out.text) == say(kept.text)
    assert again.text == laid_out.text


@given(revisions(st.integers(0, 1), tables_too=False))
@profile
def test_without_a_base_nothing_unverified_goes_unmarked(revision: Revision) -> None:
    once = merge(None, revision.source_text, revision.translation_text)
    if once.refusal is not None:
        assert once.text == revision.translation_text
        return
    again = merge(None, revision.source_text, once.text)

    assert again.text == once.text
    if any(table.extra for table in once.tables):
        return
    for source, cell in pair_with_source(revision, once):
        mark, words = read_mark(cell)
        if mark is None and ORIGIN.search(words):
            assert sign([source], SPACE.resolve_source)


@given(revisions(FEW))
@profile
def test_marks_hold_no_pipe_and_stand_first(revision: Revision) -> None:
    for table in read_markdown(run(revision).text).tables:
        for row in table.content:
            for cell in row:
                assert "sync:" not in read_mark(cell)[1]


def stays(merged: Merge) -> bool:
    """Tell whether every table was recognised: a small one whose header changes may not be."""
    gone = (TableOutcome.INSERTED, TableOutcome.REMOVED)
    return all(table.outcome not in gone for table in merged.tables)


def say(text: str) -> list[tuple[tuple[str, ...], ...]]:
    return [table.content for table in read_markdown(text).tables]


def read_origins(base: Document) -> dict[tuple[int, ...], str]:
    """Map (table, row, column) to the text of the source's cell that was translated there."""
    return {
        (key, row, column): cell
        for key, table in base.tables.items()
        for row, cells in [(HEADER_KEY, table.header), *((r.key, r.cells) for r in table.rows)]
        for column, cell in zip((*table.columns, *range(90, 99)), cells, strict=False)
    }


def pair_with_source(revision: Revision, merged: Merge) -> list[tuple[str, str]]:
    """Return each cell of the source with the result's cell at its place, by tables' order.

    Where tables moved they are paired by the origin of their words.
    """
    source, after = read_markdown(revision.source_text), read_markdown(merged.text)
    pairs: list[tuple[str, str]] = []
    left = list(after.tables)
    for ours in source.tables:
        theirs = next((t for t in left if fits(ours, t)), None)
        if theirs is not None:
            left.remove(theirs)
            for old, new in zip(ours.content, theirs.content, strict=True):
                pairs += zip(old, new, strict=True)
    assert not left
    return pairs


def fits(source: ReadTable, translated: ReadTable) -> bool:
    """Tell whether a result's table holds what a source's does, but for its words."""
    ours, theirs = source.content, translated.content
    if len(ours) != len(theirs) or source.columns != translated.columns:
        return False
    return all(
        keep(old) in (keep(words), keep(undo(words))) or verifies(old, words)
        for before, after in zip(ours, theirs, strict=True)
        for old, cell in zip(before, after, strict=True)
        for mark, words in [read_mark(cell)]
        if mark is not Mark.FUZZY
    )


def verifies(old: str, words: str) -> bool:
    """Tell whether what both keep in every language says that they are each other's."""
    ours = sign([old], SPACE.resolve_source)
    return bool(ours) and ours == sign([words], SPACE.resolve_translation)


def keep(cell: str) -> tuple[str, ...]:
    return tuple(sorted(read_inline(cell).words.split()))


def undo(cell: str) -> str:
    """Take a translated cell back to its source's words."""
    return re.sub(r"([a-z]{4,})(Q[A-Z]+q[A-Z]+q[A-Z]+q)", lambda match: match[1][::-1], cell)


def unchanged_rows(base: Table, source: Table) -> list[tuple[str, ...]]:
    """Return the translated cells of rows that the source left alone, columns included.

    Of two rows that were equal and of which one went, nobody can say which it was.
    """
    if base.columns != source.columns:
        return []
    if base.header != source.header and base.rows != source.rows:
        return []  # a column may be another one where its header and half of its cells changed
    before = {row.key: row.cells for row in base.rows}
    after = {row.key for row in source.rows}

    def twins(key: int) -> set[int]:
        return {other for other, cells in before.items() if cells == before[key]}

    words = {row.key: row.cells for row in translate_table(base).rows}
    return [
        words[row.key]
        for row in source.rows
        if before.get(row.key) == row.cells and twins(row.key) <= after
    ]
