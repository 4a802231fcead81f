"""Blocks that a tool fills in between two comments, and that nobody translates by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sync.markdown.lines import split_lines

if TYPE_CHECKING:
    from sync.markdown.document import Block, Markdown

_COMMENT = re.compile(r"<!--(.*?)-->")
_FROM_COMMENT = re.compile(r"<!--[^\r\n]*")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")


class GeneratedPair(NamedTuple):
    """The texts of the two comments around a block, with or without ``<!--`` and ``-->``.

    A comment that goes on after white space matches too, as tools add advice to theirs.
    """

    start: str
    end: str


STATUS_TABLE = GeneratedPair("TRANSLATION-SYNC TABLE START", "TRANSLATION-SYNC TABLE END")
"""The pair around the table of states that the project itself writes."""

KNOWN_PAIRS = (
    STATUS_TABLE,
    # https://github.com/Azure/co-op-translator, whose README updates write both
    GeneratedPair("CO-OP TRANSLATOR LANGUAGES TABLE START", "CO-OP TRANSLATOR LANGUAGES TABLE END"),
    GeneratedPair("CO-OP TRANSLATOR OTHER COURSES START", "CO-OP TRANSLATOR OTHER COURSES END"),
    # https://allcontributors.org/docs/en/cli/usage
    GeneratedPair("ALL-CONTRIBUTORS-LIST:START", "ALL-CONTRIBUTORS-LIST:END"),
    GeneratedPair("ALL-CONTRIBUTORS-BADGE:START", "ALL-CONTRIBUTORS-BADGE:END"),
    # https://github.com/thlorenz/doctoc, lib/transform.js
    GeneratedPair("START doctoc", "END doctoc"),
)
"""The pairs of the tools that need no configuration."""


class _Comment(NamedTuple):
    """A comment in line ``line``, its characters ``start`` to ``end`` of the whole text."""

    line: int
    start: int
    end: int
    text: str


def find_generated(
    lines: Sequence[str], pairs: tuple[GeneratedPair, ...] = ()
) -> tuple[tuple[int, int], ...]:
    """Return the line spans (0-based, half open) between the comments of each pair, in order.

    The comments' own lines stay outside. ``lines`` keep their endings; ``pairs`` come on top of
    :data:`KNOWN_PAIRS`. Comments in code do not count, and one without its partner makes no block.
    """
    return _find_spans(_find_blocks(lines, pairs, lambda: _parse(lines)))


def find_generated_in(
    document: Markdown, pairs: tuple[GeneratedPair, ...] = ()
) -> tuple[tuple[int, int], ...]:
    """Return the same for a document, whose blocks are looked at only if it has such comments."""
    wanted = _make_filter((*KNOWN_PAIRS, *pairs))
    if not any(map(wanted.search, _FROM_COMMENT.findall(document.text))):
        return ()
    return _find_spans(_find_blocks(document.lines, pairs, lambda: document.blocks))


def without_generated(text: str, pairs: tuple[GeneratedPair, ...] = ()) -> str:
    """Return ``text`` without what stands between the comments of each pair, which stay."""
    kept: list[str] = []
    position = 0
    lines = split_lines(text)
    for start, end in _find_blocks(lines, pairs, lambda: _parse(lines)):
        kept.append(text[position : start.end])
        position = end.start
    return "".join((*kept, text[position:]))


def _find_spans(blocks: Iterable[tuple[_Comment, _Comment]]) -> tuple[tuple[int, int], ...]:
    return tuple((start.line + 1, end.line) for start, end in blocks)


def _parse(lines: Sequence[str]) -> Sequence[Block]:
    from sync.markdown.document import read_markdown

    return read_markdown("".join(lines)).blocks


def _find_blocks(
    lines: Sequence[str], pairs: tuple[GeneratedPair, ...], read: Callable[[], Sequence[Block]]
) -> list[tuple[_Comment, _Comment]]:
    """Pair the comments up; of two blocks of which one lies in the other, the outer counts."""
    blocks: list[tuple[_Comment, _Comment]] = []
    waiting: dict[GeneratedPair, _Comment] = {}
    known = (*KNOWN_PAIRS, *pairs)
    for comment in _find_comments(lines, known, read):
        for pair in known:
            if pair in waiting and _says(comment, pair.end):
                start = waiting.pop(pair)
                while blocks and blocks[-1][0].start >= start.start:
                    blocks.pop()
                waiting = {other: at for other, at in waiting.items() if at.start < start.start}
                blocks.append((start, comment))
                break
            if _says(comment, pair.start):
                waiting[pair] = comment
                break
    return blocks


def _find_comments(
    lines: Sequence[str], pairs: tuple[GeneratedPair, ...], read: Callable[[], Sequence[Block]]
) -> Iterator[_Comment]:
    """Yield the comments of ``pairs`` that are no code, in order; ``read`` returns the blocks."""
    candidates = [
        comment
        for comment in _scan_comments(lines, _make_filter(pairs))
        if any(_says(comment, text) for pair in pairs for text in (pair.start, pair.end))
    ]
    if len(candidates) > 1:
        code = _find_code(read())
        yield from (comment for comment in candidates if comment.line not in code)


@cache
def _make_filter(pairs: tuple[GeneratedPair, ...]) -> re.Pattern[str]:
    """Make a pattern that each line holds in which a comment of ``pairs`` can stand."""
    texts = (_find_words(text) for pair in pairs for text in (pair.start, pair.end))
    return re.compile("|".join(r"\s+".join(map(re.escape, words)) for words in texts if words))


def _scan_comments(lines: Sequence[str], wanted: re.Pattern[str]) -> Iterator[_Comment]:
    offset = place = 0
    for number in [n for n, line in enumerate(lines) if "<!--" in line and wanted.search(line)]:
        offset += sum(map(len, lines[place:number]))
        place = number
        visible = _CODE_SPAN.sub(lambda code: "x" * len(code[0]), lines[number])
        for match in _COMMENT.finditer(visible):
            yield _Comment(number, offset + match.start(), offset + match.end(), match[1])


def _find_code(blocks: Iterable[Block]) -> set[int]:
    """Return the numbers of the lines of code blocks, fenced or indented."""
    from sync.markdown.blocks import BlockKind

    code = [block for block in blocks if block.kind in (BlockKind.FENCE, BlockKind.CODE)]
    return {line for block in code for line in range(block.start, block.end)}


def _says(comment: _Comment, text: str) -> bool:
    said = comment.text.split()
    wanted = _find_words(text)
    return bool(wanted) and said[: len(wanted)] == wanted


def _find_words(text: str) -> list[str]:
    """Return the words of a comment, with or without what encloses it."""
    return text.strip().removeprefix("<!--").removesuffix("-->").split()
