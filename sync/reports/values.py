"""What a command has found out, ready to be told in any format."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sync.model import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sync.changes.values import Changes
    from sync.errors import SyncError
    from sync.findings import Finding
    from sync.model import Location, Status


class Screen(NamedTuple):
    """Where a text goes: ``is_terminal`` or a file, ``width`` in columns, with colours or not."""

    is_terminal: bool = False
    has_colour: bool = False
    width: int = 80


class Report(NamedTuple):
    """The translations selected, and how a reader wants to hear of them.

    ``listed`` are those that a text names one by one, ``picture`` those that its table counts
    (no table where it is empty), ``conclusion`` its last line. ``failing`` are those of the listed
    that fail a gate. ``findings`` are what rules found in translations, ``changes`` what changed
    in the sources of some; None where nobody looked. ``failures`` kept something from being looked
    at. ``prefix`` is the root relative to the repository's top: empty, or ending in ``/``; what
    servers read (annotations and the like) has paths that begin there.
    """

    statuses: tuple[Status, ...]
    listed: tuple[Status, ...]
    picture: tuple[Status, ...] = ()
    conclusion: str | None = None
    failing: frozenset[Status] = frozenset()
    findings: tuple[Finding, ...] | None = None
    changes: Mapping[Location, Changes] | None = None
    failures: tuple[SyncError, ...] = ()
    prefix: str = ""


def count_states(statuses: Iterable[Status]) -> Mapping[State, int]:
    """Count the translations in each of the eight states, those with none included."""
    counted = Counter(status.state for status in statuses)
    return {state: counted[state] for state in State}


def sort_findings(findings: Iterable[Finding]) -> Sequence[Finding]:
    """Return findings by file, line and column; those without a line come first in theirs."""
    return sorted(findings, key=lambda each: (each.path, each.line or 0, each.column or 0))
