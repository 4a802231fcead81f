"""Imports point downward only, and the gate on a clean tree brings little along."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.translated import GUIDE, make_course, stamped

PACKAGE = Path(__file__).parents[1] / "sync"

# From the bottom to the top: a room may use those before it, and those beside it not at all.
ROOMS = (
    {"errors", "findings", "hashing", "languages", "model", "names", "version"},
    {"files"},
    {"markdown", "rules", "git", "cache", "schema"},
    {"stamps"},
    {"units"},
    {"case"},
    {"align"},
    {"lint", "changes"},
    {"merge"},
    {"exchange"},
    {"results"},
    {"history"},
    {"project"},
    {"sources"},
    {"versions"},
    {"states"},
    {"review", "trend", "writing", "reports", "engines"},
    {"site"},
    {"workflow"},
    {"editor", "fleet"},
    {"commands", "api"},
    {"cli", "__init__"},
    {"__main__"},
)
# Text and values in, values out: no files, no git, no clock, no printing.
PURE = ROOMS[0].union(*ROOMS[3:11])
PURE |= {"markdown", "names", "reports"}
# They ask which plug-ins of mdformat are installed, and how the system encodes names.
READERS = {"canonical.py", "sarif.py"}
IMPURE = {"datetime", "os", "pathlib", "shutil", "subprocess", "tempfile", "time", "git"}

# What the gate needs where there is nothing to find. Git is started, never imported.
GATE = {
    "sync",
    "sync.cli",
    "sync.commands",
    "sync.commands.baselines",
    "sync.commands.check",
    "sync.commands.finishing",
    "sync.commands.later",
    "sync.commands.options",
    "sync.commands.targets",
    "sync.errors",
    "sync.files",
    "sync.git",
    "sync.git.attributes",
    "sync.git.blobs",
    "sync.git.changes",
    "sync.git.commits",
    "sync.git.index",
    "sync.git.repository",
    "sync.hashing",
    "sync.markdown",
    "sync.markdown.front_matter",
    "sync.model",
    "sync.names",
    "sync.project",
    "sync.project.config",
    "sync.project.config.reading",
    "sync.project.config.root",
    "sync.project.config.values",
    "sync.project.discovery",
    "sync.project.doubts",
    "sync.project.inventory",
    "sync.project.known_stamps",
    "sync.project.layout",
    "sync.project.patterns",
    "sync.project.project",
    "sync.project.query",
    "sync.project.selection",
    "sync.project.specs",
    "sync.project.status_list",
    "sync.project.template",
    "sync.project.trees",
    "sync.project.trees.blobs",
    "sync.project.trees.disk",
    "sync.project.trees.tree",
    "sync.reports",
    "sync.reports.json",
    "sync.reports.painting",
    "sync.reports.text",
    "sync.reports.values",
    "sync.results",
    "sync.sources",
    "sync.stamps",
    "sync.stamps.comment",
    "sync.stamps.embedded",
    "sync.stamps.entry",
    "sync.stamps.fields",
    "sync.stamps.front_matter",
    "sync.stamps.json_text",
    "sync.stamps.lines",
    "sync.stamps.notebook",
    "sync.stamps.opened",
    "sync.stamps.registry",
    "sync.stamps.sidecar",
    "sync.states",
    "sync.states.assessment",
    "sync.states.gate",
    "sync.states.stamps",
    "sync.version",
    "sync.versions",
    "sync.workflow",
    "sync.workflow.asked",
    "sync.workflow.progress",
    "sync.workflow.check",
}
HEAVY = {
    "asyncio",
    "difflib",
    "importlib.metadata",
    "concurrent.futures",
    "multiprocessing",
    "tempfile",
    "unittest",
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def find_imports(module: Path) -> Iterator[str]:
    """Yield what a module imports, wherever in it."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import"
            yield from [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            yield from [alias.name for alias in node.names]


def room_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def find_ours(module: Path) -> Iterator[tuple[str, str]]:
    """Yield the room of each of our modules that a module imports, and the module's name."""
    for name in find_imports(module):
        package, _, rest = name.partition(".")
        if package == "sync":
            part = rest.partition(".")[0]
            is_room = (PACKAGE / part).exists() or (PACKAGE / f"{part}.py").exists()
            yield part if is_room else "__init__", name


@pytest.mark.parametrize("module", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_downward(module: Path) -> None:
    own = room_of(module)
    levels = {room: level for level, rooms in enumerate(ROOMS) for room in rooms}
    assert own in levels, f"sync.{own} has no place yet: put it into one of ROOMS"
    for room, name in find_ours(module):
        is_allowed = room == own or levels[room] < levels[own] or levels[room] == levels[own] == 0
        assert is_allowed, f"{module} imports {name}"


def test_contributing_shows_the_rooms_in_their_order() -> None:
    text = PACKAGE.with_name("CONTRIBUTING.md").read_text("utf-8")
    shown: list[set[str]] = [set() for _ in ROOMS]
    for step, rooms in re.findall(r"^\| (\d+) \| (`[^|]*) \|", text, re.MULTILINE):
        shown[int(step) - 1].update(re.findall(r"`(\w+)/?`", rooms))
    assert shown == list(ROOMS)


def test_there_is_no_circle() -> None:
    """Not even of imports for types alone: a module is understood with what it stands on."""
    names = {_name(module): module for module in modules()}
    graph = {
        name: {_find_module(each, names) for _, each in find_ours(module)} - {name, "sync"}
        for name, module in names.items()
    }
    list(TopologicalSorter(graph).static_order())  # raises CycleError, which names them


def _name(module: Path) -> str:
    parts = module.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _find_module(name: str, names: Mapping[str, Path]) -> str:
    return name if name in names else name.rpartition(".")[0]


@pytest.mark.parametrize("room", sorted(PURE))
def test_what_is_pure_touches_nothing(room: str) -> None:
    for module in modules():
        if room_of(module) == room and module.name not in READERS:
            tops = {name.partition(".")[0] for name in find_imports(module)}
            assert not tops & IMPURE, f"{module} imports {sorted(tops & IMPURE)}"


def test_gitpython_has_one_door() -> None:
    """Its import takes 40 ms: it is behind the property that a run with cached answers skips."""
    users = [
        module.relative_to(PACKAGE).as_posix()
        for module in modules()
        if any(name.partition(".")[0] == "git" for name in find_imports(module))
    ]
    assert users == ["history/opened.py"]


def test_only_the_doors_run_programs() -> None:
    users = {
        module.relative_to(PACKAGE).as_posix()
        for module in modules()
        if any(name.partition(".")[0] == "subprocess" for name in find_imports(module))
    }
    # git, and a program that a call names to translate: never one that a repository names.
    assert users == {"git/repository.py", "git/blobs.py", "engines/command.py"}


def test_no_name_stands_for_two_classes() -> None:
    names = Counter(
        node.name
        for module in modules()
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, count in names.items() if count > 1] == []


def run_and_list(folder: Path, *arguments: str) -> set[str]:
    """Run the program in a fresh interpreter and return the modules that it imported."""
    program = (
        "import json, sys; bare = set(sys.modules); from sync.cli import run; "
        "code = run(sys.argv[1:]); "
        "json.dump(sorted(set(sys.modules) - bare), open('../modules', 'w')); sys.exit(code)"
    )
    subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(PACKAGE.parent)},
        check=True,
        capture_output=True,
    )
    return set(json.loads((folder.parent / "modules").read_text("utf-8")))


