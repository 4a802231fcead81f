"""The report for people: a picture, then each translation with what is known and the way out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sync.names import escape_text, render_name, render_part
from sync.reports.painting import paint
from sync.reports.values import sort_findings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sync.findings import Finding
    from sync.reports.values import Screen
    from sync.results import Report

_MARK_LEFT = "mark-left"
_SEVERITY_COLOURS = {"error": "red", "warning": "yellow"}


def render_text(report: Report, screen: Screen) -> str:
    """Render the report, with a line end behind every line.

    One with a picture is kept to a screen: where more is listed, documents are counted.
    """
    if report.detail.is_quiet:
        report = report.keep_failing()
    elif report.detail.is_each:
        report = report._replace(listed=report.statuses)
    parts = _render_statuses(report, screen) if report.listed or report.picture else []
    if report.findings:
        parts.extend(_render_findings(report.findings, screen))
    if report.left_out is not None:
        parts.append(f"{escape_text(report.left_out)}\n")
    if report.unstaged:
        stage = report.caller.git("add", report.unstaged)
        parts.append(f"brought up to date on disk, and not staged: {stage}\n")
    if report.conclusion is not None:
        parts.append(f"{report.conclusion}\n")
    return "\n".join(parts)


def _render_statuses(report: Report, screen: Screen) -> list[str]:
    from sync.reports.paragraphs import render_paragraphs

    told = render_paragraphs(report, screen)
    if not report.picture:
        return [told]
    from sync.reports.picture import render_documents, render_picture

    picture = render_picture(report.picture, screen)
    room = screen.height - picture.count("\n") - 2
    if told.count("\n") > room and not report.detail.is_each:
        told = render_documents(report, screen, room)
    return [picture, told] if told else [picture]


def _render_findings(findings: Sequence[Finding], screen: Screen) -> Iterator[str]:
    """Yield the findings by file and line, then how to mend them, each way out once.

    One that a single finding has, and not its rule, stands below it.
    """
    from sync.rules import RULES

    findings = _join_marks(findings)
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
        name = lines[0][0]
        more = f"translation-sync rule {name} tells more of {name}"
        yield f"how to mend it ({more}):\n{''.join(ways_out)}"


def _join_marks(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return the findings with one for all marks of a file: `new` leaves one a cell."""
    from sync.rules import RULES

    files: dict[str, list[Finding]] = {}
    for finding in sort_findings(each for each in findings if each.rule == _MARK_LEFT):
        files.setdefault(finding.path, []).append(finding)
    joined = [each for each in findings if each.rule != _MARK_LEFT]
    for marks in files.values():
        if len(marks) == 1:
            joined += marks
            continue
        kinds = Counter(kind for each in marks for kind in each.identity[:1])
        counts = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        message = f"marks are left: {counts}; this is the first"
        joined.append(marks[0]._replace(message=message, help=RULES[_MARK_LEFT].help))
    return joined


def _render_finding(finding: Finding, screen: Screen, *, is_helped: bool) -> str:
    name = render_name(finding.path, is_terminal=screen.is_terminal)
    place = "".join(f":{part}" for part in (finding.line, finding.column) if part is not None)
    severity = paint(finding.severity.value, _SEVERITY_COLOURS[finding.severity.value], screen)
    message = render_part(finding.message, is_terminal=screen.is_terminal)
    line = f"{name}{place}: {severity}: {message} [{finding.rule}]\n"
    return line + (f"    {escape_text(finding.help)}\n" if is_helped else "")
