"""Translations that are one file at several paths: it is written once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from sync.model import Note, Status
from sync.results import Outcome, Updated


class Doubles:
    """Which of the translations asked for are links to others of them."""

    def __init__(self, root: Path, statuses: Iterable[Status]) -> None:
        """Follow the links, of folders too; what is no link counts for all that lead to it."""
        places: dict[str, list[str]] = {}
        for status in statuses:
            path = status.location.path
            places.setdefault(os.path.realpath(root / path), []).append(path)
        self._kept: Mapping[str, str] = {
            path: kept
            for real, paths in places.items()
            for kept in [_choose(os.path.realpath(root), real, paths)]
            for path in paths
            if path != kept
        }

    def __contains__(self, status: Status) -> bool:
        """Tell whether a translation is written at another path."""
        return status.location.path in self._kept

    def pass_over(self, status: Status) -> Updated:
        """Return that such a translation is left to the path that counts."""
        kept = self._kept[status.location.path]
        note = Note(None, f"is the same file as {kept}, and is written there")
        return Updated(status, Outcome.UNCHANGED, notes=(note,), is_double=True)


def _choose(root: str, real: str, paths: list[str]) -> str:
    return next((path for path in paths if os.path.join(root, path) == real), paths[0])  # noqa: PTH118
