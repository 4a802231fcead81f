"""A staged change seen near says what it says when everything is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sync.trees import BlobTree
from sync.workflow.change.excerpt import Excerpt
from sync.workflow.change.reading import read_staged
from sync.workflow.changed import check_change
from sync.workflow.gate import build_gate
from sync.workflow.project import open_project
from sync.workflow.query import Query
from tests.translated import GUIDE, LONGER, Course, make_course, stamped

HE, FR, BG = (f"translations/{language}/guide.md" for language in ("he", "fr", "bg"))
OTHER_BG = "translations/bg/other.md"
TABLE = "# T\n\n| Tea | Minutes |\n| --- | --- |\n| a | 2 |\n| b | 4 |\n"
BROKEN = TABLE.replace("| b | 4 |\n", "")
PLAIN = {
    "guide.md": GUIDE,
    "other.md": "# Other\n",
    HE: stamped(GUIDE, body=TABLE),
    FR: stamped(GUIDE, body=TABLE),
    OTHER_BG: stamped("# Other\n"),
}
IMAGES = {"translations/img/a.png": "x", "translations/README.md": "# Ours\n"}
BELOW = {f"source/{path}" if "/" not in path else path: text for path, text in PLAIN.items()}
CONFIG = ".translation-sync.yaml"
NAMED = {CONFIG: "languages: [he, ja]\n"}
SUFFIXED = {CONFIG: "translations: '{dir}/{stem}.{lang}{suffix}'\n", "guide.he.md": stamped(GUIDE)}

SOURCE = {"guide.md": LONGER}
CASES: Mapping[str, tuple[Mapping[str, str], Mapping[str, str | None]]] = {
    "a source": (PLAIN, SOURCE),
    "a translation": (PLAIN, {HE: stamped(GUIDE, body=BROKEN)}),
    "both": (PLAIN, {**SOURCE, HE: stamped(LONGER, body=BROKEN)}),
    "a new source": (PLAIN, {"new.md": GUIDE}),
    "a new translation": (PLAIN, {BG: stamped(LONGER, body=BROKEN)}),
    "a new language": (PLAIN, {"translations/ja/guide.md": "# T\n"}),
    "a lost stamp": (PLAIN, {HE: TABLE}),
    "a source gone": (PLAIN, {"guide.md": None}),
    "a source moved": (PLAIN, {"guide.md": None, "moved.md": GUIDE}),
    "a translation gone": (PLAIN, {HE: None}),
    "a language gone": (PLAIN, {OTHER_BG: None}),
    "a sidecar": (PLAIN, {"translations/he/.co-op-translator.json": "{}"}),
    "no document": (PLAIN, {"code.py": "1\n"}),
    "folders that are no languages": ({**PLAIN, **IMAGES}, SOURCE),
    "a picture": ({**PLAIN, **IMAGES}, {"translations/img/a.png": "y", **SOURCE}),
    "a source folder": (BELOW, {"source/guide.md": LONGER}),
    "a source outside of its folder": (BELOW, SOURCE),
    "languages by name": ({**PLAIN, **NAMED}, SOURCE),
    "languages in names": ({**PLAIN, **SUFFIXED}, SOURCE),
    "many": (PLAIN, {f"page{k}.md": GUIDE for k in range(30)}),
    "the configuration": (PLAIN, {**NAMED, **SOURCE}),
}


@pytest.mark.parametrize("name", CASES)
def test_nothing_else_is_found(tmp_path: Path, name: str) -> None:
    course = make_course(tmp_path / "course", CASES[name][0])
    stage(course, CASES[name][1])

    whole, near = (judge(course, is_near=is_near) for is_near in (False, True))

    assert near == whole


@pytest.mark.parametrize("name", ["a source", "a translation", "both"])
def test_other_documents_are_not_looked_at(tmp_path: Path, name: str) -> None:
    course = make_course(tmp_path / "course", CASES[name][0])
    course.commit({BG: stamped(GUIDE)})
    stage(course, CASES[name][1])
    project = open_project(course.root)

    change = read_staged(project, is_near=True)

    assert isinstance(change.after.tree, Excerpt)
    assert "other.md" not in change.after.inventory.documents
    assert isinstance(read_staged(project).after.tree, BlobTree)


def stage(course: Course, files: Mapping[str, str | None]) -> None:
    course.write({path: text for path, text in files.items() if text is not None})
    for path in (path for path, text in files.items() if text is None):
        (course.root / path).unlink()
    course.git("add", "-A")


def judge(course: Course, *, is_near: bool) -> object:
    project = open_project(course.root)
    change = read_staged(project, is_near=is_near)
    outcome = check_change(project, Query(course.root), build_gate(project.config), change)
    return (
        (outcome.report, outcome.notices, outcome.has_findings),
        [str(failure) for failure in outcome.failures],
        change.paths,
        change.commit,
        change.after.inventory.languages,
    )
