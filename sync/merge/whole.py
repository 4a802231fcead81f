"""A whole document, prose and tables in one merge: old source, new source and translation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from sync.align.alignment import Alignment
from sync.case import Case
from sync.markdown.document import Markdown, read_markdown
from sync.merge.flow import Flow, Passage
from sync.merge.front_matter import Head, Heads, MergedFrontMatter, merge_front_matter
from sync.merge.gaps import Texts
from sync.merge.layout import Typesetter, WrittenText, find_list
from sync.merge.margins import Relaid
from sync.merge.stretches import UnitSides
from sync.merge.unit_losses import find_unit_losses, list_said, shorten
from sync.merge.unit_report import UnitReport
from sync.merge.values import MergeOptions, UnitMerge
from sync.model import Note
from sync.units.reading import list_units
from sync.units.values import DocumentUnit, UnitKind

_LEAST_SHARE = 0.5


class WholeMerge(NamedTuple):
    """A translation's new text, and what became of its units.

    ``counts`` has all of them, ``units`` those that were not kept. ``lines`` maps the source's
    tables to the lines (0-based) at which they begin in the text, which ``after`` has read.
    """

    text: str
    units: tuple[UnitMerge, ...]
    counts: Mapping[str, int]
    notes: tuple[Note, ...] = ()
    refusal: Note | None = None
    lines: Mapping[int | None, int] = MappingProxyType({})
    after: Markdown | None = None


def merge_whole(
    case: Case,
    alignment: Alignment,
    tables: Mapping[int, Sequence[str]],
    there: Mapping[int, int],
    options: MergeOptions,
) -> WholeMerge:
    """Bring a translation from the version that its prose was made from to the present source.

    ``tables`` are the lines of the source's tables that a merge has written, ``there`` the
    translation's tables that they are, all by their indices.
    """
    return _Merger(case, alignment, tables, there, options).merge()


class _Fault(NamedTuple):
    """Why a text must not be written, and the passage at which that shows."""

    note: Note
    passage: int


class _Merger:
    def __init__(
        self,
        case: Case,
        alignment: Alignment,
        tables: Mapping[int, Sequence[str]],
        there: Mapping[int, int],
        options: MergeOptions,
    ) -> None:
        self._there = there
        self._case = case
        self._alignment = alignment
        self._tables = tables
        self._options = options
        self._after: Markdown | None = None

    def merge(self) -> WholeMerge:
        sides = self._align()
        text = self._case.translation.text
        share = self._alignment.find_paired_share(_LEAST_SHARE) if _has_changes(sides) else 1.0
        is_damaged = share < _LEAST_SHARE
        if is_damaged and not self._options.rebuild_damaged:
            message = (
                f"only {share:.0%} of its blocks can be paired with the source that it was "
                "made from; mend it, use --tables-only, or --rebuild-damaged"
            )
            return WholeMerge(text, (), {}, refusal=Note(None, message))
        if is_damaged:  # what does not pair is written anew, so that all that can has to
            sides = sides._replace(pairs=self._alignment.sure_pairs)
        flow = Flow(
            sides, self._case.links, self._options.on_change, self._tables, rebuilds=is_damaged
        )
        heads = Heads(
            Head(self._alignment.prose, sides.old),
            Head(self._case.source, sides.new),
            Head(self._case.translation, sides.there),
        )
        head = merge_front_matter(heads, self._options.on_change, self._case.counted)
        if head.refusal is not None:
            return WholeMerge(text, (), {}, refusal=Note(1, head.refusal))
        passages = list(flow.write())
        written, fault = self._write(sides, head, passages)
        if fault is not None:
            return WholeMerge(text, (), {}, refusal=fault)
        report = UnitReport(sides, head, passages, flow.removed, written)
        after = self._read(written.text)
        generated = self._case.generated
        sources = (
            list_said(source, generated) for source in (self._alignment.prose, self._case.source)
        )
        lost = find_unit_losses(sides, list_units(after, generated), sources)
        notes = (*report.tell_guesses(), *lost)
        tables: dict[int | None, int] = {
            passage.table: written.lines[place]
            for place, passage in enumerate(passages)
            if passage.table is not None and place in written.lines
        }
        return WholeMerge(
            written.text, tuple(report.list_units()), report.count(), notes, None, tables, after
        )

    def _align(self) -> UnitSides:
        alignment = self._alignment
        old, new, there = (
            alignment.list_units(document)
            for document in (alignment.prose, self._case.source, self._case.translation)
        )
        places = new.tables
        same = frozenset(
            places[pair.source]
            for pair in alignment.pair_contents(alignment.prose, self._case.source)
            if pair.same and pair.source in places and pair.source not in self._tables
        )
        translated = there.tables
        tables = {
            places[i]: translated[j]
            for i, j in self._there.items()
            if i in places and j in translated
        }
        return UnitSides(
            old,
            new,
            there,
            alignment.unit_versions,
            alignment.asked_pairs,
            same,
            tables,
            alignment.brought_headings,
            alignment.respelled,
        )

    def _write(
        self, sides: UnitSides, head: MergedFrontMatter, passages: Sequence[Passage]
    ) -> tuple[WrittenText, Note | None]:
        """Write the text, laid out anew as the source is where it would read otherwise."""
        texts = Texts(self._case.source, self._case.translation)
        relaid = Relaid()
        while True:
            layout = Typesetter(sides, texts, self._tables, relaid)
            written = layout.write(head.lines, passages)
            fault = self._check(written)
            if fault is None:
                return written, None
            more = relaid.extend(find_list(sides, passages, fault.passage))
            if more == relaid:
                return written, fault.note
            relaid = more

    def _check(self, written: WrittenText) -> _Fault | None:
        """Return why a text must not be written: it does not read as what it was written as."""
        found = [
            unit
            for unit in list_units(self._read(written.text), self._case.generated).units
            if unit.kind is not UnitKind.FRONT_MATTER
        ]
        for expected, unit in zip(written.units, found, strict=False):
            if not expected.is_met_by(unit):
                message = (
                    f"a block would read otherwise than meant once written, "
                    f"{shorten(unit.text)!r}; the file is left as it was"
                )
                return _Fault(Note(None, message), expected.passage)
        if len(written.units) != len(found):
            note = Note(None, "blocks would be lost or added once written; the file is left")
            return _Fault(note, written.units[-1].passage if written.units else -1)
        return None

    def _read(self, text: str) -> Markdown:
        """Read a text that was written; the one that was read last is the one that stays."""
        if self._after is None or self._after.text != text:
            self._after = read_markdown(text, self._case.translation.dialect)
        return self._after


def _has_changes(sides: UnitSides) -> bool:
    """Tell whether the source changed anything but tables: else prose keeps all its bytes."""
    old, new = (
        [unit for unit in side.units if unit.table is None] for side in (sides.old, sides.new)
    )
    return len(old) != len(new) or not all(map(DocumentUnit.is_as, old, new))
