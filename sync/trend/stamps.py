"""Stamps in files that change: one that holds many is parsed again, and asked what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sync.errors import StampError
from sync.states.stamps import StampReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.model import Location

Key: TypeAlias = tuple[str, str]
"""A translation, by language and document."""


class PastStamps(StampReader):
    """A reader of stamps that is told which files beside the translations changed."""

    def renew(self, path: str, users: Mapping[Key, Location]) -> set[Key]:
        """Read such a file again; return those of its users whose stamps may be others now."""
        before = self._tell(path, users)
        self._records.forget(path)
        after = self._tell(path, users)
        found = {key for key in users if before[key] != after[key]}
        names = self._renew_sidecar(path) if path in self._sidecars else ()
        if names is None:
            return set(users)
        if names:
            called = self._layout.entry_name
            found.update(key for key, place in users.items() if called(place) in names)
        return found

    def _tell(self, path: str, users: Mapping[Key, Location]) -> Mapping[Key, object]:
        """Return what a file of stamps holds for each user; nothing of another kind of file."""
        told: dict[Key, object] = {}
        for key, location in users.items():
            spec = self._specs.find(location)
            if spec is None or spec.place != path:
                told[key] = None
                continue
            try:
                told[key] = self._records.find_values(location, spec)
            except StampError as error:
                told[key] = str(error)
        return told

    def _renew_sidecar(self, path: str) -> frozenset[str] | None:
        """Read a sidecar again; return the documents of which it says something else now.

        None where it may be all: it was unreadable before, or is now.
        """
        known, read = self._sidecars[path], self._read_sidecar(path)
        self._sidecars[path] = read
        if known.whole.broken is not None or read.whole.broken is not None:
            return None
        before, after = known.whole, read.whole
        differing = _find_differing(before.entries, after.entries)
        return differing | _find_differing(_word(before.problems), _word(after.problems))


def _find_differing(before: Mapping[str, object], after: Mapping[str, object]) -> frozenset[str]:
    names = before.keys() | after.keys()
    return frozenset(name for name in names if before.get(name) != after.get(name))


def _word(problems: Mapping[str, StampError]) -> Mapping[str, str]:
    return {document: str(problem) for document, problem in problems.items()}
