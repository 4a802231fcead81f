"""The pairs of a YAML mapping with the places where they stand, so that it can be edited by spans.

Every scalar is read as text: a hash that is all digits must not become a number.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import StampError
from sync.stamps.lines import after_line

if TYPE_CHECKING:
    import yaml

_NUMBER_OR_WORD = r"(?:\d*e?\d+|false|null|true|yes|no|off|on|[yn])\Z"
_UNQUOTED = re.compile(rf"(?!{_NUMBER_OR_WORD})\w(?:[\w./+-]|:(?=\w))*", re.ASCII | re.IGNORECASE)


class Pair(NamedTuple):
    """A key and its value, as indexes in the text.

    ``[line_start, line_end)`` are the whole lines that the two stand on, ``[start, end)`` is the
    value as written. ``value`` is its text; anything but text stands for a list or a mapping.
    ``is_linked``: an alias, an anchor or a tag is part of it, so that it cannot be replaced.
    """

    key: str
    value: object
    line_start: int
    line_end: int
    start: int
    end: int
    is_linked: bool


class Pairs(NamedTuple):
    """The pairs of a block mapping, or of a flow mapping (in braces), and its column."""

    pairs: tuple[Pair, ...] = ()
    column: int = 0
    in_braces: bool = False


def parse_pairs(text: str, path: str | None, first_line: int) -> Pairs:
    """Return the pairs of the mapping that ``text`` is; none for a text without any content.

    Raises:
        StampError: if it is no YAML or no mapping, with its line, counted from ``first_line``.
    """
    import yaml  # here, so that a check that meets no such front matter is spared it

    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = first_line + (error.problem_mark.line if error.problem_mark else 0)
        message = f"the front matter is not YAML ({error.problem}); correct it"
        raise StampError(message, path=path, line=line) from error
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        message = "the front matter is not YAML; correct it"
        raise StampError(message, path=path, line=first_line) from error
    if node is None:
        return Pairs()
    if not isinstance(node, yaml.MappingNode):
        message = "the front matter is not a mapping of keys; correct it"
        raise StampError(message, path=path, line=first_line)
    pairs = tuple(_make_pair(text, key, value) for key, value in node.value)
    return Pairs(pairs, node.start_mark.column, bool(node.flow_style))


def render_scalar(value: str, old: str = "") -> str:
    """Return ``value`` as YAML in the style of the scalar ``old``, else between double quotes.

    Left without quotes is only what no YAML parser takes for a number, a null or a truth value.
    """
    if old and old[0] not in "\"'|>" and _UNQUOTED.fullmatch(value):
        return value
    if old.startswith("'") and value.isprintable() and "'" not in value:
        return f"'{value}'"
    import yaml

    dumped: str = yaml.safe_dump(value, default_style='"', allow_unicode=True, width=sys.maxsize)
    return dumped.rstrip("\n")


def _make_pair(text: str, key: yaml.Node, value: yaml.Node) -> Pair:
    key_start, key_end = key.start_mark.index, key.end_mark.index
    start, end = value.start_mark.index, value.end_mark.index
    written = text[start:end].rstrip()
    is_linked = start < key_end or written[:1] in {"&", "!"}
    return Pair(
        key=str(key.value),
        value=value.value,
        line_start=max(text.rfind("\n", 0, key_start), text.rfind("\r", 0, key_start)) + 1,
        line_end=after_line(text, max(key_end, start + len(written))),
        start=start,
        end=start + len(written),
        is_linked=is_linked,
    )
