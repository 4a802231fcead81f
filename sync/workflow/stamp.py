"""``stamp``: record that translations are up to date with their present source."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import RefusedError, SyncError, UsageError
from sync.git import find_lost
from sync.lint.shape import find_shape_faults
from sync.merge.marks import find_mark
from sync.merge.update import find_obstacle
from sync.model import MARKDOWN_SUFFIXES, StampKind, State
from sync.project.checkout import require_checked_out
from sync.project.selection import select
from sync.project.trees import is_below
from sync.results import Outcome, Updated, WritingRun, refuse
from sync.states.stamps import names_other_source
from sync.workflow.doubles import Doubles
from sync.writing.writer import Writer

if TYPE_CHECKING:
    from sync.case import Case
    from sync.model import Status
    from sync.project.project import View
    from sync.versions import Versions


def stamp_translations(
    versions: Versions, statuses: Sequence[Status], *, force: bool
) -> WritingRun:
    """Stamp each translation whose body allows it; one that is refused hides no other."""
    run = _Run(versions, _find_lost(versions.view, statuses), force=force)
    doubles = Doubles(versions.view.project.root, statuses)
    updates = [
        doubles.pass_over(status) if status in doubles else run.stamp(status) for status in statuses
    ]
    return run.writer.conclude(updates, run.failures)


def require_no_source(view: View, paths: Sequence[str], cwd: Path) -> None:
    """Raise UsageError if a path is a source: that all its translations are meant must be said."""
    root = view.project.root
    for path in paths:
        if (cwd / path).is_dir():
            continue
        selection = select(view.inventory, paths=(path,), languages=(), root=root, cwd=cwd)
        names = {(cwd / path).resolve(), (cwd / path).absolute()}
        if any(root / place.source in names for place in selection.locations):
            message = f"{path} is a source: say which of its translations by --lang, or say "
            raise UsageError(f"{message}--all-languages")


class _Run:
    def __init__(self, versions: Versions, lost: Collection[str], *, force: bool) -> None:
        self.failures: list[SyncError] = []
        self._versions = versions
        self._lost = lost
        self._force = force
        self.writer = Writer(versions)

    def stamp(self, status: Status) -> Updated:
        if status.state is State.MISSING:
            return Updated(status, Outcome.UNCHANGED)
        try:
            is_done = self._is_kept(status) and not self._is_flagged(status)
            is_done = is_done and not self._names_other_source(status)
            return self._confirm(status) if is_done else self._stamp_one(status)
        except SyncError as error:
            if not isinstance(error, RefusedError):
                self.failures.append(error)
            return refuse(status, error)

    def _confirm(self, status: Status) -> Updated:
        """Leave a stamp as it is, which vouches for no less than one that is written now."""
        if status.location.path.endswith(MARKDOWN_SUFFIXES):
            _require_done(self._versions.open(status))
        return Updated(status, Outcome.UNCHANGED)

    def _stamp_one(self, status: Status) -> Updated:
        location = status.location
        require_checked_out(self._versions.view, location, location.path)
        if status.state is State.ORPHANED:
            raise RefusedError("its source is gone, so there is nothing to be up to date with")
        if status.state is State.INVALID:
            self.writer.read_stamp(location)
        if self._versions.view.project.repository is None and not self._force:
            raise RefusedError("there is no git to give the old file back; use --force to write")
        case = self._versions.open(status)
        text = case.translation.text
        _require_done(case)
        stamp = status.stamp
        if stamp is None or not self._is_kept(status):
            stamp = self.writer.current_stamp(location, stamp)
        if self._names_other_source(status):
            stamp = stamp._replace(source_file=self.writer.name_source(location))
        edit = self.writer.build_edit(location, text.encode(), text, stamp)
        self.writer.replace(location, status.stamp, edit)
        return Updated(status, Outcome.UPDATED, stamped=True)

    def _is_kept(self, status: Status) -> bool:
        """Tell whether a stamp says already what it should."""
        return status.state is State.CURRENT and _name_commit(status) not in self._lost

    def _names_other_source(self, status: Status) -> bool:
        """Tell whether a stamp says that it is of another source."""
        stamp, layout = status.stamp, self._versions.view.layout
        return stamp is not None and names_other_source(stamp, status.location, layout)

    def _is_flagged(self, status: Status) -> bool:
        """Tell whether the project's own flag calls a translation old that is not."""
        spec = self._versions.view.specs.find(status.location)
        if spec is None or spec.outdated is None or not spec.is_in_text:
            return False
        from sync.stamps.records import is_flagged

        text = self._versions.read(status.location.path).decode("utf-8", "replace")
        return is_flagged(text, spec.outdated)


def _find_lost(view: View, statuses: Sequence[Status]) -> Collection[str]:
    """Return the commits in stamps that were amended or squashed away: others never have them.

    Of another repository, and behind the end of a shallow clone, nobody knows here.
    """
    repository = view.project.repository
    if repository is None or repository.is_shallow:
        return ()
    nested = view.tree.nested
    own = (each for each in statuses if not is_below(each.location.source, nested))
    return find_lost(repository, filter(None, map(_name_commit, own)))


def _name_commit(status: Status) -> str | None:
    """Return the commit that a stamp names."""
    is_commit = status.stamp is not None and status.stamp.kind is StampKind.COMMIT
    return status.base.commit if is_commit and status.base is not None else None


def _require_done(case: Case) -> None:
    """Raise RefusedError with the first thing that is left to do, and where."""
    line = find_mark(case.translation.text, case.translation.dialect)
    if line is not None:
        raise RefusedError(
            "a mark is left; translate what is marked, then delete the mark", line=line
        )
    conflict = find_obstacle(case.source, case.translation)
    if conflict is not None:
        raise RefusedError(conflict.message, line=conflict.line)
    faults = find_shape_faults(case)
    if faults:
        raise RefusedError(faults[0].message, line=faults[0].line)
