"""``lint --fix``: what can be mended with certainty, written as ``sync`` writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sync.errors import RefusedError
from sync.project.checkout import require_checked_out
from sync.writing import FileEdit
from sync.writing.writer import Writer, find_unsafe

if TYPE_CHECKING:
    from sync.model import Status
    from sync.versions import Versions
    from sync.workflow.lint_cache import Mended


class Mender:
    """Writes the translations that can be mended; stamps stay as they are."""

    def __init__(self, versions: Versions, statuses: Sequence[Status], *, force: bool) -> None:
        """Write nothing yet; ``force`` writes over files that git could not give back."""
        self.mended = 0
        self.notices: list[str] = []
        self._view = view = versions.view
        self._writer = Writer(versions)
        self._unsafe: Mapping[str, str] = {}
        if not force:
            self._unsafe = find_unsafe(view.project, [status.location.path for status in statuses])

    def mend(self, status: Status, mended: Mended) -> bool:
        """Write a mended text, unless that must not be; tell whether it was written.

        Raises:
            FileError: it cannot be written.
        """
        path = status.location.path
        reason = self._unsafe.get(path) or self._write(status, mended)
        if reason is not None:
            self.notices.append(f"{path}: not mended: {reason}")
            return False
        self.mended += mended.number
        return True

    def _write(self, status: Status, mended: Mended) -> str | None:
        """Write the mended text; return why that must not be."""
        edit = FileEdit(status.location.path, mended.before.encode(), mended.after.encode())
        try:
            require_checked_out(self._view, status.location, edit.path)
            self._writer.replace(status.location, status.stamp, edit)
        except RefusedError as error:
            return error.message
        return None
