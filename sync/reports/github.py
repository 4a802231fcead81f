"""Annotations for GitHub: workflow commands, which the runner reads from what a step prints.

Escaping is that of https://github.com/actions/toolkit, ``packages/core/src/command.ts``, which
``src/Runner.Common/ActionCommand.cs`` of https://github.com/actions/runner undoes. That runner
keeps ten errors, ten warnings and ten notices of a step, and 4,096 characters of each
(``src/Runner.Worker/ExecutionContext.cs``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.names import escape_line, escape_text
from sync.reports.verdicts import find_verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sync.errors import SyncError
    from sync.reports.values import Screen
    from sync.reports.verdicts import Verdict
    from sync.results import Report

_MOST = 10
_PROGRAM = "translation-sync"


def render_github(report: Report, _screen: Screen) -> str:
    """Render at most ten errors and ten warnings, how many more there are, and the conclusion.

    What could not be looked at counts as an error, and comes first.
    """
    verdicts = find_verdicts(report)
    errors = [_annotate_failure(failure, report.prefix) for failure in report.failures]
    errors += [_annotate("error", each) for each in verdicts if each.is_error]
    warnings = [_annotate("warning", each) for each in verdicts if not each.is_error]
    lines = [*errors[:_MOST], *warnings[:_MOST]]
    lines.extend(_tell_rest(len(errors) - _MOST, len(warnings) - _MOST))
    if report.conclusion is not None:
        lines.append(escape_line(report.conclusion))
    return "".join(f"{line}\n" for line in lines)


def _annotate(kind: str, verdict: Verdict) -> str:
    finding = verdict.finding
    place = {"file": finding.path, "line": finding.line, "col": finding.column}
    lines = (finding.message, finding.help, *verdict.details)
    return _build_command(kind, place, finding.rule, lines)


def _annotate_failure(failure: SyncError, prefix: str) -> str:
    path = None if failure.path is None else prefix + failure.path
    return _build_command(
        "error", {"file": path, "line": failure.line}, "not checked", (failure.message,)
    )


def _tell_rest(errors: int, warnings: int) -> Iterator[str]:
    """Yield one notice for what is over: an eleventh error would not be shown."""
    counts = ((errors, "error"), (warnings, "warning"))
    more = [f"{count} more {noun}{'s' if count > 1 else ''}" for count, noun in counts if count > 0]
    if more:
        text = f"{' and '.join(more)}: --format text, markdown or sarif tells all of them"
        yield _build_command("notice", {}, _PROGRAM, (text,))


def _build_command(
    kind: str, place: dict[str, str | int | None], title: str, lines: Sequence[str]
) -> str:
    """Return a command on one line; what is None is left out."""
    known = {**{key: value for key, value in place.items() if value is not None}, "title": title}
    properties = ",".join(f"{key}={_escape_property(str(each))}" for key, each in known.items())
    return f"::{kind} {properties}::{_escape_data(lines)}"


def _escape_data(lines: Sequence[str]) -> str:
    text = "\n".join(map(escape_text, lines))
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data((text,)).replace(":", "%3A").replace(",", "%2C")
