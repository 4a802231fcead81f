"""MDX is judged as the Markdown that reads the same."""

from __future__ import annotations

import pytest

from benchmarks.leaves import read_leaves
from benchmarks.mdx import as_markdown


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("<Steps>\n\nWait.\n</Steps>\n", ["<Steps>", "Wait.", "</Steps>"]),
        ('<A>\n<B\n  a="b"\n/>\n<B\n  c={1}\n/>\n', ["<A>", '<B a="b" />', "<B c={1} />"]),
        ("- One\n- Two\n</Steps>\n", ["One", "Two", "</Steps>"]),
        ("import A from 'a';\n\nWait.\n", ["js\nimport A from 'a';", "Wait."]),
        ("```sh\n<Steps>\nimport a\n```\n", ["sh\n<Steps>\nimport a"]),
        ("Wait <b>here</b>\nnow.\n", ["Wait <b>here</b>\nnow."]),
    ],
)
def test_its_blocks_are_those_of_mdx(text: str, blocks: list[str]) -> None:
    assert [leaf.text for leaf in read_leaves(as_markdown(text)).blocks] == blocks


def test_its_marks_are_marks() -> None:
    (leaf,) = read_leaves(as_markdown("Wait. {/* sync:fuzzy */}\n")).blocks
    assert (leaf.text, leaf.mark) == ("Wait.", "fuzzy")
