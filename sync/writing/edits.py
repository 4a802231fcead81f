"""What the workflows hand to this package, and what they get back."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sync.model import Stamp


class SidecarEdit(NamedTuple):
    """The stamp that the entry of ``document`` is to hold in the sidecar at ``path``.

    The path is relative to the root, with ``/``. The sidecar's other entries are no part of the
    edit: they are read afresh when it is applied. Without a ``stamp`` the entry goes.
    """

    path: str
    document: str
    stamp: Stamp | None


class FileEdit(NamedTuple):
    """A translation's bytes before and after, and the sidecar entry that goes with them.

    ``path`` is relative to the root, with ``/``. ``before`` is what was read when the edit was
    computed; None says that the file must not exist yet. The two may be equal where only the
    sidecar is to change.
    """

    path: str
    before: bytes | None
    after: bytes
    sidecar: SidecarEdit | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """The paths that it is about."""
        return (self.path,) if self.sidecar is None else (self.path, self.sidecar.path)


class Removal(NamedTuple):
    """A translation that goes, as it has been written at another place before, with its entry.

    ``path`` is relative to the root, with ``/``; ``before`` is what was read. The sidecar need not
    exist, nor have the entry.
    """

    path: str
    before: bytes
    sidecar: SidecarEdit | None = None

    @property
    def after(self) -> None:
        """What is there then: no file."""
        return None


class RecoveryOutcome(StrEnum):
    """What became of an edit that a killed run left unfinished."""

    COMPLETED = "completed"
    DISCARDED = "discarded"
    ABANDONED = "abandoned"
    SET_ASIDE = "set-aside"
    LEFT = "left"
    FAILED = "failed"


class Recovery(NamedTuple):
    """One unfinished edit, and what was done about it.

    ``path`` is the translation, relative to the root; for ``SET_ASIDE`` and ``LEFT`` it is the
    place where the journal is now. ``message`` is one line, without the path.
    """

    path: str
    outcome: RecoveryOutcome
    message: str
