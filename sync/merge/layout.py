"""Stretches put together to a text, with what stands between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from sync.markdown.lines import find_newline, split_ending
from sync.merge.flow import Passage
from sync.merge.gaps import Gaps, Texts, find_written_form
from sync.merge.margins import Margins, Relaid
from sync.merge.stretches import UnitSides
from sync.stamps.lines import BOM
from sync.units.values import DocumentUnit, UnitKind, fold_unit


class Expected(NamedTuple):
    """What is to be found at a place of the text once it is written; ``text`` None: any.

    ``containers`` are what it is to stand in, and ``passage`` is where it was written.
    """

    kind: UnitKind
    level: int
    text: str | None
    is_marked: bool
    containers: tuple[str, ...] | None
    passage: int

    def is_met_by(self, unit: DocumentUnit) -> bool:
        """Tell whether a unit that was found is what was meant."""
        if (self.kind, self.level) != (unit.kind, unit.level):
            return False
        if self.containers is not None and self.containers != unit.containers:
            return False
        if self.text is None:
            return True
        if self.is_marked != (unit.mark is not None):
            return False
        return self.text == unit.text or fold_unit(self.kind, self.text) == unit.says


class WrittenText(NamedTuple):
    """A text, what units it is to have below its front matter, and where tables begin in it.

    ``lines`` maps the passages, by their places, to the lines (0-based) at which they begin.
    """

    text: str
    units: tuple[Expected, ...]
    lines: Mapping[int, int]


class Typesetter:
    """Writes passages. ``tables`` are the lines of the source's tables that are to be written.

    A table that is not among them stays as the translation has it. ``relaid`` are units that are
    laid out with the source's margins and gaps, where the translation's own led astray.
    """

    def __init__(
        self,
        sides: UnitSides,
        texts: Texts,
        tables: Mapping[int, Sequence[str]],
        relaid: Relaid,
    ) -> None:
        self._sides = sides
        self._texts = texts
        self._tables = tables
        self._relaid = relaid
        self._margins = Margins(sides, relaid)
        self._newline = find_newline(texts.translation.text)
        self._new, self._there = sides.new.units, sides.there.units

    def write(self, head: Sequence[str], passages: Iterable[Passage]) -> WrittenText:
        """Put ``head`` (the front matter's lines, with endings) and the passages together."""
        result = [line.removeprefix(BOM) for line in head]
        units: list[Expected] = []
        starts: dict[int, int] = {}
        before: Passage | None = None
        for place, passage in enumerate(passages):
            lines = self._write(passage)
            if lines is None:
                continue
            if result or before or not self._sides.there.head:  # front matter took its gap along
                result += self._gaps.find(before, passage, lines[0])
            starts[place] = len(result)
            result += lines
            units += self._expect(passage, place)
            before = passage
        self._close(result, before, units)
        mark = BOM * self._texts.translation.text.startswith(BOM)
        return WrittenText(mark + "".join(result), tuple(units), starts)

    def _close(self, result: list[str], before: Passage | None, units: list[Expected]) -> None:
        """Write the disclaimer, and end as the translation ends."""
        there, lines = self._sides.there, self._lines
        if there.tail < len(self._there):
            end = Passage(there=there.tail, last=len(self._there) - 1)
            start = self._there[there.tail].start
            result += self._gaps.find(before, end, lines[start])
            result += lines[start : self._there[-1].end]
            units += self._expect(end, -1)
        ending = lines[max(self._there[-1].end, there.head) :] if self._there else ()
        if result and ending:
            result[-1] = self._end(result[-1])
        result += ending
        if result and not self._texts.translation.text.endswith(("\n", "\r")):
            result[-1] = split_ending(result[-1])[0]

    @cached_property
    def _gaps(self) -> Gaps:
        return Gaps(self._sides, self._texts, self._lines, self._margins, self._relaid)

    @cached_property
    def _lines(self) -> list[str]:
        """The translation's lines, without an encoding mark: that is the text's, not a unit's.

        Each has an ending; where the last one has none, what is written loses it again in the end.
        """
        lines = list(self._texts.translation.lines)
        if lines:
            lines[0] = lines[0].removeprefix(BOM)
            lines[-1] = self._end(lines[-1])
        return lines

    def _write(self, passage: Passage) -> list[str] | None:
        """Return the lines of a passage, with endings; None where nothing is to be written."""
        if passage.table is not None:
            return self._write_table(passage)
        if passage.merged is not None:
            return self._write_unit(passage)
        return None if passage.there is None else self._copy(passage)

    def _write_table(self, passage: Passage) -> list[str] | None:
        rows = self._tables.get(-1 if passage.table is None else passage.table)
        if rows is not None:
            lines = self._close_lines((line.removeprefix(BOM) for line in rows), passage)
        elif passage.there is None:
            return None
        else:
            lines = self._copy(passage)
        unit = self._new[passage.new or 0] if passage.there is None else self._there[passage.there]
        margin = self._margins.choose(passage)
        if margin == unit.margin:
            return lines
        now = [unit.margin.first, *(unit.margin.rest for _ in lines[1:])]
        if not all(map(str.startswith, lines, now)):
            return lines
        cut = [line[len(before) :] for line, before in zip(lines, now, strict=True)]
        return [(margin.rest if k else margin.first) + line for k, line in enumerate(cut)]

    def _copy(self, passage: Passage) -> list[str]:
        there, last = passage.there or 0, passage.last or passage.there or 0
        return self._lines[self._there[there].start : self._there[last].end]

    def _end(self, line: str) -> str:
        return line if line.endswith(("\n", "\r")) else line + self._newline

    def _write_unit(self, passage: Passage) -> list[str]:
        merged = passage.merged
        there = None if passage.there is None else self._there[passage.there]
        margin = self._margins.choose(passage)
        if merged is None or (merged.is_kept and there is not None and margin == there.margin):
            return self._copy(passage)
        form = find_written_form(self._sides, passage)
        kind, level = (UnitKind.PARAGRAPH, 0) if form is None else (form.kind, form.level)
        dialect = self._texts.translation.dialect
        return self._close_lines(merged.lines(kind, margin, dialect, level), passage)

    def _close_lines(self, lines: Iterable[str], passage: Passage) -> list[str]:
        """Give lines their endings: their own where the translation has them at this place."""
        place = passage.there
        if passage.table is not None and passage.new is not None:
            place = self._sides.tables.get(passage.new)
        old = [] if place is None else self._copy(Passage(there=place, last=place))
        endings = dict(map(split_ending, old))
        return [line + endings.get(line, self._newline) for line in lines]

    def _expect(self, passage: Passage, place: int) -> Iterable[Expected]:
        if passage.merged is not None:
            form = find_written_form(self._sides, passage)
            if form is not None:
                marked = passage.merged.mark is not None
                within = self._margins.find_containers(passage)
                yield Expected(form.kind, form.level, passage.merged.text, marked, within, place)
        elif passage.table is not None:
            within = self._margins.find_containers(passage)
            table = UnitKind.TABLE
            yield Expected(table, 0, None, is_marked=False, containers=within, passage=place)
        elif passage.there is not None:
            for unit in self._there[passage.there : (passage.last or passage.there) + 1]:
                marked = unit.mark is not None
                yield Expected(unit.kind, unit.level, unit.text, marked, None, place)


def find_list(sides: UnitSides, passages: Sequence[Passage], place: int) -> Relaid:
    """Return the units in the lists and quotes about a passage."""
    new = sides.new.units

    def is_within(at: int) -> bool:
        unit = passages[at].new
        return unit is None or bool(new[unit].containers or new[unit].margin.first)

    if not 0 <= place < len(passages):
        return Relaid()
    first = last = place
    while first and is_within(first - 1):
        first -= 1
    while last + 1 < len(passages) and (last == place or is_within(last)):
        last += 1
    found = passages[first : last + 1]
    return Relaid(
        frozenset(passage.new for passage in found if passage.new is not None),
        frozenset(
            passage.there
            for passage in found
            if passage.new is None and passage.there is not None and passage.merged is not None
        ),
    )
