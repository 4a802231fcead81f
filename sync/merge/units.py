"""One unit: the old source's, the new source's and the translation's to the new translation's."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from sync.markdown.badges import strip_badges
from sync.markdown.containers import opens_container
from sync.markdown.dialect import Dialect
from sync.markdown.jsx import is_code, is_tag, leaves_tag_open
from sync.markdown.lines import fold_space
from sync.markdown.links import LinkSpace
from sync.markdown.marks import Mark, read_mark
from sync.markdown.signature import is_verbatim
from sync.markdown.units import Unit
from sync.merge.cells import merge_cell
from sync.merge.code import has_comment_words, merge_code
from sync.merge.fences import list_wordy, merge_fence
from sync.merge.openings import follow, part_opening
from sync.merge.tags import merge_tags
from sync.merge.values import CellOutcome, OnChange
from sync.units.attributes import list_attributes
from sync.units.fences import is_prose_fence
from sync.units.marking import (
    count_marked_lines,
    count_text_lines,
    mark_line,
    mark_text,
    split_heading,
)
from sync.units.openers import opens_fence, says_in_opening, stands_above
from sync.units.shortcodes import strip_shortcodes
from sync.units.values import DocumentUnit, Margin, UnitKind

_DESTINATION = re.compile(r"(?<!\\)(\]:\s*)(?:<([^<>\r\n]*)>|(\S+))")
_TITLE = re.compile(r"\".*[^\W\d_].*\"")
_BOX = re.compile(r"\[[ xX]\][ \t]+(?=\S)")  # a task's (GFM 5.3)
_ALERT = re.compile(r"\[![A-Z]+\]\Z")


class UnitOutcome(StrEnum):
    """What became of a unit, as reports name it."""

    KEPT = "kept"
    RELINKED = "relinked"
    MERGED = "merged"
    FUZZY = "fuzzy"
    UNTRANSLATED = "untranslated"
    VERBATIM = "verbatim"
    INSERTED = "inserted"
    REMOVED = "removed"
    MOVED = "moved"
    BLOCKED = "blocked"


class MergedUnit(NamedTuple):
    """A unit to be written: its ``body`` without margin and mark, and the rule that gave it.

    ``text`` is what it says once it is written. ``is_kept`` says that the translation's own lines
    stand for all of it, whatever their margin becomes.
    """

    body: tuple[str, ...]
    text: str
    mark: Mark | None
    outcome: UnitOutcome
    is_kept: bool = False

    def lines(self, kind: UnitKind, margin: Margin, dialect: Dialect, level: int = 0) -> list[str]:
        """Return the lines to be written, without endings, with their mark, in a ``dialect``."""
        body = list(self.body)
        if self.mark is not None:
            body = _put_mark(body, self.mark, kind, level, dialect)
            is_tag_alone = is_tag("\n".join(body[1:]))
            if kind is UnitKind.HTML and not (dialect.has_html_comments or is_tag_alone):
                body.insert(1, "")  # the mark is text there, which words below it would belong to
        return [
            (margin.first if not place else margin.rest) + dialect.spell(line)
            if line or not place
            else margin.rest.rstrip()
            for place, line in enumerate(body)
        ]


def _put_mark(
    body: list[str], mark: Mark, kind: UnitKind, level: int, dialect: Dialect
) -> list[str]:
    if kind is UnitKind.HEADING:
        opening, words, closing = split_heading(body, level)
        return (opening + mark_text(words, mark, is_heading=True) + closing).split("\n")
    if kind in (UnitKind.PARAGRAPH, UnitKind.ITEM) and leaves_tag_open(body):
        return [mark_line(mark), *body]  # among attributes it would stop the build of MDX
    if kind in (UnitKind.PARAGRAPH, UnitKind.ITEM) and not stands_above(kind, body, dialect):
        last = (count_marked_lines(body) or len(body)) - 1
        marked = mark_text(body[last], mark, is_heading=False)
        return [*body[:last], marked, *body[last + 1 :]]
    if kind is UnitKind.PARAGRAPH or (kind is UnitKind.CODE and is_code("\n".join(body))):
        return [mark_line(mark), "", *body]  # whatever stands above its line, it has to begin one
    return [mark_line(mark), *body]


def has_words(unit: DocumentUnit) -> bool:
    """Tell whether a unit has words that a translator has to look at."""
    if unit.kind is UnitKind.CODE:
        if is_prose_fence(unit):
            return any(list_wordy(unit.body))
        return any(map(has_comment_words, unit.body[1:] if unit.is_fence else unit.body))
    if unit.is_text and (not count_text_lines(unit.body) or opens_fence(unit.body)):
        return bool(list_attributes(unit.text)) or says_in_opening(unit.body)
    if unit.is_text and opens_container(unit.body[-1]):
        return _TITLE.search(unit.body[-1]) is not None
    text = strip_badges(strip_shortcodes(unit.text))
    if unit.is_text and "[!" in text:
        text = _ALERT.sub("", text)
    is_read = unit.is_text or unit.kind is UnitKind.HTML
    return is_read and (not is_verbatim(text) or bool(list_attributes(text)))


def start_unit(new: DocumentUnit, space: LinkSpace) -> MergedUnit:
    """Return a source's unit for a translation that has none: marked, unless it needs no words."""
    mark = Mark.UNTRANSLATED if has_words(new) else None
    outcome = UnitOutcome.UNTRANSLATED if mark else UnitOutcome.VERBATIM
    return _take(new, mark, outcome, space)


