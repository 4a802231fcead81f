"""A translation that is ahead of its base: what the present source has is no fault."""

from __future__ import annotations

import pytest

from sync.lint.checks import find_all
from tests.lint.courses import CELL_RULES, compare, page, places

BASE = page(
    "[Tea](https://a.ex/tea) and [pot](https://a.ex/pot)", "Run `brew 1` or `pour`", "At 95 degrees"
)
PRESENT = page(
    "[Tea](https://b.ex/tea) and [pot](https://a.ex/pot)", "Run `brew 2` or `pour`", "At 80 degrees"
)
AHEAD = page(
    "[Thé](https://b.ex/tea) et [pot](https://a.ex/pot)", "`pour` ou `brew 2`", "À 80 degrés"
)


def test_what_the_present_source_has_is_no_fault() -> None:
    comparison = compare(BASE, AHEAD, present=PRESENT)

    assert find_all(comparison, CELL_RULES) == ()
    assert len(find_all(compare(BASE, AHEAD), CELL_RULES)) == 3


@pytest.mark.parametrize(
    ("good", "bad", "rule", "line"),
    [
        ("a.ex/pot", "c.ex/pot", "link-target", 5),
        ("`pour`", "`verser`", "code-span", 6),
        ("80 degr", "70 degr", "number", 7),
    ],
)
def test_beside_it_what_neither_has_is_a_fault(good: str, bad: str, rule: str, line: int) -> None:
    comparison = compare(BASE, AHEAD.replace(good, bad), present=PRESENT)

    assert [place[:2] for place in places(find_all(comparison, CELL_RULES))] == [(rule, line)]


def test_noop_a_translation_of_the_base() -> None:
    behind = AHEAD.replace("b.ex", "a.ex").replace("brew 2", "brew 1").replace("80", "95")

    assert find_all(compare(BASE, behind, present=PRESENT), CELL_RULES) == ()


def test_a_dead_link_of_the_present_source_is_left_to_it() -> None:
    base, present = page("x"), page("x") + "\nSee [y](gone.md).\n"
    ahead = page("x") + "\nVoir [y](../../../guide/gone.md).\n"

    assert find_all(compare(base, ahead, present=present), CELL_RULES) == ()
    assert places(find_all(compare(base, ahead), CELL_RULES)) == [("link-dead", 7, 10)]
