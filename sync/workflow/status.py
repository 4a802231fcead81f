"""``status``: the picture of a project's translations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.model import State
from sync.project.status_list import choose_states
from sync.results import Report, Result
from sync.workflow.asked import ask, tell_left_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sync.model import Location, Status
    from sync.project.project import Project, View
    from sync.project.query import Query
    from sync.versions import Versions

_BEHIND = (State.STALE, State.PENDING)


def show_status(project: Project, query: Query, *, tells_since: bool = False) -> Result:
    """Assess the translations asked for; without a filter, those that are current go unlisted.

    The picture is of all states, whichever are asked for: shares are those of all translations.
    ``tells_since`` asks for the dates since when they are behind, too.
    """
    view = project.view_files()
    whole = ask(view, query._replace(states=()), bodies=False)
    asked = whole._replace(statuses=query.filter(whole.statuses))
    statuses = asked.statuses
    listed = statuses
    if query.is_plain:
        listed = choose_states(statuses, frozenset(State) - {State.CURRENT})
    conclusion = None if statuses else "no translations"
    return Result(
        Report(
            statuses,
            listed,
            picture=whole.statuses if statuses else (),
            conclusion=conclusion,
            failing=asked.find_failing(project.config),
            left_out=tell_left_out(view, statuses),
            since=find_since(asked.versions, statuses) if tells_since else {},
        ),
        notices=(*view.inventory.doubts, *asked.notices, *_explain(view, query, statuses)),
        failures=asked.failures,
    )


def find_since(versions: Versions, statuses: Iterable[Status]) -> Mapping[Location, str]:
    """Return since when (ISO 8601) the source of each translation is not what that was made from.

    What git does not tell is left out.
    """
    behind = {
        each.location: each.base
        for each in statuses
        if each.base is not None and each.state in _BEHIND
    }
    if versions.history is None or not behind:
        return {}
    asked = {(location.source, base) for location, base in behind.items()}
    dates = versions.history.find_successors(asked)
    return {
        location: dates[location.source, base.blob]
        for location, base in behind.items()
        if (location.source, base.blob) in dates
    }


def _explain(view: View, query: Query, statuses: Sequence[Status]) -> Iterator[str]:
    """Say so where all is missing: translations may be elsewhere than the configuration says."""
    if statuses and query.is_plain and not view.inventory.translations:
        from sync.project.emptiness import explain_all_missing

        yield explain_all_missing(view, statuses[0].location.language)
