"""The library, by its own example."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

import sync
from sync import api, open_project
from sync.errors import UsageError
from sync.findings import Severity
from sync.model import State
from tests.translated import GUIDE, LONGER, make_course, stamped


@pytest.fixture
def handbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in the current folder, one of its translations stale."""
    files = {
        "README.md": GUIDE,
        "guide.md": LONGER,
        "translations/fr/guide.md": stamped(LONGER),
        "translations/he/README.md": stamped(GUIDE),
        "translations/he/guide.md": stamped(GUIDE),
    }
    monkeypatch.chdir(tmp_path)
    return make_course(tmp_path / "handbook", files).root


@pytest.mark.usefixtures("handbook")
def test_the_example_says_what_it_prints() -> None:
    result = doctest.testmod(api)

    assert result.attempted == 3
    assert result.failed == 0


def test_paths_are_relative_to_the_folder_that_was_opened(handbook: Path) -> None:
    project = open_project(handbook / "translations")

    assert project.root == handbook
    (status,) = project.statuses(["fr/guide.md"])
    assert (status.location.path, status.state) == ("translations/fr/guide.md", State.CURRENT)


def test_findings_are_those_of_lint(handbook: Path) -> None:
    project = open_project(handbook)

    findings = project.findings(["guide.md"], ["fr"])
    assert {(each.rule, each.severity, each.path) for each in findings} == {
        ("table-missing", Severity.ERROR, "translations/fr/guide.md"),
        ("block-missing", Severity.WARNING, "translations/fr/guide.md"),
    }
    assert {each.language for each in project.findings()} == {"fr", "he"}


def test_what_is_not_there_is_an_error(handbook: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        open_project("nowhere")
    with pytest.raises(UsageError, match="xx"):
        open_project(handbook).statuses(languages=["xx"])


def test_the_package_has_no_other_names() -> None:
    assert sync.__all__ == ["Project", "__version__", "open_project"]
    with pytest.raises(AttributeError, match="close_project"):
        sync.close_project  # noqa: B018


def test_what_is_owed_goes_out_and_comes_back(tmp_path: Path) -> None:
    there = "# The\n\nBoil water. <!-- sync:untranslated -->\n"
    source = "# Tea\n\nBoil water.\n"
    files = {"tea.md": source, "translations/fr/tea.md": stamped(source, source, there)}
    project = open_project(make_course(tmp_path, files).root)
    file = project.export("fr")
    assert 'msgid "Boil water."\nmsgstr ""\n' in file
    assert '"state": "untranslated"' in project.export("fr", ["tea.md"], "json")
    (tmp_path / "fr.po").write_text(file.replace('water."\nmsgstr ""', 'water."\nmsgstr "Eau."'))
    before = (tmp_path / "translations/fr/tea.md").read_bytes()
    [judged] = project.imports(["fr.po"])
    assert (judged.taken, judged.given.words) == ("filled", "Eau.")
    assert (tmp_path / "translations/fr/tea.md").read_bytes() == before
    assert project.failures() == ()
    with pytest.raises(UsageError, match="'csv' is no format: choose from po, xliff, json"):
        project.export("fr", file_format="csv")


def test_the_errors_that_the_page_names_can_be_caught(handbook: Path) -> None:
    assert issubclass(api.UsageError, api.SyncError)
    with pytest.raises(api.SyncError, match="'nowhere' does not exist"):
        open_project(handbook).statuses(["nowhere"])
    for revision in (None, "HEAD"):
        with pytest.raises(api.UsageError, match=r"^there is no folder '.*/nope': name that of"):
            open_project(handbook / "nope", revision)


def test_a_text_in_place_of_a_list_is_one(handbook: Path) -> None:
    project = open_project(handbook)

    assert project.statuses("translations/fr") == project.statuses(["translations/fr"])
    assert project.statuses(languages="he") == project.statuses(languages=["he"])
    assert project.findings("guide.md", "fr") == project.findings(["guide.md"], ["fr"])
    with pytest.raises(api.SyncError, match=r"no\.po"):
        project.imports("no.po")
