"""Findings, translations and reports as a gate would make them, for every format."""

from __future__ import annotations

from sync.changes.values import (
    CellChange,
    CellChangeKind,
    Changes,
    ProseChange,
    ProseChangeKind,
    RowChange,
    RowChangeKind,
    TableChange,
    TableChangeKind,
)
from sync.findings import Finding, Severity
from sync.model import Base, Location, State, Status
from sync.results import Report
from sync.rules import RULES

BASE = Base("0123456789abcdef", "guide.md", "fedcba9876543210", "2024-05-06T07:08:09+00:00")

# What a file may hold to make a reader of ours do or show something else.
HOSTILE = (
    "::error::forged",
    "x\n::error::forged",
    "x\r::set-output name=a::b",
    "x\u2028::error::forged",
    "  ::warning file=a::forged",
    "##[error]forged",
    "a ##[set-env name=PATH]/evil",
    "##vso[task.setvariable variable=a]b",
    "100%0A::error::forged,a:b",
    "</details></summary><script>alert(1)</script>",
    "<img src=https://evil.example/x.png>",
    "![x](https://evil.example/x.png) [y](https://evil.example)",
    "``` \n````text @everyone #1 | a | b |",
    "`````````` ~~~~",
    "@octocat please look at https://evil.example www.evil.example",
    "]]>&amp;<![CDATA[ <failure/> \x00\x0b\x1f\x7f\x85\ufffe\uffff\udcff",
    "\x1b[31mred\x1b[0m \u202eright\u2066",
    "-- --> <!-- \\",
    "שלום | עולם",
)


def place(document: str = "guide.md", language: str = "he") -> Location:
    return Location(language, document, document, f"translations/{language}/{document}")


def status(state: State, document: str = "guide.md", language: str = "he") -> Status:
    base = BASE if state is State.STALE else None
    return Status(place(document, language), state, base=base)


def finding(
    rule: str = "table-rows",
    line: int | None = 7,
    *,
    document: str = "guide.md",
    language: str = "he",
    severity: Severity = Severity.ERROR,
    message: str = "a row of the source is lacking",
    help: str | None = None,  # noqa: A002  the field's name
    identity: tuple[str, ...] = ("Tea",),
) -> Finding:
    return Finding(
        rule=rule,
        severity=severity,
        language=language,
        document=document,
        path=f"translations/{language}/{document}",
        line=line,
        column=None if line is None else 3,
        message=message,
        help=RULES[rule].help if help is None else help,
        identity=identity,
    )


def hostile_report() -> Report:
    """Return a report in which each field from outside is hostile in each way."""
    statuses = tuple(
        Status(Location(f"l{at}{text}", text, text, f"{text}/t.md"), state, moved_to=text)
        for at, text in enumerate(HOSTILE)
        for state in (State.STALE, State.MISSING, State.ORPHANED)
    )
    broken = tuple(
        Status(Location("he", text, text, f"{text}/t.md"), State.INVALID, reason=text)
        for text in HOSTILE
    )
    findings = tuple(
        finding(message=text, help=text, identity=(text,), document=text)._replace(path=text)
        for text in HOSTILE
    )
    return Report(
        (*statuses, *broken),
        (*statuses, *broken),
        conclusion="::error::forged <b>@everyone</b> ##[error]forged",
        failing=frozenset(statuses[::2]),
        findings=findings,
        changes={each.location: change(HOSTILE[0], HOSTILE[5]) for each in statuses},
    )


def change(before: str = "Boil water", after: str = "Boil fresh water") -> Changes:
    cell = CellChange(2, CellChangeKind.TEXT, before, after, None)
    row = RowChange(RowChangeKind.CHANGED, 13, 12, 20, (cell,))
    table = TableChange(TableChangeKind.CHANGED, "Kinds", 11, 10, 18, (row,))
    added = TableChange(TableChangeKind.ADDED, None, 30, None, None, ())
    block = ProseChange(ProseChangeKind.CHANGED, 3, 3, 5, before, after)
    return Changes((table, added), (block,))
