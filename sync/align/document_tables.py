"""A parsed text and those of its tables that count: the ones outside generated blocks."""

from __future__ import annotations

from functools import lru_cache
from textwrap import dedent
from typing import NamedTuple

from sync.align.versions import IgnoredTables
from sync.markdown.document import BlockKind, Markdown, read_markdown
from sync.markdown.generated import GeneratedPair, find_generated_in


class DocumentTables(NamedTuple):
    """A document and the indices of its tables that count, ascending."""

    document: Markdown
    tables: tuple[int, ...]

    def without(self, other: DocumentTables) -> IgnoredTables:
        """Return the tables that do not count, here and in a newer version."""
        return IgnoredTables(
            frozenset(range(len(self.document.tables))).difference(self.tables),
            frozenset(range(len(other.document.tables))).difference(other.tables),
        )


@lru_cache(maxsize=32)
def list_tables(document: Markdown, pairs: tuple[GeneratedPair, ...]) -> DocumentTables:
    """Find the tables of a document that stand outside generated blocks."""
    spans = find_generated_in(document, pairs)
    inside = {line for start, end in spans for line in range(start, end)}
    tables = (k for k, table in enumerate(document.tables) if table.start not in inside)
    return DocumentTables(document, tuple(tables))


def find_fenced_tables(document: Markdown) -> dict[int, int]:
    """Map the widths, in columns, of tables in fenced code to the line (1-based) of the first."""
    lines: dict[int, int] = {}
    for block in document.blocks:
        if block.kind is BlockKind.FENCE and "|" in block.content:
            text = dedent("".join(document.lines[block.start + 1 : block.end]))
            inside = read_markdown(text)
            for table in inside.tables:
                lines.setdefault(table.columns, block.start + 1 + table.start + 1)
    return lines
