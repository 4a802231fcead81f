"""JSX is read in proportion to a text, whatever stands between its tags."""

from __future__ import annotations

import pytest

from sync.markdown.dialect import find_dialect
from sync.markdown.document import read_markdown
from tests.pathological.work import LINEAR, Action, measure_growth

MDX = find_dialect("tea.mdx")
TEXTS = (
    "<div>\n- a cup\n</div>\n",
    "<Pot\n  of={[1,\n\n  2]}\n/>\n",
    "<Pot>\n",
    "<Pot of={`\n",
    "{\n",
    "export const cup = [\n",
    "A cup <b>\n- of tea\n",
    "<Pot>\n```\n</Pot>\n```\n",
    "> <Pot of={\n",
)


@pytest.mark.parametrize("text", TEXTS)
def test_tags_are_read_in_proportion(text: str) -> None:
    def make(size: int) -> Action:
        return lambda: read_markdown(text * size, MDX).blocks

    assert measure_growth(make, 60) < LINEAR
