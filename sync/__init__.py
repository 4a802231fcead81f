"""translation-sync keeps translated documentation true to its source."""

from __future__ import annotations

__version__ = "0.1.0"
