"""The comparison of two checkouts sees what differs, and nothing where nothing does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks import compare
from tests.translated import GUIDE, LONGER, make_course, stamped

HERE = Path(__file__).parents[1]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course with a stale translation, and few calls to compare."""
    course = make_course(tmp_path / "course", {"guide.md": GUIDE})
    course.commit({"guide.md": LONGER, "translations/he/guide.md": stamped(GUIDE)})
    monkeypatch.setattr(compare, "READING", ("status",))
    monkeypatch.setattr(compare, "WRITING", ("sync --format json",))
    return course.root


def test_a_checkout_answers_as_itself(tree: Path, tmp_path: Path) -> None:
    assert list(compare.compare((HERE, HERE), tree, tmp_path / "copies")) == []


def test_another_answer_is_told_by_its_call(tree: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(HERE / "sync", other / "sync", ignore=shutil.ignore_patterns("__pycache__"))
    marks = other / "sync" / "markdown" / "marks.py"
    marks.write_text(marks.read_text().replace("sync:{mark} -->", "sync:{mark}-->"))

    found = dict(compare.compare((HERE, other), tree, tmp_path / "copies"))

    assert list(found) == ["sync --format json"]
    assert "file differs: translations/he/guide.md" in found["sync --format json"]


def test_trees_are_named_only_where_their_bundles_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "BUNDLES", tmp_path)
    assert list(compare.name_trees()) == []

    (tmp_path / "agents.bundle").touch()
    assert list(compare.name_trees()) == ["agents", "agents-20", "agents-80"]
