"""Mappings and lists of YAML front matter, text by text, where all versions are built alike.

A home page has its whole first screen in one key. Where the source changed an address in it, or
one sentence of many, the translator looks at that line alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import StampError
from sync.markdown.marks import Mark, join_marks
from sync.merge.units import UnitOutcome
from sync.merge.values import OnChange
from sync.stamps.yaml_pairs import parse_pairs
from sync.units.head_texts import says_words
from sync.units.marking import find_mark_line, mark_value, take_value_mark
from sync.units.values import UnitKind, fold_unit

if TYPE_CHECKING:
    import yaml

    # An item of a list, or a key of a mapping with its value.
    _Node = yaml.Node | tuple[yaml.ScalarNode, yaml.Node]

Path = tuple[str | int, ...]
"""Where a text stands: the keys and the places in lists that lead to it, outermost first."""


class MergedMapping(NamedTuple):
    """A key's lines, what they say without their marks, and the rule that gave them."""

    lines: tuple[str, ...]
    says: str
    outcome: UnitOutcome
    mark: Mark | None


class Mappings(NamedTuple):
    """The lines of a key in the old source, in the new one and in the translation, marks there."""

    old: Sequence[str]
    new: Sequence[str]
    there: Sequence[str]


class _Value(NamedTuple):
    """A text in a value: what it says, where it stands, and whether a mark may stand behind it."""

    text: str
    start: int
    end: int
    takes_mark: bool


class _Change(NamedTuple):
    """What comes in place of a text, if something does, and the mark that it gets."""

    value: _Value
    written: str | None
    mark: Mark | None


def merge_mappings(versions: Mappings, on_change: OnChange) -> MergedMapping | None:
    """Merge a key whose value holds texts; None where they do not answer to each other.

    They do where the same keys, and lists of as many items, lead to them in all three versions.
    """
    texts = ["\n".join(lines) for lines in versions]
    old, new, there = (_read_values(text) for text in texts)
    if old is None or new is None or there is None:
        return None
    if old.keys() != new.keys() or old.keys() != there.keys():
        return None
    changes = []
    meant = {}
    for path, value in there.items():
        mark, is_taken = _judge(path, (old[path].text, new[path].text, value.text), on_change)
        written = texts[1][new[path].start : new[path].end] if is_taken else None
        meant[path] = new[path].text if is_taken else value.text
        if is_taken or mark is not None:
            changes.append(_Change(value, written, mark))
    lines = _write(texts[2], changes)
    if lines is None:
        return None
    bare = "\n".join(take_value_mark(line)[1] for line in lines)
    said = _read_values(bare)
    if said is None or {path: value.text for path, value in said.items()} != meant:
        return None
    mark = join_marks({change.mark for change in changes})
    outcome = UnitOutcome(mark.value) if mark else UnitOutcome.MERGED
    return MergedMapping(lines, _read_said(bare), outcome, mark)


def _judge(path: Path, says: tuple[str, str, str], on_change: OnChange) -> tuple[Mark | None, bool]:
    """Return the mark that a text gets, and whether the source's comes in its place."""
    old, new, there = says
    if new in (old, there):
        return None, False
    if there != old and on_change is not OnChange.SOURCE:
        return Mark.FUZZY, False
    key = next((each for each in reversed(path) if isinstance(each, str)), "")
    return (Mark.UNTRANSLATED if says_words(key, new) else None), True


def _read_values(text: str) -> Mapping[Path, _Value] | None:
    """Return the texts in the value of the one key in ``text``; None where none can be told."""
    try:
        pairs = parse_pairs(text, None, 1).pairs
    except StampError:
        return None
    if len(pairs) != 1 or not isinstance(nodes := pairs[0].value, list) or pairs[0].is_linked:
        return None
    try:
        found = list(_list_values(text, (), nodes, is_flow=text[pairs[0].start] in "[{"))
    except RecursionError:  # an alias within its own anchor
        return None
    values = dict(found)
    is_apart = all(above.end <= below.start for (_, above), (_, below) in pairwise(found))
    # An alias stands where its anchor does, and one of two keys of a name hides the other.
    return values if is_apart and len(values) == len(found) else None


def _list_values(
    text: str, path: Path, nodes: Sequence[_Node], *, is_flow: bool
) -> Iterator[tuple[Path, _Value]]:
    import yaml

    for place, each in enumerate(nodes):
        name, node = (each[0].value, each[1]) if isinstance(each, tuple) else (place, each)
        here = (*path, name)
        if isinstance(node, yaml.CollectionNode) and node.value:
            inner = is_flow or bool(node.flow_style)
            yield from _list_values(text, here, node.value, is_flow=inner)
        else:
            yield here, _read_value(text, node, is_flow=is_flow)


def _read_value(text: str, node: yaml.Node, *, is_flow: bool) -> _Value:
    start, end = node.start_mark.index, node.end_mark.index
    written = text[start:end]
    rest = text[end:].partition("\n")[0]
    takes_mark = not is_flow and "\n" not in written and not take_value_mark(rest)[1].strip()
    return _Value(node.value or written, start, end, takes_mark)


def _write(text: str, changes: Iterable[_Change]) -> tuple[str, ...] | None:
    """Put in what changes and the marks; None where a text stands on several lines."""
    marks: dict[int, Mark] = {}
    first = find_mark_line(text.split("\n"))
    for value, written, mark in sorted(changes, key=attrgetter("value.start"), reverse=True):
        if mark is not None:
            place = text.count("\n", 0, value.start) if value.takes_mark else first
            marks[place] = mark
        if written is not None:
            if "\n" in written or "\n" in text[value.start : value.end]:
                return None
            text = text[: value.start] + written + text[value.end :]
    lines = text.split("\n")
    for place, mark in marks.items():
        lines[place] = mark_value(take_value_mark(lines[place])[1], mark)
    return tuple(lines)


def _read_said(text: str) -> str:
    pair = parse_pairs(text, None, 1).pairs[0]
    return fold_unit(UnitKind.FRONT_MATTER, text[pair.start : pair.end])
