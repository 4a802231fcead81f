"""What errors, notices, rule pages and the site's copy buttons name works in a shell as it is."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pytest

from sync.rules import RULES
from tests.commands.calling import call
from tests.commands.pasting import BASH, Shell, list_commands
from tests.commands.test_pasted import make_states
from tests.translated import GUIDE, LONGER, Course, make_course, stamped

pytestmark = pytest.mark.skipif(BASH is None, reason="needs bash")
FR = "translations/fr/a tea.md"
SOURCE = "a tea.md"
_COPIED = re.compile(r'<code id="command-\d+">(.+?)</code>', re.DOTALL)
_WRONG = re.compile(
    r"Usage:|^error: (?!.*exists already)|fatal: |No such |not a git command", re.MULTILINE
)


def make_teas(folder: Path) -> Course:
    """Make a repository with a stale French translation, whose name has a blank."""
    course = make_course(folder, {SOURCE: GUIDE})
    course.commit({FR: stamped(GUIDE)})
    course.commit({SOURCE: LONGER})
    return course


def _make_dirty(course: Course) -> None:
    course.write({FR: stamped(GUIDE, body="# Thé vert\n")})


def _lose_base(course: Course) -> None:
    course.commit({FR: stamped("# Never\n")})


def _make_shallow(course: Course) -> None:
    origin = course.root.rename(course.root.with_name("origin"))
    Course(origin).git("clone", "-q", "--depth=1", origin.as_uri(), str(course.root))


def _lose_stamp(course: Course) -> None:
    course.commit({FR: "# Thé\n"})


def _lose_languages(course: Course) -> None:
    course.git("rm", "-qr", "translations")
    course.commit()


def _name_languages(course: Course) -> None:
    _lose_languages(course)
    course.commit({".translation-sync.yaml": "languages: [he, fr]\n"})


def _lose_index(course: Course) -> None:
    (course.root / ".git" / "index").unlink()


def _break_head(course: Course) -> None:
    course.write({SOURCE: GUIDE})  # so that nothing is stale, and nobody asks for HEAD
    (course.root / ".git" / "refs" / "heads" / "main").write_text("0" * 39 + "1\n")


def _lose_object(course: Course) -> None:
    blob = course.git("rev-parse", f"HEAD~1:{SOURCE}")
    (course.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()


ERRORS = {
    "not in the index": (_make_dirty, "sync", "git add"),
    "base unknown": (_lose_base, "sync", "sync --no-base"),
    "base unknown, shallow": (_make_shallow, "sync", "fetch --unshallow"),
    "not compared": (_make_shallow, "lint", "fetch --unshallow"),
    "a short past": (_make_shallow, "history", "fetch --unshallow"),
    "made from the present": (_lose_stamp, "sync --base HEAD", "translation-sync stamp"),
    "nothing there": (_lose_languages, "check", "translation-sync init"),
    "no such language": (_lose_languages, "check --lang fr", "translation-sync init"),
    "all missing": (_name_languages, "status", "translation-sync new fr"),
    "no index": (_lose_index, "check --staged", "git reset"),
    "no such revision": (_lose_base, "sync --base nowhere", "git fetch"),
    "broken head": (_break_head, "check", "git fsck"),
    "lost object": (_lose_object, "diff", "git fsck"),
}


@pytest.mark.parametrize("is_outside", [False, True])
@pytest.mark.parametrize("name", list(ERRORS))
def test_what_an_error_names(name: str, is_outside: bool, tmp_path: Path) -> None:
    prepare, asked, expected = ERRORS[name]
    course = make_teas(tmp_path / "a course")
    prepare(course)
    shell = Shell(tmp_path / "bin")
    here, options = (tmp_path, " --root 'a course'") if is_outside else (course.root, "")
    told = shell.run(f"translation-sync{options} {asked}", here)[1]
    commands = list(list_commands(told))

    where = "git -C 'a course'" if is_outside else "git"
    ours = f"translation-sync{options}"
    wanted = expected.replace("translation-sync", ours).replace("git ", f"{where} ")
    assert any(wanted in line for line in commands), told
    for line in commands:
        code, out = shell.run(line, here)
        is_damaged = expected == "git fsck"  # then git complains, whatever is called
        assert is_damaged or code in (0, 1), (line, out)
        assert code != 127, (line, out)
        assert is_damaged or not _WRONG.search(out), (line, out)


def test_a_hook_that_is_broken_names_a_commit_without_it(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course")
    course.write({".translation-sync.yaml": "nonsense: 1\n"})
    shell = Shell(tmp_path / "bin")
    [line] = list_commands(shell.run("translation-sync hook check", course.root)[1])
    assert line == "SKIP=translation-sync-check git commit"
    course.git("add", SOURCE)
    code, out = shell.run(line, course.root)
    assert (code, "pathspec" in out) == (1, False), out


def test_what_the_pages_of_the_rules_name(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {"tea.md": GUIDE})
    course.commit({"translations/fr/tea.md": stamped(GUIDE)})
    course.commit({"tea.md": LONGER})
    shell = Shell(tmp_path / "bin")
    pages = "".join(call(course.root, "rule", name).out for name in RULES)
    commands = re.sub(r"(check --changed-from main --ignore) [a-z-]+", r"\1 stamp-unearned", pages)
    commands = re.sub(
        r"(sync lint --ignore) [a-z-]+", r"\1 number", commands
    )  # one of a kind will do
    for line in list_commands(commands):
        code, out = shell.run(line, course.root)
        assert code in (0, 1), (line, out)
        assert not _WRONG.search(out), (line, out)


def test_what_the_buttons_of_the_site_copy(tmp_path: Path) -> None:
    course = make_states(tmp_path / "course", "a b")
    shell = Shell(tmp_path / "bin")
    code, out = shell.run("translation-sync --root course site pages", tmp_path)
    assert code == 0, out
    pages = "".join(file.read_text("utf-8") for file in (tmp_path / "pages").rglob("*.html"))
    commands = list(dict.fromkeys(map(html.unescape, _COPIED.findall(pages))))

    for verb in ("diff", "sync", "stamp"):
        assert any(f"{verb} " in each for each in commands), (verb, commands)
    for line in [each for each in commands if "/fr/" in each or " fr " in each]:
        copy = tmp_path / "copy"
        shutil.copytree(course.root, copy / "course")
        code, out = shell.run(line, copy)
        shutil.rmtree(copy)
        assert code in (0, 1), (line, out)
        assert not _WRONG.search(out), (line, out)
