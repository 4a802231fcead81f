"""Front matter key by key: values in words are a translator's, the others follow the source.

A key that does not count is never marked: it follows the source where it stands as the old source
has it, or is new and has no words, and stays as it is elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from sync.markdown.counted import Counted, counts, leave_out_uncounted
from sync.markdown.document import Markdown, read_markdown
from sync.markdown.front_matter import FrontMatterKind, find_front_matter
from sync.markdown.lines import find_newline
from sync.markdown.marks import Mark
from sync.merge.edits import LineEdit
from sync.merge.json_head import JsonKey, start_json, write_json
from sync.merge.mappings import Mappings, MergedMapping, merge_mappings
from sync.merge.units import UnitOutcome
from sync.merge.values import OnChange
from sync.stamps.fields import MARKS
from sync.units.front_matter import list_keys, says_all
from sync.units.head_texts import has_words
from sync.units.marking import is_table, mark_key
from sync.units.values import DocumentUnit, DocumentUnits, UnitKind

_TAKEN = (UnitOutcome.UNTRANSLATED, UnitOutcome.VERBATIM)
_TABLES = -1  # the place of what new tables follow that follow no other table
_ENDS = "\r\n"
_BASE = "the version that it was made from"
_HERE = "the translation"


class MergedKey(NamedTuple):
    """A key's lines to be written, without endings, and the rule that gave them.

    ``new`` and ``there`` are the units of the new source and of the translation that it is.
    ``says`` is what a value says that is made of both; None where it is one's.
    """

    lines: tuple[str, ...]
    outcome: UnitOutcome
    new: int
    there: int | None
    mark: Mark | None = None
    says: str | None = None


class MergedFrontMatter(NamedTuple):
    """The lines down to the text below (with endings), and what became of the keys.

    ``removed`` are the translation's units that go. ``refusal`` says why the source's change
    cannot be brought in.
    """

    lines: tuple[str, ...]
    keys: tuple[MergedKey, ...]
    removed: tuple[int, ...] = ()
    refusal: str | None = None


class Head(NamedTuple):
    """A text with its units, of which the keys of the front matter are taken."""

    document: Markdown
    units: DocumentUnits

    @property
    def keys(self) -> Sequence[DocumentUnit]:
        """The units; those of the front matter come first."""
        return self.units.units

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the front matter, with endings."""
        return tuple(self.document.lines[: self.units.head])

    @property
    def text(self) -> str:
        """The front matter, its lines ended by LF."""
        return "".join(f"{line.rstrip(_ENDS)}\n" for line in self.lines)


class Heads(NamedTuple):
    """The old source, the new one and the translation."""

    old: Head
    new: Head
    there: Head


def merge_front_matter(
    heads: Heads, on_change: OnChange, counted: Counted = None
) -> MergedFrontMatter:
    """Bring the front matter of a translation to that of the new source."""
    return _Merger(heads, on_change, counted).merge()


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
        # In braces several keys may stand on a line, which has one mark.
        marked = {unit.start: (place, unit) for place, unit in reversed(waiting)}
        for place, unit in reversed(marked.values()):
            yield LineEdit(unit.start, unit.end, mark_key(unit.body, Mark.UNTRANSLATED), place)
    elif waiting:
        lines = start_json(source, [unit.key for _, unit in waiting])
        if lines is not None:
            written = tuple(line.rstrip("\r\n") for line in lines)
            yield LineEdit(0, keys.head, written, waiting[0][0])


