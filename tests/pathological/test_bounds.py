"""Where too much would have to be compared nothing is guessed: the user is told what, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.align.versions import IgnoredTables, pair_tables
from sync.errors import RefusedError
from sync.markdown.document import read_markdown
from tests.commands.calling import call, photograph
from tests.commands.teas import FR, SOURCE, make_teas, translate

HEAD = "| A | B |\n| --- | --- |\n"
MANY = 2_100


def write_rows(word: str, *, named: bool) -> str:
    """Return a table too long for each of its rows to be compared with each."""
    rows = (f"| {'name ' if named else ''}{k} | {word} {k} |\n" for k in range(MANY))
    return f"# T\n\n{HEAD}{''.join(rows)}"


def write_tables(number: int, word: str) -> str:
    return "".join(f"{HEAD}| {word} | text |\n\nwords\n\n" for _ in range(number))


def test_rows_too_many_to_compare_are_paired_by_their_names() -> None:
    old, new = (read_markdown(write_rows(word, named=True)) for word in ("some", "same"))
    (pair,) = pair_tables(old, new, IgnoredTables())

    assert pair.rows == tuple((k, k) for k in range(MANY))


def test_rows_too_many_to_compare_that_have_no_names_are_refused() -> None:
    old, new = (read_markdown(write_rows(word, named=False)) for word in ("some", "same"))
    with pytest.raises(RefusedError, match=f"at line 3 of the source {MANY} rows became {MANY}"):
        pair_tables(old, new, IgnoredTables())


def test_a_translation_of_such_rows_is_refused_and_left_alone(tmp_path: Path) -> None:
    old, new = (write_rows(word, named=False) for word in ("some", "same"))
    course = make_teas(tmp_path / "course", new, files={SOURCE: old, FR: translate(old, body=old)})
    before = photograph(course.root)

    for command, code in (("sync", 1), ("diff", 0)):
        reply = call(course.root, command, FR)
        assert f"at line 3 of the source {MANY} rows became {MANY} others" in reply.out + reply.err
        assert FR in reply.out + reply.err
        assert reply.code == code
    assert photograph(course.root) == before


def test_tables_too_many_to_compare_are_refused_where_some_are_lacking(tmp_path: Path) -> None:
    old = write_tables(520, "word")
    less = write_tables(519, "mot")
    course = make_teas(
        tmp_path / "course",
        old.replace("| word |", "| term |", 1),
        files={SOURCE: old, FR: translate(old, body=less)},
    )
    before = photograph(course.root)

    for command in ("sync", "lint", "diff"):
        reply = call(course.root, command, FR)
        assert "519 tables stand where the source has 520, too many" in reply.out + reply.err
        assert FR in reply.out + reply.err
        assert "table-missing" not in reply.out
    assert photograph(course.root) == before


def test_as_many_tables_as_there_were_are_each_others(tmp_path: Path) -> None:
    old = write_tables(520, "word")
    there = write_tables(520, "mot")
    course = make_teas(
        tmp_path / "course",
        old.replace("| word |", "| term |", 1),
        files={SOURCE: old, FR: translate(old, body=there)},
    )

    assert call(course.root, "lint", FR).code == 0
    assert call(course.root, "sync", FR).code == 0
    text = (course.root / FR).read_text("utf-8")
    assert (text.count("<!-- sync:fuzzy --> mot"), text.count("mot")) == (1, 520)
