"""The gates beside a baseline: what got worse fails, and nothing else."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.commands.calling import Reply, ask, call, photograph
from tests.translated import GUIDE, LONGER, REWRAPPED, Course, make_course, stamped

BASE = "base.jsonl"
HE, FR, AR = (f"translations/{language}/guide.md" for language in ("he", "fr", "ar"))


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Hebrew is stale, Arabic pending and broken, French current."""
    course = make_course(tmp_path / "course", {"guide.md": GUIDE, "brew.md": "# Brew\n"})
    files: dict[str, str | bytes] = {
        HE: stamped(GUIDE),
        FR: stamped(LONGER),
        AR: stamped(GUIDE, LONGER),
        "translations/he/brew.md": stamped("# Brew\n"),
        "translations/ar/brew.md": stamped("# Brew\n")[:-12],
    }
    course.commit({"guide.md": LONGER, **files})
    return course


def write(course: Course, *arguments: str) -> Reply:
    return call(course.root, "check", *arguments, "--write-baseline", BASE)


def check(course: Course, *arguments: str) -> Reply:
    return call(course.root, "check", "--baseline", BASE, *arguments)


def entries(course: Course) -> list[tuple[str, str, str]]:
    head, *lines = (course.root / BASE).read_text("utf-8").splitlines()
    assert json.loads(head) == {"translation-sync-baseline": 1}
    return [tuple(json.loads(line).values()) for line in lines]


def failing(reply: Reply) -> list[str]:
    """Return the paths that the text lists."""
    lines = reply.out.splitlines()[:-1]
    return [line.partition(":")[0] for line in lines if line and not line.startswith(" ")]


KNOWN = [
    ("ar", "brew.md", "invalid"),
    ("ar", "guide.md", "pending"),
    ("he", "guide.md", "stale"),
]


def test_what_was_written_down_passes(course: Course) -> None:
    assert call(course.root, "check").code == 1
    reply = write(course)
    assert (reply.code, reply.out) == (0, "base.jsonl: 3 entries written (3 new)\n")
    assert entries(course) == KNOWN
    again = check(course)
    assert (again.code, again.err) == (0, "")
    assert again.out == (
        "6 translations: 1 missing, 1 invalid, 1 pending, 1 stale, 2 current; "
        "none failed, 3 let through by the baseline\n"
    )


def test_what_comes_to_it_fails_alone(course: Course) -> None:
    write(course)
    course.write({"brew.md": "# Brew well\n"})
    reply = check(course)
    assert reply.code == 1
    assert failing(reply) == ["translations/he/brew.md"]
    assert reply.out.endswith("1 failed, 3 let through by the baseline\n")


def test_unrelated_edits_do_not_break_it(course: Course) -> None:
    write(course)
    edited = LONGER.replace("# Tea", "Before.\n\n# Tea")
    course.commit(
        {
            "another.md": "# Another\n",
            HE: stamped(GUIDE, body="# תה\n\nעוד.\n"),  # edited and still stale
            FR: stamped(edited),
            "guide.md": edited,  # the source of what is stale changes once more
            AR: stamped(GUIDE, edited),
        }
    )
    reply = check(course)
    assert (reply.code, failing(reply)) == (0, [])


@pytest.mark.parametrize(
    ("path", "text", "fails"),
    [
        (HE, stamped(GUIDE, LONGER), False),  # stale, now pending
        (HE, stamped(LONGER), False),  # now current
        (HE, "# Thé\n", False),  # unstamped, which is none of the states that fail
        (HE, stamped(GUIDE)[:-20], True),  # invalid
        (AR, stamped(GUIDE), True),  # pending, now stale
        (AR, stamped(LONGER), False),
        ("translations/ar/brew.md", stamped("# Old\n"), False),  # invalid, now stale
    ],
)
def test_a_change_of_state_fails_where_it_is_for_the_worse(
    course: Course, path: str, text: str, *, fails: bool
) -> None:
    write(course)
    course.write({path: text})
    reply = check(course)
    assert (reply.code, failing(reply)) == ((1, [path]) if fails else (0, []))


def test_what_got_better_is_told_and_held_on_to(course: Course) -> None:
    write(course)
    course.write({HE: stamped(LONGER), "translations/ar/brew.md": stamped("# Brew\n")})
    reply = check(course)
    assert reply.code == 0
    assert reply.err == (
        "warning: base.jsonl: 2 entries let through more than is needed; "
        "run again with --write-baseline to hold on to what got better\n"
    )
    tighter = check(course, "--write-baseline")
    assert (tighter.code, tighter.out) == (0, "base.jsonl: 1 entry written (2 gone)\n")
    assert entries(course) == [("ar", "guide.md", "pending")]
    course.write({HE: stamped(GUIDE)})
    assert failing(check(course)) == [HE]


def test_an_entry_whose_translation_is_gone_is_not_needed(course: Course) -> None:
    write(course)
    for path in ("guide.md", HE, FR, AR):
        (course.root / path).unlink()
    reply = check(course)
    assert (reply.code, failing(reply)) == (0, [])
    assert "base.jsonl: 2 entries let through more than is needed" in reply.err
    assert check(course, "--lang", "he").err == ""  # who looks at a part cannot tell


def test_a_renamed_document_takes_its_entry_along(course: Course) -> None:
    write(course)
    for path in ("guide.md", HE, FR, AR):
        course.git("mv", path, path.replace("guide.md", "tea.md"))
    course.git("commit", "-q", "-m", "Rename")
    reply = check(course)
    assert (reply.code, failing(reply), reply.err) == (0, [], "")
    check(course, "--write-baseline")
    assert ("he", "tea.md", "stale") in entries(course)
    assert len(entries(course)) == len(KNOWN)


