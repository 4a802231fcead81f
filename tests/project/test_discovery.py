from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from sync.git import find_repository, read_listing
from sync.model import Location
from sync.project.config import Config, find_root, read_config
from sync.project.discovery import discover, open_disk
from sync.project.inventory import Inventory
from sync.project.trees import BlobTree
from tests.project_files import commit_all, git, write_files

BESIDE = "{dir}/translations/{lang}/{name}"
DEFAULTS = Config()
SUFFIX = "{dir}/{stem}.{lang}{suffix}"


def find(root: Path, config: Config = DEFAULTS) -> Inventory:
    return discover(config, open_disk(config, root, find_repository(root)))


def build(root: Path, files: Iterable[str], config: Config = DEFAULTS) -> Inventory:
    write_files(root, files)
    return find(root, config)


def orphans(inventory: Inventory) -> list[tuple[str, str]]:
    return [(place.language, place.document) for place in inventory.orphans]


def parts(inventory: Inventory) -> tuple[object, ...]:
    layout = inventory.layout
    return layout.source, layout.template.text, *inventory[1:]


def test_the_default_layout(tmp_path: Path) -> None:
    found = build(
        tmp_path, ["b.md", "a/x.md", "translations/he/b.md", "translations/zh-CN/a/x.md", "i.png"]
    )
    assert found.documents == ("a/x.md", "b.md")
    assert found.languages == ("he", "zh-CN")
    assert found.translations == {
        ("he", "b.md"): "translations/he/b.md",
        ("zh-CN", "a/x.md"): "translations/zh-CN/a/x.md",
    }
    assert found.locations() == (
        Location("he", "a/x.md", "a/x.md", "translations/he/a/x.md"),
        Location("zh-CN", "a/x.md", "a/x.md", "translations/zh-CN/a/x.md"),
        Location("he", "b.md", "b.md", "translations/he/b.md"),
        Location("zh-CN", "b.md", "b.md", "translations/zh-CN/b.md"),
    )
    assert [found.holds(place) for place in found.locations()] == [False, True, True, False]


def test_nothing_at_all(tmp_path: Path) -> None:
    assert find(tmp_path).locations() == ()


def test_orphans(tmp_path: Path) -> None:
    found = build(tmp_path, ["a.md", "translations/he/a.md", "translations/he/gone/b.md"])
    place = Location("he", "gone/b.md", "gone/b.md", "translations/he/gone/b.md")
    assert found.orphans == (place,)
    assert found.locations()[1] == place
    assert found.holds(place)


def test_a_language_of_orphans_alone_is_a_language(tmp_path: Path) -> None:
    found = build(tmp_path, ["a.md", "translations/fr/b.md"])
    assert found.languages == ("fr",)
    assert orphans(found) == [("fr", "b.md")]


def test_a_source_folder_is_the_source_root_where_it_holds_documents(tmp_path: Path) -> None:
    files = ["README.md", "source/a.md", "translations/he/a.md"]
    found = build(tmp_path, files)
    assert (found.layout.source, found.documents) == ("source", ("a.md",))
    assert found.locations() == (Location("he", "a.md", "source/a.md", "translations/he/a.md"),)
    at_root = find(tmp_path, Config(source=""))
    assert at_root.documents == ("README.md", "source/a.md")
    assert orphans(at_root) == [("he", "a.md")]


def test_a_source_folder_without_documents_is_none(tmp_path: Path) -> None:
    assert build(tmp_path, ["a.md", "source/main.c"]).documents == ("a.md",)
    write_files(tmp_path, ["source/x.md"])
    assert find(tmp_path, Config(exclude=("source/**",))).documents == ("a.md",)


def test_a_configured_source(tmp_path: Path) -> None:
    files = ["README.md", "docs/en/a.md", "docs/he/a.md", "docs/he/b.md", "docs/en/i/c.md"]
    config = Config(source="docs/en", translations="docs/{lang}/{path}")
    found = build(tmp_path, files, config)
    assert found.documents == ("a.md", "i/c.md")
    assert found.languages == ("he",)
    assert orphans(found) == [("he", "b.md")]


def test_translations_beside_their_sources(tmp_path: Path) -> None:
    files = ["a.md", "x/b.md", "translations/he/a.md", "x/translations/he/b.md",
             "x/translations/he/old.md", "x/translations/notes.md"]  # fmt: skip
    found = build(tmp_path, files, Config(translations=BESIDE))
    assert found.documents == ("a.md", "x/b.md")
    assert found.translations["he", "x/b.md"] == "x/translations/he/b.md"
    assert orphans(found) == [("he", "x/old.md")]


