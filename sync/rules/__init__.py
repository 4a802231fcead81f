"""The rules that findings name: what each says, how much it weighs, and how to mend it."""

from __future__ import annotations

from sync.rules.catalogue import RULES, Kind, Rule

__all__ = ["RULES", "Kind", "Rule"]
