"""Beyond the width of its band an alignment grows in proportion to the texts that it aligns."""

from __future__ import annotations

import pytest

from sync.align.posterior import find_posteriors
from sync.align.unit_versions import pair_unit_versions
from sync.markdown.document import read_markdown
from tests.pathological.work import LINEAR, Action, measure_growth

SIZE = 150  # more than twice the band


@pytest.mark.parametrize("shift", [0, 40])
def test_probabilities_cost_a_band_of_each_row(shift: int) -> None:
    def make(size: int) -> Action:
        return lambda: find_posteriors(
            lambda i, places: [2.7 if (i + j) % 3 else 0.0 for j in places], size, size + shift
        )

    assert measure_growth(make, SIZE) < LINEAR


def test_versions_with_too_much_to_compare_are_paired_by_what_is_equal() -> None:
    """As many edited blocks as nobody compares each with each."""

    def write(word: str, size: int) -> str:
        return "".join(f"{word} number {'x' * (k % 7)} {k}.\n\n" for k in range(size))

    def make(size: int) -> Action:
        before, after = (read_markdown(write(word, size)) for word in ("Some", "Other"))
        return lambda: pair_unit_versions(before, after, ())

    assert measure_growth(make, 600) < LINEAR
