"""The history of documents in git: which version a hash names, and where documents went."""

from __future__ import annotations

from sync.history.history import BaseQuery, BaseText, History
from sync.history.versions import Version

__all__ = ["BaseQuery", "BaseText", "History", "Version"]
