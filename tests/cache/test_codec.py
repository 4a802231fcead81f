"""Values that are encoded, written as JSON and decoded are the same; anything else is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

import pytest

from sync.cache.codec import decode, encode
from sync.changes.document import compare_document
from sync.changes.values import Changes, TableChange
from sync.findings import Found, Severity
from sync.model import Base, Reason
from tests.cases import make_case
from tests.commands.teas import ALIGNED, EVERYTHING, OTHER_PROSE, REORDERED, SHORTER, TEA, THE
from tests.merge.merging import SPACE


class Kettle(NamedTuple):
    litres: int
    lids: tuple[bool, ...]
    prices: Mapping[str, int]
    base: Base | Reason
    share: float = 0.5
    pair: tuple[int, str] = (1, "a")


@pytest.mark.parametrize(
    "later", [EVERYTHING, OTHER_PROSE, SHORTER, ALIGNED, REORDERED, "x\n", TEA]
)
def test_changes_there_and_back(later: str) -> None:
    changes = compare_document(make_case(later, THE, SPACE, base=TEA))
    assert changes is not None

    assert decode(Changes, json.loads(json.dumps(encode(changes)))) == changes
    assert (changes == Changes()) is (later == TEA)


@pytest.mark.parametrize(
    "value",
    [
        Kettle(2, (True, False), {"red": 3}, Reason.SHALLOW),
        Kettle(2, (), {}, Base(None, None, "b" * 40, None)),
        Found("number", 3, None, "5 for 6", ("a",), severity=Severity.ERROR),
        Base("c" * 40, "a.md", "b" * 40, "2025-01-02T03:04:05+00:00"),
    ],
)
def test_named_values_there_and_back(value: Kettle | Found | Base) -> None:
    assert decode(type(value), json.loads(json.dumps(encode(value)))) == value


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        (Changes, None),
        (Changes, {}),
        (Changes, []),
        (Changes, [[], []] * 2),
        (Changes, [[["changed"]], []]),
        (TableChange, ["torn", None, 1, 1, 1, [], []]),
        (TableChange, ["changed", 3, 1, 1, 1, [], []]),
        (TableChange, ["changed", None, "1", 1, 1, [], []]),
        (TableChange, ["changed", None, True, 1, 1, [], []]),
        (TableChange, ["changed", None, 1, 1, 1, [], [None]]),
        (Kettle, [1.5, [], {}, "shallow", 0.5, [1, "a"]]),
        (Kettle, [1, [1], {}, "shallow", 0.5, [1, "a"]]),
        (Kettle, [1, [], {"a": "b"}, "shallow", 0.5, [1, "a"]]),
        (Kettle, [1, [], {}, "deep", 0.5, [1, "a"]]),
        (Kettle, [1, [], {}, "shallow", 0.5, [1, "a", 2]]),
        (Base, [None, None, None, None]),
    ],
)
def test_anything_else_is_refused(kind: type, kept: object) -> None:
    with pytest.raises(ValueError, match=r".*"):
        decode(kind, kept)  # type: ignore[arg-type]
