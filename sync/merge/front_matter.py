"""Front matter key by key: values in words are a translator's, the others follow the source.

A key that does not count is never marked: it follows the source where it stands as the old source
has it, or is new and has no words, and stays as it is elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from sync.markdown.counted import Counted, counts
from sync.markdown.document import Markdown
from sync.markdown.front_matter import FrontMatterKind, find_front_matter
from sync.markdown.lines import find_newline
from sync.markdown.marks import Mark
from sync.merge.edits import LineEdit
from sync.merge.json_head import JsonKey, start_json, write_json
from sync.merge.units import UnitOutcome
from sync.merge.values import OnChange
from sync.stamps.fields import MARKS
from sync.stamps.pairs import Pairs
from sync.units.front_matter import read_pairs
from sync.units.marking import mark_value, take_value_mark
from sync.units.values import DocumentUnit, DocumentUnits, UnitKind

# Keys whose values are text even where they are one word; others are where they have several.
_TEXTS = frozenset(
    ("title", "description", "summary", "subtitle", "linktitle", "heading", "label", "excerpt")
) | frozenset(
    ("sidebar_label", "sidebartitle", "tagline", "caption", "alt", "intro", "short_description")
)
_TAKEN = (UnitOutcome.UNTRANSLATED, UnitOutcome.VERBATIM)
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE = re.compile(r"[^\W\d_]{2,}[^\S\r\n]+[^\W\d_]{2,}")
_BLOCK_SCALAR = re.compile(r"[^:]*:\s*[|>][-+0-9]*\s*\Z")
_OPENS = re.compile(r"[^:=]*[:=]\s*(?:[\[{]\s*)?\Z")


class MergedKey(NamedTuple):
    """A key's lines to be written, without endings, and the rule that gave them.

    ``new`` and ``there`` are the units of the new source and of the translation that it is.
    """

    lines: tuple[str, ...]
    outcome: UnitOutcome
    new: int
    there: int | None
    mark: Mark | None = None


class MergedFrontMatter(NamedTuple):
    """The lines down to the text below (with endings), and what became of the keys.

    ``removed`` are the translation's units that go. ``refusal`` says why the source's change
    cannot be brought in.
    """

    lines: tuple[str, ...]
    keys: tuple[MergedKey, ...]
    removed: tuple[int, ...] = ()
    refusal: str | None = None


class Keys(NamedTuple):
    """The units of the old source, the new one and the translation."""

    old: DocumentUnits
    new: DocumentUnits
    there: DocumentUnits


def merge_front_matter(
    keys: Keys,
    source: Markdown,
    translation: Markdown,
    on_change: OnChange,
    counted: Counted = None,
) -> MergedFrontMatter:
    """Bring the front matter of a translation to that of the new source."""
    return _Merger(keys, source, translation, on_change, counted).merge()


def start_front_matter(
    keys: DocumentUnits, source: Markdown, counted: Counted = None
) -> Iterator[LineEdit]:
    """Yield the edits that mark the source's keys that have words, for a new translation."""
    waiting = [
        (place, unit)
        for place, unit in enumerate(keys.units)
        if unit.kind is UnitKind.FRONT_MATTER and counts(unit.key, counted) and has_words(unit)
    ]
    if _find_kind(source) is not FrontMatterKind.JSON:
        for place, unit in waiting:
            yield LineEdit(unit.start, unit.end, mark_key(unit.body, Mark.UNTRANSLATED), place)
    elif waiting:
        lines = start_json(source, [unit.key for _, unit in waiting])
        if lines is not None:
            written = tuple(line.rstrip("\r\n") for line in lines)
            yield LineEdit(0, keys.head, written, waiting[0][0])


def has_words(unit: DocumentUnit) -> bool:
    """Tell whether a key's value is text in a language."""
    if is_text_key(unit.key):
        return _LETTER.search(unit.text) is not None
    is_list = len(unit.body) > 1 and not _BLOCK_SCALAR.fullmatch(unit.body[0])
    return not is_list and _SENTENCE.search(unit.text) is not None


def is_text_key(key: str) -> bool:
    """Tell whether a key by its name holds text in a language."""
    return key.casefold() in _TEXTS


