"""The rules about marks and about conflict markers."""

from __future__ import annotations

import pytest

from sync.findings import Severity
from sync.lint.checks import find_all
from sync.markdown.conflicts import find_conflicts
from sync.markdown.document import read_markdown
from tests.lint.courses import compare, find, page, places

MARKS = ("mark-left",)
UNTRANSLATED, FUZZY = "<!-- sync:untranslated -->", "<!-- sync:fuzzy -->"


@pytest.mark.parametrize(
    ("translated", "line", "column", "message"),
    [
        (page(f"{FUZZY} grün"), 5, 7, "marked fuzzy: 'grün'"),
        (page(f"{UNTRANSLATED} green \\| red"), 5, 7, "marked untranslated: 'green \\\\| red'"),
        (page(f"{FUZZY}"), 5, 7, "marked fuzzy"),
        (f"# {UNTRANSLATED} Tea\n", 1, 3, "marked untranslated: 'Tea'"),
        (f"A\nparagraph {FUZZY} goes on\nand on.\n", 2, 11, "marked fuzzy: 'goes on'"),
        (f"- {FUZZY} x\r\n- y\r\n", 1, 3, "marked fuzzy: 'x'"),
        (f"\ufeff# {FUZZY} x\n", 1, 4, "marked fuzzy: 'x'"),
        ("<!--sync:fuzzy-->\n\nx\n", 1, 1, "marked fuzzy: 'x'"),
        (f"# Tea{UNTRANSLATED}\n", 1, 6, "marked untranslated: 'Tea'"),
        (f"## Tea{UNTRANSLATED} ##\n", 1, 7, "marked untranslated: 'Tea'"),
        (f"a line\nand its end {FUZZY}\n", 2, 13, "marked fuzzy: 'a line and its end'"),
        (f"- x\n- y {FUZZY}\n", 2, 5, "marked fuzzy: 'y'"),
        (f"x\n\n{FUZZY}\n```sh\nls\n```\n", 3, 1, "marked fuzzy: '```sh ls ```'"),
        ("---\ntitle: Tea # sync:fuzzy\n---\n\nx\n", 2, 12, "marked fuzzy: 'title: Tea'"),
        (
            '{\n "draft": false,\n "title": "T",\n "sync": {"fuzzy": ["title"]}\n}\n\nx\n',
            3,
            1,
            "marked fuzzy: 'title'",
        ),
        ("+++\ntitle = 'T' # sync:fuzzy\n+++\n", 2, 13, "marked fuzzy: \"title = 'T'\""),
    ],
)
def test_a_mark_is_found_where_it_stands(
    translated: str, line: int, column: int, message: str
) -> None:
    [found] = find(None, translated, MARKS)
    assert (found.line, found.column, found.message, found.severity) == (
        line,
        column,
        message,
        None,
    )
    assert found.help
    assert "delete the mark" in found.help


def test_each_mark_is_found_and_told_from_the_others() -> None:
    cells = [f"{FUZZY} x", f"{FUZZY} x", f"{UNTRANSLATED} x"]
    found = find(page("a", "b", "c"), page(*cells), MARKS)
    assert places(found) == [("mark-left", 5, 7), ("mark-left", 6, 7), ("mark-left", 7, 7)]
    assert len({each.identity for each in found}) == len(found)


def test_a_mark_that_the_stamp_owns_up_to_warns() -> None:
    [found] = find_all(compare(None, page(f"{FUZZY} x"), is_pending=True), MARKS)
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize(
    "translated",
    [
        f"```\n{FUZZY} x\n```\n",
        f"    {FUZZY} x\n",
        f"The comment `{FUZZY}` marks.\n",
        "---\ntitle: 'T # sync:fuzzy'\n---\n\nx # sync:fuzzy\n",
        '{\n "title": "T",\n "sync": {"every": "day"}\n}\n\nx\n',
        page(f"`{FUZZY}`"),
        f"A span `that\ngoes {FUZZY}` on.\n",
        "<!-- sync:other --> x\n",
        "<!-- fuzzy --> x\n",
        f"<!-- START doctoc -->\n{FUZZY} x\n<!-- END doctoc -->\n",
    ],
)
def test_noop_marks_in_code_and_other_comments(translated: str) -> None:
    assert find(None, translated, MARKS) == ()


def test_a_stray_backtick_in_another_row_hides_no_mark() -> None:
    assert places(find(None, page("a ` b", f"{FUZZY} x", "c ` d"), MARKS)) == [("mark-left", 6, 7)]


CONFLICT = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> other\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (CONFLICT, [(0, 2, 4)]),
        (f"# A\n\n{CONFLICT}\ntext\n\n{CONFLICT}", [(2, 4, 6), (10, 12, 14)]),
        (CONFLICT.replace("=======", "||||||| base\nold\n======="), [(0, 4, 6)]),
        (CONFLICT.replace("\n", "\r\n"), [(0, 2, 4)]),
        (f"```\n{CONFLICT}```\n", []),
        (CONFLICT.replace(">>>>>>>", ">>>>>>"), []),
        ("Title\n=======\n", []),
        (CONFLICT.replace("<<<<<<<", " <<<<<<<"), []),
    ],
)
def test_conflicts_have_three_markers(text: str, lines: list[tuple[int, int, int]]) -> None:
    assert list(find_conflicts(read_markdown(text))) == lines


def test_each_conflict_is_found_once_with_its_lines() -> None:
    rules = ("conflict-marker", "table-missing", "empty-cell")
    found = find(page("a"), f"# A\n\n{CONFLICT}\ntext\n\n{CONFLICT}", rules)
    assert places(found) == [("conflict-marker", 3, 1), ("conflict-marker", 11, 1)]
    assert found[0].message == "conflict left by a merge, with markers in lines 3, 5 and 7"
    assert found[0].identity != found[1].identity


def test_noop_markers_in_fenced_code() -> None:
    assert find(page("a"), page("ä") + f"\n```\n{CONFLICT}```\n") == ()
