from __future__ import annotations

import inspect

import pytest

from sync.lint.checks import CHECKS, find_check
from sync.rules import RULES, Kind


def test_every_rule_of_lint_has_its_check() -> None:
    assert set(CHECKS) == {rule.name for rule in RULES.values() if rule.kind is Kind.LINT}


@pytest.mark.parametrize("rule", CHECKS)
def test_a_check_takes_a_comparison_and_returns_findings(rule: str) -> None:
    signature = inspect.signature(find_check(rule))
    assert [each.annotation for each in signature.parameters.values()] == ["Comparison"]
    assert signature.return_annotation in {"Iterable[Found]", "Iterator[Found]"}
