"""The key ``lint``: which rules count, where, and how much they weigh."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from yaml.nodes import Node

from sync.findings import Severity
from sync.project.config.keys import (
    check_choice,
    fail,
    read_choice,
    read_items,
    read_pairs,
    read_pattern,
    read_text,
)
from sync.project.config.values import Config
from sync.project.patterns import is_negated
from sync.rules.catalogue import RULES, Kind
from sync.rules.choice import PathChoice, RuleChoice

NAMES = tuple(rule.name for rule in RULES.values() if rule.kind is not Kind.STATE)
"""The rules that may be chosen."""

_EXPECTED = "must hold 'select', 'ignore', 'severity' or 'paths'"


def read_lint(config: Config, node: Node) -> Config:
    """Read which rules count everywhere, and which do under some paths."""
    choice, paths = RuleChoice(), config.lint_paths
    for key, value in read_pairs(node, _EXPECTED):
        name = check_choice(key, read_text(key), (*_READERS, "paths"))
        if name == "paths":
            paths = tuple(
                PathChoice(_read_place(pattern), _read_choice(each))
                for pattern, each in read_pairs(value, "must map patterns of paths to rules")
            )
        else:
            choice = _READERS[name](choice, value)
    return config._replace(lint=choice, lint_paths=paths)


def _read_place(node: Node) -> str:
    """Read a pattern that stands for itself, as all that fit are applied."""
    pattern = read_pattern(node)
    if is_negated(pattern):
        raise fail(node, f"the pattern {pattern!r} is negated: name the paths that are meant")
    return pattern


def _read_choice(node: Node) -> RuleChoice:
    choice = RuleChoice()
    for key, value in read_pairs(node, "must hold 'select', 'ignore' or 'severity'"):
        choice = _READERS[check_choice(key, read_text(key), _READERS)](choice, value)
    return choice


def _read_names(node: Node) -> tuple[str, ...]:
    items = read_items(node, "[number, link-dead]")
    return tuple(check_choice(item, read_text(item), NAMES) for item in items)


def _read_select(choice: RuleChoice, node: Node) -> RuleChoice:
    return choice._replace(select=_read_names(node))


def _read_ignore(choice: RuleChoice, node: Node) -> RuleChoice:
    return choice._replace(ignore=_read_names(node))


def _read_severity(choice: RuleChoice, node: Node) -> RuleChoice:
    pairs = read_pairs(node, "must map rules to 'error' or 'warning'")
    return choice._replace(
        severity=tuple(
            (check_choice(name, read_text(name), NAMES), read_choice(value, Severity))
            for name, value in pairs
        )
    )


_READERS: Mapping[str, Callable[[RuleChoice, Node], RuleChoice]] = {
    "select": _read_select,
    "ignore": _read_ignore,
    "severity": _read_severity,
}
