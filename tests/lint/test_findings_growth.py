"""What is told of a cell grows with what is in it, not with its square."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.lint.courses import CELL_RULES, find, page
from tests.pathological.work import LINEAR, count_lines

_Write = Callable[[int], str]


def join(size: int, write: _Write) -> str:
    return "word " + " ".join(map(write, range(size)))


CELLS: dict[str, tuple[_Write, _Write]] = {
    "code lost": (
        lambda n: join(n, lambda k: f"`c{k}`"),
        lambda n: join(n, lambda k: f"c{k}"),
    ),
    "less code": (
        lambda n: join(n, lambda k: f"`c{k}` `c{k}`"),
        lambda n: join(n, lambda k: f"`c{k}`"),
    ),
    "other code": (
        lambda n: join(n, lambda k: f"`c{k}`"),
        lambda n: join(n + 1, lambda k: f"`d{k}`"),
    ),
    "other links": (
        lambda n: join(n, lambda k: f"[c](https://example.org/{k})"),
        lambda n: join(n + 1, lambda k: f"[c](https://example.org/x{k})"),
    ),
    "lost links": (
        lambda n: join(n, lambda k: f"[c](https://example.org/{k})"),
        lambda n: join(1, lambda k: f"[c](https://example.org/{k})"),
    ),
}
SIZE = 24


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_s_findings_are_as_long_as_it_is(name: str) -> None:
    small, large = (measure(name, size) for size in (SIZE, 4 * SIZE))

    assert large < 4 * LINEAR / 2 * max(small, 100)


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_is_read_once_however_much_it_lacks(name: str) -> None:
    ours, theirs = CELLS[name]

    def count(size: int) -> int:
        pair = page(ours(size)), page(theirs(size))
        return count_lines(lambda: find(*pair, CELL_RULES)).total()

    count(1)
    # Up to a number, links are compared each with each: all sizes lie beyond it.
    assert count(8 * SIZE + 200) < LINEAR * count(4 * SIZE + 100)


def measure(name: str, size: int) -> int:
    """Return how many characters all messages about a cell have."""
    ours, theirs = CELLS[name]
    found = find(page(ours(size)), page(theirs(size)), CELL_RULES)
    assert found
    return sum(len(each.message) for each in found)


def test_what_a_cell_lacks_is_named_as_long_as_it_is_little() -> None:
    ours = page("word `a` `b` `c` `d` `e`")

    [found] = find(ours, page("word `x`"), CELL_RULES)
    assert "of which 'a', 'b', 'c', 'd', 'e' is lacking" in found.message


def test_what_a_cell_lacks_is_named_in_part_where_it_is_much() -> None:
    ours = page("word `a` `b` `c` `d` `e` `f`")

    [found] = find(ours, page("word `x`"), CELL_RULES)
    assert "of which 'a', 'b', 'c', 'd', 'e', … is lacking" in found.message
