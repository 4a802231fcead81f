"""translation-sync keeps translated documentation true to its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.api import Project, open_project

__version__ = "0.1.0"

__all__ = ["Project", "__version__", "open_project"]


def __getattr__(name: str) -> object:
    """Import the library when it is first asked for: the command line starts without it."""
    if name in ("Project", "open_project"):
        from sync import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
