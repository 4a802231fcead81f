"""Imports point downward only, and the gate on a clean tree brings little along."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.translated import GUIDE, make_course, stamped

PACKAGE = Path(__file__).parents[1] / "sync"

CORE = frozenset(
    {
        "align",
        "baseline",
        "changes",
        "errors",
        "findings",
        "hashing",
        "layout",
        "lint",
        "markdown",
        "merge",
        "model",
        "patterns",
        "reports",
        "roll",
        "rules",
        "schema",
        "stamps",
    }
)
EDGES = frozenset(
    {"cache", "config", "discovery", "git", "history", "selection", "site", "trees", "writing"}
)
WORKFLOW = frozenset({"workflow"})
TOP = frozenset({"__init__", "__main__", "api", "cli", "commands"})
LAYERS = (CORE, EDGES, WORKFLOW, TOP)

# What the gate needs where there is nothing to find. Git is started, never imported.
GATE = {
    "sync",
    "sync.cli",
    "sync.commands",
    "sync.commands.baselines",
    "sync.commands.check",
    "sync.commands.finishing",
    "sync.commands.options",
    "sync.commands.targets",
    "sync.project.config",
    "sync.project.config.reading",
    "sync.project.config.root",
    "sync.project.config.values",
    "sync.project.discovery",
    "sync.errors",
    "sync.git",
    "sync.git.blobs",
    "sync.git.queries",
    "sync.git.repository",
    "sync.hashing",
    "sync.project.layout",
    "sync.model",
    "sync.project.patterns",
    "sync.reports",
    "sync.reports.advice",
    "sync.reports.json",
    "sync.reports.names",
    "sync.reports.text",
    "sync.reports.values",
    "sync.project.status_list",
    "sync.project.selection",
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
    "sync.stamps.sidecar",
    "sync.project.trees",
    "sync.project.trees.blobs",
    "sync.project.trees.disk",
    "sync.project.trees.tree",
    "sync.workflow",
    "sync.workflow.check",
    "sync.states.gate",
    "sync.workflow.places",
    "sync.project.project",
    "sync.project.query",
    "sync.workflow.sources",
    "sync.states.stamps",
    "sync.states.assessment",
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


def layer_of(part: str) -> int:
    found = [index for index, names in enumerate(LAYERS) if part in names]
    assert len(found) == 1, f"sync.{part} belongs to no layer yet: put it into one of LAYERS"
    return found[0]


@pytest.mark.parametrize("module", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_downward(module: Path) -> None:
    own = layer_of(module.relative_to(PACKAGE).parts[0].removesuffix(".py"))
    for name in find_imports(module):
        package, _, rest = name.partition(".")
        if package == "sync":
            part = rest.partition(".")[0]
            is_constant = not (PACKAGE / part).exists() and not (PACKAGE / f"{part}.py").exists()
            assert is_constant or layer_of(part) <= own, f"{module} imports {name}"


def test_nothing_imports_gitpython() -> None:
    """Its import costs more than a pass of git over a history."""
    names = {name.partition(".")[0] for module in modules() for name in find_imports(module)}
    assert "git" not in names


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
    }