def test_languages_as_suffixes_need_their_source(tmp_path: Path) -> None:
    files = ["a.md", "a.he.md", "x/b.md", "x/b.zh-CN.md", "notes.api.md", "a.he.fr.md", "a.test.md"]
    found = build(tmp_path, files, Config(translations=SUFFIX))
    assert found.documents == ("a.md", "a.test.md", "notes.api.md", "x/b.md")
    assert found.languages == ("he", "zh-CN")
    assert set(found.translations.values()) == {"a.he.md", "x/b.zh-CN.md"}
    assert found.orphans == ()


def test_suffixes_below_a_source_root(tmp_path: Path) -> None:
    found = build(tmp_path, ["source/a.md", "source/a.he.md"], Config(translations=SUFFIX))
    assert found.locations() == (Location("he", "a.md", "source/a.md", "source/a.he.md"),)


def test_the_configured_languages_leave_other_suffixes_out(tmp_path: Path) -> None:
    config = Config(translations=SUFFIX, languages=("he",))
    found = build(tmp_path, ["a.md", "a.he.md", "a.fr.md"], config)
    assert (found.documents, found.languages) == (("a.md",), ("he",))


def test_suffixes_of_an_excluded_source_are_no_documents(tmp_path: Path) -> None:
    config = Config(translations=SUFFIX, exclude=("a.md",))
    found = build(tmp_path, ["a.md", "a.he.md", "b.md"], config)
    assert found.documents == ("b.md",)
    assert found.locations() == ()


def test_ambiguous_suffixes(tmp_path: Path) -> None:
    config = Config(translations="{dir}/{stem}-{lang}{suffix}")
    found = build(tmp_path, ["set-up.md", "set-up-pt-BR.md", "set-up-he.md"], config)
    assert found.documents == ("set-up.md",)
    assert found.languages == ("he", "pt-BR")


def test_language_folders_without_a_folder_of_their_own(tmp_path: Path) -> None:
    files = ["a.md", "api/b.md", "he/a.md", "he/api/b.md", "he/gone.md"]
    found = build(tmp_path, files, Config(translations="{lang}/{path}"))
    assert found.documents == ("a.md", "api/b.md")
    assert found.languages == ("he",)
    assert orphans(found) == [("he", "gone.md")]


@pytest.mark.parametrize("include", ["README.md", "**/README.md", "*/README.md"])
def test_a_name_alone_makes_no_document_of_a_translation(tmp_path: Path, include: str) -> None:
    files = ["README.md", "guide/README.md", "he/README.md", "he/guide/README.md"]
    config = Config(translations="{lang}/{path}", include=("/README.md", include))
    found = build(tmp_path, files, config)
    assert found.documents == ("README.md", "guide/README.md")
    assert set(found.translations.values()) == {"he/README.md", "he/guide/README.md"}


@pytest.mark.parametrize(
    ("template", "name"), [("{lang}/{path}", "he/a.md"), (SUFFIX, "a.he.md"), (SUFFIX, "x/b.he.md")]
)
def test_a_translation_that_include_names_is_a_document(
    tmp_path: Path, template: str, name: str
) -> None:
    files = ["a.md", "x/b.md", name]
    config = Config(translations=template)
    assert build(tmp_path, files, config).documents == ("a.md", "x/b.md")
    named = config._replace(include=("**/*.md", name))
    assert find(tmp_path, named).documents == tuple(sorted(files))


def test_configured_languages_tell_folders_apart(tmp_path: Path) -> None:
    files = ["README.md", "lib/README.md", "he/README.md", "he/lib/README.md"]
    found = build(tmp_path, files, Config(translations="{lang}/{path}", languages=("he",)))
    assert found.documents == ("README.md", "lib/README.md")
    assert set(found.translations.values()) == {"he/README.md", "he/lib/README.md"}


def test_configured_languages_restrict_and_add(tmp_path: Path) -> None:
    files = ["a.md", "translations/he/a.md", "translations/fr/a.md", "translations/fr/gone.md"]
    found = build(tmp_path, files, Config(languages=("ja", "he")))
    assert found.languages == ("he", "ja")
    assert set(found.translations) == {("he", "a.md")}
    assert found.orphans == ()


@pytest.mark.parametrize(
    "closed",
    [
        ".github/x.md",
        "node_modules/x.md",
        "docs/node_modules/pkg/x.md",
        "translations/README.md",
        "translations/glossary/x.md",
        "translated_images/x.md",
        "docs/translated_images/x.md",
    ],
)
def test_closed_folders_need_to_be_named(tmp_path: Path, closed: str) -> None:
    assert build(tmp_path, ["a.md", closed]).documents == ("a.md",)
    assert find(tmp_path, Config(include=("**/*.md", "docs/**"))).documents == ("a.md",)
    named = Config(include=("**/*.md", closed))
    assert find(tmp_path, named).documents == tuple(sorted(["a.md", closed]))


