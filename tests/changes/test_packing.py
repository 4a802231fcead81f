"""Changes that are packed, written as JSON and unpacked are the same."""

from __future__ import annotations

import json

import pytest

from sync.changes.document import compare_document
from sync.changes.packing import pack_changes, unpack_changes
from sync.changes.values import Changes
from sync.markdown.document import read_markdown
from tests.commands.teas import ALIGNED, EVERYTHING, OTHER_PROSE, REORDERED, SHORTER, TEA, THE
from tests.merge.merging import SPACE


@pytest.mark.parametrize(
    "later", [EVERYTHING, OTHER_PROSE, SHORTER, ALIGNED, REORDERED, "x\n", TEA]
)
def test_there_and_back(later: str) -> None:
    base, source, translated = map(read_markdown, (TEA, later, THE))
    changes = compare_document(base, source, translated, base, SPACE)

    assert unpack_changes(pack_changes(changes)) == changes
    assert (changes == Changes()) is (later == TEA)


@pytest.mark.parametrize(
    "packed",
    [
        None,
        {},
        [],
        [[], []] * 2,
        [[["changed"]], []],
        [[["torn", None, 1, 1, 1, [], []]], []],
        [[["changed", 3, 1, 1, 1, [], []]], []],
        [[["changed", None, "1", 1, 1, [], []]], []],
        [[["changed", None, 1, 1, 1, [], [None]]], []],
        [
            [
                [
                    "changed",
                    None,
                    1,
                    1,
                    1,
                    [["added", 1, 1, 1, [[None, "text", "", "", ""]], []]],
                    [],
                ]
            ],
            [],
        ],
        [[["changed", None, 1, 1, 1, [["added", 1, 1, 1, [], [[1, None, ""]]]], []]], []],
        [[], [["added", 1, 1, 1, ""]]],
    ],
)
def test_anything_else_is_refused(packed: object) -> None:
    with pytest.raises(ValueError, match=r"expected|without|not a valid"):
        unpack_changes(json.dumps(packed))
