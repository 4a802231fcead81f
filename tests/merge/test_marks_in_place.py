"""Marks change nothing that a reader sees, in whatever block they stand."""

from __future__ import annotations

import re

import mdformat
import pytest
from markdown_it import MarkdownIt

from sync.markdown.document import read_markdown
from sync.merge.marks import count_marks
from sync.merge.start import start_text
from sync.model import Pending
from sync.units.reading import list_units
from tests.merge.merging import PLAIN, SPACE, merge_all

BLOCKS = {
    "paragraph": "Water *boils* slowly\n",
    "lines": "Water boils\nslowly here\n",
    "backslash break": "Water boils\\\nslowly here\n",
    "blank break": "Water boils  \nslowly here\n",
    "code span at the end": "Water boils `slowly`\n",
    "link at the end": "Water [boils](https://tea.example)\n",
    "backslash at the end": "Water boils\\\\\n",
    "address at the end": "Water boils https://tea.example\n",
    "emphasis at the end": "Water **boils**\n",
    "comment at the end": "Water boils <!-- always -->\n",
    "heading": "## Water boils\n\nText here\n",
    "closed heading": "## Water boils ##\n\nText here\n",
    "heading with code": "## Water `boils`\n\nText here\n",
    "heading with a link": "## Water [boils](https://tea.example)\n\nText here\n",
    "own id": "## Water boils {#water}\n\nText here\n",
    "setext": "Water boils\n===\n\nWater waits\n---\n",
    "setext of two lines": "Water boils\nslowly here\n===\n",
    "tight list": "- Water boils\n- Water waits\n  - Water cools\n",
    "loose list": "1. Water boils\n\n   Water waits\n\n2. Water cools\n",
    "list of two lines": "- Water boils\n  slowly here\n- Water\nwaits\n",
    "tasks": "- [ ] Water boils\n- [x] Water waits\n",
    "heading in an item": "- # Water boils\n\n  Text here\n",
    "quote": "> Water boils\n> slowly here\n\n> Water\nwaits\n",
    "alert": "> [!NOTE]\n> Water boils\n",
    "list in a quote": "> - Water boils\n>   - Water waits\n>\n>   Water cools\n",
    "fence": "Text here\n\n```py\n# Water boils\nboil()\n```\n\nText there\n",
    "fence below text": "Text here\n```py\n# Water boils\n```\n",
    "fence in an item": "- Text here\n\n  ```py\n  # Water boils\n  ```\n- Text there\n",
    "fence in a tight item": "- Text here\n  ```py\n  # Water boils\n  ```\n- Text there\n",
    "fence as an item": "- ```py\n  # Water boils\n  ```\n- Text there\n",
    "fence in a quote": "> Text here\n>\n> ~~~py\n> # Water boils\n> ~~~\n",
    "indented code": "Text here\n\n    # Water boils\n    boil()\n",
    "indented code in an item": "- Text here\n\n      # Water boils\n\n- Text there\n",
    "block of HTML": '<div align="center">\n<b>Water boils</b>\n</div>\n\nText here\n',
    "HTML in an item": "- Text here\n\n  <p>\n  Water boils\n  </p>\n- Text there\n",
    "HTML in a quote": "> <p>Water boils</p>\n>\n> Text here\n",
    "footnote": "Text here[^1]\n\n[^1]: Water boils\n",
    "table": "| Water | Tea |\n| --- | --- |\n| boils | waits here |\n",
    "table in an item": "- Text here\n\n  | Water | Tea |\n  | --- | --- |\n  | boils | waits |\n",
}
EVERY = pytest.mark.parametrize("text", BLOCKS.values(), ids=BLOCKS)
COMMENT = re.compile(r"\s*<!-- sync:\w+ -->\s*")
BLANKS = re.compile(r"\s*(<[^>]*>)\s*|\s+")
UNSAFE = 1 << 17  # CMARK_OPT_UNSAFE: raw HTML is shown
cmarkgfm = pytest.importorskip("cmarkgfm", reason="needs the parser that judges")


def renderings(text: str) -> list[str]:
    """Render with two parsers; comments of ours and blanks beside tags are not seen."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    pages = (parser.render(text), cmarkgfm.github_flavored_markdown_to_html(text, UNSAFE))
    return [BLANKS.sub(r" \1", COMMENT.sub(" ", page)).strip() for page in pages]


def anchors(text: str) -> list[str]:
    """Return the anchors of headings as GitHub makes them, a comment of ours being nothing."""
    page = MarkdownIt("commonmark").enable("table").render(text)
    titles = re.findall(r"<h\d>(.*?)</h\d>", page, re.DOTALL)
    said = (re.sub(r"<[^>]*>", "", title) for title in titles)
    return [re.sub(r"[^\w\- ]", "", title.casefold()).replace(" ", "-") for title in said]


def mark_fuzzy(text: str) -> str:
    """Merge a source in which every text changed: all that has words is fuzzy."""
    later = text
    for word in ("boils", "waits", "cools", "here", "there"):
        later = re.sub(rf"\b{word}\b", f"{word} now", later)
    merged = merge_all(text, later, text.replace("Water", "Wasser").replace("Text", "Worte"))
    assert merged.refusal is None
    return merged.text


@EVERY
def test_a_text_renders_the_same_without_its_marks(text: str) -> None:
    marked = start_text(read_markdown(text), SPACE, PLAIN)

    assert count_marks(marked).untranslated
    assert renderings(marked) == renderings(text)
    assert anchors(marked) == anchors(text)


@EVERY
def test_a_merged_text_renders_the_same_without_its_marks(text: str) -> None:
    marked = mark_fuzzy(text)
    lines = [line for line in marked.split("\n") if not line.strip("> ").startswith("<!-- sync:")]
    bare = "\n".join(re.sub(r" ?<!-- sync:\w+ -->", "", line) for line in lines)

    assert count_marks(marked) != Pending()
    assert renderings(marked) == renderings(re.sub(r"- (?=\n {2}```)", "-", bare))
    assert anchors(marked) == anchors(bare)


@EVERY
def test_mdformat_leaves_marks_where_they_are(text: str) -> None:
    marked = start_text(read_markdown(text), SPACE, PLAIN)
    formatted = mdformat.text(marked, extensions={"gfm", "frontmatter"})

    before, after = (
        [(unit.says, unit.mark) for unit in list_units(read_markdown(each)).units]
        for each in (mdformat.text(text, extensions={"gfm", "frontmatter"}), formatted)
    )
    if "| Water" not in text:  # a table's columns are made as wide anew
        assert [says for says, _ in after] == [says for says, _ in before]
    kept = [unit.mark for unit in list_units(read_markdown(marked)).units]
    assert [mark for _, mark in after] == kept
