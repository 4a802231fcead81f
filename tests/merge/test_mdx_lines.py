"""Lines of JSX directly below a table of MDX are lines of the page, and no rows."""

from __future__ import annotations

import pytest

from sync.markdown.dialect import find_dialect
from sync.markdown.document import Markdown, read_markdown
from sync.merge.document import merge_document
from tests.cases import make_case
from tests.merge.merging import PLAIN, SPACE

BASE = """\
| Tea | Taste |
| --- | --- |
| Green | Fresh |
{line}

End.
"""
TRANSLATION = """\
| Tee | Geschmack |
| --- | --- |
| Grün | Frisch |
{line}

Ende.
"""
RESULT = """\
| Tee | Geschmack |
| --- | --- |
| Grün | Frisch |
| {{/* sync:untranslated */}} Black | {{/* sync:untranslated */}} Malty |
{line}

Ende.
"""


def read(text: str) -> Markdown:
    return read_markdown(text, find_dialect("tea.mdx"))


@pytest.mark.parametrize("line", ["</>", '{" "}', "{/* the end */}", "</Tabs>"])
def test_a_line_of_jsx_stays_a_line(line: str) -> None:
    base, translation = BASE.format(line=line), TRANSLATION.format(line=line)
    source = base.replace("| Fresh |", "| Fresh |\n| Black | Malty |")
    case = make_case(read(source), read(translation), SPACE, base=read(base))
    merged = merge_document(case, PLAIN)

    assert merged.refusal is None
    assert merged.text == RESULT.format(line=line)
    assert sum(table.extra for table in merged.tables) == 0


def test_a_row_in_braces_is_a_row() -> None:
    base, translation = (
        BASE.format(line="| {name} | Any |"),
        TRANSLATION.format(line="| {name} | Alle |"),
    )
    source = base.replace("| Any |", "| Every one |")
    case = make_case(read(source), read(translation), SPACE, base=read(base))

    assert "| {name} | {/* sync:fuzzy */} Alle |" in merge_document(case, PLAIN).text
