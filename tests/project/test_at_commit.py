"""Projects of commits: what a clean checkout shows, without one."""

from __future__ import annotations

import os
import pickle
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from sync import open_project
from sync.errors import ConfigError, LackingError, SyncError, UsageError
from sync.git.upstream import open_clone
from sync.model import State, Status
from sync.project.at_commit import open_at, open_root, require_revision
from sync.project.project import Project
from sync.project.project import open_project as open_disk
from sync.states.assessment import assess
from sync.versions import Versions
from tests.project_files import commit_all, git, write_files
from tests.translated import GUIDE, LONGER, OTHER_PROSE, REWRAPPED, Course, make_course, md5_of
from tests.translated import stamped as stamp

CONFIG = ".translation-sync.yaml"
CORPORA = {
    "azd": "",
    "security-101": "",
    "agents": "",
    "resources": "",
    "otel": "source: content/en\ntranslations: content/{lang}/{path}\n"
    "stamp: {commit: default_lang_commit, outdated: drifted_from_default}\n",
    "eks": "source: website/docs\nstamp: {hash: tmdTranslationSourceHash}\ntranslations: "
    '"website/i18n/{lang}/docusaurus-plugin-content-docs/current/{path}"\n',
    "openclaw": "source: docs\ntranslations: docs/{lang}/{path}\n"
    "stamp: {hash: x-i18n.source_hash, path: x-i18n.source_path}\n",
    "starlight": "source: docs/src/content/docs\nstamp: {history: true, ignore: [typo]}\n"
    'include: ["**/*.md", "**/*.mdx"]\ntranslations: docs/src/content/docs/{lang}/{path}\n',
    "taiwan-md": "source: knowledge\ntranslations: knowledge/{lang}/{path}\n",
}


def look(project: Project) -> tuple[list[Status], tuple[str, ...], list[str]]:
    """Return all that is found out: statuses, languages, and what is said of doubts."""
    view = project.view_files()
    found = assess(Versions(view), view.inventory.locations())
    return list(found.statuses), view.inventory.languages, [*map(str, found.failures)]


def compare(root: Path, place: Path, *, folder: str = "") -> list[Status]:
    """Compare a clean checkout of what ``root`` has at HEAD with the same read of git alone."""
    checkout, bare = place / "checkout" / "x", place / "bare" / "x"
    for target, options in ((checkout, ()), (bare, ("--bare",))):
        source = root.as_uri()
        git(place, "clone", "-q", "--no-local", *options, source, str(target))
    found = look(open_disk(checkout / folder, "."))
    config = open_disk(checkout / folder, ".").config
    for top in (bare, checkout):
        repository = open_clone(top)
        assert repository is not None
        project = open_root(repository, require_revision(repository, "HEAD"), folder or ".")
        assert project.config == config
        assert look(project) == found
    return found[0]


@pytest.mark.parametrize("name", CORPORA)
def test_a_corpus_shows_what_its_checkout_shows(
    name: str, corpus: Callable[[str], Path], tmp_path: Path
) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(corpus(name)), str(clone), "-b", "main")
    if CORPORA[name]:
        (clone / CONFIG).write_text(CORPORA[name])
        commit_all(clone)

    statuses = compare(clone, tmp_path)

    assert len(statuses) > 40 or name == "resources"


def _config(text: str) -> dict[str, str | bytes]:
    return {CONFIG: text}


