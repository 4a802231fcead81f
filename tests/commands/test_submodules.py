"""Submodules: their own git is asked, and one that is not here is named."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.model import State
from tests.commands.calling import ask, call, photograph
from tests.translated import GUIDE, LONGER, Course, make_course, md5_of, stamped

BODY = "# Thé\n\n| Thé | Minutes |\n| --- | --- |\n| Vert | 2 |\n| Noir | 4 |\n"
FRENCH = "translations/fr/guide.md"


@pytest.fixture(autouse=True)
def _allow_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git take submodules from folders of this machine."""
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "protocol.file.allow")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "always")


def add(course: Course, other: Course, folder: str) -> Course:
    """Add a repository as a submodule; return it as it is there."""
    course.git("submodule", "add", "-q", str(other.root), folder)
    course.commit()
    return Course(course.root / folder)


def clone(course: Course, *options: str) -> Course:
    target = course.root.parent / "clone"
    course.git("clone", "-q", *options, str(course.root), str(target))
    return Course(target)


def as_folder(course: Course, inner: Course) -> None:
    """Give a submodule its own ``.git``, as old versions of git did."""
    git = inner.git("rev-parse", "--absolute-git-dir")
    (inner.root / ".git").unlink()
    Path(git).rename(inner.root / ".git")
    course.git("config", "--file", str(inner.root / ".git/config"), "--unset", "core.worktree")


Shape = Callable[[Course, Course], object]


@pytest.fixture(params=[lambda *_: None, as_folder], ids=["a file", "a folder"])
def shape(request: pytest.FixtureRequest) -> Shape:
    """What ``.git`` is in the submodule."""
    chosen: Shape = request.param
    return chosen


@pytest.fixture
def translated(tmp_path: Path) -> Course:
    """A course whose French is a submodule, and stale."""
    course = make_course(tmp_path / "course", {"guide.md": GUIDE})
    french = make_course(tmp_path / "french", {"guide.md": stamped(GUIDE, body=BODY)})
    add(course, french, "translations/fr")
    course.commit({"guide.md": LONGER})
    return course


def test_its_translations_are_synced(translated: Course, shape: Shape) -> None:
    inner = Course(translated.root / "translations/fr")
    shape(translated, inner)
    reply = call(translated.root, "sync")
    assert (reply.code, "1 updated" in reply.out) == (0, True)
    assert "git -C translations/fr" in reply.err
    assert inner.git("status", "--short") == "M guide.md"
    assert call(translated.root, "sync").err == ""


def test_what_its_index_does_not_hold_is_refused(translated: Course, shape: Shape) -> None:
    inner = Course(translated.root / "translations/fr")
    shape(translated, inner)
    inner.write({"guide.md": stamped(GUIDE, body=f"{BODY}\nPlus.\n")})
    before = photograph(translated.root)
    reply = call(translated.root, "sync")
    assert (reply.code, "to them: git -C translations/fr add guide.md" in reply.out) == (1, True)
    assert photograph(translated.root) == before
    inner.git("add", "guide.md")
    assert call(translated.root, "sync").code == 0


def test_one_within_another(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {"guide.md": GUIDE})
    all_of_them = make_course(tmp_path / "all", {"README.txt": "x\n"})
    french = make_course(tmp_path / "french", {"guide.md": stamped(GUIDE, body=BODY)})
    add(all_of_them, french, "fr")
    outer = add(course, all_of_them, "translations")
    assert "git -C translations submodule update --init fr" in call(course.root, "check").err
    assert ask(course.root, "status").translations[FRENCH]["reason"] == "submodule"
    outer.git("submodule", "update", "-q", "--init")
    course.commit({"guide.md": LONGER})
    assert call(course.root, "sync").code == 0
    inner = Course(course.root / "translations/fr")
    assert inner.git("status", "--short") == "M guide.md"


def test_one_that_is_not_here_is_named(translated: Course) -> None:
    bare = clone(translated)
    for command in ("status", "check", "lint", "diff", "sync"):
        reply = call(bare.root, command)
        assert "git submodule update --init translations/fr\n" in reply.err, command
        assert "translation-sync new" not in reply.out
    found = ask(bare.root, "check").translations[FRENCH]
    assert (found["state"], found["reason"]) == ("missing", "submodule")
    before = photograph(bare.root)
    refused = ask(bare.root, "new", "fr")
    assert refused.code == 1
    assert refused.translations[FRENCH]["reason"] == "submodule"
    assert photograph(bare.root) == before
    (line,) = [each for each in call(bare.root, "check").err.splitlines() if "submodule" in each]
    assert subprocess.run(line.split(": ")[-1], cwd=bare.root, shell=True, check=True)
    assert ask(bare.root, "check").translations[FRENCH]["state"] == "stale"


