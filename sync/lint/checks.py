"""The one list of checks: a function a rule, each from a comparison to what it finds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import TypeAlias, cast

from sync.findings import Found
from sync.lint.cells import list_cells
from sync.lint.comparison import Comparison
from sync.lint.ignores import find_ignored

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
    "mark-place": ("mark_places", "check_places"),
    "block-missing": ("blocks", "check_missing"),
    "block-extra": ("blocks", "check_extra"),
    "block-content": ("block_contents", "check_kept"),
    "link-missing": ("block_contents", "check_links"),
    "disclaimer-text": ("disclaimers", "check_disclaimer"),
    "conflict-marker": ("conflict_markers", "check_conflicts"),
    "bidi-control": ("bidi", "check_bidi"),
    "stamp": ("stamps", "check_stamp"),
}
"""What finds each rule's findings, by name: a module beside this one, and its function.

A module is imported when its rule is asked for: the gate's hook asks for few of them.
"""

# Of what both find at one place the second one tells more.
_TELLS_MORE = {"link-target": "link-dead", "mark-left": "mark-place"}
# What these find is about a block beside its source's.
_BLOCK_RULES = frozenset({"block-missing", "block-extra", "block-content", "link-missing"})
# What these rules find stands in a cell, and each link, code or number of it is judged alone.
_CELL_RULES = frozenset({"link-target", "code-span", "number"})


@cache
def find_check(rule: str) -> Check:
    """Return the function that finds a rule's findings."""
    module, function = CHECKS[rule]
    return cast("Check", getattr(import_module(f"sync.lint.{module}"), function))


def find_all(comparison: Comparison, rules: Collection[str]) -> tuple[Found, ...]:
    """Return what the named rules find, by line and column; raises RefusedError if unreadable.

    A translation may be ahead of its base: what agrees with the present source is no fault.
    """
    ignored = find_ignored(comparison)
    wanted = [rule for rule in rules if rule not in ignored.everywhere]
    found = [each for each in _find(comparison, wanted) if not ignored.covers(each)]
    if found and comparison.source not in (None, comparison.present):
        found = list(_leave_agreeing(comparison, found))
    return tuple(
        sorted(_without_doubles(found), key=lambda each: (each.line or 0, each.column or 0))
    )


def _find(comparison: Comparison, rules: Collection[str]) -> list[Found]:
    return [each for rule in CHECKS if rule in rules for each in find_check(rule)(comparison)]


def _leave_agreeing(comparison: Comparison, found: Sequence[Found]) -> Iterator[Found]:
    """Leave out what is said of tables and rows that are the present source's."""
    if comparison.present is None:
        yield from found
        return
    present = comparison.with_present()
    again = _find(present, CHECKS)
    places = {(each.rule, each.line) for each in again}
    cells = {(each.rule, each.line, each.column) for each in again}
    names = {(each.rule, each.identity) for each in again}
    lines = set(_find_paired_lines(present))
    compared = {cell.line for row in present.ask(list_cells) for cell in row}
    has_other_tables = any(each.rule.startswith("table-") for each in again)
    for each in found:
        if each.rule.startswith("table-"):
            agrees = not has_other_tables
        elif each.rule in _BLOCK_RULES:
            agrees = (each.rule, each.line) not in places and (
                (each.rule, each.identity) not in names
            )
        elif each.rule in _CELL_RULES:
            place = each.rule, each.line, each.column
            agrees = (each.line or 0) - 1 in compared and place not in cells
        else:
            agrees = (each.line or 0) - 1 in lines and (each.rule, each.line) not in places
        if not agrees:
            yield each


def _find_paired_lines(comparison: Comparison) -> Iterator[int]:
    """Yield the lines (0-based) of the rows that surely are the source's, headers among them."""
    for ours, theirs in comparison.tables:
        yield theirs.header.line
        for _, j in comparison.alignment.rows(ours, theirs).pairs:
            yield theirs.rows[j].line


def _without_doubles(found: Collection[Found]) -> Iterable[Found]:
    """Leave out what is the same fault: a dead link leads elsewhere, a misplaced mark is left."""
    told = {(each.rule, each.line, each.column) for each in found}
    return (
        each for each in found if (_TELLS_MORE.get(each.rule), each.line, each.column) not in told
    )
