"""An entry as the pieces that an engine is sent, and its answers as the entry's words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from sync.exchange.judging import Problem
from sync.exchange.protection import Protected, TokenError, holds_token, protect
from sync.exchange.rules import Refusal
from sync.exchange.values import HandoverEntry
from sync.markdown.dialect import MARKDOWN, Dialect
from sync.merge.code import has_comment_words, split_comment
from sync.units.fences import read_prose_head
from sync.units.values import UnitKind

# How a comment begins, and how it ends on its line.
_OPENING = re.compile(r"\s*(?:#+|//+[/!]?|/\*+|--+|<!--|;+|%+|\(\*|\*)\s*")
_ENDING = re.compile(r"\s*(?:\*+/|-->|\*\))?\s*\Z")
_ENDS = re.compile(r"\*/|-->|\*\)")
# Comments that are for programs: a word of them translated, and they say nothing any more.
_DIRECTIVE = re.compile(
    r"(?:noqa|nosec|nolint|pragma|pylint|flake8|mypy|ruff|isort|fmt|yapf|pyright|type|eslint"
    r"|prettier|biome|deno|jshint|tslint|stylelint|shellcheck|hadolint|checkov|yamllint|cspell"
    r"|spell-?checker|markdownlint|vim|ex|vi|istanbul|c8|codecov|coverage|sourceMappingURL"
    r"|yaml-language-server|syntax|escape)\b[-\w]*\s*[:=(]"
    r"|(?:noqa|nosec|nolint|eslint-\S+|prettier-ignore|ts-\S+|@ts-\S+|@[a-z]+\b|-\*-|go:\S+"
    r"|\+build|#?region\b|#?endregion\b|SPDX-\S+)",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """A line of code with a comment whose words are open: what stands before and behind them."""

    number: int
    before: str
    after: str


class Pieces(NamedTuple):
    """An entry's ``parts`` as they are sent; of code one for each of the ``lines`` with words."""

    entry: HandoverEntry
    parts: tuple[Protected, ...]
    lines: tuple[Line, ...] = ()

    @property
    def characters(self) -> int:
        """How many characters are sent."""
        return sum(len(part.text) for part in self.parts)

    def join(self, answers: Sequence[str]) -> str:
        """Return the entry's words, of an answer for each part.

        Raises:
            TokenError, CodeError: they are no words for it.
        """
        pairs = zip(self.parts, answers, strict=True)
        words = [part.restore(answer).strip() for part, answer in pairs]
        return _write_code(self, words) if self.lines else words[0]


class CodeError(ValueError):
    """An answer would change code, and not a comment's words alone."""


def cut_entry(
    entry: HandoverEntry,
    terms: Sequence[str],
    labels: Collection[str],
    dialect: Dialect = MARKDOWN,
) -> Pieces | str:
    """Return what of an entry is sent, or why nothing is."""
    if holds_token(entry.text):
        return "it holds ⟦ or ⟧, with which tokens are written: translate it by hand"
    if any(unit.kind == UnitKind.CODE for unit in entry.units):
        if read_prose_head(entry.text) is not None:
            return "it is a directive that holds prose: translate it by hand"
        return _cut_code(entry, terms)
    return Pieces(entry, (protect(entry.text.strip(), terms, labels, dialect),))


def explain_error(error: ValueError) -> Problem:
    """Say which rule words break that cannot be joined."""
    rule = Refusal.TOKEN if isinstance(error, TokenError) else Refusal.CODE
    return Problem(rule.value, str(error))


def _cut_code(entry: HandoverEntry, terms: Sequence[str]) -> Pieces | str:
    found = list(_find_comments(entry.text.split("\n"), terms))
    if not found:
        return "it is code, and no comment in it has words for translators"
    lines, parts = zip(*found, strict=True)
    return Pieces(entry, parts, lines)


def _find_comments(lines: Sequence[str], terms: Sequence[str]) -> Iterator[tuple[Line, Protected]]:
    for number, line in enumerate(lines):
        if not has_comment_words(line):
            continue
        code, comment = split_comment(line)
        opening = _OPENING.match(comment)
        start = 0 if opening is None else opening.end()
        ending = _ENDING.search(comment, start)
        end = len(comment) if ending is None else ending.start()
        words = protect(comment[start:end], terms)
        if words.has_words and _DIRECTIVE.match(comment[start:end]) is None:
            yield Line(number, code + comment[:start], comment[end:]), words


def _write_code(pieces: Pieces, words: Sequence[str]) -> str:
    lines = pieces.entry.text.split("\n")
    for line, said in zip(pieces.lines, words, strict=True):
        before = lines[line.number]
        after = f"{line.before}{said}{line.after}"
        if len(said.splitlines()) != 1:
            raise CodeError("a comment's words must stay on one line")
        if split_comment(after)[0] != split_comment(before)[0] or _list_ends(after) != _list_ends(
            before
        ):
            raise CodeError("only a comment's words may change in code")
        lines[line.number] = after
    return "\n".join(lines)


def _list_ends(line: str) -> Mapping[str, int]:
    return Counter(_ENDS.findall(line))
