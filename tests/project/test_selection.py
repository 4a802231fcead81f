from __future__ import annotations

from pathlib import Path

import pytest

from sync.errors import UsageError
from sync.project.config import Config
from sync.project.discovery import discover, open_disk
from sync.project.selection import Selection, match_languages, select
from sync.results import Caller
from tests.project_files import write_files

FILES = (
    "a.md",
    "docs/b.md",
    "note.txt",
    "translations/he/a.md",
    "translations/he/docs/b.md",
    "translations/he/gone.md",
    "translations/fr/a.md",
    "folder.md/note.txt",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    write_files(folder, FILES)
    return folder


def choose(root: Path, *paths: str, lang: tuple[str, ...] = (), cwd: str = ".") -> Selection:
    inventory = discover(Config(), open_disk(Config(), root, None))
    return select(inventory, paths=paths, languages=lang, root=root, cwd=root / cwd)


def names(selection: Selection) -> list[str]:
    return [f"{place.language}:{place.document}" for place in selection.locations]


EVERYTHING = ["fr:a.md", "he:a.md", "fr:docs/b.md", "he:docs/b.md", "he:gone.md"]


def test_nothing_named_is_everything(root: Path) -> None:
    assert names(choose(root)) == EVERYTHING


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["."], EVERYTHING),
        (["a.md"], ["fr:a.md", "he:a.md"]),
        (["./docs/../a.md"], ["fr:a.md", "he:a.md"]),
        (["docs"], ["fr:docs/b.md", "he:docs/b.md"]),
        (["docs/"], ["fr:docs/b.md", "he:docs/b.md"]),
        (["translations"], EVERYTHING),
        (["translations/he"], ["he:a.md", "he:docs/b.md", "he:gone.md"]),
        (["translations/he/docs"], ["he:docs/b.md"]),
        (["translations/he/a.md", "docs/b.md"], ["he:a.md", "fr:docs/b.md", "he:docs/b.md"]),
        (["translations/he/gone.md"], ["he:gone.md"]),
        (["note.txt"], []),
        (["note.txt", "translations/fr/a.md"], ["fr:a.md"]),
        (["gone.md"], ["he:gone.md"]),  # no file, but an orphan's document
        (["translations/fr/docs/b.md"], ["fr:docs/b.md"]),  # no file, but a missing translation
        (["/"], []),
    ],
)
def test_paths(root: Path, paths: list[str], expected: list[str]) -> None:
    selection = choose(root, *paths)
    assert names(selection) == expected
    assert selection.notices == ()


def test_paths_are_relative_to_the_current_folder(root: Path) -> None:
    assert names(choose(root, "b.md", cwd="docs")) == ["fr:docs/b.md", "he:docs/b.md"]
    assert names(choose(root, ".", cwd="translations/fr")) == ["fr:a.md", "fr:docs/b.md"]
    assert names(choose(root, "../a.md", cwd="docs")) == ["fr:a.md", "he:a.md"]
    assert names(choose(root, str(root / "a.md"), cwd="docs")) == ["fr:a.md", "he:a.md"]


@pytest.mark.parametrize("path", ["nope.md", "translations/de", "docs/a.md", "", "../nope"])
def test_a_path_that_does_not_exist(root: Path, path: str) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        choose(root, "a.md", path)


def test_a_path_outside_of_the_root_is_passed_over(root: Path, tmp_path: Path) -> None:
    write_files(tmp_path, ["a.md"])
    assert names(choose(root, "../a.md")) == []
    assert names(choose(root, "..")) == []


def test_a_path_through_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "other").symlink_to("project")
    (root / "link").symlink_to("docs")
    assert names(choose(root, str(tmp_path / "other/a.md"))) == ["fr:a.md", "he:a.md"]
    assert names(choose(root, "link/b.md")) == ["fr:docs/b.md", "he:docs/b.md"]


def test_a_folder_in_a_sources_place_is_told(root: Path) -> None:
    selection = choose(root, "folder.md", "note.txt")
    assert names(selection) == []
    assert selection.notices == ("folder.md: is a folder, not a document: put a file in its place",)


def test_languages(root: Path) -> None:
    assert names(choose(root, lang=("fr",))) == ["fr:a.md", "fr:docs/b.md"]
    assert names(choose(root, lang=("fr", "he"))) == EVERYTHING
    assert names(choose(root, "translations/he", lang=("fr",))) == []
    with pytest.raises(UsageError, match=r"unknown language 'de': choose from fr, he"):
        choose(root, lang=("he", "de"))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (("zh*",), {"zh-CN", "zh-TW"}),
        (("fr", "zh-?N"), {"fr", "zh-CN"}),
        (("*",), {"fr", "he", "zh-CN", "zh-TW"}),
        ((), set()),
    ],
)
def test_languages_by_pattern(wanted: tuple[str, ...], found: set[str]) -> None:
    assert match_languages(wanted, ("fr", "he", "zh-CN", "zh-TW"), Caller()) == found


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("q*", r"no language matches 'q\*': choose from fr, he"),
        ("rf", "unknown language 'rf': did you mean 'fr'?"),
        ("", "unknown language '': choose from fr, he"),
    ],
)
def test_a_pattern_that_matches_nothing_is_a_usage_error(wanted: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        match_languages((wanted,), ("fr", "he"), Caller())
    assert str(caught.value) == message.replace("\\", "")
