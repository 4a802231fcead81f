"""Changes that move documents: what was stale, broken or lacking before is none of their doing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.calling import Reply, ask, call
from tests.commands.teas import (
    FR,
    HE,
    REWORDED,
    SIDECAR,
    SOURCE,
    TEA,
    THE,
    make_teas,
    translate,
)
from tests.translated import Course, fields, make_course

CONFIG = ".translation-sync.yaml"
# Without the link whose target depends on where the source is.
TEA, THE, REWORDED = (re.sub(r"\(.*green.md\)", "(#kinds)", text) for text in (TEA, THE, REWORDED))
BROKEN = THE.replace("| Thé blanc | 3 |  |\n", "")
FALLEN = translate(TEA, body=BROKEN)
Mover = Callable[[Course], dict[str, str]]


def rename(course: Course) -> dict[str, str]:
    """Rename a document and its translations."""
    return _move(course, {SOURCE: "brew.md", FR: "translations/fr/brew.md"})


def nest(course: Course) -> dict[str, str]:
    """Move all sources into a folder that the configuration names."""
    course.write({CONFIG: "source: docs\n"})
    return _move(course, {SOURCE: "docs/tea.md"})


def nest_by_default(course: Course) -> dict[str, str]:
    """Move all sources into the folder where they are without a configuration."""
    return _move(course, {SOURCE: "source/tea.md"})


def rehouse(course: Course) -> dict[str, str]:
    """Move all translations to another place."""
    course.write({CONFIG: "translations: i18n/{lang}/{path}\n"})
    return _move(course, {FR: "i18n/fr/tea.md"})


def respell(course: Course) -> dict[str, str]:
    """Give a language another name."""
    return _move(course, {FR: "translations/fr-FR/tea.md"})


def _move(course: Course, places: dict[str, str]) -> dict[str, str]:
    for old, new in places.items():
        (course.root / new).parent.mkdir(parents=True, exist_ok=True)
        course.git("mv", old, new)
    return {SOURCE: SOURCE, FR: FR, **places}


MOVERS = [rename, nest, nest_by_default, rehouse, respell]
every_move = pytest.mark.parametrize("move", MOVERS)


def make(root: Path, text: str, later: str = TEA) -> Course:
    """Make a course in French alone: a document that may have changed since."""
    return make_teas(root / "course", later, files={SOURCE: TEA, FR: text})


def check(course: Course, *options: str) -> Reply:
    """Check what is staged, and what it becomes as a commit; the answers are the same."""
    course.git("add", "-A")
    staged = ask(course.root, "check", "--staged", *options)
    course.commit()
    since = ask(course.root, "check", "--changed-from", "HEAD~", *options)
    assert (since.code, since.report["findings"]) == (staged.code, staged.report["findings"])
    assert states(since) == states(staged)
    return since


def states(reply: Reply) -> dict[str, str]:
    return {path: each["state"] for path, each in reply.translations.items()}


def rules(reply: Reply) -> list[str]:
    return [each["rule"] for each in reply.report["findings"]]


@every_move
def test_a_table_that_was_broken_before(tmp_path: Path, move: Mover) -> None:
    course = make(tmp_path, FALLEN)
    move(course)
    reply = check(course)

    assert (reply.code, rules(reply), states(reply)) == (0, [], {})


@every_move
def test_a_table_that_the_move_broke(tmp_path: Path, move: Mover) -> None:
    course = make(tmp_path, translate(TEA))
    places = move(course)
    course.write({places[FR]: FALLEN})

    assert rules(check(course)) == ["table-rows"]


@every_move
@pytest.mark.parametrize("later", [REWORDED, TEA.replace("The end", "An end")])
def test_what_was_stale_before(tmp_path: Path, move: Mover, later: str) -> None:
    course = make(tmp_path, translate(TEA), later)
    move(course)

    assert states(check(course, "--fail-on", "stale,pending")) == {}


@every_move
def test_marks_that_were_left_before(tmp_path: Path, move: Mover) -> None:
    body = THE.replace("Prendre", "<!-- sync:fuzzy --> Prendre")
    course = make(tmp_path, translate(TEA, REWORDED, body), REWORDED)
    move(course)
    reply = check(course, "--fail-on", "stale,pending")

    assert (rules(reply), states(reply)) == ([], {})


@every_move
def test_what_the_move_made_stale_and_in_which_row(tmp_path: Path, move: Mover) -> None:
    course = make(tmp_path, translate(TEA))
    places = move(course)
    course.write({places[SOURCE]: REWORDED})
    reply = check(course)

    assert states(reply) == {places[FR]: "stale"}
    (table,) = reply.translations[places[FR]]["changes"]["tables"]
    (row,) = table["rows"]
    assert row["source_line"] == REWORDED[: REWORDED.index("| Black tea")].count("\n") + 1
    assert [cell["translation"] for cell in row["cells"]] == ["Prendre la `kettle`"]


@pytest.mark.parametrize("move", [nest, nest_by_default])
def test_a_translation_without_a_stamp_that_stays_where_it_is(tmp_path: Path, move: Mover) -> None:
    course = make(tmp_path, THE)
    move(course)
    reply = check(course)

    assert (reply.code, states(reply)) == (0, {})


@pytest.mark.parametrize("move", [rename, nest, nest_by_default, rehouse])
def test_a_stamp_that_the_move_took_out(tmp_path: Path, move: Mover) -> None:
    course = make(tmp_path, translate(TEA))
    places = move(course)
    course.write({places[FR]: THE})
    reply = check(course)

    assert (reply.code, states(reply)) == (1, {places[FR]: "unstamped"})


@every_move
def test_a_stamp_that_moved_without_the_work(tmp_path: Path, move: Mover) -> None:
    course = make(tmp_path, translate(TEA), REWORDED)
    places = move(course)
    course.write({places[FR]: translate(REWORDED)})

    assert rules(check(course)) == ["stamp-unearned"]


def test_an_entry_of_a_sidecar_that_moved_along(tmp_path: Path) -> None:
    entry = fields(TEA, source_file=SOURCE, language_code="fr")
    files = {SOURCE: TEA, FR: BROKEN, SIDECAR: json.dumps({SOURCE: entry})}
    course = make_teas(tmp_path / "course", REWORDED, files=files)
    rename(course)
    course.write({SIDECAR: json.dumps({"brew.md": entry})})
    reply = check(course, "--fail-on", "stale")

    assert (rules(reply), states(reply)) == ([], {})


def test_a_language_that_lacked_the_document_before(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", files={HE.replace("tea", "green"): "# ירוק\n"})
    rename(course)

    assert states(check(course, "--fail-on", "missing")) == {}


def test_a_translation_that_got_lost_on_the_way(tmp_path: Path) -> None:
    files = {HE: translate(TEA, body="# תה\n"), HE.replace("tea", "green"): "# ירוק\n"}
    course = make_teas(tmp_path / "course", files=files)
    rename(course)
    course.git("rm", "-q", HE)

    assert states(check(course)) == {"translations/he/brew.md": "missing"}


def test_an_orphan_that_is_brought_to_its_document(tmp_path: Path) -> None:
    course = make(tmp_path, FALLEN)
    course.git("mv", SOURCE, "brew.md")
    course.commit({"brew.md": REWORDED})
    course.git("mv", FR, "translations/fr/brew.md")
    reply = check(course, "--fail-on", "stale")

    assert (rules(reply), states(reply)) == ([], {})


def test_a_project_that_is_configured_for_the_first_time(tmp_path: Path) -> None:
    place = "docs/fr/tea.md"
    course = make_teas(tmp_path / "course", files={SOURCE: TEA, place: BROKEN})
    course.git("rm", "-q", FR)
    course.commit()
    config = "translations: docs/{lang}/{path}\nlanguages: [fr]\n"
    course.write({CONFIG: config, place: FALLEN})
    reply = check(course)

    assert (rules(reply), states(reply)) == ([], {})


def test_a_configuration_that_was_broken_before(tmp_path: Path) -> None:
    course = make(tmp_path, FALLEN)
    course.commit({CONFIG: "sources: docs\n"})
    nest(course)
    reply = check(course)

    assert rules(reply) == []


def test_a_range_of_commits_beside_what_is_checked_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = make(tmp_path, FALLEN)
    course.git("switch", "-q", "-c", "pushed")
    rename(course)
    course.commit()
    course.git("switch", "-q", "main")
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", "main")
    monkeypatch.setenv("PRE_COMMIT_TO_REF", "pushed")

    reply = call(course.root, "hook", "check")
    assert (reply.code, reply.out) == (0, "")


def test_a_configuration_that_is_named_speaks_for_both_states(tmp_path: Path) -> None:
    course = make(tmp_path, translate(TEA))
    course.commit({CONFIG: "translations: i18n/{lang}/{path}\n", "named.yaml": "stamp: comment\n"})
    course.git("rm", "-q", CONFIG)
    rename(course)
    course.write({"translations/fr/brew.md": FALLEN})
    options = ("--config", "named.yaml", "check", "--changed-from", "HEAD", "--format", "json")

    reply = call(course.root, *options)
    assert rules(reply) == ["table-rows"]


def test_a_stamp_that_names_a_commit(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {SOURCE: TEA, CONFIG: "stamp: {commit: from}\n"})
    made = course.git("rev-parse", "HEAD")
    course.commit({FR: BROKEN.replace("title:", f"from: {made}\ntitle:")})
    course.commit({SOURCE: REWORDED})
    rename(course)
    reply = check(course, "--fail-on", "stale")

    assert (rules(reply), states(reply)) == ([], {})
