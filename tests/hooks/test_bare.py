"""The hook of docs/pre-commit.md for those without pre-commit, run by git itself."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.hooks.hooked import (
    FILES,
    FR,
    GUIDE,
    HE,
    LONGER,
    TABLE_FR,
    commit,
    make_hooked,
    run,
    run_git,
    stage,
)
from tests.hooks.page import blocks
from tests.translated import REWRAPPED, Course, fields, stamped

STRICT = ".translation-sync.yaml"
BETTER = stamped(GUIDE, body=TABLE_FR.replace("Faire", "Laisser"))
WHOLE = "#!/bin/sh\nexec translation-sync hook check\n"
NOTHING = "the change made no translation stale or pending"


def put(course: Course, script: str | None = None) -> None:
    """Install the page's script, or another, as git's hook."""
    [shown] = blocks("sh")
    hook = course.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(shown if script is None else script)
    hook.chmod(0o755)


@pytest.fixture
def strict(course: Course) -> Course:
    """A course where what is made stale fails, with the hook."""
    course.commit({STRICT: "fail_on: [stale, pending]\n"})
    put(course)
    return course


def test_it_lists_what_is_made_stale_and_passes(course: Course) -> None:
    put(course)
    stage(course, {"guide.md": LONGER})

    ran = commit(course)
    assert (ran.code, "guide.md: stale in 2: fr he\n" in ran.out) == (0, True)


@pytest.mark.parametrize("folder", [".", "translations", "translations/fr"])
def test_what_it_prints_can_be_pasted_where_the_commit_was_called(
    course: Course, folder: str
) -> None:
    put(course)
    stage(course, {"guide.md": LONGER})

    ran = run(course.root / folder, "git", "commit", "-m", "Change it")
    printed = f"translation-sync diff {'../' * len(Path(folder).parts)}guide.md"
    assert f"    see what changed: {printed}\n" in ran.out
    assert f"{FR}: stale: " in run(course.root / folder, *printed.split()).out


@pytest.mark.parametrize(
    ("folder", "prefix", "printed"),
    [(".", "gone/", "diff guide.md"), ("translations", "fr/", "diff ../guide.md")],
)
def test_a_prefix_that_git_gave_for_another_place_is_left_alone(
    course: Course, folder: str, prefix: str, printed: str
) -> None:
    course.commit({"guide.md": LONGER})

    ran = run(course.root / folder, "translation-sync", "status", GIT_PREFIX=prefix)
    assert f": translation-sync {printed}\n" in ran.out


def test_so_can_the_options_that_it_was_called_with(tmp_path: Path) -> None:
    course = make_hooked(tmp_path / "course", {f"docs/{name}": FILES[name] for name in FILES})
    [shown] = blocks("sh")
    put(course, shown.replace("check --staged", "--root docs hook check"))
    stage(course, {"docs/guide.md": LONGER})
    for folder, printed in (
        (".", "translation-sync --root docs diff docs/guide.md"),
        ("docs", "translation-sync --root . diff guide.md"),
        ("docs/translations", "translation-sync --root .. diff ../guide.md"),
    ):
        ran = run(course.root / folder, "git", "commit", "-m", "Change it")
        assert f"    see what changed: {printed}\n" in ran.out
        assert run(course.root / folder, *printed.split()).code == 0
        course.git("reset", "-q", "--soft", "HEAD~1")


def test_it_judges_the_index_and_not_the_disk(strict: Course) -> None:
    stage(strict, {FR: BETTER})
    strict.write({"guide.md": LONGER, FR: "no stamp at all\n"})
    assert commit(strict).code == 0

    stage(strict, {"guide.md": LONGER})
    strict.write({"guide.md": GUIDE})
    assert commit(strict).code == 1


def test_parts_of_a_file_are_judged_as_they_are_staged(strict: Course) -> None:
    """Of two changes of the source only the one is staged that is cosmetic."""
    stage(strict, {"guide.md": REWRAPPED})
    strict.write({"guide.md": REWRAPPED + "| White | 3 |\n"})

    assert commit(strict).code == 0
    assert commit(strict, "-a").code == 1


def test_a_commit_of_paths_has_an_index_of_its_own(strict: Course) -> None:
    stage(strict, {"guide.md": LONGER, "code.py": "print(1)\n"})

    ran = commit(strict, "--", "code.py")
    assert (ran.code, NOTHING in ran.out) == (0, True)
    assert commit(strict, "--", "guide.md").code == 1


def test_moves_are_seen(strict: Course) -> None:
    strict.git("mv", "guide.md", "tea.md")
    ran = commit(strict)
    assert "guide.md: orphaned in 2: fr he\n    its source is now tea.md\n" in ran.out

    for path in (FR, HE):
        strict.git("mv", path, path.replace("guide", "tea"))
    assert commit(strict).code == 0


@pytest.mark.parametrize("spoilt", [TABLE_FR, stamped(GUIDE, body=TABLE_FR).replace("{", "{{")])
def test_what_is_mended_on_disk_alone_is_to_be_staged(course: Course, spoilt: str) -> None:
    put(course, WHOLE)
    stage(course, {FR: spoilt})
    told = commit(course)
    assert (told.code, "git add" in told.out) == (1, False)

    course.write({FR: BETTER})
    told = commit(course)
    assert told.code == 1
    assert told.out == f"brought up to date on disk, and not staged: git add {FR}\n"
    course.git("add", FR)
    assert commit(course).code == 0


def test_a_sidecar_that_is_mended_on_disk_alone(tmp_path: Path) -> None:
    sidecar = f"{Path(FR).parent}/.co-op-translator.json"
    entry = {"guide.md": fields(GUIDE, source_file="guide.md", language_code="fr")}
    files = {"guide.md": GUIDE, FR: TABLE_FR, sidecar: json.dumps(entry)}
    course = make_hooked(tmp_path / "course", files)
    put(course, WHOLE)
    stage(course, {sidecar: "{}"})
    course.write({sidecar: json.dumps(entry)})

    told = commit(course)
    assert told.code == 1
    assert told.out == f"brought up to date on disk, and not staged: git add {sidecar}\n"


def test_what_is_no_better_on_disk_is_told_as_it_is_staged(course: Course) -> None:
    put(course, WHOLE)
    stage(course, {FR: TABLE_FR})
    course.write({FR: TABLE_FR.replace("Faire", "Laisser")})

    told = commit(course)
    assert (told.code, "git add" in told.out) == (1, False)
    assert f"{FR}: unstamped\n" in told.out


def test_an_amended_commit_is_judged_by_what_it_adds(strict: Course) -> None:
    stage(strict, {"guide.md": LONGER})
    assert commit(strict, "--no-verify").code == 0

    assert commit(strict, "--amend").code == 0
    stage(strict, {"guide.md": LONGER.replace("White", "Very white"), FR: TABLE_FR})
    ran = commit(strict, "--amend")
    assert (ran.code, f"{FR}: unstamped" in ran.out) == (1, True)


@pytest.mark.parametrize("way", ["reset", "merge"])
def test_squashed_commits_are_judged_as_one(strict: Course, way: str) -> None:
    strict.git("checkout", "-q", "-b", "topic")
    for files in ({"guide.md": LONGER}, {"code.py": "print(2)\n"}):
        stage(strict, files)
        assert commit(strict, "--no-verify").code == 0
    if way == "reset":
        strict.git("reset", "-q", "--soft", "main")
    else:
        strict.git("checkout", "-q", "main")
        strict.git("merge", "-q", "--squash", "topic")

    ran = commit(strict)
    assert (ran.code, "2 translations: 2 stale; 2 failed" in ran.out) == (1, True)


def test_a_resolved_merge_is_judged(course: Course) -> None:
    course.git("checkout", "-q", "-b", "topic")
    course.commit({"code.py": "print(3)\n", FR: BETTER})
    course.git("checkout", "-q", "main")
    course.commit({"code.py": "print(4)\n"})
    put(course)
    assert run_git(course, "merge", "-q", "topic").code == 1
    stage(course, {"code.py": "print(5)\n", FR: TABLE_FR})
    assert commit(course).code == 1

    stage(course, {FR: BETTER})
    assert commit(course).code == 0


def test_a_work_tree_has_an_index_of_its_own(strict: Course, tmp_path: Path) -> None:
    strict.git("worktree", "add", "-q", str(tmp_path / "tree"))
    tree = Course(tmp_path / "tree")
    stage(strict, {"guide.md": LONGER})
    stage(tree, {"code.py": "print(6)\n"})
    assert commit(tree).code == 0

    stage(tree, {"guide.md": LONGER})
    assert commit(tree).code == 1


def test_the_first_commit_is_judged(tmp_path: Path) -> None:
    course = Course(tmp_path / "new")
    course.root.mkdir()
    course.git("init", "-q", "-b", "main")
    put(course)
    stage(course, {"guide.md": GUIDE, FR: "<!-- CO_OP_TRANSLATOR_METADATA: {} -->\n# Thé\n"})
    assert commit(course).code == 1

    stage(course, {FR: BETTER})
    assert commit(course).code == 0


def test_500_files_in_one_commit(tmp_path: Path) -> None:
    sources = {f"chapters/{number}.md": GUIDE for number in range(50)}
    course = make_hooked(tmp_path / "many", sources)
    put(course)
    stage(
        course,
        {
            f"translations/l{letter}/{document}": stamped(GUIDE, body=TABLE_FR)
            for letter in "abcdefghij"
            for document in sources
        },
    )
    assert commit(course).code == 0

    stage(course, dict.fromkeys(sources, LONGER))
    ran = commit(course)
    assert (ran.code, "500 translations: 500 stale; none failed" in ran.out) == (0, True)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({STRICT: "max_stal: 3\n"}, "unknown key 'max_stal'"),
        ({"translations/fr/.co-op-translator.json": "{"}, "invalid"),
    ],
)
def test_what_it_cannot_read_stops_the_commit(
    course: Course, files: dict[str, str], said: str
) -> None:
    put(course)
    stage(course, files)

    ran = commit(course)
    assert (ran.code, said in ran.out) == (1, True)


def test_without_the_program_it_says_how_to_get_it_or_go_without(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(course)
    stage(course, {"code.py": "print(7)\n"})
    places = os.environ["PATH"].split(os.pathsep)
    kept = [place for place in places if not (Path(place) / "translation-sync").exists()]
    monkeypatch.setenv("PATH", os.pathsep.join(kept))

    ran = commit(course)
    assert ran.code == 1
    assert "install it from your copy" in ran.out
    assert "git commit --no-verify" in ran.out
    assert commit(course, "--no-verify").code == 0


def test_with_the_hook_s_own_command_a_merge_is_not_blamed(strict: Course) -> None:
    [shown] = blocks("sh")
    put(strict, shown.replace("check --staged", "hook check"))
    strict.git("checkout", "-q", "-b", "topic")
    strict.commit({"code.py": "print(8)\n"})
    strict.git("checkout", "-q", "main")
    stage(strict, {"guide.md": LONGER, "code.py": "print(9)\n"})
    assert commit(strict, "--no-verify").code == 0
    assert run_git(strict, "merge", "-q", "topic").code == 1
    strict.git("checkout", "-q", "--ours", "code.py")
    strict.git("add", "code.py")
    assert commit(strict).code == 0
    stage(strict, {FR: TABLE_FR})
    assert commit(strict).code == 1
