"""What files call languages, and which language of the project a file means."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.errors import UsageError
from sync.project.language_codes import find_language, name_language
from sync.project.project import View, open_project
from tests.translated import make_course

LANGUAGES = ("he", "pt-BR", "zh", "tw", "no")


@pytest.fixture
def view(tmp_path: Path) -> View:
    files = {f"translations/{language}/tea.md": "# Tea\n" for language in LANGUAGES}
    files |= {"tea.md": "# Tea\n", ".translation-sync.yaml": "language_codes: {tw: zh_TW}\n"}
    return open_project(make_course(tmp_path, files).root).view_disk()


def test_a_language_is_named_as_the_configuration_says(view: View) -> None:
    assert [name_language(view, each) for each in ("tw", "pt-BR", "he")] == ["zh_TW", "pt-BR", "he"]


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("he", "he"),
        ("he_IL", "he"),
        ("HE", "he"),
        ("pt_BR", "pt-BR"),
        ("pt-br", "pt-BR"),
        ("zh_TW", "tw"),
        ("zh-Hans", "zh"),
        ("zh_CN", "zh"),
    ],
)
def test_a_file_means_one_of_them(view: View, code: str, language: str) -> None:
    assert find_language(view, code) == language


@pytest.mark.parametrize("code", ["de", "pt", "pt_PT", "zh_HK", "tw", "heb", ""])
def test_what_is_none_of_them_is_said(view: View, code: str) -> None:
    with pytest.raises(
        UsageError, match=r"none of the languages here \(he, no, pt-br, zh, zh-tw\)"
    ):
        find_language(view, code)
