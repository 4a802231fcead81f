"""What was found out once, kept in the git directory between runs: one store, one codec."""

from __future__ import annotations

from sync.cache.store import Cache, Section, Value

__all__ = ["Cache", "Section", "Value"]
