"""``check --staged`` and ``check --changed-from``: what a change did to the translations."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sync.findings import Severity
from sync.model import State
from sync.project.query import Query
from sync.results import Report, Result
from sync.review.change import find_concerned, read_stamps
from sync.review.touched import find_touched
from sync.review.values import Findings, Strictness
from sync.states.assessment import assess
from sync.workflow.asked import tell_left_out
from sync.workflow.check import conclude

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from sync.changes.values import Changes
    from sync.findings import Finding
    from sync.model import Location, Stamp, Status
    from sync.review.change import Change
    from sync.review.touched import Touched
    from sync.states.gate import Gate

_AS_CONFIGURED = Strictness()
# So many translations are read for their rows although nobody asks: it takes 10 ms for each.
_FEW = 12
_DEBT = {State.PENDING: 1, State.STALE: 2}


def check_change(
    query: Query,
    gate: Gate,
    change: Change,
    strictness: Strictness = _AS_CONFIGURED,
    *,
    beside: bool = False,
    find_mended: Callable[[Change, Sequence[Status]], Mapping[str, frozenset[str]]] | None = None,
) -> Result:
    """Let through the gate what the change made of the translations asked for.

    Translations that it made stale, pending or orphaned are reported, and fail where the failing
    states were named. One that it touched and that is invalid, or lost its stamp, always fails;
    so does a finding that is an error. ``beside`` asks for each translation's rows beside those
    that changed in its source, however many translations have to be read for that. Of those that
    ``find_mended`` returns the paths of, nothing is told but which of their files are to be staged.
    """
    selection = query.select(change.after.view)
    now = assess(change.after, find_concerned(change, selection.locations))
    statuses = _name_moves(change, now.statuses)
    before, failures = change.before.assess(
        (each.location for each in statuses if _may_count(each, gate, change)),
        known=dict(_find_untouched(change, statuses)),
    )
    effect = _find_effect(change, gate, before, statuses)
    shown = tuple(filter(query.admits, effect.shown))
    listed = tuple(status for status in shown if status not in effect.cosmetic)
    touched = tuple(each for each in find_touched(change, statuses) if query.admits(each.status))
    findings = _find_findings(change, touched, strictness)
    holds = change.after.view.inventory.holds
    failing: set[Status] = set()
    if gate.is_explicit:
        existing = Counter(place.language for place in selection.locations if holds(place))
        failing = gate.find_failing(listed, existing)
    failing |= effect.damaged.intersection(listed)
    mended = find_mended(change, listed) if find_mended is not None else {}
    shown, listed = (
        tuple(each for each in statuses if each.location.path not in mended)
        for statuses in (shown, listed)
    )
    report = Report(
        shown,
        listed,
        unstaged=tuple(sorted(frozenset[str]().union(*mended.values()))),
        conclusion=None
        if mended and not (listed or findings.found)
        else _conclude(listed, failing, gate, len(shown) - len(listed), findings.found),
        failing=frozenset(failing),
        findings=findings.found,
        changes=_compare(change, listed, beside=beside),
        left_out=tell_left_out(change.after.view, listed),
    )
    return Result(
        report,
        notices=(*selection.notices, *now.warnings, *findings.notices),
        failures=(*now.failures, *failures, *findings.failures),
        has_findings=bool(failing) or any(map(_is_error, findings.found)),
    )


def _find_untouched(
    change: Change, statuses: Sequence[Status]
) -> Iterator[tuple[Location, Stamp | None]]:
    """Yield the stamps that are what and where they were: a source's change touches none."""
    stamps = read_stamps(change)
    for status in statuses:
        place, stamp = status.location, status.stamp
        if status.state not in (State.INVALID, State.MISSING) and (
            stamp is None or stamp.source_file in (None, place.source)
        ):
            files = place.path, *stamps.find_files(place)
            if change.paths.isdisjoint(files) and change.before.find(place).location == place:
                yield place, stamp


class _Effect(NamedTuple):
    """The translations that a change made worse, in order.

    ``damaged`` are those of ``shown`` that it left without a stamp to go by, ``cosmetic`` those
    whose source it changed in format only.
    """

    shown: tuple[Status, ...]
    damaged: frozenset[Status]
    cosmetic: frozenset[Status]


