"""The share that is up to date: one number in the table, the trend, the fleet, site and badge."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sync.model import State
from sync.reports.shares import write_share
from tests.commands.calling import call
from tests.translated import GUIDE, make_course, stamped


@pytest.mark.parametrize(
    ("done", "total", "text"),
    [
        (0, 0, "–"),
        (0, 9, "0%"),
        (1, 101, "<1%"),
        (1, 100, "1%"),
        (3, 8, "37%"),
        (199, 200, "99%"),
        (899, 900, "99%"),
        (9, 9, "100%"),
    ],
)
def test_only_what_is_whole_is_all(done: int, total: int, text: str) -> None:
    assert write_share({State.COSMETIC: done, State.MISSING: total - done}) == text


def test_every_report_writes_the_same_share(tmp_path: Path) -> None:
    files = {f"source/{number}.md": GUIDE for number in range(8)}
    done = {f"translations/fr/{number}.md": stamped(GUIDE) for number in range(3)}
    course = make_course(tmp_path / "course", files | done)
    (tmp_path / "fleet.txt").write_text("course\n")

    told = {command: call(course.root, command).out for command in ("status", "history")}
    told["fleet"] = call(tmp_path, "fleet", "fleet.txt", "status").out
    call(course.root, "site", "site")
    told["site"] = (course.root / "site/index.html").read_text()
    badge = json.loads((course.root / "site/badges/languages/fr.json").read_text())

    assert {name: "37%" in text for name, text in told.items()} == dict.fromkeys(told, True)
    assert badge["message"] == "37% up to date"


@pytest.mark.parametrize("state", ["current", "missing", "current,missing"])
def test_the_share_is_of_all_whichever_states_are_listed(tmp_path: Path, state: str) -> None:
    files = {f"source/{number}.md": GUIDE for number in range(4)}
    course = make_course(tmp_path / "course", files | {"translations/fr/0.md": stamped(GUIDE)})
    whole = call(course.root, "status").out.partition("\n\n")[0]
    told = call(course.root, "status", "--state", state).out
    listed = json.loads(call(course.root, "status", "--state", state, "--format", "json").out)

    assert "25%" in whole
    assert told.partition("\n\n")[0] == whole
    assert {each["state"] for each in listed["translations"]} == set(state.split(","))
    assert sum(listed["summary"].values()) == len(listed["translations"])
