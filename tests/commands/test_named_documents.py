"""Translations whose names are their own, and that say by a key of which document they are."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.calling import ask, call
from tests.project_files import commit_all, git, write_files

CONFIG = """\
source: docs
translations: "docs/{lang}/{path}"
languages: [cs, de]
"""
NAMED = CONFIG + "stamp: {commit: made_from, document: original_page}\n"
TEA, MILK = "# Tea\n\nSee [milk](../drinks/milk.md).\n", "# Milk\n"


def stamp(commit: str, document: str | None, text: str = "# Slova\n") -> str:
    key = "" if document is None else f"original_page: {document}  # the source\n"
    return f"---\ntitle: 'Kate's tea'\nmade_from: {commit}\n{key}---\n\n{text}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose Czech files have Czech names."""
    site = tmp_path / "site"
    write_files(site, {"docs/drinks/tea.md": TEA, "docs/drinks/milk.md": MILK})
    write_files(site, {".translation-sync.yaml": NAMED})
    tip = commit_all(site)
    write_files(site, {"docs/cs/napoje/caj.md": stamp(tip, "'drinks/tea.md'")})
    write_files(site, {"docs/drinks/milk.md": "# Milk\n\nPour it.\n"})
    write_files(site, {"docs/cs/mleko.md": stamp(tip, "drinks/milk.md")})
    commit_all(site)
    return site


def find_states(root: Path) -> dict[str, tuple[str, str]]:
    found = ask(root, "status").report["translations"]
    return {
        each["path"]: (each["document"], each["state"])
        for each in found
        if each["state"] != "missing"
    }


def first(root: Path) -> str:
    return git(root, "rev-list", "--max-parents=0", "HEAD")


def test_the_key_says_which_document_it_is(root: Path) -> None:
    assert find_states(root) == {
        "docs/cs/napoje/caj.md": ("drinks/tea.md", "current"),
        "docs/cs/mleko.md": ("drinks/milk.md", "stale"),
    }
    assert list(ask(root, "status", "docs/drinks/milk.md", "--lang", "cs").translations) == [
        "docs/cs/mleko.md"
    ]
    assert "Pour it" in call(root, "diff", "docs/cs/mleko.md").out


@pytest.mark.parametrize(
    ("named", "document"),
    [
        ("drinks/tea.md", "drinks/tea.md"),
        ("./drinks/tea.md", "drinks/tea.md"),
        ("docs/drinks/tea.md", "drinks/tea.md"),  # with the source root before it
        ('"drinks/tea.md"', "drinks/tea.md"),
    ],
)
def test_ways_to_write_it(root: Path, named: str, document: str) -> None:
    write_files(root, {"docs/de/tee.md": stamp(first(root), named)})
    assert find_states(root)["docs/de/tee.md"] == (document, "current")


def test_one_that_names_no_document_is_an_orphan(root: Path) -> None:
    write_files(root, {"docs/de/tee.md": stamp(first(root), "drinks/gone.md")})
    assert find_states(root)["docs/de/tee.md"] == ("drinks/gone.md", "orphaned")


@pytest.mark.parametrize("named", ["../../etc/passwd", "/etc/passwd", "..\\secret.md", "C:/x.md"])
def test_one_that_leaves_the_root_is_invalid(root: Path, named: str) -> None:
    write_files(root, {"docs/de/drinks/tea.md": stamp(first(root), named)})

    found = ask(root, "status").translations["docs/de/drinks/tea.md"]

    assert found["state"] == "invalid"
    assert "docs/de/drinks/tea.md:4: original_page leaves the source root" in found["reason"]
    assert call(root, "check").code == 1


def test_a_document_named_twice_is_told_and_the_first_counts(root: Path) -> None:
    write_files(root, {"docs/cs/zeleny.md": stamp(first(root), "drinks/tea.md")})

    found = ask(root, "status").translations

    assert found["docs/cs/napoje/caj.md"]["state"] == "current"
    assert found["docs/cs/zeleny.md"]["state"] == "invalid"
    assert (
        "is a translation of 'drinks/tea.md', as docs/cs/napoje/caj.md is"
        in (found["docs/cs/zeleny.md"]["reason"])
    )


def test_two_in_two_languages_are_no_clash(root: Path) -> None:
    write_files(root, {"docs/de/tee.md": stamp(first(root), "drinks/tea.md")})
    states = Counter(state for _, state in find_states(root).values())
    assert states == {"current": 2, "stale": 1}


def test_a_key_that_is_there_twice_is_invalid(root: Path) -> None:
    text = stamp(first(root), "drinks/tea.md")
    text = text.replace("---\n\n", "original_page: drinks/milk.md\n---\n\n")
    write_files(root, {"docs/de/drinks/tea.md": text})
    assert find_states(root)["docs/de/drinks/tea.md"][1] == "invalid"


def test_without_the_key_the_path_counts(root: Path) -> None:
    write_files(root, {"docs/de/drinks/tea.md": stamp(first(root), None)})
    body = "# Tee\n\n    original_page: drinks/milk.md\n"
    write_files(root, {"docs/de/drinks/milk.md": stamp(first(root), "", body)})
    states = find_states(root)
    assert states["docs/de/drinks/tea.md"] == ("drinks/tea.md", "current")
    assert states["docs/de/drinks/milk.md"] == ("drinks/milk.md", "stale")


