"""``check``: the gate, over all translations or over what a change did to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.model import State
from sync.project.query import Query
from sync.project.status_list import choose_states, count_languages, count_states
from sync.results import Report, Result
from sync.states.assessment import assess
from sync.states.gate import count_existing
from sync.versions import Versions
from sync.workflow.asked import tell_left_out

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sync.errors import SyncError
    from sync.model import Status
    from sync.project.project import Project
    from sync.states.gate import Gate


class Seen(NamedTuple):
    """The translations asked for as the files on disk show them.

    ``existing`` counts those that are there by language, ``documents`` are all of the project's.
    """

    statuses: Sequence[Status]
    existing: Mapping[str, int]
    documents: frozenset[str]
    notices: tuple[str, ...]
    failures: tuple[SyncError, ...]
    left_out: str | None = None


def look(project: Project, query: Query) -> Seen:
    """Find the states of all translations asked for."""
    view = project.view_files()
    selection = query.select_some(view)
    found = assess(Versions(view), selection.locations)
    return Seen(
        query.filter(found.statuses),
        count_existing(count_languages(found.statuses)),
        frozenset(view.inventory.documents),
        (*selection.notices, *found.warnings),
        found.failures,
        tell_left_out(view, found.statuses),
    )


def check_all(project: Project, query: Query, gate: Gate, told: Collection[State] = ()) -> Result:
    """Let all translations asked for through the gate; those in states ``told`` are listed, too."""
    outcome = judge(look(project, query), gate)
    if not told:
        return outcome
    listed = choose_states(outcome.report.statuses, {*gate.fail_on, *told})
    return outcome._replace(report=outcome.report._replace(listed=listed))


def judge(seen: Seen, gate: Gate, known: Collection[Status] = ()) -> Result:
    """Let translations through the gate, those that are ``known`` to a baseline unasked."""
    listed = choose_states(seen.statuses, gate.fail_on)
    unknown = tuple(status for status in listed if status not in known)
    failing = gate.find_failing(unknown, seen.existing)
    allowed = len(unknown) - len(failing)
    passed = ""
    if len(unknown) < len(listed):
        passed += f", {len(listed) - len(unknown)} let through by the baseline"
    return Result(
        Report(
            seen.statuses,
            unknown,
            conclusion=conclude(seen.statuses, failing, allowed) + passed,
            failing=frozenset(failing),
            left_out=seen.left_out,
        ),
        notices=seen.notices,
        failures=seen.failures,
        has_findings=bool(failing),
    )


def conclude(statuses: Sequence[Status], failing: Collection[Status], allowed: int) -> str:
    """Return the last line of the gate's report; ``allowed`` would fail if there were more."""
    total = f"{len(statuses)} {'translation' if len(statuses) == 1 else 'translations'}"
    counts = ", ".join(
        f"{count} {state.value}" for state, count in count_states(statuses).items() if count
    )
    verdict = f"{len(failing)} failed" if failing else "none failed"
    verdict += f", {allowed} let through" if allowed else ""
    return f"{total}: {counts}; {verdict}" if counts else f"{total}; {verdict}"
