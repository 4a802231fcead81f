"""What stands between two units of a text: the lines without words, blank ones mostly."""

from __future__ import annotations

from collections.abc import Sequence
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
from sync.units.values import DocumentUnit, UnitKind


class Texts(NamedTuple):
    """The new source and the translation."""

    source: Markdown
    translation: Markdown


class Gaps:
    """Finds the lines between passages; ``lines`` are the translation's, each with an ending.

    Units that are ``relaid`` have the source's gaps, where the translation's own led astray.
    """

    def __init__(
        self,
        sides: UnitSides,
        texts: Texts,
        lines: Sequence[str],
        margins: Margins,
        relaid: Relaid,
    ) -> None:
        self._sides = sides
        self._texts = texts
        self._lines = lines
        self._margins = margins
        self._relaid = relaid
        self._newline = find_newline(texts.translation.text)
        self._old, self._new, self._there = sides.old.units, sides.new.units, sides.there.units

    def find(self, before: Passage | None, after: Passage, first: str) -> Sequence[str]:
        """Return what stands between two passages, of which the second begins with a line."""
        gap = self._find(before, after)
        if not gap and (_reads_on(before, after, first) or self._joins(before, first)):
            return [self._newline]
        return gap

    def _find(self, before: Passage | None, after: Passage) -> Sequence[str]:
        """Return what stands between two passages: the translation's if they are neighbours."""
        if before is None:
            return self._find_first()
        last, first = before.last if before.there is not None else None, after.there
        is_relaid = _are_near(before, after) and (
            {before.new, after.new} <= self._relaid.source
            or (self._is_laid_out_anew(before) and self._is_laid_out_anew(after))
        )
        if last is not None and first is not None and last + 1 == first and not is_relaid:
            start, end = self._there[last].end, self._there[first].start
            return self._lines[start:end] or self._part_from_quote(before, after)
        gap = self._find_in_source(before, after)
        if gap is None:
            gap = self._find_own(before, after)
        is_source = _are_near(before, after) and before.there is after.there is None
        if not gap and not is_source and self._would_merge(before, after):
            gap = [self._newline]
        return gap

    def _part_from_quote(self, before: Passage, after: Passage) -> Sequence[str]:
        """Return the line between a text that has come into a quote and what touched it there.

        Without one the quote would go on.
        """
        if before.last is None or "quote" in self._there[before.last].containers:
            return []
        within, outside = map(self._margins.find_containers, (before, after))
        is_parted = "quote" in (within or ()) and "quote" not in (outside or ())
        return [self._newline] if is_parted else []

    def _is_laid_out_anew(self, passage: Passage) -> bool:
        """Tell whether the source put what it has at a passage into other containers."""
        if passage.new is None or passage.old is None:
            return False
        return self._new[passage.new].containers != self._old[passage.old].containers

    def _find_first(self) -> Sequence[str]:
        """Return what stands above the first unit: what the translation has there.

        One that is front matter alone has nothing there, and gets a blank line.
        """
        places = [u.start for u in self._there if u.kind is not UnitKind.FRONT_MATTER]
        start = self._sides.there.head
        if start and not places:
            return [self._newline]
        return self._lines[start : min(places, default=start)]

    def _find_in_source(self, before: Passage, after: Passage) -> Sequence[str] | None:
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

    def _find_own(self, before: Passage, after: Passage) -> Sequence[str]:
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
        is_one = before.last is None or before.there == before.last
        ours = self._find_as_written(before) if is_one else self._get_last_form(before)
        theirs = self._find_as_written(after)
        if ours is None or theirs is None:
            return True
        if opens_container(ours.body[-1]) and len(theirs.containers) > len(ours.containers):
            return False
        if self._texts.translation.dialect.is_mdx and (_is_tag(ours) or _is_tag(theirs)):
            return False
        if not any("quote" in unit.containers for unit in (ours, theirs)) and (
            _is_apart(ours) or _is_apart(theirs)
        ):
            return False
        is_open = ours.kind in (UnitKind.PARAGRAPH, UnitKind.ITEM, UnitKind.HTML, UnitKind.TABLE)
        starts = (
            theirs.kind is UnitKind.HEADING
            or (theirs.kind is UnitKind.ITEM and _may_interrupt(theirs, ours))
            or (theirs.kind is UnitKind.PARAGRAPH and begins_note(theirs.body[0]))
            or (theirs.kind is UnitKind.CODE and theirs.body != () and theirs.body[0][:1] in "`~")
        )
        return is_open and not starts

    def _find_as_written(self, passage: Passage) -> DocumentUnit | None:
        """Return a passage's unit where it is to stand, of the kind that is written."""
        form = find_form(self._sides, passage)
        written = find_written_form(self._sides, passage)
        if form is None or written is None or passage.merged is None:
            return written
        return form._replace(kind=written.kind, body=written.body, margin=written.margin)

    def _get_last_form(self, passage: Passage) -> DocumentUnit | None:
        """Return the form of the last unit of a passage, where that is more than one."""
        if passage.there == passage.last or passage.last is None:
            return find_form(self._sides, passage)
        return self._there[passage.last]


def find_form(sides: UnitSides, passage: Passage) -> DocumentUnit | None:
    """Return the unit whose form a passage has: the new source's, else the translation's."""
    if passage.new is not None:
        return sides.new.units[passage.new]
    return None if passage.there is None else sides.there.units[passage.there]


def find_written_form(sides: UnitSides, passage: Passage) -> DocumentUnit | None:
    """Return the unit whose kind and level what is written has: the translation's if kept."""
    is_kept = passage.merged is None or passage.merged.is_kept
    if passage.there is not None and (is_kept or passage.new is None):
        return sides.there.units[passage.there]
    return find_form(sides, passage)


def _may_interrupt(item: DocumentUnit, above: DocumentUnit) -> bool:
    """Tell whether an item may begin right below a text: outside of its list it needs number 1."""
    number = item.margin.first.strip(" \t>").rstrip(".)")
    is_within = len(above.containers) >= len(item.containers)
    return is_within or not number.isdigit() or int(number) == 1


def _is_tag(unit: DocumentUnit) -> bool:
    """Tell whether a unit is a tag, which in MDX is a block of its own."""
    return unit.kind is UnitKind.HTML and is_tag(unit.text)


def _is_apart(unit: DocumentUnit) -> bool:
    """Tell whether a unit is a site generator's own line, which no text beside it takes in."""
    return unit.kind is UnitKind.PARAGRAPH and is_block_line(unit.body[0].strip())


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
