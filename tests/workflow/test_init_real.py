"""What init writes for real repositories, each of another kind of stamps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sync.git import find_repository
from sync.model import StampKind
from sync.project.config import read_config
from sync.stamps.spec import StampSpec
from sync.workflow.finding import Proposal, propose
from sync.workflow.init import write_config
from tests.project_files import git

PLUGIN = "docusaurus-plugin-content-docs"
IGNORED = ("lunaria-ignore", "typo", "en-only", "broken link", "i18nReady", "i18nIgnore")


@pytest.fixture
def open_clone(
    corpus: Callable[[str], Path], tmp_path: Path
) -> Callable[[str], tuple[Path, Proposal]]:
    def clone(name: str) -> tuple[Path, Proposal]:
        root = tmp_path / name
        git(tmp_path, "clone", "-q", str(corpus(name)), str(root), "-b", "main")
        return root, propose(root, find_repository(root))

    return clone


@pytest.mark.parametrize(
    ("name", "places", "key", "stamped"),
    [
        ("otel", ("content/en", "content/{lang}/{path}"), "default_lang_commit", (426, 426)),
        (
            "eks",
            ("website/docs", f"website/i18n/{{lang}}/{PLUGIN}/current/{{path}}"),
            "tmdTranslationSourceHash",
            (371, 375),
        ),
        (
            "taiwan-md",
            ("knowledge", "knowledge/{lang}/{path}"),
            "sourceCommitSha",
            (248, 257),
        ),
        ("openclaw", ("docs", "docs/{lang}/{path}"), "x-i18n.source_hash", (70, 70)),
    ],
)
def test_stamps_of_its_own(
    open_clone: Callable[[str], tuple[Path, Proposal]],
    name: str,
    places: tuple[str, str],
    key: str,
    stamped: tuple[int, int],
) -> None:
    root, proposal = open_clone(name)
    write_config(root, None, proposal)
    config = read_config(root)

    assert (config.source, config.translations) == places
    assert config.spec is None
    [census] = proposal.censuses
    assert census.spec is not None
    assert census.spec.key == key
    assert (census.stamped, census.translations) == stamped


def test_lunaria(open_clone: Callable[[str], tuple[Path, Proposal]]) -> None:
    root, proposal = open_clone("starlight")
    write_config(root, None, proposal)
    config = read_config(root)

    assert config.source == "docs/src/content/docs"
    assert config.include == ("**/*.md", "**/*.mdx")
    assert config.spec == StampSpec(StampKind.HISTORY, ignore=IGNORED)
    assert config.front_matter is not None
    assert {"title", "description", "hero"} <= {*config.front_matter}
    assert not {"editUrl", "lastUpdated"} & {*config.front_matter}


def test_a_repository_of_translations_alone(
    open_clone: Callable[[str], tuple[Path, Proposal]],
) -> None:
    _, proposal = open_clone("laravel-ru")
    assert proposal.parts == ()
    assert max(proposal.stamps.known.values()) == 95
