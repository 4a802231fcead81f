"""Files that a hook names, seen near, are what they are where everything is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from sync.trees import DiskTree
from sync.trees.few import FewFiles
from sync.workflow.hooks import Within, find_owing, locate_files
from sync.workflow.lint import lint_translations
from sync.workflow.near import view_disk_near, view_translations_near
from sync.workflow.project import Project, View, open_project
from tests.translated import GUIDE, LONGER, Course, make_course, stamped

HE, FR = "translations/he/guide.md", "translations/fr/guide.md"
BODY = "# T\n\n| Tea | Minutes |\n| --- | --- |\n| a | 2 |\n"
PLAIN = {
    "guide.md": LONGER,
    "other.md": "# Other\n",
    HE: stamped(GUIDE, body=BODY),
    FR: stamped(GUIDE, GUIDE, body=BODY),
    "translations/he/other.md": stamped("# Old\n"),
    "translations/bg/other.md": stamped("# Other\n"),
    "translations/img/a.png": "x",
}
CONFIG = ".translation-sync.yaml"
ALL = ("guide.md", HE, FR, "other.md", "translations/bg/other.md")
Change = Callable[[Course], object]


def link_folder(course: Course) -> None:
    course.git("mv", "translations/he", "kept")
    (course.root / "translations/he").symlink_to("../kept")


def link_outside(course: Course) -> None:
    outside = course.root.parent / "outside"
    (course.root / "translations/he").rename(outside)
    (course.root / "translations/he").symlink_to(outside)


def link_file(course: Course) -> None:
    (course.root / HE).unlink()
    (course.root / HE).symlink_to("../fr/guide.md")


def nest(course: Course) -> None:
    (course.root / "translations/he/.git").mkdir()
    course.write({"translations/he/.git/HEAD": "ref: refs/heads/main\n"})


CASES: Mapping[str, tuple[Change, Sequence[str]]] = {
    "a translation": (lambda _: None, (HE,)),
    "a source": (lambda _: None, ("guide.md",)),
    "all": (lambda _: None, ALL),
    "none": (lambda _: None, ()),
    "no document": (
        lambda course: course.write({"a.py": "1\n"}),
        ("a.py", "translations/img/a.png"),
    ),
    "outside": (lambda _: None, ("../a.md", HE)),
    "ignored": (
        lambda course: course.write({".gitignore": "*.md\n", "new.md": "x"}),
        (*ALL, "new.md"),
    ),
    "ignored and new": (
        lambda course: course.write(
            {".gitignore": "translations/ja\n", HE.replace("he", "ja"): BODY}
        ),
        ("guide.md", HE.replace("he", "ja")),
    ),
    "a source gone": (lambda course: (course.root / "guide.md").unlink(), (HE, "guide.md")),
    "a source moved": (lambda course: course.git("mv", "guide.md", "moved.md"), (HE, "moved.md")),
    "a translation gone": (lambda course: (course.root / HE).unlink(), (HE, "guide.md")),
    "a linked folder": (link_folder, ("guide.md", HE)),
    "a folder linked to outside": (link_outside, ("guide.md", HE)),
    "a linked file": (link_file, ("guide.md", HE)),
    "another repository": (nest, ("guide.md", HE)),
    "a source folder": (lambda course: course.write({"source/guide.md": GUIDE}), ALL),
    "another layout": (
        lambda course: course.write({CONFIG: "translations: 'translations/{lang}/x/{path}'\n"}),
        ALL,
    ),
    "languages beside": (
        lambda course: course.write(
            {CONFIG: "translations: '{lang}/{path}'\n", "he/guide.md": BODY}
        ),
        (*ALL, "he/guide.md"),
    ),
    "named languages": (lambda course: course.write({CONFIG: "languages: [fr]\n"}), ALL),
    "excluded": (lambda course: course.write({CONFIG: "exclude: [guide.md]\n"}), ALL),
    "translations included": (
        lambda course: course.write({CONFIG: "include: ['translations/he/*.md', '*.md']\n"}),
        ALL,
    ),
    "hidden": (lambda course: course.write({".a/b.md": GUIDE}), (".a/b.md", "guide.md")),
}


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Project, Sequence[str]]:
    course = make_course(tmp_path / "course", PLAIN)
    change, files = CASES[request.param]
    change(course)
    return open_project(course.root), files


def test_the_same_is_owed(case: tuple[Project, Sequence[str]]) -> None:
    project, files = case
    near = view_disk_near(project, locate_files(project, project.root, files))

    whole, found = (owe(project, view, files) for view in (project.view_disk(), near))

    assert found in (whole, None)


def test_the_same_is_found(case: tuple[Project, Sequence[str]]) -> None:
    project, files = case
    named = locate_files(project, project.root, files)
    near = view_translations_near(project, named)

    whole, found = (lint(project, view, named) for view in (project.view_disk(), near))

    assert found in (whole, None)


@pytest.mark.parametrize("path", ["guide.md", HE])
def test_no_other_document_is_listed(tmp_path: Path, path: str) -> None:
    project = open_project(make_course(tmp_path / "course", PLAIN).root)

    view = view_disk_near(project, [path])

    assert view is not None
    assert isinstance(view.tree, FewFiles)
    assert set(view.tree.files()) == (
        {"guide.md", HE, FR} if path == "guide.md" else {path, "guide.md"}
    )
    assert set(project.view_disk().tree.files()) > set(view.tree.files())


def test_what_lies_behind_a_link_is_not_read(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", PLAIN)
    (tmp_path / "out.md").write_text("secret\n")
    (course.root / "in.md").symlink_to("other.md")
    (course.root / "out.md").symlink_to("../out.md")
    view = view_disk_near(open_project(course.root), [HE])

    assert view is not None
    assert (view.tree.escapes("out.md"), view.tree.escapes("in.md")) == (True, False)
    assert isinstance(view.tree, DiskTree)
    with pytest.raises(Exception, match="leaves the root"):
        view.tree.read("out.md")
    assert view.tree.read("in.md") == b"# Other\n"


def owe(project: Project, view: View | None, files: Sequence[str]) -> object:
    if view is None:
        return None
    found = find_owing(project, view, project.root, files)
    return tuple(found.statuses), found.warnings, [str(failure) for failure in found.failures]


def lint(project: Project, view: View | None, named: Sequence[str]) -> object:
    if view is None:
        return None
    ours = set(named).intersection(view.inventory.translations.values())
    if not ours:
        return ()
    found = lint_translations(project, view, Within(project.root, tuple(ours)))
    report = found.report._replace(statuses=tuple(found.report.statuses))
    return report, found.notices, [str(failure) for failure in found.failures]
