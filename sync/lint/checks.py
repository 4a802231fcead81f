"""The one list of checks: a function a rule, each from a comparison to what it finds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from sync.lint.bidi import check_bidi
from sync.lint.broken import check_broken
from sync.lint.cells import check_empty
from sync.lint.code_spans import check_code
from sync.lint.comparison import Comparison
from sync.lint.conflict_markers import check_conflicts
from sync.lint.dead_links import check_dead
from sync.lint.ignores import find_ignored
from sync.lint.links import check_targets
from sync.lint.marks import check_marks
from sync.lint.numbers import check_numbers
from sync.lint.row_faults import check_duplicate, check_order, check_truncated
from sync.lint.rows import check_rows
from sync.lint.stamps import check_stamp
from sync.lint.tables import check_columns, check_extra, check_missing
from sync.lint.values import Found

CHECKS: Mapping[str, Callable[[Comparison], Iterable[Found]]] = {
    "table-missing": check_missing,
    "table-extra": check_extra,
    "table-broken": check_broken,
    "table-rows": check_rows,
    "table-columns": check_columns,
    "row-truncated": check_truncated,
    "row-duplicate": check_duplicate,
    "row-order": check_order,
    "link-target": check_targets,
    "link-dead": check_dead,
    "code-span": check_code,
    "number": check_numbers,
    "empty-cell": check_empty,
    "mark-left": check_marks,
    "conflict-marker": check_conflicts,
    "bidi-control": check_bidi,
    "stamp": check_stamp,
}
"""What finds each rule's findings, by name."""


def find_all(comparison: Comparison, rules: Collection[str]) -> tuple[Found, ...]:
    """Return what the named rules find, by line and column; raises RefusedError if unreadable."""
    ignored = find_ignored(comparison)
    found = [
        each
        for rule, check in CHECKS.items()
        if rule in rules and rule not in ignored.everywhere
        for each in check(comparison)
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
