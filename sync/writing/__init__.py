"""Edits to disk, so that nothing is ever lost: not to a kill, a full disk or a second run.

Typical use, for the edits of one language::

    for recovery in recover(root, folders, state_dir=state):
        ...  # tell
    with locked(root, "translations/he", state_dir=state) as folder:
        for edit in edits:
            folder.apply_edit(edit)  # FileError or RefusedError: this one was not written

Commands that only read call neither: what a killed run leaves is honest as it is.
"""

from __future__ import annotations

from sync.writing.edits import FileEdit, Recovery, RecoveryOutcome, Removal, SidecarEdit
from sync.writing.recovery import recover
from sync.writing.session import LockedFolder, locked

__all__ = [
    "FileEdit",
    "LockedFolder",
    "Recovery",
    "RecoveryOutcome",
    "Removal",
    "SidecarEdit",
    "locked",
    "recover",
]
