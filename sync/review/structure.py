"""What a change broke in the tables and blocks of the translations that it touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.lint.checks import find_all

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sync.findings import Found
    from sync.lint.comparison import Comparison

SHAPE_RULES = frozenset(
    {
        "block-missing",
        "conflict-marker",
        "disclaimer-text",
        "empty-cell",
        "link-missing",
        "link-target",
        "mark-place",
        "row-duplicate",
        "row-order",
        "row-truncated",
        "table-broken",
        "table-columns",
        "table-extra",
        "table-missing",
        "table-rows",
    }
)
"""The rules of ``lint`` that say whether a translation's tables and blocks hold."""


def find_broken(
    found: Collection[Found], now: Comparison, was: Comparison, rules: Collection[str]
) -> Iterator[Found]:
    """Yield those of the findings in ``now`` that ``was``, the translation before, did not show.

    A finding is the same where its rule says the same of the source, or speaks of a line of the
    translation that has not changed.
    """
    known = {key for each in find_all(was, rules) for key in _find_keys(was, each)}
    for each in found:
        if known.isdisjoint(_find_keys(now, each)):
            yield each


def _find_keys(comparison: Comparison, found: Found) -> Iterator[tuple[object, ...]]:
    yield found.rule, found.identity
    lines = comparison.translated.lines
    if found.line is not None and found.line <= len(lines):
        yield found.rule, lines[found.line - 1].strip()