class _Merger:
    def __init__(self, heads: Heads, on_change: OnChange, counted: Counted) -> None:
        self._old, self._new, self._there = (_name(head.keys) for head in heads)
        self._heads = heads
        self._source, self._translation = heads.new.document, heads.there.document
        self._on_change = on_change
        self._counted = counted

    def merge(self) -> MergedFrontMatter:
        head = self._heads.there.lines
        found = (self._merge_key(name, place) for name, place in self._new.items())
        merged = tuple(each for each in found if each is not None)
        removed = tuple(
            place
            for name, place in self._there.items()
            if name in self._old and name not in self._new and self._may_go(name, place)
        )
        is_kept = not removed and all(each.outcome is UnitOutcome.KEPT for each in merged)
        if is_kept and self._is_same_source:
            return MergedFrontMatter(head, merged)
        unread = self._find_unread(is_kept=is_kept)
        if unread is not None:
            message = f"the source changed its front matter, and that of {unread} cannot be read "
            message += "key by key; bring the change over by hand, then stamp the translation"
            return MergedFrontMatter(head, merged, refusal=message)
        if is_kept:
            return MergedFrontMatter(head, merged)
        kinds = {_find_kind(self._source), _find_kind(self._translation)} - {None}
        if len(kinds) > 1:
            message = "the source changed its front matter, which is of another kind here; "
            message += "bring that over by hand, and use --tables-only"
            return MergedFrontMatter(head, merged, refusal=message)
        if FrontMatterKind.JSON in kinds:
            return self._write_json(merged, removed)
        lines = tuple(self._write(merged, removed) if head else self._start(merged))
        return self._finish(lines, merged, removed)

    def _finish(
        self, lines: tuple[str, ...], merged: tuple[MergedKey, ...], removed: tuple[int, ...]
    ) -> MergedFrontMatter:
        """Return what was written, or why it must not be: a key would not say what is meant."""
        new, there = self._heads.new.keys, self._heads.there.keys
        meant = {
            unit.key: unit.says
            for place, unit in enumerate(there)
            if unit.kind is UnitKind.FRONT_MATTER and place not in removed
        }
        meant |= {new[key.new].key: new[key.new].says for key in merged if key.outcome in _TAKEN}
        meant |= {new[key.new].key: key.says for key in merged if key.says is not None}
        written = list_keys(read_markdown("".join(lines), self._translation.dialect))[0]
        said = {unit.key: unit.says for unit in written}
        # What an alias says is said elsewhere, by a key that is looked at itself.
        names = [
            new[key.new].key
            for key in merged
            if key.there is not None and _is_alias(new[key.new], there[key.there])
        ]
        meant |= {name: said[name] for name in names if name in said}
        if said != meant:
            wrong = next(key for key in (*meant, *said) if meant.get(key) != said.get(key))
            message = f"the front matter's {wrong!r} would read otherwise than meant once written; "
            message += "bring the source's change over by hand"
            return MergedFrontMatter(self._heads.there.lines, merged, refusal=message)
        return MergedFrontMatter(self._drop_empty(lines), merged, removed)

    @cached_property
    def _is_same_source(self) -> bool:
        """Whether what counts of the source's front matter is what it was, byte by byte."""
        old, new = (
            leave_out_uncounted(head.text, self._counted)
            for head in (self._heads.old, self._heads.new)
        )
        return old == new

    def _find_unread(self, *, is_kept: bool) -> str | None:
        """Name a text that says more in its front matter than its keys hold; None if none does.

        What the translation's says does not matter where all of it stays.
        """
        old, new, there = self._heads
        sides = [] if self._is_same_source else [(_BASE, old)]
        sides += [("the source", new)] if is_kept else [("the source", new), (_HERE, there)]
        unread = (name for name, each in sides if not says_all(each.document, each.keys))
        return next(unread, None)

    def _drop_empty(self, lines: tuple[str, ...]) -> tuple[str, ...]:
        """Return no lines where the source has no front matter any more, and none is left here."""
        is_empty = not "".join(lines[1:-1]).strip("{} \t\r\n")
        return () if is_empty and _find_kind(self._source) is None else lines

    def _may_go(self, name: str, place: int) -> bool:
        """Tell whether a key that the source dropped goes here, too."""
        same = self._heads.old.keys[self._old[name]].text == self._heads.there.keys[place].text
        return same or counts(name, self._counted)

    def _merge_key(self, name: str, place: int) -> MergedKey | None:
        """Merge a key of the new source; None for one that is absent and not asked for."""
        old, there = self._old.get(name), self._there.get(name)
        new = self._heads.new.keys[place]
        before = None if old is None else self._heads.old.keys[old]
        if there is None:
            if before is not None and before.text == new.text:
                return None
            if not counts(name, self._counted):
                return None if has_words(new) else _copy(new, place, None)
            return _take(new, place, None)
        return self._merge_present(name, before, place, there)

    def _merge_present(
        self, name: str, old: DocumentUnit | None, place: int, there: int
    ) -> MergedKey:
        """Merge a key of the new source that the translation has."""
        new, said = self._heads.new.keys[place], self._heads.there.keys[there]
        is_counted = counts(name, self._counted)
        outcome = self._judge(old, new, said) if is_counted else _follow(old, new, said)
        if outcome is UnitOutcome.KEPT:
            return MergedKey(_list_lines(self._translation, said), outcome, place, there, said.mark)
        merged = self._merge_mapping(old, new, said) if is_counted else None
        if merged is not None:
            lines, says, outcome, mark = merged
            return MergedKey(lines, outcome, place, there, mark or said.mark, says)
        if outcome is UnitOutcome.FUZZY:
            lines = mark_key(said.body, Mark.FUZZY)
            return MergedKey(lines, outcome, place, there, Mark.FUZZY)
        return _take(new, place, there) if is_counted else _copy(new, place, there)

    def _merge_mapping(
        self, old: DocumentUnit | None, new: DocumentUnit, there: DocumentUnit
    ) -> MergedMapping | None:
        """Merge a value that holds others text by text, where that can be done."""
        if old is None or None in (old.held, new.held, there.held):
            return None
        if _find_kind(self._translation) is not FrontMatterKind.YAML:
            return None
        lines = _list_lines(self._translation, there)
        return merge_mappings(Mappings(old.body, new.body, lines), self._on_change)

    def _judge(
        self, old: DocumentUnit | None, new: DocumentUnit, there: DocumentUnit
    ) -> UnitOutcome:
        if old is None or new.text in (old.text, there.text):
            return UnitOutcome.KEPT  # the translation had it before the source, or has it already
        if old.body == new.body and _is_alias(new, there):
            return UnitOutcome.KEPT
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
            JsonKey(self._heads.new.keys[each.new].key, each.outcome in _TAKEN, each.mark)
            for each in merged
        ]
        gone = [self._heads.there.keys[place].key for place in removed]
        lines = write_json(self._translation, self._source, keys, gone)
        if lines is None:
            message = f'its front matter has a key "{MARKS}" that holds no marks, and no place for '
            return MergedFrontMatter((), merged, refusal=f"{message}them; rename it")
        return self._finish(lines, merged, removed)

    def _write(self, merged: Sequence[MergedKey], removed: Sequence[int]) -> Iterator[str]:
        """Yield the lines: keys that are there stay in their places, new ones follow theirs."""
        lines, units = self._translation.lines, self._heads.there.keys
        there = {each.there: each for each in merged}
        after = _list_new(merged)
        starts = {units[place].start: place for place in self._there.values()}
        tables = [start for start, place in starts.items() if is_table(units[place].body)]
        # In TOML a key behind a table would be one of that table's.
        below = min(tables, default=self._heads.there.units.head - 1)
        number = 0
        while number < self._heads.there.units.head:
            if number == below:
                yield from self._spell_tables(after.pop(_TABLES, ()))
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

    def _spell_tables(self, keys: Iterable[MergedKey]) -> Iterator[str]:
        """Yield tables of TOML, each parted by a blank line from what stands above."""
        for each in keys:
            yield self._newline
            yield from self._spell([each])

    def _spell(self, keys: Iterable[MergedKey]) -> Iterator[str]:
        return (line + self._newline for each in keys for line in each.lines)


