"""Code line by line: what the source left alone stays as translators have it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sync.align.sequences import gaps, pair_in_order

# How comments begin in the languages that documents show, behind a blank or at a line's start. What
# stands in quotation marks is jumped over: strings are code.
_COMMENT = re.compile(
    r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|`[^`]*+`"
    r"|(?<!\S)(?P<comment>\#(?![!{])|//|/\*|--\s|<!--|;+\s|%\s|\(\*)",
    re.DOTALL,
)
_SOME_COMMENT = re.compile(r"[#;%]|//|/\*|--|<!--|\(\*|\A\s*\*")
_INSIDE = re.compile(r"\s*\*(?:\s|/|\Z)")  # a line of a comment of several lines
_LETTER = re.compile(r"[^\W\d_]")


class MergedCode(NamedTuple):
    """Code's new lines; ``is_open`` says that a translator has to look at them.

    ``is_given_up`` says that a translator's lines are not among them, though their place is.
    """

    lines: tuple[str, ...]
    is_open: bool
    is_given_up: bool


def split_comment(line: str) -> tuple[str, str]:
    """Part a line of code from the comment at its end."""
    if _SOME_COMMENT.search(line) is None:
        return line, ""
    if _INSIDE.match(line):
        return "", line
    for found in _COMMENT.finditer(line):
        if found["comment"]:
            return line[: found.start()], line[found.start() :]
    return line, ""


def read_comment(line: str) -> str:
    """Return what the comment of a line of code says; nothing where it has no words."""
    comment = split_comment(line)[1]
    return comment.strip() if _LETTER.search(comment) else ""


def has_comment_words(line: str) -> bool:
    """Tell whether a line of code has a comment with words in it."""
    return bool(read_comment(line))


def merge_code(old: Sequence[str], new: Sequence[str], translated: Sequence[str]) -> MergedCode:
    """Bring the lines of translated code from ``old`` to ``new``.

    Lines that the source left alone are the translation's, the rest are the source's; a comment
    that stayed is the translation's though the code before it changed.
    """
    if len(old) != len(translated):
        return MergedCode(tuple(new), is_open=True, is_given_up=True)
    merged = list(new)
    pairs = pair_in_order(old, new)
    for i, j in pairs:
        merged[j] = translated[i]
    is_open = is_given_up = False
    for left, right in gaps(pairs, len(old), len(new)):
        waiting = _carry_comments((old, new, translated), left, right, merged)
        is_open |= any(has_comment_words(new[j]) for j in waiting)
        changed = any(old[i] != translated[i] for i in left)
        is_given_up |= changed and bool(waiting)
    return MergedCode(tuple(merged), is_open or is_given_up, is_given_up)


def _carry_comments(
    texts: tuple[Sequence[str], Sequence[str], Sequence[str]],
    left: range,
    right: range,
    merged: list[str],
) -> list[int]:
    """Put translated comments behind code that changed; return the lines that still wait."""
    old, new, translated = texts
    if len(left) != len(right):
        return list(right)
    waiting = []
    for i, j in zip(left, right, strict=True):
        (before, said), (after, says) = split_comment(old[i]), split_comment(new[j])
        code, words = split_comment(translated[i])
        if said and said == says and code == before and words:
            merged[j] = after + words
        elif old[i] == translated[i] and said == says:
            merged[j] = new[j]
        else:
            waiting.append(j)
    return waiting
