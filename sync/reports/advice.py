"""What a text says of one translation beyond its state, and the way out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.findings import split_place
from sync.model import Reason, State, find_fetch_command
from sync.names import escape_text, render_name
from sync.reports.groups import StatusGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sync.model import Base, Pending, Status
    from sync.reports.values import Screen
    from sync.results import Caller

_REASONS = {
    Reason.SHALLOW: "the clone is too shallow to hold the version that it was made from",
    Reason.PARTIAL_CLONE: "the partial clone lacks the version that it was made from",
    Reason.UNKNOWN_HASH: "git holds no version of the source with the stamp's hash",
    Reason.NO_GIT: "there is no git repository to find the version that it was made from in",
    Reason.GENERATED_BLOCK: "only a generated block of the source changed",
    Reason.SUBMODULE: "it would be in a submodule that is not here",
    Reason.NOT_CHECKED_OUT: "this checkout leaves it out",
    Reason.NOT_STAMPED: "nothing is left to do but the stamp",
}

_REASONS_OF_STALE = {
    Reason.SUBMODULE: "its source would be in a submodule that is not here",
}
_REASONS_OF_ORPHANS = {
    Reason.SHALLOW: "the clone is too shallow to tell whether its source moved",
    Reason.PARTIAL_CLONE: "the partial clone lacks what would tell whether its source moved",
    Reason.NO_GIT: "there is no git repository to tell whether its source moved",
}

_REASONS_BY_STATE = {State.ORPHANED: _REASONS_OF_ORPHANS, State.STALE: _REASONS_OF_STALE}


def describe_state(status: Status, screen: Screen) -> str:
    """Return the facts that follow a translation's state on its line, or nothing."""
    facts = list_facts((status,), screen)
    return f": {'; '.join(facts)}" if facts else ""


def list_facts(statuses: Sequence[Status], screen: Screen) -> tuple[str, ...]:
    """Return what is known of translations beyond the state that they share with its reason."""
    first = statuses[0]
    facts = [_describe_bases(statuses)]
    facts.append(_count_marks([status.pending for status in statuses]))
    if first.reason is not None:
        facts.append(_word_reason(first.reason, first))
    if first.moved_to is not None:
        name = render_name(first.moved_to, is_terminal=screen.is_terminal)
        facts.append(f"its source is now {name}")
    return tuple(filter(None, facts))


def find_ways_out(status: Status, caller: Caller) -> tuple[str, ...]:
    """Return what to do about a translation, a line each; none where its reason says it."""
    return find_group_ways_out(StatusGroup((status,)), caller)


def find_group_ways_out(group: StatusGroup, caller: Caller) -> tuple[str, ...]:
    """Return what to do about all of a group, a line each."""
    advise = _WAYS_OUT.get(group.first.state)
    return () if advise is None else advise(_Advised(group, caller))


class _Advised(NamedTuple):
    """A group, and how commands about it are called."""

    group: StatusGroup
    caller: Caller

    @property
    def status(self) -> Status:
        """One translation, which stands for all."""
        return self.group.first

    @property
    def path(self) -> str:
        """What names them to a command that passes over translations in other states."""
        return self.them if self.group.is_narrowed else self._place

    @property
    def them(self) -> str:
        """What names exactly them."""
        if self.group.is_single:
            return self._place
        return f"--lang {','.join(self.group.languages)} {self._place}"

    @property
    def _place(self) -> str:
        location = self.status.location
        return self.caller.path(location.path if self.group.is_single else location.source)

    @property
    def one(self) -> str:
        """What names the first of them."""
        return self.caller.path(self.status.location.path)

    @property
    def as_for(self) -> str:
        """What to say before a command that is about one of several."""
        return "" if self.group.is_single else f", as for {self.status.location.language}"

    def say(self, one: str, several: str) -> str:
        """Return the words for one translation, or for several."""
        return one if self.group.is_single else several

    def git(self, command: str) -> str:
        """Return how to call git about the repository that the source lies in."""
        return self.caller.git_about(self.status.location.source, command)

    def call(self, command: str, path: str) -> str:
        """Return how to call a command about a path."""
        return f"{self.caller.command(command)} {path}"


def _describe_bases(statuses: Sequence[Status]) -> str:
    """Name the version that translations were made from; of several, how many, and the oldest."""
    bases = dict.fromkeys(each.base for each in statuses if each.base is not None)
    if len(bases) < 2:  # noqa: PLR2004  one, or none
        return "".join(map(_describe_base, bases))
    oldest = min(bases, key=lambda base: base.date or "")
    return f"made from {len(bases)} versions, the oldest {_name_base(oldest)}"


def _describe_base(base: Base) -> str:
    held = "" if base.commit is not None else ", which no commit holds"
    return f"made from {_name_base(base)}{held}"


