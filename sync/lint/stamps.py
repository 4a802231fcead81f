"""The rule about stamps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.findings import Found
    from sync.lint.comparison import Comparison


def check_stamp(comparison: Comparison) -> Iterable[Found]:
    """Find a stamp that does not say what the translation was made from."""
    return comparison.stamp_faults
