"""A cell of which nobody knows the old source: what vouches for it, and what does not."""

from __future__ import annotations

import pytest

from tests.merge.merging import merge, read_cells

HEAD = "| A | B |\n| --- | --- |\n"


@pytest.mark.parametrize(
    ("source", "translated", "is_marked"),
    [
        ("<https://example.org/a> now", "<https://example.org/a>", True),
        ("`pour` it", "`pour`", True),
        ("21 cups", "21", True),
        ("<https://example.org/a> now", "<https://example.org/a> jetzt", False),
        ("[Cups](https://example.org/a)", "[Tassen](https://example.org/a)", False),
        ("`pour`", "`pour`", False),
        ("21", "21", False),
    ],
)
def test_a_link_alone_vouches_for_no_words(source: str, translated: str, is_marked: bool) -> None:
    merged = merge(None, f"{HEAD}| Tea | {source} |\n", f"{HEAD}| Tee | {translated} |\n")
    assert read_cells(merged.text)[0][1][1] == ("<!-- sync:fuzzy --> " * is_marked) + translated
