"""HTML that shows nothing by itself, read as the elements that it opens and closes."""

from __future__ import annotations

import pytest

from sync.markdown.document import read_markdown
from sync.units.frames import Frame, read_frame
from sync.units.reading import list_units


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ('<div dir="rtl">', Frame((), ("div",), is_named=False)),
        ("</div>", Frame(("div",), (), is_named=False)),
        ('<div\n  dir="rtl">\n<p lang=he>', Frame((), ("div", "p"), is_named=False)),
        ("</P></div> <!-- the end -->", Frame(("p", "div"), (), is_named=False)),
        ("</p><div>", Frame(("p",), ("div",), is_named=False)),
        ('<a id="x"></a>', Frame((), (), is_named=True)),
        ("<a name=x /><span id='>'></span>", Frame((), (), is_named=True)),
        ('<div id="x">', Frame((), ("div",), is_named=True)),
        ("<p></p>", Frame((), (), is_named=False)),
        ('<a href="#x"></a>', None),
        ("<a href=x></a>", None),
        ('<div style="background: url(a.png)"></div>', None),
        ('<div title="a word">', None),
        ("<div>word</div>", None),
        ("<div dir=rtl", None),
        ("<img>", None),
        ("<h1>", None),
        ("<Card id='x' />", None),
        ("<!-- x -->", None),
        ("- <a id='x'></a>", None),
        ("word", None),
    ],
)
def test_tags_without_words_are_read(text: str, frame: Frame | None) -> None:
    [unit] = list_units(read_markdown(text), ()).units
    assert read_frame(unit) == frame
