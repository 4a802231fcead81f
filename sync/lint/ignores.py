"""What documents say of rules that do not count in them: ``<!-- sync:ignore RULE -->``.

Such a comment counts for its document, or, in the row of a table, for that row; one in the source
for all translations likewise. In code it is text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sync.lint.visible import find_outside_code
from sync.markdown.document import Markdown, Row, Table
from sync.markdown.lines import fold_space
from sync.markdown.marks import IGNORE
from sync.rules.catalogue import Kind
from sync.rules.choice import find_rule_name

if TYPE_CHECKING:
    from sync.findings import Found
    from sync.lint.comparison import Comparison
    from sync.markdown.generated import GeneratedPair

_NAME = re.compile(r"[^\s,]+")
_KINDS = (Kind.LINT, Kind.CHANGE)


class Ignored(NamedTuple):
    """The rules that do not count: anywhere, or in some lines (0-based) of the translation."""

    everywhere: frozenset[str] = frozenset()
    lines: Mapping[int, frozenset[str]] = {}

    def covers(self, found: Found) -> bool:
        """Tell whether a finding does not count."""
        here = frozenset[str]() if found.line is None else self.lines.get(found.line - 1, ())
        return found.rule in self.everywhere or found.rule in here


class _Comment(NamedTuple):
    """The rules that a comment in line ``line`` (0-based) names; ``table`` is that of its row."""

    line: int
    names: tuple[str, ...]
    table: int | None


def find_ignored(comparison: Comparison) -> Ignored:
    """Read what the translation, its base and the present source say."""
    everywhere: set[str] = set()
    lines: dict[int, set[str]] = defaultdict(set)
    said = (comparison.translated, comparison.source, comparison.present)
    for document in {id(each): each for each in said if each is not None}.values():
        for comment in _read_comments(document, comparison.generated):
            if comment.table is None:
                everywhere.update(comment.names)
            else:
                for line in _find_lines(comparison, document, comment):
                    lines[line].update(comment.names)
    return Ignored(frozenset(everywhere), {k: frozenset(v) for k, v in lines.items()})


def find_wrong_names(
    document: Markdown, pairs: tuple[GeneratedPair, ...]
) -> Iterator[tuple[int, str]]:
    """Yield the line (1-based) of each comment that names no rule, and what is wrong with it."""
    for comment in _read_comments(document, pairs):
        if not comment.names:
            yield comment.line + 1, "the comment `sync:ignore` names no rule"
        for name in comment.names:
            try:
                find_rule_name(name, _KINDS)
            except ValueError as error:
                yield comment.line + 1, str(error)


@lru_cache(maxsize=32)
def _read_comments(document: Markdown, pairs: tuple[GeneratedPair, ...]) -> tuple[_Comment, ...]:
    """Read the comments of a document; a source is asked for those once for each translation."""
    return tuple(
        _Comment(place.line, tuple(_NAME.findall(place.match[1])), place.table)
        for place in find_outside_code(document, document.dialect.ignore, pairs)
    )


def _find_lines(comparison: Comparison, document: Markdown, comment: _Comment) -> tuple[int, ...]:
    """Return the lines of the translation that a comment in a row speaks of."""
    if document is comparison.translated:
        return (comment.line,)
    if comment.table is None:
        return ()
    table = document.tables[comment.table]
    row = next(row for row in (table.header, *table.rows) if row.line == comment.line)
    return tuple(
        there.line
        for ours, theirs in comparison.tables
        for old, there in _pair_rows(comparison, ours, theirs)
        if (old.line == row.line if document is comparison.source else _reads_same(old, row))
    )


def _pair_rows(comparison: Comparison, ours: Table, theirs: Table) -> Iterator[tuple[Row, Row]]:
    yield ours.header, theirs.header
    for i, j in comparison.alignment.rows(ours, theirs).places:
        yield ours.rows[i], theirs.rows[j]


def _reads_same(old: Row, present: Row) -> bool:
    """Tell whether two versions of a row say the same, comments like these aside."""
    return _read(old) == _read(present)


def _read(row: Row) -> tuple[str, ...]:
    return tuple(fold_space(IGNORE.sub("", cell)) for cell in row.cells)
