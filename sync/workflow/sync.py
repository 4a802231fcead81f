"""``sync``: stale and pending translations brought to their source's present version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import RefusedError, SyncError
from sync.model import Note, State
from sync.results import FilledUnits, Outcome, Updated, WritingRun, refuse
from sync.workflow.doubles import Doubles
from sync.workflow.merging import Merged, MergeTask, SyncOptions
from sync.workflow.named_base import NamedBase
from sync.workflow.pool import working
from sync.writing.writer import Writer, find_unsafe

if TYPE_CHECKING:
    from sync.model import Status
    from sync.versions import Versions


def sync_translations(
    versions: Versions, statuses: Sequence[Status], options: SyncOptions, cwd: Path
) -> WritingRun:
    """Update each stale or pending translation; one that is refused hides no other.

    Raises:
        UsageError: the base that the options name is neither a file nor a revision.
    """
    run = _Run(versions, options, cwd)
    return run.go(statuses)


class _Run:
    def __init__(self, versions: Versions, options: SyncOptions, cwd: Path) -> None:
        self._versions = versions
        self._options = options
        self._cwd = cwd
        self._named = NamedBase(options.base, cwd, versions)
        self._writer = Writer(versions)
        self._failures: list[SyncError] = []
        self._unsafe: Mapping[str, str] = {}
        self._doubles = Doubles(versions.view.project.root, ())

    def go(self, statuses: Sequence[Status]) -> WritingRun:
        wanted = [status for status in statuses if self._is_wanted(status)]
        self._doubles = Doubles(self._versions.view.project.root, wanted)
        wanted = [status for status in wanted if status not in self._doubles]
        with self._merge(wanted) as answers:
            updates = tuple(self._update(status, answers) for status in statuses)
        if self._options.recalls:
            updates = tuple(each._replace(filled=each.filled or FilledUnits()) for each in updates)
        return self._writer.conclude(updates, self._failures)

    def _is_wanted(self, status: Status) -> bool:
        """Tell whether a translation is to be merged; an unstamped one where its base is said."""
        if status.state is State.UNSTAMPED:
            return self._named.is_version or self._options.ignores_base
        return status.state in (State.STALE, State.PENDING)

    def _merge(self, statuses: Sequence[Status]) -> AbstractContextManager[Iterator[Merged]]:
        """Open the merges, in order, after all that is asked of git for all of them at once."""
        versions, options = self._versions, self._options
        self._named.require()
        if not options.ignores_base:
            versions.load(statuses)
            self._failures += versions.failures
        self._unsafe = self._find_unsafe([status.location.path for status in statuses])
        if versions.history is not None:
            versions.history.cache.save()
        task = MergeTask(versions, options, self._cwd)
        if options.recalls:
            from sync.workflow.recalling import recalling

            return recalling(task, statuses)
        return working(task, statuses, options.jobs, together=lambda each: each.location.document)

    def _find_unsafe(self, paths: Sequence[str]) -> Mapping[str, str]:
        if not self._options.writes or self._options.force:
            return {}
        return find_unsafe(self._versions.view.project, paths)

    def _update(self, status: Status, answers: Iterator[Merged]) -> Updated:
        if status.state is State.INVALID:
            note = Note(None, f"passed over, its stamp cannot be trusted: {status.reason}")
            return Updated(status, Outcome.UNCHANGED, notes=(note,))
        if not self._is_wanted(status):
            return Updated(status, Outcome.UNCHANGED, notes=self._explain_passed(status))
        if status in self._doubles:
            return self._doubles.pass_over(status)
        merged = next(answers)
        try:
            return self._write(status, merged)
        except RefusedError as error:
            return refuse(status, error)
        except SyncError as error:
            self._failures.append(error)
            return refuse(status, error)

    def _explain_passed(self, status: Status) -> tuple[Note, ...]:
        """Say so where a base was spoken of in vain."""
        if status.state is not State.UNSTAMPED or self._options.base is None:
            return ()
        words = "has no stamp, and so no date: name its version with --base REV or FILE"
        return (Note(None, words),)

    def _write(self, status: Status, merged: Merged) -> Updated:
        """Write what is to be written, unless git could not give the old file back."""
        if merged.failure is not None:
            raise merged.failure
        update, location = merged.update, status.location
        if merged.edit is None:
            return update
        if location.path in self._unsafe and not merged.is_harmless:
            refused = refuse(status, RefusedError(self._unsafe[location.path]))
            return refused._replace(tables=update.tables, notes=update.notes)
        self._writer.replace(location, status.stamp, merged.edit)
        return update._replace(files=merged.edit.files)
