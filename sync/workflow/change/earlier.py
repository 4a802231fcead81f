"""What a translation was in earlier commits, as long as its stamp named the same version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.align.versions import fold
from sync.errors import StampError
from sync.git import list_commits
from sync.markdown.cells import split_cells
from sync.trees import BlobTree
from sync.workflow.change.touched import find_tables_hash
from sync.workflow.stamping import StampReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.model import Location
    from sync.workflow.change.reading import Change
    from sync.workflow.change.touched import Touched

Rows = frozenset[tuple[str, ...]]
"""What the lines of a text say as rows of a table: their cells, folded."""


class EarlierTexts:
    """Reads the earlier versions of translations, the newest first and each once."""

    def __init__(self, change: Change) -> None:
        """Read nothing yet."""
        self._change = change
        self._known: dict[Location, tuple[Rows, ...]] = {}

    def was_other(self, touched: Touched, row: tuple[str, ...]) -> bool:
        """Tell whether a row, its cells folded, was another one under the stamp before the change.

        Then it was brought up to date by itself, and the stamp follows now.
        """
        location = touched.location
        if location not in self._known:
            self._known[location] = tuple(self._read(touched))
        return any(row not in rows for rows in self._known[location])

    def _read(self, touched: Touched) -> Iterator[Rows]:
        repository, start = self._change.repository, self._change.commit
        path, named = touched.location.path, find_tables_hash(touched.old)
        for commit in list_commits(repository, start, path) if start else ():
            tree = BlobTree.of_commit(repository, commit)
            if not tree.exists(path):
                return
            try:
                stamp = StampReader(tree, self._change.after.inventory.layout).read(
                    touched.location
                )
            except StampError:
                return
            if find_tables_hash(stamp) != named:
                return
            lines = tree.read(path).decode("utf-8", "replace").splitlines()
            yield frozenset(_read_row(line) for line in lines if "|" in line)


def _read_row(line: str) -> tuple[str, ...]:
    text = line.strip()
    return tuple(map(fold, split_cells(text, 0)))
