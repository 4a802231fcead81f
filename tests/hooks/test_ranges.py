"""Runs over ranges of commits, pushes and runs over everything: none of them may see nothing."""

from __future__ import annotations

from pathlib import Path

from tests.hooks.hooked import (
    CHECK,
    FR,
    GUIDE,
    HE,
    LONGER,
    TABLE_FR,
    commit,
    configure,
    install,
    put_hook,
    run_git,
    run_pre_commit,
    split_verdicts,
    stage,
)
from tests.translated import Course, stamped

EXPLICIT = {"args": ["--fail-on", "stale,pending"]}


def test_a_range_is_judged_although_nothing_is_staged(course: Course) -> None:
    configure(course, CHECK, overrides=EXPLICIT)
    course.git("checkout", "-q", "-b", "topic")
    course.commit({"guide.md": LONGER})

    ran = run_pre_commit(course, "run", "--from-ref", "main", "--to-ref", "HEAD")
    assert (ran.code, "2 translations: 2 stale; 2 failed" in ran.out) == (1, True)


def test_a_range_begins_where_the_two_parted(course: Course) -> None:
    configure(course, CHECK, overrides=EXPLICIT)
    course.git("checkout", "-q", "-b", "topic")
    course.commit({"code.py": "print(1)\n"})
    course.git("checkout", "-q", "main")
    course.commit({"guide.md": LONGER})
    course.git("checkout", "-q", "topic")

    ran = run_pre_commit(course, "run", "--from-ref", "main", "--to-ref", "HEAD")
    [verdict] = split_verdicts(ran.out).values()
    own = [line for line in verdict.said.split("\n") if line and not line.startswith("- ")]
    assert (ran.code, verdict.word, own) == (0, "Passed", []), ran.out


def test_a_range_is_judged_by_its_end_whatever_is_checked_out(course: Course) -> None:
    configure(course, CHECK, overrides=EXPLICIT)
    course.git("checkout", "-q", "-b", "topic")
    middle = course.commit({FR: TABLE_FR})
    course.commit({FR: stamped(GUIDE, body=TABLE_FR)})

    ran = run_pre_commit(course, "run", "--from-ref", "main", "--to-ref", middle)
    assert (ran.code, f"{FR}: unstamped" in ran.out) == (1, True)
    assert run_pre_commit(course, "run", "--from-ref", "main", "--to-ref", "topic").code == 0


def test_a_range_that_git_does_not_know_fails(course: Course) -> None:
    configure(course, CHECK)
    range_of_none = {"PRE_COMMIT_FROM_REF": "nowhere", "PRE_COMMIT_TO_REF": "HEAD"}

    ran = run_pre_commit(course, "run", "--all-files", **range_of_none)
    assert ran.code == 1
    assert "- exit code: 2" in ran.out
    assert "git knows no revision 'nowhere'" in ran.out


def test_a_clone_too_shallow_for_the_range_fails_and_says_so(
    course: Course, tmp_path: Path
) -> None:
    configure(course, CHECK)
    course.git("checkout", "-q", "-b", "topic")
    course.commit({"guide.md": LONGER})
    shallow = Course(tmp_path / "shallow")
    course.git("clone", "-q", "--depth=1", "--no-single-branch", course.root.as_uri(), "../shallow")

    ran = run_pre_commit(shallow, "run", "--from-ref", "origin/main", "--to-ref", "HEAD")
    assert (ran.code, "fetch --unshallow` brings the rest" in ran.out) == (1, True)


def test_a_run_over_all_files_checks_all_translations(course: Course) -> None:
    configure(course, CHECK)
    course.commit({"guide.md": LONGER})

    ran = run_pre_commit(course, "run", "--all-files")
    assert (ran.code, "2 translations: 2 stale; none failed" in ran.out) == (0, True)
    course.commit({HE: "<!-- CO_OP_TRANSLATOR_METADATA: { -->\n"})
    ran = run_pre_commit(course, "run", "--all-files")
    assert (ran.code, f"{HE}: invalid" in ran.out) == (1, True)


def test_a_run_over_all_files_fails_for_what_is_configured(course: Course) -> None:
    course.commit({"guide.md": LONGER, ".translation-sync.yaml": "max_stale: 1\n"})
    configure(course, CHECK)

    assert run_pre_commit(course, "run", "--all-files").code == 1
    course.commit({".translation-sync.yaml": "max_stale: 2\n"})
    assert run_pre_commit(course, "run", "--all-files").code == 0
    configure(course, CHECK, overrides=EXPLICIT | {"args": ["--fail-on=stale", "--max-stale=1"]})
    assert run_pre_commit(course, "run", "--all-files").code == 1


def test_a_push_is_judged_by_what_it_pushes(course: Course, tmp_path: Path) -> None:
    course.git("init", "-q", "--bare", str(tmp_path / "remote.git"))
    course.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    configure(course, CHECK, overrides=EXPLICIT)
    course.git("push", "-q", "origin", "main")
    put_hook(course, "pre-push")
    course.git("checkout", "-q", "-b", "topic")
    course.commit({"guide.md": LONGER})
    course.git("checkout", "-q", "main")
    stage(course, {"code.py": "print(5)\n"})

    ran = run_git(course, "push", "-q", "origin", "topic")
    assert (ran.code, "2 translations: 2 stale; 2 failed" in ran.out) == (1, True)
    course.git("commit", "-q", "-m", "Print five")
    assert run_git(course, "push", "-q", "origin", "main").code == 0


def test_the_first_push_of_all_is_judged_as_a_whole(course: Course, tmp_path: Path) -> None:
    course.git("init", "-q", "--bare", str(tmp_path / "remote.git"))
    course.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    configure(course, CHECK)
    put_hook(course, "pre-push")
    course.commit({HE: "<!-- CO_OP_TRANSLATOR_METADATA: { -->\n"})
    stage(course, {"code.py": "print(6)\n"})

    ran = run_git(course, "push", "-q", "origin", "main")
    assert (ran.code, f"{HE}: invalid" in ran.out) == (1, True)


def test_a_merge_is_not_blamed_for_what_it_brings_in(course: Course) -> None:
    install(course, CHECK, overrides=EXPLICIT)
    put_hook(course, "pre-merge-commit")
    course.git("checkout", "-q", "-b", "topic")
    stage(course, {"code.py": "print(7)\n"})
    assert commit(course).code == 0
    course.git("checkout", "-q", "main")
    stage(course, {"guide.md": LONGER})
    assert commit(course, SKIP=CHECK).code == 0
    course.git("checkout", "-q", "topic")

    ran = run_git(course, "merge", "-q", "--no-edit", "main")
    assert ran.code == 0, ran.out


def test_a_resolved_merge_is_blamed_for_what_neither_side_made(course: Course) -> None:
    install(course, CHECK, overrides=EXPLICIT)
    course.git("checkout", "-q", "-b", "topic")
    stage(
        course, {"code.py": "print(8)\n", "translations/ja/guide.md": stamped(GUIDE, body=TABLE_FR)}
    )
    assert commit(course).code == 0
    course.git("checkout", "-q", "main")
    stage(course, {"code.py": "print(9)\n", "guide.md": LONGER})
    assert commit(course, SKIP=CHECK).code == 0
    assert run_git(course, "merge", "-q", "topic").code == 1
    stage(course, {"code.py": "print(10)\n"})

    ran = commit(course)
    assert ran.code == 1
    assert "1 translation: 1 stale; 1 failed" in ran.out
    assert "translations/ja/guide.md: stale" in ran.out
