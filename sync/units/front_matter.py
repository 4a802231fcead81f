"""The keys of a document's front matter, each with the lines that it stands on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING

from sync.errors import StampError
from sync.markdown.counted import split_keys
from sync.markdown.document import Markdown
from sync.markdown.front_matter import FrontMatter, FrontMatterKind, find_front_matter
from sync.markdown.marks import Mark
from sync.stamps.fields import FIELDS, MARKS
from sync.units.json_marks import read_json_marks
from sync.units.marking import take_value_mark
from sync.units.values import DocumentUnit, UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.stamps.pairs import Pair, Pairs

_NO_CONTENT = re.compile(r"[ \t]*|#.*")
_QUOTED = re.compile(r"([\"'])(.*)\1")


def list_keys(document: Markdown) -> tuple[list[DocumentUnit], int]:
    """Return the keys as units, and the line (0-based) below the front matter.

    A stamp's own keys are none, and what TOML has in tables of one name is one. YAML that its
    parser refuses is read line by line, as most projects' own tools do; other front matter that
    cannot be read has no units, and stays as it is.
    """
    text = document.text
    block = find_front_matter(text, int(text.startswith("\ufeff")))
    if block is None:
        return [], 0
    starts = [0, *accumulate(map(len, document.lines))]
    head = bisect_right(starts, block.end - 1)
    pairs = read_pairs(text, block)
    if pairs is not None:
        keys = list(_read_keys(document, block, pairs, starts))
        if block.kind is FrontMatterKind.TOML:
            keys += _read_lines(document, block, starts, block.inner + pairs.end)
        return keys, head
    is_yaml = block.kind is FrontMatterKind.YAML
    return list(_read_lines(document, block, starts, block.inner)) if is_yaml else [], head


def says_all(document: Markdown, keys: Iterable[DocumentUnit]) -> bool:
    """Tell whether the keys of a text's front matter are all that it says, each on its own lines.

    They are not where it cannot be read, is no mapping, has a key twice, or two on one line.
    """
    text = document.text
    block = find_front_matter(text, int(text.startswith("\ufeff")))
    if block is None:
        return True
    pairs = read_pairs(text, block)
    heads = [unit for unit in keys if unit.kind is UnitKind.FRONT_MATTER]
    if len({unit.key for unit in heads}) < len(heads):
        return False
    if block.kind is FrontMatterKind.JSON:
        return pairs is not None
    if block.kind is FrontMatterKind.TOML and split_keys(text, block) is None:
        return False  # where its tables begin
    if pairs is None:
        return bool(heads)
    is_apart = all(above.end <= below.start for above, below in pairwise(heads))
    return is_apart and not pairs.in_braces


def read_pairs(text: str, block: FrontMatter) -> Pairs | None:
    """Return the pairs of front matter, by their places in its inner text; None if it is broken."""
    try:
        return _parser(block.kind)(text[block.inner : block.inner_end], None, 1)
    except StampError:
        return None


@cache
def _parser(kind: FrontMatterKind) -> Callable[[str, str | None, int], Pairs]:
    parse: Callable[[str, str | None, int], Pairs] = import_module(
        f"sync.stamps.{kind}_pairs"
    ).parse_pairs
    return parse


def find_json_marks(text: str) -> Mapping[str, Mark]:
    """Return the marks of a text's front matter by key, where that is JSON."""
    block = find_front_matter(text, int(text.startswith("\ufeff")))
    if block is None or block.kind is not FrontMatterKind.JSON:
        return {}
    pairs = read_pairs(text, block)
    return {} if pairs is None else read_json_marks(pairs) or {}


def _read_keys(
    document: Markdown, block: FrontMatter, pairs: Pairs, starts: list[int]
) -> Iterator[DocumentUnit]:
    marks = read_json_marks(pairs) if block.kind is FrontMatterKind.JSON else None
    for pair in pairs.pairs:
        if pair.key in FIELDS or (marks is not None and pair.key == MARKS):
            continue
        start = bisect_right(starts, block.inner + pair.line_start) - 1
        end = bisect_right(starts, block.inner + pair.line_end - 1)
        lines = [line.rstrip("\r\n") for line in document.lines[start:end]]
        mark = _take_mark(lines) if marks is None else marks.get(pair.key)
        yield DocumentUnit(
            UnitKind.FRONT_MATTER,
            start,
            end,
            _read_value(pair, document.text, block),
            tuple(lines),
            mark=mark,
            key=pair.key,
            held=None if isinstance(pair.value, str) else tuple(_list_texts(pair.key, pair.value)),
        )


def _read_lines(
    document: Markdown, block: FrontMatter, starts: list[int], top: int
) -> Iterator[DocumentUnit]:
    """Yield the keys from ``top`` on as they stand line by line.

    What comes right below a key of the same name belongs to it: an array of tables.
    """
    found = (each for each in split_keys(document.text, block) or () if each.start >= top)
    for key, keys in groupby(found, lambda each: each.key):
        group = list(keys)
        start = bisect_right(starts, group[0].start) - 1
        end = bisect_right(starts, group[-1].end - 1)
        lines = [line.rstrip("\r\n") for line in document.lines[start:end]]
        while len(lines) > 1 and _NO_CONTENT.fullmatch(lines[-1]):
            lines.pop()  # blank lines, and what is said of the next key
        if key in FIELDS:
            continue
        mark = _take_mark(lines)
        said = "\n".join((lines[0][group[0].value - starts[start] :].strip(), *lines[1:]))
        text, is_table = _unquote(said), block.kind is FrontMatterKind.TOML
        yield DocumentUnit(
            UnitKind.FRONT_MATTER,
            start,
            start + len(lines),
            text,
            tuple(lines),
            mark=mark,
            key=key,
            # What broken YAML means nobody knows for sure, so that it is no text to be filled in.
            held=_list_table_texts(said) if is_table else ((key, text),),
        )


def _unquote(value: str) -> str:
    found = _QUOTED.fullmatch(value)
    return value if found is None else found[2]


def _list_table_texts(written: str) -> tuple[tuple[str, str], ...]:
    import tomllib

    try:
        return tuple(_list_texts("", tomllib.loads(written)))
    except tomllib.TOMLDecodeError:  # it needs the tables above, which are another's
        return (("", written),)


def _list_texts(key: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield the texts that a value holds, at any depth, each with the key that it stands behind.

    The parser of YAML gives nodes, and its aliases may lead back to where they stand.
    """
    waiting, seen = [(key, value)], set()
    while waiting:
        name, each = waiting.pop()
        if isinstance(each, str):
            yield name, each
        elif isinstance(each, dict):
            waiting += reversed(each.items())
        elif isinstance(each, list) and id(each) not in seen:
            seen.add(id(each))
            waiting += reversed([_name_item(name, item) for item in each])


def _name_item(key: str, item: object) -> tuple[str, object]:
    """Return a list's item, or a node's key and value, as a key and a value."""
    if isinstance(item, tuple):  # of a mapping's node
        name, value = item
        return str(name.value), value.value
    return key, getattr(item, "value", item)


def _take_mark(lines: list[str]) -> Mark | None:
    """Take the mark off the lines of a key."""
    mark = None
    for place, line in enumerate(lines):
        found, rest = take_value_mark(line)
        if found is not None:
            mark, lines[place] = found, rest
    return mark


def _read_value(pair: Pair, text: str, block: FrontMatter) -> str:
    """Return the text of a value, as written where it is none; marks are no part of it."""
    if isinstance(pair.value, str):
        return pair.value
    written = text[block.inner + pair.start : block.inner + pair.end]
    return "\n".join(take_value_mark(line)[1] for line in written.splitlines())
