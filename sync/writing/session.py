"""The door to this package: a language folder, locked, to which edits are applied one by one."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import FileError
from sync.writing.applying import carry_out
from sync.writing.lock import hold
from sync.writing.places import WritingPlace, find_place
from sync.writing.recovery import complete

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.writing.edits import FileEdit, Recovery, Removal

WAIT_SECONDS = 60.0


class LockedFolder(NamedTuple):
    """A language folder that no other run writes.

    ``recovered`` is what was done about an unfinished edit that was found when the lock was taken.
    """

    place: WritingPlace
    recovered: Recovery | None

    def apply_edit(self, edit: FileEdit | Removal) -> tuple[str, ...]:
        """Write ``edit`` to disk, all of it or nothing, and return the paths of what changed.

        Nothing is touched where the files already are as the edit wants them.

        Raises:
            FileError: when the file system refuses. Either all is as it was, or the translation
                is written, or gone, and the message says that the next run completes its entry.
            RefusedError: when the translation is no longer ``before``, when the sidecar cannot be
                read, or when a path leaves the root.
        """
        if self.place.journal.exists():
            message = "waits for an unfinished edit in the same folder; run again"
            raise FileError(message, path=edit.path)
        return carry_out(self.place, edit)


@contextmanager
def locked(root: Path, folder: str, *, state_dir: Path | None) -> Iterator[LockedFolder]:
    """Lock a language folder, and settle first what a killed run left there.

    Args:
        root: what all paths are relative to.
        folder: the language's folder, relative to the root, with ``/``; "" for the root itself.
            It need not exist. It is where the sidecar is, where there is one; all edits of one
            language have to be applied under the same folder.
        state_dir: our folder in the git directory (made when it does not exist), or None outside
            git; then the journal is in the language's folder.

    Raises:
        FileError: when the lock cannot be made, another run keeps it for a minute, or an
            unfinished edit can still not be completed.
        RefusedError: when the folder leaves the root.
    """
    place = find_place(root, folder, state_dir)
    with hold(place, seconds=WAIT_SECONDS) as held:
        if not held:
            message = "is being written by another run; wait for its end and run again"
            raise FileError(message, path=place.label)
        yield LockedFolder(place, complete(place))
