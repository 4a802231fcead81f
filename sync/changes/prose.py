"""What changed in the prose of a source, with the translation's words beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sync.align.alignment import TranslatedUnit
from sync.align.version_pairs import VersionPairs
from sync.changes.tables import classify_cell
from sync.changes.values import CellChangeKind, ProseChange, ProseChangeKind
from sync.markdown.counted import Counted, counts, leave_out_uncounted
from sync.markdown.document import BlockKind, Markdown
from sync.markdown.generated import GeneratedPair
from sync.units.values import DocumentUnit, UnitKind

_ELSEWHERE = frozenset({UnitKind.TABLE, UnitKind.GENERATED})
# Returns what a translation has for a unit of a version, by its index.
Finder = Callable[[Markdown, int], TranslatedUnit | None]


def _find_none(_version: Markdown, _place: int) -> None:
    return None


def compare_prose(
    versions: VersionPairs,
    base: Markdown,
    source: Markdown,
    counted: Counted = None,
    find: Finder = _find_none,
) -> tuple[ProseChange, ...]:
    """Return the units outside tables and generated blocks that changed since ``base``.

    They are in the source's order, removed ones last, each with the translation's that ``find``
    returns. Line breaks within a paragraph do not count, and of front matter what is ``counted``.
    """
    found = _list_changes(base, source, versions.generated, counted)
    return tuple(each.put_beside(find) for each in found)


class _Found(NamedTuple):
    """A change, and the unit that it is of: in the source, or in the base if it is gone."""

    change: ProseChange
    document: Markdown
    place: int | None = None

    def put_beside(self, find: Finder) -> ProseChange:
        """Return the change with what the translation has for its unit."""
        there = None if self.place is None else find(self.document, self.place)
        if there is None:
            return self.change
        line = there.unit.start + 1
        return self.change._replace(translation_line=line, translation=read_raw(*there))


def _list_changes(
    base: Markdown, source: Markdown, generated: tuple[GeneratedPair, ...], counted: Counted
) -> tuple[_Found, ...]:
    return tuple(_Comparer(VersionPairs(generated), base, source, counted).compare())


class _Side(NamedTuple):
    """One version of the source: its text and units."""

    document: Markdown
    units: tuple[DocumentUnit, ...]

    @property
    def front_matter(self) -> str | None:
        """All that stands in its front matter, None where there is none."""
        first = self.document.blocks[:1]
        is_there = bool(first) and first[0].kind is BlockKind.FRONT_MATTER
        return first[0].content if is_there else None


class _Comparer:
    def __init__(
        self, versions: VersionPairs, base: Markdown, source: Markdown, counted: Counted
    ) -> None:
        self._old = _Side(base, versions.list_units(base).units)
        self._new = _Side(source, versions.list_units(source).units)
        self._versions = versions.pair_units(base, source)
        self._counted = counted

    def compare(self) -> Iterator[_Found]:
        keys = list(self._compare_units(is_front_matter=True))
        gone = list(self._list_removed())
        if keys or any(each.change.block is UnitKind.FRONT_MATTER for each in gone):
            yield from keys
        elif self._read_counted(self._old) != self._read_counted(self._new):
            yield self._describe_front_matter()
        yield from self._compare_units(is_front_matter=False)
        yield from gone

    def _read_counted(self, side: _Side) -> str | None:
        """Return what counts of a version's front matter, None where there is none."""
        if self._counted is None:
            return side.front_matter
        written = _read_front_matter(side)
        if written is None:
            return None
        return leave_out_uncounted("\n".join(written.splitlines()), self._counted).strip() or None

    def _passes_over(self, unit: DocumentUnit) -> bool:
        is_key = unit.kind is UnitKind.FRONT_MATTER
        return unit.kind in _ELSEWHERE or (is_key and not counts(unit.key, self._counted))

    def _compare_units(self, *, is_front_matter: bool) -> Iterator[_Found]:
        for place, new in enumerate(self._new.units):
            if self._passes_over(new) or (new.kind is UnitKind.FRONT_MATTER) != is_front_matter:
                continue
            known = self._versions.old.get(place)
            if known is None:
                yield self._describe(ProseChangeKind.ADDED, CellChangeKind.TEXT, None, place)
                continue
            change = classify_unit(self._old.units[known], new)
            if change is not None:
                yield self._describe(ProseChangeKind.CHANGED, change, known, place)
            elif place in self._versions.moved:
                yield self._describe(ProseChangeKind.MOVED, None, known, place)

    def _list_removed(self) -> Iterator[_Found]:
        kept = set(self._versions.old.values())
        for place, old in enumerate(self._old.units):
            if place not in kept and not self._passes_over(old):
                yield self._describe(ProseChangeKind.REMOVED, CellChangeKind.TEXT, place, None)

    def _describe(
        self, kind: ProseChangeKind, change: CellChangeKind | None, old: int | None, new: int | None
    ) -> _Found:
        before = None if old is None else self._old.units[old]
        after = None if new is None else self._new.units[new]
        unit = after or before
        described = ProseChange(
            kind,
            None if after is None else after.start + 1,
            None if before is None else before.start + 1,
            before=None if before is None else read_raw(self._old.document, before),
            after=None if after is None else read_raw(self._new.document, after),
            change=change,
            block=UnitKind.PARAGRAPH if unit is None else unit.kind,
            key=None if unit is None or unit.kind is not UnitKind.FRONT_MATTER else unit.key,
        )
        if new is None:
            return _Found(described, self._old.document, old)
        return _Found(described, self._new.document, new)

    def _describe_front_matter(self) -> _Found:
        """Describe front matter of which no key changed, or whose keys cannot be read."""
        before, after = (_read_front_matter(side) for side in (self._old, self._new))
        kind = ProseChangeKind.CHANGED
        if before is None or after is None:
            kind = ProseChangeKind.ADDED if before is None else ProseChangeKind.REMOVED
        described = ProseChange(
            kind,
            None if after is None else 1,
            None if before is None else 1,
            before=before,
            after=after,
            change=CellChangeKind.TEXT,
            block=UnitKind.FRONT_MATTER,
        )
        return _Found(described, self._new.document)


def classify_unit(old: DocumentUnit, new: DocumentUnit) -> CellChangeKind | None:
    """Say what differs between two versions of a unit; None where nothing does."""
    if old.says_as(new):
        return None if _shape(old) == _shape(new) else CellChangeKind.FORMAT
    if new.kind is UnitKind.CODE:
        return CellChangeKind.CODE
    if new.kind is UnitKind.REFERENCE:
        return CellChangeKind.LINK
    return classify_cell(old.says, new.says)


def _shape(unit: DocumentUnit) -> tuple[object, ...]:
    """Return what readers see of a unit beside its words; of a key how it is written."""
    written = unit.body if unit.kind is UnitKind.FRONT_MATTER else ()
    return unit.kind, unit.level, unit.containers, unit.key, written


def read_raw(document: Markdown, unit: DocumentUnit) -> str:
    """Return the lines of a unit, our comments spelled as in Markdown."""
    raw = "".join(document.lines[unit.start : unit.end]).rstrip("\r\n")
    return document.dialect.unify(raw)


def _read_front_matter(side: _Side) -> str | None:
    if side.front_matter is None:
        return None
    block = side.document.blocks[0]
    return "".join(side.document.lines[block.start : block.end]).rstrip("\r\n")