def test_all_translations_in_one_that_is_not_here(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {"guide.md": GUIDE})
    all_of_them = make_course(tmp_path / "all", {"fr/guide.md": stamped(GUIDE, body=BODY)})
    add(course, all_of_them, "translations")
    assert ask(course.root, "status").translations[FRENCH]["state"] == "current"
    bare = clone(course)
    assert "git submodule update --init translations\n" in call(bare.root, "check").err
    refused = call(bare.root, "new", "fr")
    assert (refused.code, "submodule" in refused.out) == (1, True)


def test_one_that_holds_nothing_of_ours_is_not_named(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {"guide.md": GUIDE, FRENCH: stamped(GUIDE)})
    add(course, make_course(tmp_path / "theme", {"page.md": "# Theme\n"}), "themes/theme")
    sound = ask(course.root, "status")
    bare = ask(clone(course).root, "status")
    assert (bare.code, bare.out, bare.err) == (sound.code, sound.out, "")


@pytest.fixture
def sourced(tmp_path: Path) -> Course:
    """A course whose sources are a submodule, which moved on since the translation."""
    upstream = make_course(tmp_path / "upstream", {"guide.md": GUIDE, "old.md": f"{GUIDE}Old.\n"})
    course = make_course(tmp_path / "course", {".translation-sync.yaml": "source: upstream\n"})
    inner = add(course, upstream, "upstream")
    course.commit({FRENCH: stamped(GUIDE, body=BODY)})
    course.commit({"translations/fr/old.md": stamped(f"{GUIDE}Old.\n", body=BODY)})
    upstream.git("mv", "old.md", "new.md")
    upstream.commit({"guide.md": LONGER, "new.md": f"{GUIDE}Old.\nAnd more.\n"})
    inner.git("pull", "-q")
    course.commit()
    return course


def test_its_history_is_asked_for_bases(sourced: Course, shape: Shape) -> None:
    shape(sourced, Course(sourced.root / "upstream"))
    for _ in range(2):  # found, then recalled
        found = ask(sourced.root, "status").translations[FRENCH]
        assert (found["state"], found["reason"]) == ("stale", None)
        assert found["base"]["path"] == "upstream/guide.md"
    tables = ask(sourced.root, "diff").translations[FRENCH]["changes"]["tables"]
    assert [row["kind"] for row in tables[0]["rows"]] == ["added"]
    assert ask(sourced.root, "sync").translations[FRENCH]["outcome"] == "updated"
    stamp = ask(sourced.root, "status").translations[FRENCH]["stamp"]
    assert stamp["synced_hash"] == md5_of(LONGER)


def test_its_history_is_asked_for_moves(sourced: Course) -> None:
    found = ask(sourced.root, "status").translations["translations/fr/old.md"]
    assert (found["state"], found["moved_to"]) == ("orphaned", "new.md")


def test_its_revisions_may_be_named(sourced: Course) -> None:
    sourced.commit({FRENCH: BODY})
    synced = ask(sourced.root, "sync", "--base", "HEAD~1", FRENCH).translations[FRENCH]
    assert synced["outcome"] == "updated"
    found = ask(sourced.root, "status").translations[FRENCH]
    assert found["stamp"]["original_hash"] == md5_of(GUIDE)


def test_a_change_of_its_translation_is_no_fault(sourced: Course) -> None:
    sourced.commit({FRENCH: stamped(GUIDE, body=f"{BODY}\nPlus.\n")})
    assert call(sourced.root, "check", "--changed-from", "HEAD~1").code == 0


def test_sources_that_are_not_here_are_not_gone(sourced: Course) -> None:
    bare = clone(sourced)
    for command in ("status", "check"):
        reply = call(bare.root, command)
        assert "git submodule update --init upstream\n" in reply.err
        assert "git rm" not in reply.out
    found = ask(bare.root, "status").translations
    assert {each["state"] for each in found.values()} == {"stale"}
    assert {each["reason"] for each in found.values()} == {"submodule"}
    before = photograph(bare.root)
    assert call(bare.root, "sync").code == 1
    assert photograph(bare.root) == before


