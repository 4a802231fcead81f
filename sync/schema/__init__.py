"""The JSON Schemas of what ``--format json`` prints, as they ship with the package."""

from __future__ import annotations

from pathlib import Path

SCHEMAS = ("report", "history", "handover", "import", "memory", "translate", "fleet")
"""What each describes: the report of most commands, that of ``history``, files of ``export``, and
the reports of ``import``, ``memory``, ``translate`` and ``fleet``."""


def read_schema(name: str = SCHEMAS[0]) -> str:
    """Return a schema's text; it is JSON Schema, draft 2020-12."""
    return (Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8")
