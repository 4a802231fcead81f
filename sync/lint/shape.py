"""Whether a translation's tables have the shape of its source's: what a stamp may vouch for."""

from __future__ import annotations

from collections.abc import Iterator

from sync.align.guards import Doubt
from sync.case import Case
from sync.findings import Found
from sync.lint.broken import check_broken
from sync.lint.comparison import Comparison
from sync.lint.rows import find_lacking
from sync.lint.tables import check_columns, check_missing

_SHAPES = (check_missing, check_broken, check_columns, find_lacking)
# What a translator may well have chosen, or what only hints at a slip, stops no stamp.
_WRONG = {Doubt.EMPTY: "empty-cell", Doubt.LINKS: "link-target"}


def find_shape_faults(case: Case) -> tuple[Found, ...]:
    """Return what is wrong with the shape of a translation's tables beside its source's, by line.

    That is what lint's rules about tables find, links and empty cells among it. A translator's own
    rows and tables, anchors and localised destinations are no faults here, nor are words.
    """
    comparison = Comparison(case._replace(known=case.source))
    found = [each for check in _SHAPES for each in check(comparison)]
    found += _find_doubtful_rows(comparison)
    return tuple(sorted(found, key=lambda each: (each.line or 0, each.column or 0)))


def _find_doubtful_rows(comparison: Comparison) -> Iterator[Found]:
    for ours, theirs in comparison.tables:
        for _, j, doubt in comparison.alignment.rows(ours, theirs).doubts:
            if doubt in _WRONG:
                row = theirs.rows[j]
                message = f"row does not fit its source: {doubt}"
                yield Found(_WRONG[doubt], row.line + 1, row.offset + 1, message)
