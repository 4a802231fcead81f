"""The past of a fleet: the trends of all repositories together."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import GitError, LackingError, SyncError
from sync.fleet.looking import open_repository, word_error
from sync.fleet.survey import plan
from sync.fleet.working import share
from sync.model import State
from sync.project.at_commit import open_root, require_revision
from sync.project.query import Query
from sync.results import Point, Trend
from sync.trend.points import Every
from sync.workflow.history import Period, find_history
from sync.workflow.progress import track

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sync.fleet.survey import FleetPlaces
    from sync.fleet.values import Fleet, RepositoryTask
    from sync.project.project import Project
    from sync.workflow.history import Told

_WHOLE = "fetch --history`"


class Past(NamedTuple):
    """The points of one repository, a day at most, the oldest first; ``error`` is a line."""

    name: str
    points: tuple[Point, ...] = ()
    error: str | None = None


def find_past(fleet: Fleet, at: FleetPlaces) -> tuple[Trend, list[Past]]:
    """Return the trend of all repositories together, and those of which something is not known."""
    tasks = [plan(each, at) for each in fleet.repositories]
    shared = iter(share(replay, tasks, at.jobs, at.scheduler))
    pasts = list(track(shared, len(tasks), "repositories"))
    failed = [each for each in pasts if each.error is not None]
    order = {each.name: number for number, each in enumerate(fleet.repositories)}
    return Trend(tuple(join(pasts))), sorted(failed, key=lambda each: order[each.name])


def replay(task: RepositoryTask) -> Past:
    """Replay the past of one repository; what is wrong with it is part of the answer."""
    try:
        repository = open_repository(task)
        commit = require_revision(repository, task.revision)
        told = _replay(open_root(repository, commit, task.root), task)
    except (SyncError, OSError) as error:
        return Past(task.name, error=word_error(error, task))
    failure = next((word_error(each, task) for each in told.failures), None)
    return Past(task.name, tuple(told.trend.points), failure)


def _replay(project: Project, task: RepositoryTask) -> Told:
    try:
        return find_history(project, Query(Path(task.place)), Period(Every.DAY))
    except LackingError as error:
        way_out = task.way_out.replace("fetch`", _WHOLE)
        raise GitError(f"contents of the past are missing here; {way_out}") from error


def join(pasts: Iterable[Past]) -> Iterator[Point]:
    """Yield what all had together after each day on which one of them changed.

    The commit is that of the last change of the day.
    """
    steps = sorted(
        ((_read_moment(point), past.name, point) for past in pasts for point in past.points),
        key=lambda step: step[:2],
    )
    held: dict[str, Point] = {}
    for number, (moment, name, point) in enumerate(steps):
        held[name] = point
        is_last = number + 1 == len(steps) or steps[number + 1][0].date() != moment.date()
        if is_last:
            yield Point(point.commit, point.date, _sum([each.languages for each in held.values()]))


def _sum(several: Sequence[Mapping[str, Mapping[State, int]]]) -> Mapping[str, Mapping[State, int]]:
    names = sorted({name for languages in several for name in languages})
    return {
        name: {
            state: sum(languages.get(name, {}).get(state, 0) for languages in several)
            for state in State
        }
        for name in names
    }


def _read_moment(point: Point) -> datetime:
    return datetime.fromisoformat(point.date).astimezone(UTC)
