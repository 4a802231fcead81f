"""Fences whose body is prose: directives of MyST, mdBook's and Obsidian's admonitions.

A fence says so by a name that is known to hold prose (https://myst-parser.readthedocs.io,
https://tommilligan.github.io/mdbook-admonish, Obsidian's Admonition). All others are code: Quarto
and R Markdown write the names of languages in braces, too.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sync.units.values import DocumentUnit

_HEAD = re.compile(
    r"(?P<run>`{3,}|~{3,})[ \t]*"
    r"(?:\{(?P<name>[\w:.+-]+)\}|(?P<plain>admonish|ad-[\w-]+)(?![\w-]))"
)
_PROSE = frozenset(
    """
    abstract admonition aside attention blockquote bug card caution centered compound container
    danger definition deprecated details div dropdown epigraph error eval-rst example exercise
    failure figure glossary grid grid-item grid-item-card highlights hint important info
    list-table margin note only parsed-literal pull-quote question quote rubric seealso sidebar
    solution success tab tab-item tab-set table tabs tip todo topic versionadded versionchanged
    versionremoved warning
    """.split()  # noqa: SIM905  as a list, a line for each of them
)
# The domains of Sphinx whose directives describe, and those of them that have titles.
_DOMAINS = ("c:", "cpp:", "js:", "prf:", "proof:", "py:", "rst:")
_TITLED = ("prf:", "proof:")
_UNTITLED = frozenset(("eval-rst", "figure", "grid", "only", "solution"))


class FenceHead(NamedTuple):
    """A line that opens a fence of prose: its ``opening`` with the name, and what is behind it.

    ``has_title`` says that words behind the name are a title, and no path, label or signature.
    """

    opening: str
    argument: str
    has_title: bool


def read_prose_head(line: str) -> FenceHead | None:
    """Read the line that opens a fence of prose; None for any other line."""
    found = _HEAD.match(line)
    if found is None:
        return None
    name = found["name"]
    if name is not None and name not in _PROSE and not name.startswith(_DOMAINS):
        return None
    has_title = name is None or not (
        name in _UNTITLED or (":" in name and not name.startswith(_TITLED))
    )
    return FenceHead(found[0], line[found.end() :], has_title)


def is_prose_fence(unit: DocumentUnit) -> bool:
    """Tell whether a unit is a fence whose body is prose."""
    return unit.is_fence and read_prose_head(unit.body[0]) is not None