def test_a_hidden_file_is_no_hidden_folder(tmp_path: Path) -> None:
    assert build(tmp_path, [".a.md"]).documents == (".a.md",)


def test_a_template_or_source_may_name_a_hidden_folder(tmp_path: Path) -> None:
    config = Config(source=".docs", translations=".i18n/{lang}/{path}")
    found = build(tmp_path, [".docs/a.md", ".i18n/he/a.md", ".other/b.md"], config)
    assert found.locations() == (Location("he", "a.md", ".docs/a.md", ".i18n/he/a.md"),)
    assert len(found.translations) == 1


def test_translations_of_what_is_left_out_are_no_orphans(tmp_path: Path) -> None:
    files = ["a.md", "drafts/b.md", ".github/c.md", "note.txt"]
    copies = [f"translations/he/{name}" for name in (*files, "drafts/gone.md", ".github/gone.md",
              "gone.txt", "gone.md")]  # fmt: skip
    found = build(tmp_path, [*files, *copies], Config(exclude=("drafts",)))
    assert found.documents == ("a.md",)
    assert orphans(found) == [("he", "gone.md")]


def test_what_git_ignores_holds_no_documents(tmp_path: Path) -> None:
    write_files(tmp_path, {".gitignore": "build/\nlocal.md\n"})
    files = ["a.md", "build/b.md", "build/deep/c.md", "local.md", "sub/local.md"]
    copies = [f"translations/he/{name}" for name in (*files, "build/gone.md", "gone.md")]
    write_files(tmp_path, [*files, *(copy for copy in copies if "local" not in copy)])
    git(tmp_path, "init", "-q")
    found = find(tmp_path)
    assert found.documents == ("a.md",)
    assert orphans(found) == [("he", "gone.md")]
    named = find(tmp_path, Config(include=("**/*.md", "build/*.md", "local.md")))
    assert named.documents == ("a.md", "build/b.md", "local.md")


def test_an_ignored_translation_is_there_all_the_same(tmp_path: Path) -> None:
    write_files(tmp_path, {".gitignore": "translations/he/\n"})
    write_files(tmp_path, ["a.md", "translations/he/a.md", "translations/he/gone.md"])
    git(tmp_path, "init", "-q")
    found = find(tmp_path)
    assert list(found.translations) == [("he", "a.md")]


def test_tracked_files_are_not_ignored(tmp_path: Path) -> None:
    write_files(tmp_path, ["a.md"])
    commit_all(tmp_path)
    write_files(tmp_path, {".gitignore": "a.md\n"})
    assert find(tmp_path).documents == ("a.md",)


def test_other_repositories_hold_no_documents(tmp_path: Path) -> None:
    write_files(tmp_path, ["a.md", "vendor/b.md", "translations/he/a.md"])
    for name in ("", "vendor", "translations/he"):
        git(tmp_path / name, "init", "-q")
    found = find(tmp_path)
    assert found.documents == ("a.md",)
    assert list(found.translations) == [("he", "a.md")]


def test_notebooks_only_if_named(tmp_path: Path) -> None:
    files = ["a.md", "n.ipynb", "translations/he/n.ipynb"]
    found = build(tmp_path, files)
    assert (found.documents, dict(found.translations)) == (("a.md",), {})
    named = find(tmp_path, Config(include=("**/*.md", "**/*.ipynb")))
    assert named.documents == ("a.md", "n.ipynb")
    assert named.translations == {("he", "n.ipynb"): "translations/he/n.ipynb"}


def test_patterns_may_be_relative_to_the_source_root(tmp_path: Path) -> None:
    write_files(tmp_path, ["docs/a.md", "docs/g/b.md", "docs/g/c.md"])
    for include, exclude in (("g/*.md", "g/c.md"), ("docs/g/*.md", "docs/g/c.md")):
        config = Config(source="docs", include=(include,), exclude=(exclude,))
        assert find(tmp_path, config).documents == ("g/b.md",)


def test_a_later_pattern_takes_back_whatever_it_is_relative_to(tmp_path: Path) -> None:
    write_files(tmp_path, ["docs/a.md", "docs/g/b.md", "docs/g/c.md", "docs/x/g/d.md"])
    for keep in ("!c.md", "!g/c.md", "!/docs/g/c.md"):
        left_out = Config(source="docs", exclude=("g", keep))
        assert find(tmp_path, left_out).documents == ("a.md", "g/c.md")
        taken = Config(source="docs", include=("**/*.md", keep))
        assert find(tmp_path, taken).documents == ("a.md", "g/b.md", "x/g/d.md")