def keep_unit(translated: DocumentUnit) -> MergedUnit:
    """Return a translation's unit as it is."""
    body, text, mark = translated.body, translated.text, translated.mark
    return MergedUnit(body, text, mark, UnitOutcome.KEPT, is_kept=True)


def block_unit(translated: DocumentUnit, *, is_stale: bool = False) -> MergedUnit:
    """Return a translation's unit of which nobody can say what it should be now: fuzzy.

    One without words is where it ``is_stale``: the source changed some of its kind.
    """
    is_fuzzy = has_words(translated) or (is_stale and translated.kind is not UnitKind.RULE)
    mark = translated.mark or (Mark.FUZZY if is_fuzzy else None)
    return MergedUnit(translated.body, translated.text, mark, UnitOutcome.BLOCKED)


def rewrite_unit(translated: DocumentUnit, text: str, mark: Mark | None) -> MergedUnit:
    """Return a translation's unit with other words, spelled for its folder, in its own form."""
    body = _shape(translated, translated, text)
    return MergedUnit(body, text, mark, UnitOutcome.FUZZY if mark else UnitOutcome.KEPT)


class UnitTriple(NamedTuple):
    """A unit's old version, its new one and its translation."""

    old: DocumentUnit
    new: DocumentUnit
    translated: DocumentUnit


def merge_unit(triple: UnitTriple, space: LinkSpace, on_change: OnChange) -> MergedUnit:
    """Bring a translated unit from the old source's version to the new one's.

    A task's box is no word: it follows the source where the translation has it as it was.
    """
    is_edited = triple.old.text != triple.new.text
    if not is_edited or any(unit.kind is not UnitKind.ITEM for unit in triple):
        return _merge_unit(triple, space, on_change)
    (before, old), (after, new), (there, translated) = map(_split_box, triple)
    if before.rstrip() == after.rstrip():
        return _merge_unit(triple, space, on_change)
    merged = _merge_unit(UnitTriple(old, new, translated), space, on_change)
    was, now, here = (box.rstrip().casefold() for box in (before, after, there))
    is_own = here != was and merged.outcome is not UnitOutcome.UNTRANSLATED
    box = there if is_own or here == now else after
    if merged.is_kept and box == there:
        return keep_unit(triple.translated)
    outcome = UnitOutcome.RELINKED if merged.is_kept else merged.outcome
    body = (box + merged.body[0], *merged.body[1:])
    return MergedUnit(body, box + merged.text, merged.mark, outcome)


