"""The one list of checks: a function a rule, each from a comparison to what it finds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from importlib import import_module
from typing import TypeAlias, cast

from sync.lint.comparison import Comparison
from sync.lint.ignores import find_ignored
from sync.lint.values import Found

Check: TypeAlias = Callable[[Comparison], Iterable[Found]]

CHECKS: Mapping[str, tuple[str, str]] = {
    "table-missing": ("tables", "check_missing"),
    "table-extra": ("tables", "check_extra"),
    "table-broken": ("broken", "check_broken"),
    "table-rows": ("rows", "check_rows"),
    "table-columns": ("tables", "check_columns"),
    "row-truncated": ("row_faults", "check_truncated"),
    "row-duplicate": ("row_faults", "check_duplicate"),
    "row-order": ("row_faults", "check_order"),
    "link-target": ("links", "check_targets"),
    "link-dead": ("dead_links", "check_dead"),
    "code-span": ("code_spans", "check_code"),
    "number": ("numbers", "check_numbers"),
    "empty-cell": ("cells", "check_empty"),
    "mark-left": ("marks", "check_marks"),
    "conflict-marker": ("conflict_markers", "check_conflicts"),
    "bidi-control": ("bidi", "check_bidi"),
    "stamp": ("stamps", "check_stamp"),
}
"""What finds each rule's findings, by name: a module beside this one, and its function.

A module is imported when its rule is asked for: the gate's hook asks for few of them.
"""


def find_check(rule: str) -> Check:
    """Return the function that finds a rule's findings."""
    module, function = CHECKS[rule]
    return cast("Check", getattr(import_module(f"sync.lint.{module}"), function))


def find_all(comparison: Comparison, rules: Collection[str]) -> tuple[Found, ...]:
    """Return what the named rules find, by line and column; raises RefusedError if unreadable."""
    ignored = find_ignored(comparison)
    found = [
        each
        for rule in CHECKS
        if rule in rules and rule not in ignored.everywhere
        for each in find_check(rule)(comparison)
        if not ignored.covers(each)
    ]
    return tuple(
        sorted(_without_doubles(found), key=lambda each: (each.line or 0, each.column or 0))
    )


def _without_doubles(found: Collection[Found]) -> Iterable[Found]:
    """Leave out that a dead link leads elsewhere than the source's: that is one fault."""
    dead = {(each.line, each.column) for each in found if each.rule == "link-dead"}
    return (
        each for each in found if each.rule != "link-target" or (each.line, each.column) not in dead
    )
