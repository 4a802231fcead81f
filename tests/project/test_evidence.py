"""What is taken for a language where nothing but a name tells it from a folder or a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from sync.project.config import Config
from sync.project.discovery import discover, open_disk
from sync.project.inventory import Inventory
from tests.project_files import write_files
from tests.translated import stamped

DOCS = Config(source="docs", translations="docs/{lang}/{path}")
BESIDE_EN = Config(source="docs/en", translations="docs/{lang}/{path}")
SUFFIX = Config(translations="{dir}/{stem}.{lang}{suffix}")
SOURCES = ("docs/index.md", "docs/start.md", "docs/img/x.md", "docs/api/index.md")


def find(root: Path, files: Iterable[str] | Mapping[str, str], config: Config) -> Inventory:
    write_files(root, files)
    return discover(config, open_disk(config, root, None))


def test_folders_of_other_things_hold_documents(tmp_path: Path) -> None:
    files = [*SOURCES, "docs/sdk/index.md", "docs/fr/start.md", "docs/fr/api/index.md"]
    found = find(tmp_path, files, DOCS)
    assert found.languages == ("fr",)
    assert found.documents == ("api/index.md", "img/x.md", "index.md", "sdk/index.md", "start.md")
    assert found.doubts == ()


def test_a_folder_that_mirrors_much_is_told_of(tmp_path: Path) -> None:
    found = find(tmp_path, [*SOURCES, "docs/old/start.md", "docs/old/index.md"], DOCS)
    assert found.languages == ()
    assert "old/start.md" in found.documents
    [doubt] = found.doubts
    assert "not taken" in doubt
    assert "old" in doubt
    assert "'languages'" in doubt


@pytest.mark.parametrize(
    "marked",
    [
        {"docs/xyz/start.md": stamped("x", language_code="xyz")},
        {"docs/xyz/index.md": stamped("x", language_code="XYZ")},
        {"docs/xyz/start.md": stamped("x")},
        {"docs/xyz/start.md": "# X\n", "docs/xyz/.co-op-translator.json": "{}"},
    ],
)
def test_stamps_name_a_language(tmp_path: Path, marked: Mapping[str, str]) -> None:
    found = find(tmp_path, {**dict.fromkeys(SOURCES, "# A\n"), **marked}, DOCS)
    assert found.languages == ("xyz",)
    assert found.doubts == ()


def test_a_stamp_of_another_language_names_none(tmp_path: Path) -> None:
    """``docs/api/fr/start.md`` may be read as the document ``fr/start.md`` in ``api``."""
    files = dict.fromkeys([*SOURCES, "docs/fr/start.md"], "# A\n")
    files["docs/api/fr/start.md"] = stamped("x", language_code="fr")
    assert find(tmp_path, files, DOCS).languages == ("fr",)


def test_a_code_by_itself_is_in_doubt(tmp_path: Path) -> None:
    found = find(tmp_path, [*SOURCES, "docs/ml/index.md"], DOCS)
    assert found.languages == ("ml",)
    assert "taken for languages at 'docs/{lang}/{path}' by name alone" in found.doubts[0]


def test_a_code_among_pages_of_its_own_is_none(tmp_path: Path) -> None:
    files = [*SOURCES, "docs/ml/index.md", "docs/ml/train.md", "docs/ml/serve.md"]
    found = find(tmp_path, files, DOCS)
    assert found.languages == ()
    assert {"ml/index.md", "ml/train.md"} <= set(found.documents)
    assert "not taken for languages" in found.doubts[0]


def test_beside_the_source_only_languages_are_languages(tmp_path: Path) -> None:
    files = ["docs/en/index.md", "docs/en/a.md", "docs/ja/gone.md", "docs/api/index.md"]
    found = find(tmp_path, files, BESIDE_EN)
    assert found.languages == ("ja",)
    assert [place.path for place in found.orphans] == ["docs/ja/gone.md"]


def test_ends_of_names(tmp_path: Path) -> None:
    files = ["README.md", "README.fr.md", "guide.md", "guide.old.md", "guide.pt-BR.md"]
    found = find(tmp_path, files, SUFFIX)
    assert found.languages == ("fr", "pt-BR")
    assert found.documents == ("README.md", "guide.md", "guide.old.md")
    assert "old" in found.doubts[0]


def test_what_is_named_is_not_doubted(tmp_path: Path) -> None:
    config = DOCS._replace(languages=("old",))
    found = find(tmp_path, [*SOURCES, "docs/old/start.md", "docs/ml/index.md"], config)
    assert (found.languages, found.doubts) == (("old",), ())
    assert "ml/index.md" in found.documents


def test_a_suffix_that_is_not_named_is_a_document_unless_it_is_a_language(tmp_path: Path) -> None:
    config = SUFFIX._replace(languages=("chinese",))
    files = ["a.md", "a.chinese.md", "a.fr.md", "a.old.md"]
    found = find(tmp_path, files, config)
    assert found.documents == ("a.md", "a.old.md")
    assert [*found.translations] == [("chinese", "a.md")]


@pytest.mark.parametrize("word", ["api", "old", "xyz"])
def test_a_folder_of_translations_alone_is_not_doubted(tmp_path: Path, word: str) -> None:
    found = find(tmp_path, ["a.md", f"translations/{word}/a.md"], Config())
    assert (found.languages, found.doubts) == ((word,), ())


KNOWN = "---\nsource_revision: 5fb154c\n---\nText.\n"


@pytest.mark.parametrize(("word", "languages"), [("fr", ("fr",)), ("xyz", ()), ("old", ())])
def test_a_stamp_of_the_projects_own_names_a_known_code(
    tmp_path: Path, word: str, languages: tuple[str, ...]
) -> None:
    """Its page need not mirror a document: it may have been named anew."""
    files = {**dict.fromkeys(SOURCES, "# A\n"), f"docs/{word}/debut.md": KNOWN}
    assert find(tmp_path, files, DOCS).languages == languages
