"""Several projects in one root, told of as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.errors import ConfigError
from sync.project.config import Config, read_config
from sync.project.config.parsing import parse_config
from sync.project.discovery import discover, open_disk
from sync.project.inventory import Inventory
from tests.project_files import write_files

DOCUSAURUS = """\
include: ['**/*.md', '**/*.mdx']
projects:
  - source: docs
    translations: "i18n/{lang}/docs/current/{path}"
  - source: blog
    translations: "i18n/{lang}/blog/{path}"
    languages: [fr]
  - source: .
    translations: "{dir}/{stem}.{lang}{suffix}"
    include: ['*.md']
"""
FILES = [
    *("README.md", "README.de.md", "docs/a.md", "docs/b.mdx", "blog/a.md"),
    *("i18n/fr/docs/current/a.md", "i18n/ja/docs/current/b.mdx", "i18n/fr/blog/a.md"),
    *("i18n/fr/docs/current/gone.md", "i18n/de/blog/a.md", "i18n/README.md"),
]


def find(root: Path, text: str) -> Inventory:
    write_files(root, {".translation-sync.yaml": text})
    config = read_config(root)
    return discover(config, open_disk(config, root, None))


def test_each_has_its_own_documents_and_languages(tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    found = find(tmp_path, DOCUSAURUS)
    assert {place.path: found.holds(place) for place in found.locations()} == {
        "README.de.md": True,
        "i18n/fr/docs/current/a.md": True,
        "i18n/ja/docs/current/a.md": False,
        "i18n/fr/docs/current/b.mdx": False,
        "i18n/ja/docs/current/b.mdx": True,
        "i18n/fr/docs/current/gone.md": True,
        "i18n/fr/blog/a.md": True,
    }
    assert [place.source for place in found.orphans] == ["docs/gone.md"]
    assert found.documents == ("README.md", "blog/a.md", "docs/a.md", "docs/b.mdx")
    assert found.languages == ("de", "fr", "ja")


def test_a_document_goes_by_its_path_from_the_root(tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    found = find(tmp_path, DOCUSAURUS)
    assert {place.document: place.source for place in found.locations()} == {
        name: name for name in (*found.documents, "docs/gone.md")
    }
    layout = found.layout
    assert layout.locate("i18n/fr/blog/a.md") == ("fr", "blog/a.md")
    assert layout.locate("i18n/fr/docs/current/gone.md") == ("fr", "docs/gone.md")
    assert layout.locate("docs/a.md") is None
    assert layout.translation_path("ru", "docs/new/x.md") == "i18n/ru/docs/current/new/x.md"


def test_two_places_for_the_same_documents(tmp_path: Path) -> None:
    """People translate into some languages by hand, and a bot into others."""
    text = """\
projects:
  - translations: "translations/{lang}/{path}"
  - translations: "{dir}/{stem}.{lang}{suffix}"
"""
    write_files(tmp_path, ["a.md", "b.md", "translations/he/a.md", "a.fr.md", "b.fr.md"])
    found = find(tmp_path, text)
    assert [(place.path, found.holds(place)) for place in found.locations()] == [
        ("a.fr.md", True),
        ("translations/he/a.md", True),
        ("b.fr.md", True),
        ("translations/he/b.md", False),
    ]
    assert found.doubts == ()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_file_belongs_to_the_project_in_whose_place_it_is(
    tmp_path: Path, order: tuple[int, int]
) -> None:
    projects = (
        '{translations: "i18n/{lang}/{path}", languages: [fr]}',
        '{translations: "{dir}/{stem}.{lang}{suffix}", languages: [fr]}',
    )
    text = "projects:\n" + "".join(f"- {projects[each]}\n" for each in order)
    missing = ("i18n/fr/b.md", "b.fr.md")[order[0]]
    write_files(tmp_path, ["a.md", "b.md", "c/d.md", "a.fr.md", "i18n/fr/c/d.md"])
    found = find(tmp_path, text)
    assert [(place.path, found.holds(place)) for place in found.locations()] == [
        ("a.fr.md", True),
        (missing, False),
        ("i18n/fr/c/d.md", True),
    ]
    numbers = [found.layout.number_of("fr", name) for name in found.documents]
    assert numbers == [order.index(1), 0, order.index(0)]
    assert found.layout.locate("a.fr.md") == ("fr", "a.md")
    assert found.layout.locate(missing) == ("fr", "b.md")


def test_two_translations_of_a_document_into_one_language_are_told(tmp_path: Path) -> None:
    text = """\
