"""Where documents were before git's rename detection says that they moved.

To compare the files that each commit of a history added with those that it took away costs more
than to read the history. Only commits are compared that gave a document its name, and took another
file away: nothing else can be where it was renamed.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sync.history.log import (
    LoggedChange,
    read_change,
    read_changes,
    rename_option,
    spell_suffixes,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sync.git import RawChange
    from sync.history.opened import OpenRepository

# What a command line may hold of commits; where there are more, all are compared.
_MANY_COMMITS = 1_000


class PathTrails:
    """The changes of documents, at their own paths and at those that they had before.

    ``owners`` are the documents by path, those of which a path is known to have been one's before
    among them. ``seen`` are the blobs of all the changes that were looked at.
    """

    def __init__(self, git: OpenRepository, owners: Mapping[str, Iterable[str]]) -> None:
        """Read nothing yet."""
        self._git = git
        self._owners = owners
        self._patterns = spell_suffixes(owners)
        self._compared: dict[str, Sequence[RawChange]] = {}
        self.seen: set[str] = set()

    def read(self) -> list[tuple[str, LoggedChange]]:
        """Return each document with a change of it, the newest first."""
        while True:
            found, uncertain = self._walk()
            if not uncertain:
                return found
            self._compare(uncertain)

    def _walk(self) -> tuple[list[tuple[str, LoggedChange]], list[str]]:
        """Return the changes, and the commits that may have renamed a document, unread as yet."""
        owners = {path: set(documents) for path, documents in self._owners.items()}
        found: list[tuple[str, LoggedChange]] = []
        uncertain: list[str] = []
        for header, changes in self._list_commits():
            known = self._compared.get(header)
            if known is None and _may_rename(changes, owners):
                uncertain.append(header)
            for change in changes if known is None else known:
                if change.path not in owners:
                    continue
                logged = read_change(self._git, change)
                found += ((owner, logged) for owner in owners[change.path])
                if change.old_path is not None:
                    owners.setdefault(change.old_path, set()).update(owners[change.path])
        return found, uncertain

    def _list_commits(self) -> Iterator[tuple[str, Sequence[RawChange]]]:
        for header, changes in groupby(self._log("--no-renames"), lambda each: each.header):
            listed = list(changes)
            self.seen.update(change.blob for change in listed if change.file is not None)
            yield header, listed

    def _compare(self, headers: Sequence[str]) -> None:
        """Read commits anew, with the renames in them."""
        commits = [header.partition(" ")[0] for header in headers]
        few = ("--no-walk=unsorted", *commits) if len(commits) <= _MANY_COMMITS else ()
        changes = self._log(rename_option(self._git), *few)
        self._compared |= dict.fromkeys(headers, ())
        self._compared |= {
            header: list(each) for header, each in groupby(changes, lambda each: each.header)
        }

    def _log(self, *options: str) -> Iterator[RawChange]:
        is_walk = not any(option.startswith("--no-walk") for option in options)
        revisions = (self._git.head,) if is_walk else ()
        return read_changes(self._git, *revisions, patterns=self._patterns, options=options)


def _may_rename(changes: Sequence[RawChange], documents: Mapping[str, object]) -> bool:
    """Tell whether one of the documents may be a file that these changes took away."""
    came = any(change.status == "A" and change.path in documents for change in changes)
    return came and any(change.status == "D" for change in changes)
