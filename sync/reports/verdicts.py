"""What a gate found, as one list: the states that it names, then what rules found.

Every format for servers tells this list, so that none of them knows another truth.
"""

from __future__ import annotations

from hashlib import sha256
from json import dumps
from typing import TYPE_CHECKING, NamedTuple

from sync.findings import Finding, Severity, split_place
from sync.model import State
from sync.reports.advice import describe_state, find_group_ways_out, list_facts
from sync.reports.groups import group_statuses
from sync.reports.values import Screen, sort_findings
from sync.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sync.model import Status
    from sync.reports.groups import StatusGroup
    from sync.results import Report


class Verdict(NamedTuple):
    """A finding, and what more there is to say of it, a line each: the rows that changed.

    The finding's path is relative to the repository's top. Its ``rule`` may be a state: then it is
    about all of ``translations``, paths as well, and stands on the line of their source that
    changed, where that is known. ``fingerprint`` (32 hexadecimal digits) is another for each
    verdict of a run, and stays when lines of the file move.
    """

    finding: Finding
    details: tuple[str, ...]
    fingerprint: str
    translations: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether it fails the gate, rather than being told only."""
        return self.finding.severity is Severity.ERROR


def find_verdicts(report: Report, *, apart: bool = False) -> tuple[Verdict, ...]:
    """Return the states that a text names, in their order, then the findings by file and line.

    What is the same in several languages is one verdict, unless each is to stand ``apart``.
    """
    groups = group_statuses(report, apart=apart)
    tell = _tell_apart if apart else _tell
    told = [
        (tell(group, report), group.rows, tuple(each.location.path for each in group.statuses))
        for group in groups
    ]
    told += [(finding, (), ()) for finding in sort_findings(report.findings or ())]
    prints = _find_fingerprints([finding for finding, *_ in told])
    prefix = report.prefix
    return tuple(
        Verdict(
            finding._replace(path=prefix + finding.path),
            rows,
            fingerprint,
            tuple(prefix + path for path in paths),
        )
        for (finding, rows, paths), fingerprint in zip(told, prints, strict=True)
    )


def put_errors_first(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return the same verdicts, errors before warnings: a reader may stop at any number."""
    return sorted(verdicts, key=lambda verdict: not verdict.is_error)


def _tell(group: StatusGroup, report: Report) -> Finding:
    """Tell of a group where it stands in a change: in the source, if that is what changed."""
    finding, first = _tell_apart(group, report), group.first
    if len(group.documents) > 1:
        return finding._replace(message=f"{finding.message} ({len(group.documents)} documents)")
    if group.is_single and group.line is None:
        return finding
    languages = group.languages
    where = languages[0] if group.is_single else f"{len(languages)}: {' '.join(languages)}"
    facts = "; ".join(list_facts(group.statuses, Screen()))
    what = RULES[finding.rule].summary.removesuffix(".")
    return finding._replace(
        path=first.location.source,
        line=group.line,
        message=f"{what}: {first.state} in {where}{facts and f' ({facts})'}",
        language=finding.language if group.is_single else "",
    )


def _tell_apart(group: StatusGroup, report: Report) -> Finding:
    status = group.first
    location, rule = status.location, RULES[status.state.value]
    is_missing = status.state is State.MISSING
    line, status = _take_line(status)
    return Finding(
        rule=rule.name,
        severity=Severity.ERROR if group.is_failing else Severity.WARNING,
        language=location.language,
        document=location.document,
        path=location.source if is_missing else location.path,
        line=line,
        column=None,
        message=_word_state(status, rule.summary.removesuffix(".")),
        help="; ".join(find_group_ways_out(group, report.caller)) or rule.help,
    )


def _word_state(status: Status, summary: str) -> str:
    """Join what the state means and what is known of this translation."""
    if status.state is State.MISSING:
        return f"{summary}: {status.location.language}"
    facts = describe_state(status, Screen())
    return f"{summary} ({facts.removeprefix(': ')})" if status.base else summary + facts


def _take_line(status: Status) -> tuple[int | None, Status]:
    """Take file and line out of an invalid stamp's reason, where it is this very file."""
    if status.state is not State.INVALID or status.reason is None:
        return None, status
    line, reason = split_place(status.reason, status.location.path)
    return line, status._replace(reason=reason)


def _find_fingerprints(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield what names each finding: never its line, but its number among equals."""
    seen: dict[str, int] = {}
    for finding in findings:
        parts = (finding.rule, finding.language, finding.document, *finding.identity)
        name = dumps(parts)
        seen[name] = seen.get(name, 0) + 1
        yield sha256(f"{name}{seen[name]}".encode()).hexdigest()[:32]
