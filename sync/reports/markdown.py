"""The report as Markdown for a job's summary page: the answer, a table, the details folded.

What files hold stands in fenced blocks alone, where nothing is read as Markdown or HTML, nobody is
mentioned and nothing becomes a link. The few other words from outside are spelled as entities.

GitHub drops a step's summary of more than 1 MiB (https://github.com/actions/runner,
``src/Runner.Worker/FileCommandManager.cs``), so that details are cut before: in all documents
alike, errors last.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from html import escape
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from sync.names import escape_text
from sync.reports.painting import COLUMNS
from sync.reports.verdicts import find_verdicts, put_errors_first
from sync.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sync.reports.values import Screen
    from sync.reports.verdicts import Verdict
    from sync.results import Report

LIMIT = 1_000_000
"""The most bytes that a summary has, in UTF-8; what is left of 1 MiB is for others' words."""

_LONGEST_LINE = 1_000
_MOST_BLOCKS = 200
_MOST_ROWS = 200
_MOST_FAILURES = 50
_TICKS = re.compile("`{3,}")
_MENTION = re.compile("([@#])")
# An underscore within a word, as in pt_BR, means nothing.
_PUNCTUATION = re.compile(r"[^\w-]|(?<![^\W_])_|_(?![^\W_])")


class _Block(NamedTuple):
    """The folded details of one document; each entry is what there is to say of a verdict."""

    head: str
    entries: tuple[str, ...]
    foot: str

    def measure(self) -> tuple[int, ...]:
        """Return the bytes that it has with no entry, with one, with two, and so on."""
        start = _measure(self.head) + _measure(self.foot)
        return tuple(accumulate(map(_measure, self.entries), initial=start))

    def write(self, most: int) -> str:
        """Return it with at most so many entries."""
        return f"{self.head}{''.join(self.entries[:most])}{self.foot}"


def render_markdown(report: Report, _screen: Screen) -> str:
    """Render the summary, in at most ``LIMIT`` bytes."""
    return render_within(report, LIMIT)


def render_within(report: Report, limit: int) -> str:
    """Render the summary in at most ``limit`` bytes."""
    verdicts = find_verdicts(report)
    blocks = list(_build_blocks(verdicts))[:_MOST_BLOCKS]
    head, tail = "".join(_write_head(report)), _write_help(verdicts)
    most = _find_most(blocks, limit - _measure(head) - _measure(tail) - _LONGEST_LINE)
    shown = sum(min(most, len(block.entries)) for block in blocks)
    note = "" if shown == len(verdicts) else _write_note(shown, len(verdicts))
    return head + note + "".join(block.write(most) for block in blocks) + tail


def _find_most(blocks: Sequence[_Block], room: int) -> int:
    """Return how many entries each block can have, where all have ``room`` bytes together."""
    sizes = [block.measure() for block in blocks]
    longest = max(map(len, sizes), default=1)

    def add(most: int) -> int:
        return sum(size[min(most, len(size) - 1)] for size in sizes)

    return max(bisect_right(range(longest), room, key=add) - 1, 0)


def _build_blocks(verdicts: Sequence[Verdict]) -> Iterator[_Block]:
    by_document: dict[str, list[Verdict]] = {}
    for verdict in put_errors_first(verdicts):
        by_document.setdefault(verdict.finding.document, []).append(verdict)
    for document, ours in sorted(by_document.items()):
        errors = sum(verdict.is_error for verdict in ours)
        counts = ((errors, "error"), (len(ours) - errors, "warning"))
        told = ", ".join(f"{count} {noun}{'s' * (count > 1)}" for count, noun in counts if count)
        entries = tuple("".join(_write_entry(verdict)) for verdict in ours)
        opening, closing = _fence(entries)
        summary = f"<details><summary>{shield(document[:_LONGEST_LINE])}: {told}</summary>"
        yield _Block(f"{summary}\n\n{opening}", entries, f"{closing}\n</details>\n\n")


def _write_entry(verdict: Verdict) -> Iterator[str]:
    finding = verdict.finding
    place = "".join(f":{part}" for part in (finding.line, finding.column) if part is not None)
    yield _cut(
        f"{finding.path}{place}: {finding.severity.value}: {finding.message} [{finding.rule}]"
    )
    if finding.help != RULES[finding.rule].help:
        yield _cut(f"    {finding.help}")
    yield from (_cut(f"    {line}") for line in verdict.details)


