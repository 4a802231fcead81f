"""What a gate found, and how much it weighs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

_LINE = re.compile(r":(\d+): ")


class Severity(StrEnum):
    """How much a finding weighs: a warning may be no fault."""

    ERROR = "error"
    WARNING = "warning"


class Finding(NamedTuple):
    """Something that a rule found in one translation.

    ``path`` is the file that it stands in, relative to the root; ``line`` and ``column`` are
    1-based (columns in characters), None where there is none. ``message`` and ``help``, the way
    out, are a line each. ``identity`` tells the finding from others of its rule in its file and
    stays when lines move: what the source says there.
    """

    rule: str
    severity: Severity
    language: str
    document: str
    path: str
    line: int | None
    column: int | None
    message: str
    help: str
    identity: tuple[str, ...] = ()


class Replacement(NamedTuple):
    """Characters ``start`` to ``end`` of line ``line`` (0-based, half open) become ``text``.

    Columns count the line's ending, too: a whole line goes where they span all of it, and a new
    one comes in front where both are 0 and ``text`` ends a line.
    """

    line: int
    start: int
    end: int
    text: str


class Found(NamedTuple):
    """What a rule found at ``line`` and ``column`` (1-based, in characters; None: nowhere).

    ``identity`` tells it from others of the same rule and stays when lines move: prefer what the
    source says (a row's first cell, a table's header) to positions. ``help`` is a way out that is
    closer to the case than the rule's; ``severity`` another weight than the rule's. ``fix`` mends
    it with certainty; it is empty where only a person can.
    """

    rule: str
    line: int | None
    column: int | None
    message: str
    identity: tuple[str, ...] = ()
    help: str | None = None
    severity: Severity | None = None
    fix: tuple[Replacement, ...] = ()


def apply_replacements(lines: Sequence[str], edits: Iterable[Replacement]) -> str:
    """Return the text of ``lines``, which keep their endings, with the replacements made."""
    result = list(lines)
    for edit in sorted(edits, reverse=True):
        if edit.line >= len(result):
            result.append("")
        line = result[edit.line]
        result[edit.line] = line[: edit.start] + edit.text + line[edit.end :]
    return "".join(result)


def split_place(message: str, path: str) -> tuple[int | None, str]:
    """Take the place off a message that begins with ``path:line:``; None where it is another."""
    found = _LINE.match(message, len(path)) if message.startswith(path) else None
    return (None, message) if found is None else (int(found[1]), message[found.end() :])
