"""``translation-sync-check`` in commits that git makes, run by pre-commit."""

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
    make_hooked,
    put_hook,
    run_git,
    run_pre_commit,
    split_verdicts,
    stage,
)
from tests.translated import REWRAPPED, Course, comment, fields, stamped

NAME = "translation-sync check"
EXPLICIT = {"args": ["--fail-on", "stale,pending"]}
SPLICED = TABLE_FR.replace("| --- | --- |\n", "| --- |\n")


def test_a_source_s_commit_lists_what_it_makes_stale_and_passes(course: Course) -> None:
    install(course, CHECK)
    stage(course, {"guide.md": LONGER})

    ran = commit(course)
    assert ran.code == 0
    said = split_verdicts(ran.out)[NAME].said
    assert "guide.md: stale in 2: fr he" in said
    assert "2 translations: 2 stale; none failed (--fail-on would fail them)" in said


def test_it_fails_for_them_where_the_hook_is_told_to(course: Course) -> None:
    install(course, CHECK, overrides=EXPLICIT)
    stage(course, {"guide.md": LONGER})

    ran = commit(course)
    assert ran.code == 1
    assert "2 translations: 2 stale; 2 failed" in ran.out
    assert course.git("show", "HEAD:guide.md") == GUIDE.strip()


def test_it_fails_for_them_where_the_configuration_says_so(course: Course) -> None:
    course.commit({".translation-sync.yaml": "fail_on: [stale]\n"})
    install(course, CHECK)
    stage(course, {"guide.md": LONGER})
    assert commit(course).code == 1

    course.git("reset", "-q", "--hard")
    stage(course, {"guide.md": REWRAPPED})
    assert commit(course).code == 0


def test_it_fails_for_a_touched_translation_without_its_stamp(course: Course) -> None:
    install(course, CHECK)
    stage(course, {FR: TABLE_FR})

    ran = commit(course)
    assert (ran.code, "unstamped" in ran.out) == (1, True)


def test_it_fails_for_tables_that_the_commit_breaks(course: Course) -> None:
    install(course, CHECK)
    stage(course, {FR: stamped(GUIDE, body=SPLICED)})

    ran = commit(course)
    assert ran.code == 1
    assert f"{FR}:" in ran.out
    assert "[table-" in ran.out


def test_it_passes_for_tables_that_were_broken_before(course: Course) -> None:
    course.commit({FR: stamped(GUIDE, body=SPLICED)})
    install(course, CHECK)
    stage(course, {FR: stamped(GUIDE, body=SPLICED.replace("Faire", "Laisser"))})

    assert commit(course).code == 0


def test_it_judges_what_is_staged_and_not_what_is_on_disk(course: Course) -> None:
    install(course, CHECK, overrides=EXPLICIT)
    stage(course, {FR: stamped(GUIDE, body=TABLE_FR.replace("Faire", "Laisser"))})
    course.write({"guide.md": LONGER, FR: "no stamp at all\n"})

    ran = commit(course)
    assert ran.code == 0, ran.out
    assert (course.root / FR).read_text() == "no stamp at all\n"
    assert (course.root / "guide.md").read_text() == LONGER


def test_it_sees_what_is_staged_though_the_disk_is_fine(course: Course) -> None:
    install(course, CHECK, overrides=EXPLICIT)
    stage(course, {"guide.md": LONGER})
    course.write({"guide.md": GUIDE})

    assert commit(course).code == 1


def test_a_commit_of_paths_is_judged_by_the_index_that_git_makes_for_it(course: Course) -> None:
    install(course, CHECK, overrides=EXPLICIT)
    stage(course, {"guide.md": LONGER})
    course.write({"code.py": "print(1)\n"})

    ran = commit(course, "--", "code.py")
    assert ran.code == 0, ran.out
    assert "stale" not in split_verdicts(ran.out)[NAME].said
    assert commit(course, "--", "guide.md").code == 1


def test_a_commit_of_all_is_judged_by_what_it_adds(course: Course) -> None:
    install(course, CHECK, overrides=EXPLICIT)
    course.write({"guide.md": LONGER})

    assert commit(course, "-a").code == 1


def test_a_deleted_sidecar_is_seen_although_pre_commit_shows_no_deleted_file(
    tmp_path: Path,
) -> None:
    sidecar = "translations/fr/.co-op-translator.json"
    entry = (
        f'{{\n  "guide.md": {{\n    "original_hash": "{fields(GUIDE)["original_hash"]}"\n  }}\n}}'
    )
    course = make_hooked(tmp_path / "c", {"guide.md": GUIDE, FR: TABLE_FR, sidecar: entry})
    install(course, CHECK)
    course.git("rm", "-q", sidecar)

    ran = commit(course)
    assert (ran.code, f"{FR}: unstamped" in ran.out) == (1, True)


