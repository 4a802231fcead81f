"""The marks that say where a translator owes work, as gettext names the work."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum

MARK = re.compile(r"<!--\s*sync:(fuzzy|untranslated)\s*-->")
"""The comment that says what a translator owes, wherever it stands."""
VALUE_MARK = re.compile(r"[ \t]#[ \t]*sync:(fuzzy|untranslated)[ \t]*(?=[\r\n]|\Z)")
"""The comment that says the same of a value in front matter, at the end of a line."""
_MARK = re.compile(rf"\s*{MARK.pattern}\s*")
IGNORE = re.compile(r"<!--\s*sync:ignore(?![\w-])([^<>:]*)(?::[^<>]*?)?-->", re.IGNORECASE)
"""The comment that says which of lint's rules do not count: their names, and perhaps why."""


class Mark(StrEnum):
    """What a marked cell or heading waits for."""

    UNTRANSLATED = "untranslated"
    FUZZY = "fuzzy"


def join_marks(marks: Collection[Mark | None]) -> Mark | None:
    """Return the mark of what has parts with these: words of an older version weigh most."""
    return next((mark for mark in (Mark.FUZZY, Mark.UNTRANSLATED) if mark in marks), None)


def read_mark(cell: str) -> tuple[Mark | None, str]:
    """Split a cell into its mark and the text behind it."""
    match = _MARK.match(cell)
    if match is None:
        return None, cell
    return Mark(match[1]), cell[match.end() :]


def strip_mark(cell: str) -> str:
    """Return a cell's text without its mark."""
    return read_mark(cell)[1]


def render_mark(mark: Mark, text: str) -> str:
    """Return ``text`` behind a mark."""
    return f"<!-- sync:{mark} --> {text}".rstrip()


def strip_ignore(cell: str) -> str:
    """Return a cell's text without comments to lint, which say nothing to readers."""
    return IGNORE.sub("", cell).strip() if "<!--" in cell else cell
