"""A translation beside the source it was made from, and how their tables answer to each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from sync.align.counted import Counted, count_tables
from sync.align.tables import pair_translated_tables
from sync.align.translation import RowPairs, pair_translated_rows
from sync.lint.values import Found
from sync.markdown.document import Markdown, Table
from sync.markdown.generated import GeneratedPair
from sync.markdown.links import LinkSpace


@dataclass(frozen=True)
class Comparison:
    """What the checks look at; nothing is read or aligned before it is asked for.

    ``source`` is the version that the translation's tables were made from, None where it is not
    known: then only what the translation alone can tell is found. ``exists`` says whether there
    is a file or folder at a path relative to the root. ``is_pending`` says that the stamp owns up
    to marks; ``stamp_faults`` is what is wrong with the stamp itself, which its reader knows.
    """

    source: Markdown | None
    translated: Markdown
    space: LinkSpace
    exists: Callable[[str], bool]
    generated: tuple[GeneratedPair, ...] = ()
    is_pending: bool = False
    stamp_faults: tuple[Found, ...] = ()

    @cached_property
    def ours(self) -> Counted | None:
        """The source with those of its tables that count."""
        return None if self.source is None else count_tables(self.source, self.generated)

    @cached_property
    def theirs(self) -> Counted:
        """The translation with those of its tables that count."""
        return count_tables(self.translated, self.generated)

    @cached_property
    def tables(self) -> tuple[tuple[Table, Table], ...]:
        """The tables of the source and of the translation that are each other's."""
        if self.ours is None:
            return ()
        pairs = pair_translated_tables(self.ours, self.theirs, self.space).pairs
        return tuple((self.ours.document.tables[i], self.translated.tables[j]) for i, j in pairs)

    def row_pairs(self, ours: Table, theirs: Table) -> RowPairs:
        """Return how the rows of two tables answer to each other; worked out once a pair."""
        key = ours.start, theirs.start
        if key not in self._row_pairs:
            self._row_pairs[key] = pair_translated_rows(ours, theirs, self.space)
        return self._row_pairs[key]

    @cached_property
    def _row_pairs(self) -> dict[tuple[int, int], RowPairs]:
        return {}
