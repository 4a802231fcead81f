"""``fleet``: what a command does with all repositories, in which order."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sync.fleet.looking import look
from sync.fleet.mirrors import Fetched, Order, fetch, find_mirror
from sync.fleet.store import open_store
from sync.fleet.values import RepositoryTask, WayOut
from sync.fleet.working import share
from sync.names import quote_name
from sync.workflow.progress import track

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.fleet.values import Fleet, KnownRepository, Listed

_WHAT = "repositories"


class FleetPlaces(NamedTuple):
    """Where a fleet is kept, and who works: the options of a call, with what FILE says.

    ``fetching`` is the command that fetches, called as this one was.
    """

    mirrors: Path
    store: Path
    fetching: str
    jobs: int = 1
    scheduler: str | None = None


def survey(
    fleet: Fleet, at: FleetPlaces, command: str, *, again: bool = False, judges: bool = False
) -> list[KnownRepository]:
    """Look at each repository, fill the store, and return what it holds of each, in FILE's order.

    Raises:
        UsageError: the store is none, or the library for a scheduler is not there.
        FileError: the store cannot be written.
        SchedulerError: the scheduler does not answer.
    """
    listed = {each.name: each for each in fleet.repositories}
    failing: dict[str, int | None] = {}
    with open_store(at.store, command) as store:
        store.keep(listed.keys())
        known = {} if again else store.read_fingerprints()
        tasks = [plan(each, at)._replace(judges=judges) for each in listed.values()]
        tasks = [
            each._replace(known=known[each.name][0], counts=known[each.name][1])
            if each.name in known
            else each
            for each in tasks
        ]
        for found in track(iter(share(look, tasks, at.jobs, at.scheduler)), len(tasks), _WHAT):
            store.put(listed[found.name], found)
            failing[found.name] = found.failing
        store.finish()
        read = store.read(list(listed))
    return [each._replace(failing=failing.get(each.name)) for each in read]


def fetch_all(fleet: Fleet, at: FleetPlaces, *, whole: bool) -> Iterator[Fetched]:
    """Make or update the mirror of each repository that is not on this machine.

    Those whose sources lie in other repositories are looked into when all are up to date.
    """
    orders = [
        Order(
            each.name,
            each.address,
            os.fspath(at.mirrors),
            each.revision,
            each.root,
            whole,
        )
        for each in fleet.repositories
        if each.place is None
    ]
    with open_store(at.store, "fetch") as store:
        while orders:
            given = {each.name: each for each in orders}
            waiting = []
            shared = iter(share(fetch, orders, at.jobs, at.scheduler))
            for fetched in track(shared, len(orders), _WHAT):
                if fetched.is_waiting:
                    waiting.append(given[fetched.name]._replace(done=fetched.done))
                    continue
                store.count(looked=True, failed=fetched.error is not None)
                yield fetched
            orders = waiting
        store.finish()


def plan(listed: Listed, at: FleetPlaces) -> RepositoryTask:
    """Return the task of a look, which has to survive on another machine: its paths are whole."""
    if listed.place is None:
        place = find_mirror(at.mirrors, listed.name)
        brings = f"`{at.fetching}` brings what is missing"
        brings_past = f"`{at.fetching} --history` brings what is missing"
        absent = f"`{at.fetching}` makes it"
    else:
        place = listed.place
        git = f"git -C {quote_name(os.fspath(place))}"
        brings = brings_past = f"`{git} fetch --refetch --no-filter` brings what is missing"
        absent = "check the path"
    way_out = WayOut(brings, brings_past, absent)
    return RepositoryTask(listed.name, os.fspath(place), listed.root, listed.revision, way_out)
