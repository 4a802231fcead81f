"""What the configuration says and the project does not bear out is told, in every command."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.commands.calling import call
from tests.translated import GUIDE, make_course, stamped

FILES = {
    "a.md": GUIDE,
    "b.md": GUIDE,
    "translations/fr/a.md": stamped(GUIDE),
    "translations/pt-BR/a.md": stamped(GUIDE),
}
CONFIG = ".translation-sync.yaml"


def warn(root: Path, files: Mapping[str, str]) -> list[str]:
    """Return what ``check`` warns of; every other command warns of the same."""
    course = make_course(root / "course", {**FILES, **files})
    warnings = call(course.root, "check").err
    for command in (["status"], ["lint"], ["check", "--staged"]):
        assert set(warnings.splitlines()) <= set(call(course.root, *command).err.splitlines())
    return [line.removeprefix("warning: ") for line in warnings.splitlines()]


@pytest.mark.parametrize("name", [".translation-sync.yml", "translation-sync.yaml"])
def test_a_configuration_of_another_name(tmp_path: Path, name: str) -> None:
    told = [f"{name} is not read: a configuration is called {CONFIG}"]
    assert warn(tmp_path / "1", {name: "prose: false\n"}) == told
    assert warn(tmp_path / "2", {name: "x: y\n", CONFIG: "prose: false\n"}) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "languages: [FR]",
            ["'languages' names 'FR', of which no translation is there: did you mean 'fr'?"],
        ),
        (
            "languages: [fr, pt_BR]",
            ["'languages' names 'pt_BR', of which no translation is there: did you mean 'pt-BR'?"],
        ),
        (
            "projects: [{languages: [fr, pt]}]",
            ["'languages' names 'pt', of which no translation is there: did you mean 'pt-BR'?"],
        ),
        (
            "max_stale: {FR: 1}",
            ["'max_stale' names 'FR', which is no language here: did you mean 'fr'?"],
        ),
        (
            "max_stale: {ja: 1}",
            ["'max_stale' names 'ja', which is no language here: choose from fr, pt-BR"],
        ),
        (
            "owners: {FR: '@a', '*': '@b'}",
            ["'owners' names 'FR', which is no language here: did you mean 'fr'?"],
        ),
        (
            "language_codes: {pt_br: pt_PT}",
            ["'language_codes' names 'pt_br', which is no language here: did you mean 'pt-BR'?"],
        ),
    ],
)
def test_a_language_that_is_spelled_otherwise(tmp_path: Path, text: str, told: list[str]) -> None:
    assert warn(tmp_path, {CONFIG: f"{text}\n"}) == [f"the configuration's {each}" for each in told]


@pytest.mark.parametrize(
    "text",
    [
        "languages: [fr, pt-BR]",
        "languages: [fr]",  # the other is passed over on purpose
        "languages: [fr, ja]",  # one is yet to come
        "max_stale: {fr: 1}",
        "owners: {ja: '@a', '*': '@b'}",
        "language_codes: {ja: ja_JP}",
        "prose: true",
    ],
)
def test_noop_what_may_be_meant_so(tmp_path: Path, text: str) -> None:
    assert warn(tmp_path, {CONFIG: f"{text}\n"}) == []


def test_a_code_stands_for_no_name(tmp_path: Path) -> None:
    files = {
        "translations/chinese/a.md": stamped(GUIDE),
        CONFIG: "languages: {chinese: zh, fr: fr}\nmax_stale: {zh: 1}\n",
    }
    told = "'max_stale' names 'zh', which is no language here: did you mean 'chinese'?"
    assert warn(tmp_path, files) == [f"the configuration's {told}"]