PLAIN: dict[str, str | bytes] = {
    "guide.md": LONGER,
    "tea.md": OTHER_PROSE,
    "translations/fr/guide.md": stamp(LONGER),
    "translations/fr/tea.md": stamp(GUIDE),
    "translations/he/tea.md": "# none\n",
    "translations/he/lost.md": stamp(GUIDE),
    "translations/he/guide.md": stamp(REWRAPPED),
}
NASTY: dict[str, dict[str, str | bytes]] = {
    "plain": {},
    "configured": {**_config("source: docs\nlanguages: [fr, xx]\n"), "docs/a.md": GUIDE},
    "closed folders": {
        ".hidden/a.md": GUIDE,
        "node_modules/b/c.md": GUIDE,
        "translations/fr/.hidden/a.md": stamp(GUIDE),
        ".x/fr/guide.md": "",
    },
    "closed folders that are named": {
        **_config('include: ["**/*.md", ".hidden/*.md"]\n'),
        ".hidden/a.md": GUIDE,
    },
    "ignored and tracked": {
        ".gitignore": "tea.md\n/translations/he/\nlost.md\n",
        "sub/.gitignore": "*.md\n!kept.md\n",
        "translations/he/sub/a.md": stamp(GUIDE),
        "translations/he/sub/kept.md": stamp(GUIDE),
    },
    "ignored, gone": {"sub/.gitignore": "gone.md\n", "translations/fr/sub/gone.md": stamp(GUIDE)},
    "everything ignored": {".gitignore": "*\n"},
    "CRLF": {
        ".gitattributes": "*.md text eol=crlf\n",
        "crlf.md": GUIDE.replace("\n", "\r\n"),
        "translations/fr/crlf.md": stamp(GUIDE),
    },
    "sidecars": {
        "translations/de/.co-op-translator.json": (
            f'{{"guide.md": {{"original_hash": "{md5_of(LONGER)}"}},'
            f' "tea.md": {{"original_hash": "{md5_of(GUIDE)}"}}}}'
        ),
        "translations/de/guide.md": "# Tee\n",
        "translations/de/tea.md": "# Tee\n",
    },
    "broken sidecar": {
        "translations/de/.co-op-translator.json": "{",
        "translations/de/guide.md": "# Tee\n",
    },
    "not UTF-8": {"bad.md": b"\xff\n", "translations/fr/bad.md": b"\xfe", b"a".decode(): "x"},
    "names": {
        "é ü.md": GUIDE,
        "translations/fr/é ü.md": stamp(GUIDE),
        "a:b.md": GUIDE,
        "translations/fr/a:b.md": stamp(LONGER),
        ":(glob)x.md": GUIDE,
        'q"\\.md': GUIDE,
    },
    "history stamps": {**_config("stamp: {history: true}\n"), "translations/fr/new.md": "# x\n"},
    "two projects": _config(
        'projects:\n- {source: docs, translations: "translations/{lang}/{path}"}\n'
        "- {source: sub, translations: 'i18n/{lang}/{path}'}\n"
    )
    | {"docs/guide.md": GUIDE, "sub/a.md": GUIDE, "i18n/es/a.md": stamp(LONGER)},
}


def make(root: Path, files: Mapping[str, str | bytes]) -> Course:
    """Make a repository with a past: every source was another once, and one moved."""
    course = make_course(root, {"tea.md": GUIDE, "old.md": GUIDE, "translations/fr/tea.md": "x\n"})
    course.commit({"guide.md": REWRAPPED})
    course.git("rm", "-q", "-r", "translations", "old.md")
    write_files(root, {**PLAIN, **files})
    course.git("add", "-A", "-f")
    course.git("commit", "-q", "-m", "All")
    return course


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_repository_shows_what_its_checkout_shows(name: str, tmp_path: Path) -> None:
    course = make(tmp_path / "made", NASTY[name])

    assert compare(course.root, tmp_path)


def test_links_lead_where_they_lead_on_disk(tmp_path: Path) -> None:
    root = tmp_path / "made"
    course = make(root, {"real/a.md": GUIDE, "translations/fr/real/a.md": stamp(GUIDE)})
    links = {
        "linked.md": "guide.md",
        "translations/fr/linked.md": "guide.md",
        "translations/es": "fr",
        "folder": "real",
        "through.md": "folder/a.md",
        "up.md": "folder/../tea.md",
        "round.md": "round.md",
        "dangling.md": "nowhere.md",
        "translations/fr/dangling.md": "nowhere.md",
        "self.md": "real/../translations/../guide.md",
    }
    for name, target in links.items():
        (root / name).symlink_to(target)
    course.commit()

    statuses = compare(root, tmp_path)

    documents = {each.location.document for each in statuses}
    assert {"linked.md", "through.md", "self.md"} <= documents


def test_a_link_that_leaves_the_root_is_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "made"
    course = make(root, {"docs/a.md": GUIDE})
    (root / "docs/out.md").symlink_to("../guide.md")
    (root / "docs/back.md").symlink_to("../docs/a.md")
    (root / "docs/translations/fr").mkdir(parents=True)
    (root / "docs/translations/fr/a.md").symlink_to("../../../guide.md")
    course.commit()

    statuses = compare(root, tmp_path, folder="docs")

    assert {(each.location.document, each.state) for each in statuses} == {
        ("a.md", State.INVALID),
        ("back.md", State.MISSING),
    }


def test_a_configuration_that_is_a_link_is_read_within_the_root(tmp_path: Path) -> None:
    root = tmp_path / "made"
    course = make(root, {"conf/real.yaml": "source: docs\n", "docs/a.md": GUIDE})
    (root / CONFIG).symlink_to("conf/real.yaml")
    course.commit()

    compare(root, tmp_path)

    (root / CONFIG).unlink()
    (root / CONFIG).symlink_to("/etc/hostname")
    course.commit()
    with pytest.raises(ConfigError, match="leads out of the root"):
        open_at(root, "HEAD")


