"""The formats of files by name, and which of them a file has."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from sync.errors import UsageError
from sync.exchange import json_file, po, xliff, xliff_reading, xml_text
from sync.exchange.handed import Handed, Returned

_CONFLICT = re.compile(r"^<{7}(?: |\r?$)", re.MULTILINE)
_PO_LINE = re.compile(r'\s*(?:#|msg(?:ctxt|id|str)\b|")')


class FileFormat(NamedTuple):
    """A format: what writes it, what reads it, and what it cannot hold.

    ``find_unfit`` returns the first character of a text that no file of the format may hold.
    """

    name: str
    endings: tuple[str, ...]
    render: Callable[[Handed], str]
    read: Callable[[str, str], Returned]
    find_unfit: Callable[[str], str | None]


def _find_none(_text: str) -> None:
    return None


FORMATS: Mapping[str, FileFormat] = {
    each.name: each
    for each in (
        FileFormat("po", (".po", ".pot"), po.render_po, po.read_po, po.find_unfit),
        FileFormat(
            "xliff",
            (".xlf", ".xliff"),
            xliff.render_xliff,
            xliff_reading.read_xliff,
            xml_text.find_forbidden,
        ),
        FileFormat("json", (".json",), json_file.render_json, json_file.read_json, _find_none),
    )
}
"""The formats, the default first."""


def read_file(data: bytes, name: str) -> Returned:
    """Read a file of any of the formats.

    Raises:
        UsageError: it is of none of them, is no UTF-8, or breaks its format's rules.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "no UTF-8: convert it (a PO with `msgconv -t UTF-8`)"
        raise UsageError(message, path=name, line=line) from error
    conflict = _CONFLICT.search(text)
    if conflict is not None:
        line = text.count("\n", 0, conflict.start()) + 1
        raise UsageError("a merge left conflict markers: resolve it", path=name, line=line)
    return _find_format(text, name).read(text, name)


def _find_format(text: str, name: str) -> FileFormat:
    """Return a file's format: by how it begins, else by its name."""
    begin = text.lstrip()[:1]
    if begin == "<":
        return FORMATS["xliff"]
    if begin == "{":
        return FORMATS["json"]
    if _PO_LINE.match(text):
        return FORMATS["po"]
    for known in FORMATS.values():
        if name.lower().endswith(known.endings):
            return known
    raise UsageError("neither PO nor XLIFF nor JSON of ours: export it anew", path=name, line=1)
