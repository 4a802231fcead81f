"""The history of documents in git: which version a hash names, and where documents went."""

from __future__ import annotations

from sync.history.clone import CACHE_NAME
from sync.history.history import History
from sync.history.queries import BaseAnswer, BaseQuery, BaseText

__all__ = ["CACHE_NAME", "BaseAnswer", "BaseQuery", "BaseText", "History"]