class _Merger:
    def __init__(
        self,
        keys: Keys,
        source: Markdown,
        translation: Markdown,
        on_change: OnChange,
        counted: Counted,
    ) -> None:
        self._old, self._new, self._there = (_name(side.units) for side in keys)
        self._keys = keys
        self._source = source
        self._translation = translation
        self._on_change = on_change
        self._counted = counted

    def merge(self) -> MergedFrontMatter:
        head = tuple(self._translation.lines[: self._keys.there.head])
        found = (self._merge_key(name, place) for name, place in self._new.items())
        merged = tuple(each for each in found if each is not None)
        removed = tuple(
            place
            for name, place in self._there.items()
            if name in self._old and name not in self._new and self._may_go(name, place)
        )
        if not removed and all(each.outcome is UnitOutcome.KEPT for each in merged):
            return MergedFrontMatter(head, merged)
        if None in (_read(self._source), _read(self._translation)):
            message = "the source changed its front matter, and one of them cannot be read; mend it"
            return MergedFrontMatter(head, merged, refusal=message)
        kinds = {_find_kind(self._source), _find_kind(self._translation)} - {None}
        if len(kinds) > 1:
            message = "the source changed its front matter, which is of another kind here; "
            message += "bring that over by hand, and use --tables-only"
            return MergedFrontMatter(head, merged, refusal=message)
        if FrontMatterKind.JSON in kinds:
            return self._write_json(merged, removed)
        lines = tuple(self._write(merged, removed) if head else self._start(merged))
        return MergedFrontMatter(self._drop_empty(lines), merged, removed)

    def _drop_empty(self, lines: tuple[str, ...]) -> tuple[str, ...]:
        """Return no lines where the source has no front matter any more, and none is left here."""
        is_empty = not "".join(lines[1:-1]).strip("{} \t\r\n")
        return () if is_empty and _find_kind(self._source) is None else lines

    def _may_go(self, name: str, place: int) -> bool:
        """Tell whether a key that the source dropped goes here, too."""
        same = self._keys.old.units[self._old[name]].text == self._keys.there.units[place].text
        return same or counts(name, self._counted)

    def _merge_key(self, name: str, place: int) -> MergedKey | None:
        """Merge a key of the new source; None for one that is absent and not asked for."""
        old, there = self._old.get(name), self._there.get(name)
        new = self._keys.new.units[place]
        before = None if old is None else self._keys.old.units[old]
        if there is None:
            if before is not None and before.text == new.text:
                return None
            if not counts(name, self._counted):
                return None if has_words(new) else _copy(new, place, None)
            return _take(new, place, None)
        said = self._keys.there.units[there]
        is_counted = counts(name, self._counted)
        outcome = self._judge(before, new, said) if is_counted else _follow(before, new, said)
        if outcome is UnitOutcome.KEPT:
            lines = tuple(
                line.rstrip("\r\n") for line in self._translation.lines[said.start : said.end]
            )
            return MergedKey(lines, outcome, place, there, said.mark)
        if outcome is UnitOutcome.FUZZY:
            lines = mark_key(said.body, Mark.FUZZY)
            return MergedKey(lines, outcome, place, there, Mark.FUZZY)
        return _take(new, place, there) if is_counted else _copy(new, place, there)

    def _judge(
        self, old: DocumentUnit | None, new: DocumentUnit, there: DocumentUnit
    ) -> UnitOutcome:
        if old is None or new.text in (old.text, there.text):
            return UnitOutcome.KEPT  # the translation had it before the source, or has it already
        is_source = there.text == old.text and there.mark is not Mark.FUZZY
        if is_source or self._on_change is OnChange.SOURCE:
            return UnitOutcome.UNTRANSLATED if has_words(new) else UnitOutcome.VERBATIM
        return UnitOutcome.FUZZY

    @cached_property
    def _newline(self) -> str:
        return find_newline(self._translation.text)

    def _start(self, merged: Iterable[MergedKey]) -> Iterator[str]:
        """Yield front matter for a translation that has none."""
        fence = self._source.lines[0].removeprefix("\ufeff").rstrip("\r\n") + self._newline
        yield fence
        yield from self._spell(merged)
        yield from (fence, self._newline)

    def _write_json(
        self, merged: tuple[MergedKey, ...], removed: tuple[int, ...]
    ) -> MergedFrontMatter:
        keys = [
            JsonKey(self._keys.new.units[each.new].key, each.outcome in _TAKEN, each.mark)
            for each in merged
        ]
        gone = [self._keys.there.units[place].key for place in removed]
        lines = write_json(self._translation, self._source, keys, gone)
        if lines is None:
            message = f'its front matter has a key "{MARKS}" that holds no marks, and no place for '
            return MergedFrontMatter((), merged, refusal=f"{message}them; rename it")
        return MergedFrontMatter(self._drop_empty(lines), merged, removed)

    def _write(self, merged: Sequence[MergedKey], removed: Sequence[int]) -> Iterator[str]:
        """Yield the lines: keys that are there stay in their places, new ones follow theirs."""
        lines, units = self._translation.lines, self._keys.there.units
        there = {each.there: each for each in merged}
        after = _list_new(merged)
        starts = {units[place].start: place for place in self._there.values()}
        number = 0
        while number < self._keys.there.head:
            place = starts.get(number)
            if place is None:
                yield lines[number]
                yield from self._spell(after.pop(None, ())) if not number else ()
                number += 1
                continue
            if place in there:
                yield from self._spell([there[place]])
            elif place not in removed:
                yield from lines[number : units[place].end]
            yield from self._spell(after[place])
            number = units[place].end

    def _spell(self, keys: Iterable[MergedKey]) -> Iterator[str]:
        return (line + self._newline for each in keys for line in each.lines)


