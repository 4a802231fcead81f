"""``translation-sync-lint`` in commits that git makes, run by pre-commit."""

from __future__ import annotations

from pathlib import Path

from tests.commands.calling import call
from tests.hooks.hooked import (
    CHECK,
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
NAMES = {CHECK: "translation-sync check", LINT: NAME}
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
    assert (ran.code, "2 translations: 2 errors, 1 warning" in ran.out) == (1, True)


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


def test_what_the_check_hook_told_is_not_told_again(course: Course) -> None:
    """Nor the other way round; whoever tells it, both fail."""
    marked = CUT.replace("Vert", "<!-- sync:untranslated --> Green")
    for ids in ((CHECK, LINT), (LINT, CHECK)):
        configure(course, *ids)
        stage(course, {FR: stamped(GUIDE, body=marked)})
        ran = run_pre_commit(course, "run")
        first, second = (split_verdicts(ran.out)[NAMES[each]] for each in ids)
        assert (first.word, second.word) == ("Failed", "Failed")
        assert ran.out.count("[table-rows]") == 1
        assert "[table-rows]" in first.said
        assert f"; 1 told by {ids[0]}" in second.said
        assert ran.out.count("[mark-left]") == 1
        course.git("reset", "-q", "--hard")


def test_a_stamp_that_cannot_be_read_is_told_once(course: Course) -> None:
    configure(course, CHECK, LINT)
    stage(course, {FR: "<!-- CO_OP_TRANSLATOR_METADATA: {} -->\n" + TABLE_FR})

    ran = run_pre_commit(course, "run")
    first, second = (split_verdicts(ran.out)[NAMES[each]] for each in (CHECK, LINT))
    assert f"{FR}: invalid" in first.said
    assert "[stamp]" not in ran.out
    assert (second.word, "1 told by translation-sync-check" in second.said) == ("Failed", True)


def test_another_run_tells_it_again(course: Course) -> None:
    configure(course, CHECK, LINT)
    stage(course, {FR: stamped(GUIDE, body=CUT)})
    for skipped, told in (("", 1), (CHECK, 1), (LINT, 1), ("", 1)):
        ran = run_pre_commit(course, "run", SKIP=skipped)
        assert (ran.code, ran.out.count("[table-rows]")) == (1, told)


def test_without_a_run_of_several_hooks_each_tells_all(course: Course) -> None:
    stage(course, {FR: stamped(GUIDE, body=CUT)})
    for name in (("check",), ("lint", FR), ("check",)):
        assert "[table-rows]" in call(course.root, "hook", *name).out
