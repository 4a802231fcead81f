"""How much may be compared with each other, and what is said where that is too much."""

from __future__ import annotations

from collections.abc import Sequence

from sync.align.likeness import LONG_TEXT
from sync.errors import RefusedError

# What a character of a long text costs, of which the words are counted, against a pair of
# characters of two short ones.
_WORD_COST = 3_000


class Budget:
    """The comparisons that are left for a pair of documents, in any unit of work."""

    def __init__(self, most: int) -> None:
        """Begin with all of them."""
        self._left = most

    def spend(self, cost: int) -> bool:
        """Take ``cost`` comparisons if there are as many; tell whether there were."""
        if cost > self._left:
            return False
        self._left -= cost
        return True


def weigh_texts(ours: Sequence[int], theirs: Sequence[int]) -> int:
    """Return what it costs at most to compare texts of these lengths, each with each."""
    short = [sum(length for length in side if length <= LONG_TEXT) for side in (ours, theirs)]
    long = [[length for length in side if length > LONG_TEXT] for side in (ours, theirs)]
    words = len(long[1]) * sum(long[0]) + len(long[0]) * sum(long[1])
    return short[0] * short[1] + _WORD_COST * words


def refuse_versions(line: int, what: str, counts: tuple[int, int]) -> RefusedError:
    """Return the refusal to guess which parts of a table, or which tables, became which.

    ``line`` (0-based) is the source's, ``counts`` how many there are before and after.
    """
    before, after = counts
    return RefusedError(
        f"at line {line + 1} of the source {before} {what} became {after} others, too many to "
        "tell which became which; bring translations there in smaller steps, or use sync --no-base"
    )


def refuse_translated(line: int, counts: tuple[int, int]) -> RefusedError:
    """Return the refusal to guess which tables of a translation, from ``line`` on, are which.

    ``line`` is 0-based, ``counts`` how many the source and the translation have there.
    """
    ours, theirs = counts
    return RefusedError(
        f"{theirs} tables stand where the source has {ours}, too many to tell which are lacking; "
        "put those back, or take out what is too much",
        line=line + 1,
    )
