"""What there is to do, as a checklist for an issue that is kept up to date, language by language.

GitHub counts the boxes of an issue's task lists, and takes 65,536 characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from sync.model import UP_TO_DATE
from sync.names import escape_text
from sync.reports.advice import describe_state
from sync.reports.markdown import shield
from sync.reports.values import Screen

if TYPE_CHECKING:
    from sync.model import Status
    from sync.results import Report

MARKER = "<!-- translation-sync:checklist -->\n"
"""The first line, by which a workflow finds the issue that it wrote before."""

LIMIT = 65_000
"""The most bytes that a checklist has, in UTF-8."""

_ROOM_FOR_NOTE = 200


def render_checklist(report: Report, _screen: Screen) -> str:
    """Render a list of the translations to look at, in at most ``LIMIT`` bytes."""
    statuses = sorted(report.statuses, key=lambda each: each.location.language)
    written, size, left = [MARKER], len(MARKER), 0
    for language, group in groupby(statuses, key=lambda each: each.location.language):
        for line in _write_language(language, list(group), report):
            size += len(line.encode("utf-8", "backslashreplace"))
            if left or size > LIMIT - _ROOM_FOR_NOTE:
                left += line.startswith("- [ ]")
            else:
                written.append(line)
    if left:
        command = report.caller.command("status --all")
        written.append(f"\nand {left:,} more: `{command}` tells all of them\n")
    return "".join(written)


def _write_language(language: str, statuses: Sequence[Status], report: Report) -> Iterator[str]:
    waiting = [each for each in statuses if each.state not in UP_TO_DATE]
    owners = " ".join(report.find_owners(language))
    done = f"{len(statuses) - len(waiting)} of {len(statuses)} up to date"
    yield f"\n## {shield(language)}: {done}{owners and f', {owners}'}\n\n"
    for status in waiting:
        yield f"- [ ] {_write_status(status)}\n"


def _write_status(status: Status) -> str:
    path = escape_text(status.location.path)
    ticks = "``" if "`" in path else "`"
    said = f"{ticks} {path} {ticks}" if "`" in path else f"`{path}`"
    return f"{said}: {status.state}{shield(describe_state(status, Screen()))}"
