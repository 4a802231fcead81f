"""markdown-it-py's block rules over a text, with what they know of the columns within lines."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from sync.errors import RefusedError
from sync.markdown.blocks import FoundTable
from sync.markdown.front_matter import FrontMatter, find_front_matter, name_content
from sync.markdown.lines import split_lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.parser_block import RuleFuncBlockType
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

# A parser that meets deeper nesting than its limit drops what follows, to the end of the text. A
# list counts twice, and each level takes a few frames of Python's stack.
_DEEPEST = 200
_LINE_END = re.compile(r"\r\n|\r|\n")
# What markdown-it-py's preset for CommonMark, and so mdformat, allows.
_DEEPEST_PRESET = 20


def parse_blocks(text: str, lines: Sequence[str]) -> tuple[list[Token], list[FoundTable]]:
    """Parse ``text``, whose lines are given too, and return its tokens and its tables.

    Raises:
        RefusedError: lists and quotes are nested so deep that the parser would drop text.
    """
    found: list[FoundTable] = []
    plain = text.removeprefix("\ufeff")
    front = find_front_matter(plain)
    body = plain if front is None else _blank_lines(plain[: front.end]) + plain[front.end :]
    tokens = _parser().parse(_end_line(body), _environment(text, lines, found))
    _refuse_deep(tokens)
    return tokens if front is None else [_make_token(plain, front), *tokens], found


class RegionParser:
    """markdown-it-py's block rules, asked for one outermost block of a text at a time.

    Before an outermost block the rules know nothing of what went before it, so that a block can be
    read alone from where it begins, and where it ends is the rules' own finding.
    """

    def __init__(self, text: str, lines: Sequence[str]) -> None:
        """Take a ``text`` and its ``lines``."""
        from markdown_it.rules_block import StateBlock
        from markdown_it.rules_core import StateCore, normalize

        self._found: list[FoundTable] = []
        parser = _parser()
        environment = _environment(text, lines, self._found)
        core = StateCore(_end_line(text.removeprefix("\ufeff")), parser, environment)
        normalize(core)
        self._rules = parser.block.ruler.getRules("")
        self._state = StateBlock(core.src, parser, environment, [])

    def parse_region(self, line: int) -> tuple[list[Token], list[FoundTable], int]:
        """Parse the outermost block that begins on ``line`` (0-based, not blank).

        Returns its tokens, its tables and the line after it.

        Raises:
            RefusedError: as `parse_blocks`.
        """
        state = self._state
        state.tokens.clear()
        self._found.clear()
        state.line = line
        end, silent = state.lineMax, False
        any(rule(state, line, end, silent) for rule in self._rules)
        _refuse_deep(state.tokens)
        return list(state.tokens), list(self._found), state.line


def is_deep(tokens: Sequence[Token]) -> bool:
    """Tell whether what ``parse_blocks`` found is nested too deep for a parser as mdformat's."""
    return _find_deep(tokens, _DEEPEST_PRESET) is not None


def _end_line(text: str) -> str:
    """End the last line: markdown-it-py looks behind it for the end of HTML in quoted lists."""
    return text if text.endswith(("\n", "\r")) else f"{text}\n"


def _blank_lines(text: str) -> str:
    """Return as many line ends as ``text`` has, and nothing else."""
    return "".join(_LINE_END.findall(text))


def _make_token(text: str, front: FrontMatter) -> Token:
    """Make the token of front matter, of which markdown-it-py's own rules know nothing."""
    from markdown_it.token import Token

    info, _, content = name_content(text, front).partition("\0")
    lines = len(split_lines(text[: front.end]))
    return Token("front_matter", "", 0, map=[0, lines], info=info, content=content)


def _environment(
    text: str, lines: Sequence[str], found: list[FoundTable]
) -> MutableMapping[str, Any]:
    mark = len(text) - len(text.removeprefix("\ufeff"))
    return {"found_tables": found, "first_column": mark, "delimiters": _find_delimiters(lines)}


def _refuse_deep(tokens: Sequence[Token]) -> None:
    deep = _find_deep(tokens, _DEEPEST)
    if deep is not None:
        message = f"lists and quotes are nested more than {_DEEPEST // 2} deep; flatten them"
        raise RefusedError(message, line=deep)


def _find_deep(tokens: Sequence[Token], limit: int) -> int | None:
    """Return the line (1-based) of the first token that is, or holds, what the limit cut off."""
    deep = (token for token in tokens if token.level >= limit - 1)
    return next((token.map[0] + 1 for token in deep if token.map), None)


def _find_delimiters(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines (0-based) that may be delimiter rows: no other can, in any container."""
    return frozenset(
        number for number, line in enumerate(lines) if line.rstrip("\r\n\t |:").endswith("-")
    )


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    options = {"inline_definitions": True, "maxNesting": _DEEPEST}
    parser = MarkdownIt("commonmark", options).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.block.ruler.at("table", _make_rule(), {"alt": ["paragraph", "reference"]})
    return parser


def _make_rule() -> RuleFuncBlockType:
    """Wrap markdown-it-py's own table rule so that it keeps what it knows of columns in lines."""
    from markdown_it.rules_block.table import table

    def record_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        if start + 1 not in state.env["delimiters"]:
            return False
        first_token = len(state.tokens)
        if not table(state, start, end, silent):
            return False
        if not silent:
            marks = range(start, state.line)
            offsets = tuple(_column(state, line) for line in marks)
            contents = tuple(t.content for t in state.tokens[first_token:] if t.type == "inline")
            found: list[FoundTable] = state.env["found_tables"]
            found.append(FoundTable(start, state.line, offsets, contents))
        return True

    return record_table


def _column(state: StateBlock, line: int) -> int:
    place = state.bMarks[line] + state.tShift[line]
    line_start = state.src.rfind("\n", 0, place) + 1
    first_column: int = state.env["first_column"] if line == 0 else 0
    return place - line_start + first_column
