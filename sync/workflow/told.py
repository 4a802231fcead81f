"""What is told once in a run of several hooks: the first that finds something tells it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from sync.model import State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sync.cache import Section
    from sync.findings import Finding
    from sync.project.project import Project
    from sync.results import Report, Result

_STAMP = "stamp"
_LIMIT = 20
_SECONDS = 3600  # no run takes longer, and numbers of processes come round again


class HookRun(NamedTuple):
    """One hook by its id, within the run of a program that calls several: its process's number."""

    hook: str
    process: int


def tell_once(project: Project, result: Result, run: HookRun) -> Result:
    """Leave out of a hook's report what another hook told in this run, and remember the rest.

    The exit code stays: a hook that found something fails, whoever tells of it.
    """
    report = result.report
    mine = list(dict.fromkeys((*map(_name, report.findings or ()), *_name_stamps(report))))
    if not mine or project.history is None:
        return result
    cache = project.history.cache
    told = cache.section("told", _LIMIT)
    others = {name: hook for hook, name in _recall(told, run) if hook != run.hook}
    before = [name for hook, name in _recall(told, run) if hook == run.hook]
    names: list[object] = [*before, *(name for name in mine if name not in others)]
    told.put(f"{run.process} {run.hook}", [time.time(), *map(str, names)])
    cache.save()
    return result._replace(report=_leave_out(report, others))


def _leave_out(report: Report, others: dict[str, str]) -> Report:
    found = report.findings or ()
    left = tuple(each for each in found if others.keys().isdisjoint(_find_names(each)))
    if len(left) == len(found):
        return report
    hooks = {hook for each in found for hook in map(others.get, _find_names(each)) if hook}
    note = f"{len(found) - len(left)} told by {' and '.join(sorted(hooks))}"
    conclusion = f"{report.conclusion}; {note}" if report.conclusion else note
    return report._replace(findings=left, conclusion=conclusion)


def _recall(told: Section, run: HookRun) -> Iterator[tuple[str, str]]:
    """Yield what the hooks of this run told so far: the hook, and the name of a finding."""
    for key, value in told.items():
        process, _, hook = key.partition(" ")
        if process != str(run.process) or not isinstance(value, list):
            continue
        moment, *names = value
        if isinstance(moment, float) and 0 <= time.time() - moment < _SECONDS:
            yield from ((hook, name) for name in names if isinstance(name, str))


def _find_names(finding: Finding) -> Collection[str]:
    """Return by what a finding may have been told: itself, or as its translation's state."""
    own = _name(finding)
    return (own, _name_stamp(finding.path)) if finding.rule == _STAMP else (own,)


def _name(finding: Finding) -> str:
    return f"{finding.rule}\n{finding.path}\n{finding.line}\n{finding.message}"


def _name_stamps(report: Report) -> Iterator[str]:
    """Name the translations whose state says what `lint` says of their stamp."""
    for status in report.listed:
        if status.state in (State.INVALID, State.UNSTAMPED):
            yield _name_stamp(status.location.path)


def _name_stamp(path: str) -> str:
    return f"{_STAMP}\n{path}"
