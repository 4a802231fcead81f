"""``check --staged`` and ``check --changed-from``: what a change did to the translations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.errors import UsageError
from sync.git import find_changed, find_merge_base, find_staged, resolve_commit
from sync.model import State
from sync.reports.values import Report
from sync.trees import BlobTree
from sync.workflow.check import conclude
from sync.workflow.places import find_sidecar_path
from sync.workflow.query import Outcome, Query
from sync.workflow.states import assess

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sync.git import Repository
    from sync.model import Location, Status
    from sync.workflow.gate import Gate
    from sync.workflow.project import Project, View

_DEBT = {State.PENDING: 1, State.STALE: 2}


@dataclass(frozen=True, slots=True)
class Change:
    """Two states of the files, and the paths whose content differs between them."""

    before: View
    after: View
    paths: frozenset[str]


def read_staged(project: Project) -> Change:
    """Return the change that git's index would commit.

    Raises:
        UsageError: there is no repository.
    """
    repository = _need_repository(project, "--staged")
    head = resolve_commit(repository, "HEAD")
    return Change(
        before=project.view(BlobTree.of_commit(repository, head)),
        after=project.view(BlobTree.of_index(repository)),
        paths=find_staged(repository),
    )


def read_since(project: Project, revision: str) -> Change:
    """Return the change on disk since HEAD and ``revision`` parted.

    Raises:
        UsageError: there is no repository, no such revision, or no common history.
        GitError: the history is too shallow to tell.
    """
    repository = _need_repository(project, "--changed-from")
    commit = find_merge_base(repository, revision)
    return Change(
        before=project.view(BlobTree.of_commit(repository, commit)),
        after=project.view_disk(),
        paths=find_changed(repository, commit),
    )


def check_change(project: Project, query: Query, gate: Gate, change: Change) -> Outcome:
    """Let through the gate what the change made of the translations asked for.

    Translations that it made stale or pending are reported, and fail where the failing states
    were named. One that it touched and that is invalid, or lost its stamp, always fails.
    """
    selection = query.select(project, change.after)
    places = [place for place in selection.locations if _concerns(change, place)]
    now = assess(project, change.after, places)
    before = assess(project, change.before, places)
    pairs = tuple(zip(before.statuses, now.statuses, strict=True))
    damaged = {new for old, new in pairs if _is_damaged(old, new, change)}
    made = {new for old, new in pairs if _is_made(old, new, gate)}
    listed = tuple(
        status for status in now.statuses if status in damaged | made and query.admits(status)
    )
    existing = [place for place in selection.locations if change.after.inventory.holds(place)]
    failing = gate.find_failing(listed, existing) if gate.is_explicit else set()
    failing |= damaged.intersection(listed)
    return Outcome(
        Report(
            listed,
            listed,
            conclusion=_conclude(listed, failing),
            failing=frozenset(failing),
        ),
        notices=(*selection.notices, *now.warnings),
        failures=(*now.failures, *before.failures),
        has_findings=bool(failing),
    )


def _need_repository(project: Project, option: str) -> Repository:
    if project.repository is None:
        raise UsageError(f"{option} needs a git repository: run in one, or leave it out")
    return project.repository


def _concerns(change: Change, place: Location) -> bool:
    """Tell whether the change touched anything that the translation's state is made of."""
    sidecar = find_sidecar_path(change.after.inventory.layout, place)
    return not change.paths.isdisjoint({place.source, place.path, sidecar or place.path})


def _is_damaged(old: Status, new: Status, change: Change) -> bool:
    """Tell whether the change touched a translation that now has no stamp to go by."""
    is_touched = new.location.path in change.paths or (old.state, old.stamp) != (
        new.state,
        new.stamp,
    )
    had_stamp = old.state not in (State.MISSING, State.UNSTAMPED)
    has_lost_it = new.state is State.UNSTAMPED and had_stamp
    return is_touched and (new.state is State.INVALID or has_lost_it)


def _is_made(old: Status, new: Status, gate: Gate) -> bool:
    """Tell whether the change added to what a translation owes, or brought a state that fails."""
    if new.state in _DEBT:
        return _DEBT[new.state] > _DEBT.get(old.state, 0)
    return gate.is_explicit and new.state in gate.fail_on and new.state is not old.state


def _conclude(listed: Sequence[Status], failing: Collection[Status]) -> str:
    if not listed:
        return "the change made no translation stale or pending"
    hint = "" if failing else " (--fail-on would fail them)"
    return conclude(listed, failing) + hint