def test_a_submodule_is_not_there(tmp_path: Path) -> None:
    make_course(tmp_path / "inner", {"a.md": GUIDE})
    root = tmp_path / "made"
    course = make(root, {"translations/fr/inner/a.md": stamp(GUIDE)})
    allowed = ("-c", "protocol.file.allow=always")
    for place in ("inner", "translations/es"):
        course.git(*allowed, "submodule", "--quiet", "add", str(tmp_path / "inner"), place)
    course.commit()

    statuses = compare(root, tmp_path)

    assert {each.reason for each in statuses} >= {"submodule"}
    course.git("rm", "-q", ".gitmodules", "--cached")  # so that git has them for no submodules
    course.git("commit", "-q", "-m", "Forget")
    (tmp_path / "again").mkdir()
    compare(root, tmp_path / "again")


def test_a_root_below_the_top_has_its_own_configuration(tmp_path: Path) -> None:
    root = tmp_path / "made"
    below = {f"sub/deep/{name}": text for name, text in PLAIN.items()}
    rules = {".gitignore": "lost.md\n", "sub/.gitignore": "/deep/x/\n"}
    config = {f"sub/deep/{CONFIG}": "languages: [fr, he]\n", CONFIG: "source: nowhere/else\n"}
    course = make(root, {**below, **rules, **config, "sub/deep/translations/fr/x/a.md": "x"})

    assert len(compare(root, tmp_path, folder="sub/deep")) == 4
    project = open_project(course.root / "sub" / "deep" / "translations", "HEAD")
    assert project.root == root / "sub/deep"
    assert all(each.location.language in ("fr", "he") for each in project.statuses())


def test_sources_of_another_repository_are_found_beside_a_bare_one(tmp_path: Path) -> None:
    sources = make_course(tmp_path / "sources", {"docs/guide.md": GUIDE})
    old = sources.git("rev-parse", "HEAD:docs/guide.md")
    assert old
    sources.commit({"docs/guide.md": OTHER_PROSE})
    config = "upstream: {repository: ../sources}\nsource: docs\ntranslations: '{lang}/{path}'\n"
    root = tmp_path / "made"
    make_course(root, {CONFIG: config, "fr/guide.md": stamp(GUIDE)})
    for place in ("checkout", "bare"):
        (tmp_path / place).mkdir()
        git(tmp_path, "clone", "-q", "--bare", sources.root.as_uri(), f"{place}/sources")

    (status,) = compare(root, tmp_path)

    assert (status.state, status.base is not None) == (State.STALE, True)


def test_a_shallow_clone_knows_as_much_as_its_checkout(tmp_path: Path) -> None:
    root = make(tmp_path / "made", {}).root
    for name, options in (("disk", ()), ("bare", ("--bare",))):
        git(tmp_path, "clone", "-q", "--depth=1", *options, root.as_uri(), name)

    found = look(open_at(tmp_path / "bare", "HEAD"))

    assert found == look(open_disk(tmp_path / "disk"))
    assert "shallow" in {each.reason for each in found[0]}


def test_neither_work_tree_nor_index_counts_for_a_revision(tmp_path: Path) -> None:
    root = tmp_path / "made"
    course = make(root, NASTY["configured"])
    expected = compare(root, tmp_path)
    course.git("rm", "-q", "-r", "--cached", ".")
    write_files(root, {CONFIG: "nonsense", "guide.md": "x", "translations/zz/guide.md": "x"})
    before = (root / ".git/index").read_bytes()

    assert list(open_project(root, "HEAD").statuses()) == expected
    assert (root / ".git/index").read_bytes() == before
    with pytest.raises(ConfigError):
        open_project(root)


def test_a_revision_is_any_name_of_a_commit(tmp_path: Path) -> None:
    root = tmp_path / "made"
    course = make(root, {})
    course.git("tag", "-a", "-m", "x", "v1")
    course.commit({"translations/fr/guide.md": "# none\n"})
    states = {State.CURRENT: ["v1", "HEAD~", "main^{}~1"], State.UNSTAMPED: ["HEAD", "main"]}

    for state, names in states.items():
        for name in names:
            (status,) = open_project(root, name).statuses(["translations/fr/guide.md"])
            assert status.state is state
    for name in ("nowhere", "--all", "HEAD:guide.md", ""):
        with pytest.raises(UsageError, match="revision"):
            open_project(root, name)
    with pytest.raises(UsageError, match="no git repository"):
        open_project(tmp_path, "HEAD")


