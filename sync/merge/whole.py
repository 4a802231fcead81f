"""A whole document, prose and tables in one merge: old source, new source and translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from sync.align.alignment import Alignment
from sync.case import Case
from sync.markdown.document import Markdown, read_markdown
from sync.markdown.inline import read_inline
from sync.markdown.signature import is_verbatim
from sync.merge.code import has_comment_words, split_comment
from sync.merge.flow import Flow, Passage, UnitSides
from sync.merge.front_matter import Keys, MergedFrontMatter, merge_front_matter
from sync.merge.layout import Texts, Typesetter, WrittenText, find_list
from sync.merge.units import UnitOutcome, has_words
from sync.merge.values import MergeOptions, UnitMerge
from sync.model import Note
from sync.units.reading import list_units
from sync.units.values import DocumentUnit, DocumentUnits, UnitKind

_LEAST_SHARE = 0.5
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_MOST = 300  # characters of a text that is named


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
        flow = Flow(sides, self._case.links, self._options)
        text = self._case.translation.text
        is_refused = flow.share < _LEAST_SHARE and flow.has_changes
        if is_refused and not self._options.rebuild_damaged:
            message = (
                f"only {flow.share:.0%} of its blocks can be paired with the source that it was "
                "made from; mend it, use --tables-only, or --rebuild-damaged"
            )
            return WholeMerge(text, (), {}, refusal=Note(None, message))
        head = merge_front_matter(
            Keys(sides.old, sides.new, sides.there),
            self._case.source,
            self._case.translation,
            self._options.on_change,
        )
        if head.refusal is not None:
            return WholeMerge(text, (), {}, refusal=Note(1, head.refusal))
        passages = list(flow.write())
        written, fault = self._write(sides, head, passages)
        if fault is not None:
            return WholeMerge(text, (), {}, refusal=fault)
        report = _Report(sides, head, passages, flow.removed, written)
        after = self._read(written.text)
        lost = tuple(_find_losses(sides, list_units(after, self._case.generated)))
        tables: dict[int | None, int] = {
            passage.table: written.lines[place]
            for place, passage in enumerate(passages)
            if passage.table is not None and place in written.lines
        }
        return WholeMerge(
            written.text, tuple(report.list_units()), report.count(), lost, None, tables, after
        )

    def _align(self) -> UnitSides:
        alignment = self._alignment
        old, new, there = (
            alignment.list_units(document)
            for document in (alignment.prose, self._case.source, self._case.translation)
        )
        places = {unit.table: k for k, unit in enumerate(new.units) if unit.table is not None}
        same = frozenset(
            places[pair.source]
            for pair in alignment.pair_versions(alignment.prose, self._case.source)
            if pair.same and pair.source in places and pair.source not in self._tables
        )
        tables = _find_tables(new, there, self._there)
        return UnitSides(
            old,
            new,
            there,
            alignment.unit_versions,
            alignment.unit_pairs,
            alignment.translated_units,
            same,
            tables,
        )

    def _write(
        self, sides: UnitSides, head: MergedFrontMatter, passages: Sequence[Passage]
    ) -> tuple[WrittenText, Note | None]:
        """Write the text, laid out anew as the source is where it would read otherwise."""
        texts = Texts(self._case.source, self._case.translation)
        relaid: frozenset[int] = frozenset()
        while True:
            layout = Typesetter(sides, texts, self._tables, relaid)
            written = layout.write(head.lines, passages)
            fault = self._check(written)
            if fault is None:
                return written, None
            more = relaid | find_list(sides, passages, fault.passage)
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
                    f"{_shorten(unit.text)!r}; the file is left as it was"
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


def _find_tables(
    new: DocumentUnits, there: DocumentUnits, known: Mapping[int, int]
) -> Mapping[int, int]:
    """Return the same as ``known``, tables by their indices, by the units that they are."""
    places = [
        {unit.table: place for place, unit in enumerate(side.units) if unit.table is not None}
        for side in (new, there)
    ]
    return {
        places[0][i]: places[1][j] for i, j in known.items() if i in places[0] and j in places[1]
    }


class _Report:
    """What became of the units, in the order of the text; those that are gone come last."""

    def __init__(
        self,
        sides: UnitSides,
        head: MergedFrontMatter,
        passages: Sequence[Passage],
        removed: Sequence[int],
        written: WrittenText,
    ) -> None:
        self._sides = sides
        self._head = head
        self._stretches = passages
        self._removed = removed
        self._lines = written.lines

    def list_units(self) -> Iterator[UnitMerge]:
        """Yield the units that were not kept where they stood."""
        for each in self._list_all():
            if each.outcome != UnitOutcome.KEPT:
                yield each

    def count(self) -> Mapping[str, int]:
        """Count all units by what became of them; tables count by their cells, elsewhere."""
        found = Counter(each.outcome for each in self._list_all())
        return {outcome.value: found[outcome.value] for outcome in UnitOutcome}

    def _list_all(self) -> Iterator[UnitMerge]:
        new, there = self._sides.new.units, self._sides.there.units
        for key in self._head.keys:
            source = new[key.new].start + 1
            place = None if key.there is None else there[key.there].start + 1
            yield UnitMerge(UnitKind.FRONT_MATTER.value, source, place, key.outcome.value)
        for place, passage in enumerate(self._stretches):
            if place in self._lines:
                yield from self._read_passage(passage)
        for place in (*self._head.removed, *self._removed):
            unit = there[place]
            if unit.table is None and unit.kind in _REPORTED:
                yield UnitMerge(unit.kind.value, None, unit.start + 1, UnitOutcome.REMOVED.value)

    def _read_passage(self, passage: Passage) -> Iterator[UnitMerge]:
        new, there = self._sides.new.units, self._sides.there.units
        source = None if passage.new is None else new[passage.new]
        if passage.merged is None:
            if passage.table is None and passage.there is not None:
                for each in there[passage.there : (passage.last or passage.there) + 1]:
                    if each.kind in _REPORTED:
                        yield UnitMerge(each.kind.value, None, each.start + 1, "kept")
            return
        unit = None if passage.there is None else there[passage.there]
        form = source or unit
        if form is None or form.kind not in _REPORTED:
            return
        outcome = passage.merged.outcome
        if passage.is_moved and outcome is UnitOutcome.KEPT:
            outcome = UnitOutcome.MOVED
        yield UnitMerge(
            form.kind.value,
            None if source is None else source.start + 1,
            None if unit is None else unit.start + 1,
            outcome.value,
        )


_REPORTED = frozenset(UnitKind) - {UnitKind.TABLE, UnitKind.RULE, UnitKind.GENERATED}


def _find_losses(sides: UnitSides, after: DocumentUnits) -> Iterator[Note]:
    """Name the translator's words that are in no unit any more; the source's own are no loss."""
    texts = (sides.there.units, after.units)
    same = Counter(map(_name_text, texts[0])) & Counter(map(_name_text, texts[1]))
    before, now = (_leave_out(units, same) for units in texts)
    if not before:
        return
    left = Counter(words for unit in now for _, words, _ in _list_words(unit))
    sources = (*sides.old.units, *sides.new.units)
    known = {words for unit in sources for _, words, _ in _list_words(unit)}
    for unit in before:
        for line, words, shown in _list_words(unit):
            if left[words]:
                left[words] -= 1
            elif words not in known:
                yield Note(line + 1, f"taken out: {_shorten(shown)}")


def _name_text(unit: DocumentUnit) -> tuple[UnitKind, str]:
    return unit.kind, unit.text


def _leave_out(
    units: Iterable[DocumentUnit], same: Counter[tuple[UnitKind, str]]
) -> list[DocumentUnit]:
    """Leave out units that another text has as well, each as often as ``same`` says."""
    counts = Counter(same)
    found = []
    for unit in units:
        if counts[_name_text(unit)] > 0:
            counts[_name_text(unit)] -= 1
        else:
            found.append(unit)
    return found


def _list_words(unit: DocumentUnit) -> Iterator[tuple[int, str, str]]:
    """Yield what a unit says in words: its line (0-based), what counts as the same, and its text.

    Of code that is what each comment says, of HTML what each line says without its tags.
    """
    if unit.kind in (UnitKind.CODE, UnitKind.HTML):
        first = unit.end - len(unit.body)
        for place, line in enumerate(unit.body):
            said = _read_line(unit, line) if place >= unit.is_fence else ""
            if said:
                yield first + place, said, said
    elif unit.kind is UnitKind.FRONT_MATTER or has_words(unit):
        yield unit.start, read_inline(unit.text).frame if unit.is_text else unit.says, unit.text


def _read_line(unit: DocumentUnit, line: str) -> str:
    if unit.kind is UnitKind.CODE:
        return split_comment(line)[1].strip() if has_comment_words(line) else ""
    said = " ".join(_TAG.sub(" ", line).split())
    return "" if is_verbatim(said) else said


def _shorten(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= _MOST else f"{folded[:_MOST]}…"
