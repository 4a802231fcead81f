"""``table``: the states by language, written into Markdown files between two comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.errors import FileError, SyncError
from sync.files import read_regular, resolve_named
from sync.project.query import Query
from sync.reports.state_table import write_state_table
from sync.states.assessment import assess
from sync.versions import Versions, decode
from sync.writing.disk import put_in_place, write_new

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sync.model import Status
    from sync.project.project import Project


class Written(NamedTuple):
    """The files whose table was, or would be, another; warnings; and what went wrong."""

    changed: tuple[str, ...]
    notices: tuple[str, ...]
    failures: tuple[SyncError, ...]


def write_tables(project: Project, cwd: Path, files: Sequence[str], *, only_look: bool) -> Written:
    """Bring the table of each file up to date; one that fails hides no other.

    ``files`` are relative to ``cwd``; with ``only_look`` nothing is written. Where something kept
    a translation from being assessed nothing is written either: a count must not be a guess.
    """
    view = project.view_disk()
    selection = Query(cwd).select_some(view)
    assessment = assess(Versions(view), selection.locations)
    notices = (*selection.notices, *assessment.warnings)
    if assessment.failures:
        return Written((), notices, assessment.failures)
    changed, failures = [], list[SyncError]()
    for file in files:
        try:
            target = resolve_named(project.root, cwd, file)
            if _bring_up(target, file, assessment.statuses, only_look=only_look):
                changed.append(file)
        except SyncError as error:
            failures.append(error)
    return Written(tuple(changed), notices, tuple(failures))


def _bring_up(target: Path, name: str, statuses: Sequence[Status], *, only_look: bool) -> bool:
    try:
        data = read_regular(target)
    except OSError as error:
        raise FileError(f"cannot be read: {error.strerror}", path=name) from error
    new = write_state_table(decode(data, name), statuses, name).encode()
    if new == data or only_look:
        return new != data
    partial = target.with_name(f".{target.name}.partial")
    try:
        write_new(partial, new, like=target)
        put_in_place(partial, target)
    except OSError as error:
        raise FileError(f"cannot be written: {error.strerror}", path=name) from error
    return True
