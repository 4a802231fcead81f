"""Patterns that every Python of ours reads in the same way."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import sync

parser: Any = importlib.import_module("re._parser")
constants: Any = importlib.import_module("re._constants")


def list_patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    for module in pkgutil.walk_packages(sync.__path__, "sync."):
        if module.name == "sync.__main__":
            continue
        try:
            names = vars(importlib.import_module(module.name))
        except ImportError:  # an extra that is not installed
            continue
        for name, value in names.items():
            if isinstance(value, re.Pattern):
                yield f"{module.name}.{name}", value


def list_parts(part: object) -> Iterator[tuple[Any, Any]]:
    """Yield the operations of a parsed pattern, those within others too."""
    if isinstance(part, parser.SubPattern):
        for code, value in part:
            yield code, value
            yield from list_parts(value)
    elif isinstance(part, (tuple, list)):
        for each in part:
            yield from list_parts(each)


def goes_astray(pattern: re.Pattern[Any]) -> bool:
    """Tell whether something may be repeated for good that looks ahead, or back, for what is not.

    Python before 3.11.5, Debian's 3.11.2 among them, gives up such a repetition as a whole at its
    end (gh-106052). An atomic group, ``(?>(?:…)*)``, says the same to all.
    """
    return any(
        code is constants.POSSESSIVE_REPEAT
        and any(inner is constants.ASSERT_NOT for inner, _ in list_parts(value))
        for code, value in list_parts(parser.parse(pattern.pattern, pattern.flags))
    )


def test_no_pattern_is_read_otherwise_by_an_early_python() -> None:
    found = dict(list_patterns())
    assert len(found) > 200
    assert [name for name, pattern in found.items() if goes_astray(pattern)] == []


@pytest.mark.parametrize(
    ("pattern", "is_bad"),
    [(r"(?:(?!b).)*+b", True), (r"(?>(?:(?!b).)*)b", False), (r"[^b]*+(?!c)", False)],
)
def test_such_a_pattern_would_be_seen(pattern: str, *, is_bad: bool) -> None:
    assert goes_astray(re.compile(pattern)) is is_bad
