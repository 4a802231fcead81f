"""Where things are: the files that edits name, and our own locks, journals and temporary files.

- lock: ``<state>/lock-<key>``; outside git ``<temp>/translation-sync-<key>.lock``;
- journal: ``<state>/journal-<key>.json``; outside git ``<folder>/.translation-sync-journal.json``;
- temporary files: ``.translation-sync-<key>-<role>.tmp``, beside the file that they become.

``<state>`` is ``translation-sync`` in the git directory, ``<temp>`` the system's folder for
temporary files, ``<folder>`` the language's folder. ``<key>`` stands for that folder's real path
(relative to ``<state>`` where there is one, so that a repository may be moved). A lock file stays
when its lock is released: removing it would give two waiting runs a lock each. Temporary names are
the same for every edit of a folder, so the next edit replaces what a loss of power left behind.
"""

from __future__ import annotations

import hashlib
import os
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from sync.errors import RefusedError

_SYSTEM = Path("/tmp")  # noqa: S108 - a lock must have the same name for all
LOCAL_JOURNAL = ".translation-sync-journal.json"


class Role(StrEnum):
    """Which of an edit's two files a temporary file becomes."""

    TRANSLATION = "translation"
    SIDECAR = "sidecar"


class WritingPlace(NamedTuple):
    """The lock and the journal of one language folder.

    ``root`` is a real path. ``state`` is None outside git. ``label`` names the folder in messages.
    """

    root: Path
    state: Path | None
    label: str
    key: str
    lock: Path
    journal: Path

    def temporary_name(self, role: Role) -> str:
        """Return the name of the temporary file in which a file of this folder is prepared."""
        return f".translation-sync-{self.key}-{role}.tmp"


def resolve_root(root: Path) -> Path:
    """Return ``root`` without links, absolute."""
    return Path(os.path.realpath(root))


def resolve_path(root: Path, path: str) -> Path:
    """Follow the links of ``path``, relative to ``root`` (a real path), to the file they lead to.

    The file need not exist. A link within the root is followed, so that a write goes through it.

    Raises:
        RefusedError: when the path, or a link on it, leaves the root or enters git's own folder.
    """
    parts = PurePosixPath(path).parts
    if not parts or "\0" in path or ".." in parts or PurePosixPath(path).is_absolute():
        raise RefusedError("is no path below the root, so nothing is written", path=path)
    target = Path(os.path.realpath(root / path))
    if not target.is_relative_to(root):
        raise RefusedError("leads out of the root through a link, so nothing is written", path=path)
    if ".git" in (part.lower() for part in target.relative_to(root).parts):
        raise RefusedError("leads into git's own folder, so nothing is written", path=path)
    return target


def relative_below(root: Path, path: Path) -> str:
    """Return a path as seen from ``root`` (a real path); RefusedError where it lies outside."""
    if not path.is_relative_to(root):
        raise RefusedError("is no path below the root", path=path.as_posix())
    relative = path.relative_to(root).as_posix()
    resolve_path(root, relative)
    return relative


def find_place(root: Path, folder: str, state: Path | None) -> WritingPlace:
    """Return the place of the language folder ``folder``, relative to ``root`` ("" is the root).

    Raises:
        RefusedError: when the folder leaves the root.
    """
    root = resolve_root(root)
    target = resolve_path(root, folder) if folder else root
    if state is not None:
        state = Path(os.path.realpath(state))
        return place_in_state(root, state, folder or ".", _hash(relative_to(target, state)))
    key = _hash(str(target))
    lock = _temporary_folder() / f"translation-sync-{key}.lock"
    return WritingPlace(root, None, folder or ".", key, lock, target / LOCAL_JOURNAL)


def find_places(
    root: Path, folders: tuple[str, ...], state: Path | None
) -> tuple[WritingPlace, ...]:
    """Return where journals may be: in git all places that hold one, else those of ``folders``.

    Raises:
        RefusedError: when a folder leaves the root.
    """
    if state is None:
        return tuple(find_place(root, folder, None) for folder in folders)
    root, state = resolve_root(root), Path(os.path.realpath(state))
    keys = (file.name[len("journal-") :].split(".")[0] for file in state.glob("journal-*.json*"))
    return tuple(place_in_state(root, state, key, key) for key in sorted(set(keys)))


def place_in_state(root: Path, state: Path, label: str, key: str) -> WritingPlace:
    """Return the place with this key in the git directory's folder ``state``."""
    return WritingPlace(
        root, state, label, key, state / f"lock-{key}", state / f"journal-{key}.json"
    )


def relative_to(path: Path, start: Path) -> str:
    """Return ``path`` as seen from ``start``, or as it is where Windows drives part the two."""
    try:
        return Path(os.path.relpath(path, start)).as_posix()
    except ValueError:
        return path.as_posix()


def _temporary_folder() -> Path:
    """Return the system's folder for temporary files.

    ``tempfile.gettempdir`` tries to write there, and gives the current folder where it cannot:
    on a full disk two runs could end up with a lock each. A lock takes no space.
    """
    candidates = (Path(os.environ.get(name, "")) for name in ("TMPDIR", "TEMP", "TMP"))
    return next((path for path in candidates if path.is_absolute() and path.is_dir()), _SYSTEM)


def _hash(text: str) -> str:
    return hashlib.sha256(os.fsencode(text)).hexdigest()[:16]
