"""What of the front matter counts when two versions of a source are compared.

A project that translates no more than a few keys says which, and then no other makes a translation
stale. The keys at the top are found line by line, so that YAML that is broken in one of them hides
no other. Comments on lines of their own count for nothing where keys are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sync.markdown.front_matter import FrontMatter, FrontMatterKind, find_front_matter

Counted = tuple[str, ...] | None
"""The keys that count; None where all of it does."""

# A colon within a key, such as cSpell's, has no space behind it.
_YAML = re.compile(
    r"(?P<indent>[ ]*)(?P<key>\"[^\"\r\n]*\"|'[^'\r\n]*'"
    r"|[^\s#\"'\[\]{},&*!|>%@`-](?:[^\s:#]|[ \t]+(?=[^\s#:])|:(?=\S)|(?<=\S)#)*+)"
    r"[ \t]*:(?=[ \t\r\n]|\Z)"
)
_YAML_NOTE = re.compile(r"^#[^\r\n]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)")
_TOML_TOKEN = re.compile(
    r"\"\"\"(?>(?:[^\"\\]|\\.|\"(?!\"\"))*)\"{3,5}|'''(?>(?:[^']|'(?!''))*)'{3,5}"
    r"|\"(?:[^\"\\\r\n]|\\.)*+\"|'[^'\r\n]*+'|#[^\r\n]*|[\[\]{}]|[\r\n]+",
    re.DOTALL,
)
_TOML_NAME = r"\"[^\"\r\n]*\"|'[^'\r\n]*'|[\w-]+"
_TOML_HEAD = re.compile(rf"[ \t]*\[{{1,2}}[ \t]*({_TOML_NAME})[ \t]*[.\]]")
_TOML_KEY = re.compile(rf"[ \t]*({_TOML_NAME})[ \t]*[.=]")
_JSON_TOKEN = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|[\[\]{},]", re.DOTALL)


class TopKey(NamedTuple):
    """A key at the top of front matter, with the lines or the member ``[start, end)`` it has.

    What it holds begins at ``value``; of a table of TOML that is its head.
    """

    key: str
    start: int
    end: int
    value: int


def counts(key: str, counted: Counted) -> bool:
    """Tell whether a key of the front matter counts."""
    return counted is None or key in counted


def list_top_keys(text: str) -> list[TopKey]:
    """Return the keys at the top of a text's front matter; none where they cannot be told."""
    block = find_front_matter(text)
    return [] if block is None else split_keys(text, block) or []


def split_keys(text: str, block: FrontMatter) -> list[TopKey] | None:
    """Return the keys at the top of a text's front matter; None where they cannot be told."""
    return _SPLITTERS[block.kind](text, block)


def leave_out_uncounted(text: str, counted: Counted) -> str:
    """Return a text, with LF alone, without what does not count of its front matter.

    A text of which nothing is left there begins with an empty line, so that nothing below is taken
    for front matter in its place.
    """
    if counted is None:
        return text
    block = find_front_matter(text)
    if block is None:
        return f"\n{text}"
    sections = split_keys(text, block)
    if sections is None:
        return text
    body = text[block.end :]
    kept = [text[each.start : each.end] for each in sections if each.key in counted]
    return f"{_enclose(kept, block.kind)}{body}" if kept else f"\n{body}"


def _enclose(kept: list[str], kind: FrontMatterKind) -> str:
    if kind is FrontMatterKind.JSON:
        return "\n".join(("{", ",\n".join(kept), "}", ""))
    fence = "+++" if kind is FrontMatterKind.TOML else "---"
    lines = (_YAML_NOTE.sub("", each).rstrip() for each in kept)
    return "".join(f"{each}\n" for each in (fence, *lines, fence))


def _split_yaml(text: str, block: FrontMatter) -> list[TopKey]:
    """Part YAML at the keys that stand as far to the left as the first one."""
    column: str | None = None
    starts: list[tuple[str, int, int]] = []
    for line in _LINE.finditer(text, block.inner, block.inner_end):
        found = _YAML.match(line[0])
        if found is not None and column in (None, found["indent"]):
            column = found["indent"]
            starts.append((_unquote(found["key"]), line.start(), line.start() + found.end()))
    return _join(starts, block.inner_end)


def _split_toml(text: str, block: FrontMatter) -> list[TopKey] | None:
    """Part TOML at its tables, and at the keys above them; None where a bracket stays open."""
    starts: list[tuple[str, int, int]] = []
    is_in_table = False
    for line in _list_statements(text, block):
        if line is None:
            return None
        head = _TOML_HEAD.match(text, line, block.inner_end)
        is_in_table |= head is not None
        key = head or (None if is_in_table else _TOML_KEY.match(text, line, block.inner_end))
        if key is not None:
            starts.append((_unquote(key[1]), line, line if is_in_table else key.end()))
    return _join(starts, block.inner_end)


def _list_statements(text: str, block: FrontMatter) -> Iterator[int | None]:
    """Yield where lines begin that go on with no value, and None at last where one has no end."""
    yield block.inner
    depth = 0
    for token in _TOML_TOKEN.finditer(text, block.inner, block.inner_end):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if token[0][0] in "\r\n" and not depth:
            yield token.end()
    if depth:
        yield None


def _split_json(text: str, block: FrontMatter) -> list[TopKey]:
    """Part JSON at the commas of its outermost braces."""
    sections: list[TopKey] = []
    depth, start = 0, 0
    key: str | None = None
    for token in _JSON_TOKEN.finditer(text, block.inner, block.inner_end):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        is_end = (token[0], depth) in ((",", 1), ("}", 0))
        if is_end and key is not None:
            sections.append(TopKey(key, start, len(text[: token.start()].rstrip()), start))
            key = None
        elif key is None and depth == 1 and token[0][0] == '"':
            key, start = _unquote(token[0]), token.start()
    return sections


def _join(starts: list[tuple[str, int, int]], end: int) -> list[TopKey]:
    """Return the keys with what stands down to the next one."""
    ends = [*(start for _, start, _ in starts), end][1:]
    return [
        TopKey(key, start, end, value)
        for (key, start, value), end in zip(starts, ends, strict=True)
    ]


def _unquote(key: str) -> str:
    return key[1:-1] if key[:1] in "\"'" and len(key) > 1 else key.rstrip()


_SPLITTERS = {
    FrontMatterKind.YAML: _split_yaml,
    FrontMatterKind.TOML: _split_toml,
    FrontMatterKind.JSON: _split_json,
}
