"""Stamps in files that change: a sidecar is parsed when it changes, and asked what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.states.stamps import StampReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.errors import StampError
    from sync.model import Location


class PastStamps(StampReader):
    """A reader of stamps that is told which sidecars changed."""

    def find_sidecar(self, location: Location) -> str | None:
        """Return the path of the sidecar that may speak of a translation."""
        return self._find_sidecar_path(location)

    def renew(self, path: str) -> frozenset[str] | None:
        """Read a sidecar again; return the documents of which it says something else now.

        None where it may be all: it was unreadable before, or is now.
        """
        known, read = self._sidecars.get(path), self._read_sidecar(path)
        self._sidecars[path] = read
        if known is None or known.whole.broken is not None or read.whole.broken is not None:
            return None
        before, after = known.whole, read.whole
        differing = _find_differing(before.entries, after.entries)
        return differing | _find_differing(_word(before.problems), _word(after.problems))


def _find_differing(before: Mapping[str, object], after: Mapping[str, object]) -> frozenset[str]:
    names = before.keys() | after.keys()
    return frozenset(name for name in names if before.get(name) != after.get(name))


def _word(problems: Mapping[str, StampError]) -> Mapping[str, str]:
    return {document: str(problem) for document, problem in problems.items()}
