"""Front matter begins a text with three dashes, or is none."""

from __future__ import annotations

import pytest

from sync.markdown.document import BlockKind, read_markdown


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_front_matter_is_a_block(mark: str) -> None:
    blocks = read_markdown(f"{mark}---\ntitle: A\n---\n\ntext\n").blocks
    assert [(b.kind, b.start, b.end) for b in blocks] == [
        (BlockKind.FRONT_MATTER, 0, 3),
        (BlockKind.PARAGRAPH, 4, 5),
    ]


@pytest.mark.parametrize(
    "text",
    ["- |---|---|\n:-: | -\n", "- ---\n  a\n  ---\n", "\n---\na: b\n---\n", "-- -\na\n---\n"],
    ids=["a row in a list", "in a list", "further down", "a rule"],
)
def test_dashes_elsewhere_are_no_front_matter(text: str) -> None:
    assert BlockKind.FRONT_MATTER not in {block.kind for block in read_markdown(text).blocks}
