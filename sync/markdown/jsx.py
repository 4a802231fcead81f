"""Where tags and expressions of JSX end, and which of them are blocks in MDX.

A tag, an expression in braces and a module end where JavaScript says so, whatever blank lines are
in them: https://github.com/micromark/micromark-extension-mdx-jsx#syntax. To CommonMark, they are
paragraphs, code and quotes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from sync.markdown.blocks import Block, BlockKind

_NAME = r"[A-Za-z][\w$.-]*(?::[A-Za-z][\w.-]*)?"
_TAG = re.compile(rf"</?(?:{_NAME}(?=[\s/>{{]|\Z)|(?=>))")
_ATTRIBUTES = re.compile(r"(?:[\s\w$.:=-]|/(?=\s*>)|\"[^\"]*\"|'[^']*')*+")
# What stands in strings and comments opens and closes nothing.
_STRING = r"\"(?:[^\"\\\r\n]|\\.)*+\"|'(?:[^'\\\r\n]|\\.)*+'|/\*.*?\*/|//[^\r\n]*"
_CODE = re.compile(rf"{_STRING}|(?P<opens>[{{`])|(?P<closes>\}})", re.DOTALL)
_MODULE_CODE = re.compile(
    rf"{_STRING}|(?P<opens>[\[({{`])|(?P<closes>[\])}}])"
    r"|(?P<blank>(?:\r\n?|\n)[ \t]*(?=[\r\n]))",
    re.DOTALL,
)
_TEMPLATE = re.compile(r"\\.|(?P<opens>\$\{)|(?P<closes>`)", re.DOTALL)
_MODULE = re.compile(r"(?:import|export)[ \t{*]")
_BLANKS = re.compile(r"[ \t]*")
_LINE_END = re.compile(r"(?:<!--[^\r\n]*-->[ \t]*)?(?=[\r\n]|\Z)")
_HOLDER = re.compile(r"[ \t]*(?:`{3}|~{3}|(?:[-*+]|[0-9]{1,9}[.)])[ \t])")
_READ_AS = (BlockKind.HTML, BlockKind.PARAGRAPH, BlockKind.CODE)


class _EndlessError(Exception):
    """What an expression opens is never closed."""


class Whole(NamedTuple):
    """Lines ``start`` to ``end`` that are one block; CommonMark begins ``within`` another there."""

    start: int
    end: int
    within: Block


class _Reach(NamedTuple):
    """Where something ends in a text, and whether its line does, too."""

    end: int
    is_alone: bool


def opens_module(line: str) -> bool:
    """Tell whether a line of MDX begins what it imports or exports: to CommonMark a paragraph."""
    return _MODULE.match(line) is not None


def is_code(text: str) -> bool:
    """Tell whether a paragraph of MDX is a module, or templates in braces (``{`…`}``)."""
    return opens_module(text) or (text.startswith("{`") and text.endswith("`}") and _is_alone(text))


def leaves_tag_open(lines: Sequence[str]) -> bool:
    """Tell whether lines are the beginning of a tag, as of a component: its attributes."""
    text = "\n".join(lines)
    try:
        end = _find_tag(text, 0)
    except _EndlessError:
        return True
    return end is not None and (end == len(text) or text[end] in "\"'")


def is_tag(text: str) -> bool:
    """Tell whether a text begins with a tag, and is tags and expressions alone on their lines."""
    text = text.strip()
    return text.startswith("<") and _is_alone(text)


def is_expression(text: str) -> bool:
    """Tell whether a text begins with an expression, and is expressions and tags alone."""
    return text.startswith("{") and _is_alone(text)


def find_wholes(blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[Whole]:
    """Yield the tags of MDX, and the expressions and modules of several lines, given its blocks.

    These are CommonMark's. Once what is found is left out of the text, there may be more of it.
    """
    text = "".join(lines)
    starts = list(accumulate(map(len, lines), initial=0))
    done = 0
    for block in blocks:
        if not _may_hold_some(block):
            if block.start < done < block.end:
                return  # it began in JavaScript, so that what follows was read as something else
            continue
        number = max(block.start, done)
        while number < block.end:
            try:
                found = _find_part(text, starts[number], is_first=number == block.start)
            except _EndlessError:
                return
            if found is None and _holds_more(block, lines[number]):
                break  # what is below may be in it, which is told without the tags above
            done = number + 1 if found is None else bisect_left(starts, found.end)
            is_whole = found is not None and found.is_alone
            if is_whole and (done > number + 1 or lines[number].lstrip().startswith("<")):
                yield Whole(number, done, block)
            number = done


def _may_hold_some(block: Block) -> bool:
    is_comment = block.content.startswith("\0<!--")
    return block.kind in _READ_AS and "quote" not in block.containers and not is_comment


def _holds_more(block: Block, line: str) -> bool:
    """Tell whether lines below one may be in what begins on it, a list or a fence as in HTML."""
    is_html = block.kind is BlockKind.HTML
    return block.kind is BlockKind.CODE or (is_html and _HOLDER.match(line) is not None)


def _find_part(text: str, place: int, *, is_first: bool) -> _Reach | None:
    """Return where tags, expressions or, on the first line of a block, a module on a line end.

    Raises:
        _EndlessError: an expression does not end.
    """
    found = _find_reach(text, _skip(_BLANKS, text, place))
    return _find_module(text, place) if found is None and is_first else found


def _is_alone(text: str) -> bool:
    try:
        found = _find_reach(text, 0)
    except _EndlessError:
        return False
    return found is not None and found.end == len(text)


def _find_reach(text: str, place: int) -> _Reach | None:
    """Return where tags and expressions end that stand one behind the other from a place on.

    Raises:
        _EndlessError: an expression does not end.
    """
    reach = None
    while text.startswith(("<", "{"), place):
        if text[place] == "{":
            end = _find_brace(text, place)
        else:
            sign = _find_tag(text, place)
            if sign is None or not text.startswith(">", sign):
                break
            end = sign + 1
        place = _skip(_BLANKS, text, end)
        reach = _Reach(end, _LINE_END.match(text, place) is not None)
    return reach


def _find_tag(text: str, place: int) -> int | None:
    """Return where the attributes end of the tag that begins at a place; None where none does.

    Raises:
        _EndlessError: an expression in it does not end.
    """
    opened = _TAG.match(text, place)
    if opened is None:
        return None
    place = _skip(_ATTRIBUTES, text, opened.end())
    while text.startswith("{", place):
        place = _skip(_ATTRIBUTES, text, _find_brace(text, place))
    return place


def _find_brace(text: str, place: int) -> int:
    """Return where the expression ends that begins at a place.

    Raises:
        _EndlessError: it does not end.
    """
    end = _find_end(text, place, _CODE, "closes")
    if end is None:
        raise _EndlessError
    return end


def _find_module(text: str, place: int) -> _Reach | None:
    """Return where a module ends that begins at a place: at a blank line outside of brackets."""
    found = _MODULE.match(text, place)
    end = None if found is None else _find_end(text + "\n\n", place, _MODULE_CODE, "blank")
    return None if end is None else _Reach(len(text[:end].rstrip()), is_alone=True)


def _find_end(text: str, place: int, code: re.Pattern[str], last: str) -> int | None:
    """Return the end of the first part of a kind in ``code`` with nothing open behind it."""
    opened: list[str] = []
    while found := (_TEMPLATE if opened[-1:] == ["`"] else code).search(text, place):
        place = found.end()
        if found["opens"]:
            opened.append(found["opens"])
        elif found["closes"] and opened:
            opened.pop()
        if not opened and found.lastgroup == last:
            return place
    return None


def _skip(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return place if found is None else found.end()
