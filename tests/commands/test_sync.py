"""``sync``: what becomes of each cell, row and table, in the files and in the report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands.calling import ask, call, photograph
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
    ROW_BLACK,
    SHORTER,
    SOURCE,
    TEA,
    THE,
    body_of,
    make_teas,
    stamp_of,
    translate,
)
from tests.translated import Course, md5_of

COUNTS = {
    "kept": 0, "relinked": 0, "fuzzy": 0, "untranslated": 0, "verbatim": 0,
    "removed": 0, "moved": 0, "extra": 0,
}  # fmt: skip
FUZZY = THE.replace("Prendre", "<!-- sync:fuzzy --> Prendre")
ADDED = (
    "| <!-- sync:untranslated --> Oolong | 6 "
    "| <!-- sync:untranslated --> [Steps](../../oolong.md) |\n"
)
LAST = "| Menthe | 🌿 | [Site](https://mint.example/a) |\n"
BLANC = "| Thé blanc | 3 |  |\n"
VERT = "| Thé vert | 2 | [Étapes](../../green.md) |\n"

CASES = {
    "relinked": (RELINKED, THE.replace("example/a", "example/b"), {"kept": 14, "relinked": 1}),
    "verbatim": (RETIMED, THE.replace("| 2 |", "| 5 |"), {"kept": 14, "verbatim": 1}),
    "fuzzy": (REWORDED, FUZZY, {"kept": 14, "fuzzy": 1}),
    "added": (
        LONGER,
        THE.replace(LAST, LAST + ADDED),
        {"kept": 15, "untranslated": 2, "verbatim": 1},
    ),
    "removed": (SHORTER, THE.replace(BLANC, ""), {"kept": 12, "removed": 1}),
    "moved": (
        REORDERED,
        THE.replace(BLANC, "").replace(VERT, BLANC + VERT),
        {"kept": 15, "moved": 1},
    ),
}
DONE = {"relinked", "verbatim", "removed", "moved"}


@pytest.mark.parametrize("name", CASES)
def test_each_change_of_a_table(tmp_path: Path, name: str) -> None:
    later, wanted, counts = CASES[name]
    course = make_teas(tmp_path / "course", later)

    reply = ask(course.root, "sync")

    text = (course.root / FR).read_text()
    assert body_of(text) == wanted
    assert reply.code == 0
    updated = reply.translations[FR]
    assert updated["outcome"] == "updated"
    assert updated["stamped"] is (name in DONE)
    assert updated["tables"] == [{"source_line": 10, "outcome": "updated", **COUNTS, **counts}]
    stamp = stamp_of(text)
    if name in DONE:
        assert stamp["original_hash"] == md5_of(later)
        assert "synced_hash" not in stamp
        assert stamp["translation_date"] > "2024"
    else:
        assert stamp["original_hash"] == md5_of(TEA)
        assert list(stamp)[-1] == "synced_hash"
        assert stamp["synced_hash"] == md5_of(later)
        assert stamp["translation_date"] == "2023-11-20T00:00:00+00:00"


@pytest.mark.parametrize(
    "later", [EVERYTHING, *(case[0] for case in CASES.values()), OTHER_PROSE, ALIGNED]
)
def test_a_second_run_changes_nothing(tmp_path: Path, later: str) -> None:
    course = make_teas(tmp_path / "course", later)
    first = ask(course.root, "sync")
    course.commit()
    before = photograph(course.root)

    second = ask(course.root, "sync")

    assert first.code == second.code == 0
    assert photograph(course.root) == before
    assert {each["outcome"] for each in second.report["translations"]} == {"unchanged"}
    assert call(course.root, "sync", "--check").code == 0


def test_the_report_keeps_the_keys_of_every_report(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", REWORDED)

    report = ask(course.root, "sync").report

    assert report["version"] == 1
    assert list(report["summary"]) == [
        "missing", "invalid", "orphaned", "unstamped", "pending", "stale", "current", "cosmetic",
    ]  # fmt: skip
    assert set(report["translations"][0]) == {
        "language", "document", "source", "path", "state", "reason", "moved_to", "stamp", "base",
        "pending", "outcome", "stamped", "tables", "blocks", "units", "synced", "refusal", "notes",
    }  # fmt: skip


def test_the_report_says_why_it_is_refused_and_what_is_taken_out(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", REWORDED)
    told = ask(course.root, "sync", "--diff").translations[FR]
    assert (told["refusal"], told["notes"]) == (None, [])

    course.commit({SOURCE: TEA.partition("|")[0]})
    taken = ask(course.root, "sync", "--diff").translations[FR]
    assert taken["refusal"] is None
    assert [note["message"] for note in taken["notes"] if note["line"]]

    conflict = "\n<<<<<<< ours\n=======\n>>>>>>> theirs\n"
    course.commit({FR: (course.root / FR).read_text() + conflict})
    refused = ask(course.root, "sync", "--diff").translations[FR]
    assert refused["outcome"] == "refused"
    assert "conflict" in refused["refusal"]["message"]
    assert refused["refusal"]["line"] > 1


def test_the_work_left_is_pending_until_it_is_done(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", REWORDED)
    call(course.root, "sync")
    after = ask(course.root, "status").translations[FR]
    assert (after["state"], after["reason"]) == ("pending", None)
    assert after["pending"] == {"untranslated": 0, "fuzzy": 1}

    path = course.root / FR
    path.write_text(path.read_text().replace("<!-- sync:fuzzy --> Prendre", "Prendre petite"))
    course.commit()
    finished = ask(course.root, "status").translations[FR]
    assert (finished["state"], finished["reason"]) == ("pending", "not-stamped")

    reply = ask(course.root, "sync")
    assert reply.translations[FR]["outcome"] == "updated"
    assert reply.translations[FR]["stamped"] is True
    assert "Prendre petite" in path.read_text()
    assert "synced_hash" not in stamp_of(path.read_text())
    assert ask(course.root, "status").translations[FR]["state"] == "current"


@pytest.mark.parametrize("later", [OTHER_PROSE, OTHER_TITLE])
def test_tables_alone_leave_a_file_untouched_whose_prose_changed(
    tmp_path: Path, later: str
) -> None:
    course = make_teas(tmp_path / "course", later)
    before = photograph(course.root)

    reply = ask(course.root, "sync", "--tables-only")

    assert photograph(course.root) == before
    found = reply.translations[FR]
    assert (found["outcome"], found["stamped"]) == ("unchanged", False)
    assert [table["outcome"] for table in found["tables"]] == ["unchanged"]
    assert ask(course.root, "status").translations[FR]["state"] == "stale"


def test_prose_and_tables_changed_is_pending_until_stamped(tmp_path: Path) -> None:
    later = RELINKED.replace("Boil water.", "Boil fresh water.")
    course = make_teas(tmp_path / "course", later)

    reply = ask(course.root, "sync", "--tables-only")

    assert reply.translations[FR]["stamped"] is False
    stamp = stamp_of((course.root / FR).read_text())
    assert stamp["synced"] == "tables"
    assert (stamp["original_hash"], stamp["synced_hash"]) == (md5_of(TEA), md5_of(later))
    found = ask(course.root, "status").translations[FR]
    assert (found["state"], found["reason"]) == ("pending", None)
    assert call(course.root, "stamp", FR).code == 0
    assert ask(course.root, "status").translations[FR]["state"] == "current"
    assert "synced_hash" not in stamp_of((course.root / FR).read_text())


@pytest.mark.parametrize("later", [OTHER_PROSE, OTHER_TITLE])
def test_changed_prose_is_marked_and_nothing_else_moves(tmp_path: Path, later: str) -> None:
    course = make_teas(tmp_path / "course", later)

    found = ask(course.root, "sync").translations[FR]

    assert (found["outcome"], found["stamped"]) == ("updated", False)
    (block,) = found["blocks"]
    assert block["outcome"] == "fuzzy"
    assert found["units"]["fuzzy"] == 1
    text = body_of((course.root / FR).read_text())
    assert text.count("sync:fuzzy") == 1
    assert re.sub(r" (?:<!-- sync:fuzzy -->|# sync:fuzzy)", "", text) == THE
    assert ask(course.root, "status").translations[FR]["state"] == "pending"
    (course.root / FR).write_text(
        re.sub(r" (?:<!-- sync:fuzzy -->|# sync:fuzzy)", "", (course.root / FR).read_text())
    )
    course.commit()
    assert ask(course.root, "sync").translations[FR]["stamped"]
    assert ask(course.root, "status").translations[FR]["state"] == "current"


def test_a_translation_whose_tables_alone_were_brought_on_keeps_its_prose_base(
    tmp_path: Path,
) -> None:
    later = RELINKED.replace("Boil water.", "Boil fresh water.")
    course = make_teas(tmp_path / "course", later)
    call(course.root, "sync", "--tables-only")
    course.commit()

    found = ask(course.root, "sync").translations[FR]

    assert (found["outcome"], found["synced"]) == ("updated", "tables")
    assert [(block["kind"], block["outcome"]) for block in found["blocks"]] == [
        ("paragraph", "fuzzy")
    ]
    stamp = stamp_of((course.root / FR).read_text())
    assert (stamp["original_hash"], stamp["synced"]) == (md5_of(TEA), "document")


def test_a_source_that_goes_back_is_stale_and_merged_back(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", REWORDED)
    call(course.root, "sync")
    course.commit({SOURCE: TEA})
    assert ask(course.root, "status").translations[FR]["state"] == "stale"

    course.commit()
    reply = ask(course.root, "sync")

    assert reply.code == 0
    text = (course.root / FR).read_text()
    assert "<!-- sync:fuzzy --> Prendre la `kettle`" in text
    assert ask(course.root, "status").translations[FR]["state"] == "pending"


def test_marked_cells_take_the_next_change_too(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", LONGER)
    call(course.root, "sync")
    course.commit({SOURCE: LONGER.replace("Oolong", "Blue Oolong")})

    call(course.root, "sync")

    text = (course.root / FR).read_text()
    assert "<!-- sync:untranslated --> Blue Oolong | 6 |" in text

    path = course.root / FR
    path.write_text(path.read_text().replace("Blue Oolong", "Oolong bleu"))
    course.commit({SOURCE: LONGER.replace("Oolong", "Dark blue Oolong")})
    call(course.root, "sync")

    assert "<!-- sync:fuzzy --> Oolong bleu | 6 |" in path.read_text()


def test_on_change_source_takes_the_new_text(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", REWORDED)

    reply = ask(course.root, "sync", "--on-change", "source")

    assert body_of((course.root / FR).read_text()) == THE.replace(
        "Prendre la `kettle`", "<!-- sync:untranslated --> Use the small `kettle`"
    )
    assert reply.translations[FR]["tables"][0]["untranslated"] == 1
    assert reply.translations[FR]["tables"][0]["fuzzy"] == 0


def test_a_translators_own_row_stays_behind_its_neighbour(tmp_path: Path) -> None:
    own = "| Tisane | 9 | À la maison |\n"
    body = THE.replace(BLANC, BLANC + own)
    course = make_teas(tmp_path / "course", RETIMED, files={FR: translate(TEA, body=body)})

    reply = call(course.root, "sync")

    assert body_of((course.root / FR).read_text()) == body.replace("| 2 |", "| 5 |")
    assert "own" in reply.out or "answers to no row" in reply.out


@pytest.mark.parametrize(
    ("style", "row"),
    [
        ("compact", "| Thé vert | 5 | [Étapes](../../green.md) |"),
        ("aligned", "| Thé vert  | 5       | [Étapes](../../green.md)       |"),
        ("keep", "|  Thé vert|5 |[Étapes](../../green.md) |"),
    ],
)
def test_table_style(tmp_path: Path, style: str, row: str) -> None:
    body = THE.replace("| Thé vert | 2 | [", "|  Thé vert|2 |[")
    course = make_teas(tmp_path / "course", RETIMED, files={FR: translate(TEA, body=body)})
    course.commit({".translation-sync.yaml": f"table_style: {style}\n"})

    assert call(course.root, "sync").code == 0

    assert row in (course.root / FR).read_text().split("\n")
    course.commit()
    assert ask(course.root, "sync").translations[FR]["outcome"] == "unchanged"


def test_links_of_new_rows_lead_to_the_translated_copy(tmp_path: Path) -> None:
    course = make_teas(
        tmp_path / "course", LONGER, files={"oolong.md": "# O\n", "translations/fr/oolong.md": "#"}
    )

    call(course.root, "sync", FR)

    assert "[Steps](oolong.md) |" in (course.root / FR).read_text()


def test_states_that_need_no_sync_are_unchanged(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course")
    course.commit({"translations/he/green.md": "# no stamp\n"})

    reply = ask(course.root, "sync")

    outcomes = {path: (t["state"], t["outcome"]) for path, t in reply.translations.items()}
    assert outcomes == {
        "translations/fr/green.md": ("missing", "unchanged"),
        "translations/he/green.md": ("unstamped", "unchanged"),
        FR: ("current", "unchanged"),
        "translations/he/tea.md": ("missing", "unchanged"),
    }
    assert reply.code == 0


def test_paths_and_languages_choose(tmp_path: Path) -> None:
    course = make_teas(
        tmp_path / "course", RELINKED, files={"translations/he/tea.md": translate(TEA)}
    )
    unchanged = (course.root / "translations/he/tea.md").read_bytes()

    assert ask(course.root, "sync", "--lang", "fr").translations.keys() == {
        FR, "translations/fr/green.md",
    }  # fmt: skip
    assert (course.root / "translations/he/tea.md").read_bytes() == unchanged
    assert call(course.root, "sync", "nowhere.md").code == 2
    assert call(course.root, "sync", "--lang", "xx").code == 2


def test_the_row_above_is_kept_where_it_stands(tmp_path: Path) -> None:
    bare = TEA.replace(ROW_BLACK, "Black tea | 4 | Use the `kettle`\n")
    body = THE.replace(
        "| Thé noir | 4 | Prendre la `kettle` |", "Thé noir | 4 | Prendre la `kettle`"
    )
    later = bare.replace("Black tea |", "Dark tea |")
    course = make_teas(
        tmp_path / "course", later, files={SOURCE: bare, FR: translate(bare, body=body)}
    )

    call(course.root, "sync")

    assert "\n| <!-- sync:fuzzy --> Thé noir | 4 |" in (course.root / FR).read_text()


def test_an_empty_call_has_nothing_to_do(tmp_path: Path) -> None:
    course = Course(tmp_path)
    course.git("init", "-q")

    assert call(tmp_path, "sync").code == 0


def test_prose_that_nobody_brought_on_is_held_to_the_version_that_it_is_of(tmp_path: Path) -> None:
    """Code that is new in the source lacks only where all of it was said to be brought on."""
    later = RELINKED.replace("Boil water.", "Boil water.\n\n```sh\nwarm --pot\n```")
    rules = []
    for name, options in (("tables", ["--tables-only"]), ("whole", [])):
        course = make_teas(tmp_path / name, later)
        call(course.root, "sync", *options)
        text = (course.root / FR).read_text()
        (course.root / FR).write_text(text.replace("```sh\nwarm --pot\n```\n\n", ""))
        findings = ask(course.root, "lint", FR).report["findings"]
        rules.append([each["rule"] for each in findings])
    assert rules == [[], ["block-missing"]]
