"""Reports: a module an output format, each turning a report's values into one text.

:data:`FORMATS` is the one list of them; the gates have :data:`GATE_FORMATS` beside them,
`status` has :data:`STATUS_FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import cast

from sync.reports.json import render_json
from sync.reports.text import render_text
from sync.reports.values import Screen
from sync.results import Report

__all__ = [
    "FORMATS",
    "GATE_FORMATS",
    "STATUS_FORMATS",
    "Report",
    "Screen",
    "render_json",
    "render_text",
]


def _render_lazily(name: str, report: Report, screen: Screen) -> str:
    """Render with ``render_NAME`` of the module ``NAME``, which few runs have a use for."""
    module = import_module(f"sync.reports.{name}")
    render = cast("Callable[[Report, Screen], str]", getattr(module, f"render_{name}"))
    return render(report, screen)


FORMATS: Mapping[str, Callable[[Report, Screen], str]] = {
    "text": render_text,
    "json": render_json,
}
"""The formats of ``--format`` by name, the default first."""

STATUS_FORMATS: Mapping[str, Callable[[Report, Screen], str]] = {
    **FORMATS,
    **{name: partial(_render_lazily, name) for name in ("checklist", "banner")},
}
"""The formats of ``status`` by name, the default first."""

GATE_FORMATS: Mapping[str, Callable[[Report, Screen], str]] = {
    **FORMATS,
    **{
        name: partial(_render_lazily, name)
        for name in ("github", "sarif", "gitlab", "junit", "markdown", "comment")
    },
}
"""The formats of ``check`` and ``lint`` by name, the default first."""
