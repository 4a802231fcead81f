"""Which rules count for a translation, and how much each weighs there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sync.findings import Severity
from sync.names import suggest
from sync.rules.catalogue import RULES, Kind

_MATTERS = {
    Kind.LINT: "what stands in a translation: `lint` knows it",
    Kind.CHANGE: "changes: `check` knows it, with --changed-from or --staged",
    Kind.STATE: "states: `check --fail-on` knows it",
}


class RuleChoice(NamedTuple):
    """What somebody said of rules, by name; ``select`` is None where all of them are meant."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()


class PathChoice(NamedTuple):
    """What counts for the translations, or the documents, that a pattern covers."""

    pattern: str
    choice: RuleChoice


def choose_rules(kinds: Sequence[Kind], choices: Iterable[RuleChoice]) -> Mapping[str, Severity]:
    """Return the rules of some kinds that count, with their severities; a later choice wins.

    What a choice ignores is out until a later one selects it again. The first choice that selects
    says which rules there are at all, a later one replaces that. One that selects rules, but none
    of these kinds, says nothing about them.
    """
    weights = {rule.name: rule.severity for rule in RULES.values() if rule.kind in kinds}
    active = dict.fromkeys(weights)
    for choice in choices:
        selected = [name for name in choice.select or () if name in weights]
        if selected or choice.select == ():
            active = dict.fromkeys(selected)
        for name in choice.ignore:
            active.pop(name, None)
        weights |= {name: severity for name, severity in choice.severity if name in weights}
    return {name: weights[name] for name in weights if name in active}


def find_rule_name(name: str, kinds: Sequence[Kind]) -> str:
    """Return ``name``; raises ValueError, with the nearest one, where no such rule exists."""
    if name in RULES and RULES[name].kind in kinds:
        return name
    if name in RULES:
        raise ValueError(f"{name!r} is a rule about {_MATTERS[RULES[name].kind]}")
    known = [rule.name for rule in RULES.values() if rule.kind in kinds]
    raise ValueError(f"{name!r} is no rule: {suggest(name, known)}")
