"""What is about to be written is read again first: it must say what was meant, and no more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sync.markdown.document import Table, read_markdown
from sync.merge.cells import MergedCell
from sync.merge.rendering import render_new_table
from sync.merge.rows import MergedRow, MergedTable, start_rows
from sync.merge.verify import Rewritten, find_fault
from sync.model import TableStyle
from tests.merge.merging import SPACE

Lines = list[str]

OLD = "Wörter\n\n| alt |\n|---|\n\nMehr\n"
SOURCE = read_markdown("| Tool | Use |\n|---|---|\n| [Saw](saw.md) | cuts |\n").tables[0]


def find(merged: MergedTable, lines: Lines, below: str = "\nMehr\n") -> str | None:
    """Return what is wrong with the text that has ``lines`` where the old one has its table."""
    text = "".join(f"{line}\n" for line in ("Wörter", "", *lines)) + below
    part = Rewritten(2, 4, 2, len(lines), merged, SOURCE)
    fault = find_fault(read_markdown(OLD), text, [part], SPACE)
    return None if fault is None else fault.message


def write(merged: MergedTable, source: Table = SOURCE) -> Lines:
    return render_new_table(merged, source, TableStyle.KEEP)


def link_elsewhere(merged: MergedTable, mark: str) -> MergedTable:
    """Put another link into the only row's first cell."""
    header, row = merged.rows
    cell = MergedCell(f"{mark}[Säge](axe.md)", row.cells[0].outcome)
    return merged._replace(rows=(header, MergedRow((cell, *row.cells[1:]), None)))


def test_what_was_meant_may_be_written() -> None:
    merged = start_rows(SOURCE, SPACE)

    assert find(merged, write(merged)) is None


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda lines: [lines[0], *lines[2:]], "would not read as the source's does"),
        (lambda lines: lines[:-1], "would not read as the source's does"),
        (lambda lines: [*lines, lines[-1]], "would not read as the source's does"),
        (lambda lines: [f"{line}---|" for line in lines], "would have other columns"),
        (lambda lines: [*lines[:-1], lines[-1].replace("cuts", "cut")], "read otherwise than"),
    ],
    ids=["no delimiter row", "a row less", "a row more", "a column more", "another word"],
)
def test_a_table_must_read_as_it_was_meant(spoil: Callable[[Lines], Lines], fault: str) -> None:
    merged = start_rows(SOURCE, SPACE)

    assert fault in (find(merged, spoil(write(merged))) or "")


def test_a_link_must_lead_where_the_sources_does_unless_it_is_marked() -> None:
    merged = link_elsewhere(start_rows(SOURCE, SPACE), "")
    marked = link_elsewhere(merged, "<!-- sync:fuzzy --> ")

    assert "links of a cell would differ" in (find(merged, write(merged)) or "")
    assert find(marked, write(marked)) is None


def test_a_table_must_not_take_in_the_text_below_it() -> None:
    merged = start_rows(SOURCE, SPACE)

    assert "what stands around" in (find(merged, write(merged), below="Mehr\n") or "")


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("a\n\n| a |\n|---|\n\nb\n", "a\n\n```\n\nb\n", (2, 4, 2, 1)),
        ("a\n\nb\n\n-->\n", "a\n\n<!--\n\n-->\n", (2, 3, 2, 1)),
        ("a\n| b |\n|---|\n---\nc\n", "a\n---\nc\n", (1, 3, 1, 0)),
        ("a\n\nb\n\nc\n", "a\n\nb\n\nd\n", (0, 1, 0, 1)),
    ],
    ids=["a fence", "a comment", "a heading", "another text"],
)
def test_nothing_else_may_read_otherwise(
    old: str, new: str, part: tuple[int, int, int, int]
) -> None:
    fault = find_fault(read_markdown(old), new, [Rewritten(*part, None, None)], SPACE)

    assert fault is not None
    assert fault.line is None
    assert "what stands around" in fault.message
