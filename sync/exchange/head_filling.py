"""Words for a key of the front matter, written in the style that its value has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import accumulate

from sync.markdown.document import Markdown, read_markdown
from sync.markdown.front_matter import FrontMatter, FrontMatterKind, find_front_matter
from sync.markdown.lines import find_newline
from sync.markdown.marks import Mark
from sync.merge.json_head import put_marks
from sync.stamps.pairs import Pair, Pairs
from sync.units.front_matter import list_keys, read_pairs
from sync.units.json_marks import read_json_marks
from sync.units.marking import mark_key

_PLAIN = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null)\Z)[^\W\d_][^#:\r\n]*", re.IGNORECASE)
# A block of lines; the mark of an open one stands behind what opens it.
_BLOCK = re.compile(r"([|>][-+0-9]*)[ \t]*(?:#[^\r\n]*)?(?:\r?\n)+([ \t]+)")


def fill_key(document: Markdown, key: str, words: str, mark: Mark | None) -> Markdown | None:
    """Return a text with other words for a key of its front matter, and their mark.

    None where no way to write them would leave all other keys what they are.
    """
    text = document.text
    block = find_front_matter(text, int(text.startswith("\ufeff")))
    pairs = None if block is None else read_pairs(text, block)
    pair = next((each for each in pairs.pairs if each.key == key), None) if pairs else None
    if block is None or pairs is None or pair is None or not _can_be_filled(pair):
        return None
    wanted = _plan(pair, words)
    for written in _spell(text, block, pair, wanted):
        there = block.inner + pair.start, block.inner + pair.end
        edited = text[: there[0]] + written + text[there[1] :]
        if _reads(edited, pairs, key, wanted):
            marked = _mark(read_markdown(edited, document.dialect), block.kind, key, mark)
            return None if marked is None else read_markdown(marked, document.dialect)
    return None


def list_texts(document: Markdown) -> frozenset[str]:
    """Return the keys of a text's front matter whose values are plain text, and can be filled."""
    text = document.text
    block = find_front_matter(text, int(text.startswith("\ufeff")))
    pairs = None if block is None else read_pairs(text, block)
    found = pairs.pairs if pairs else ()
    return frozenset(each.key for each in found if _can_be_filled(each))


def _can_be_filled(pair: Pair) -> bool:
    return isinstance(pair.value, str) and not pair.is_linked


def _plan(pair: Pair, words: str) -> str:
    """Return what the value must be read as: a block of lines ends as it did."""
    value = str(pair.value)
    return words.rstrip("\n") + value[len(value.rstrip("\n")) :]


def _spell(text: str, block: FrontMatter, pair: Pair, wanted: str) -> Iterator[str]:
    """Yield ways to write a value, in the style that it has first."""
    old = text[block.inner + pair.start : block.inner + pair.end]
    newline = find_newline(text)
    if block.kind is FrontMatterKind.YAML:
        yield from _spell_yaml(old, wanted, newline)
    elif block.kind is FrontMatterKind.TOML and old.startswith("'") and "'" not in wanted:
        yield f"'{wanted}'"
    yield json.dumps(wanted, ensure_ascii=False)


def _spell_yaml(old: str, wanted: str, newline: str) -> Iterator[str]:
    from sync.stamps.yaml_pairs import render_scalar

    block = _BLOCK.match(old)
    if block is not None:
        yield _spell_block(block[1], block[2], wanted, newline)
    if old[:1] not in {'"', "'", "|", ">"} and _PLAIN.fullmatch(wanted):
        yield wanted
    yield render_scalar(wanted, old)


def _spell_block(opening: str, indent: str, wanted: str, newline: str) -> str:
    """Write lines as a block; of one that is folded a blank line parts what a line break does."""
    said = wanted.rstrip("\n")
    if opening.startswith(">"):
        said = re.sub(r"\n+", r"\g<0>\n", said)
    lines = (f"{indent}{line}" if line else "" for line in said.split("\n"))
    return opening + "".join(f"{newline}{line}" for line in lines)


def _reads(text: str, before: Pairs, key: str, wanted: str) -> bool:
    """Tell whether nothing but the value of a key differs, and that is what it should be."""
    block = find_front_matter(text, int(text.startswith("\ufeff")))
    after = None if block is None else read_pairs(text, block)
    if after is None or len(after.pairs) != len(before.pairs):
        return False
    for old, new in zip(before.pairs, after.pairs, strict=True):
        meant = wanted if old.key == key else old.value
        if new.key != old.key or not _is_same(meant, new.value):
            return False
    return True


def _is_same(ours: object, theirs: object) -> bool:
    """Compare values; those of YAML that are no text are nodes, which compare by what they show."""
    if isinstance(ours, str) or isinstance(theirs, str):
        return ours == theirs
    return _show(ours) == _show(theirs)


def _show(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_show(each) for each in value]
    return _show(value.value) if hasattr(value, "value") else value


def _mark(document: Markdown, kind: FrontMatterKind, key: str, mark: Mark | None) -> str | None:
    if kind is FrontMatterKind.JSON:
        return _mark_json(document, key, mark)
    unit = next((each for each in list_keys(document)[0] if each.key == key), None)
    if unit is None:
        return None
    newline = find_newline(document.text)
    body = unit.body if mark is None else mark_key(unit.body, mark)
    starts = [0, *accumulate(map(len, document.lines))]
    written = "".join(line + newline for line in body)
    return document.text[: starts[unit.start]] + written + document.text[starts[unit.end] :]


def _mark_json(document: Markdown, key: str, mark: Mark | None) -> str | None:
    text = document.text
    block = find_front_matter(text, int(text.startswith("\ufeff")))
    pairs = None if block is None else read_pairs(text, block)
    marks = None if pairs is None else read_json_marks(pairs)
    if block is None or marks is None:
        return None
    left = {name: held for name, held in marks.items() if name != key}
    if mark is not None:
        left[key] = mark
    body = put_marks(text[block.inner : block.inner_end], left, find_newline(text))
    return text[: block.inner] + body + text[block.inner_end :]
