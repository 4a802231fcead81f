"""What a check finds in one translation, before it is known whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sync.findings import Severity


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
