"""``sync``: tables that come, go, move or change their columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.commands.calling import ask, call
from tests.commands.teas import (
    ALIGNED,
    FR,
    RELINKED,
    SOURCE,
    TEA,
    THE,
    body_of,
    make_teas,
    translate,
)


def test_columns_added_removed_and_reordered(tmp_path: Path) -> None:
    def column(text: str, change: Callable[[int, list[str]], list[str]]) -> str:
        lines = text.split("\n")
        rows = [k for k, line in enumerate(lines) if line.startswith("|")]
        for at, k in enumerate(rows):
            cells = [cell.strip() for cell in lines[k].strip("|").split("|")]
            lines[k] = "| " + " | ".join(change(at, cells)) + " |"
        return "\n".join(lines)

    swapped = column(TEA, lambda _, cells: [cells[1], cells[0], cells[2]])
    course = make_teas(tmp_path / "swapped", swapped)
    assert ask(course.root, "sync").translations[FR]["stamped"] is True
    expected = column(THE, lambda _, cells: [cells[1], cells[0], cells[2]])
    assert body_of((course.root / FR).read_text()) == expected.replace("|  |", "|  |")

    fewer = column(TEA, lambda _, cells: [cells[0], cells[2]])
    course = make_teas(tmp_path / "fewer", fewer)
    assert ask(course.root, "sync").translations[FR]["stamped"] is True
    assert body_of((course.root / FR).read_text()) == column(THE, lambda _, c: [c[0], c[2]])

    new = ["Price", "---", "1 €", "2 €", "3 €", "much"]
    more = column(TEA, lambda at, cells: [*cells, new[at]])
    course = make_teas(tmp_path / "more", more)
    found = ask(course.root, "sync").translations[FR]
    marked = [
        f"<!-- sync:untranslated --> {cell}" if cell in ("Price", "much") else cell for cell in new
    ]
    assert body_of((course.root / FR).read_text()) == column(THE, lambda at, c: [*c, marked[at]])
    assert (found["tables"][0]["untranslated"], found["tables"][0]["kept"]) == (2, 15)


def test_a_new_table_comes_with_its_heading_marked(tmp_path: Path) -> None:
    added = "## Cups\n\n| Cup | Size |\n| --- | --- |\n| Small | 1 |\n\n"
    course = make_teas(tmp_path / "course", TEA.replace("The end.", added + "The end."))

    found = ask(course.root, "sync").translations[FR]

    assert body_of((course.root / FR).read_text()) == THE.replace(
        "La fin.",
        "## Cups<!-- sync:untranslated -->\n\n"
        "| <!-- sync:untranslated --> Cup | <!-- sync:untranslated --> Size |\n"
        "| --- | --- |\n| <!-- sync:untranslated --> Small | 1 |\n\nLa fin.",
    )
    assert [table["outcome"] for table in found["tables"]] == ["unchanged", "inserted"]


def test_a_table_that_is_gone_goes_and_its_heading_stays(tmp_path: Path) -> None:
    start, end = TEA.index("| Tea"), TEA.index("The end.")
    course = make_teas(tmp_path / "course", TEA[:start] + TEA[end:])

    found = ask(course.root, "sync").translations[FR]

    text = body_of((course.root / FR).read_text())
    assert "|" not in text
    assert "## Sortes" in text
    (table,) = found["tables"]
    assert (table["outcome"], table["source_line"], table["removed"]) == ("removed", None, 4)


def test_a_format_change_of_a_table_touches_nothing(tmp_path: Path) -> None:
    later = ALIGNED.replace("Boil water.", "Boil fresh water.")
    course = make_teas(tmp_path / "course", later)
    before = (course.root / FR).read_bytes()

    found = ask(course.root, "sync", "--tables-only").translations[FR]

    assert found["outcome"] == "unchanged"
    assert (course.root / FR).read_bytes() == before


def test_a_moved_table_is_reported_and_stays_pending(tmp_path: Path) -> None:
    first = "## A\n\n| One | 1 |\n| --- | --- |\n| uno | 10 |\n\n"
    second = "## B\n\n| Two | 2 |\n| --- | --- |\n| due | 20 |\n\n"
    old, new = f"# T\n\n{first}{second}End.\n", f"# T\n\n{second}{first}End.\n"
    course = make_teas(tmp_path / "course", new, files={SOURCE: old, FR: translate(old, body=old)})

    reply = call(course.root, "sync", "--tables-only")

    assert "moved" in reply.out
    assert "stamped" not in reply.out
    assert body_of((course.root / FR).read_text()) == old


def test_a_section_moves_with_its_table(tmp_path: Path) -> None:
    first = "## A\n\n| One | 1 |\n| --- | --- |\n| uno | 10 |\n\n"
    second = "## B\n\n| Two | 2 |\n| --- | --- |\n| due | 20 |\n\n"
    old, new = f"# T\n\n{first}{second}End.\n", f"# T\n\n{second}{first}End.\n"
    french = old.replace("End.", "Fin.").replace("uno", "un")
    files = {SOURCE: old, FR: translate(old, body=french)}
    course = make_teas(tmp_path / "course", new, files=files)

    updated = ask(course.root, "sync").translations[FR]

    text = body_of((course.root / FR).read_text())
    assert text == new.replace("End.", "Fin.").replace("uno", "un")
    assert updated["stamped"]


def test_tables_in_generated_blocks_stay(tmp_path: Path) -> None:
    mark = "CO-OP TRANSLATOR OTHER COURSES"
    block = f"<!-- {mark} START -->\n\n| Course |\n| --- |\n| X |\n\n<!-- {mark} END -->\n"
    theirs = block.replace("Course", "Cours")
    old = TEA + block
    later = RELINKED + block.replace("| X |", "| Y |")
    body = THE + theirs
    course = make_teas(
        tmp_path / "course", later, files={SOURCE: old, FR: translate(old, body=body)}
    )

    found = ask(course.root, "sync").translations[FR]

    assert body_of((course.root / FR).read_text()) == body.replace("example/a", "example/b")
    assert (found["stamped"], len(found["tables"])) == (True, 1)
