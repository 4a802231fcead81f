"""What every translation of a text keeps as it is, though it is no link, no code and no tag.

Engines get it behind tokens, and the rules of import hold it beside the source's: one reading for
both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sync.markdown.containers import opens_container
from sync.markdown.inline import read_inline, replace_pieces
from sync.markdown.lines import fold_space

# Alerts (GitHub's, Obsidian's) and tasks begin a text.
_AT_START = re.compile(r"\s*(\[![\w-]+\][-+]?|\[[ xX]\](?=\s))")
# Any line may begin with a footnote, a directive, an abbreviation, or what a list defines.
_AT_LINE = re.compile(
    r"\[\^[^\[\]\s]+\]:|:{3,}[ \t]*(?:\{[^{}\"']*\}|[\w-]*)|\*\[[^\[\]]+\]:|:(?=[ \t])"
)
_LINE = re.compile(r"[^\n]+")
# CommonMark 6.5, and as GFM finds one without brackets. Letters of other scripts may touch it.
_MAIL = re.compile(
    r"<([^\s<>@]++@[\w.-]++)>|(?<![A-Za-z0-9.+_-])"
    r"([A-Za-z0-9.+_-]++@[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]*[A-Za-z0-9])+)"
)
# Comments end with the text where nothing closes them, so that each is looked for once.
_BRACE = re.compile(r"\\.|\{/\*.*?(?:\*/\}|\Z)|<!--.*?(?:-->|\Z)|[{}]", re.DOTALL)
# https://github.com/micromark/micromark-extension-mdx-jsx#syntax
_TAG_START = re.compile(r"(?<!\\)<(?!!--)")
_GIVEN = r"\"[^\"]*+\"|'[^']*+'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\}"
_TAG = re.compile(
    rf"<(?:/?(?:[A-Za-z_$][\w.:$-]*+(?:\s++(?:[A-Za-z_$][\w.:$-]*+(?:\s*+=\s*+(?:{_GIVEN}))?+"
    rf"|\{{(?:[^{{}}]|\{{[^{{}}]*+\}})*+\}}))*+)?+\s*+/?>)"
)
_LITERAL = re.compile(r"\{\s*(?:\"[^\"{}]*\"|'[^'{}]*')\s*\}")


class Unchanging(NamedTuple):
    """What stays at ``start`` to ``end`` of a text; ``name`` is the same wherever it does."""

    start: int
    end: int
    name: str


def find_openings(text: str) -> Iterator[Unchanging]:
    """Yield what makes a text's lines what they are: ``[!NOTE]``, ``[ ]``, ``[^1]:``, ``!!! note``.

    To CommonMark these are words, so that the kind of a block does not tell that one is lost.
    """
    found = _AT_START.match(text)
    if found is not None:
        yield _keep(text, *found.span(1))
    for line in _LINE.finditer(text):
        start = line.end() - len(line[0].lstrip())
        opening = _AT_LINE.match(text, start, line.end())
        if opening is not None:
            yield _keep(text, *opening.span())
        elif opens_container(line[0].strip()):
            title = text.find('"', start, line.end())
            yield _keep(text, start, line.end() if title < 0 else title)


def find_mails(text: str) -> Iterator[Unchanging]:
    """Yield the addresses of mail, which are links with and without brackets."""
    for found in _MAIL.finditer(text) if "@" in text else ():
        yield Unchanging(*found.span(), (found[1] or found[2]).casefold())


def find_expressions(text: str) -> Iterator[Unchanging]:
    """Yield the expressions in a text of MDX, which are run, and braces that make none.

    A literal says something in words; it is named by its braces alone. Comments are none.
    """
    codes = read_inline(text).codes
    visible = replace_pieces(text, {each: "\0" * len(each.text) for each in codes})
    opened: list[int] = []
    for found in _BRACE.finditer(visible) if "{" in text or "}" in text else ():
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}":
            start = opened.pop() if opened else found.start()
            if not opened:
                yield _name_expression(text, start, found.end())
    if opened:
        yield Unchanging(opened[0], opened[0] + 1, "{")


def find_broken_tags(text: str) -> Iterator[Unchanging]:
    """Yield what begins a tag in MDX and is none: ``<`` before a number, a quote that ends early.

    MDX takes each ``<`` for one that no backslash stands before.
    """
    codes = read_inline(text).codes
    visible = replace_pieces(text, {each: "\0" * len(each.text) for each in codes})
    for found in _TAG_START.finditer(visible) if "<" in text else ():
        if _TAG.match(visible, found.start()) is None:
            yield Unchanging(*found.span(), "a < that begins no tag (write &lt;)")


def _name_expression(text: str, start: int, end: int) -> Unchanging:
    written = text[start:end]
    name = '{""}' if _LITERAL.fullmatch(written) else "".join(written.split())
    return Unchanging(start, end, name)


def _keep(text: str, start: int, end: int) -> Unchanging:
    """Name a part of a text; what is abbreviated may be another word in another language."""
    end = start + len(text[start:end].rstrip())
    name = fold_space(text[start:end]).casefold()
    return Unchanging(start, end, "*[]:" if name.startswith("*[") else name)
