"""How alike two texts are, whatever their length."""

from __future__ import annotations

import pytest

from sync.align.likeness import LONG_TEXT, find_likeness


@pytest.mark.parametrize(
    ("first", "second", "cutoff", "likeness"),
    [
        ("", "", 0.0, 100.0),
        ("abcd", "abcd", 80.0, 100.0),
        ("abcd", "abce", 70.0, 75.0),
        ("abcd", "abce", 80.0, 0.0),
        ("abcd", "ab", 70.0, 0.0),
        ("ab " * LONG_TEXT, "ab " * LONG_TEXT, 80.0, 100.0),
        ("ab " * LONG_TEXT, "cd " * LONG_TEXT, 80.0, 0.0),
    ],
)
def test_likeness(first: str, second: str, cutoff: float, likeness: float) -> None:
    assert find_likeness(first, second, cutoff) == pytest.approx(likeness)


def test_long_texts_are_not_compared_by_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (" ".join(f"w{k % n}" for k in range(500_000)) for n in (977, 983))
    monkeypatch.delattr("rapidfuzz.fuzz.ratio")

    assert 90 < find_likeness(first, second, 70.0) < 100
