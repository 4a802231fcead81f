"""Which unit, table, row and column of a case is which: answered once, for all who ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from sync.align.blocks import (
    find_translated_headings,
    guess_headings,
    pair_translated_blocks,
    place_version_blocks,
)
from sync.align.brought import BroughtHeading, are_all_added, find_brought
from sync.align.candidates import TablePairs, pair_translated_tables
from sync.align.mended import (
    find_old_targets,
    list_cells,
    list_destinations,
    list_targets,
    name_targets,
    pair_cells,
)
from sync.align.named_rows import Place
from sync.align.relocations import Origin
from sync.align.sections import SectionOrder, find_section_order
from sync.align.sequences import Pair, gaps, rising, unique
from sync.align.translation import RowPairs, find_moved_rows, pair_translated_rows
from sync.align.unit_pairs import SURE, UnitPair, UnitPairing, UnitPairs
from sync.align.unit_versions import UnitVersions, find_respelled
from sync.align.version_pairs import VersionPairs
from sync.align.versions import TablePair
from sync.align.views import TableView, view_table
from sync.case import Case
from sync.markdown.conflicts import find_conflict
from sync.markdown.document import Markdown, Row, Table
from sync.markdown.lines import fold_space
from sync.markdown.links import LinkSpace, OldTargets
from sync.units.values import DocumentUnit, UnitKind


class TranslatedUnit(NamedTuple):
    """A unit of a translation, and the text that it is in."""

    translation: Markdown
    unit: DocumentUnit


class Alignment(VersionPairs):
    """A translation aligned with ``aligned``: what its tables were brought to, if that is known.

    Where it is not, the translation is aligned with the source itself. Its prose is aligned with
    ``prose``, the version that it was brought to; as the tables where nobody knows another one.
    Nothing is aligned before somebody asks for it. Methods raise RefusedError where there is too
    much to compare.
    """

    def __init__(self, case: Case) -> None:
        """Take a case; its ``known`` and ``source`` decide, with its ``translation``."""
        super().__init__(case.generated)
        self.case = case
        self.aligned: Markdown = case.known or case.source
        self.prose: Markdown = case.prose or self.aligned
        self._rows: dict[tuple[int, int], RowPairs] = {}
        self._known_places: dict[Markdown, Mapping[int, int]] = {}

    @cached_property
    def tables(self) -> TablePairs:
        """Which table is which in the translation; nobody can say where a merge left both sides."""
        if self._is_in_conflict:
            return TablePairs(())
        ours, theirs = map(self.list_tables, (self.aligned, self.case.translation))
        return pair_translated_tables(ours, theirs, self._links)

    @cached_property
    def _is_in_conflict(self) -> bool:
        texts = self.aligned, self.case.translation
        return any(find_conflict(text) is not None for text in texts)

    @cached_property
    def there(self) -> Mapping[int, int]:
        """The translation's table for each of the aligned version's, as indices."""
        return dict(self.tables.pairs)

    @cached_property
    def _links(self) -> LinkSpace:
        """Where links lead, with those of tables that the translation had mended already."""
        old, new, links = self.aligned, self.case.source, self.case.links
        if old is new:
            return links
        known, after = (list_targets(list_cells(text), links.resolve_source) for text in (old, new))
        there = list_targets(list_cells(self.case.translation), links.resolve_translation)
        if (there - known).isdisjoint(after):
            return links
        changed = pair_cells(old, new, self.pair_contents(old, new))
        mended = find_old_targets(changed, known, links.resolve_source)
        return links._replace(mended=OldTargets(mended))

    def rows(self, ours: Table, theirs: Table) -> RowPairs:
        """Return how the rows of a table and of its translation answer to each other."""
        key = ours.start, theirs.start
        if key not in self._rows:
            self._rows[key] = pair_translated_rows(ours, theirs, self._links)
        return self._rows[key]

    def row_places(self, ours: Table, theirs: Table) -> tuple[Pair, ...]:
        """Return which row of two tables stands where which stood, ascending.

        These are more than `rows` holds: rows with the same first cell are each other's, too.
        """
        rows = self.rows(ours, theirs)
        if len(ours.rows) == len(theirs.rows) and len(rows.places) in (0, len(ours.rows)):
            return rows.places
        return _place_labelled_rows(ours, theirs, rows)

    def moved_rows(self, ours: Table, theirs: Table) -> tuple[Pair, ...]:
        """Return the pairs of rows of two tables that surely stand in another order."""
        return find_moved_rows(ours, theirs, self.rows(ours, theirs), self._links)

    def carried_rows(self, ours: Table, theirs: Table) -> RowPairs:
        """Return how rows answer to each other, those that stand in another order among them."""
        rows = self.rows(ours, theirs)
        moved = self.moved_rows(ours, theirs)
        there = {j for _, j in moved}
        return rows._replace(
            pairs=tuple(sorted({*rows.pairs, *moved})),
            extra=tuple(j for j in rows.extra if j not in there),
        )

    @cached_property
    def table_pairs(self) -> Mapping[int, TablePair]:
        """What became of the aligned version's tables, by the index of the source's."""
        return {pair.source: pair for pair in self.pair_versions(self.aligned, self.case.source)}

    @cached_property
    def relocated(self) -> Mapping[Place, Origin]:
        """Where rows of the source's tables were that were in another table, or in none of its."""
        return self.relocate(self.aligned, self.case.source)

    @cached_property
    def unit_versions(self) -> UnitVersions:
        """Which unit of the prose's version became which of the source."""
        return self.pair_units(self.prose, self.case.source)

    @cached_property
    def _unit_pairing(self) -> UnitPairing:
        texts, links = (self.prose, self.case.translation), self.case.links
        old, aside = self._old_targets, frozenset(self._surely_brought.values())
        tables = self._see_tables()
        return UnitPairing(texts, tables, links, self.generated, old_targets=old, aside=aside)

    @cached_property
    def respelled(self) -> Mapping[int, DocumentUnit]:
        """The source's units that only write their links in another way, as they wrote them."""
        texts = self.prose, self.case.source
        return find_respelled(*texts, self.unit_versions, self.generated)

    @cached_property
    def _old_targets(self) -> Mapping[str, str]:
        """What links led to that the source changed, by what they lead to now."""
        if self.prose is self.case.source:
            return {}
        links, versions = self.case.links, (self.prose, self.case.source)
        was, now = (list_destinations(text, self.generated) for text in versions)
        new = name_targets(now - was, links.resolve_source)
        if not new:
            return {}  # and the two versions need not be paired
        there = list_destinations(self.case.translation, self.generated)
        known = name_targets(was, links.resolve_source)
        if (name_targets(there, links.resolve_translation) - known).isdisjoint(new):
            return {}
        before, after = (self.list_units(text).units for text in versions)
        pairs = self.unit_versions.old.items()
        changed = ((before[i], after[j]) for j, i in pairs if before[i].kind is not UnitKind.CODE)
        return find_old_targets(
            ((old.text, new.text) for old, new in changed), known, links.resolve_source
        )

    @cached_property
    def unit_pairs(self) -> UnitPairs:
        """Which unit is which in the translation, those in doubt beside a change among them."""
        return self._unit_pairing.list_pairs()

    @cached_property
    def sure_pairs(self) -> UnitPairs:
        """The same without those in doubt."""
        pairs = self.unit_pairs
        return pairs._replace(flow=tuple(filter(self._counts, pairs.flow)))

    @cached_property
    def asked_pairs(self) -> UnitPairs:
        """The sure pairs of anchors, and of the stretches that the source changed.

        The others keep their bytes, whatever pairs in them: nobody has to work that out.
        """
        changes = self.find_unit_changes(self.prose, self.case.source)
        pairs = self._unit_pairing.list_pairs(changes.is_between)
        return pairs._replace(flow=tuple(filter(self._counts, pairs.flow)))

    def find_paired_share(self, enough: float) -> float:
        """Return which part of the units of the shorter text pairs, ``enough`` or less."""
        return self._unit_pairing.find_share(enough)

    @cached_property
    def translated_units(self) -> Mapping[int, int]:
        """The translation's unit for each of the prose's version, as far as that is sure."""
        return self.sure_pairs.pairs

    @cached_property
    def brought_headings(self) -> Mapping[int, BroughtHeading]:
        """Headings that a new table brought along while the prose stayed, by the source's unit."""
        if self.prose is self.aligned:
            return {}
        found = self._surely_brought
        if not found:
            own = {j for each in self.sure_pairs.segments if not each.ours for j in each.theirs}
            found = self._find_brought(own.__contains__)
        known = self.list_units(self.aligned)
        new = self.pair_units(self.aligned, self.case.source).old
        return {
            place: BroughtHeading(known.units[i], found[i])
            for place, i in new.items()
            if i in found
        }

    @cached_property
    def _surely_brought(self) -> Mapping[int, int]:
        """Such headings where the translation has just as many more than its prose's version."""
        if self.prose is self.aligned:
            return {}
        found = self._find_brought(lambda _: True)
        prose, there = map(self.list_units, (self.prose, self.case.translation))
        return found if are_all_added(prose, there, found.values()) else {}

    def _find_brought(self, is_own: Callable[[int], bool]) -> Mapping[int, int]:
        known, there = map(self.list_units, (self.aligned, self.case.translation))
        has = self.pair_units(self.prose, self.aligned).old
        return dict(find_brought(known, there, self.there, lambda i: i not in has, is_own))

    def find_translated_unit(self, version: Markdown, place: int) -> TranslatedUnit | None:
        """Return the translation's unit for one of any version, as far as that is sure.

        What is not asked for is not worked out.
        """
        known = place if version is self.prose else self._unit_places(version).get(place)
        pair = None if known is None or self._is_in_conflict else self._unit_pairing.find(known)
        if pair is None or not self._counts(pair):
            return None
        translation = self.case.translation
        return TranslatedUnit(translation, self.list_units(translation).units[pair.theirs])

    def _unit_places(self, version: Markdown) -> Mapping[int, int]:
        """Return which unit of the prose's version each of another one is."""
        if version is self.case.source:
            return self.unit_versions.old
        if version not in self._known_places:
            pairs = self.pair_units(version, self.prose).old
            self._known_places[version] = {i: j for j, i in pairs.items()}
        return self._known_places[version]

    def _counts(self, pair: UnitPair) -> bool:
        """Tell whether a likely pair counts; beside a change it has to be a sure one."""
        return pair.chance >= SURE or pair.ours not in self._unsettled

    @cached_property
    def _unsettled(self) -> frozenset[int]:
        sizes = (len(self.list_units(text).units) for text in (self.prose, self.case.source))
        return self.unit_versions.find_unsettled(*sizes)

    def _see_tables(self) -> tuple[Pair, ...]:
        """Return the tables of the prose's version with the translation's, those in doubt aside."""
        places = {k: k for k in self.there}
        if self.prose is not self.aligned:
            pairs = self.pair_contents(self.prose, self.aligned)
            places = {pair.base: pair.source for pair in pairs if pair.source in self.there}
        return tuple(
            (place, self.there[known])
            for place, known in sorted(places.items())
            if known not in self.tables.doubtful
        )

    @cached_property
    def block_places(self) -> Mapping[int, int]:
        """Which block of the aligned version stood where each of the source's stands."""
        old, new = self.aligned, self.case.source
        if old is new:
            return {place: place for place in range(len(old.blocks))}
        tables = tuple((pair.base, pair.source) for pair in self.pair_contents(old, new))
        return place_version_blocks(old, new, tables, self.case.generated)

    @cached_property
    def translated_blocks(self) -> Mapping[int, int]:
        """The translation's block for each of the aligned version's, as far as that is plain."""
        return pair_translated_blocks(self.aligned, self.case.translation, self._anchors())

    @cached_property
    def guessed_headings(self) -> Mapping[int, int]:
        """The translation's heading for each of the aligned version's, where that is not plain."""
        return guess_headings(self.aligned, self.case.translation, self.translated_blocks)

    @cached_property
    def section_order(self) -> SectionOrder:
        """Which of the aligned version's sections the translation has elsewhere."""
        return find_section_order(self.aligned, self.case.translation, self.case.links)

    @cached_property
    def translated_headings(self) -> frozenset[int]:
        """The headings of the aligned version, as blocks, that the translation seems to have."""
        return find_translated_headings(self.aligned, self.case.translation, self._anchors())

    def _anchors(self) -> Iterable[Pair]:
        return sorted(self.there.items())

    def see_from(self, version: Markdown) -> dict[int, TableView]:
        """Map the tables of a version, by index, to the translated tables beside them.

        Where two tables of the translation may be meant, none is.
        """
        pairs: dict[int, TablePair] = {}
        places = {k: k for k in self.list_tables(version).tables}
        if version is not self.aligned:
            pairs = {pair.base: pair for pair in self.pair_contents(version, self.aligned)}
            places = {place: pair.source for place, pair in pairs.items()}
        return {
            place: self._view(known, pairs.get(place))
            for place, known in places.items()
            if known in self.there and known not in self.tables.doubtful
        }

    def _view(self, known: int, pair: TablePair | None) -> TableView:
        old, new = self.aligned.tables[known], self.case.translation.tables[self.there[known]]
        return view_table(old, new, self.rows(old, new), pair)


def _place_labelled_rows(base: Table, translated: Table, rows: RowPairs) -> tuple[Pair, ...]:
    """Return which row stands where which stood, with those whose first cell is the same.

    ``rows`` is how the two answer to each other. In its gaps a first cell must be unique on either
    side. That is enough to say what a row should hold, not to carry it over.
    """
    places = list(rows.places)
    if base.columns != translated.columns or not (base.sound and translated.sound):
        return ()
    ours, theirs = _label(base.rows), _label(translated.rows)
    for left, right in gaps(rows.places, len(ours), len(theirs)):
        labels = [ours[i] for i in left], [theirs[j] for j in right]
        places += [(left[i], right[j]) for i, j in rising(unique(*labels))]
    return tuple(sorted(places))


def _label(rows: Sequence[Row]) -> list[str]:
    """Return the first cells of rows, folded."""
    return [fold_space(row.cells[0]) if row.cells else "" for row in rows]
