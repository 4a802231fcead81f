"""Sources with their own language in their name: ``tea/en.md``, ``tea.en.md``, ``tea_en.md``."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.project.guessing import guess_layouts
from sync.project.layout import Layout
from sync.project.links import open_links
from sync.project.project import open_project
from sync.project.template import parse_template
from tests.commands.calling import ask, call
from tests.translated import make_course

TEMPLATE = "{dir}/{lang}{suffix}"
CONFIG = ".translation-sync.yaml"
FILES = {
    "wiki/Tea/en.md": "# Tea\n\nBoil the water.\n",
    "wiki/Tea/fr.md": "# Thé\n\nFaire bouillir.\n",
    "wiki/Tea/Green/en.md": "# Green tea\n",
    "wiki/Tea/Green/fr.md": "# Thé vert\n",
    "wiki/Tea/Green/pt-br.md": "# Chá verde\n",
    "wiki/Tea/notes.md": "Only ours.\n",
    "README.md": "# A wiki\n",
}


@pytest.mark.parametrize(
    ("source", "path", "found"),
    [
        ("", "wiki/Tea/fr.md", ("fr", "wiki/Tea/en.md")),
        ("wiki", "wiki/Tea/pt-br.md", ("pt-br", "Tea/en.md")),
        ("", "fr.md", ("fr", "en.md")),
        ("", "wiki/Tea/fr", ("fr", "wiki/Tea/en")),
        ("", "wiki/Tea/en.md", None),  # is its own source
        ("", "wiki/Tea/notes.md", None),
        ("", "wiki/fr/notes.md", None),
    ],
)
def test_a_path_is_read_backwards(source: str, path: str, found: tuple[str, str] | None) -> None:
    layout = Layout(source, parse_template(TEMPLATE))
    assert layout.locate(path) == found
    if found is not None:
        assert layout.translation_path(*found) == path


def test_the_sources_may_be_in_any_language() -> None:
    layout = Layout("", parse_template(TEMPLATE, source_language="zh-TW"))
    assert layout.locate("Tea/en.md") == ("en", "Tea/zh-TW.md")
    assert layout.locate("Tea/zh-TW.md") is None


def test_all_of_it_works_as_init_writes_it(tmp_path: Path) -> None:
    course = make_course(tmp_path / "wiki", FILES)
    told = call(course.root, "init").out
    assert told.startswith(
        f"found source '.', translations '{TEMPLATE}': "
        "2 languages (fr, pt-br), 2 documents, 3 translations, none stamped"
    )
    status = ask(course.root, "status")
    assert {path: each["document"] for path, each in status.translations.items()} == {
        "wiki/Tea/fr.md": "wiki/Tea/en.md",
        "wiki/Tea/pt-br.md": "wiki/Tea/en.md",
        "wiki/Tea/Green/fr.md": "wiki/Tea/Green/en.md",
        "wiki/Tea/Green/pt-br.md": "wiki/Tea/Green/en.md",
    }
    assert status.translations["wiki/Tea/pt-br.md"]["state"] == "missing"
    assert call(course.root, "new", "pt-br", "wiki/Tea/en.md").code == 0
    assert (course.root / "wiki/Tea/pt-br.md").read_text().count("sync:untranslated") == 2
    assert (course.root / "wiki/Tea/notes.md").read_text() == FILES["wiki/Tea/notes.md"]


def test_a_flag_names_the_first_commit_that_is_missed(tmp_path: Path) -> None:
    course = make_course(tmp_path / "wiki", FILES)
    missed = course.commit({"wiki/Tea/en.md": "# Tea\n\nBoil fresh water.\n"})
    head = f"---\noutdated_translation: true\noutdated_since: {missed}\n---\n\n"
    course.commit({"wiki/Tea/fr.md": head + FILES["wiki/Tea/fr.md"]})
    call(course.root, "init")
    found = ask(course.root, "status").translations
    assert found["wiki/Tea/fr.md"]["state"] == "stale"
    assert found["wiki/Tea/Green/fr.md"]["state"] == "current"
    call(course.root, "sync", "wiki/Tea/fr.md")
    assert "Faire bouillir. <!-- sync:fuzzy -->" in (course.root / "wiki/Tea/fr.md").read_text()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["a/en.md", "a/fr.md"], [(TEMPLATE, "en", ("fr",))]),
        (["a/english.md", "a/french.md"], [(TEMPLATE, "english", ("french",))]),
        (["a/en.md", "b/fr.md"], []),
        (["a/de.md", "a/fr.md"], []),  # which of them is the source?
        (["a/en.md", "a/notes.md"], []),
        (["a/en.md", "a/fr.txt"], []),
    ],
)
def test_only_what_stands_beside_its_source_is_guessed(
    files: list[str], expected: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    found = guess_layouts(files, {})
    assert [
        (each.template, each.language, each.words) for each in found if each.language
    ] == expected


def test_words_are_languages_as_well(tmp_path: Path) -> None:
    course = make_course(
        tmp_path / "wiki", {"tea/english.md": "# Tea\n", "tea/french.md": "# Thé\n"}
    )
    call(course.root, "init")
    course.commit({"tea/english.md": "# Tea\n\nHot.\n"})
    call(course.root, "stamp", "--lang", "french", "--force")
    course.commit({"tea/english.md": "# Tea\n\nVery hot.\n"})
    call(course.root, "sync")
    told = call(course.root, "export", "--lang", "french", "--format", "xliff").out
    assert 'source-language="en" target-language="fr"' in told


def test_it_works_beside_another_place_whatever_the_sources_are_called(tmp_path: Path) -> None:
    files = {f"docs/{folder}{name}.md": "# It\n" for folder in ("", "fr/") for name in "ab"}
    for name in ("one", "two"):
        files |= {f"wiki/{name}/english.md": "# It\n", f"wiki/{name}/french.md": "# Le\n"}
    course = make_course(tmp_path / "wiki", files)
    assert call(course.root, "init").out.count("found source") == 2
    assert {*ask(course.root, "status").translations} == {
        "docs/fr/a.md", "docs/fr/b.md", "wiki/one/french.md", "wiki/two/french.md",
    }  # fmt: skip


def test_another_language_is_the_source_where_the_site_says_so() -> None:
    [found] = guess_layouts(["a/de.md", "a/fr.md"], {}, default="de")
    assert (found.language, found.words) == ("de", ("fr",))


SUFFIX = "{dir}/{stem}.{lang}{suffix}"


@pytest.mark.parametrize(
    ("template", "path", "document"),
    [
        (SUFFIX, "a/tea.fr.md", "a/tea.en.md"),
        (SUFFIX, "tea.v1.fr.mdx", "tea.v1.en.mdx"),
        ("{dir}/{stem}_{lang}{suffix}", "README_fr.md", "README_en.md"),
        ("{dir}/{stem}-{lang}{suffix}", "a/green-tea-fr.md", "a/green-tea-en.md"),
        ("i18n/{lang}/{dir}/{lang}.{name}", "i18n/fr/a/fr.tea.md", "a/en.tea.md"),
    ],
)
def test_the_source_may_have_its_language_in_its_name(
    template: str, path: str, document: str
) -> None:
    layout = Layout("", parse_template(template))
    assert layout.locate(path, {document}) == ("fr", document)
    assert layout.translation_path("fr", document) == path
    assert layout.locate(document, {document}) is None


def test_a_name_without_a_language_goes_first() -> None:
    layout = Layout("", parse_template(SUFFIX))
    both = {"tea.md", "tea.en.md"}
    assert layout.locate("tea.fr.md", both) == ("fr", "tea.md")
    assert layout.locate("tea.en.md", both) == ("en", "tea.md")
    assert layout.locate("tea.fr.md") == ("fr", "tea.md")


def test_both_kinds_of_names_go_together(tmp_path: Path) -> None:
    files = {
        "content/tea.en.md": "# Tea\n\nSee [cups](cups.en.md) and [pots](pots.md).\n",
        "content/tea.fr.md": "# Thé\n\nVoir [tasses](cups.fr.md) et [pots](pots.fr.md).\n",
        "content/cups.en.md": "# Cups\n",
        "content/cups.fr.md": "# Tasses\n",
        "content/pots.md": "# Pots\n",
        "content/pots.fr.md": "# Théières\n",
        "content/pots.de.md": "# Kannen\n",
        "content/spoons.en.md": "# Spoons\n",
    }
    course = make_course(tmp_path / "site", files)
    assert call(course.root, "init").out.startswith(
        f"found source '.', translations '{SUFFIX}': 2 languages (de, fr), 4 documents, 4 transl"
    )
    assert call(course.root, "stamp", "content").code == 0
    found = ask(course.root, "status", "--all").translations
    assert {path: each["document"] for path, each in found.items() if "de" not in path} == {
        "content/tea.fr.md": "content/tea.en.md",
        "content/cups.fr.md": "content/cups.en.md",
        "content/pots.fr.md": "content/pots.md",
        "content/spoons.fr.md": "content/spoons.en.md",
    }
    assert found["content/tea.fr.md"]["state"] == "current"
    assert found["content/spoons.fr.md"]["state"] == "missing"
    assert call(course.root, "lint").out == "4 translations: nothing found\n"
    view = open_project(course.root).view_disk()
    links = open_links(view, view.layout.location("fr", "content/tea.en.md"))
    assert links.resolve_translation("cups.fr.md") == "content/cups.en.md"
    assert links.resolve_translation("pots.fr.md") == "content/pots.md"


def test_what_is_beside_a_plain_source_is_a_translation_still(tmp_path: Path) -> None:
    files = {"a.md": "# 茶\n", "a.en.md": "# Tea\n", "a.fr.md": "# Thé\n"}
    course = make_course(tmp_path / "site", files)
    for config in (
        f'translations: "{SUFFIX}"\n',
        f'translations: "{SUFFIX}"\nlanguages: [en, fr]\n',
    ):
        (course.root / CONFIG).write_text(config)
        found = ask(course.root, "status", "--all").translations
        assert {path: each["document"] for path, each in found.items()} == {
            "a.en.md": "a.md",
            "a.fr.md": "a.md",
        }
