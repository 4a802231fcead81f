"""Files that are called as their languages, ``tea/en.md`` beside ``tea/fr.md``."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.project.guessing import guess_layouts
from sync.project.layout import Layout
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
    assert [(each.template, each.stem, each.words) for each in found if each.stem] == expected


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
    assert (found.stem, found.words) == ("de", ("fr",))