def test_where_no_spec_has_it_the_key_means_nothing(root: Path) -> None:
    """A twin: the same files under a configuration that names no such key."""
    write_files(root, {".translation-sync.yaml": NAMED.replace(", document: original_page", "")})
    write_files(root, {"docs/de/drinks/tea.md": stamp(first(root), "drinks/milk.md")})
    assert find_states(root) == {
        "docs/cs/napoje/caj.md": ("napoje/caj.md", "orphaned"),
        "docs/cs/mleko.md": ("mleko.md", "orphaned"),
        "docs/de/drinks/tea.md": ("drinks/tea.md", "current"),
    }


def test_commands_write_where_the_translation_is(root: Path) -> None:
    assert call(root, "stamp", "docs/cs/mleko.md").code == 0
    assert find_states(root)["docs/cs/mleko.md"] == ("drinks/milk.md", "current")
    assert "original_page: drinks/milk.md  # the source\n" in (
        (root / "docs/cs/mleko.md").read_text()
    )
    assert call(root, "new", "cs", "docs/drinks/tea.md").code == 1  # it is there
    assert not (root / "docs/cs/drinks").exists()


def test_links_lead_to_where_the_translation_is(root: Path) -> None:
    assert call(root, "new", "de", "docs/drinks/milk.md").code == 0
    write_files(root, {"docs/de/milch.md": (root / "docs/de/drinks/milk.md").read_text()})
    (root / "docs/de/drinks/milk.md").unlink()
    text = stamp(first(root), "drinks/milk.md")
    write_files(root, {"docs/de/milch.md": text})

    assert call(root, "new", "de", "docs/drinks/tea.md").code == 0

    assert "[milk](../milch.md)" in (root / "docs/de/drinks/tea.md").read_text()


def test_a_moved_source_is_named_anew_and_the_translation_stays(root: Path) -> None:
    git(root, "mv", "docs/drinks/tea.md", "docs/drinks/chai.md")
    commit_all(root)

    reply = call(root, "move")

    assert (root / "docs/cs/napoje/caj.md").exists()
    assert "write 'drinks/chai.md' under original_page" in reply.out


def test_an_end_of_a_name_is_a_language_where_the_file_says_what_it_is(tmp_path: Path) -> None:
    files = {"docs/tea.md": "# Tea\n", "docs/old.cs.md": "# A page of its own\n"}
    config = NAMED.replace("docs/{lang}/{path}", "{dir}/{stem}.{lang}{suffix}")
    write_files(tmp_path, {**files, ".translation-sync.yaml": config})
    tip = commit_all(tmp_path)
    write_files(tmp_path, {"docs/caj.cs.md": stamp(tip, "tea.md")})

    assert find_states(tmp_path) == {"docs/caj.cs.md": ("tea.md", "current")}
    documents = {each["document"] for each in ask(tmp_path, "status").report["translations"]}
    assert documents == {"tea.md", "old.cs.md"}


@pytest.mark.parametrize(
    ("spec", "text"),
    [
        (
            "{commit: x.made_from, document: x.page}",
            "---\nx:\n  page: drinks/tea.md\n  made_from: {0}\n---\n# Tee\n",
        ),
        (
            "{commit: made_from, in: comment, document: page}",
            "# Tee\n\n<!-- page: drinks/tea.md -->\n<!-- made_from: {0} -->\n",
        ),
        (
            "{commit: made_from, in: comment, document: page}",
            "---\npage: drinks/tea.md\n---\n# Tee\n\n<!-- made_from: {0} -->\n",
        ),
        (
            "{commit: made_from, document: page}",
            '+++\npage = "drinks/tea.md"\nmade_from = "{0}"\n+++\n# Tee\n',
        ),
        (
            "{commit: made_from, document: page}",
            '---\npage: drinks\\tea.md\nmade_from: "{0}"\n---\n# Tee\n',
        ),
    ],
)
def test_places_of_the_key(root: Path, spec: str, text: str) -> None:
    write_files(root, {".translation-sync.yaml": f"{CONFIG}stamp: {spec}\n"})
    write_files(root, {"docs/de/tee.md": text.format(first(root))})
    assert find_states(root)["docs/de/tee.md"] == ("drinks/tea.md", "current")


def test_one_of_several_projects_may_have_names(root: Path) -> None:
    config = """\
languages: [cs, de]
projects:
  - source: docs
    translations: "docs/{lang}/{path}"
    stamp: {commit: made_from, document: original_page}
  - {source: blog, translations: "blog-{lang}/{path}", stamp: {commit: made_from}}
"""
    write_files(root, {".translation-sync.yaml": config, "blog/one.md": "# One\n"})
    tip = commit_all(root)
    write_files(root, {"blog-cs/one.md": stamp(tip, "drinks/tea.md")})
    write_files(root, {"docs/de/tee.md": stamp(tip, "../x.md")})

    assert find_states(root) == {
        "docs/cs/napoje/caj.md": ("docs/drinks/tea.md", "current"),
        "docs/cs/mleko.md": ("docs/drinks/milk.md", "stale"),
        "docs/de/tee.md": ("docs/tee.md", "invalid"),
        "blog-cs/one.md": ("blog/one.md", "current"),
    }


