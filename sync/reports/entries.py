"""What became of entries that came back, as text, as JSON, and as a patch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from sync.exchange.judging import Judged, Problem, Taken
from sync.names import escape_text, quote_name, render_name
from sync.reports.json import VERSION, describe_status, render_object
from sync.reports.updates import render_updates_diff
from sync.results import Outcome, UpdatesReport

if TYPE_CHECKING:
    from sync.reports.values import Json, Screen
    from sync.results import Caller, EntriesReport, Updated


def render_entries_text(report: EntriesReport, screen: Screen) -> str:
    """Render what speaks against entries, what was written, and the counts of all."""
    lines = list(explain_entries(report))
    for update in report.updates:
        if update.outcome is Outcome.UPDATED:
            name = render_name(update.status.location.path, is_terminal=screen.is_terminal)
            lines.append(f"{name}: {_summarise(update)}")
    counts = Counter(judged.taken for judged in report.entries)
    told = [f"{counts[taken]} {taken.value}" for taken in reversed(Taken) if counts[taken]]
    lines.append(", ".join(told) + (" (nothing is written)" if report.is_dry else ""))
    return "".join(f"{line}\n" for line in lines)


def explain_entries(report: EntriesReport) -> Iterator[str]:
    """Yield a line for each thing that speaks against an entry, with its file and the way out."""
    for judged in report.entries:
        place = f"{judged.given.file}:{judged.given.line}"
        for word, message in _explain(judged, report.caller):
            yield escape_text(f"{place}: {word}: {message}")


def _explain(judged: Judged, caller: Caller) -> Iterator[tuple[str, str]]:
    if judged.taken is Taken.OUTDATED:
        yield Taken.OUTDATED.value, _explain_outdated(judged, caller)
    for problem in judged.problems:
        yield Taken.REFUSED.value, _name_rule(problem)
    for warning in judged.warnings:
        yield "warning", _name_rule(warning)


def _name_rule(problem: Problem) -> str:
    return problem.message if problem.rule is None else f"{problem.rule}: {problem.message}"


def _explain_outdated(judged: Judged, caller: Caller) -> str:
    if judged.document is None:
        name = judged.given.document
        if name is None:
            return "no document here has this text open, or several have: export anew"
        return f"there is no translation of {name} here: is it the project's file?"
    command = f"{caller.command('export')} --lang {quote_name(judged.document.language)}"
    path = caller.path(judged.document.source)
    now = "has other words for this text by now"
    if judged.entry is None:
        now = "does not owe this text any more"
    return f"{judged.document.path} {now}; export what it owes: {command} {path}"


def _summarise(update: Updated) -> str:
    told = [f"{update.counts[each]} {each}" for each in reversed(Taken) if update.counts.get(each)]
    return ", ".join(told) + ("; stamped as up to date" if update.stamped else "")


def render_entries_json(report: EntriesReport, _screen: Screen) -> str:
    """Render one object; ``sync/schema/import.json`` is its schema."""
    counts = Counter(judged.taken for judged in report.entries)
    return render_object(
        {
            "version": VERSION,
            "entries": [_describe_entry(judged) for judged in report.entries],
            "translations": [_describe_update(update) for update in report.updates],
            "summary": {taken.value: counts[taken] for taken in reversed(Taken)},
        }
    )


def _describe_entry(judged: Judged) -> Json:
    given, document = judged.given, judged.document
    return {
        "file": given.file,
        "line": given.line,
        "document": given.document if document is None else document.source,
        "language": None if document is None else document.language,
        "path": None if document is None else document.path,
        "text": given.text,
        "outcome": judged.taken.value,
        "problems": [_describe_problem(each) for each in judged.problems],
        "warnings": [_describe_problem(each) for each in judged.warnings],
    }


def _describe_problem(problem: Problem) -> Json:
    return {"rule": problem.rule, "message": problem.message}


def _describe_update(update: Updated) -> Json:
    described: dict[str, Json] = dict(describe_status(update.status))
    return {**described, "outcome": update.outcome.value, "stamped": update.stamped}


def render_entries_diff(report: EntriesReport, screen: Screen) -> str:
    """Render what would be written as one patch."""
    return render_updates_diff(UpdatesReport(report.updates), screen)


ENTRIES_FORMATS: Mapping[str, Callable[[EntriesReport, Screen], str]] = {
    "text": render_entries_text,
    "json": render_entries_json,
}
"""The formats of ``import`` by name, the default first."""

ENTRIES_PATCH_FORMATS: Mapping[str, Callable[[EntriesReport, Screen], str]] = {
    **ENTRIES_FORMATS,
    "text": render_entries_diff,
}
"""The same for ``import --diff``."""
