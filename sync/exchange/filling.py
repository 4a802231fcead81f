"""Words put into the open units of a translation: every byte outside of them stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

from sync.align.views import HEADER, find_row
from sync.exchange.head_filling import fill_key
from sync.exchange.spelling import write_cell
from sync.exchange.values import Filling, Place
from sync.markdown.cells import has_leading_pipe, needs_leading_pipe, replace_cells
from sync.markdown.document import Markdown, Row, read_markdown
from sync.markdown.generated import GeneratedPair
from sync.markdown.lines import find_newline, fold_space
from sync.markdown.links import LinkSpace
from sync.markdown.marks import render_mark
from sync.markdown.units import Unit, read_cells
from sync.merge.edits import LineEdit, apply_edits
from sync.merge.units import rewrite_unit
from sync.units.attributes import blank_words
from sync.units.marking import count_text_lines
from sync.units.reading import list_units
from sync.units.values import DocumentUnit, UnitKind, fold_unit

_ENCODING_MARK = "\ufeff"


class Filled(NamedTuple):
    """A translation's text with words filled in, and the places whose words did not fit.

    There the text would read as other blocks than before.
    """

    text: str
    unfit: tuple[Place, ...] = ()


def fill_units(
    translation: Markdown,
    fillings: Iterable[Filling],
    space: LinkSpace,
    generated: tuple[GeneratedPair, ...] = (),
) -> Filled:
    """Put words into units of a translation, their links leading from its folder.

    What would not read as meant is left out, and everything else is filled in.
    """
    filler = _Filler(translation, space, generated)
    waiting = {each.place: filler.trim(each) for each in fillings}
    unfit = [place for place, each in waiting.items() if not filler.stands_alone(each)]
    for place in unfit:
        del waiting[place]
    while True:
        text, failed = filler.fill(waiting)
        if failed is None:
            return Filled(text, tuple(unfit))
        guilty = _find_guilty(filler, waiting, failed)
        unfit.append(guilty)
        del waiting[guilty]


def _find_guilty(filler: _Filler, waiting: Mapping[Place, Filling], failed: Place) -> Place:
    """Return the place whose words spoil a text that does not read as meant at ``failed``.

    That may be another one: a line that opened a container, say, and opens none any more. It is the
    last of the fewest, from the first on, that spoil the text.
    """
    if failed in waiting and filler.fill({failed: waiting[failed]})[1] is not None:
        return failed
    places = sorted(waiting, key=attrgetter("order"))
    low, high = 1, len(places)
    while low < high:
        middle = (low + high) // 2
        if filler.fill({place: waiting[place] for place in places[:middle]})[1] is None:
            low = middle + 1
        else:
            high = middle
    return places[low - 1]


class _Filler:
    def __init__(
        self, translation: Markdown, space: LinkSpace, generated: tuple[GeneratedPair, ...]
    ) -> None:
        self._translation = translation
        self._space = space
        self._generated = generated
        self._units = list_units(translation, generated).units

    def trim(self, filling: Filling) -> Filling:
        """Take white space off the ends of running text, where it would be none of it."""
        unit = self._units[filling.place.unit]
        is_text = unit.is_text or unit.table is not None
        return filling._replace(words=filling.words.strip()) if is_text else filling

    def stands_alone(self, filling: Filling) -> bool:
        """Tell whether a running text reads as one, whatever is around it."""
        unit = self._units[filling.place.unit]
        if not unit.is_text:
            return True
        words = self._space.localise(filling.words)
        if not words or "\r" in words:
            return False
        if _list_directives(words) != _list_directives(unit.text):
            return False
        body = rewrite_unit(unit, words, None).body
        read = list_units(read_markdown("\n".join(body) + "\n", self._translation.dialect)).units
        kind = UnitKind.PARAGRAPH if unit.kind is UnitKind.ITEM else unit.kind
        return [(each.kind, fold_space(each.text)) for each in read] == [(kind, fold_space(words))]

    def fill(self, fillings: Mapping[Place, Filling]) -> tuple[str, Place | None]:
        """Return the text, and the first place that does not read as meant; None where all does."""
        newline = find_newline(self._translation.text)
        edits = [*self._edit_blocks(fillings.values()), *self._edit_rows(fillings.values())]
        document = self._translation
        if edits:
            text = apply_edits(document.lines, edits, newline).text
            if document.text.startswith(_ENCODING_MARK):  # which no unit has on its first line
                text = _ENCODING_MARK + text.removeprefix(_ENCODING_MARK)
            document = read_markdown(text, document.dialect)
        for place, filling in fillings.items():
            unit = self._units[place.unit]
            if unit.kind is UnitKind.FRONT_MATTER:
                filled = fill_key(document, unit.key, filling.words, filling.mark)
                if filled is None:
                    return document.text, place
                document = filled
        failed = self._find_failed(document, fillings)
        return document.text, failed

    def _edit_blocks(self, fillings: Iterable[Filling]) -> Iterator[LineEdit]:
        for filling in fillings:
            place = filling.place
            unit = self._units[place.unit]
            if place.row is not None or unit.kind is UnitKind.FRONT_MATTER:
                continue
            merged = rewrite_unit(unit, self._localise(unit, filling.words), filling.mark)
            dialect = self._translation.dialect
            lines = tuple(merged.lines(unit.kind, unit.margin, dialect, unit.level))
            yield LineEdit(unit.start, unit.end, lines, unit.start)

    def _localise(self, unit: DocumentUnit, words: str) -> str:
        return words if unit.kind is UnitKind.CODE else self._space.localise(words)

    def _edit_rows(self, fillings: Iterable[Filling]) -> Iterator[LineEdit]:
        rows: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
        for filling in fillings:
            place = filling.place
            if place.row is not None and place.column is not None:
                rows[place.unit, place.row][place.column] = self._write_cell(filling)
        for (unit, number), texts in rows.items():
            row = self._find_row(unit, number)
            line = _fit_leading_pipe(row, replace_cells(row.raw, row.offset, texts), texts)
            spelled = self._translation.dialect.spell(line)
            yield LineEdit(row.line, row.line + 1, (spelled,), row.line)

    def _write_cell(self, filling: Filling) -> str:
        text = write_cell(self._space.localise(filling.words))
        return text if filling.mark is None else render_mark(filling.mark, text)

    def _find_row(self, unit: int, place: int) -> Row:
        table = self._units[unit].table
        return find_row(self._translation.tables[table or 0], place)

    def _find_failed(self, after: Markdown, fillings: Mapping[Place, Filling]) -> Place | None:
        """Return the first place that does not read as meant."""
        there = list_units(after, self._generated).units
        if len(there) != len(self._units):
            pairs = zip(self._units, there, strict=False)
            differing = (k for k, (old, new) in enumerate(pairs) if old.kind is not new.kind)
            return Place(next(differing, min(len(there), len(self._units))))
        for place, (old, new) in enumerate(zip(self._units, there, strict=True)):
            if old.table is not None:
                failed = self._find_failed_cell(place, after, new, fillings)
                if failed is not None:
                    return failed
            elif not self._reads(old, new, fillings.get(Place(place))):
                return Place(place)
        return None

    def _reads(self, old: DocumentUnit, new: DocumentUnit, filling: Filling | None) -> bool:
        if (old.kind, old.level, old.containers) != (new.kind, new.level, new.containers):
            return False
        if filling is None and old.kind is UnitKind.FRONT_MATTER:
            # In JSON the last one's comma goes with the marks behind it.
            return (old.key, old.text, old.mark) == (new.key, new.text, new.mark)
        if filling is None:
            return (old.text, old.mark, old.body) == (new.text, new.mark, new.body)
        if old.kind is UnitKind.FRONT_MATTER:
            return new.mark is filling.mark  # its value was read when it was written
        words = fold_unit(old.kind, self._localise(old, filling.words))
        return new.mark is filling.mark and fold_unit(old.kind, new.text) == words

    def _find_failed_cell(
        self, place: int, after: Markdown, new: DocumentUnit, fillings: Mapping[Place, Filling]
    ) -> Place | None:
        old = self._units[place]
        if new.table is None or old.table is None:
            return Place(place)
        before, now = self._translation.tables[old.table], after.tables[new.table]
        if (before.columns, len(before.rows)) != (now.columns, len(now.rows)):
            return Place(place)
        for row in range(HEADER, len(before.rows)):
            ours, theirs = (read_cells(find_row(each, row), each.columns) for each in (before, now))
            for cell, found in zip(ours, theirs, strict=True):
                at = Place(place, row, cell.place)
                if not self._reads_cell(cell, found, fillings.get(at)):
                    return at
        return None

    def _reads_cell(self, old: Unit, new: Unit, filling: Filling | None) -> bool:
        if filling is None:
            return old.raw == new.raw
        wanted = write_cell(self._space.localise(filling.words))
        return new.mark is filling.mark and fold_space(new.text) == fold_space(wanted)


def _fit_leading_pipe(row: Row, line: str, texts: Mapping[int, str]) -> str:
    """Give a row a pipe at its beginning where its first cell would open another block."""
    if 0 not in texts or has_leading_pipe(line, row.offset) or not needs_leading_pipe(texts[0]):
        return line
    return f"{line[: row.offset]}| {line[row.offset :]}"


def _list_directives(text: str) -> list[str]:
    """Return the lines at a text's end that are a site generator's own, without words in them."""
    lines = text.split("\n")
    return [blank_words(line.strip()) for line in lines[count_text_lines(lines) :]]
