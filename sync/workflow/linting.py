"""Which translations are linted, by which rules, and what a finding says of where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.findings import Finding, Severity
from sync.model import Reason, State
from sync.project.patterns import covers
from sync.rules import RULES, Kind
from sync.rules.choice import RuleChoice, choose_rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sync.lint.values import Found
    from sync.model import Location, Status
    from sync.project.config import Config

LINTED = (
    State.CURRENT,
    State.COSMETIC,
    State.STALE,
    State.PENDING,
    State.UNSTAMPED,
    State.INVALID,
    State.ORPHANED,
)
"""The states of translations that are there to be looked at."""

COMPARED = (State.CURRENT, State.COSMETIC, State.STALE, State.PENDING)
"""The states of those that are laid beside the source they were made from."""


def is_compared(status: Status) -> bool:
    """Tell whether a translation is laid beside the source that it was made from."""
    return status.stamp is not None and status.state in COMPARED


def find_version(status: Status) -> str | None:
    """Return the hash of the version that the tables were made from; None: the present one."""
    is_current = status.state is State.CURRENT or status.reason == Reason.GENERATED_BLOCK
    if status.stamp is None or is_current:
        return None
    return status.stamp.synced_hash or status.stamp.original_hash or ""


def choose_location_rules(
    config: Config,
    location: Location,
    choices: Sequence[RuleChoice] = (),
    kind: Kind = Kind.LINT,
) -> Mapping[str, Severity]:
    """Return the rules of a kind that count for a translation; ``choices`` come last."""
    mine = [
        path.choice
        for path in config.lint_paths
        if covers((path.pattern,), location.path, location.source)
    ]
    everywhere = config.lint or RuleChoice()
    return choose_rules((kind,), (everywhere, *mine, *choices))


def build_finding(
    location: Location, found: Found, rules: Mapping[str, Severity], path: str | None = None
) -> Finding:
    """Return what was found in a translation as a report tells it."""
    rule = RULES[found.rule]
    severity = rules[found.rule]
    if severity is rule.severity and found.severity is not None:
        severity = found.severity
    return Finding(
        rule=found.rule,
        severity=severity,
        language=location.language,
        document=location.document,
        path=path or location.path,
        line=found.line,
        column=found.column,
        message=found.message,
        help=found.help or rule.help,
        identity=found.identity,
    )
