"""The report as a comment on a change, to be put in the place of the one before.

GitHub takes 65,536 characters in a comment (https://github.com/orgs/community/discussions/27190),
and finds nobody's name in what files hold; who looks after a language is named by the
configuration.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sync.reports.markdown import render_within, shield

if TYPE_CHECKING:
    from sync.reports.values import Screen
    from sync.results import Report

MARKER = "<!-- translation-sync:comment -->\n"
"""The first line, by which a workflow finds the comment that it wrote before."""

LIMIT = 65_000
"""The most bytes that a comment has, in UTF-8: no text has more characters than bytes."""

_MOST_OWNERS = 5_000


def render_comment(report: Report, _screen: Screen) -> str:
    """Render the summary in at most ``LIMIT`` bytes, and call those whose languages fail."""
    called = "".join(_call_owners(report))
    size = len((MARKER + called).encode())
    return MARKER + called + render_within(report, LIMIT - size)


def _call_owners(report: Report) -> Iterator[str]:
    """Yield a line for each who looks after a language in which something fails."""
    failing = {status.location.language for status in report.failing}
    failing |= {each.language for each in report.findings or () if each.language}
    by_owner: dict[str, list[str]] = {}
    for language in sorted(failing):
        for owner in report.find_owners(language):
            by_owner.setdefault(owner, []).append(language)
    size = 0
    for owner, languages in by_owner.items():
        line = f"- {owner}: {' '.join(map(shield, languages))}\n"
        size += len(line.encode())
        if size > _MOST_OWNERS:
            return
        yield line
    if by_owner:
        yield "\n"
