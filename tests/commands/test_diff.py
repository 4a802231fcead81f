"""``diff``: what changed in the source since a translation was made, held against the files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.commands.calling import Reply, ask, call, photograph
from tests.commands.teas import (
    ALIGNED,
    EVERYTHING,
    FR,
    LONGER,
    OTHER_PROSE,
    OTHER_TITLE,
    RELINKED,
    REORDERED,
    RETIMED,
    REWORDED,
    SHORTER,
    SOURCE,
    TEA,
    THE,
    make_teas,
    translate,
)
from tests.translated import Course

TABLE_KEYS = ["kind", "heading", "source_line", "base_line", "translation_line", "rows"]
ROW_KEYS = ["kind", "source_line", "base_line", "translation_line", "cells"]
CELL_KEYS = ["column", "kind", "before", "after", "translation"]


def changes_of(course: Course) -> dict[str, Any]:
    """Ask for the changes, and hold keys and lines of all of them against the files."""
    reply = ask(course.root, "diff", FR)
    assert reply.code == 0, reply
    changes: dict[str, Any] = reply.translations[FR]["changes"]
    assert list(changes) == ["tables", "prose"]
    texts = (TEA, (course.root / SOURCE).read_text(), (course.root / FR).read_text())
    before, after, translated = (["", *text.split("\n")] for text in texts)
    for table in changes["tables"]:
        assert list(table) == TABLE_KEYS
        for row in table["rows"]:
            assert list(row) == ROW_KEYS
            for cell in row["cells"]:
                assert list(cell) == CELL_KEYS
                for text, line, lines in (
                    (cell["before"], row["base_line"], before),
                    (cell["after"], row["source_line"], after),
                    (cell["translation"], row["translation_line"], translated),
                ):
                    if text is not None:
                        assert text in lines[line].split("|")[cell["column"]]
    for block in changes["prose"]:
        assert list(block)[:3] == ["kind", "source_line", "base_line"]
    return changes


def rows_of(changes: dict[str, Any]) -> list[dict[str, Any]]:
    (table,) = changes["tables"]
    assert table["kind"] == "changed"
    assert (table["heading"], table["source_line"], table["base_line"]) == ("Kinds", 10, 10)
    assert table["translation_line"] == 19
    rows: list[dict[str, Any]] = table["rows"]
    return rows


@pytest.mark.parametrize(
    ("later", "line", "cell"),
    [
        (REWORDED, 13, (3, "text", "Use the `kettle`", "Use the small `kettle`",
                        "Prendre la `kettle`")),
        (RELINKED, 15, (3, "link", "[Site](https://mint.example/a)",
                        "[Site](https://mint.example/b)", "[Site](https://mint.example/a)")),
        (TEA.replace("`kettle`", "`pot`"), 13, (3, "code", "Use the `kettle`", "Use the `pot`",
                                               "Prendre la `kettle`")),
        (TEA.replace("| White tea |", "| **White** tea |"), 14, (1, "format", "White tea",
                                                               "**White** tea", "Thé blanc")),
        (RETIMED, 12, (2, "text", "2", "5", "2")),
    ],
    ids=["text", "link", "code", "format", "number"],
)  # fmt: skip
def test_a_cell(tmp_path: Path, later: str, line: int, cell: tuple[object, ...]) -> None:
    course = make_teas(tmp_path / "course", later)

    changes = changes_of(course)

    (row,) = rows_of(changes)
    assert (row["kind"], row["source_line"], row["base_line"]) == ("changed", line, line)
    assert row["translation_line"] == line + 9
    assert [tuple(each.values()) for each in row["cells"]] == [cell]
    assert changes["prose"] == []


def test_rows_added_removed_and_moved(tmp_path: Path) -> None:
    (row,) = rows_of(changes_of(make_teas(tmp_path / "a", LONGER)))
    assert (row["kind"], row["source_line"], row["base_line"], row["translation_line"]) == (
        "added", 16, None, None,
    )  # fmt: skip
    assert [(c["column"], c["before"], c["after"], c["translation"]) for c in row["cells"]] == [
        (1, None, "Oolong", None), (2, None, "6", None), (3, None, "[Steps](oolong.md)", None),
    ]  # fmt: skip

    (row,) = rows_of(changes_of(make_teas(tmp_path / "b", SHORTER)))
    assert (row["kind"], row["source_line"], row["base_line"], row["translation_line"]) == (
        "removed", None, 14, 23,
    )  # fmt: skip
    assert [(c["before"], c["after"], c["translation"]) for c in row["cells"]] == [
        ("White tea", None, "Thé blanc"), ("3", None, "3"), ("", None, ""),
    ]  # fmt: skip

    (row,) = rows_of(changes_of(make_teas(tmp_path / "c", REORDERED)))
    assert (row["kind"], row["source_line"], row["base_line"], row["translation_line"]) == (
        "moved", 12, 14, 23,
    )  # fmt: skip
    assert row["cells"] == []


def test_everything_at_once(tmp_path: Path) -> None:
    rows = rows_of(changes_of(make_teas(tmp_path / "course", EVERYTHING)))

    assert [(row["kind"], row["source_line"], row["base_line"]) for row in rows] == [
        ("changed", 12, 12), ("changed", 13, 13), ("changed", 14, 15), ("added", 15, None),
        ("removed", None, 14),
    ]  # fmt: skip


def test_tables_added_and_removed(tmp_path: Path) -> None:
    new = "\n### Cups\n\n| Cup |\n| --- |\n| Small |\n"
    (table,) = changes_of(make_teas(tmp_path / "a", TEA + new))["tables"]
    assert (table["kind"], table["heading"], table["source_line"]) == ("added", "Cups", 21)
    assert (table["base_line"], table["translation_line"]) == (None, None)
    assert [row["kind"] for row in table["rows"]] == ["added", "added"]

    start, end = TEA.index("| Tea"), TEA.index("The end.")
    (table,) = changes_of(make_teas(tmp_path / "b", TEA[:start] + TEA[end:]))["tables"]
    assert (table["kind"], table["heading"]) == ("removed", "Kinds")
    assert (table["source_line"], table["base_line"], table["translation_line"]) == (None, 10, 19)
    assert {row["kind"] for row in table["rows"]} == {"removed"}
    assert [row["translation_line"] for row in table["rows"]] == [19, 21, 22, 23, 24]


def test_a_table_that_moved(tmp_path: Path) -> None:
    first = "## A\n\n| One | 1 |\n| --- | --- |\n| uno | 10 |\n\n"
    second = "## B\n\n| Two | 2 |\n| --- | --- |\n| due | 20 |\n| tre | 30 |\n\n"
    old, new = f"# T\n\n{first}{second}End.\n", f"# T\n\n{second}{first}End.\n"
    course = make_teas(tmp_path / "course", new, files={SOURCE: old, FR: translate(old, body=old)})

    (table,) = ask(course.root, "diff", FR).translations[FR]["changes"]["tables"]

    assert (table["kind"], table["rows"]) == ("moved", [])
    assert {table["source_line"], table["base_line"]} in ({12, 5}, {5, 11})


def test_format_only(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", ALIGNED)

    (table,) = changes_of(course)["tables"]

    assert (table["kind"], table["rows"], table["source_line"]) == ("format", [], 10)


def test_columns_added_removed_and_reordered(tmp_path: Path) -> None:
    def reorder(text: str, *order: int, new: tuple[str, ...] = ()) -> str:
        lines = text.split("\n")
        rows = [k for k, line in enumerate(lines) if line.startswith("|")]
        for at, k in enumerate(rows):
            cells = [cell.strip() for cell in lines[k].strip("|").split("|")]
            chosen = [cells[c] for c in order] + ([new[at]] if new else [])
            lines[k] = "| " + " | ".join(chosen) + " |"
        return "\n".join(lines)

    price = ("Price", "---", "1", "2", "3", "4")
    course = make_teas(tmp_path / "a", reorder(TEA, 0, 1, 2, new=price))
    rows = ask(course.root, "diff", FR).translations[FR]["changes"]["tables"][0]["rows"]
    assert [row["kind"] for row in rows] == ["changed"] * 5
    assert [[(c["column"], c["before"], c["after"], c["translation"]) for c in row["cells"]]
            for row in rows] == [[(4, None, p, None)] for p in price if p != "---"]  # fmt: skip

    course = make_teas(tmp_path / "b", reorder(TEA, 0, 2))
    rows = ask(course.root, "diff", FR).translations[FR]["changes"]["tables"][0]["rows"]
    gone = [(c["column"], c["before"], c["after"], c["translation"]) for c in rows[0]["cells"]]
    assert gone == [(2, "Minutes", None, "Minutes")]

    course = make_teas(tmp_path / "c", reorder(TEA, 1, 0, 2))
    (table,) = ask(course.root, "diff", FR).translations[FR]["changes"]["tables"]
    assert (table["kind"], table["rows"]) == ("changed", [])
    assert "columns in another order" in call(course.root, "diff", FR).out


def test_prose(tmp_path: Path) -> None:
    changes = changes_of(make_teas(tmp_path / "a", OTHER_PROSE))
    assert changes["tables"] == []
    assert [tuple(block.values())[:3] for block in changes["prose"]] == [("changed", 6, 6)]

    changes = changes_of(make_teas(tmp_path / "b", OTHER_TITLE))
    assert [tuple(block.values())[:3] for block in changes["prose"]] == [("changed", 2, 2)]

    changes = changes_of(make_teas(tmp_path / "c", TEA + "\nMore.\n"))
    assert [tuple(block.values())[:3] for block in changes["prose"]] == [("added", 19, None)]

    changes = changes_of(make_teas(tmp_path / "d", TEA.replace("Boil water.\n\n", "")))
    assert [tuple(block.values())[:3] for block in changes["prose"]] == [("removed", None, 6)]

    changes = changes_of(make_teas(tmp_path / "e", TEA.replace("Boil water.", "Boil\nwater.")))
    assert changes == {"tables": [], "prose": []}


def test_it_is_always_from_the_original_hash(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", EVERYTHING)
    before = ask(course.root, "diff", FR).translations[FR]["changes"]
    call(course.root, "sync")

    after = ask(course.root, "diff", FR).translations[FR]
    assert after["state"] == "pending"
    rows = after["changes"]["tables"][0]["rows"]
    assert [(row["kind"], row["source_line"], row["base_line"]) for row in rows] == [
        (row["kind"], row["source_line"], row["base_line"]) for row in before["tables"][0]["rows"]
    ]
    (added,) = (row for row in rows if row["kind"] == "added")
    assert added["translation_line"] == 26
    assert added["cells"][0]["translation"] == "<!-- sync:untranslated --> Oolong"


def test_nothing_is_written_and_states_choose(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", EVERYTHING)
    before = photograph(course.root)

    assert set(ask(course.root, "diff", "--state", "stale").translations) == {FR}
    assert set(ask(course.root, "diff", "--state", "missing").translations) == {
        "translations/fr/green.md"
    }
    assert call(course.root, "diff").code == 0
    assert photograph(course.root) == before


def test_what_is_not_known_is_null(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", EVERYTHING, files={FR: translate("Lost.\n")})

    found = ask(course.root, "diff").translations

    assert found[FR]["changes"] is None
    assert found[FR]["base"] is None
    assert found["translations/fr/green.md"]["changes"] is None
    assert "not known" in call(course.root, "diff").out


def test_a_translation_that_is_not_there_is_started(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", EVERYTHING)
    path = "translations/fr/green.md"

    assert call(course.root, "diff", path).out == (
        f"{path}: missing\n"
        "  there is no translation yet\n"
        "  start it: translation-sync new fr green.md\n"
    )
    told = call(course.root, "diff", "--stat", path).out
    assert (told.count("no translation yet"), " 0 translations behind; 1 missing\n" in told) == (
        1,
        True,
    )
    assert "no translation yet" not in call(course.root, "diff", FR).out


def test_what_is_not_known_names_what_would_help(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", EVERYTHING, files={FR: translate("Lost.\n")})

    told = call(course.root, "diff", FR).out
    assert "not known without the version" in told
    assert re.search(rf"sync --(base date|no-base) {re.escape(FR)}$", told, re.MULTILINE)
    course.write({FR: THE})
    told = call(course.root, "diff", FR).out
    assert f"record that: translation-sync stamp {FR}" in told


def test_current_has_no_changes(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course")

    assert ask(course.root, "diff", FR).translations[FR]["changes"] == {"tables": [], "prose": []}


def test_a_bad_translation_hides_no_other(tmp_path: Path) -> None:
    bad = translate(TEA, body=THE + "Plus.\n" * 1000).encode() + b"\xff"
    course = make_teas(
        tmp_path / "course", REWORDED, files={FR: bad, "translations/he/tea.md": translate(TEA)}
    )

    reply = ask(course.root, "diff")

    assert reply.translations[FR]["changes"] is None
    assert reply.translations["translations/he/tea.md"]["changes"]["tables"]
    assert f"{FR}:1027: is not UTF-8" in reply.err


def test_the_text_says_it_all(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", EVERYTHING)

    reply: Reply = call(course.root, "diff", FR)

    assert reply.err == ""
    for words in ("Kinds", "source 13", "base 13", "translation 22", "Use the small `kettle`",
                  "Prendre la `kettle`", "Oolong", "White tea"):  # fmt: skip
        assert words in reply.out
