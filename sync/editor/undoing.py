"""The last save, to be taken back: the file as it was, byte for byte, and its stamp."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.writing import FileEdit

if TYPE_CHECKING:
    from sync.editor.requests import Words
    from sync.model import Stamp
    from sync.workflow.handover import Handover, OpenDocument


class SavedStep(NamedTuple):
    """What a save did: of which file, the texts before and after it, and the entry as it was."""

    source: str
    path: str
    edit: FileEdit
    stamp: Stamp | None
    words: Words

    @property
    def before(self) -> str:
        """The file's text that was written over."""
        return (self.edit.before or b"").decode()

    @property
    def after(self) -> str:
        """The file's text that was written."""
        return self.edit.after.decode()

    def take_back(self, handover: Handover, opened: OpenDocument) -> None:
        """Write what was there; the file is as the save left it, or it is refused.

        Raises:
            RefusedError, FileError: as `Handover.write`.
        """
        sidecar = self.edit.sidecar
        if sidecar is not None and self.stamp is not None:
            sidecar = sidecar._replace(stamp=self.stamp)
        handover.write(
            opened, FileEdit(self.path, self.edit.after, self.edit.before or b"", sidecar)
        )


def take_step(opened: OpenDocument, edit: FileEdit, words: Words) -> SavedStep:
    """Keep what is needed to take an edit back that was written."""
    location = opened.status.location
    return SavedStep(location.source, location.path, edit, opened.status.stamp, words)
