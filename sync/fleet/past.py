"""The past of a fleet: the trends of all repositories together."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import zip_longest
from operator import attrgetter
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


class Past(NamedTuple):
    """The points of one repository, a day at most, the oldest first.

    ``error`` is a line, and so is each of the ``notices``.
    """

    name: str
    points: tuple[Point, ...] = ()
    error: str | None = None
    notices: tuple[str, ...] = ()


def find_past(fleet: Fleet, at: FleetPlaces) -> tuple[Trend, list[Past]]:
    """Return the trend of all repositories together, and the past of each, in FILE's order."""
    tasks = [plan(each, at) for each in fleet.repositories]
    shared = iter(share(replay, tasks, at.jobs, at.scheduler))
    pasts = list(track(shared, len(tasks), "repositories"))
    order = {each.name: number for number, each in enumerate(fleet.repositories)}
    return Trend(tuple(join(pasts))), sorted(pasts, key=lambda each: order[each.name])


def replay(task: RepositoryTask) -> Past:
    """Replay the past of one repository; what is wrong with it is part of the answer."""
    try:
        repository = open_repository(task)
        commit = require_revision(repository, task.revision)
        told = _replay(open_root(repository, commit, task.root), task)
    except (SyncError, OSError) as error:
        return Past(task.name, error=word_error(error, task))
    failure = next((word_error(each, task) for each in told.failures), None)
    return Past(task.name, tuple(told.trend.points), failure, told.notices)


def _replay(project: Project, task: RepositoryTask) -> Told:
    try:
        return find_history(project, Query(Path(task.place)), Period(Every.DAY))
    except LackingError as error:
        message = f"contents of the past are missing here; {task.way_out.lacking_past}"
        raise GitError(message) from error


def join(pasts: Iterable[Past]) -> Iterator[Point]:
    """Yield what all had together after each day on which one of them changed.

    The commit is that of the last change of the day. The points of a repository keep their order,
    each a day of its own, where a clock went back, too.
    """
    steps = sorted(
        (step for past in pasts for step in _date(past)), key=attrgetter("moment", "name")
    )
    held: dict[str, Point] = {}
    for step, following in zip_longest(steps, steps[1:]):
        held[step.name] = point = step.point
        is_same_day = following is not None and following.moment.date() == step.moment.date()
        if not is_same_day or following.name == step.name:
            yield Point(point.commit, point.date, _sum([each.languages for each in held.values()]))


class _Step(NamedTuple):
    """A point of a repository, and when it counts from."""

    moment: datetime
    name: str
    point: Point


def _date(past: Past) -> Iterator[_Step]:
    """Yield the points of a repository, none of them before the one that it follows."""
    newest = datetime.min.replace(tzinfo=UTC)
    for point in past.points:
        newest = max(newest, datetime.fromisoformat(point.date).astimezone(UTC))
        yield _Step(newest, past.name, point)


def _sum(several: Sequence[Mapping[str, Mapping[State, int]]]) -> Mapping[str, Mapping[State, int]]:
    names = sorted({name for languages in several for name in languages})
    return {
        name: {
            state: sum(languages.get(name, {}).get(state, 0) for languages in several)
            for state in State
        }
        for name in names
    }
