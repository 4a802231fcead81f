"""Nothing in the package is left that nothing else names."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.documented import PROJECT

# What is called under a name that is put together, or by a library under the name it gave; what
# is made by its value, or sorts by its place.
_MEANT_OTHERWISE = re.compile(
    r"__\w+__|(?:render|complete)_\w+|list_commands|get_command|normalizeLink"
    r"|COMPACT|negative_length"
)
_SOURCES = ("sync", "action")


def count_words(files: list[Path]) -> Counter[str]:
    return Counter(
        word for file in files for word in re.findall(r"\w+", file.read_text(encoding="utf-8"))
    )


def list_defined(module: ast.Module) -> Iterator[str]:
    """Yield the names of functions, classes, their fields and a module's constants."""
    for node in ast.walk(module):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        if isinstance(node, (ast.ClassDef, ast.Module)):
            yield from (
                each.id
                for line in node.body
                if isinstance(line, (ast.Assign, ast.AnnAssign))
                for target in (line.targets if isinstance(line, ast.Assign) else [line.target])
                for each in ast.walk(target)
                if isinstance(each, ast.Name)
            )


def list_unused(files: list[Path]) -> list[str]:
    words = count_words(files)
    return sorted(
        f"{file.name}: {name}"
        for file in files
        if file.suffix == ".py"
        for name in set(list_defined(ast.parse(file.read_text(encoding="utf-8"))))
        if words[name] == 1 and not _MEANT_OTHERWISE.fullmatch(name)
    )


def test_whatever_is_defined_is_named_elsewhere() -> None:
    files = [
        file
        for folder in _SOURCES
        for file in sorted((PROJECT / folder).rglob("*"))
        if file.suffix in (".py", ".html", ".js", ".jinja")
    ]
    assert len(files) > 100
    assert list_unused(files) == []


def test_what_nothing_names_is_found(tmp_path: Path) -> None:
    file = tmp_path / "tea.py"
    file.write_text(
        "LIMIT = 3\nSPARE = 4\n\nclass Tea:\n    leaves: int\n    cups: int\n\n"
        "    def pour(self) -> int:\n        return self.cups\n\n"
        "def brew(tea: Tea) -> int:\n    return tea.pour() + LIMIT\n\nbrew\n"
    )
    assert list_unused([file]) == ["tea.py: SPARE", "tea.py: leaves"]