def test_a_hash_that_its_history_lacks_is_unknown(sourced: Course) -> None:
    sourced.commit({FRENCH: stamped("never\n", body=BODY)})
    assert ask(sourced.root, "status").translations[FRENCH]["reason"] == "unknown-hash"


def test_a_shallow_one_says_so(sourced: Course) -> None:
    shallow = clone(sourced)
    shallow.git("submodule", "update", "-q", "--init", "--depth=1")
    if shallow.git("-C", "upstream", "rev-parse", "--is-shallow-repository") == "true":
        assert ask(shallow.root, "status").translations[FRENCH]["reason"] == "shallow"


def run_advice(course: Course, text: str) -> None:
    """Run the command that a line of a report ends in."""
    subprocess.run(text.rpartition(": ")[2], cwd=course.root, shell=True, check=True)


def test_what_lost_its_source_is_orphaned_and_moved(translated: Course, shape: Shape) -> None:
    inner = Course(translated.root / "translations/fr")
    shape(translated, inner)
    inner.commit({"cups.md": stamped("# Cups\n")})
    translated.git("mv", "guide.md", "teas.md")
    translated.commit()
    found = ask(translated.root, "status").translations
    assert {each: (found[each]["state"], found[each]["moved_to"]) for each in found} == {
        FRENCH: ("orphaned", "teas.md"),
        "translations/fr/cups.md": ("orphaned", None),
        "translations/fr/teas.md": ("missing", None),
    }
    reply = call(translated.root, "move")
    assert (reply.code, "translations/fr/guide.md: moved to" in reply.out) == (0, True)
    run_advice(translated, reply.out.splitlines()[-1])
    removal = [each for each in call(translated.root, "status").out.splitlines() if " rm " in each]
    run_advice(translated, removal[0])
    assert inner.git("status", "--short").splitlines() == ["D  cups.md", "R  guide.md -> teas.md"]


@pytest.mark.parametrize(
    ("folder", "options", "own", "inner"),
    [
        (".", (), "git add translations/de/{}", "git -C translations/fr add"),
        ("translations", (), "git add de/{}", "git -C fr add"),
        ("..", ("--root", "course"), "git -C course add translations/de/{}",
         "git -C course/translations/fr add"),
    ],
)  # fmt: skip
def test_files_of_several_repositories_are_each_staged_in_theirs(
    translated: Course, folder: str, options: tuple[str, ...], own: str, inner: str
) -> None:
    translated.commit({"translations/de/guide.md": stamped(GUIDE, body=BODY)})
    translated.git("mv", "guide.md", "teas.md")
    reply = call(translated.root / folder, *options, "move")
    own = own.replace("{}", "guide.md") + own.partition(" add")[2].replace("{}", "teas.md")
    assert reply.out.splitlines()[-1] == f"stage them: {own} && {inner} guide.md teas.md"


def test_its_history_says_what_its_translations_are_of(tmp_path: Path) -> None:
    settings = (
        "source: site/docs\ntranslations: 'site/i18n/{lang}/{path}'\nstamp: {history: true}\n"
    )
    site = make_course(tmp_path / "site", {"docs/guide.md": GUIDE, "docs/tea.md": GUIDE})
    site.commit({"i18n/fr/guide.md": BODY, "i18n/fr/tea.md": BODY})
    site.commit({"docs/guide.md": LONGER})
    course = make_course(tmp_path / "course", {".translation-sync.yaml": settings})
    add(course, site, "site")
    assert course.states() == {
        "site/i18n/fr/guide.md": State.STALE,
        "site/i18n/fr/tea.md": State.CURRENT,
    }
    assert "White" in call(course.root, "diff", "site/i18n/fr/guide.md").out


def test_the_history_of_another_repository_says_nothing(tmp_path: Path) -> None:
    """A path of the outer repository is another file's in the inner one."""
    settings = "source: site/docs\ntranslations: '{lang}/{path}'\nstamp: {history: true}\n"
    site = make_course(tmp_path / "site", {"docs/guide.md": GUIDE, "fr/guide.md": "# Other\n"})
    course = make_course(
        tmp_path / "course", {".translation-sync.yaml": settings, "fr/guide.md": BODY}
    )
    add(course, site, "site")
    assert course.states() == {"fr/guide.md": State.UNSTAMPED}
