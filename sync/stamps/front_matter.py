"""The stamp as keys of the front matter, YAML, TOML or JSON, among those of others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sync.errors import StampError
from sync.markdown.front_matter import FrontMatter, FrontMatterKind
from sync.model import Stamp, StampFormat
from sync.stamps.fields import FIELDS, HASHES, find_fault, make_stamp
from sync.stamps.lines import BOM, LINE_END, find_marker, line_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.stamps.pairs import Pairs

_LINES = rf"[ \t]*{LINE_END}(?:[^\r\n]+{LINE_END})*?"
_CUT_SHORT = re.compile(
    rf"{BOM}?(?:(?:---|\+\+\+){_LINES}[\"']?(?:original|synced)_hash[\"']?[ \t]*[:=]"
    rf"|\{{{_LINES}[ \t]*\"(?:original|synced)_hash\"[ \t]*:)"
)
_MENTION = re.compile(
    r"(?:\A|(?<=[\r\n]))[^#\r\n]*\b(?:original|synced)_hash[\"']?\s*[:=]"
    r"|\"(?:original|synced)_hash\"\s*:"
)


def opens_stamp(text: str) -> bool:
    """Tell whether ``text`` begins with front matter that has a key of a stamp, closed or not."""
    return _CUT_SHORT.match(text) is not None


def mentions_stamp(text: str, start: int = 0, end: int | None = None) -> bool:
    """Tell whether a line of ``text[start:end]`` looks like a key that makes a stamp."""
    body = text[start:end]
    return ("original_hash" in body or "synced_hash" in body) and _MENTION.search(body) is not None


def parse_front_matter(text: str, block: FrontMatter, path: str | None = None) -> Stamp | None:
    """Read the stamp from the keys of the front matter; None if none of them makes a stamp.

    Raises:
        StampError: if it is in conflict, is not of its kind, has a key of the stamp twice, or
            cannot be trusted. Front matter that does not mention a stamp is not judged.
    """
    if not mentions_stamp(text, block.inner, block.inner_end):
        return None
    marker = find_marker(text, block.inner, block.inner_end)
    if marker is not None:
        message = "conflict markers in the front matter; resolve the conflict"
        raise StampError(message, path=path, line=line_at(text, marker))
    fields = _read_fields(text, block, path)
    if not any(key in fields for key in HASHES):
        return None
    fault = find_fault(fields)
    if fault is not None:
        name = text.find(fault.key or "", block.inner, block.inner_end)
        line = line_at(text, max(name, block.start))
        raise StampError(fault.message, path=path, line=line)
    return make_stamp(fields, StampFormat.FRONT_MATTER)


def _read_fields(text: str, block: FrontMatter, path: str | None) -> dict[str, object]:
    if block.kind is FrontMatterKind.YAML:
        from sync.stamps.plain_pairs import read_plain  # here, as most files have no such stamp

        plain = read_plain(text[block.inner : block.inner_end])
        if plain is not None:
            return plain
    return {pair.key: pair.value for pair in find_pairs(text, block, path).pairs}


def find_pairs(text: str, block: FrontMatter, path: str | None) -> Pairs:
    """Return the pairs in the front matter, the stamp's among them each only once."""
    line = line_at(text, block.inner)
    found = _find_parser(block.kind)(text[block.inner : block.inner_end], path, line)
    keys = [pair.key for pair in found.pairs]
    for pair in reversed(found.pairs):
        if pair.key in FIELDS and keys.count(pair.key) > 1:
            message = f"the key {pair.key!r} is there twice; remove one"
            line = line_at(text, block.inner + pair.line_start)
            raise StampError(message, path=path, line=line)
    return found


def _find_parser(kind: FrontMatterKind) -> Callable[[str, str | None, int], Pairs]:
    """Return what reads the pairs of a kind; imported here, as few front matters need it."""
    if kind is FrontMatterKind.TOML:
        from sync.stamps.toml_pairs import parse_pairs
    elif kind is FrontMatterKind.JSON:
        from sync.stamps.json_pairs import parse_pairs
    else:
        from sync.stamps.yaml_pairs import parse_pairs
    return parse_pairs
