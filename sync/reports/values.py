"""What a command has found out, ready to be told in any format."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sync.findings import Finding


Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | None"
"""What JSON can say."""


class Screen(NamedTuple):
    """Where a text goes: ``is_terminal`` or a file, with colours or not, and how much fits in."""

    is_terminal: bool = False
    has_colour: bool = False
    width: int = 80
    height: int = 40


def sort_findings(findings: Iterable[Finding]) -> Sequence[Finding]:
    """Return findings by file, line and column; those without a line come first in theirs."""
    return sorted(findings, key=lambda each: (each.path, each.line or 0, each.column or 0))