def _is_alias(new: DocumentUnit, there: DocumentUnit) -> bool:
    """Tell whether two values are written alike that say other things: by what they refer to."""
    return new.body == there.body and new.text != there.text


def _list_lines(document: Markdown, unit: DocumentUnit) -> tuple[str, ...]:
    """Return the lines of a key as they stand, its mark among them, without endings."""
    return tuple(line.rstrip(_ENDS) for line in document.lines[unit.start : unit.end])


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
    """Return the keys that the translation lacks by the key, of its own, that they follow.

    Tables of TOML that follow no other are those of ``_TABLES``.
    """
    after: dict[int | None, list[MergedKey]] = defaultdict(list)
    last: int | None = None
    is_below = False
    for each in merged:
        opens = is_table(each.lines)
        if each.there is not None:
            last, is_below = each.there, opens
        else:
            after[_TABLES if opens and not is_below else last].append(each)
    return after


def _name(units: Sequence[DocumentUnit]) -> Mapping[str, int]:
    return {
        unit.key: place for place, unit in enumerate(units) if unit.kind is UnitKind.FRONT_MATTER
    }


def _find_kind(document: Markdown) -> FrontMatterKind | None:
    block = find_front_matter(document.text, int(document.text.startswith("\ufeff")))
    return None if block is None else block.kind
