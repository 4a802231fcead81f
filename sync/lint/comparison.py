"""A translation beside the source it was made from, as the checks look at it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar, cast

from sync.align.alignment import Alignment
from sync.align.candidates import TablePairs
from sync.case import Case
from sync.findings import Found
from sync.lint.naming import identify_rows, identify_tables
from sync.markdown.document import Markdown, Table
from sync.model import State

_Answer = TypeVar("_Answer")


class Comparison:
    """What the checks look at: a case, its alignment, and what cannot be told from texts.

    ``exists`` says whether there is a file or folder at a path relative to the root,
    ``stamp_faults`` what is wrong with the stamp itself. Where the case is not ``comparable``
    (nothing says what the translation was made from), only what it tells by itself is found;
    where it ``holds_to_present``, the source as it is now has a word in it.
    Nothing is aligned before it is asked for.
    """

    def __init__(
        self,
        case: Case,
        exists: Callable[[str], bool] = lambda _: True,
        stamp_faults: tuple[Found, ...] = (),
        *,
        comparable: bool = True,
        holds_to_present: bool = True,
    ) -> None:
        """Take what is compared."""
        self._comparable = comparable
        self._holds_to_present = holds_to_present
        self.case = case
        self.exists = exists
        self.stamp_faults = stamp_faults
        self.translated = case.translation
        self.space = case.links
        self.generated = case.generated
        # The version that the tables were made from, None where nobody knows it.
        self.source = case.known if comparable else None
        # The same of its prose, which may have been brought less far.
        self.prose = case.prose if comparable else None
        # The source as it is now: what agrees with it is no fault, and it may say which rules do
        # not count.
        self.present = case.source if comparable and holds_to_present else None
        self.alignment = Alignment(case)
        self._answers: dict[object, object] = {}

    def with_translation(self, translation: Markdown) -> Comparison:
        """Return the comparison with another text of the translation."""
        case = self.case._replace(translation=translation)
        return Comparison(
            case,
            self.exists,
            self.stamp_faults,
            comparable=self._comparable,
            holds_to_present=self._holds_to_present,
        )

    def with_present(self) -> Comparison:
        """Return the comparison with the source as it is now."""
        case = self.case._replace(known=self.case.source, prose=self.case.source)
        return Comparison(case, self.exists, self.stamp_faults)

    @property
    def is_pending(self) -> bool:
        """Whether the stamp owns up to marks."""
        return self.case.status.state is State.PENDING

    @property
    def source_tables(self) -> tuple[Table, ...]:
        """All tables of the source."""
        return () if self.source is None else self.source.tables

    @cached_property
    def pairs(self) -> TablePairs:
        """How the tables answer to each other."""
        return TablePairs(()) if self.source is None else self.alignment.tables

    @cached_property
    def tables(self) -> tuple[tuple[Table, Table], ...]:
        """The tables of the source and of the translation that are surely each other's."""
        pairs, ours, theirs = self.pairs, self.source_tables, self.translated.tables
        return tuple((ours[i], theirs[j]) for i, j in pairs.pairs if i not in pairs.doubtful)

    def identify_table(self, ours: Table) -> tuple[str, ...]:
        """Return what tells a table of the source from the source's others."""
        return self._table_names[ours.start]

    @cached_property
    def _table_names(self) -> dict[int, tuple[str, ...]]:
        return identify_tables(self.source_tables)

    def identify_row(self, ours: Table, place: int) -> tuple[str, ...]:
        """Return what tells a row of a source's table, by index, from all others of the source."""
        if ours.start not in self._row_names:
            self._row_names[ours.start] = identify_rows(ours, self.identify_table(ours))
        return self._row_names[ours.start][place]

    @cached_property
    def _row_names(self) -> dict[int, tuple[tuple[str, ...], ...]]:
        return {}

    @cached_property
    def loose_rows(self) -> dict[int, int]:
        """How many rows stand loose behind tables of the source, by the line of each table."""
        tables = self.source_tables
        return {tables[place].start: count for place, count in self.pairs.loose}

    def ask(self, question: Callable[[Comparison], _Answer]) -> _Answer:
        """Return the answer of a function to this comparison, which is worked out once."""
        if question not in self._answers:
            self._answers[question] = question(self)
        return cast("_Answer", self._answers[question])
