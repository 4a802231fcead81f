"""The rules that count for a translation, and what a finding says of where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.findings import Finding, Severity
from sync.project.patterns import covers
from sync.rules import RULES, Kind
from sync.rules.choice import RuleChoice, choose_rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sync.findings import Found
    from sync.model import Location
    from sync.project.config import Config


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
