"""The JSON Schema of what ``--format json`` prints, as it ships with the package."""

from __future__ import annotations

from pathlib import Path


def read_schema() -> str:
    """Return the schema's text; it is JSON Schema, draft 2020-12."""
    return (Path(__file__).parent / "report.json").read_text(encoding="utf-8")
