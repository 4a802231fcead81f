"""The keys of front matter, line by line, as projects' own tools read them.

That is no parser of YAML: an error elsewhere in the block hides no key, and a comment behind a
value is no part of it. What has to be understood is how deep a line stands, and which lines are
text: those of a block scalar, and those of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sync.markdown.front_matter import FrontMatter, FrontMatterKind

_YAML = re.compile(
    r"(?P<indent>[ ]*)(?P<key>\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\s#:'\"\-\[\]{},&*!|>%@`][^:#\r\n]*?)"
    r"[ \t]*:(?=[ \t\r\n]|\Z)(?P<rest>[^\r\n]*)"
)
_TOML = re.compile(
    r"(?P<indent>[ \t]*)(?P<key>\"[^\"\r\n]*\"|'[^'\r\n]*'|[\w.-]+)[ \t]*=(?P<rest>[^\r\n]*)"
)
_JSON = re.compile(r"(?P<indent>[ \t]*)(?P<key>\"[^\"\r\n]*\")[ \t]*:(?P<rest>[^\r\n]*)")
_PATTERNS = {
    FrontMatterKind.YAML: _YAML,
    FrontMatterKind.TOML: _TOML,
    FrontMatterKind.JSON: _JSON,
}
_TABLE = re.compile(r"[ \t]*\[\[?([^\[\]\r\n]+)\]\]?[ \t]*(?:#.*)?\Z")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_SCALAR = re.compile(r"[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?\Z")
_QUOTED = re.compile(r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')[ \t]*(?:#.*)?\Z")
_COMMENT = re.compile(r"(?:\A|[ \t])#.*\Z")

# https://yaml.org/type/null.html
NOTHING = frozenset(("~", "null", "Null", "NULL"))
"""How YAML and JSON write that a key holds nothing."""


class KeyLine(NamedTuple):
    """A key with its value, on one line of a text.

    ``path`` are the keys that lead to it, its own the last. ``value`` is its text without quotes
    and comment. ``[start, end)`` is the value as written, ``rest_end`` the end of the line's text,
    a comment included, and ``[line_start, line_end)`` the line with its end.
    """

    path: tuple[str, ...]
    value: str
    start: int
    end: int
    rest_end: int
    line_start: int
    line_end: int

    @property
    def indent(self) -> int:
        """How many keys lead to it."""
        return len(self.path) - 1


def read_key_lines(text: str, block: FrontMatter) -> Iterator[KeyLine]:
    """Yield the keys of front matter, in order, with their places in the text."""
    return _Reader(block).read(text)


class _Reader:
    """Reads one block; ``_parents`` are the keys above a line with their depths."""

    def __init__(self, block: FrontMatter) -> None:
        self._block = block
        self._pattern = _PATTERNS[block.kind]
        self._is_json = block.kind is FrontMatterKind.JSON
        self._is_toml = block.kind is FrontMatterKind.TOML
        self._parents: list[tuple[int, str]] = []
        self._table: tuple[str, ...] = ()
        self._quotes: str | None = None  # what ends the text of several lines, in TOML
        self._scalar: int | None = None  # how deep the key stands whose text the lines below are

    def read(self, text: str) -> Iterator[KeyLine]:
        for line in _LINE.finditer(text, self._block.inner, self._block.inner_end):
            written = line[0].rstrip("\r\n")
            if self._passes_over(written):
                continue
            found = self._pattern.match(written)
            if found is None:
                if written.lstrip(" \t").startswith("- "):  # what an item holds is not its list's
                    self._parents.append((_measure(written), "-"))
                continue
            path = self._find_path(found)
            rest = found["rest"]
            start, end = _find_value(rest.rstrip(" \t,") if self._is_json else rest)
            shift = line.start() + found.start("rest")
            yield KeyLine(
                path,
                _unquote(rest[start:end]),
                shift + start,
                shift + end,
                line.start() + len(written),
                line.start(),
                line.end(),
            )

    def _passes_over(self, written: str) -> bool:
        """Tell whether a line is blank, text or a table's head; keep track of where lines stand."""
        if self._quotes is not None:
            self._quotes = None if self._quotes in written else self._quotes
            return True
        if not written.strip():
            return True
        depth = _measure(written)
        if self._scalar is not None and depth > self._scalar:
            return True
        self._scalar = None
        while self._parents and self._parents[-1][0] >= depth:
            self._parents.pop()
        opened = _TABLE.match(written) if self._is_toml else None
        if opened is not None:
            self._table = _part(opened[1])
        return opened is not None

    def _find_path(self, found: re.Match[str]) -> tuple[str, ...]:
        if self._is_toml:
            self._open_text(found["rest"].strip())
            return (*self._table, *_part(found["key"]))
        key, depth = _unquote(found["key"]), _measure(found["indent"])
        path = (*(parent for _, parent in self._parents), key)
        self._parents.append((depth, key))
        if self._block.kind is FrontMatterKind.YAML and _SCALAR.match(found["rest"].strip()):
            self._scalar = depth
        return path

    def _open_text(self, value: str) -> None:
        """Note that the lines below are text, where a value of TOML opens one of several lines."""
        quotes = value[:3]
        if quotes in ('"""', "'''") and value.count(quotes) == 1:
            self._quotes = quotes


def holds_nothing(text: str, line: KeyLine) -> bool:
    """Tell whether a key of a text has no value, or none by its word for that."""
    return not line.value or text[line.start : line.end] in NOTHING


def find_end(text: str, line: KeyLine, end: int) -> int:
    """Return where what a key of YAML holds ends, on lines of its own below it, before ``end``.

    These stand deeper, or are the items of a list. Comments and blank lines behind are no part.
    """
    depth = _measure(text[line.line_start : line.line_end].rstrip("\r\n"))
    found = line.line_end
    for below in _LINE.finditer(text, line.line_end, end):
        written = below[0].rstrip("\r\n")
        bare = written.strip()
        if (
            bare
            and _measure(written) <= depth
            and not (_measure(written) == depth and bare.startswith("- "))
        ):
            break
        if bare and not bare.startswith("#"):
            found = below.end()
    return found


def _measure(written: str) -> int:
    """Return how far a line is indented."""
    if not written.strip(" \t"):
        return len(written)
    return len(written) - len(written.lstrip(" \t"))


def find_key(lines: Sequence[KeyLine], key: str) -> list[KeyLine]:
    """Return the lines of a key; dots in it lead into mappings, unless a key has them itself."""
    for path in list_paths(key):
        found = [line for line in lines if line.path == path]
        if found:
            return found
    return []


def list_paths(key: str) -> Iterator[tuple[str, ...]]:
    """Yield the paths that a key may mean, the likeliest first."""
    yield (key,)
    if "." in key.strip("."):
        yield tuple(key.split("."))


def _part(key: str) -> tuple[str, ...]:
    """Return the keys that a dotted key of TOML is."""
    if key[:1] in "\"'":
        return (_unquote(key),)
    return tuple(part.strip() for part in key.split("."))


def _find_value(rest: str) -> tuple[int, int]:
    """Return where a value stands behind its key, without a comment."""
    start = len(rest) - len(rest.lstrip(" \t"))
    quoted = _QUOTED.match(rest, start)
    if quoted is not None:
        return start, quoted.end(1)
    comment = _COMMENT.search(rest, max(start - 1, 0))
    end = len(rest) if comment is None else comment.start()
    plain = rest[start:end].rstrip(" \t")
    return start, start + len(plain)


def _unquote(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        inner = text[1:-1]
        return inner.replace("''", "'") if text[0] == "'" else inner.replace('\\"', '"')
    return text
