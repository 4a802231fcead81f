"""The base that a call of ``sync`` names, for translations whose own is not known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import FileError, RefusedError, UsageError
from sync.files import read_regular
from sync.model import Note

if TYPE_CHECKING:
    from sync.history import History
    from sync.history.versions import DatedVersion
    from sync.markdown.document import Markdown
    from sync.model import Location, Stamp
    from sync.versions import Versions

BY_DATE = "date"
"""What names, for each translation, the source's last version before its stamp's date."""


class NamedBase(NamedTuple):
    """A file (relative to ``cwd``), a revision, ``BY_DATE``, or None where nothing was named."""

    name: str | None
    cwd: Path
    versions: Versions

    @property
    def history(self) -> History | None:
        """The history of the documents; None outside git."""
        return self.versions.history

    def require(self) -> None:
        """Raise UsageError where what was named is neither a file nor a revision."""
        if self.name in (None, BY_DATE) or self._file is not None:
            return
        if self.history is None:
            raise UsageError(f"--base {self.name}: no such file, and there is no git to ask")
        self.history.require_revision(str(self.name))

    @property
    def is_version(self) -> bool:
        """Whether one version was named for all: that of a date needs a stamp with one."""
        return self.name not in (None, BY_DATE)

    def find(
        self, location: Location, stamp: Stamp | None
    ) -> tuple[Markdown | None, tuple[Note, ...]]:
        """Return the version to take a translation's base for, and what there is to say of it.

        Raises:
            RefusedError: the revision that was named does not hold this source.
        """
        if self.name is None:
            return None, ()
        if self.name == BY_DATE:
            return self._find_by_date(location, stamp.translation_date if stamp else None)
        file = self._file
        if file is not None:
            return self.versions.parse(self._read(file), self.name, location.source), ()
        if self.history is None:
            return None, ()
        try:
            data = self.history.read_revision(self.name, location.source)
        except UsageError as error:
            raise RefusedError(error.message) from error
        return self.versions.parse(data, location.source), ()

    def find_dated(self, location: Location, date: str | None) -> DatedVersion | str:
        """Return the source's last version before a stamp's date, or why none is known."""
        if self.history is None:
            return "there is no git to find one of the stamp's date in"
        if date is None:
            return "the stamp has no date"
        version = self.history.version_at(location.source, date)
        return version or f"no version is known to be as old as the stamp's date, {date!r}"

    def _read(self, file: Path) -> bytes:
        try:
            return read_regular(file)
        except OSError as error:
            raise FileError(f"cannot be read: {error.strerror}", path=self.name) from error

    @property
    def _file(self) -> Path | None:
        file = self.cwd / (self.name or "")
        return file if file.is_file() else None

    def _find_by_date(
        self, location: Location, date: str | None
    ) -> tuple[Markdown | None, tuple[Note, ...]]:
        version = self.find_dated(location, date)
        if isinstance(version, str) or self.history is None:
            return None, ()
        data = b"".join(data for _, data in self.history.read_blobs((version.blob,)))
        message = f"base taken by date: commit {version.commit[:10]} of {version.date}"
        return self.versions.parse(data, location.source), (Note(None, message),)
