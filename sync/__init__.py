"""translation-sync keeps translated documentation true to its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.version import __version__

if TYPE_CHECKING:
    from sync.api import OpenProject as Project
    from sync.api import open_project

__all__ = ["Project", "__version__", "open_project"]


def __getattr__(name: str) -> object:
    """Import the library when it is first asked for: the command line starts without it."""
    if name in ("Project", "open_project"):
        from sync import api

        return api.OpenProject if name == "Project" else api.open_project
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