def test_what_has_no_commit_says_so(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "empty")

    with pytest.raises(UsageError, match="no commit yet"):
        open_project(tmp_path / "empty")


def test_a_bare_repository_is_opened_whatever_git_finds_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git_configuration: Path
) -> None:
    root = make(tmp_path / "made", {}).root
    git(tmp_path, "clone", "-q", "--bare", str(root), "bare.git")
    strict = tmp_path / "strict"
    strict.write_text(git_configuration.read_text() + "[safe]\n\tbareRepository = explicit\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(strict))
    monkeypatch.setenv("GIT_DIR", str(root / ".git"))

    project = open_project(tmp_path / "bare.git")

    assert project.root == tmp_path / "bare.git"
    assert project.statuses()


def test_one_unreadable_file_hides_no_other(tmp_path: Path) -> None:
    root = make(tmp_path / "made", {"lost.md": "# Lost\n", "translations/fr/lost.md": stamp()}).root
    blob = git(root, "rev-parse", "HEAD:lost.md")
    (root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    fine = make(tmp_path / "fine", {"lost.md": "# Lost\n", "translations/fr/lost.md": stamp()}).root
    project = open_project(root, "HEAD")

    known = {each.location.path: each.state for each in open_project(fine).statuses()}
    states = {each.location.path: each.state for each in project.statuses()}

    assert {path for path in known if states.get(path) is not known[path]} <= {
        "translations/fr/lost.md",
        "translations/he/lost.md",
    }
    assert any("lost.md" in str(each) for each in project.failures())
    assert project.changes(["tea.md"])
    assert project.failures() == ()  # of the question that was asked last
    assert any("lost.md" in str(each) for each in open_project(root, "HEAD").failures())


def test_all_questions_are_about_the_commit(tmp_path: Path) -> None:
    root = make(tmp_path / "made", {}).root
    git(tmp_path, "clone", "-q", "--bare", str(root), "bare.git")
    here, there = open_project(root), open_project(tmp_path / "bare.git")

    assert there.changes() == here.changes()
    assert there.findings() == here.findings()
    assert there.moves() == here.moves()
    assert [each.after for each in there.merges()] == [each.after for each in here.merges()]


def test_what_a_partial_clone_lacks_is_told_and_never_fetched(tmp_path: Path) -> None:
    root = make(tmp_path / "made", NASTY["configured"]).root
    git(root, "config", "uploadpack.allowFilter", "true")
    options = ("-q", "--bare", "--filter=blob:none", "--no-local")
    git(tmp_path, "clone", *options, root.as_uri(), "bare.git")

    with pytest.raises(LackingError, match=CONFIG):
        open_project(tmp_path / "bare.git")
    held = subprocess.run(
        ["git", "cat-file", "--batch-all-objects", "--batch-check"],
        cwd=tmp_path / "bare.git",
        env=os.environ | {"GIT_NO_LAZY_FETCH": "1"},
        check=True,
        capture_output=True,
    )
    assert b" blob " not in held.stdout


def test_a_project_of_a_commit_can_be_sent(tmp_path: Path) -> None:
    project = open_at(make(tmp_path / "made", {}).root, "HEAD")

    assert look(pickle.loads(pickle.dumps(project))) == look(project)


def test_a_forged_tree_leads_nowhere(tmp_path: Path) -> None:
    """Git checks no names of a tree that is made by hand, and a clone takes what it is given."""
    root = make(tmp_path / "made", {"sub/.gitignore": "gone.md\n"}).root
    rules = git(root, "rev-parse", "HEAD:sub/.gitignore")
    entries = f"100644 blob {rules}\t.gitignore\n"
    inner = _make_tree(root, entries)
    outer = _make_tree(root, f"040000 tree {inner}\t..\n{git(root, 'ls-tree', 'HEAD')}\n")
    commit = git(root, "commit-tree", "-m", "x", outer)

    with suppress(SyncError):
        open_project(root, commit).statuses()
    assert not (tmp_path / ".gitignore").exists()


def _make_tree(root: Path, entries: str) -> str:
    from hashlib import sha1

    body = b""
    lines = [each for each in entries.splitlines() if each]
    for line in lines:
        info, _, name = line.partition("\t")
        mode, _, blob = info.split(" ")
        body += f"{mode.lstrip('0')} {name}\0".encode() + bytes.fromhex(blob)
    made = subprocess.run(
        ["git", "hash-object", "-t", "tree", "-w", "--stdin", "--literally"],
        cwd=root,
        input=body,
        check=True,
        capture_output=True,
    )
    name = made.stdout.decode().strip()
    assert name == sha1(b"tree %d\0" % len(body) + body).hexdigest()
    return name