def _name_base(base: Base) -> str:
    if base.commit is None:
        return f"blob {base.blob[:10]}"
    day = f" of {base.date[:10]}" if base.date else ""
    return f"{base.commit[:10]}{day}"


def _count_marks(pending: Iterable[Pending]) -> str:
    sums = [sum(counts) for counts in zip(*pending, strict=True)]
    counts = dict(zip(("untranslated", "fuzzy"), sums, strict=True))
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)


def _word_reason(reason: str, status: Status) -> str:
    """Word a reason behind the translation's path, which an error begins with as well."""
    path = status.location.path
    line, message = split_place(reason, path)
    if line is not None:
        return f"line {line}: {escape_text(message)}"
    return _explain(reason.removeprefix(f"{path}: "), status.state)


def _explain(reason: str, state: State) -> str:
    """Word a reason: ours by the table, any other as it is."""
    words = _REASONS | _REASONS_BY_STATE.get(state, {})
    known = {kind.value: text for kind, text in words.items()}
    return f"{known[reason]} ({reason})" if reason in known else escape_text(reason)


def _start_missing(advised: _Advised) -> tuple[str, ...]:
    command = find_fetch_command(advised.status.reason)
    if command is not None:
        return (f"get the submodule: {advised.caller.git(command)}",)
    location, caller = advised.status.location, advised.caller
    if advised.group.origin is not None:
        move = advised.call("move", caller.path(advised.group.origin))
        return (
            f"{advised.say('it waits', 'they wait')} where the source was, to be moved: {move}",
        )
    source = caller.path(location.source)
    start = advised.say("start it", f"start them one by one{advised.as_for}")
    return (f"{start}: {caller.command('new')} {location.language} {source}",)


def _stamp_unstamped(advised: _Advised) -> tuple[str, ...]:
    whether = advised.say("if it is up to date", "if they are up to date")
    return (f"{whether}, record that: {advised.call('stamp', advised.them)}",)


def _stamp_cosmetic(advised: _Advised) -> tuple[str, ...]:
    record = advised.call("stamp --cosmetic", advised.path)
    return (f"nothing to translate; to record that: {record}",)


def _resolve_orphan(advised: _Advised) -> tuple[str, ...]:
    status = advised.status
    if status.moved_to is not None:
        move = advised.call("move", advised.path)
        return (f"{advised.say('move it', 'move them')} after its source: {move}",)
    if status.reason is not None:
        command = find_fetch_command(status.reason)
        return () if command is None else (f"find out whether it did: {advised.git(command)}",)
    them = advised.say("it", "them")
    paths = [each.location.path for each in advised.group.statuses]
    return (f"restore its source, or remove {them}: {advised.caller.git('rm', paths)}",)


def _finish_pending(advised: _Advised) -> tuple[str, ...]:
    if advised.status.reason == Reason.NOT_STAMPED:
        return (f"record it: {advised.call('stamp', advised.them)}",)
    record = f"record it{advised.as_for}: {advised.call('stamp', advised.one)}"
    if any(any(status.pending) for status in advised.group.statuses):
        return (f"translate what is marked, then {record}",)
    stamps = [status.stamp for status in advised.group.statuses]
    if all(stamp is not None and stamp.is_started for stamp in stamps):
        return (f"translate what is left of the source's words, then {record}",)
    look = advised.call("diff", advised.path)
    return (f"see what changed around the tables: {look}", f"translate that, then {record}")


def _update_stale(advised: _Advised) -> tuple[str, ...]:
    status = advised.status
    command = find_fetch_command(status.reason)
    if command is not None:
        what = "submodule" if status.reason == Reason.SUBMODULE else "history"
        return (f"get the {what}: {advised.git(command)}",)
    record = f"record it{advised.as_for}: {advised.call('stamp', advised.one)}"
    if status.base is not None:
        look, update = (advised.call(name, advised.path) for name in ("diff", "sync"))
        return (
            f"see what changed: {look}",
            f"bring {advised.say('it', 'them')} up to date: {update}",
            f"translate the rest, then {record}",
        )
    if status.reason == Reason.NO_GIT:
        return (f"compare it by hand, then {record}",)
    is_dated = all(each.stamp and each.stamp.translation_date for each in advised.group.statuses)
    how, base = (
        ("take the source of its stamp's date", "sync --base date")
        if is_dated
        else ("lay it beside the present source", "sync --no-base")
    )
    return (f"{how}: {advised.call(base, advised.path)}",)


_WAYS_OUT: Mapping[State, Callable[[_Advised], tuple[str, ...]]] = {
    State.MISSING: _start_missing,
    State.ORPHANED: _resolve_orphan,
    State.UNSTAMPED: _stamp_unstamped,
    State.PENDING: _finish_pending,
    State.STALE: _update_stale,
    State.COSMETIC: _stamp_cosmetic,
}