projects:
  - translations: "translations/{lang}/{path}"
  - translations: "{dir}/{stem}.{lang}{suffix}"
"""
    write_files(tmp_path, ["a.md", "translations/fr/a.md", "a.fr.md"])
    found = find(tmp_path, text)
    assert [place.path for place in found.locations()] == ["translations/fr/a.md"]
    assert "a.fr.md: translations/fr/a.md is that document's translation" in found.doubts[0]


def test_a_file_counts_for_the_first_project_that_has_it(tmp_path: Path) -> None:
    text = """\
projects:
  - source: docs
    translations: "i18n/{lang}/current/{path}"
  - source: old
    translations: "i18n/{lang}/{path}"
"""
    gone = "i18n/fr/current/gone.md"
    write_files(tmp_path, ["docs/a.md", "old/current/b.md", "i18n/fr/current/a.md", gone])
    write_files(tmp_path, ["i18n/fr/current/b.md"])
    found = find(tmp_path, text)
    paths = [place.path for place in found.locations()]
    assert len(paths) == len(set(paths))
    assert [(place.path, place.source) for place in found.orphans] == [(gone, "docs/gone.md")]


def test_one_project_is_what_it_is_by_itself(tmp_path: Path) -> None:
    files = ["a.md", "x/b.md", "translations/he/a.md", "translations/he/gone.md", "docs/c.md"]
    write_files(tmp_path, files)
    alone = find(tmp_path, "translations: 'translations/{lang}/{path}'\n")
    as_one = find(tmp_path, "projects: [{translations: 'translations/{lang}/{path}'}]\n")
    assert as_one.locations() == alone.locations()
    assert as_one.orphans == alone.orphans
    assert dict(as_one.translations) == dict(alone.translations)


def test_what_a_project_does_not_say_the_top_does() -> None:
    config = parse_config(
        "stamp: comment\nmax_stale: 2\nprojects:\n- source: a\n- {source: b, stamp: sidecar}\n"
    )
    assert [each.source for each in config.projects] == ["a", "b"]
    assert [str(each.stamp) for each in config.projects] == ["comment", "sidecar"]
    assert config._replace(projects=()) == Config(stamp=config.stamp, max_stale=config.max_stale)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("projects: {}", 1, ["projects", "must be a list"]),
        ("projects: []", 1, ["projects", "no project"]),
        ("projects:\n- docs", 2, ["projects", "must be a mapping"]),
        ("projects:\n- source: a\n  sorce: b", 3, ["projects", "'sorce'", "'source'"]),
        ("projects:\n- source: a\n  fail_on: [stale]", 3, ["'fail_on'", "to the top"]),
        ("projects:\n- {source: a, projects: []}", 2, ["'projects'", "to the top"]),
        ("projects:\n- source: a\n- source: 5", 3, ["projects: source", "text"]),
        ("projects:\n- translations: x/{path}", 2, ["projects: translations", "{lang}"]),
        ("projects:\n- source: a\n  source: b", 3, ["'source'", "line 2"]),
    ],
)
def test_an_error_names_line_and_key(text: str, line: int, words: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    assert caught.value.line == line
    assert all(word in caught.value.message for word in words), caught.value.message


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    write_files(tmp_path, ["docs/a.md"])
    with pytest.raises(ConfigError, match="no folder 'blog'"):
        find(tmp_path, "projects: [{source: docs}, {source: blog}]\n")
