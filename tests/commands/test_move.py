"""``move``: translations follow their sources, and nothing is lost on the way."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sync import open_project
from sync.model import State
from tests.commands.calling import ask, call, photograph
from tests.pages import is_shown, read_commands, run_command
from tests.translated import GUIDE, Course, fields, make_course, stamped

PROJECT = Path(__file__).parents[2]
PAGE = (PROJECT / "docs/moving.md").read_text("utf-8")
OLD, NEW = "translations/fr/guide.md", "translations/fr/tea/guide.md"
BODY = (
    "# Thé\n\nVoir [b](b.md), [c](../../c.md), [soi](guide.md#x), ![x](../../a%20b.png) et "
    "[rien](no.md).\n"
    "\n`[b](b.md)`\n\n| A |\n| --- |\n| [c](../../c.md#d) |\n\n[r]: <../../c.md>\n"
)
MOVED = (
    "# Thé\n\nVoir [b](../b.md), [c](../../../c.md), [soi](guide.md#x), ![x](../../../a%20b.png) "
    "et [rien](no.md).\n"
    "\n`[b](b.md)`\n\n| A |\n| --- |\n| [c](../../../c.md#d) |\n\n[r]: <../../../c.md>\n"
)
MORE = {"source_file": "guide.md", "language_code": "fr"}


def translation(body: str = BODY, source_file: str = "guide.md") -> str:
    return stamped(GUIDE, body=body, **{**MORE, "source_file": source_file})


@pytest.fixture
def course(tmp_path: Path) -> Course:
    files = {"guide.md": GUIDE, "c.md": "# C\n", "a b.png": "x", "translations/fr/b.md": "# B\n"}
    course = make_course(tmp_path / "course", files)
    course.commit({OLD: translation(), "b.md": "# B\n"})
    move(course, "guide.md", "tea/guide.md")
    return course


def move(course: Course, old: str, new: str) -> None:
    (course.root / new).parent.mkdir(parents=True, exist_ok=True)
    course.git("mv", old, new)
    course.commit()


def read(course: Course, path: str) -> str:
    return (course.root / path).read_text("utf-8")


def test_a_translation_follows_with_its_stamp_and_its_links(course: Course) -> None:
    reply = call(course.root, "move")

    assert (reply.code, reply.err) == (0, "")
    assert reply.out == (
        f"{OLD}: moved to {NEW}\n"
        "  line 12: the link to 'no.md' leads nowhere\n"
        "1 updated, 0 unchanged, 0 refused\n"
        f"stage them: git add {OLD} {NEW}\n"
    )
    assert not (course.root / OLD).exists()
    assert read(course, NEW) == translation(MOVED, "tea/guide.md")
    assert course.states()[NEW] is State.CURRENT
    course.git("add", OLD, NEW)
    assert course.git("status", "--porcelain").split() == ["R", OLD, "->", NEW]
    again = call(course.root, "move")
    assert (again.code, again.out) == (0, "0 updated, 0 unchanged, 0 refused\n")


def test_the_report_leads_to_it_from_both_places(course: Course) -> None:
    out = call(course.root, "status").out

    assert f"{OLD}: orphaned: its source is now tea/guide.md\n" in out
    assert f"    move it after its source: translation-sync move {OLD}\n" in out
    assert (
        f"{NEW}: missing\n    it waits where the source was, to be moved: "
        "translation-sync move guide.md\n"
    ) in out
    assert call(course.root, "move", "guide.md").out.startswith(f"{OLD}: moved to {NEW}")


def test_no_other_is_started_where_one_waits_to_be_moved(course: Course) -> None:
    before = photograph(course.root)
    reply = call(course.root / "tea", "new", "fr", "guide.md")

    assert reply.code == 1
    wait = "translation-sync move ../translations/fr/guide.md"
    assert reply.out.startswith(
        f"{NEW}: refused: waits where its source was: move it with `{wait}`\n"
    )
    assert photograph(course.root) == before
    run_there = call(course.root / "tea", *wait.split()[1:])
    assert run_there.out.startswith(f"{OLD}: moved to {NEW}")


def test_others_are_started_beside_it(course: Course) -> None:
    assert call(course.root, "new", "de").code == 0
    reply = call(course.root, "new", "fr")

    assert f"{NEW}: refused: waits where its source was" in reply.out
    assert "translations/fr/c.md: updated" in reply.out
    assert not (course.root / NEW).exists()
    (course.root / OLD).unlink()
    assert call(course.root, "new", "fr", "tea").code == 0
    assert (course.root / NEW).exists()


def test_the_entry_of_a_sidecar_goes_along_and_no_other(tmp_path: Path) -> None:
    sidecar = "translations/fr/.co-op-translator.json"
    entries = {
        "__translation_failures__": {},
        "b.md": fields("# B\n", source_file="b.md"),
        "guide.md": {**fields(GUIDE, source_file="guide.md"), "x": 1},
    }
    course = make_course(tmp_path / "course", {"guide.md": GUIDE, "b.md": "# B\n"})
    files = {OLD: "# Thé\n", "translations/fr/b.md": "# B\n"}
    course.commit({**files, sidecar: json.dumps(entries, indent=2)})
    move(course, "guide.md", "tea/guide.md")
    reply = call(course.root, "move")

    assert reply.out.endswith(f"stage them: git add {sidecar} {OLD} {NEW}\n")
    now = json.loads(read(course, sidecar))
    assert list(now) == ["__translation_failures__", "b.md", "tea/guide.md"]
    assert now["b.md"] == entries["b.md"]
    assert now["tea/guide.md"] == fields(GUIDE, source_file="tea/guide.md")
    assert course.states()[NEW] is State.CURRENT


def test_a_dry_run_says_what_would_move(course: Course) -> None:
    before = photograph(course.root)
    reply = call(course.root, "move", "--check")

    lines = reply.out.splitlines()
    assert (reply.code, lines[0]) == (1, f"{OLD}: would move to {NEW}")
    assert lines[-1] == "1 updated, 0 unchanged, 0 refused (nothing is written)"
    assert "git add" not in reply.out
    assert photograph(course.root) == before
    call(course.root, "move")
    assert call(course.root, "move", "--check").code == 0


def test_quietly_only_what_fails_is_told(course: Course) -> None:
    assert call(course.root, "move", "-q", "--check").out.startswith(
        f"{OLD}: would move to {NEW}\n"
    )
    moved = call(course.root, "move", "-q")
    assert (moved.code, moved.out) == (0, "")
    assert read(course, NEW)


def test_nothing_is_written_over(course: Course) -> None:
    course.commit({NEW: "# Mine\n"})
    before = photograph(course.root)
    reply = call(course.root, "move")

    assert reply.code == 1
    assert reply.out.startswith(f"{OLD}: refused: {NEW}: exists already, and is not written over")
    assert photograph(course.root) == before
    assert call(course.root, "move", "--force").code == 1
    assert photograph(course.root) == before


def test_what_a_killed_run_had_written_is_completed(course: Course) -> None:
    course.write({NEW: translation(MOVED, "tea/guide.md")})
    reply = call(course.root, "move")

    assert reply.out.startswith(f"{OLD}: moved to {NEW}")
    assert not (course.root / OLD).exists()


@pytest.mark.parametrize("state", ["changed", "untracked"])
def test_what_git_could_not_give_back_needs_force(course: Course, state: str) -> None:
    if state == "untracked":
        course.git("rm", "-q", "--cached", OLD)
    course.write({OLD: translation(BODY + "\nNeu\n")})
    before = photograph(course.root)
    reply = call(course.root, "move")

    assert reply.code == 1
    assert "--force" in reply.out
    assert photograph(course.root) == before
    assert call(course.root, "move", "--force").code == 0
    assert read(course, NEW).endswith("\nNeu\n")


def test_outside_of_git(tmp_path: Path) -> None:
    for path, text in {"tea/guide.md": GUIDE, OLD: translation()}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")

    assert call(tmp_path, "move").code == 1
    reply = call(tmp_path, "move", "--force")
    assert (reply.code, reply.out.splitlines()[0]) == (0, f"{OLD}: moved to {NEW}")
    assert "git add" not in reply.out
    assert (tmp_path / NEW).exists()


def test_one_whose_source_is_gone_for_good_stays(course: Course) -> None:
    course.git("rm", "-q", "b.md")
    course.commit()
    before = photograph(course.root)
    reply = call(course.root, "move", "translations/fr/b.md")

    assert reply.code == 0
    assert "stays, as nothing tells where its source went" in reply.out
    assert photograph(course.root) == before


def test_paths_and_languages_choose(course: Course) -> None:
    assert call(course.root, "move", "--lang", "xx").code == 2
    assert call(course.root, "move", "b.md").out == "0 updated, 0 unchanged, 0 refused\n"
    assert (course.root / OLD).exists()
    assert call(course.root, "move", "translations/f*").code == 2
    assert call(course.root / "translations", "move", "fr", "--lang", "f*").code == 0
    assert (course.root / NEW).exists()


def test_line_ends_and_marks_of_encoding_stay(tmp_path: Path) -> None:
    text = ("\ufeff" + translation("# Thé\n\n[c](../../c.md)\n")).replace("\n", "\r\n")
    course = make_course(tmp_path / "course", {"guide.md": GUIDE, "c.md": "x\n"})
    course.git("config", "core.autocrlf", "false")
    course.commit({OLD: text.encode()})
    move(course, "guide.md", "tea/guide.md")
    call(course.root, "move")

    moved = text.replace("../../c.md", "../../../c.md")
    moved = moved.replace('"source_file": "guide.md"', '"source_file": "tea/guide.md"')
    assert (course.root / NEW).read_bytes() == moved.encode()


def test_the_object_says_where_each_goes(course: Course) -> None:
    schema = json.loads((PROJECT / "sync/schema/report.json").read_text("utf-8"))
    reply = ask(course.root, "move", "--check")

    Draft202012Validator(schema).validate(reply.report)
    [entry] = reply.report["translations"]
    assert (entry["path"], entry["outcome"], entry["target"]) == (OLD, "updated", NEW)
    assert entry["moved_to"] == "tea/guide.md"


def test_the_library_says_it_as_well(course: Course) -> None:
    [update] = open_project(course.root).moves()

    assert (update.target, update.outcome.value) == (NEW, "updated")
    assert (course.root / OLD).exists()


def test_the_page_shows_what_is_printed(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {"setup.md": GUIDE})
    files = {f"translations/{each}/setup.md": stamped(GUIDE) for each in ("fr", "he")}
    course.commit({**files, "first-steps/more.md": "# More\n"})
    (tmp_path / "bin").mkdir()
    for command, shown in read_commands(PAGE):
        printed = run_command(command, course.root, tmp_path / "bin")
        printed = re.sub(r"(?m)^first-steps/more\.md.*\n(    .*\n)+", "", printed)
        assert is_shown(printed, shown), f"$ {command}\n{printed}"
