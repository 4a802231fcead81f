"""The note of an edit in progress, with which a later run can complete what a killed one began.

A journal is one JSON object:

- ``version``: 1; ``root``: as seen from the journal's folder;
- ``path``: the translation; ``before``, ``after``: SHA-256 of its bytes, null for no file (not
  both);
- ``temporary``: the name of the file, beside the translation, that becomes it;
- ``created``: the folders that did not exist before the edit, outermost first;
- ``sidecar``: null, or ``path``, ``document``, ``temporary``, ``stamp`` and ``previous`` (the
  entry before the edit, or null); ``stamp`` is null where the translation goes, and its entry.

Paths are relative to the root, with ``/``. A repository that came as an archive may bring a
journal along: what no run of ours writes is no journal, and `recovery` takes none at its word about
where it may act.

What it buys: a translation and its stamp may be two
files, and a run that is killed between them leaves no stamp that says more than its file does.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sync.files import IrregularError, read_regular
from sync.model import SIDECAR_NAME, Stamp, StampFormat
from sync.writing.disk import put_in_place, write_new

if TYPE_CHECKING:
    from pathlib import Path

VERSION = 1
_LONGEST_NAME = 255  # bytes; no file system of today takes more, so no run of ours wrote it
_LONGEST_PATH = 4_000
_TEMPORARY = re.compile(r"\.translation-sync-[0-9a-f]{16}-(?:translation|sidecar)\.tmp")


@dataclass(frozen=True, slots=True)
class SidecarNote:
    """The sidecar's part of a journal."""

    path: str
    document: str
    temporary: str
    stamp: Stamp | None
    previous: Stamp | None


@dataclass(frozen=True, slots=True)
class Journal:
    """An edit in progress; the module's text says what each field is."""

    root: str
    path: str
    before: str | None
    after: str | None
    temporary: str
    created: tuple[str, ...]
    sidecar: SidecarNote | None


def fingerprint(data: bytes | None) -> str | None:
    """Return what a journal keeps of a file's bytes; None for a file that does not exist."""
    return None if data is None else hashlib.sha256(data).hexdigest()


def render_journal(journal: Journal) -> bytes:
    """Render ``journal`` as one line of ASCII, in which names that are not UTF-8 survive."""
    fields = {"version": VERSION} | asdict(journal)
    note = journal.sidecar
    if note is not None:
        named = {"stamp": note.stamp, "previous": note.previous}
        stamps = {key: stamp and stamp._asdict() for key, stamp in named.items()}
        fields["sidecar"] = asdict(note) | stamps
    return json.dumps(fields).encode("ascii")


def parse_journal(data: bytes) -> Journal | None:
    """Return the journal in ``data``, or None when it is cut short or not one of ours."""
    try:
        return _build_journal(json.loads(data))
    except (ValueError, RecursionError):
        return None


def read_journal(file: Path) -> Journal | None:
    """Read a journal; None where the file holds none, or is no regular file.

    Raises:
        OSError: it does not exist, or cannot be read.
    """
    try:
        return parse_journal(read_regular(file))
    except (IrregularError, IsADirectoryError):
        return None


def write_journal(file: Path, journal: Journal) -> None:
    """Write ``journal`` whole or not at all.

    One without a second file to bring along is not forced to the medium: it serves to tidy up
    after a killed process, and a loss of power that takes it takes nothing else.

    Raises:
        OSError: when the file system refuses.
    """
    partial = partial_journal(file)
    durable = journal.sidecar is not None
    write_new(partial, render_journal(journal), like=None, durable=durable)
    put_in_place(partial, file, durable=durable)


def partial_journal(file: Path) -> Path:
    """Return where the journal ``file`` is prepared."""
    return file.with_name(file.name + ".tmp")


def _build_journal(fields: object) -> Journal:
    if not isinstance(fields, dict) or fields.get("version") != VERSION:
        raise ValueError("not a journal of this version")
    created = fields.get("created")
    if not isinstance(created, list):
        raise ValueError("created")  # noqa: TRY004 - one kind of error for all that is wrong
    journal = Journal(
        root=_path(fields, "root"),
        path=_path(fields, "path"),
        before=_text_or_none(fields, "before"),
        after=_text_or_none(fields, "after"),
        temporary=_temporary(fields),
        created=tuple(_path({"created": folder}, "created") for folder in created),
        sidecar=_build_sidecar(fields.get("sidecar")),
    )
    goes, note = journal.after is None, journal.sidecar
    if (goes and journal.before is None) or (note is not None and goes != (note.stamp is None)):
        raise ValueError("after")
    return journal


def _build_sidecar(fields: object) -> SidecarNote | None:
    if fields is None:
        return None
    if not isinstance(fields, dict):
        raise ValueError("sidecar")  # noqa: TRY004 - see above
    path = _path(fields, "path")
    if PurePosixPath(path).name != SIDECAR_NAME:
        raise ValueError(path)
    return SidecarNote(
        path=path,
        document=_text(fields, "document"),
        temporary=_temporary(fields),
        stamp=_build_stamp(fields, "stamp"),
        previous=_build_stamp(fields, "previous"),
    )


def _build_stamp(note: dict[str, object], key: str) -> Stamp | None:
    fields = note.get(key)
    if fields is None:
        return None
    if not isinstance(fields, dict):
        raise ValueError(key)  # noqa: TRY004 - see above
    return Stamp(
        format=StampFormat(_text(fields, "format")),
        original_hash=_text_or_none(fields, "original_hash"),
        synced_hash=_text_or_none(fields, "synced_hash"),
        translation_date=_text_or_none(fields, "translation_date"),
        source_file=_text_or_none(fields, "source_file"),
        language_code=_text_or_none(fields, "language_code"),
        synced=_text_or_none(fields, "synced"),
    )


def _temporary(fields: dict[str, object]) -> str:
    """Return the name of a temporary file; it is renamed or removed, so it must be one of ours."""
    name = _text(fields, "temporary")
    if not _TEMPORARY.fullmatch(name):
        raise ValueError(name)
    return name


def _path(fields: dict[str, object], key: str) -> str:
    """Return a path that the system takes for one; its bytes need not be UTF-8."""
    value = _string(fields, key)
    names = os.fsencode(value).split(b"/")  # UnicodeEncodeError is a ValueError
    if "\0" in value or max(map(len, names)) > _LONGEST_NAME or len(value) > _LONGEST_PATH:
        raise ValueError(key)
    return value


def _text(fields: dict[str, object], key: str) -> str:
    """Return a text that can be written: a lone surrogate cannot."""
    value = _string(fields, key)
    value.encode()
    return value


def _string(fields: dict[str, object], key: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str):
        raise ValueError(key)  # noqa: TRY004 - see above
    return value


def _text_or_none(fields: dict[str, object], key: str) -> str | None:
    return None if fields.get(key) is None else _text(fields, key)
