"""What a text says of one translation beyond its state, and the way out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.model import Reason, State, find_fetch_command
from sync.names import escape_text, render_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sync.model import Pending, Status
    from sync.reports.values import Screen
    from sync.results import Caller

_REASONS = {
    Reason.SHALLOW: "the clone is too shallow to hold the version that it was made from",
    Reason.PARTIAL_CLONE: "the partial clone lacks the version that it was made from",
    Reason.UNKNOWN_HASH: "git holds no version of the source with the stamp's hash",
    Reason.NO_GIT: "there is no git repository to find the version that it was made from in",
    Reason.GENERATED_BLOCK: "only a generated block of the source changed",
    Reason.NOT_CHECKED_OUT: "this checkout leaves it out",
    Reason.NOT_STAMPED: "nothing is left to do but the stamp",
}

_REASONS_OF_ORPHANS = {
    Reason.SHALLOW: "the clone is too shallow to tell whether its source moved",
    Reason.PARTIAL_CLONE: "the partial clone lacks what would tell whether its source moved",
    Reason.NO_GIT: "there is no git repository to tell whether its source moved",
}


def describe_state(status: Status, screen: Screen) -> str:
    """Return the facts that follow a translation's state on its line, or nothing."""
    facts = []
    if status.base is not None:
        facts.append(_describe_base(status))
    if status.pending.untranslated or status.pending.fuzzy:
        facts.append(_count_marks(status.pending))
    if status.reason is not None:
        facts.append(_explain(status.reason, status.state))
    if status.moved_to is not None:
        name = render_name(status.moved_to, is_terminal=screen.is_terminal)
        facts.append(f"its source is now {name}")
    return f": {'; '.join(facts)}" if facts else ""


def find_ways_out(status: Status, caller: Caller) -> tuple[str, ...]:
    """Return what to do about a translation, a line each; none where its reason says it."""
    advise = _WAYS_OUT.get(status.state)
    return () if advise is None else advise(status, caller)


def _describe_base(status: Status) -> str:
    base = status.base
    if base is None:
        return ""
    if base.commit is None:
        return f"made from blob {base.blob[:10]}, which no commit holds"
    day = f" of {base.date[:10]}" if base.date else ""
    return f"made from {base.commit[:10]}{day}"


def _count_marks(pending: Pending) -> str:
    counts = {"untranslated": pending.untranslated, "fuzzy": pending.fuzzy}
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)


def _explain(reason: str, state: State) -> str:
    """Word a reason: ours by the table, any other as it is."""
    words = _REASONS | (_REASONS_OF_ORPHANS if state is State.ORPHANED else {})
    known = {kind.value: text for kind, text in words.items()}
    return f"{known[reason]} ({reason})" if reason in known else escape_text(reason)


def _start_missing(status: Status, caller: Caller) -> tuple[str, ...]:
    source = caller.path(status.location.source)
    return (f"start it: {caller.command('new')} {status.location.language} {source}",)


def _stamp_unstamped(status: Status, caller: Caller) -> tuple[str, ...]:
    return (f"if it is up to date, record that: {_call('stamp', status, caller)}",)


def _stamp_cosmetic(status: Status, caller: Caller) -> tuple[str, ...]:
    return (f"nothing to translate; to record that: {_call('stamp --cosmetic', status, caller)}",)


def _resolve_orphan(status: Status, caller: Caller) -> tuple[str, ...]:
    place, document = status.location.path, status.location.document
    path = caller.path(place)
    remove = f"git rm {path}"
    if status.moved_to is None and status.reason is not None:
        command = find_fetch_command(status.reason)
        return () if command is None else (f"find out whether it did: {command}",)
    if status.moved_to is None:
        return (f"restore its source, or remove it: {remove}",)
    if not place.endswith(f"/{document}"):
        return (f"move it beside the other translations of its source, or remove it: {remove}",)
    target = caller.path(place.removesuffix(document) + status.moved_to)
    return (f"move it: git mv {path} {target}", f"or remove it: {remove}")


def _finish_pending(status: Status, caller: Caller) -> tuple[str, ...]:
    record = _call("stamp", status, caller)
    if status.reason == Reason.NOT_STAMPED:
        return (f"record it: {record}",)
    if status.pending.untranslated or status.pending.fuzzy:
        return (f"translate the marked cells, then record it: {record}",)
    look = _call("diff", status, caller)
    return (f"see what changed around the tables: {look}", f"record it: {record}")


def _update_stale(status: Status, caller: Caller) -> tuple[str, ...]:
    command = find_fetch_command(status.reason)
    if command is not None:
        return (f"get the history: {command}",)
    if status.base is not None:
        path = caller.path(status.location.path)
        return (
            f"see what changed: {caller.command('diff')} {path}",
            f"bring its tables up to date: {caller.command('sync')} {path}",
        )
    if status.reason == Reason.NO_GIT:
        return (f"compare it by hand, then record it: {_call('stamp', status, caller)}",)
    named = _call("sync --base REV", status, caller)
    return (f"name the version that it was made from: {named}",)


def _call(command: str, status: Status, caller: Caller) -> str:
    return f"{caller.command(command)} {caller.path(status.location.path)}"


_WAYS_OUT: Mapping[State, Callable[[Status, Caller], tuple[str, ...]]] = {
    State.MISSING: _start_missing,
    State.ORPHANED: _resolve_orphan,
    State.UNSTAMPED: _stamp_unstamped,
    State.PENDING: _finish_pending,
    State.STALE: _update_stale,
    State.COSMETIC: _stamp_cosmetic,
}
