"""When commits were made, as git tells it, or their objects where nobody can read what it tells.

Importers wrote zones of more than a day and years after 9999, which git repeats and no reader of
ISO 8601 takes.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

NO_DATE = "1970-01-01T00:00:00+00:00"
"""The date of a commit that has none, as git's own is for many of them."""

_COMMITTER = re.compile(rb"^committer .*> (\d+)(?: ([+-]\d+))?$", re.MULTILINE)


def accept_date(told: str) -> str | None:
    """Return a date that git ``told`` (``%cI``), if it is ISO 8601 and in UTC a date, too."""
    date = told.replace("Z", "+00:00")  # as all others are spelled
    try:
        moment = datetime.fromisoformat(date)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return date if moment.isoformat() == date else None


def read_date(commit: bytes) -> str:
    """Return the committer's date (ISO 8601) of a commit, as the object has it.

    In a zone that is none it is UTC's. `NO_DATE` stands for none, and for one that no calendar has.
    """
    found = _COMMITTER.search(commit.partition(b"\n\n")[0])
    if found is None:
        return NO_DATE
    seconds, zone = found[1].decode("ascii"), (found[2] or b"+0000").decode("ascii")
    spelled = _render_date(seconds, _read_zone(zone)) or _render_date(seconds, UTC)
    return spelled or NO_DATE


def _read_zone(text: str) -> tzinfo:
    """Read a zone as git does, hours and minutes in one number; UTC for more than a day."""
    try:
        hours, minutes = divmod(int(text[1:]), 100)
        shift = timedelta(hours=hours, minutes=minutes)
        return timezone(-shift if text[0] == "-" else shift)
    except (ValueError, OverflowError):
        return UTC


def _render_date(seconds: str, zone: tzinfo) -> str | None:
    try:
        return accept_date(datetime.fromtimestamp(int(seconds), zone).isoformat())
    except (ValueError, OverflowError, OSError):  # a year after 9999
        return None
