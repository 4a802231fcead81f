"""Blocks that a tool fills in between two comments, and that nobody translates by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sync.markdown.comments import CommentPlace, find_comments

if TYPE_CHECKING:
    from sync.markdown.document import Block, Markdown

_FROM_COMMENT = re.compile(r"<!--[^\r\n]*")
_FEWEST = 2  # comments that can make a block


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


def find_generated(
    lines: Sequence[str], pairs: tuple[GeneratedPair, ...] = ()
) -> tuple[tuple[int, int], ...]:
    """Return the line spans (0-based, half open) between the comments of each pair, in order.

    The comments' own lines stay outside. ``lines`` keep their endings; ``pairs`` come on top of
    :data:`KNOWN_PAIRS`. What is no comment to a reader does not count, and one without its partner
    makes no block.
    """
    return _find_spans(_find_in_text("".join(lines), pairs))


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
    for start, end in _find_in_text(text, pairs):
        kept.append(text[position : start.end])
        position = end.start
    return "".join((*kept, text[position:]))


def _find_spans(blocks: Iterable[tuple[CommentPlace, CommentPlace]]) -> tuple[tuple[int, int], ...]:
    return tuple((start.line + 1, end.line) for start, end in blocks)


@lru_cache(maxsize=2)  # a source is held against each version in its history
def _find_in_text(
    text: str, pairs: tuple[GeneratedPair, ...]
) -> Sequence[tuple[CommentPlace, CommentPlace]]:
    from sync.markdown.document import read_markdown

    document = read_markdown(text)
    return _find_blocks(document.lines, pairs, lambda: document.blocks)


def _find_blocks(
    lines: Sequence[str], pairs: tuple[GeneratedPair, ...], read: Callable[[], Sequence[Block]]
) -> list[tuple[CommentPlace, CommentPlace]]:
    """Pair the comments up; of two blocks of which one lies in the other, the outer counts."""
    blocks: list[tuple[CommentPlace, CommentPlace]] = []
    waiting: dict[GeneratedPair, CommentPlace] = {}
    known = (*KNOWN_PAIRS, *pairs)
    for comment, said in _find_comments(lines, known, read):
        for pair in known:
            if pair in waiting and _says(said, pair.end):
                start = waiting.pop(pair)
                while blocks and blocks[-1][0].start >= start.start:
                    blocks.pop()
                waiting = {other: at for other, at in waiting.items() if at.start < start.start}
                blocks.append((start, comment))
                break
            if _says(said, pair.start):
                waiting[pair] = comment
                break
    return blocks


def _find_comments(
    lines: Sequence[str], pairs: tuple[GeneratedPair, ...], read: Callable[[], Sequence[Block]]
) -> Iterator[tuple[CommentPlace, str]]:
    """Yield the comments that may be of ``pairs``, with what they say; ``read`` gives the blocks.

    A comment that goes on in a second line is none of them.
    """
    wanted = _make_filter(pairs)
    numbers = {n for n, line in enumerate(lines) if "<!--" in line and wanted.search(line)}
    if sum(lines[number].count("<!--") for number in numbers) < _FEWEST:
        return
    text = "".join(lines)
    for comment in find_comments(lines, read(), numbers):
        said = text[comment.start + len("<!--") : comment.end - len("-->")]
        if len(said.splitlines()) <= 1:
            yield comment, said


@cache
def _make_filter(pairs: tuple[GeneratedPair, ...]) -> re.Pattern[str]:
    """Make a pattern that each line holds in which a comment of ``pairs`` can stand."""
    texts = (_find_words(text) for pair in pairs for text in (pair.start, pair.end))
    return re.compile("|".join(r"\s+".join(map(re.escape, words)) for words in texts if words))


def _says(comment: str, text: str) -> bool:
    said = comment.split()
    wanted = _find_words(text)
    return bool(wanted) and said[: len(wanted)] == wanted


def _find_words(text: str) -> list[str]:
    """Return the words of a comment, with or without what encloses it."""
    return text.strip().removeprefix("<!--").removesuffix("-->").split()
