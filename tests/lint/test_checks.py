from __future__ import annotations

import pytest

from sync.lint.checks import CHECKS, find_check
from sync.rules import RULES, Kind
from tests.lint.courses import compare, page


def test_every_rule_of_lint_has_its_check() -> None:
    assert set(CHECKS) == {rule.name for rule in RULES.values() if rule.kind is Kind.LINT}


@pytest.mark.parametrize("rule", CHECKS)
def test_a_check_finds_nothing_where_a_source_stands_beside_itself(rule: str) -> None:
    text = page("one [cup](https://x.example) of `green` tea", "", "2 pots")

    assert list(find_check(rule)(compare(text, text))) == []
