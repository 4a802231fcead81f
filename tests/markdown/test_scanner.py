"""The scanner's reading of a document is markdown-it-py's, block by block and cell by cell."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from sync.markdown.blocks import BlockKind
from sync.markdown.document import read_markdown
from tests.markdown.judging import COMMONMARK, judge, read

PREFIXES = [
    *("", "", "", "", " ", "  ", "   ", "    ", "     ", "      ", "\t", " \t", "  \t", "\u00a0"),
    *("- ", "-", "-  ", "-     ", "-\t", "  - ", "    - ", "* ", "+ ", " * ", "- - ", "10. "),
    *("1. ", "2) ", "1.", "   1. ", "007. ", "0123456789. ", "> ", ">", ">  ", "  > ", "> > "),
    *("- > ", "> - ", ">\t", "1. - ", "    > ", "> 1. ", "     - "),
]
CONTENTS = [
    *("", "", "", "text", "more *text*", "**bold** text", "`code` text", "[link](a.md) text"),
    *("# heading", "## closed ##", "###### six #", "####### seven", "#none", "# ", "#", "# a | b"),
    *("===", "=", "---", "-", "--", "- - -", "***", "* * *", "___", "_ _", "--- x", "-----"),
    *("```", "```python", "````", "~~~", "~~~ a`b", "``` a`b", "`````  ", "~~~~", "``", "```|"),
    *("| a | b |", "|---|---|", "| - | - |", "--- | ---", "a | b", "a \\| b | c", "|a|", "|-|"),
    *("|:-:|:--|", "| 1 | 2 |", "| `x|y` | 3 |", "||", "|", "---|", "-|-", ":-", "b|", "- | -"),
    *("|  |---|", "|---||---|", "| 1 |", "| 1 | 2 | 3 |", "| a\\", "\\| a | b", "|--- |:- | "),
    *("<div>", "</div>", "<!-- open", "--> close", "<!-- one --> line", "<script>", "</script> x"),
    *("<b>", "<b>bold</b>", "<a href='x'>", "<?php", "?>", "<!DOCTYPE html>", "<![CDATA[", "]]>"),
    *("<DIV class=x", "<https://example.org>", "<3", "<pre", "<details><summary>", '<x y="', "<-"),
    *("[a]: b", "[a]:", "<b c>", "'title'", "[a]: <b> 'ti", "tle'", "[a\\]b]: c", "[^1]: note"),
    *("[a", "b]: c", "[a][b]", "[x] done", "[]: a", "[ ]: b"),
    *("- item", "* item", "1. one", "2. two", "1) one", "+", "1.", "> quote", "1.text", "-text"),
    *("...", "title: a", "a\u2028b", "a\u0085", "\u00a0", "\u2003", "\f", "\x1c", "a\0b", "| \0 |"),
    *("text  ", "text\\", "| a | b |  ", "| a\u00a0| b |", "| \u0085 | b |", "\ufeff", ":", "a:"),
    *("a\tb", "| a\t|\tb |", "|\t-|-\t|", "\\# a", "&#35;", "é | ü", "0. zero", "001. one"),
]
ENDINGS = st.sampled_from(["\n", "\n", "\n", "\n", "\r\n", "\r"])

lines = st.builds(
    lambda prefixes, content: "".join(prefixes) + content,
    st.lists(st.sampled_from(PREFIXES), min_size=0, max_size=2),
    st.sampled_from(CONTENTS),
)
TABLES = ["| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n-|-\nc | d\n| e", "- item\n- next\n  - inner"]
chunks = st.one_of(lines, lines, lines, st.sampled_from(TABLES))


@st.composite
def indented(draw: st.DrawFn) -> str:
    """Draw a list item or a quote with further lines inside it."""
    marker = draw(st.sampled_from(["- ", "1. ", "  - ", "10) ", "*  ", "> ", "- - ", "> - "]))
    margin = "> " if marker == "> " else " " * len(marker)
    inner = "\n".join(draw(st.lists(st.one_of(chunks, indented()), max_size=4))).split("\n")
    return "\n".join([marker + inner[0], *((margin + line) if line else "" for line in inner[1:])])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Draw a document of lines and containers, with any endings, or one kind of them."""
    parts = draw(st.lists(st.one_of(chunks, chunks, indented()), max_size=9))
    text = "\n".join(parts)
    endings = draw(st.one_of(st.none(), st.lists(ENDINGS, min_size=1, max_size=4)))
    if endings is not None:
        pieces = text.split("\n")
        text = "".join(p + endings[k % len(endings)] for k, p in enumerate(pieces[:-1]))
        text += pieces[-1]
    front = draw(
        st.sampled_from(["", "", "", "\ufeff", "---\n", "---\na: b\n---\n", "\ufeff---\n"])
    )
    return front + text + draw(st.sampled_from(["", "\n", "  ", "\n\n"]))


TIDY = [
    "A paragraph\nof two lines.",
    "# Heading #",
    "Heading\n---",
    "---",
    "```text\n- none\n\n| a |\n```",
    "~~~\nnever closed",
    "<div>\n\n</div>",
    "<!-- a\n\n| a |\n|---|\n-->",
    "    code\n\n      more",
    "- one\n- two **bold**\n\n- three",
    "1. one\n2. two\n   more\n\n   - inner\n\n     ```\n      code\n     ```",
    "* one\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n* two",
    "> quote\n>\n> - item\n> - item",
    "| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 |",
    "a | b\n--|--\nc | d \\| e",
    "- a\n  - b\n    - c\n  - d\n- e",
    "[a]: b",
]
tidy = st.builds(
    lambda parts: "".join(part + gap for part, gap in parts),
    st.lists(
        st.tuples(st.sampled_from(TIDY), st.sampled_from(["\n", "\n\n", "\n\n", "\n \n\n"])),
        max_size=7,
    ),
)


