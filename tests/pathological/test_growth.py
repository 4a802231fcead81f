"""The work of every command grows in proportion to such texts, or stays below a bound."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from benchmarks.oddities import ODDITIES
from tests.commands.calling import call
from tests.commands.teas import FR, SOURCE, make_teas, translate
from tests.pathological.work import Action, find_steep

SIZE = 8
# Beyond a depth nothing is read, and a few rows or tables are paired in another way: all sizes
# must lie on one side of that.
SIZES = {"nested quotes": 60, "headings": 16, "merged tables": 12, "twin rows": 12}
# Each of whose tables is mended only if the whole text, parsed anew, says so: a bounded number.
PARSED_ANEW = "lost tables"
COMMANDS = (
    ("check", "--changed-from", "HEAD~1"),
    ("diff",),
    ("sync", "--diff"),
    ("lint", "--fix"),
)
# These compare each with each, up to a number; `test_bounds` holds them to it.
BOUNDED = frozenset(
    {
        "align/alike:_Candidates._compare",
        "align/features:_score",
        "align/features:align_features",
        "align/likeness:find_likeness",
        "align/likeness:find_overlap",
        "align/monotone:_best_after",
        "align/monotone:_best_before",
        "align/monotone:_trace",
        "align/monotone:align_in_order",
        # Each place with those of a band: square up to its width, and linear beyond.
        "align/posterior:_Model._go_backward",
        "align/posterior:_Model._go_forward",
        "align/posterior:_Model._weigh",
        "align/posterior:_Model.find",
        "align/posterior:_Row.shrink",
        "align/posterior:_insert",
        "align/unit_features:Scorer._weigh",
        "align/unit_features:Scorer._weigh_signature",
        "align/unit_versions:_Pairing._fit",
        "align/unit_versions:_Pairing._pair_edited",
        "align/unit_versions:_Pairing._pair_moved",
        "align/unit_versions:_compare",
        "align/unit_versions:_grew",
        "align/rows:_find_alike",
        "align/rows:_pair_alike",
        "align/rows:_same_name",
        "align/rows:_Strangers.may_be_edited",
        "align/columns:_pair_shared",
        "align/columns:find_rivals",
        "align/sequences:_pair_small",
        "align/sequences:pair_best",
        "align/versions:_pair_scored",
        "align/versions:_score",
        "align/versions:_share_columns",
        "markdown/blocks:Block.shape",
    }
)


@pytest.mark.parametrize("name", [name for name in ODDITIES if name != PARSED_ANEW])
def test_work_grows_in_proportion(tmp_path: Path, name: str) -> None:
    steep = find_steep(prepare(tmp_path, name), SIZES.get(name, SIZE))

    assert {name: counts for name, counts in steep.items() if name_outer(name) not in BOUNDED} == {}


def prepare(folder: Path, name: str) -> Callable[[int], Action]:
    """Return what makes a repository of a text's versions and returns calls in it."""
    numbers = count()

    def make(size: int) -> Action:
        odd = ODDITIES[name](size)
        files = {SOURCE: odd.base, FR: translate(odd.base, body=odd.translation)}
        course = make_teas(folder / f"course{next(numbers)}", odd.source, files=files)
        # What a formatter says is kept; its own work is not ours.
        assert "internal" not in call(course.root, "check").err

        def act() -> None:
            for command in COMMANDS:
                assert "internal" not in call(course.root, *command).err

        return act

    return make


def name_outer(name: str) -> str:
    """Return a function's name without those of what it holds."""
    return name.partition(".<locals>")[0]
