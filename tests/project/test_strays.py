from __future__ import annotations

from pathlib import Path

import pytest

from sync.git import find_repository
from sync.project.config import Config
from sync.project.inventory import Inventory
from sync.project.project import Project
from tests.project_files import commit_all, git, write_files

BESIDE = "{dir}/{stem}.{lang}{suffix}"
DASHED = "{dir}/{stem}-{lang}{suffix}"
ALONE = "{dir}/{lang}{suffix}"
KEEP = {"pot.md": "# Pot\n", "pot.fr.md": "# Pot\n", "pot-fr.md": "# Pot\n", "pot/en.md": "# Pot\n"}


def stamp(language: str, source: str) -> str:
    entry = f'"source_file": "{source}", "language_code": "{language}"'
    return f'<!--\nCO_OP_TRANSLATOR_METADATA:\n{{"original_hash": "{"a" * 32}", {entry}}}\n-->\n'


def find(root: Path, config: Config) -> Inventory:
    return Project(root, config, find_repository(root)).view_disk().inventory


def orphans(inventory: Inventory) -> list[tuple[str, str, str]]:
    return [(place.language, place.document, place.path) for place in inventory.orphans]


@pytest.mark.parametrize(
    ("template", "path", "document"),
    [
        (BESIDE, "tea.fr.md", "tea.md"),
        (BESIDE, "docs/tea.fr.md", "docs/tea.md"),
        (BESIDE, "tea.fr.md", "tea.en.md"),
        (DASHED, "set-up-fr.md", "set-up.md"),
        (ALONE, "tea/fr.md", "tea/en.md"),
    ],
)
@pytest.mark.parametrize("languages", [(), ("fr",)])
def test_a_stamp_makes_an_orphan_of_a_file_whose_source_is_gone(
    tmp_path: Path, template: str, path: str, document: str, languages: tuple[str, ...]
) -> None:
    write_files(tmp_path, {**KEEP, path: stamp("fr", document) + "\n# Thé\n"})
    found = find(tmp_path, Config(translations=template, languages=languages))
    assert orphans(found) == [("fr", document, path)]
    assert path not in found.documents


def test_a_stamp_tells_which_part_of_a_name_is_the_language(tmp_path: Path) -> None:
    write_files(tmp_path, {"tea-pt-BR.md": stamp("BR", "tea-pt.md"), "pot-pt.md": stamp("pt", "")})
    found = find(tmp_path, Config(translations=DASHED, languages=("BR", "pt-BR", "pt")))
    assert orphans(found) == [("pt", "pot.md", "pot-pt.md"), ("BR", "tea-pt.md", "tea-pt-BR.md")]


def test_a_name_alone_makes_no_orphan(tmp_path: Path) -> None:
    write_files(tmp_path, {**KEEP, "tea.fr.md": "# Thé\n", "cup.fr.md": stamp("de", "cup.md")})
    commit_all(tmp_path)
    found = find(tmp_path, Config(translations=BESIDE, languages=("fr",)))
    assert found.orphans == ()
    assert {"tea.fr.md", "cup.fr.md"} <= set(found.documents)


@pytest.mark.parametrize(
    ("template", "source", "path"),
    [(BESIDE, "tea.md", "tea.fr.md"), (DASHED, "a/set-up.md", "a/set-up-fr.md"),
     (ALONE, "tea/en.md", "tea/fr.md")],
)  # fmt: skip
def test_git_knows_the_source_that_a_file_had(
    tmp_path: Path, template: str, source: str, path: str
) -> None:
    write_files(tmp_path, {**KEEP, source: "# Tea\n", path: "# Thé\n", "cup.fr.md": "# Coupe\n"})
    commit_all(tmp_path)
    config = Config(translations=template, languages=("fr",))
    before = find(tmp_path, config)
    git(tmp_path, "rm", "-q", source)
    staged = find(tmp_path, config)
    commit_all(tmp_path, "Drop it")
    assert before.orphans == ()
    for found in (staged, find(tmp_path, config)):
        assert orphans(found) == [("fr", source, path)]
        assert set(before.documents) ^ set(found.documents) == {source}


def test_without_its_language_a_known_source_tells_nothing(tmp_path: Path) -> None:
    write_files(tmp_path, {**KEEP, "tea.md": "# Tea\n", "tea.old.md": "# Tea\n"})
    commit_all(tmp_path)
    git(tmp_path, "mv", "tea.md", "tea.en.md")
    found = find(tmp_path, Config(translations=BESIDE, languages=("fr",)))
    assert found.orphans == ()
    assert {"tea.old.md", "tea.en.md"} <= set(found.documents)


def test_what_a_pattern_excludes_is_passed_over(tmp_path: Path) -> None:
    write_files(tmp_path, {**KEEP, "tea.fr.md": stamp("fr", "tea.md")})
    found = find(tmp_path, Config(translations=BESIDE, languages=("fr",), exclude=("tea.md",)))
    assert found.orphans == ()
    assert "tea.fr.md" not in found.documents