@given(documents())
@settings(max_examples=300)
@example("| a | b |\n|---|---|\n| 1 | 2 |\n\u00a0<div>")
@example("    code  \n\n---")
@example("\ufeff| a |\r\n|---|\r\n")
def test_any_document_reads_as_markdown_it_py_reads_it(text: str) -> None:
    assume("[^1]:" not in text)  # footnotes are blocks here, and nothing to that
    assert read(text) == judge(text)


@given(tidy)
@settings(max_examples=200)
def test_so_does_what_people_write(text: str) -> None:
    assert read(text) == judge(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "   ",
        "a\n  b |\n---",
        "- a | b\n---|---\n",
        "> a | b\n> ---|---",
        "text\na | b\n--|--\nc\n# d",
        "text\n    a | b\n--|--\nc",
        "a\n===\n===",
        "a\n\n===",
        "- a\n---\nb",
        "- a\nb\n===",
        "- a\n\n\n  b\n c",
        "10. a\n    - b\n   - c",
        "1. a\n\n    b\n\n      c",
        "- a\n 5. b\n",
        "a\n5. b\n1. c\n-\n- d",
        "- - - a\n- - -\n- b",
        "* a\n* * *\n* b",
        "-\n- a\n-\n\n  b",
        "-     code\n-\ta",
        "- ```\n  a\n b\n- c",
        "- <!-- a\n\n b --> c\n",
        "<!-->\na\n\n--> b",
        "a\n<b>\n<div>\n\nb",
        "<b>\na\n\n<b> c",
        "<script\na\n\nb</SCRIPT>c\nd",
        "[a]: b\n[c]: d 'e\nf'\n[g]: h i\n",
        "[a]\n: b\n\n[a\nb]: c\nd",
        "--- a\nb: c\n...  \nd",
        "---\na\n",
        "----\na\n---\nb\n----\nc",
        "| a |\n| - |\n|" + " 1 |\n|" * 9,
        "|a\\|\n|-|\n|b\\\\|c|",
        "|" * 50 + "\n" + "|-" * 49 + "|",
        "``` a ``` b\nc",
        "  ```\n   a\n  b\n c\n   ```\nd",
        "   # a\n    # b\n\t# c",
        "#\ta #\n## ##\n### # #\\#\n",
        "> a\nb\n\n> c\n\nd\n> e\n# f",
        "> ```\n> a\n\nb",
        "> - a\n>\n>   b\n> - c\n\n- > d\n  > - e\n- f",
        "\x85\na | b\n--|--\n\x1c | c",
        "- " * 150 + "a\n\nb",
        "> " * 250 + "a",
    ],
)
def test_odd_documents(text: str) -> None:
    assert read(text) == judge(text)
    assert read(text.replace("\n", "\r\n")) == judge(text.replace("\n", "\r\n"))


def ask_for_the_parser(folder: Path, *texts: bytes) -> bool:
    """Tell whether a fresh interpreter imports markdown-it-py to read some documents."""
    for number, text in enumerate(texts):
        (folder / f"{number}.md").write_bytes(text)
    script = (
        "import pathlib, sys; from sync.markdown.document import read_markdown;"
        "texts = [each.read_bytes().decode() for each in pathlib.Path(sys.argv[1]).iterdir()];"
        "print(len([read_markdown(text).blocks for text in texts]), 'markdown_it' in sys.modules)"
    )
    command = [sys.executable, "-c", script, str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    count, is_imported = run.stdout.split()
    assert int(count) == len(texts)
    return is_imported == "True"


def test_the_living_example_needs_no_other_parser(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    files = [*root.glob("source/**/*.md"), *root.glob("translations/**/*.md")]
    assert files
    assert not ask_for_the_parser(tmp_path, *(file.read_bytes() for file in files))


@pytest.mark.parametrize(
    ("text", "is_handed_over"),
    [
        pytest.param("# a\n\n- b\n\n| c |\n|---|\n\nf\n", False, id="decided"),
        pytest.param("# a\n\n- b\nlazy\n", True, id="a lazy line"),
        pytest.param("[d]: e\n\nf\n", True, id="a definition"),
        pytest.param("| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 66_000, False, id="a long table"),
        pytest.param("| a | b |\n|---|---|\n" + "| 1\n" * 66_000, True, id="many lacking cells"),
    ],
)
def test_only_what_is_undecided_is_handed_over(
    tmp_path: Path, text: str, *, is_handed_over: bool
) -> None:
    assert ask_for_the_parser(tmp_path, text.encode()) == is_handed_over


@pytest.mark.parametrize("name", ["security-101", "azd"])
def test_a_share_of_each_corpus(name: str, corpus: Callable[[str], Path]) -> None:
    files = sorted(corpus(name).rglob("*.md"))[::25]
    assert files
    for file in files:
        document = read_markdown(file.read_bytes().decode(), COMMONMARK)
        assert (document.tables, document.blocks) == judge(document.text)


@pytest.mark.parametrize("opening", ["<![CDATA[", "<!--", "<?", "<!X"])
@pytest.mark.parametrize("ending", ["", "\n"])
def test_html_in_a_quoted_list_may_end_the_text(opening: str, ending: str) -> None:
    [block] = read_markdown(f"> - {opening}\n    > {ending}").blocks
    assert (block.kind, block.start, block.end) == (BlockKind.HTML, 0, 2)
