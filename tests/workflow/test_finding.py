"""The layouts that init finds, and those that are none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from sync.git import find_repository
from sync.project.config import Config
from sync.project.guessing import guess_layouts
from sync.workflow.finding import Proposal, propose
from tests.project_files import write_files
from tests.translated import make_course, stamped


def find(root: Path, files: Iterable[str] | Mapping[str, str]) -> Proposal:
    write_files(root, files)
    return propose(root, None)


def places(proposal: Proposal) -> list[tuple[str, str]]:
    return [(part.inventory.layout.source, part.config.translations) for part in proposal.parts]


def spread(folder: str, names: str = "index.md start.md guide/setup.md") -> list[str]:
    return [f"{folder}/{name}" for name in names.split()]


@pytest.mark.parametrize(
    ("files", "source", "template", "languages"),
    [
        pytest.param(
            [*spread("docs"), *spread("docs/fr", "start.md guide/setup.md"), "README.md"],
            "docs", "docs/{lang}/{path}", ("fr",), id="beside",
        ),
        pytest.param(
            [*spread("docs/en"), *spread("docs/zh"), *spread("docs/pt-br", "start.md")],
            "docs/en", "docs/{lang}/{path}", ("pt-br", "zh"), id="siblings",
        ),
        pytest.param(
            [*spread("docs/en"), *spread("docs/zh"), "docs/index.md", "docs/api/index.md"],
            "docs/en", "docs/{lang}/{path}", ("zh",), id="siblings and an index above them",
        ),
        pytest.param(
            [*spread("docs/en"), "docs/en/news.md", *spread("docs/em"), *spread("docs/fr")],
            "docs/en", "docs/{lang}/{path}", ("fr",), id="a folder called as no language",
        ),
        pytest.param(
            [*spread("docs/main"), "docs/main/news.md", *spread("docs/en"), *spread("docs/fr")],
            "docs/main", "docs/{lang}/{path}", ("en", "fr"), id="a source called as no language",
        ),
        pytest.param(
            [*spread("content/english"), *spread("content/french"), *spread("content/german")],
            "content/english", "content/{lang}/{path}", ("french", "german"), id="names",
        ),
        pytest.param(
            [*spread("content/de"), *spread("content/fr", "start.md"), "content/de/mehr.md"],
            "content/de", "content/{lang}/{path}", ("fr",), id="largest is the source",
        ),
        pytest.param(
            [*spread("files/en-us/web"), *spread("files/fr/web"), *spread("files/zh-cn/web")],
            "files/en-us", "files/{lang}/{path}", ("fr", "zh-cn"), id="MDN",
        ),
        pytest.param(
            [*spread("site/src/content/docs"), *spread("site/src/content/docs/pt-br")],
            "site/src/content/docs", "site/src/content/docs/{lang}/{path}", ("pt-br",),
            id="root locale",
        ),
        pytest.param(
            [*spread("docs"), "docs/index.fr.md", "docs/guide/setup.fr.md", "README.md"],
            "docs", "{dir}/{stem}.{lang}{suffix}", ("fr",), id="mkdocs by suffix",
        ),
        pytest.param(
            ["README.md", "README.fr.md", "packages/a/README.md", "packages/a/README.fr.md",
             "packages/b/README.md", "packages/a/notes.md"],
            "", "{dir}/{stem}.{lang}{suffix}", ("fr",), id="readmes of packages",
        ),
        pytest.param(
            ["README.md", "README_zh-CN.md", "README_pt_BR.md"],
            "", "{dir}/{stem}_{lang}{suffix}", ("pt_BR", "zh-CN"), id="underscores",
        ),
        pytest.param(
            ["README.md", "docs/README.fr.md", "docs/README.ja.md"],
            "", "docs/{dir}/{stem}.{lang}{suffix}", ("fr", "ja"), id="readmes in another folder",
        ),
        pytest.param(
            ["README.md", "README.chinese.md", "README.brazilian-portuguese.md"],
            "", "{dir}/{stem}.{lang}{suffix}", ("brazilian-portuguese", "chinese"),
            id="readmes by names",
        ),
        pytest.param(
            ["a/x.md", "a/translations/he/x.md", "b/y.md", "b/translations/he/y.md"],
            "", "{dir}/translations/{lang}/{name}", ("he",), id="a folder in each folder",
        ),
        pytest.param(
            [*spread("course"), *spread("translations/ko/course"), "README.md"],
            "", "translations/{lang}/{path}", ("ko",), id="courses",
        ),
        pytest.param(
            [*spread("docs"), *spread("locales/ja/docs/latest")],
            "docs", "locales/{lang}/docs/latest/{path}", ("ja",), id="a longer way",
        ),
        pytest.param(
            ["README.md", *spread("en", "README.md a.md"), *spread("zh-CN", "README.md a.md")],
            "en", "{lang}/{path}", ("zh-CN",), id="at the top, with an index above",
        ),
        pytest.param(
            [*spread("fr"), *spread("en"), *spread("ja", "start.md")],
            "en", "{lang}/{path}", ("fr", "ja"), id="at the top",
        ),
        pytest.param(
            [*spread("docs"), *spread("docs-de"), *spread("docs-zh-TW", "start.md"), "README.md"],
            "docs", "docs-{lang}/{path}", ("de", "zh-TW"), id="folders beside the source's",
        ),
        pytest.param(
            [*spread("site/docs_en"), *spread("site/docs_zh"), *spread("site/docs_api")],
            "site/docs_en", "site/docs_{lang}/{path}", ("zh",), id="each folder has its language",
        ),
        pytest.param(
            ["pages/a.en-US.mdx", "pages/a.zh-CN.mdx", "pages/b/c.en-US.mdx", "pages/b/c.ja.mdx"],
            "", "{dir}/{stem}.{lang}{suffix}", ("ja", "zh-CN"), id="each name has its language",
        ),
        pytest.param(
            ["README_EN.md", "README_CN.md", "notes.md"],
            "", "{dir}/{stem}_{lang}{suffix}", ("CN",), id="each README has its language",
        ),
    ],
)  # fmt: skip
def test_layouts(
    tmp_path: Path, files: list[str], source: str, template: str, languages: tuple[str, ...]
) -> None:
    found = find(tmp_path, files)
    assert places(found) == [(source, template)]
    assert found.parts[0].inventory.languages == languages


def test_a_name_that_all_pages_have_is_no_witness() -> None:
    """The sites of thousands of pages that are all called index.md: pairs of all with all."""
    files = [
        f"files/{language}/web/{number % 7}/{number}/index.md"
        for language in ("en-us", "fr", "ja")
        for number in range(2_000)
    ]
    guesses = guess_layouts(files, {})
    assert [each[:2] for each in guesses] == [("files/en-us", "files/{lang}/{path}")]


def test_documents_of_other_kinds_are_included(tmp_path: Path) -> None:
    found = find(tmp_path, [*spread("docs", "a.mdx b.md"), *spread("docs/fr", "a.mdx b.md")])
    assert found.parts[0].config.include == ("**/*.md", "**/*.mdx")
    assert len(found.parts[0].inventory.translations) == 2


def test_names_come_with_codes(tmp_path: Path) -> None:
    found = find(tmp_path, [*spread("content/english"), *spread("content/simplified-chinese")])
    config = found.parts[0].config
    assert dict(config.codes)["simplified-chinese"] == "zh-CN"


def test_only_readmes_are_documents_where_only_they_are_translated(tmp_path: Path) -> None:
    found = find(tmp_path, ["README.md", "README.fr.md", "docs/a.md", "CHANGELOG.md"])
    assert found.parts[0].config.include == ("README.md",)
    assert found.parts[0].inventory.documents == ("README.md",)


def test_several_places(tmp_path: Path) -> None:
    plugin = "site/i18n/{}/docusaurus-plugin-content-"
    files = [*spread("site/docs"), *spread("site/blog", "start.md news.md"), "site/src/pages/a.md"]
    for language in ("fr", "pt-BR"):
        files += spread(plugin.format(language) + "docs/current")
        files += spread(plugin.format(language) + "blog", "start.md")
        files += spread(plugin.format(language) + "pages", "a.md")
    found = find(tmp_path, [*files, "README.md", "README.fr.md"])
    template = plugin.replace("{}", "{lang}")
    assert set(places(found)) == {
        ("site/docs", f"{template}docs/current/{{path}}"),
        ("site/blog", f"{template}blog/{{path}}"),
        ("site/src/pages", f"{template}pages/{{path}}"),
        ("", "{dir}/{stem}.{lang}{suffix}"),
    }


def test_docusaurus_says_which_version_is_which(tmp_path: Path) -> None:
    """All versions, and the blog, hold files of the same names."""
    plugin = "i18n/fr/docusaurus-plugin-content-docs"
    old = "index.md start.md guide/setup.md gone.md"
    files = [*spread("docs"), *spread("versioned_docs/version-1.0", old), "blog/index.md"]
    files += [*spread(f"{plugin}/current", old), *spread(f"{plugin}/version-1.0", old)]
    files += ["i18n/fr/docusaurus-plugin-content-blog/index.md"]
    lang = plugin.replace("/fr/", "/{lang}/")
    assert set(places(find(tmp_path, files))) == {
        ("docs", f"{lang}/current/{{path}}"),
        ("versioned_docs", f"{lang}/{{path}}"),
        ("blog", "i18n/{lang}/docusaurus-plugin-content-blog/{path}"),
    }


def test_two_places_below_each_language(tmp_path: Path) -> None:
    """The folders of the languages mirror one another, but none of them is the source."""
    files = [*spread("docs", "a.md b.md"), *spread("blog", "x.md y.md z.md")]
    for language in ("fr", "ja", "ko"):
        files += spread(f"locales/{language}/docs", "a.md b.md")
        files += spread(f"locales/{language}/posts", "x.md y.md z.md")
    assert set(places(find(tmp_path, files))) == {
        ("", "locales/{lang}/{path}"),
        ("blog", "locales/{lang}/posts/{path}"),
    }


@pytest.mark.parametrize(
    "setting",
    [
        {"hugo.toml": "title = 'x'\ndefaultContentLanguage = 'de'\n"},
        {"config/_default/config.yaml": "defaultContentLanguage: de\n"},
        {"docusaurus.config.js": "module.exports = {i18n: {defaultLocale: 'de'}};\n"},
    ],
)
def test_the_site_says_which_language_is_the_source(
    tmp_path: Path, setting: Mapping[str, str]
) -> None:
    files = dict.fromkeys([*spread("content/en"), *spread("content/de")], "# A\n")
    assert places(find(tmp_path, files)) == [("content/en", "content/{lang}/{path}")]
    guess = find(tmp_path, files).parts[0].guess
    assert guess is not None
    assert guess.is_guessed
    found = find(tmp_path, {**files, **setting})
    assert places(found) == [("content/de", "content/{lang}/{path}")]
    guess = found.parts[0].guess
    assert guess is not None
    assert not guess.is_guessed


def test_stamps_say_which_language_is_the_source(tmp_path: Path) -> None:
    files = dict.fromkeys([*spread("content/en"), *spread("content/de")], "# A\n")
    files["content/en/start.md"] = stamped("x", source_file="content/de/start.md")
    assert places(find(tmp_path, files)) == [("content/de", "content/{lang}/{path}")]


def test_stamps_say_what_is_a_language(tmp_path: Path) -> None:
    files = dict.fromkeys([*spread("docs"), *spread("docs/qqx", "index.md")], "# A\n")
    assert places(find(tmp_path, files)) == []
    files["docs/qqx/start.md"] = stamped("x", source_file="start.md", language_code="qqx")
    assert places(find(tmp_path, files)) == [("docs", "docs/{lang}/{path}")]


@pytest.mark.parametrize(
    "files",
    [
        ["a.md"],
        [],
        [*spread("docs"), *spread("docs/api", "index.md"), *spread("docs/old")],
        ["README.md", "packages/ts/README.md", "packages/cs/README.md", "packages/go/README.md"],
        ["user.md", "user_id.md"],
        ["guide.md", "guide.old.md", "guide-v2.md"],
        ["guide.de.md", "guide.fr.md", "start.de.md", "start.fr.md"],  # which is the source?
        [*spread("docs"), *spread("docs-old"), *spread("lib-ts"), *spread("lib")],
        ["client/README.md", "client-sh/README.md", "client-cs/README.md"],
        ["examples/ml/README.md", "examples/os/README.md", "examples/README.md"],
        ["docs/index.md", "docs/os/linux.md", "docs/my/pages.md"],
        [*spread("{{cookiecutter.slug}}/docs"), *spread("{{cookiecutter.slug}}/docs/fr")],
        [*spread("a\nb/docs"), *spread("a\nb/docs/fr")],
        [*spread("\udcff/docs"), *spread("\udcff/docs/fr")],
    ],
)
def test_what_is_no_translation_is_not_found(tmp_path: Path, files: list[str]) -> None:
    assert find(tmp_path, files).parts == ()


def test_what_git_or_closed_folders_hold_is_not_looked_at(tmp_path: Path) -> None:
    files = [*spread("node_modules/x"), *spread("node_modules/x/fr"), *spread(".cache/fr")]
    assert find(tmp_path, files).parts == ()


@pytest.mark.parametrize("folder", ["i18n/fr", "docs/translations/fr"])
def test_a_readme_is_that_of_the_folder_above(tmp_path: Path, folder: str) -> None:
    """Every package has one, but only one is beside the folder of the translations."""
    files = ["README.md", f"{folder}/README.md", *(f"a{at}/README.md" for at in range(5))]
    found = find(tmp_path, [*files, "notes.md"])
    assert places(found) == [("", f"{folder.removesuffix('fr')}{{lang}}/{{path}}")]


def test_a_stamp_says_which_readme(tmp_path: Path) -> None:
    files = dict.fromkeys(["README.md", "a/README.md", "b/README.md"], "# A\n")
    files["i18n/fr/README.md"] = stamped("x", source_file="b/README.md")
    assert places(find(tmp_path, files)) == [("b", "i18n/{lang}/{path}")]


def test_names_in_the_language_itself(tmp_path: Path) -> None:
    [part] = find(tmp_path, ["README.md", "README.中文.md", "README_日本語.md"]).parts[:1]
    assert dict(part.config.codes).keys() <= {"中文", "日本語"}


def test_what_a_sparse_checkout_leaves_out_is_found(tmp_path: Path) -> None:
    course = make_course(
        tmp_path / "course", dict.fromkeys([*spread("docs"), *spread("docs/fr")], "x")
    )
    course.git("sparse-checkout", "set", "--no-cone", "/docs/*.md")
    found = propose(course.root, find_repository(course.root))
    assert places(found) == [("docs", "docs/{lang}/{path}")]


def test_the_default_is_found_as_before(tmp_path: Path) -> None:
    """In a folder of translations alone, what looks like a code is a language."""
    found = find(tmp_path, ["source/a.md", "translations/xyz/a.md"])
    [part] = found.parts
    assert part.config == Config(source="source")
    assert part.inventory.languages == ("xyz",)


def test_a_further_place_explains_more_than_it_leaves(tmp_path: Path) -> None:
    tops = [*spread("docs/en"), *spread("docs/fr")]
    names = "cups.md kettle.md pot.md spoon.md"
    strays = [*spread("docs/en/api", f"index.md {names}"), *spread("docs/fr/api", "index.md")]
    found = find(tmp_path, [*tops, *strays, "docs/en/more/index.md"])
    assert places(found) == [("docs/en", "docs/{lang}/{path}")]
