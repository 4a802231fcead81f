"""The report for people: a picture, then each translation with what is known and the way out."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from sync.model import State
from sync.names import escape_text, render_name, render_part
from sync.project.status_list import count_languages
from sync.reports.advice import describe_state, find_ways_out
from sync.reports.values import sort_findings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sync.findings import Finding
    from sync.model import Status
    from sync.reports.values import Screen
    from sync.results import Report

COLUMNS = (
    State.CURRENT,
    State.COSMETIC,
    State.PENDING,
    State.STALE,
    State.MISSING,
    State.UNSTAMPED,
    State.ORPHANED,
    State.INVALID,
)
"""The states as the picture orders them, from nothing to do to something wrong."""

_COLOURS = {
    State.CURRENT: "green",
    State.COSMETIC: "green",
    State.PENDING: "yellow",
    State.STALE: "red",
    State.MISSING: "blue",
    State.UNSTAMPED: "magenta",
    State.ORPHANED: "magenta",
    State.INVALID: "bold red",
}
_SEVERITY_COLOURS = {"error": "red", "warning": "yellow"}


def render_text(report: Report, screen: Screen) -> str:
    """Render the report, with a line end behind every line."""
    parts = []
    if report.picture:
        parts.append(_render_picture(report.picture, screen))
    if report.listed:
        parts.append("".join([_render_status(status, report, screen) for status in report.listed]))
    if report.findings:
        parts.extend(_render_findings(report.findings, screen))
    if report.left_out is not None:
        parts.append(f"{escape_text(report.left_out)}\n")
    if report.conclusion is not None:
        parts.append(f"{report.conclusion}\n")
    return "\n".join(parts)


def _render_status(status: Status, report: Report, screen: Screen) -> str:
    name = render_name(status.location.path, is_terminal=screen.is_terminal)
    state = _paint_state(status.state, screen)
    lines = [f"{name}: {state}{describe_state(status, screen)}"]
    changes = None if report.changes is None else report.changes.get(status.location)
    if changes is not None:
        from sync.reports.rows import list_rows

        rows = (render_part(row, is_terminal=screen.is_terminal) for row in list_rows(changes))
        lines.extend(f"    {row}" for row in rows)
    lines += [f"    {way_out}" for way_out in find_ways_out(status, report.caller)]
    return "\n".join(lines) + "\n"


@lru_cache
def _paint_state(state: State, screen: Screen) -> str:
    return _paint(state.value, _COLOURS[state], screen)


def _render_findings(findings: Sequence[Finding], screen: Screen) -> Iterator[str]:
    """Yield the findings by file and line, then how to mend them, each way out once.

    One that a single finding has, and not its rule, stands below it.
    """
    from sync.rules import RULES

    counts = Counter((each.rule, each.help) for each in findings)
    shared = {
        (rule, way_out)
        for (rule, way_out), count in counts.items()
        if count > 1 or way_out == RULES[rule].help
    }
    yield "".join(
        _render_finding(each, screen, is_helped=(each.rule, each.help) not in shared)
        for each in sort_findings(findings)
    )
    if shared:
        order = {name: at for at, name in enumerate(RULES)}
        lines = sorted(shared, key=lambda pair: (order[pair[0]], pair[1]))
        ways_out = (f"    {rule}: {escape_text(way_out)}\n" for rule, way_out in lines)
        yield "how to mend it (translation-sync rule NAME explains a rule):\n" + "".join(ways_out)


def _render_finding(finding: Finding, screen: Screen, *, is_helped: bool) -> str:
    name = render_name(finding.path, is_terminal=screen.is_terminal)
    place = "".join(f":{part}" for part in (finding.line, finding.column) if part is not None)
    severity = _paint(finding.severity.value, _SEVERITY_COLOURS[finding.severity.value], screen)
    message = render_part(finding.message, is_terminal=screen.is_terminal)
    line = f"{name}{place}: {severity}: {message} [{finding.rule}]\n"
    return line + (f"    {escape_text(finding.help)}\n" if is_helped else "")


def _paint(text: str, colour: str, screen: Screen) -> str:
    if not screen.has_colour:
        return text
    from rich.style import Style

    return Style.parse(colour).render(text)


def _render_picture(statuses: Sequence[Status], screen: Screen) -> str:
    rows = tuple(_count_rows(statuses))
    return _render_rich_table(rows, screen) if screen.is_terminal else _render_plain_table(rows)


def _count_rows(statuses: Sequence[Status]) -> Iterator[tuple[str, ...]]:
    """Yield the picture's rows: the names of the states, each language, and their sum."""
    by_language = count_languages(statuses)
    yield ("language", *(state.value for state in COLUMNS))
    for language, counts in sorted(by_language.items()):
        yield (language, *(str(counts[state]) for state in COLUMNS))
    if len(by_language) > 1:
        sums = (sum(counts[state] for counts in by_language.values()) for state in COLUMNS)
        yield ("all", *map(str, sums))


def _render_plain_table(rows: Sequence[Sequence[str]]) -> str:
    """Pad the cells, the first column to the right and all others to the left."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *others in rows:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        lines.append("  ".join((first.ljust(widths[0]), *cells)))
    return "".join(f"{line}\n" for line in lines)


def _render_rich_table(rows: Sequence[Sequence[str]], screen: Screen) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    header, *body = rows
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(header[0])
    for state in COLUMNS:
        table.add_column(state.value, justify="right", style=_COLOURS[state])
    for first, *others in body:
        table.add_row(Text(first), *(Text(cell, "dim" if cell == "0" else "") for cell in others))
    console = Console(
        force_terminal=True,
        width=screen.width,
        color_system="standard" if screen.has_colour else None,
        no_color=not screen.has_colour,
    )
    with console.capture() as capture:
        console.print(table)
    return "\n".join(line.rstrip() for line in capture.get().strip("\n").split("\n")) + "\n"
