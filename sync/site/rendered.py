"""A block as a reader sees it: its Markdown rendered, with nothing in it that leads or loads."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from sync.markdown.lines import fold_space

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markupsafe import Markup

# What starts or encloses anything in Markdown; a text without is shown as it is.
_SIGNS = frozenset("*_`[]!<>|#~\\&")
# A heading of another document is none of the page's.
_TAGS = {
    "link_open": '<span class="link">',
    "link_close": "</span>",
    "heading_open": "<p><strong>",
    "heading_close": "</strong></p>",
}


@lru_cache(maxsize=2048)  # languages share their sources
def render_block(text: str) -> Markup | None:
    """Render a block; None where it would look as its source does.

    Raw HTML is shown as text. Links lead nowhere, as they are relative to other places, and
    pictures are their words, as they would have to be loaded.
    """
    from markupsafe import Markup

    if _SIGNS.isdisjoint(text):
        return None
    return Markup(_open_parser().render(text))  # noqa: S704  markdown-it escapes all


def render_cell(text: str) -> Markup:
    """Render the text of a cell."""
    from markupsafe import Markup

    return Markup(_open_parser().renderInline(text))  # noqa: S704  markdown-it escapes all


def show_words(text: str) -> str:
    """Return what a block says, without what Markdown makes of it, on one line."""
    rendered = render_block(text)
    return fold_space(text) if rendered is None else rendered.striptags()


@cache
def _open_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    options = {"html": False, "maxNesting": 50}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    for name, tag in _TAGS.items():
        parser.add_render_rule(name, _write(tag))
    parser.add_render_rule("image", _show_words)
    return parser


def _write(tag: str) -> Callable[..., str]:
    def write(*_: object) -> str:
        return tag

    return write


def _show_words(
    _renderer: object, tokens: Sequence[Token], place: int, _options: object, _env: object
) -> str:
    from markupsafe import escape

    return f'<span class="image">{escape(tokens[place].content)}</span>'
