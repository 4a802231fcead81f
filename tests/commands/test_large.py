"""Documents of a size or a depth that nobody means: handled in bounded time, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.calling import ask, call, photograph
from tests.commands.teas import FR, SOURCE, body_of, make_teas, translate

TABLE = "| A | B |\n| --- | --- |\n| y | a few plain words |\n"
NEW = TABLE.replace("plain", "other")
DEEP = {
    "quotes": "> " * 1000 + "x\n\n",
    "bullets": "- " * 1000 + "x\n\n",
    "numbers": "1. " * 1000 + "x\n\n",
    "both": "> - " * 500 + "x\n\n",
    "indented": "".join("  " * k + "- x\n" for k in range(400)) + "\n# End\n\n",
}


@pytest.mark.parametrize("name", DEEP)
def test_deep_nesting_is_refused_and_never_called_cosmetic(tmp_path: Path, name: str) -> None:
    old, new = DEEP[name] + TABLE, DEEP[name] + NEW
    course = make_teas(tmp_path / "course", new, files={SOURCE: old, FR: translate(old, body=old)})
    before = photograph(course.root)

    assert ask(course.root, "status").translations[FR]["state"] == "stale"
    reply = call(course.root, "sync", FR)

    assert reply.code == 1
    assert "refused: tea.md:" in reply.out
    assert "nested more than 100 deep" in reply.out
    assert len(reply.out.splitlines()) == 2
    for command in ("diff", "check", "stamp", "status"):
        assert "internal" not in call(course.root, command, FR).err
    assert call(course.root, "new", "de", SOURCE).code == 1
    assert photograph(course.root) == before


@pytest.mark.parametrize("marker", ["> ", "- "])
def test_nesting_beyond_mdformats_limit_is_read(tmp_path: Path, marker: str) -> None:
    old, new = (marker * 25 + "x\n\n" + table for table in (TABLE, NEW))
    course = make_teas(tmp_path / "course", new, files={SOURCE: old, FR: translate(old, body=old)})

    assert ask(course.root, "status").translations[FR]["state"] == "stale"
    assert ask(course.root, "sync").translations[FR]["tables"][0]["untranslated"] == 1


def test_a_long_table(tmp_path: Path) -> None:
    old = "# T\n\n| A | B |\n| --- | --- |\n" + "".join(
        f"| name {k} | word {k} |\n" for k in range(3_000)
    )
    new = old.replace("| word 2000 |", "| world 2000 |") + "| last | row |\n"
    course = make_teas(tmp_path / "course", new, files={SOURCE: old, FR: translate(old, body=old)})

    (table,) = ask(course.root, "diff", FR).translations[FR]["changes"]["tables"]
    found = ask(course.root, "sync", FR).translations[FR]

    assert [row["kind"] for row in table["rows"]] == ["changed", "added"]
    assert found["tables"][0]["untranslated"] >= 2
    assert "world 2000" in body_of((course.root / FR).read_text())


def test_a_long_line(tmp_path: Path) -> None:
    words = " ".join(f"word{k % 977}" for k in range(500_000))
    old = f"| A | B |\n| --- | --- |\n| y | {words} |\n| z | a few plain words |\n"
    new = old.replace("word1 ", "term1 ").replace("word5", "trem5").replace("plain", "other")
    # The square of this would never come to an end.
    assert len(new) > 3_500_000
    course = make_teas(tmp_path / "course", new, files={SOURCE: old, FR: translate(old, body=old)})

    reply = call(course.root, "sync", FR)

    assert reply.code == 0
    assert (
        "\n| z | <!-- sync:untranslated --> a few other words |" in (course.root / FR).read_text()
    )