def _follow(old: DocumentUnit | None, new: DocumentUnit, there: DocumentUnit) -> UnitOutcome:
    """Say what becomes of a key that does not count."""
    is_source = old is not None and there.text == old.text != new.text
    return UnitOutcome.VERBATIM if is_source else UnitOutcome.KEPT


def _copy(new: DocumentUnit, place: int, there: int | None) -> MergedKey:
    return MergedKey(new.body, UnitOutcome.VERBATIM, place, there)


def _take(new: DocumentUnit, place: int, there: int | None) -> MergedKey:
    """Take the source's value, marked where it has words."""
    if has_words(new):
        lines = mark_key(new.body, Mark.UNTRANSLATED)
        return MergedKey(lines, UnitOutcome.UNTRANSLATED, place, there, Mark.UNTRANSLATED)
    return _copy(new, place, there)


def _list_new(merged: Iterable[MergedKey]) -> dict[int | None, list[MergedKey]]:
    """Return the keys that the translation lacks by the key, of its own, that they follow."""
    after: dict[int | None, list[MergedKey]] = defaultdict(list)
    last: int | None = None
    for each in merged:
        if each.there is None:
            after[last].append(each)
        else:
            last = each.there
    return after


def _name(units: Sequence[DocumentUnit]) -> Mapping[str, int]:
    return {
        unit.key: place for place, unit in enumerate(units) if unit.kind is UnitKind.FRONT_MATTER
    }


def _find_kind(document: Markdown) -> FrontMatterKind | None:
    block = find_front_matter(document.text, int(document.text.startswith("\ufeff")))
    return None if block is None else block.kind


def _read(document: Markdown) -> Pairs | None:
    """Read a document's front matter; what has none has no pairs, and None cannot be read."""
    text = document.text
    block = find_front_matter(text, int(text.startswith("\ufeff")))
    return Pairs() if block is None else read_pairs(text, block)


def mark_key(body: Sequence[str], mark: Mark) -> tuple[str, ...]:
    """Put a mark on the line where a comment may stand: the key's, unless its text goes on."""
    lines = [take_value_mark(line)[1] for line in body]
    place = len(lines) - 1
    while place and not lines[place].strip():
        place -= 1
    if len(lines) > 1 and (_BLOCK_SCALAR.fullmatch(lines[0]) or _OPENS.fullmatch(lines[0])):
        place = 0
    lines[place] = mark_value(lines[place], mark)
    return tuple(lines)
