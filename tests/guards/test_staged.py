"""What the hooks do for one staged file: they ask git few questions, and look at no other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.guards.observing import Observed, observe
from tests.guards.trees import COMMENT, SIDECAR, SIZES, change_source, make_tree, write_source

STARTED = (
    "rev-parse --is-bare-repository",
    "ls-files --stage",
    "diff --raw",
    "cat-file --batch",
)
# Whether another hook of the same run mended on disk what the commit makes stale: the index was
# read, so only the bytes on disk are asked for.
ASKED_OF_STALE = ("hash-object --stdin-paths",)
# What costs milliseconds to import, and does nothing that a hook needs.
UNUSED = {"dataclasses", "hashlib", "shutil", "sync.markdown.document"}
SOURCE, TRANSLATION = "page0.md", "translations/fr/page0.md"


@pytest.fixture(scope="module", params=[SIDECAR, COMMENT])
def staged(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Mapping[str, list[Observed]]:
    """What the hook ``check`` does for each file, in a small tree and in a larger one."""
    return {
        path: [
            _observe_staged(tmp_path_factory.mktemp("tree"), size, request.param, path)
            for size in SIZES
        ]
        for path in (SOURCE, TRANSLATION)
    }


def _observe_staged(folder: Path, size: tuple[int, int], kind: str, path: str) -> Observed:
    course = make_tree(folder / "tree", size, kind)
    before = (course.root / path).read_text("utf-8")
    after = (
        change_source(write_source(0))
        if path == SOURCE
        else before.replace("Des mots,", "Dix mots,", 1)
    )
    course.write({path: after})
    course.git("add", path)
    observe(course.root, "hook", "check")
    return observe(course.root, "hook", "check")


@pytest.mark.parametrize("path", [SOURCE, TRANSLATION])
def test_git_is_asked_few_questions(staged: Mapping[str, list[Observed]], path: str) -> None:
    asked = (*STARTED, *ASKED_OF_STALE) if path == SOURCE else STARTED
    for run in staged[path]:
        assert run.code == 0
        assert sorted(run.started) == sorted(asked)


@pytest.mark.parametrize("path", [SOURCE, TRANSLATION])
def test_no_file_of_the_tree_is_opened(staged: Mapping[str, list[Observed]], path: str) -> None:
    assert [run.opened for run in staged[path]] == [{}, {}]


def test_other_words_are_seen_without_reading_markdown(
    staged: Mapping[str, list[Observed]],
) -> None:
    for run in staged[TRANSLATION]:
        ours = {module for module in run.modules if module.startswith(("sync.lint", "sync.align"))}
        assert not ours
        assert run.modules.isdisjoint(UNUSED)


@pytest.mark.parametrize("path", [SOURCE, TRANSLATION])
def test_a_larger_tree_imports_no_more(staged: Mapping[str, list[Observed]], path: str) -> None:
    small, large = staged[path]

    assert small.modules == large.modules