@pytest.mark.parametrize(
    "selection",
    [("--lang", "fr"), ("translations/fr",), ("--state", "current"), ("brew.md", "--lang", "fr")],
)
def test_writing_a_part_leaves_the_rest_as_it_was(course: Course, selection: tuple[str]) -> None:
    write(course)
    course.write({FR: stamped(GUIDE)})
    write(course, *selection)
    added = [("fr", "guide.md", "stale")] if selection in PARTS_WITH_FR else []
    assert entries(course) == sorted(KNOWN + added)


PARTS_WITH_FR = [("--lang", "fr"), ("translations/fr",)]


def test_writing_a_part_takes_out_what_got_better_there(course: Course) -> None:
    write(course)
    course.write({HE: stamped(LONGER), AR: stamped(LONGER)})
    write(course, "--lang", "he")
    assert entries(course) == KNOWN[:2]


def test_it_is_asked_before_the_allowance(course: Course) -> None:
    write(course)
    course.write({"brew.md": "# Brew well\n", FR: stamped(GUIDE)})
    assert len(failing(check(course))) == 2
    reply = check(course, "--max-stale", "2")
    assert reply.code == 0
    assert reply.out.endswith("none failed, 2 let through, 3 let through by the baseline\n")
    assert check(course, "--max-stale", "1").code == 1


def test_what_the_allowance_lets_through_is_not_written(course: Course) -> None:
    write(course, "--max-stale", "2")
    assert entries(course) == KNOWN[:1]
    assert check(course, "--max-stale", "2").code == 0


def test_the_states_that_fail_are_those_of_the_call(course: Course) -> None:
    write(course)
    reply = check(course, "--fail-on", "missing,stale")
    assert failing(reply) == ["translations/fr/brew.md"]
    write(course, "--fail-on", "missing,stale")
    assert entries(course) == [("fr", "brew.md", "missing"), KNOWN[2]]


def test_other_formats_tell_of_all_translations(course: Course) -> None:
    write(course)
    reply = ask(course.root, "check", "--baseline", BASE)
    assert reply.code == 0
    assert len(reply.translations) == 6
    assert reply.report == ask(course.root, "check").report


def test_both_spellings_write_the_same_file(course: Course) -> None:
    write(course)
    there = (course.root / BASE).read_bytes()
    (course.root / BASE).unlink()
    reply = call(course.root, "check", "--write-baseline", "--baseline", BASE)
    assert reply.code == 0
    assert (course.root / BASE).read_bytes() == there
    assert check(course, "--write-baseline", "new.jsonl").code == 0
    assert (course.root / "new.jsonl").read_bytes() == there


def test_the_file_is_found_from_the_folder_of_the_call(course: Course) -> None:
    folder = course.root / "translations"
    assert call(folder, "check", "--write-baseline", "../ci.jsonl").code == 0
    assert (course.root / "ci.jsonl").exists()
    assert call(folder, "check", "--baseline", "../ci.jsonl").code == 0


def test_writing_again_changes_nothing(course: Course) -> None:
    write(course)
    before = photograph(course.root)
    assert check(course, "--write-baseline").out == "base.jsonl: 3 entries written\n"
    assert photograph(course.root) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--baseline", "no.jsonl"), "'no.jsonl' does not exist: write it with --write-baseline"),
        (("--baseline", "translations"), "'translations' is a folder"),
        (("--baseline", "guide.md"), "guide.md:1: is no baseline"),
        (("--write-baseline", "guide.md"), "guide.md:1: is no baseline"),
        (("--write-baseline", "translations"), "'translations' is a folder"),
        (("--write-baseline",), "--write-baseline needs a FILE"),
        (("--staged", "--baseline", BASE), "a baseline is for all translations"),
        (("--changed-from", "HEAD", "--write-baseline", BASE), "a baseline is for all"),
    ],
)
def test_a_call_that_makes_no_sense_fails_and_writes_nothing(
    course: Course, arguments: tuple[str, ...], message: str
) -> None:
    before = photograph(course.root)
    reply = call(course.root, "check", *arguments)
    assert (reply.code, reply.out) == (2, "")
    assert message in reply.err
    assert photograph(course.root) == before


def test_a_baseline_in_conflict_fails_with_the_line(course: Course) -> None:
    write(course)
    with (course.root / BASE).open("a") as file:
        file.write("<<<<<<< ours\n")
    for arguments in ((), ("--write-baseline",)):
        reply = check(course, *arguments)
        assert reply.code == 2
        assert reply.err.startswith("error: base.jsonl:5: is no entry: mend or delete the line")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written_is_a_failure(course: Course) -> None:
    course.root.chmod(0o555)
    assert write(course).code == 3
    course.root.chmod(0o755)


def test_nothing_is_written_where_something_could_not_be_read(course: Course) -> None:
    for file in (course.root / ".git" / "objects").glob("??/*"):
        file.chmod(0o644)
        file.write_bytes(b"broken")
    reply = write(course)
    assert reply.code == 3
    assert not (course.root / BASE).exists()


def test_cosmetic_is_better_than_stale_and_worse_than_current(course: Course) -> None:
    fail_on = ("--fail-on", "stale,cosmetic")
    course.write({FR: stamped(GUIDE)})
    course.write({AR: stamped(LONGER)})
    write(course, *fail_on)
    course.write({"guide.md": REWRAPPED})
    assert failing(check(course, *fail_on)) == [AR]
