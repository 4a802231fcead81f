"""What a site generator needs to tell the readers of a page that its source has moved on.

One entry a translation that there is, by its path: sites read it while they are built.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sync.model import IS_BEHIND, State
from sync.reports.json import VERSION

if TYPE_CHECKING:
    from sync.model import Status
    from sync.reports.values import Screen
    from sync.results import Report


def render_banner(report: Report, _screen: Screen) -> str:
    """Render the pages as JSON; ``behind`` is null where nobody can say."""
    pages = {
        report.prefix + status.location.path: _describe(status, report)
        for status in report.statuses
        if status.state is not State.MISSING
    }
    said = {"version": VERSION, "pages": pages}
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _describe(status: Status, report: Report) -> dict[str, object]:
    location = status.location
    return {
        "language": location.language,
        "document": location.document,
        "source": report.prefix + location.source,
        "state": status.state.value,
        "behind": IS_BEHIND.get(status.state),
        "since": report.since.get(location),
    }
