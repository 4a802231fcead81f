"""The translator's words in prose that a merge takes out: each is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from sync.markdown.document import Markdown
from sync.markdown.generated import GeneratedPair
from sync.markdown.inline import read_inline
from sync.markdown.lines import fold_space
from sync.markdown.signature import is_verbatim, speaks_in_code
from sync.merge.code import split_comment
from sync.merge.openings import part_opening
from sync.merge.stretches import UnitSides
from sync.merge.units import has_words, part_reference
from sync.model import Note
from sync.units.attributes import blank_tags, is_tags, list_values
from sync.units.frames import is_anchor
from sync.units.head_texts import says_words
from sync.units.reading import list_units
from sync.units.values import DocumentUnit, DocumentUnits, UnitKind

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_LETTER = re.compile(r"[^\W\d_]")
_MOST = 300  # characters of a text that is named


class Said(NamedTuple):
    """What a source says: the ``words`` of its units, and their ``texts`` with their kinds."""

    words: frozenset[str]
    texts: frozenset[tuple[UnitKind, str]]


@lru_cache(maxsize=8)  # all translations of a source ask the same
def list_said(source: Markdown, generated: tuple[GeneratedPair, ...]) -> Said:
    """Return what a version of a source says, which is no translator's."""
    units = list_units(source, generated).units
    words = frozenset(words for unit in units for _, words, _ in _list_words(unit))
    return Said(words, frozenset(map(_name_text, units)))


def find_unit_losses(
    sides: UnitSides, after: DocumentUnits, sources: Iterable[Said]
) -> Iterator[Note]:
    """Name the translator's words that are in no unit any more; the ``sources``' are no loss."""
    before = _leave_out(sides.there.units, after.units)
    if not before:
        return
    known = list(sources)
    new = _leave_out(after.units, sides.there.units)
    own = (unit for unit in new if not any(_name_text(unit) in each.texts for each in known))
    left = Counter(words for unit in own for _, words, _ in _list_words(unit))
    yield from _find_lost(before, left, _find_strays(sides), known)


def _find_lost(
    before: Iterable[DocumentUnit],
    left: Counter[str],
    strays: frozenset[int],
    sources: Iterable[Said],
) -> Iterator[Note]:
    """Yield what is told of the words that are left nowhere; take those that are."""
    for unit in before:
        if unit.start in strays:
            yield from _name_rows(unit)
        lost: list[tuple[int, str]] = []
        for line, words, shown in _list_words(unit):
            if left[words]:
                left[words] -= 1
            elif not any(words in each.words for each in sources):
                goes_on = unit.kind is UnitKind.CODE and lost and lost[-1][0] == line
                beside = f"{lost.pop()[1]} " if goes_on else ""
                lost.append((line, beside + shown))
        yield from (Note(line + 1, f"taken out: {shorten(shown)}") for line, shown in lost)


def _find_strays(sides: UnitSides) -> frozenset[int]:
    """Return where tables begin that answer to none of the source, of which no merge tells."""
    known = {*sides.tables.values(), *sides.pairs.pairs.values()}
    units = enumerate(sides.there.units)
    return frozenset(
        unit.start for place, unit in units if unit.table is not None and place not in known
    )


def _name_rows(unit: DocumentUnit) -> Iterator[Note]:
    for place, row in enumerate(unit.body):
        cells = row.strip().strip("|")
        if not is_verbatim(cells):
            yield Note(unit.start + place + 1, f"taken out: {shorten(cells)}")


def _name_text(unit: DocumentUnit) -> tuple[UnitKind, str]:
    return unit.kind, unit.text


def _leave_out(units: Iterable[DocumentUnit], others: Iterable[DocumentUnit]) -> list[DocumentUnit]:
    """Leave out units that another text has as well, each as often as it has them."""
    counts = Counter(map(_name_text, others))
    found = []
    for unit in units:
        name = _name_text(unit)
        if counts.get(name, 0) > 0:
            counts[name] -= 1
        else:
            found.append(unit)
    return found


def _list_words(unit: DocumentUnit) -> Iterator[tuple[int, str, str]]:
    """Yield what a unit says in words: its line (0-based), what counts as the same, and its text.

    An anchor says its name.
    """
    if is_anchor(unit):
        return iter([(unit.start, unit.text, unit.text)])
    return _read_words(unit)


def _read_words(unit: DocumentUnit) -> Iterator[tuple[int, str, str]]:
    """Yield the words of a unit that is no anchor.

    Of a definition that is its title, of a value of front matter that holds others each of these.
    """
    if unit.kind is UnitKind.HTML or (unit.is_text and is_tags(unit.text)):
        first = unit.end - len(unit.body)
        for each in list_values(unit.text):
            yield first + unit.text.count("\n", 0, each.start), each.value, each.value.strip("\"'`")
    if unit.kind in (UnitKind.CODE, UnitKind.HTML):
        yield from ((line, said, said) for line, said in _list_lines(unit))
    else:
        yield from ((unit.start, words, shown) for words, shown in _list_texts(unit))


def _list_texts(unit: DocumentUnit) -> Iterator[tuple[str, str]]:
    """Yield what a unit that is neither code nor HTML says: what counts as the same, its text."""
    if unit.kind is UnitKind.REFERENCE:
        title = part_reference(unit.text).title.strip()
        yield from [(title, title)] if _LETTER.search(title) else ()
    elif unit.held is not None:
        yield from ((text, text) for key, text in unit.held if says_words(key, text))
    elif unit.is_text and (opening := part_opening(unit.body)) is not None:
        yield from ((words, words) for words in opening.list_words())
    elif unit.is_text and speaks_in_code(unit.text):
        yield unit.text, unit.text
    elif unit.kind is UnitKind.FRONT_MATTER or (has_words(unit) and not is_tags(unit.text)):
        yield read_inline(unit.text).frame if unit.is_text else unit.says, unit.text


def _list_lines(unit: DocumentUnit) -> Iterator[tuple[int, str]]:
    """Yield the lines of code, or of HTML, that have words.

    Of code that is each line, and its comment by itself: no source has those that a translator has
    changed. Of HTML it is what each line says without its tags and the attributes in them.
    """
    is_html = unit.kind is UnitKind.HTML
    body = blank_tags("\n".join(unit.body)).split("\n") if is_html else unit.body
    begin = unit.end - len(unit.body) + unit.is_fence
    for line, text in enumerate(body[unit.is_fence :], begin):
        for part in (_TAG.sub(" ", text),) if is_html else split_comment(text):
            said = fold_space(part)
            if not is_verbatim(said) if is_html else _LETTER.search(said):
                yield line, said


def shorten(text: str) -> str:
    """Return a text on one line, cut where it is long."""
    folded = fold_space(text)
    return folded if len(folded) <= _MOST else f"{folded[:_MOST]}…"