def test_names_of_sources_in_another_repository(root: Path) -> None:
    ours = root.parent / "ours"
    config = f"upstream: {{repository: ../{root.name}}}\n{NAMED}"
    config = config.replace("docs/{lang}", "{lang}")
    write_files(ours, {".translation-sync.yaml": config})
    write_files(ours, {"cs/caj.md": stamp(first(root), "drinks/tea.md")})

    assert find_states(ours) == {"cs/caj.md": ("drinks/tea.md", "current")}


def test_a_trend_sees_what_names_another_document(root: Path) -> None:
    text = (root / "docs/cs/napoje/caj.md").read_text()
    write_files(root, {"docs/cs/napoje/caj.md": text.replace("drinks/tea", "drinks/gone")})
    commit_all(root)

    points = call(root, "history", "--format", "json").report["points"]

    assert [point["states"]["orphaned"] for point in points] == [1]  # all are of one day


def test_taiwan(corpus: Callable[[str], Path], tmp_path: Path) -> None:
    root = tmp_path / "taiwan"
    git(tmp_path, "clone", "-q", str(corpus("taiwan-md")), str(root))
    config = "source: knowledge\ntranslations: knowledge/{lang}/{path}\n"
    write_files(root, {".translation-sync.yaml": config})

    states = Counter(state for _, state in find_states(root).values())

    assert states == {"current": 195, "stale": 53, "orphaned": 2, "unstamped": 5, "invalid": 2}


BOTH = (
    "---\ntranslatedFrom: {}\nsourceCommitSha: '{}'\nsourceContentHash: 'sha256:{}'\n---\n"
    "\n# Slova\n"
)


def body_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@pytest.mark.parametrize("stamp_key", ["", "stamp: {commit: sourceCommitSha}\n"])
def test_two_stamps_that_disagree_are_told_and_the_commit_counts(
    tmp_path: Path, stamp_key: str
) -> None:
    old, new = "# Tea\n", "# Tea\n\nBoil it.\n"
    write_files(tmp_path, {"docs/tea.md": old, "docs/milk.md": MILK})
    write_files(tmp_path, {".translation-sync.yaml": CONFIG + stamp_key})
    first = commit_all(tmp_path)
    write_files(tmp_path, {"docs/tea.md": new})
    second = commit_all(tmp_path)
    for language, commit, body in (
        ("cs", first, new),  # the hash says that it is up to date
        ("de", second, old),  # the hash says that it is not
    ):
        text = BOTH.format("tea.md", commit[:8], body_digest(body))
        write_files(tmp_path, {f"docs/{language}/tea.md": text})
        text = BOTH.format("milk.md", commit[:8], body_digest(MILK))
        write_files(tmp_path, {f"docs/{language}/milk.md": text})  # a twin: they agree

    for _ in range(2):  # the second time from the cache
        reply = ask(tmp_path, "status")
        states = {path: each["state"] for path, each in reply.translations.items()}
        assert states == {
            "docs/cs/tea.md": "stale",
            "docs/de/tea.md": "current",
            "docs/cs/milk.md": "current",
            "docs/de/milk.md": "current",
        }
        said = "its sourceContentHash is of another version than its sourceCommitSha, which counts"
        assert reply.err.splitlines() == [
            f"warning: docs/cs/tea.md: {said}",
            f"warning: docs/de/tea.md: {said}",
        ]


def test_two_stamps_of_an_orphan_ask_nothing_of_its_source(tmp_path: Path) -> None:
    write_files(tmp_path, {".translation-sync.yaml": CONFIG, "docs/tea.md": "# Tea\n"})
    write_files(tmp_path, {"docs/milk.md": MILK, "docs/rice.md": "# Rice\n\nBoil it.\n"})
    commit = commit_all(tmp_path)[:8]
    for name, body in (("tea", "# Tea\n"), ("milk", MILK), ("rice", "# Other\n")):
        text = BOTH.format(f"{name}.md", commit, body_digest(body))
        write_files(tmp_path, {f"docs/cs/{name}.md": text})
    commit_all(tmp_path)
    (tmp_path / "docs/tea.md").unlink()
    git(tmp_path, "mv", "docs/rice.md", "docs/meal.md")
    commit_all(tmp_path)

    reply = ask(tmp_path, "status")

    assert (reply.code, reply.err) == (0, "")
    told = [reply.translations[f"docs/cs/{name}.md"] for name in ("tea", "rice", "milk")]
    assert [(each["state"], each["moved_to"]) for each in told] == [
        ("orphaned", None),
        ("orphaned", "meal.md"),
        ("current", None),  # a twin: its source is there
    ]
    assert call(tmp_path, "check").code == 0
    assert call(tmp_path, "sync").code == 0
    assert call(tmp_path, "stamp", "--cosmetic").code == 0
