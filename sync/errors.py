"""Every exception that translation-sync raises on purpose, each with its exit code."""

from __future__ import annotations

from typing import ClassVar


class SyncError(Exception):
    """A problem that the user can act on.

    The message is one line: what is wrong and the way out. ``path`` (relative to the root where
    it can be) and ``line`` (1-based) say where; either may be None. ``str()`` joins the three.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, *, path: str | None = None, line: int | None = None) -> None:
        """Keep the message and the place it speaks of."""
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line

    def __str__(self) -> str:
        """Render as ``path:line: message``, leaving out what is not known."""
        place = "".join(f"{part}:" for part in (self.path, self.line) if part is not None)
        return f"{place} {self.message}" if place else self.message


class UsageError(SyncError):
    """A call that cannot be carried out as it was written."""

    exit_code = 2


class ConfigError(SyncError):
    """A configuration that cannot be read or does not make sense."""

    exit_code = 2


class StampError(SyncError):
    """A stamp that cannot be read or trusted; it becomes the state ``invalid``."""


class GitError(SyncError):
    """Git failed, or said something that we cannot read."""


class FetchError(GitError):
    """What a clone left out cannot be fetched."""


class FileError(SyncError):
    """The file system refused."""


class ObjectError(FileError):
    """A file that git holds and whose content it cannot give: a failure of git."""


class LackingError(FileError):
    """A file that a partial clone lacks: what it holds cannot be known here."""


class RefusedError(SyncError):
    """A change that must not be made to this translation; reported as its outcome ``refused``.

    ``reason`` is the word for it in reports that programs read, where there is one.
    """

    exit_code = 1

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        line: int | None = None,
        reason: str | None = None,
    ) -> None:
        """Keep the reason beside the message and the place."""
        super().__init__(message, path=path, line=line)
        self.reason = reason
