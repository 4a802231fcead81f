"""The pairs of a YAML mapping with the places where they stand, so that it can be edited by spans.

Every scalar is read as text: a hash that is all digits must not become a number.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from sync.errors import StampError
from sync.stamps.lines import after_line
from sync.stamps.pairs import Pair, Pairs

if TYPE_CHECKING:
    import yaml

# Of YAML 1.1 and 1.2: what is a time of day to one, ``12:00``, is a number to the other.
_NUMBER = r"\d*e?\d+|0b[01_]+|0o[0-7]+|0x[\da-f_]+|\d[\d_]*(?::\d+)*(?:\.[\d_]*)?(?:e[-+]?\d+)?"
_NUMBER_OR_WORD = rf"(?:{_NUMBER}|false|null|true|yes|no|off|on|[yn])\Z"
_UNQUOTED = re.compile(rf"(?!{_NUMBER_OR_WORD})\w(?:[\w./+-]|:(?=\w))*", re.ASCII | re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?(?:T|\Z)", re.ASCII | re.IGNORECASE)


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
        return Pairs(end=len(text))
    if not isinstance(node, yaml.MappingNode):
        message = "the front matter is not a mapping of keys; correct it"
        raise StampError(message, path=path, line=first_line)
    pairs = tuple(_make_pair(text, key, value) for key, value in node.value)
    return Pairs(pairs, len(text), node.start_mark.column, in_braces=bool(node.flow_style))


def render_pair(key: str, value: str) -> str:
    """Return a pair as the line of a block mapping, without its end."""
    return f"{key}: {render_scalar(value)}"


def render_scalar(value: str, old: str = "") -> str:
    """Return ``value`` as YAML in the style of the scalar ``old``, else between double quotes.

    Left without quotes is only what no YAML parser takes for a number, a null or a truth value, and
    a date in the place of one.
    """
    is_plain = old != "" and old[0] not in "\"'|>" and _UNQUOTED.fullmatch(value) is not None
    if is_plain and (_DATE.match(value) is None or _DATE.match(old) is not None):
        return value
    if old.startswith("'") and value.isprintable() and "'" not in value:
        return f"'{value}'"
    import yaml

    dumped: str = yaml.safe_dump(value, default_style='"', allow_unicode=True, width=sys.maxsize)
    return dumped.rstrip("\n")


def _make_pair(text: str, key: yaml.Node, value: yaml.Node) -> Pair:
    key_start, key_end = key.start_mark.index, key.end_mark.index
    start, end = value.start_mark.index, _find_end(value)
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


def _find_end(node: yaml.Node) -> int:
    """Return where a value ends: a block that of its last one, without the comments below it."""
    import yaml

    end: int = node.end_mark.index
    last = node
    while isinstance(last, yaml.CollectionNode) and last.value and not last.flow_style:
        inner = last.value[-1][1] if isinstance(last.value[-1], tuple) else last.value[-1]
        if not last.start_mark.index < inner.start_mark.index <= end:
            return end  # an alias, whose marks are its anchor's
        last = inner
    return min(end, last.end_mark.index)
