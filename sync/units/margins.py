"""What lists, quotes and other containers put before the lines of a block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sync.markdown.document import Block, BlockKind
from sync.units.values import Margin

_MARKER = re.compile(r"[ \t]*(?:(>)[ \t]?|(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t]|\Z))")
_LEAD = re.compile(r"[ \t>]*")
_BLANKS = re.compile(r"[ \t]*")
_NO_QUOTE = re.compile(r"[^>\t]")
_NONE = Margin()
_TAB = 4
_CODE_INDENT = 4
_QUOTE = "quote"
_ITEM = "item"


def split_margin(block: Block, lines: Sequence[str]) -> tuple[Margin, list[str]]:
    """Part the lines of a block (without endings) into the margin and what stands behind it."""
    if not block.containers and not lines[0].startswith((" ", "\t")):
        return _NONE, list(lines)  # most blocks, and the rest would say the same
    first = _read_margin(lines[0], block.containers, is_first=True)
    if block.kind is BlockKind.CODE:
        first = _cut(first, _measure(first) - _CODE_INDENT)  # what makes it code is its own
    width = _measure(first) if len(lines) > 1 else 0
    cuts = [_read_margin(line, block.containers, is_first=False, width=width) for line in lines[1:]]
    filled = [cut for cut, line in zip(cuts, lines[1:], strict=True) if line.strip()]
    rest = filled[0] if filled else None
    if block.kind is BlockKind.HTML and filled:
        # The blanks that its lines begin with, as in a template of JSX, may be seen: all stay.
        least = min(filled, key=len)
        rest = least if all(cut.startswith(least) for cut in filled) else ""
        cuts = [cut[: len(rest)] for cut in cuts]
    body = [lines[0][len(first) :]]
    body += (line[len(cut) :] for line, cut in zip(lines[1:], cuts, strict=True))
    return Margin(first, continue_margin(first) if rest is None else rest), body


@lru_cache(maxsize=256)  # margins are few, and items that have them many
def continue_margin(first: str) -> str:
    """Return what stands before further lines below a ``first`` one: blanks in markers' places."""
    return _NO_QUOTE.sub(" ", first) if first.strip() else first


@lru_cache(maxsize=256)
def measure_lead(first: str) -> int:
    """Return how many columns of blanks and quotes stand before a line's text or marker."""
    lead = _LEAD.match(first)
    return _measure(lead[0]) if lead else 0


def has_marker(margin: str) -> bool:
    """Tell whether a list's marker stands in what is before a line."""
    return bool(margin.replace(">", "").strip())


def _read_margin(
    line: str, containers: Sequence[str], *, is_first: bool, width: int | None = None
) -> str:
    """Read what is before a line, no wider than ``width`` columns where that is given."""
    if not containers:
        margin = line[: len(line) - len(line.lstrip(" \t"))]
        return margin if width is None or not margin else _cut(margin, width)
    quotes = containers.count(_QUOTE)
    items = containers.count(_ITEM) if is_first else 0
    end = 0
    while found := _MARKER.match(line, end):
        if found[1]:
            quotes -= 1
        else:
            items -= 1
        if (quotes if found[1] else items) < 0:
            break
        end = found.end()
    blanks = _BLANKS.match(line, end)
    margin = line[: end if blanks is None else blanks.end()]
    return margin if width is None else _cut(margin, width, end)


def _cut(margin: str, width: int, least: int = 0) -> str:
    """Take blanks off the end of a margin that is wider than ``width`` columns."""
    while len(margin) > least and margin[-1] in " \t" and _measure(margin) > width:
        margin = margin[:-1]
    return margin


def _measure(text: str) -> int:
    return len(text.expandtabs(_TAB))
