"""What a command has found out, ready to be told in any format."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple

from sync.reports.names import quote_name

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


class Caller(NamedTuple):
    """How the program was called, so that a command in a report can be called the same way.

    ``options`` are the global ones, quoted for a shell, with a blank before each. One of the
    paths is None: ``root`` is the root seen from the current folder where that lies outside of
    it, ``folder`` the current folder seen from the root, empty for the root itself.
    """

    options: str = ""
    root: str | None = None
    folder: str | None = ""

    def command(self, name: str) -> str:
        """Return how to call a command of the program."""
        return f"translation-sync{self.options} {name}"

    def path(self, path: str) -> str:
        """Return a path that is relative to the root as an argument, seen from where we are."""
        if self.root is not None:
            return quote_name(posixpath.normpath(f"{self.root}/{path}"))
        if not self.folder:
            return quote_name(path)
        return quote_name(posixpath.relpath(f"/{path}", f"/{self.folder}"))


class Report(NamedTuple):
    """The translations selected, and how a reader wants to hear of them.

    ``listed`` are those that a text names one by one, ``picture`` those that its table counts
    (no table where it is empty), ``conclusion`` its last line. ``failing`` are those of the listed
    that fail a gate. ``findings`` are what rules found in translations, ``changes`` what changed
    in the sources of some; None where nobody looked. ``failures`` kept something from being looked
    at. ``prefix`` is the root relative to the repository's top: empty, or ending in ``/``; what
    servers read (annotations and the like) has paths that begin there. ``caller`` is how the
    commands that a report advises are called.
    """

    statuses: Sequence[Status]
    listed: Sequence[Status]
    picture: Sequence[Status] = ()
    conclusion: str | None = None
    failing: frozenset[Status] = frozenset()
    findings: tuple[Finding, ...] | None = None
    changes: Mapping[Location, Changes] | None = None
    failures: tuple[SyncError, ...] = ()
    prefix: str = ""
    caller: Caller = Caller()


def sort_findings(findings: Iterable[Finding]) -> Sequence[Finding]:
    """Return findings by file, line and column; those without a line come first in theirs."""
    return sorted(findings, key=lambda each: (each.path, each.line or 0, each.column or 0))
