"""``translation-sync-lint`` in commits that git makes, run by pre-commit."""

from __future__ import annotations

from pathlib import Path

from tests.hooks.hooked import (
    FR,
    GUIDE,
    HE,
    LINT,
    LONGER,
    TABLE_FR,
    TABLE_HE,
    commit,
    configure,
    install,
    make_hooked,
    run_pre_commit,
    split_verdicts,
    stage,
)
from tests.translated import Course, stamped

NAME = "translation-sync lint"
CUT = TABLE_FR.replace("| Noir | 4 |\n", "")
UNKNOWN = stamped("a text that was never committed", body=TABLE_FR)


def test_it_fails_for_faults_of_touched_translations_alone(course: Course) -> None:
    course.commit({HE: stamped(GUIDE, body=TABLE_HE.replace("| שחור | 4 |\n", ""))})
    install(course, LINT)
    stage(course, {FR: stamped(GUIDE, body=CUT)})

    ran = commit(course)
    assert ran.code == 1
    assert "[table-rows]" in ran.out
    assert "1 translation: 1 error" in ran.out
    assert HE not in ran.out


def test_a_touched_source_is_no_reason_to_lint_its_translations(course: Course) -> None:
    course.commit({FR: stamped(GUIDE, body=CUT)})
    install(course, LINT)
    stage(course, {"guide.md": LONGER})

    assert commit(course).code == 0


def test_warnings_pass_unless_told_otherwise(course: Course) -> None:
    configure(course, LINT)
    stage(course, {FR: UNKNOWN})
    ran = run_pre_commit(course, "run", "--verbose")
    assert (ran.code, "warning" in ran.out) == (0, True)

    course.git("reset", "-q", "--hard")
    configure(course, LINT, overrides={"args": []})
    stage(course, {FR: UNKNOWN})
    assert run_pre_commit(course, "run").code == 1


def test_other_files_do_not_start_it(course: Course) -> None:
    install(course, LINT)
    stage(course, {"code.py": "print(1)\n"})

    ran = commit(course)
    assert split_verdicts(ran.out)[NAME].word == "Skipped"


def test_what_is_not_staged_is_not_linted(course: Course) -> None:
    install(course, LINT)
    stage(course, {FR: stamped(GUIDE, body=TABLE_FR.replace("Faire", "Laisser"))})
    course.write({FR: stamped(GUIDE, body=CUT)})

    assert commit(course).code == 0
    assert "Noir" not in (course.root / FR).read_text()


def test_a_run_over_all_files_lints_all(course: Course) -> None:
    configure(course, LINT)
    course.commit({FR: stamped(GUIDE, body=CUT), HE: stamped(GUIDE, body="# תה\n")})

    ran = run_pre_commit(course, "run", "--all-files")
    assert (ran.code, "2 translations: 2 errors" in ran.out) == (1, True)


def test_500_files_are_linted_by_one_process(tmp_path: Path) -> None:
    languages = [f"l{letter}" for letter in "abcdefghij"]
    paths = {
        f"translations/{language}/chapters/a-chapter-with-a-long-name-{number}.md": (
            f"chapters/a-chapter-with-a-long-name-{number}.md"
        )
        for language in languages
        for number in range(50)
    }
    course = make_hooked(tmp_path / "many", dict.fromkeys(paths.values(), GUIDE))
    install(course, LINT)
    faulty = list(paths)[7::250]
    files = {path: stamped(GUIDE, body=CUT if path in faulty else TABLE_FR) for path in paths}
    stage(course, files)

    ran = commit(course)
    assert ran.code == 1
    assert "500 translations: 2 errors" in ran.out
    assert ran.out.count("[table-rows]") == 2
    assert all(path in ran.out for path in faulty)
    stage(course, dict.fromkeys(faulty, stamped(GUIDE, body=TABLE_FR)))
    assert commit(course).code == 0
