"""Reports: a module an output format, each turning a report's values into one text.

:data:`FORMATS` is the one list of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sync.reports.json import render_json
from sync.reports.text import render_text
from sync.reports.values import Report, Screen

__all__ = ["FORMATS", "Report", "Screen", "render_json", "render_text"]

FORMATS: Mapping[str, Callable[[Report, Screen], str]] = {
    "text": render_text,
    "json": render_json,
}
"""The formats of ``--format`` by name, the default first."""