def _write_head(report: Report) -> Iterator[str]:
    answer = report.conclusion or f"{len(report.statuses)} translations"
    yield f"<p><strong>{shield(answer[:_LONGEST_LINE])}</strong></p>\n\n"
    if report.failures:
        lines = [_cut(str(failure)) for failure in report.failures[:_MOST_FAILURES]]
        opening, closing = _fence(lines)
        yield f"Not everything could be looked at ({len(report.failures)}):\n\n"
        yield f"{opening}{''.join(lines)}{closing}\n"
    if report.statuses or report.findings:
        yield "".join(f"| {' | '.join(row)} |\n" for row in _count_rows(report))
        yield "\n"


def _count_rows(report: Report) -> Iterator[Sequence[str]]:
    """Yield the table: a column for each state and rule that occurs, and a row for each language.

    Languages with the same numbers share a row, which counts one of them.
    """
    counts: dict[str, Counter[str]] = {}
    for status in report.statuses:
        counts.setdefault(status.location.language, Counter())[status.state.value] += 1
    for finding in report.findings or ():
        counts.setdefault(finding.language, Counter())[finding.rule] += 1
    total = sum(counts.values(), Counter[str]())
    names = [name for name in dict.fromkeys((*map(str, COLUMNS), *RULES)) if total[name]]
    yield ("language", *names)
    yield ("---", *("---:" for _ in names))
    rows: dict[tuple[str, ...], list[str]] = {}
    for language in sorted(counts):
        row = tuple(str(counts[language][name]) for name in names)
        rows.setdefault(row, []).append(language)
    for row, languages in list(rows.items())[:_MOST_ROWS]:
        yield (_list_languages(languages), *row)
    if len(counts) > 1:
        yield ("all", *(str(total[name]) for name in names))


def _list_languages(languages: Sequence[str]) -> str:
    if len(languages) == 1:
        return _shield_cell(languages[0])
    shown = " ".join(map(_shield_cell, languages[:_MOST_ROWS]))
    rest = "" if len(languages) <= _MOST_ROWS else f" and {len(languages) - _MOST_ROWS} more"
    return f"each of {len(languages)}: {shown}{rest}"


def _write_note(shown: int, total: int) -> str:
    return (
        f"Of {total:,} findings {shown:,} are shown, as a summary page has no room for more: "
        "`--format text`, `json` or `sarif` tells all of them.\n\n"
    )


def _write_help(verdicts: Sequence[Verdict]) -> str:
    """Write once what each rule says, and how to mend what it finds."""
    names = {verdict.finding.rule for verdict in verdicts}
    found = [rule for rule in RULES.values() if rule.name in names]
    if not found:
        return ""
    lines = "".join(f"- `{rule.name}`: {rule.summary} {rule.help}\n" for rule in found)
    name = found[0].name
    more = f"`translation-sync rule {name}` tells more of `{name}`, with an example."
    return f"<details><summary>How to mend it</summary>\n\n{lines}\n{more}\n\n</details>\n"


def _fence(entries: Iterable[str]) -> tuple[str, str]:
    """Return the two lines around a block that no line of ``entries`` can close."""
    runs = (len(run) for entry in entries for run in _TICKS.findall(entry))
    ticks = "`" * (max(runs, default=2) + 1)
    return f"{ticks}text\n", f"{ticks}\n"


def _cut(line: str) -> str:
    shown = escape_text(line[:_LONGEST_LINE])
    return f"{shown}…\n" if len(line) > _LONGEST_LINE else f"{shown}\n"


def shield(text: str) -> str:
    """Return a text for an HTML block; the character of no width keeps it from mentioning."""
    return _MENTION.sub("\\1\u200b", escape(escape_text(text)))


def _shield_cell(text: str) -> str:
    """Return a text for a cell, with all its punctuation as entities, apart from the words."""
    return _PUNCTUATION.sub(
        lambda found: f"\u200b&#{ord(found[0])};\u200b", escape_text(text[:_LONGEST_LINE])
    )


def _measure(text: str) -> int:
    return len(text.encode("utf-8", "backslashreplace"))