@pytest.mark.parametrize(
    ("exclude", "documents"),
    [
        ("drafts", ("a.md", "x/drafts.md")),
        ("drafts/", ("a.md", "x/drafts.md")),
        ("/drafts", ("a.md", "x/drafts.md", "x/drafts/c.md")),
        ("drafts.md", ("a.md", "drafts/b.md", "x/drafts/c.md")),
        ("drafts.md/", ("a.md", "drafts/b.md", "x/drafts.md", "x/drafts/c.md")),
    ],
)
def test_excluded_at_any_depth(tmp_path: Path, exclude: str, documents: tuple[str, ...]) -> None:
    write_files(tmp_path, ["a.md", "drafts/b.md", "x/drafts/c.md", "x/drafts.md"])
    assert find(tmp_path, Config(exclude=(exclude,))).documents == documents


def test_hidden_folders_are_entered_where_a_pattern_names_them(tmp_path: Path) -> None:
    write_files(tmp_path, ["docs/a.md", "docs/.h/b.md", "docs/x/.h/c.md", "docs/.i/d.md"])
    for include, documents in {
        ".h": (".h/b.md", "a.md", "x/.h/c.md"),
        "/.h": (".h/b.md", "a.md"),
        "docs/.h/*.md": (".h/b.md", "a.md"),
        "x/**/.h/*.md": ("a.md", "x/.h/c.md"),
        "!.h": ("a.md",),
    }.items():
        config = Config(source="docs", include=("**/*.md", include))
        assert find(tmp_path, config).documents == documents
    config = Config(source="docs", include=("**/*.md", ".h", "!b.md"))
    assert find(tmp_path, config).documents == ("a.md", "x/.h/c.md")


def test_a_folder_with_a_documents_name_is_none(tmp_path: Path) -> None:
    found = build(tmp_path, ["x.md/inner.md", "translations/he/x.md"])
    assert found.documents == ("x.md/inner.md",)
    assert orphans(found) == [("he", "x.md")]


def test_links_that_leave_the_root(tmp_path: Path) -> None:
    root = tmp_path / "project"
    write_files(tmp_path, ["secret/a.md", "secret/c.md"])
    write_files(root, ["a.md", "b.md", "translations/he/b.md"])
    (root / "c.md").symlink_to("../secret/c.md")
    (root / "translations/he/a.md").symlink_to("../../../secret/a.md")
    (root / "translations/fr").symlink_to("../../secret")
    config = Config()
    tree = open_disk(config, root, None)
    found = discover(config, tree)
    assert found.documents == ("a.md", "b.md")
    assert found.languages == ("fr", "he")
    assert set(found.translations) == {("he", "a.md"), ("he", "b.md"), ("fr", "a.md")}
    assert tree.escapes(found.translations["he", "a.md"])
    assert tree.escapes(found.translations["fr", "a.md"])
    assert not tree.escapes(found.translations["he", "b.md"])


def test_odd_names(tmp_path: Path) -> None:
    names = ["-x.md", "new\nline.md", "a b/'q\".md", "עברית/\u202e.md", "\udcff.md", ":c.md"]
    found = build(tmp_path, [*names, *(f"translations/he/{name}" for name in names)])
    assert found.documents == tuple(sorted(names))
    assert len(found.translations) == len(names)
    git(tmp_path, "init", "-q")
    assert parts(find(tmp_path)) == parts(found)


def test_odd_orphans(tmp_path: Path) -> None:
    names = ["-x.md", "new\nline.md", ":(top)c.md", "\udcff.md"]
    write_files(tmp_path, [f"translations/he/{name}" for name in names])
    git(tmp_path, "init", "-q")
    assert sorted(document for _, document in orphans(find(tmp_path))) == sorted(names)


def test_the_same_from_git(tmp_path: Path) -> None:
    files = ["a.md", ".github/x.md", "node_modules/y.md", "translations/he/a.md",
             "translations/he/gone.md", "translated_images/i.md"]  # fmt: skip
    write_files(tmp_path, files)
    commit = commit_all(tmp_path)
    repository = find_repository(tmp_path)
    assert repository is not None
    expected = find(tmp_path)
    for tree in (
        BlobTree(repository, read_listing(repository)),
        BlobTree.of_commit(repository, commit),
    ):
        assert parts(discover(Config(), tree)) == parts(expected)
    assert expected.documents == ("a.md",)


@pytest.mark.parametrize(
    ("name", "documents", "languages"), [("azd", 62, 6), ("security-101", 37, 51)]
)
def test_real_repositories_need_no_configuration(
    corpus: Callable[[str], Path], name: str, documents: int, languages: int
) -> None:
    root, repository = find_root(str(corpus(name)), Path.cwd())
    config = read_config(root)
    found = discover(config, open_disk(config, root, repository))
    assert (len(found.documents), len(found.languages)) == (documents, languages)
    assert len(found.translations) == len(found.locations()) == documents * languages
    assert found.orphans == ()
