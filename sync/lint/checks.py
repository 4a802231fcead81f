"""The one list of checks: a function a rule, each from a comparison to what it finds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from sync.lint.broken import check_broken
from sync.lint.comparison import Comparison
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
    "stamp": check_stamp,
}
"""What finds each rule's findings, by name."""


def find_all(comparison: Comparison, rules: Collection[str]) -> tuple[Found, ...]:
    """Return what the named rules find, by line and column; raises RefusedError if unreadable."""
    found = [each for rule, check in CHECKS.items() if rule in rules for each in check(comparison)]
    return tuple(sorted(found, key=lambda each: (each.line or 0, each.column or 0)))
