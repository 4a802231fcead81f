"""MDX spells comments in another way; whoever reads cells does not notice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.markdown.dialect import MARKDOWN, Dialect, find_dialect
from sync.markdown.document import read_markdown
from sync.merge.marks import count_marks, find_mark
from sync.model import Pending

MDX = Dialect(is_mdx=True)
TABLE = (
    "# {/* sync:fuzzy */} A\n\n{/* sync:untranslated */} a | b\n--- | ---\nc | {/*sync:fuzzy*/} d\n"
)


@pytest.mark.parametrize(
    ("path", "dialect"),
    [("a/b.mdx", MDX), ("a.md", MARKDOWN), ("mdx/a.markdown", MARKDOWN), ("a.mdx.md", MARKDOWN)],
)
def test_the_name_tells_the_kind(path: str, dialect: Dialect) -> None:
    assert find_dialect(path) == dialect


@pytest.mark.parametrize(("path", "has_html"), [("a.md", True), ("a.mdx", False)])
def test_a_site_may_build_all_as_mdx(path: str, has_html: bool) -> None:
    dialect = find_dialect(path, is_built_as_mdx=True)
    assert (dialect.is_mdx, dialect.has_html_comments) == (True, has_html)
    said = "<!-- sync:fuzzy -->"
    assert dialect.unify("{/* sync:fuzzy */}") == said
    assert dialect.spell(said) == (said if has_html else "{/* sync:fuzzy */}")


def test_cells_and_headings_are_read_as_in_markdown() -> None:
    document = read_markdown(TABLE, MDX)
    (table,) = document.tables
    assert table.sound
    assert table.header.cells == ("<!-- sync:untranslated --> a", "b")
    assert table.rows[0].cells == ("c", "<!-- sync:fuzzy --> d")
    assert document.blocks[0].content == "<!-- sync:fuzzy --> A"
    assert "".join(document.lines) == document.text == TABLE


def test_in_markdown_it_stays_text() -> None:
    (table,) = read_markdown(TABLE).tables
    assert table.header.cells == ("{/* sync:untranslated */} a", "b")
    assert count_marks(TABLE) == Pending()
    assert find_mark(TABLE) is None


def test_marks_are_counted_outside_code() -> None:
    text = TABLE + "\n`{/* sync:fuzzy */}` {/* other */}\n\n```\n{/* sync:fuzzy */}\n```\n"
    assert count_marks(text, MDX) == Pending(untranslated=1, fuzzy=2)
    assert count_marks(text.replace("{/*", "<!--").replace("*/}", "-->"), MDX).fuzzy == 2
    assert find_mark(text, MDX) == 1


@pytest.mark.parametrize(
    "line", ["| {/* other */} a |", "a {b} */}", "<!-- other -->", "{/* sync:fuzzy2 */} a", "{/*"]
)
def test_other_comments_stay(line: str) -> None:
    assert MDX.unify(line) == line
    assert MDX.spell(line) == line


@given(st.lists(st.sampled_from(["<!-- sync:fuzzy -->", "<!-- sync:ignore a: b -->", " a ", "|"])))
def test_what_is_spelled_is_read_back(parts: list[str]) -> None:
    line = "".join(parts)
    assert MDX.unify(MDX.spell(line)) == line
    assert "<!--" not in MDX.spell(line)
    assert MARKDOWN.spell(line) == MARKDOWN.unify(line) == line
