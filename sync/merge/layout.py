"""Stretches put together to a text: margins, and the lines between two units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from sync.markdown.containers import opens_container
from sync.markdown.directives import is_block_line
from sync.markdown.document import Markdown
from sync.markdown.footnotes import begins_note, is_defined_alone
from sync.markdown.jsx import is_tag
from sync.markdown.lines import find_newline, split_ending
from sync.merge.flow import Passage
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


class Texts(NamedTuple):
    """The new source and the translation."""

    source: Markdown
    translation: Markdown


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
        self._old, self._new, self._there = sides.old.units, sides.new.units, sides.there.units

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
                gap = self._write_gap(before, passage)
                reads_on = _reads_on(before, passage, lines[0])
                if not gap and (reads_on or self._joins(before, lines[0])):
                    gap = [self._newline]
                result += gap
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
            gap = self._write_gap(before, end)
            start = self._there[there.tail].start
            result += gap
            result += lines[start : self._there[-1].end]
            units += self._expect(end, -1)
        ending = lines[max(self._there[-1].end, there.head) :] if self._there else ()
        if result and ending:
            result[-1] = self._end(result[-1])
        result += ending
        if result and not self._texts.translation.text.endswith(("\n", "\r")):
            result[-1] = split_ending(result[-1])[0]

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
        form = self._get_written_form(passage)
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

    def _write_gap(self, before: Passage | None, after: Passage) -> list[str]:
        """Return what stands between two passages: the translation's if they are neighbours."""
        if before is None:
            return self._write_first_gap()
        last, first = before.last if before.there is not None else None, after.there
        is_relaid = _are_near(before, after) and (
            {before.new, after.new} <= self._relaid.source
            or (self._is_laid_out_anew(before) and self._is_laid_out_anew(after))
        )
        if last is not None and first is not None and last + 1 == first and not is_relaid:
            start, end = self._there[last].end, self._there[first].start
            return self._lines[start:end]
        gap = self._find_source_gap(before, after)
        if gap is None:
            gap = self._find_own_gap(before, after)
        is_source = _are_near(before, after) and before.there is after.there is None
        if not gap and not is_source and self._would_merge(before, after):
            gap = [self._newline]
        return gap

    def _is_laid_out_anew(self, passage: Passage) -> bool:
        """Tell whether the source put what it has at a passage into other containers."""
        if passage.new is None or passage.old is None:
            return False
        return self._new[passage.new].containers != self._old[passage.old].containers

    def _write_first_gap(self) -> list[str]:
        """Return what stands above the first unit: what the translation has there.

        One that is front matter alone has nothing there, and gets a blank line.
        """
        places = [u.start for u in self._there if u.kind is not UnitKind.FRONT_MATTER]
        start = self._sides.there.head
        if start and not places:
            return [self._newline]
        return self._lines[start : min(places, default=start)]

    def _find_source_gap(self, before: Passage, after: Passage) -> list[str] | None:
        """Return the lines above a unit in the new source; None where it is not the source's."""
        if not after.new:
            return None
        above, unit = self._new[after.new - 1], self._new[after.new]
        if above.kind is UnitKind.FRONT_MATTER:
            return [self._newline]
        lines = self._texts.source.lines[above.end : unit.start]
        gap = [split_ending(line)[0] + self._newline for line in lines]
        if before.new is not None and before.new + 1 == after.new:
            return gap
        if any(map(str.strip, gap)) and not self._is_held_with(before, after.new):
            return [self._newline]
        return gap or ([] if self._is_tight(before, above) else [self._newline])

    def _is_held_with(self, before: Passage, new: int) -> bool:
        """Tell whether what is above stands in the quotes that hold a unit and its neighbour.

        The lines between those two have the quotes' signs.
        """
        sides = zip(self._new[new - 1].containers, self._new[new].containers, strict=False)
        held = tuple(ours for ours, _ in takewhile(lambda side: side[0] == side[1], sides))
        form = self._get_last_form(before)
        units = [] if form is None else [form]
        if before.new is not None and before.new < new:
            units += self._new[before.new : new]
        return bool(units) and all(unit.containers[: len(held)] == held for unit in units)

    def _joins(self, before: Passage | None, first: str) -> bool:
        """Tell whether a mark on a line of its own would be a text's that stands above it.

        So it is in MDX, where a mark is text to CommonMark.
        """
        form = None if before is None else self._get_last_form(before)
        is_text = form is not None and form.kind in (UnitKind.PARAGRAPH, UnitKind.ITEM)
        dialect = self._texts.translation.dialect
        return is_text and not dialect.has_html_comments and first.lstrip(" \t>").startswith("{/*")

    def _is_tight(self, before: Passage, above: DocumentUnit) -> bool:
        """Tell whether what is above is of the same kind as what the source has above."""
        form = self._get_last_form(before)
        return form is not None and (form.kind, form.containers) == (above.kind, above.containers)

    def _find_own_gap(self, before: Passage, after: Passage) -> list[str]:
        """Return what stands above a unit in the translation, a blank line if that is no item."""
        if not after.there:
            return [self._newline]
        above, unit = self._there[after.there - 1], self._there[after.there]
        if above.kind is UnitKind.FRONT_MATTER:
            return [self._newline]
        form = self._get_last_form(before)
        is_tight = form is not None and form.kind is above.kind is unit.kind is UnitKind.ITEM
        return self._lines[above.end : unit.start] or ([] if is_tight else [self._newline])

    def _would_merge(self, before: Passage, after: Passage) -> bool:
        """Tell whether two units without a line between them would be one."""
        ours, theirs = self._get_last_form(before), self._get_form(after)
        if ours is None or theirs is None:
            return True
        if opens_container(ours.body[-1]) and len(theirs.containers) > len(ours.containers):
            return False
        if self._texts.translation.dialect.is_mdx and (_is_tag(ours) or _is_tag(theirs)):
            return False
        if _is_apart(ours) or _is_apart(theirs):
            return False
        is_open = ours.kind in (UnitKind.PARAGRAPH, UnitKind.ITEM, UnitKind.HTML, UnitKind.TABLE)
        starts = (
            theirs.kind in (UnitKind.HEADING, UnitKind.ITEM)
            or (theirs.kind is UnitKind.PARAGRAPH and begins_note(theirs.body[0]))
            or (theirs.kind is UnitKind.CODE and theirs.body != () and theirs.body[0][:1] in "`~")
        )
        return is_open and not starts

    def _get_form(self, passage: Passage) -> DocumentUnit | None:
        if passage.new is not None:
            return self._new[passage.new]
        return None if passage.there is None else self._there[passage.there]

    def _get_last_form(self, passage: Passage) -> DocumentUnit | None:
        """Return the form of the last unit of a passage, where that is more than one."""
        if passage.there == passage.last or passage.last is None:
            return self._get_form(passage)
        return self._there[passage.last]

    def _get_written_form(self, passage: Passage) -> DocumentUnit | None:
        """Return the unit whose kind and level what is written has: the translation's if kept."""
        is_kept = passage.merged is not None and passage.merged.is_kept
        if passage.there is not None and (is_kept or passage.new is None):
            return self._there[passage.there]
        return self._get_form(passage)

    def _expect(self, passage: Passage, place: int) -> Iterable[Expected]:
        if passage.merged is not None:
            form = self._get_written_form(passage)
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


def _is_tag(unit: DocumentUnit) -> bool:
    """Tell whether a unit is a tag, which in MDX is a block of its own."""
    return unit.kind is UnitKind.HTML and is_tag(unit.text)


def _is_apart(unit: DocumentUnit) -> bool:
    """Tell whether a unit is a site generator's own line, which no text beside it takes in."""
    is_text = unit.kind is UnitKind.PARAGRAPH and "quote" not in unit.containers
    return is_text and is_block_line(unit.body[0].strip())


def _reads_on(before: Passage | None, after: Passage, first: str) -> bool:
    """Tell whether a footnote was written that may read on in the ``first`` line below it.

    One without blanks in it is a reference definition to CommonMark, until a mark is behind it.
    What the translation has below one that stays was read as something else already.
    """
    if begins_note(first) and not is_defined_alone(first):
        return False
    merged = None if before is None else before.merged
    if before is None or merged is None or merged.mark is None:
        return False
    stays = merged.is_kept and before.last is not None and before.last + 1 == after.there
    return merged.text.startswith("[^") and not stays


def _are_near(before: Passage, after: Passage) -> bool:
    return before.new is not None and after.new is not None and before.new + 1 == after.new


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
