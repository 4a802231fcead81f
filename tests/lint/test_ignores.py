from __future__ import annotations

from pathlib import Path

import pytest

from sync.lint.checks import find_all
from sync.lint.ignores import find_wrong_names
from sync.markdown.document import read_markdown
from tests.commands.calling import ask, call
from tests.commands.teas import FR, SOURCE, TEA, THE, make_teas, translate
from tests.lint.courses import compare, page, places
from tests.merge.merging import merge, read_cells

SOURCE_PAGE = page("`a` 22", "`b` 33", "`c` 44")
WRONG = page("`x` 92", "`y` 93", "`z` 94")
RULES = ("code-span", "number")


def found_lines(
    translated: str, source: str = SOURCE_PAGE, present: str | None = None
) -> list[tuple[str, int | None]]:
    found = find_all(compare(source, translated, present=present), RULES)
    return [(rule, line) for rule, line, _ in places(found)]


EVERYTHING = [(rule, line) for line in (5, 6, 7) for rule in RULES]
CODE_ONLY = [("code-span", line) for line in (5, 6, 7)]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("<!-- sync:ignore number -->", CODE_ONLY),
        ("<!--sync:ignore number-->", CODE_ONLY),
        ("<!-- sync:ignore number, code-span -->", []),
        ("<!-- sync:ignore code-span number -->", []),
        ("<!-- sync:ignore\nnumber,code-span\n-->", []),
        ("<!-- sync:ignore number --> <!-- sync:ignore code-span -->", []),
        ("Words <!-- sync:ignore number --> around.", CODE_ONLY),
        ("<!-- SYNC:Ignore number -->", CODE_ONLY),
        ("<!-- sync:ignore number: they count from zero here -->", CODE_ONLY),
        ("<!-- sync:ignore number, code-span: as agreed: see above -->", []),
        ("<!-- sync:ignore empty-cell -->", EVERYTHING),
        ("<!-- sync:ignored number -->", EVERYTHING),
        ("<!-- sync:ignore -->", EVERYTHING),
        ("`<!-- sync:ignore number -->`", EVERYTHING),
        ("```\n<!-- sync:ignore number -->\n```", EVERYTHING),
        ("    <!-- sync:ignore number -->", EVERYTHING),
    ],
)
def test_a_comment_counts_for_its_document(
    comment: str, expected: list[tuple[str, int | None]]
) -> None:
    assert found_lines(f"{WRONG}\n{comment}\n") == expected
    assert found_lines(WRONG, source=f"{SOURCE_PAGE}\n{comment}\n") == expected
    assert found_lines(WRONG, present=f"Rewritten.\n\n{comment}\n") == expected


def test_a_comment_in_a_row_counts_for_the_row() -> None:
    comment = "<!-- sync:ignore number -->"
    expected = [each for each in EVERYTHING if each != ("number", 6)]
    assert found_lines(WRONG.replace("`y` 93", f"`y` 93 {comment}")) == expected
    source = SOURCE_PAGE.replace("`b` 33", f"`b` 33 {comment}")
    assert found_lines(WRONG, source=source) == expected
    assert found_lines(WRONG, present=source) == expected
    moved = source.replace("| 1 | `a` 22 |\n", "| 0 | new |\n| 1 | `a` 22 |\n")
    assert found_lines(WRONG, present=moved) == expected


def test_a_comment_in_the_header_row_counts_for_that() -> None:
    source, translated = page("x", header="A | `b` 22"), page("x", header="A | `c` 23")
    assert found_lines(translated, source) == [("code-span", 3), ("number", 3)]
    ignored = translated.replace("`c` 23", "`c` 23 <!-- sync:ignore code-span,number -->")
    assert found_lines(ignored, source) == []


def test_noop_a_comment_in_a_row_that_is_none_of_this_translation_s() -> None:
    present = SOURCE_PAGE.replace("`b` 33", "`q` 55 <!-- sync:ignore number -->")
    assert found_lines(WRONG, present=present) == EVERYTHING


def test_wrong_names_are_told_with_the_nearest() -> None:
    text = (
        "<!-- sync:ignore numbers, link-dead -->\n\n<!-- sync:ignore -->\n\n"
        "<!-- sync:ignore stamp-unearned number -->\n\n`<!-- sync:ignore x -->`\n"
    )
    assert list(find_wrong_names(read_markdown(text), ())) == [
        (1, "'numbers' is no rule: did you mean 'number'?"),
        (3, "the comment `sync:ignore` names no rule"),
    ]


def test_a_wrong_name_is_told_on_standard_error_once(tmp_path: Path) -> None:
    comment = "\n<!-- sync:ignore numbers -->\n"
    other = "translations/de/tea.md"
    tea = TEA + comment
    files = {SOURCE: tea, FR: translate(tea, body=THE + comment), other: translate(tea)}
    make_teas(tmp_path, files=files)
    reply = ask(tmp_path, "lint")
    message = "'numbers' is no rule: did you mean 'number'?"
    assert [line for line in reply.err.splitlines() if "rule" in line] == [
        f"warning: {SOURCE}:{line_of(tea)}: {message}",
        f"warning: {FR}:{line_of(files[FR])}: {message}",
    ]
    assert reply.report["findings"] == []
    assert reply.code == 0


def line_of(text: str) -> int:
    return text[: text.index("sync:ignore")].count("\n") + 1


def test_the_present_source_speaks_for_stale_translations(tmp_path: Path) -> None:
    wrong = translate(TEA, body=THE.replace("| 2 |", "| 7 |"))
    make_teas(tmp_path, TEA + "\n<!-- sync:ignore number -->\n", files={FR: wrong})
    assert ask(tmp_path, "lint").report["findings"] == []
    make_teas(tmp_path / "other", TEA + "\nMore.\n", files={FR: wrong})
    found = ask(tmp_path / "other", "lint").report["findings"]
    assert [finding["rule"] for finding in found] == ["number"]


TABLE = "| A | B | C |\n| --- | --- | --- |\n| one | two | 3 |\n| four |  | six |\n"
DONE = (
    "<!-- sync:ignore number -->\n\n"
    "| Ä | B | C |\n| --- | --- | --- |\n| eins | zwei | 4 <!-- sync:ignore number --> |\n"
    "| vier | <!-- sync:ignore empty-cell --> | sechs |\n"
)


def test_sync_keeps_the_comments_and_the_rows_around_them() -> None:
    longer = TABLE + "| seven | eight | nine |\n"
    merged = merge(f"\n\n{TABLE}", f"\n\n{longer}", DONE)
    assert merged.text == DONE + (
        "| <!-- sync:untranslated --> seven | <!-- sync:untranslated --> eight "
        "| <!-- sync:untranslated --> nine |\n"
    )


def test_sync_keeps_the_comment_with_the_old_words() -> None:
    merged = merge(TABLE, TABLE.replace("two", "twenty"), DONE)
    assert read_cells(merged.text)[0][1] == [
        "eins",
        "<!-- sync:fuzzy --> zwei",
        "4 <!-- sync:ignore number -->",
    ]


def test_a_translation_with_comments_can_be_stamped(tmp_path: Path) -> None:
    body = THE.replace("| 3 |  |", "| 3 | <!-- sync:ignore empty-cell --> |") + "\nPlus.\n"
    make_teas(tmp_path, TEA + "\nMore.\n", files={FR: translate(TEA, body=body)})
    assert call(tmp_path, "stamp", FR).code == 0
    assert ask(tmp_path, "lint").report["findings"] == []
