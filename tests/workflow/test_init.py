from __future__ import annotations

import os
from pathlib import Path

import pytest

from sync.errors import FileError, RefusedError
from sync.project.config import CONFIG_NAME, read_config
from sync.project.config.table import KEYS, PROJECTS
from sync.project.discovery import discover, open_disk
from sync.workflow.finding import propose
from sync.workflow.init import describe_proposal, settle, write_config
from tests.project_files import write_files


def init_project(root: Path) -> Path:
    return write_config(root, None, settle(root, None, propose(root, None)))


@pytest.mark.parametrize(
    ("files", "template", "source", "languages"),
    [
        (["a.md", "translations/no/a.md"], "translations/{lang}/{path}", "", ("no",)),
        (["source/a.md", "translations/he/a.md"], "translations/{lang}/{path}", "source", ("he",)),
        (
            ["x/a.md", "x/translations/he/a.md", "x/translations/zh-CN/a.md"],
            "{dir}/translations/{lang}/{name}",
            "",
            ("he", "zh-CN"),
        ),
        (["x/a.md", "x/a.he.md"], "{dir}/{stem}.{lang}{suffix}", "", ("he",)),
        (["a.md"], "translations/{lang}/{path}", "", ()),
        ([], "translations/{lang}/{path}", "", ()),
    ],
)
def test_what_is_found_is_written(
    tmp_path: Path, files: list[str], template: str, source: str, languages: tuple[str, ...]
) -> None:
    write_files(tmp_path, files)
    assert init_project(tmp_path) == tmp_path / CONFIG_NAME
    config = read_config(tmp_path)
    assert (config.translations, config.source) == (template, source)
    assert config.languages == languages
    found = discover(config, open_disk(config, tmp_path, None))
    assert len(found.locations()) == len(languages)


def test_every_key_is_there_and_explained(tmp_path: Path) -> None:
    init_project(tmp_path)
    explained = set()
    for block in (tmp_path / CONFIG_NAME).read_text("utf-8").strip().split("\n\n")[1:]:
        *comments, setting = block.split("\n")
        assert comments
        assert all(line.startswith("# ") for line in comments)
        explained.add(setting.removeprefix("# ").partition(":")[0])
    assert explained == {*KEYS, PROJECTS}


def test_what_the_gate_fails_on_stays_unsaid(tmp_path: Path) -> None:
    init_project(tmp_path)
    assert read_config(tmp_path).fail_on is None


def test_an_existing_configuration_is_left_alone(tmp_path: Path) -> None:
    write_files(tmp_path, {CONFIG_NAME: "stamp: auto\n"})
    with pytest.raises(RefusedError, match="exists already") as caught:
        init_project(tmp_path)
    assert caught.value.exit_code == 1
    assert (tmp_path / CONFIG_NAME).read_text("utf-8") == "stamp: auto\n"


def test_a_broken_link_is_in_the_way_too(tmp_path: Path) -> None:
    (tmp_path / CONFIG_NAME).symlink_to("nowhere")
    with pytest.raises(RefusedError, match="exists already"):
        init_project(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(FileError, match="cannot be written"):
        init_project(tmp_path)
    tmp_path.chmod(0o755)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"mkdocs.yml": "markdown_extensions:\n  - admonition\n  - tables\n"}, ["admonition"]),
        (
            {"site/mkdocs.yaml": "x:\n- pymdownx.details\n- pymdownx.tabbed:\n    a: true\n"},
            ["admonition", "tab"],
        ),
        ({"docs/a.mdx": "a"}, ["jsx"]),
        ({"mkdocs.yml": "markdown_extensions:\n  # - admonition\n  - admonitions2\n"}, None),
        ({"a.md": "a"}, None),
    ],
)
def test_the_containers_of_the_site_generator_are_written(
    tmp_path: Path, files: dict[str, str], expected: list[str] | None
) -> None:
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    init_project(tmp_path)
    containers = read_config(tmp_path).containers
    assert containers == (None if expected is None else tuple(expected))


def test_places_that_take_translations_from_others_are_left_out(tmp_path: Path) -> None:
    names = ["index.md", "api/cups.md", "api/pots.md", "app/index.md", "app/kettle.md"]
    strays = ["en/app/zh/index.md", "en/app/zh/kettle.md", "en/api/zh/pots.md"]
    places = [f"{language}/{name}" for language in ("en", "zh") for name in names] + strays
    write_files(tmp_path, [f"{top}/{place}" for top in ("docs", "site/src") for place in places])
    init_project(tmp_path)
    config = read_config(tmp_path)
    found = discover(config, open_disk(config, tmp_path, None))
    wanted = {f"{top}/zh/{name}" for top in ("docs", "site/src") for name in names}
    assert set(found.translations.values()) == wanted


def test_only_a_place_that_cannot_stand_beside_others_is_left_out(tmp_path: Path) -> None:
    """README.md would have two translations into German."""
    names = ["README.de.md", "README.ja.md", "README_zh-CN.md", "README-fr.md"]
    write_files(tmp_path, ["README.md", *names, "docs/de/README.md", "docs/usage.md"])
    proposal = settle(tmp_path, None, propose(tmp_path, None))
    write_config(tmp_path, None, proposal)
    config = read_config(tmp_path)
    found = discover(config, open_disk(config, tmp_path, None))
    assert set(found.translations.values()) == set(names)
    [told] = [line for line in describe_proposal(proposal) if line.startswith("left out: ")]
    assert "translations 'docs/{lang}/{path}', with 1 translation:" in told


def test_noop_places_that_stand_beside_others_are_kept(tmp_path: Path) -> None:
    names = ["README.de.md", "README.ja.md", "README_zh-CN.md", "README-fr.md"]
    write_files(tmp_path, ["README.md", *names])
    proposal = settle(tmp_path, None, propose(tmp_path, None))
    assert (len(proposal.parts), proposal.left_out) == (3, ())
