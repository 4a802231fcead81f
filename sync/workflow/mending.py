"""``lint --fix``: what can be mended with certainty, written as ``sync`` writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sync.errors import RefusedError
from sync.lint.fixing import Fixed, fix_all
from sync.workflow.writing import Writer, find_unsafe
from sync.writing import FileEdit

if TYPE_CHECKING:
    from sync.lint.values import Found
    from sync.model import Status
    from sync.workflow.linting import Linter
    from sync.workflow.project import Project, View


class Mender:
    """Writes the translations that can be mended; stamps stay as they are."""

    def __init__(
        self, project: Project, view: View, statuses: Sequence[Status], *, force: bool
    ) -> None:
        """Write nothing yet; ``force`` writes over files that git could not give back."""
        self.mended = 0
        self.notices: list[str] = []
        self._writer = Writer(project, view)
        self._unsafe: Mapping[str, str] = {}
        if not force:
            self._unsafe = find_unsafe(project, [status.location.path for status in statuses])

    def mend(self, linter: Linter, status: Status) -> tuple[Found, ...] | None:
        """Mend a translation and return what is left; None where it stays as it was.

        Raises:
            FileError: it cannot be read or written.
            RefusedError: it is no text that can be read.
        """
        location = status.location
        comparison = linter.compare(status)
        fixed = fix_all(comparison, linter.choose_rules(status))
        if not fixed.mended:
            return None
        before = comparison.translated.text
        reason = self._unsafe.get(location.path) or self._write(status, before, fixed)
        if reason is not None:
            self.notices.append(f"{location.path}: not mended: {reason}")
            return None
        self.mended += len(fixed.mended)
        return fixed.left

    def _write(self, status: Status, before: str, fixed: Fixed) -> str | None:
        """Write the mended text; return why that must not be."""
        edit = FileEdit(status.location.path, before.encode(), fixed.text.encode())
        try:
            self._writer.replace(status.location, status.stamp, edit)
        except RefusedError as error:
            return error.message
        return None
