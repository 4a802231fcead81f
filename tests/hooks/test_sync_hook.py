"""``translation-sync`` in commits that git makes, run by pre-commit."""

from __future__ import annotations

import re

from tests.hooks.hooked import (
    CHECK,
    FR,
    GUIDE,
    HE,
    LINT,
    LONGER,
    SYNC,
    TABLE_FR,
    commit,
    configure,
    install,
    run_pre_commit,
    split_verdicts,
    stage,
)
from tests.translated import Course, md5_of, stamped

EXPLICIT = {"args": ["--fail-on", "stale"]}
WHITE = "| <!-- sync:untranslated --> White | 3 |"
DAMAGED = "# Thé\n\n| Thé | Minutes | Notes |\n| --- | --- | --- |\n| ? | ? | ? |\n"


def read(course: Course, path: str) -> str:
    return (course.root / path).read_text("utf-8")


def test_a_touched_source_s_translations_follow_it(course: Course) -> None:
    install(course, SYNC)
    stage(course, {"guide.md": LONGER})

    ran = commit(course)
    assert ran.code == 1
    assert "files were modified by this hook" in ran.out
    assert "2 updated, 0 unchanged, 0 refused" in ran.out
    for path in (FR, HE):
        assert WHITE in read(course, path)
        assert md5_of(LONGER) in read(course, path)
    course.git("add", "-A")
    assert commit(course).code == 0
    assert WHITE in course.git("show", f"HEAD:{FR}")


def test_other_documents_are_left_alone(course: Course) -> None:
    course.commit({"other.md": GUIDE, "translations/fr/other.md": stamped(LONGER, body=TABLE_FR)})
    course.commit({"guide.md": LONGER})
    before = read(course, FR)
    install(course, SYNC)
    stage(course, {HE: read(course, HE).replace("\n\n", "\n\n\n", 1)})

    assert commit(course).code == 1
    assert WHITE in read(course, HE)
    assert read(course, FR) == before


def test_it_writes_what_belongs_to_what_is_staged(course: Course) -> None:
    install(course, SYNC)
    stage(course, {"guide.md": LONGER})
    course.write({"guide.md": LONGER + "| Mint | 9 |\n"})

    assert commit(course).code == 1
    assert WHITE in read(course, FR)
    assert "Mint" not in read(course, FR)
    assert "Mint" in read(course, "guide.md")


def test_a_translation_that_git_could_not_give_back_stops_nobody_else(course: Course) -> None:
    """pre-commit sets unstaged changes aside, but not in a run over files by name."""
    configure(course, SYNC)
    course.commit({"guide.md": LONGER})
    course.write({FR: read(course, FR) + "\nNotes.\n"})
    mine = read(course, FR)

    ran = run_pre_commit(course, "run", "--files", "guide.md")
    assert "1 updated, 0 unchanged, 1 refused" in ran.out
    assert read(course, FR) == mine
    course.git("add", HE)
    assert run_pre_commit(course, "run", "--files", "guide.md").code == 0
    assert run_pre_commit(course, "run", "--files", FR).code == 1


def test_a_damaged_translation_does_not_keep_its_source_from_being_committed(
    course: Course,
) -> None:
    course.commit({FR: stamped(GUIDE, body=DAMAGED)})
    install(course, SYNC)
    stage(course, {"guide.md": LONGER})
    ran = commit(course)
    assert "1 updated, 0 unchanged, 1 refused" in ran.out

    course.git("add", "-A")
    assert commit(course).code == 0
    stage(course, {FR: stamped(GUIDE, body=DAMAGED + "\nPlus.\n")})
    ran = commit(course)
    assert (ran.code, "refused" in ran.out) == (1, True)


def test_an_amended_source_is_followed_again(course: Course) -> None:
    install(course, SYNC)
    stage(course, {"guide.md": LONGER})
    commit(course)
    course.git("add", "-A")
    assert commit(course).code == 0
    stage(course, {"guide.md": LONGER.replace("White", "Very white")})

    assert commit(course, "--amend").code == 1
    assert "Very white" in read(course, FR)
    course.git("add", "-A")
    assert commit(course, "--amend").code == 0
    assert commit(course, "--amend").code == 0


def test_all_three_work_together(course: Course) -> None:
    install(course, CHECK, LINT, SYNC, overrides=None)
    stage(course, {"guide.md": LONGER})
    ran = commit(course)
    verdicts = {name: verdict.word for name, verdict in split_verdicts(ran.out).items()}
    assert verdicts == {
        "translation-sync check": "Passed",
        "translation-sync lint": "Passed",
        "translation-sync": "Failed",
    }
    [advised] = set(re.findall(r"git add (.+)", ran.out))
    course.git("add", *advised.split())
    ran = commit(course)
    assert ran.code == 0, ran.out
    assert "guide.md: pending in 2: fr he\n" in ran.out
    assert course.git("status", "--porcelain") == ""


def test_what_this_run_mended_is_not_called_stale(course: Course) -> None:
    install(course, SYNC, CHECK, overrides=None)
    stage(course, {"guide.md": LONGER})
    ran = commit(course)

    assert ran.code == 1
    assert "stale" not in ran.out
    assert f"brought up to date on disk, and not staged: git add {FR} {HE}\n" in ran.out


def test_two_runs_over_all_files_are_one(course: Course) -> None:
    configure(course, SYNC)
    course.commit({"guide.md": LONGER})
    assert run_pre_commit(course, "run", "--all-files").code == 1
    course.git("add", "-A")
    assert run_pre_commit(course, "run", "--all-files").code == 0