def _may_count(status: Status, gate: Gate, change: Change) -> bool:
    """Tell whether what a translation was before matters to the verdict on it."""
    if status.state is State.MISSING and change.before.find(status.location).was_there:
        return True
    is_fine = status.state in (State.CURRENT, State.MISSING)
    return not is_fine or (gate.is_explicit and status.state in gate.fail_on)


def _find_effect(
    change: Change, gate: Gate, before: Mapping[Location, Status], now: Sequence[Status]
) -> _Effect:
    pairs = [(before[new.location], new) for new in now if new.location in before]
    damaged = {new for old, new in pairs if _is_damaged(old, new, change)}
    cosmetic = {
        new for old, new in pairs if (old.state, new.state) == (State.CURRENT, State.COSMETIC)
    }
    made = {new for old, new in pairs if _is_made(old, new, gate, change)}
    shown = tuple(new for _, new in pairs if new in made | damaged | cosmetic)
    return _Effect(shown, frozenset(damaged), frozenset(cosmetic - made))


def _name_moves(change: Change, statuses: Sequence[Status]) -> tuple[Status, ...]:
    """Say of orphans where their source went, where this very change moved it."""
    if not any(_is_lost(status) for status in statuses):
        return tuple(statuses)
    layout, renames = change.after.view.layout, change.before.renames
    moves = {status: renames.get(status.location.source) for status in statuses if _is_lost(status)}
    return tuple(
        status._replace(moved_to=layout.document_of(path), reason=None)
        if (path := moves.get(status)) is not None
        else status
        for status in statuses
    )


def _is_lost(status: Status) -> bool:
    return status.state is State.ORPHANED and status.moved_to is None


def _is_damaged(old: Status, new: Status, change: Change) -> bool:
    """Tell whether the change touched a translation that now has no stamp to go by."""
    is_touched = new.location.path in change.paths or (old.state, old.stamp) != (
        new.state,
        new.stamp,
    )
    had_stamp = old.state not in (State.MISSING, State.UNSTAMPED)
    has_lost_it = new.state is State.UNSTAMPED and had_stamp
    return is_touched and (new.state is State.INVALID or has_lost_it)


def _is_made(old: Status, new: Status, gate: Gate, change: Change) -> bool:
    """Tell whether the change added to what a translation owes, or brought a state that fails.

    One that only found its source again owes what it would have owed there all the time.
    Of a document that is new all translations are lacking; that counts where it was asked for.
    """
    if new.state in _DEBT:
        is_found = old.state is State.ORPHANED and new.location.source not in change.paths
        return not is_found and _DEBT[new.state] > _DEBT.get(old.state, 0)
    is_asked_for = gate.is_explicit and new.state in gate.fail_on
    if new.state is old.state is State.MISSING:
        return is_asked_for and not change.before.exists(old.location.source)
    is_lost = new.state in (State.ORPHANED, State.MISSING)
    return (is_asked_for or is_lost) and new.state is not old.state


def _find_findings(change: Change, touched: Sequence[Touched], strictness: Strictness) -> Findings:
    if not touched:
        return Findings()
    from sync.review.findings import find_findings

    return find_findings(change, touched, strictness)


def _compare(
    change: Change, listed: Sequence[Status], *, beside: bool
) -> Mapping[Location, Changes]:
    made = [status for status in listed if status.state in _DEBT]
    beside = beside or len(made) <= _FEW
    if not any(status.location.source in change.paths for status in made):
        return {}
    from sync.review.sources import compare_sources

    return compare_sources(change, made, beside=beside)


def _is_error(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR


def _conclude(
    listed: Sequence[Status],
    failing: Collection[Status],
    gate: Gate,
    cosmetic: int,
    findings: Sequence[Finding],
) -> str:
    parts = ["the change made no translation stale or pending"]
    if listed:
        named = [each for each in listed if gate.is_explicit and each.state in gate.fail_on]
        allowed = len([each for each in named if each not in failing])
        hint = "" if failing or allowed else " (--fail-on would fail them)"
        parts = [conclude(listed, failing, allowed) + hint]
    if cosmetic:
        parts.append(f"{cosmetic} only cosmetic")
    errors = sum(map(_is_error, findings))
    counts = (_count(errors, "error"), _count(len(findings) - errors, "warning"))
    return "; ".join((*parts, *filter(None, counts)))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}" if number else ""