def test_moved_files_are_judged_where_they_are_now(course: Course) -> None:
    install(course, CHECK, overrides=EXPLICIT)
    course.git("mv", "guide.md", "tea.md")

    ran = commit(course)
    assert "guide.md: orphaned in 2: fr he\n    its source is now tea.md" in ran.out
    assert "translation-sync move guide.md" in ran.out
    for path in (FR, HE):
        course.git("mv", path, path.replace("guide", "tea"))
    ran = commit(course)
    assert ran.code == 0
    assert "stale" not in split_verdicts(ran.out)[NAME].said


def test_a_moved_translation_that_lost_its_stamp_is_seen(course: Course) -> None:
    install(course, CHECK)
    course.git("mv", "guide.md", "tea.md")
    course.git("mv", FR, "translations/fr/tea.md")
    stage(course, {"translations/fr/tea.md": "<!-- CO_OP_TRANSLATOR_METADATA: {} -->\n" + TABLE_FR})

    assert commit(course).code == 1


def test_amending_is_judged_by_what_it_adds(course: Course) -> None:
    install(course, CHECK, overrides=EXPLICIT)
    stage(course, {"guide.md": LONGER})
    assert commit(course, SKIP=CHECK).code == 0

    assert commit(course, "--amend").code == 0  # only the message
    stage(course, {"code.py": "print(2)\n"})
    assert commit(course, "--amend").code == 0
    stage(course, {FR: TABLE_FR})
    assert commit(course, "--amend").code == 1


def test_squashed_commits_are_judged_as_one(course: Course) -> None:
    install(course, CHECK, overrides=EXPLICIT)
    start = course.git("rev-parse", "HEAD")
    stage(course, {"guide.md": LONGER})
    assert commit(course, SKIP=CHECK).code == 0
    stage(course, {"code.py": "print(3)\n"})
    assert commit(course).code == 0
    course.git("reset", "-q", "--soft", start)

    ran = commit(course)
    assert (ran.code, "2 translations: 2 stale; 2 failed" in ran.out) == (1, True)


def test_a_squashed_branch_is_judged_as_one(course: Course) -> None:
    install(course, CHECK, overrides=EXPLICIT)
    course.git("checkout", "-q", "-b", "topic")
    stage(course, {"guide.md": LONGER})
    assert commit(course, SKIP=CHECK).code == 0
    course.git("checkout", "-q", "main")
    assert run_git(course, "merge", "-q", "--squash", "topic").code == 0

    assert commit(course).code == 1


def test_the_first_commit_of_a_repository_is_judged(tmp_path: Path) -> None:
    course = Course(tmp_path / "new")
    course.root.mkdir()
    course.git("init", "-q", "-b", "main")
    configure_first = make_hooked(tmp_path / "other")
    configure(configure_first, CHECK)
    config = (configure_first.root / ".pre-commit-config.yaml").read_text()
    stage(course, {".pre-commit-config.yaml": config, "guide.md": GUIDE, FR: comment({}, TABLE_FR)})
    put_hook(course)

    assert commit(course).code == 1
    stage(course, {FR: stamped(GUIDE, body=TABLE_FR)})
    assert commit(course).code == 0


def test_any_name_is_judged(tmp_path: Path) -> None:
    names = ["it's.md", "a b.md", "שלום.md"]
    translations = {f"translations/fr/{name}": stamped(GUIDE, body=TABLE_FR) for name in names}
    course = make_hooked(tmp_path / "c", dict.fromkeys(names, GUIDE) | translations)
    install(course, CHECK)
    stage(course, dict.fromkeys(names, LONGER))

    ran = commit(course)
    assert (ran.code, [f"{path}: stale" in ran.out for path in translations]) == (0, [True] * 3)


def test_a_work_tree_is_judged_by_its_own_index(course: Course, tmp_path: Path) -> None:
    install(course, CHECK, overrides=EXPLICIT)
    course.git("worktree", "add", "-q", str(tmp_path / "tree"))
    tree = Course(tmp_path / "tree")
    stage(course, {"guide.md": LONGER})
    stage(tree, {"code.py": "print(4)\n"})

    assert commit(tree).code == 0
    stage(tree, {"guide.md": LONGER})
    assert commit(tree).code == 1


def test_with_nothing_staged_what_is_counted_is_named(course: Course) -> None:
    configure(course, CHECK)
    course.commit({"guide.md": LONGER})

    ran = run_pre_commit(course, "run", "--all-files")
    assert ran.code == 0
    assert "guide.md: stale in 2: fr he\n" in ran.out
    assert "2 translations: 2 stale; none failed" in ran.out
