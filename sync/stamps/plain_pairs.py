"""Front matter whose meaning is plain without a YAML parser.

The parser's import costs more than the rest of a check, and it reads a thousand files a second.
Plain are keys with a value on the same line, or a list of such values below; all else (nesting,
escapes, block scalars, flow style, comments behind values) is left to the parser.
"""

from __future__ import annotations

import re

from sync.stamps.fields import FIELDS
from sync.stamps.lines import LINE_END

_CONTROL = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_SCALAR = (
    rf"(?:\"[^\"\\{_CONTROL}]*+\"|'[^'{_CONTROL}]*+'"
    rf"|[\w./](?:[^:#{_CONTROL}]|:(?=[^\s:])|(?<=\S)#)*+)"
)
_KEY = r"[A-Za-z_][\w-]{0,99}:"
_SIMPLE = re.compile(
    rf"(?:[ ]*(?:#[^{_CONTROL}]*)?{LINE_END}"
    rf"|{_KEY}[ ]+{_SCALAR}[ ]*{LINE_END}"
    rf"|{_KEY}[ ]*{LINE_END}"
    rf"(?:(?P<margin>[ ]*)-[ ]+{_SCALAR}[ ]*{LINE_END}"
    rf"(?:(?P=margin)-[ ]+{_SCALAR}[ ]*{LINE_END})*)?"
    rf")*+"
)
_FIELD = re.compile(
    rf"(?:\A|(?<=[\r\n]))(?P<key>{'|'.join(FIELDS)}):(?:[ ]+(?P<value>{_SCALAR}))?[ ]*(?=[\r\n])"
)


def read_plain(body: str) -> dict[str, object] | None:
    """Return the stamp's fields in front matter; None where it takes a YAML parser to be sure."""
    if not _SIMPLE.fullmatch(body):
        return None
    fields: dict[str, object] = {}
    for match in _FIELD.finditer(body):
        key, value = match["key"], match["value"]
        if key in fields or value is None:
            return None
        fields[key] = value[1:-1] if value[0] in "\"'" else value.rstrip(" ")
    return fields
