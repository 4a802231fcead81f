"""Stamps are recalled for as long as no file changed, and are those that a reader finds."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.model import Location, Stamp
from sync.workflow.project import Project, open_project
from sync.workflow.stamp_memory import FEWEST, Page, StampMemory
from sync.workflow.stamping import StampReader
from tests.guards.trees import COMMENT, SIDECAR, make_tree
from tests.translated import stamped
from tests.watching import watch

KINDS = pytest.mark.parametrize("kind", [SIDECAR, COMMENT])


@pytest.fixture
def tree(tmp_path: Path, kind: str) -> Path:
    return make_tree(tmp_path / "tree", (FEWEST, 1), kind).root


def open_page(root: Path, moment: int = 0) -> tuple[Page, list[Stamp | None]]:
    """Return the page of a language, and what its stamps are now."""
    project = open_project(root)
    page, places = survey(project, "fr", moment)
    reader = StampReader(project.view_disk().tree, project.view_disk().inventory.layout)
    return page, [reader.read(place) for place in places]


def survey(project: Project, language: str, moment: int = 0) -> tuple[Page, list[Location]]:
    view = project.view_disk()
    places = [each for each in view.inventory.locations() if each.language == language]
    held = [place for place in places if view.inventory.holds(place)]
    return StampMemory(project, view, moment).open(language, held), held


def keep(root: Path) -> list[Stamp | None]:
    page, stamps = open_page(root)
    assert page.recall() is None
    page.keep(stamps)
    return stamps


@KINDS
def test_what_was_kept_is_recalled(tree: Path) -> None:
    stamps = keep(tree)
    assert None not in stamps
    assert open_page(tree)[0].recall() == stamps


@KINDS
def test_a_translation_without_a_stamp_is_recalled_as_one(tree: Path, kind: str) -> None:
    if kind == SIDECAR:
        (tree / "translations/fr/.co-op-translator.json").unlink()
    else:
        (tree / "translations/fr/page3.md").write_text("# Th\u00e9\n")
    stamps = keep(tree)
    assert None in stamps
    assert open_page(tree)[0].recall() == stamps


@KINDS
@pytest.mark.parametrize("name", ["page0.md", "page15.md", ".co-op-translator.json"])
def test_a_file_that_changed_is_read_again(tree: Path, kind: str, name: str) -> None:
    keep(tree)
    file = tree / "translations/fr" / name
    text = file.read_text() if file.exists() else "{}"
    file.write_text(text + "\n")
    assert open_page(tree)[0].recall() is None


@KINDS
def test_a_change_behind_the_time_of_modification_is_seen(tree: Path) -> None:
    keep(tree)
    file = tree / "translations/fr/page0.md"
    before = file.stat()
    file.write_bytes(file.read_bytes().replace(b"Des mots", b"Des maux"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert open_page(tree)[0].recall() is None


@KINDS
def test_a_translation_that_came_is_read(tree: Path) -> None:
    keep(tree)
    (tree / "page99.md").write_text("# Tea\n")
    (tree / "translations/fr/page99.md").write_text("# Th\u00e9\n")
    assert open_page(tree)[0].recall() is None


@KINDS
def test_of_files_that_may_change_within_the_moment_nothing_is_kept(tree: Path) -> None:
    page, stamps = open_page(tree, moment=3_600_000_000_000)
    page.keep(stamps)
    assert open_page(tree)[0].recall() is None


@KINDS
def test_another_configuration_is_another_page(tree: Path) -> None:
    stamps = keep(tree)
    config = tree / ".translation-sync.yaml"
    config.write_text("translations: translations/{lang}/{dir}/{name}\n")
    assert open_page(tree)[0].recall() is None
    config.unlink()
    assert open_page(tree)[0].recall() == stamps


@KINDS
@pytest.mark.parametrize(
    "damage",
    [
        lambda value: value[:1],
        lambda value: [value[0], None],
        lambda value: [value[0], value[1][:-1]],
        lambda value: [value[0], [column[1:] for column in value[1]]],
        lambda value: [value[0], [[7] * FEWEST, *value[1][1:]]],
        lambda value: [value[0], [["carved"] * FEWEST, *value[1][1:]]],
    ],
    ids=["no columns", "null", "a column less", "a row less", "numbers", "unknown format"],
)
def test_a_damaged_page_is_none(tree: Path, damage: Callable[[list[list[object]]], object]) -> None:
    keep(tree)
    (file,) = (tree / ".git/translation-sync").glob("stamps-*.json")
    held = json.loads(file.read_text())
    held["entries"] = {key: damage(value) for key, value in held["entries"].items()}
    file.write_text(json.dumps(held))
    assert open_page(tree)[0].recall() is None


@KINDS
def test_recalling_opens_no_translation(tree: Path) -> None:
    keep(tree)
    project = open_project(tree)
    with watch("open") as opened:
        page, _ = survey(project, "fr")
        assert page.recall() is not None
    assert not [each for each in opened if "page" in str(each[0])]


@pytest.mark.parametrize("kind", [COMMENT])
def test_a_stamp_that_names_another_source_is_read_each_time(tree: Path) -> None:
    file = tree / "translations/fr/page0.md"
    file.write_text(stamped("# Tea\n", source_file="page1.md"))
    page, stamps = open_page(tree)
    page.keep(stamps)
    assert open_page(tree)[0].recall() is None


@pytest.mark.parametrize("kind", [COMMENT])
def test_a_folder_that_cannot_be_written_does_not_matter(tree: Path) -> None:
    (tree / ".git/translation-sync").write_text("in the way")
    keep(tree)
    assert open_page(tree)[0].recall() is None


@pytest.mark.parametrize("name", ["azd", "security-101"])
def test_what_is_recalled_of_real_translations_is_what_they_say(
    corpus: Callable[[str], Path], tmp_path: Path, name: str
) -> None:
    root = tmp_path / name
    subprocess.run(["git", "clone", "-q", str(corpus(name)), str(root)], check=True)
    project = open_project(root)
    view = project.view_disk()
    reader = StampReader(view.tree, view.inventory.layout)
    recalled = 0
    for language in view.inventory.languages:
        page, places = survey(project, language)
        stamps = [reader.read(place) for place in places]
        page.keep(stamps)
        known = survey(project, language)[0].recall()
        assert known in (None, stamps)
        recalled += known is not None
    assert recalled >= 0.9 * len(view.inventory.languages)