def _split_box(unit: DocumentUnit) -> tuple[str, DocumentUnit]:
    """Part an item from the box that it begins with, and the blanks behind that."""
    found = _BOX.match(unit.text)
    if found is None:
        return "", unit
    body = (unit.body[0][found.end() :], *unit.body[1:])
    return found[0], unit._replace(text=unit.text[found.end() :], body=body)


def _merge_unit(triple: UnitTriple, space: LinkSpace, on_change: OnChange) -> MergedUnit:
    old, new, translated = triple
    is_same = old.says_as(new) or new.kind is UnitKind.GENERATED
    if is_same and (old.kind, old.level) == (new.kind, new.level):
        return keep_unit(translated)
    if new.kind is UnitKind.CODE:
        return _merge_code(triple, space, on_change)
    if new.kind is UnitKind.REFERENCE:
        return _merge_reference(triple, space)
    if not (new.is_text or new.kind is UnitKind.HTML) or not translated.is_sound:
        return keep_unit(translated) if is_same else start_unit(new, space)
    merged = _merge_opening(triple, space, on_change) or _merge_words(triple, space, on_change)
    is_tag = new.kind is UnitKind.HTML or (new.is_text and leaves_tag_open(new.body))
    if is_tag and merged.outcome is not UnitOutcome.KEPT:
        return _merge_html(triple, space, on_change) or merged
    return merged


def _merge_opening(triple: UnitTriple, space: LinkSpace, on_change: OnChange) -> MergedUnit | None:
    """Merge a line that opens a container by its title; None where it has none, or is another's."""
    parts = [part for unit in triple if unit.is_text and (part := part_opening(unit.body))]
    opening = follow(*parts) if len(parts) == len(triple) else None
    if opening is None or not has_words(triple.new):  # that is a name or a path, no title
        return None
    titles = (
        unit._replace(text=part.title, body=(part.title,))
        for unit, part in zip(triple, parts, strict=True)
    )
    merged = _merge_words(UnitTriple(*titles), space, on_change)
    text = f"{opening.head}{merged.text}{opening.tail}"
    outcome = UnitOutcome.RELINKED if merged.is_kept else merged.outcome
    return MergedUnit(tuple(text.split("\n")), text, merged.mark, outcome)


def _merge_words(triple: UnitTriple, space: LinkSpace, on_change: OnChange) -> MergedUnit:
    old, new, translated = triple
    there = _as_cell(translated)
    cell = merge_cell(_as_cell(old), _as_cell(new), there, space, on_change)
    if cell.outcome is CellOutcome.KEPT:
        if (translated.kind, translated.level) == (new.kind, new.level):
            return keep_unit(translated)
        outcome = UnitOutcome.RELINKED
        mark, text = translated.mark, translated.text
    else:
        mark, text = read_mark(cell.text)
        outcome = UnitOutcome(cell.outcome.value)
    if cell.outcome in (CellOutcome.UNTRANSLATED, CellOutcome.VERBATIM):
        if not has_words(new):
            mark, outcome = None, UnitOutcome.VERBATIM
        return MergedUnit(_shape(new, new, text), text, mark, outcome)
    return MergedUnit(_shape(new, translated, text), text, mark, outcome)


def _as_cell(unit: DocumentUnit) -> Unit:
    return Unit(unit.text, unit.text, unit.mark, unit.start, 0)


def _take(
    new: DocumentUnit, mark: Mark | None, outcome: UnitOutcome, space: LinkSpace
) -> MergedUnit:
    """Take the source's unit, its links leading to where they led from the source."""
    if new.kind is UnitKind.REFERENCE:
        body = tuple(_localise(new, space).split("\n"))
        return MergedUnit(body, "\n".join(body), mark, outcome)
    if not (new.is_text or new.kind is UnitKind.HTML):
        return MergedUnit(new.body, new.text, mark, outcome)
    text = space.localise(new.text)
    return MergedUnit(_shape(new, new, text), text, mark, outcome)


