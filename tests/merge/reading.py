"""A reader of its own for what a merge has written: markdown-it-py, and nothing of the merge."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARK = re.compile(r"[ \t]*(?:<!--|\{/\*) sync:(\w+) (?:-->|\*/\})[ \t]*")
_HEAD = re.compile(r"\ufeff?(?:---\n.*?\n---\n|\+\+\+\n.*?\n\+\+\+\n|\{\n.*?\n\}\n)", re.DOTALL)


class Content(NamedTuple):
    """A leaf's text without its mark, that mark, and what it is."""

    kind: str
    text: str
    mark: str


class Reading(NamedTuple):
    """What a document is made of: the tokens' ``shape``, and the texts in them."""

    shape: tuple[tuple[object, ...], ...]
    contents: tuple[Content, ...]
    head: str


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def read(text: str) -> Reading:
    """Read a document, marks aside."""
    text = text.replace("\r\n", "\n")
    head = _HEAD.match(text)
    shape: list[tuple[object, ...]] = []
    contents: list[Content] = []
    waiting = ""
    for token in _parser().parse(text[head.end() :] if head else text):
        lone = _MARK.fullmatch(token.content.strip()) if token.type == "html_block" else None
        if lone:
            waiting = lone[1]
            continue
        shape.append(_shape(token))
        if token.content:
            mark = waiting
            said = token.content
            found = _MARK.search(said) if token.type == "inline" else None
            if found:
                mark, said = found[1], said[: found.start()] + said[found.end() :]
            contents.append(Content(token.type, said.strip(), mark))
            waiting = ""
    return Reading(tuple(shape), tuple(contents), head[0] if head else "")


def _shape(token: Token) -> tuple[object, ...]:
    return token.type, token.tag, token.level, token.hidden, token.attrGet("start")
