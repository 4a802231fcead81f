"""What to do after a command that wrote translations, one line for all that are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.merge.values import TableOutcome
from sync.model import State
from sync.results import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sync.results import Caller, Updated, UpdatesReport

# What becomes of blocks that a translator has to look at.
_MARKED = ("fuzzy", "untranslated", "blocked")


def find_next_steps(report: UpdatesReport) -> Iterator[str]:
    """Yield what comes next, with a command that works as it stands."""
    if report.is_dry or report.command not in ("sync", "new"):
        return
    written = [
        each for each in report.updates if each.outcome is Outcome.UPDATED and not each.stamped
    ]
    marked = [each for each in written if report.command == "new" or _has_marks(each)]
    yield from _tell(marked, "translate what is marked", report.caller)
    yield from _tell_rest([each for each in written if each not in marked], "what else", report)
    waiting = [each for each in report.updates if _waits(each)]
    lasting = [each for each in waiting if any(each.status.pending)]
    yield from _tell(lasting, "the marks that are left: translate them", report.caller)
    yield from _tell_rest([each for each in waiting if each not in lasting], "what", report)


def _has_marks(update: Updated) -> bool:
    """Tell whether marks are left in a translation that was written, wherever they stand."""
    return (
        any(update.status.pending)
        or any(update.counts.get(name) for name in _MARKED)
        or any(
            table.fuzzy or table.untranslated or table.outcome is TableOutcome.INSERTED
            for table in update.tables
        )
    )


def _tell_rest(updates: Sequence[Updated], what: str, report: UpdatesReport) -> Iterator[str]:
    """Tell of translations without a mark: prose that was merged needs no other hand than that."""
    merged = [each for each in updates if each.counts]
    yield from _tell(merged, "no mark is left: read it through", report.caller)
    yield from _tell_prose([each for each in updates if not each.counts], what, report)


def _tell_prose(updates: Sequence[Updated], what: str, report: UpdatesReport) -> Iterator[str]:
    if updates:
        look = f"{report.caller.command('diff')} {_name(updates[0], report.caller)}"
        yield f"{what} changed is outside of the tables{_as_for(updates)}; see it: {look}"
        yield from _tell(updates, "translate that", report.caller)


def _waits(update: Updated) -> bool:
    """Tell whether a translation was left as it is, and is not up to date for all that."""
    is_behind = update.status.state in (State.STALE, State.PENDING)
    return update.outcome is Outcome.UNCHANGED and is_behind and not update.is_double


def _tell(updates: Sequence[Updated], work: str, caller: Caller) -> Iterator[str]:
    if updates:
        record = f"{caller.command('stamp')} {_name(updates[0], caller)}"
        yield f"{work}, then record it{_as_for(updates)}: {record}"


def _as_for(updates: Sequence[Updated]) -> str:
    """Say which of several a command is about: by its language where that tells them apart."""
    if len(updates) == 1:
        return ""
    languages = {each.status.location.language for each in updates}
    if len(languages) == len(updates):
        return f", as for {updates[0].status.location.language}"
    return f", as for the first of {len(updates)}"


def _name(update: Updated, caller: Caller) -> str:
    return caller.path(update.status.location.path)