def _shape(form: DocumentUnit, old: DocumentUnit, text: str) -> tuple[str, ...]:
    """Give a text the form of a unit: a heading's signs; ``old`` is where it stood before."""
    if form.kind is not UnitKind.HEADING:
        return tuple(text.split("\n"))
    same = (old.kind, old.level) == (form.kind, form.level)
    opening, _, closing = split_heading((old if same else form).body, form.level)
    own = old.key if old.kind is UnitKind.HEADING else ""
    if not opening and not closing.startswith("\n"):
        opening = f"{'#' * form.level} "
    if opening:
        text = fold_space(text)
    return tuple((opening + text + own + closing).split("\n"))


def _merge_code(triple: UnitTriple, space: LinkSpace, on_change: OnChange) -> MergedUnit:
    old, new, translated = triple
    if translated.text == new.text:
        return keep_unit(translated)
    is_prose = all(map(is_prose_fence, triple))
    merge = merge_fence if is_prose else merge_code
    merged = merge(old.body, new.body, translated.body)
    is_own = merged.lines != new.body
    if not is_own and translated.mark is not Mark.FUZZY and not merged.is_given_up:
        mark = Mark.UNTRANSLATED if merged.is_open or translated.mark else None
        outcome = UnitOutcome.UNTRANSLATED if mark else UnitOutcome.MERGED
        return MergedUnit(new.body, new.text, mark, outcome)
    if merged.is_open and on_change is OnChange.SOURCE:
        return start_unit(new, space)
    mark = Mark.FUZZY if merged.is_open else translated.mark
    outcome = UnitOutcome.FUZZY if mark else UnitOutcome.MERGED
    return MergedUnit(merged.lines, "\n".join(merged.lines), mark, outcome)


def _merge_html(triple: UnitTriple, space: LinkSpace, on_change: OnChange) -> MergedUnit | None:
    """Merge HTML tag by tag, where nothing but tags changed; None where words did."""
    old, new, translated = triple
    if translated.mark is not None or translated.says_as(old):
        return None
    found = merge_tags((old.text, new.text, translated.text), space, on_change)
    if found is None:
        return None
    outcome = UnitOutcome(found.mark.value) if found.mark else UnitOutcome.RELINKED
    return MergedUnit(tuple(found.text.split("\n")), found.text, found.mark, outcome)


class ReferenceParts(NamedTuple):
    """A reference definition: all before its destination, that, and all behind it."""

    label: str
    target: str
    title: str


def _merge_reference(triple: UnitTriple, space: LinkSpace) -> MergedUnit:
    """Let a definition lead where the source's does; its label stays, and a translated title.

    The label is what the translation's texts name, whatever the source's name now.
    """
    before, after, there = (part_reference(each.text) for each in triple)
    written = part_reference(_localise(triple.new, space))._replace(label=there.label)
    if before.title == after.title:
        written = written._replace(title=there.title)
    if before.target == after.target:
        written = written._replace(target=there.target)
    text = "".join(written)
    body = tuple(text.split("\n"))
    is_kept = body == triple.translated.body
    outcome = UnitOutcome.KEPT if is_kept else UnitOutcome.RELINKED
    return MergedUnit(body, text, None, outcome, is_kept=is_kept)


def part_reference(text: str) -> ReferenceParts:
    """Part a reference definition; what reads as none has neither a target nor a title."""
    found = _DESTINATION.search(text)
    if found is None:
        return ReferenceParts(text, "", "")
    return ReferenceParts(
        text[: found.end(1)], text[found.end(1) : found.end()], text[found.end() :]
    )


def _localise(reference: DocumentUnit, space: LinkSpace) -> str:
    def lead(found: re.Match[str]) -> str:
        if found[2] is not None:
            return f"{found[1]}<{space.localise_destination(found[2])}>"
        return found[1] + space.localise_destination(found[3])

    return _DESTINATION.sub(lead, reference.text, count=1)
