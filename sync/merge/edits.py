"""Edits of a text by lines, so that every byte outside them stays."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from sync.markdown.lines import split_ending


class LineEdit(NamedTuple):
    """Lines ``start`` to ``end`` (0-based, half open) become ``lines``, given without endings.

    Where ``start`` equals ``end`` the lines are inserted, set off by blank lines. ``key`` tells
    the caller's edits apart.
    """

    start: int
    end: int
    lines: tuple[str, ...]
    key: int


class Edited(NamedTuple):
    """The edited text, and for each edit's key the line (0-based) where its lines now begin."""

    text: str
    starts: dict[int, int]


def apply_edits(lines: Sequence[str], edits: Sequence[LineEdit], newline: str) -> Edited:
    """Apply edits that do not overlap; insertions at one place keep the order they came in.

    What is inserted directly above lines that go takes their place, and lines that go at the end of
    the text take along what set them off.
    """
    result: list[str] = []
    starts: dict[int, int] = {}
    place = 0
    said = max((k for k, line in enumerate(lines) if line.strip()), default=-1)
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    for edit, following in zip_longest(ordered, ordered[1:]):
        result += lines[place : edit.start]
        place = edit.end
        if edit.start == edit.end:
            _set_off(result, newline)
            starts[edit.key] = len(result)
            result += [line + newline for line in edit.lines]
            below = edit.end
            if following is not None and _takes_place(lines, edit, following):
                place, below = following.start, following.end
            if below < len(lines) and lines[below].strip():
                result.append(newline)
        else:
            if not edit.lines and edit.end > said:
                _drop_blank(result)
            starts[edit.key] = len(result)
            result += _replace(lines[edit.start : edit.end], edit.lines, newline)
    result += lines[place:]
    return Edited("".join(result), starts)


def _takes_place(lines: Sequence[str], edit: LineEdit, following: LineEdit) -> bool:
    """Tell whether nothing but blank lines parts an insertion from lines that go below it."""
    goes = not following.lines and following.start < following.end
    return goes and not any(line.strip() for line in lines[edit.end : following.start])


def _drop_blank(result: list[str]) -> None:
    while result and not result[-1].strip():
        result.pop()


def _set_off(result: list[str], newline: str) -> None:
    if not result:
        return
    content, ending = split_ending(result[-1])
    if not ending:
        result[-1] = content + newline
    if content.strip():
        result.append(newline)


def _replace(old: Sequence[str], new: Sequence[str], newline: str) -> list[str]:
    """Give each new line an ending, its own where it was there before."""
    endings = {content: ending for content, ending in map(split_ending, old) if ending}
    lines = [line + endings.get(line, newline) for line in new]
    if lines and old and not split_ending(old[-1])[1]:
        lines[-1] = new[-1]
    return lines
