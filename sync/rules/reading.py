"""The page that explains a rule, as the program prints it and the documentation holds it."""

from __future__ import annotations

from pathlib import Path

_PAGES = Path(__file__).parent / "pages"


def read_page(name: str) -> str:
    """Return the Markdown page of a rule, which must be one of ``RULES``."""
    return (_PAGES / f"{name}.md").read_text("utf-8")