def third_parties(names: set[str]) -> set[str]:
    tops = {name.partition(".")[0] for name in names}
    return {top for top in tops if top not in sys.stdlib_module_names and not top.startswith("_")}


def test_check_on_a_clean_tree_imports_what_it_needs(tmp_path: Path) -> None:
    course = make_course(
        tmp_path / "course", {"guide.md": GUIDE, "translations/he/guide.md": stamped(GUIDE)}
    )
    names = run_and_list(course.root, "check")

    assert third_parties(names) == {"click", "sync"}
    assert {name for name in names if name.partition(".")[0] == "sync"} == GATE
    assert names.isdisjoint(HEAVY)


@pytest.mark.parametrize("exclude", ["", "drafts"])
def test_pathspec_is_imported_only_for_patterns_that_need_it(tmp_path: Path, exclude: str) -> None:
    course = make_course(tmp_path / "course", {"guide.md": GUIDE})
    text = f"include: ['**/*.md', '*.ipynb']\nexclude: [{exclude}]\n"
    course.write({".translation-sync.yaml": text})

    names = run_and_list(course.root, "check")

    assert ("pathspec" in names) is bool(exclude)


def test_a_few_translations_import_nothing_that_starts_processes(tmp_path: Path) -> None:
    course = make_course(
        tmp_path / "course", {"guide.md": GUIDE, "translations/he/guide.md": stamped(GUIDE)}
    )
    names = run_and_list(course.root, "sync", "--jobs", "2")

    assert "sync.workflow.pool" in names
    assert names.isdisjoint({"concurrent.futures", "multiprocessing"})


def test_the_version_costs_no_more_than_click(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    names = run_and_list(tmp_path / "here", "--version")

    assert third_parties(names) == {"click", "sync"}
    assert {name for name in names if name.partition(".")[0] == "sync"} == {
        "sync",
        "sync.cli",
        "sync.errors",
        "sync.version",
    }
