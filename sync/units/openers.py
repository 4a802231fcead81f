"""The lines that open containers, and those that close them, as units."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sync.markdown.containers import NOTE, Container, opens_container
from sync.markdown.dialect import Dialect
from sync.markdown.directives import is_block_line
from sync.markdown.footnotes import opens_note
from sync.markdown.jsx import is_expression, leaves_tag_open
from sync.markdown.signature import is_verbatim
from sync.units.head_texts import is_text_key, says_words
from sync.units.marking import count_text_lines, holds_no_mark, split_tab
from sync.units.shortcodes import name_lone_shortcode
from sync.units.values import DocumentUnit, UnitKind

_OPENED = (Container.ADMONITION, Container.TAB, NOTE)
_FENCE = re.compile(r"(:{2,}|/{3,})[ \t]*(.*)")
_CALL = re.compile(r"\{(?:\{[<%]|%)-?[ ]*(/|end)?[ ]*([A-Za-z][\w./-]*+)[^{}]*\}\}?")
_DEEPEST = 16  # nobody nests as deep
_NAMED_FENCE = re.compile(r"(:{3,}|/{3,})[ \t]*+([\w-]*+)")
_FENCES = ("::", "///")
_OPTION = " " * 4  # https://facelessuser.github.io/pymdown-extensions/extensions/blocks/
# https://myst-parser.readthedocs.io/en/latest/syntax/roles-and-directives.html
_FIELD = re.compile(r":([\w-]+):(?:[ \t]+(.*))?")
_OPENING = re.compile(r"(?::{2,}|/{3,})[ \t]*(?:\{([\w:.+-]+)\}|[\w-]*)(.*)")
_GIVEN = re.compile(r"([\w-]+)=(?:\"([^\"]*)\"|'([^']*)')")
_BRACES = re.compile(r"\{[^{}]*\}")
# VitePress: files that are put in, with a title in a group of code.
_SNIPPET = re.compile(r"<<<[ \t]+[@./]\S*.*")
# Directives of MyST that are given a path, a language or a name, and no words.
_WITHOUT_WORDS = frozenset(
    """
    figure image include literalinclude code code-block code-cell sourcecode math toctree raw
    highlight only download
    """.split()  # noqa: SIM905  as a list, a line for each of them
)


def find_unit_openers(units: Sequence[DocumentUnit]) -> Mapping[int, int]:
    """Return for each unit in an admonition or a tab the one that opens the innermost of these.

    Only such a line makes the container, which ends where its indent does.
    """
    found: dict[int, int] = {}
    last: dict[tuple[str, ...], int] = {}  # by the containers that the line stands in
    for place, unit in enumerate(units):
        containers = unit.containers
        depth = len(containers)
        while depth and containers[depth - 1] not in _OPENED:
            depth -= 1
        opener = last.get(containers[: depth - 1]) if depth else None
        if opener is not None:
            found[place] = opener
        if unit.is_text and (opens_container(unit.body[-1]) or opens_note(unit.body)):
            last[containers] = place
    return found


def stands_above(kind: UnitKind, body: Sequence[str], dialect: Dialect) -> bool:
    """Tell whether a text's mark stands above all of its lines: it would be read with any of them.

    So it is with what opens a container or is put in, a tag that is left open, and formulas; a tab
    has its mark in its title. Of MDX an HTML comment behind an expression stops the build.
    """
    if split_tab(body[-1])[1]:
        return False
    if dialect.is_mdx and dialect.has_html_comments and is_expression("\n".join(body)):
        return True
    if leaves_tag_open(body) or opens_container(body[-1]) or opens_fence(body):
        return True
    if kind is UnitKind.PARAGRAPH and len(body) == 1 and is_block_line(body[0].strip()):
        return True
    return holds_no_mark(body) or _SNIPPET.fullmatch(body[-1]) is not None


def opens_fence(body: Sequence[str]) -> bool:
    """Tell whether a text is a directive's first line, the options below it, and its last line."""
    return _is_opening(body[: count_text_lines(body)] or body[:1])


def _is_opening(lines: Sequence[str]) -> bool:
    opening = _OPENING.fullmatch(lines[0])
    if opening is None:
        return False
    if lines[0].startswith("///"):
        return all(line.startswith(_OPTION) for line in lines[1:])
    return len(lines) == 1 or (opening[1] is not None and all(map(_FIELD.fullmatch, lines[1:])))


def says_in_opening(body: Sequence[str]) -> bool:
    """Tell whether words are in what opens a directive: its title, an option, an attribute."""
    given = [found for line in body for found in _GIVEN.findall(line)]
    if any(_says_text(name.removesuffix("-text"), one or other) for name, one, other in given):
        return True
    options = filter(None, map(_FIELD.fullmatch, body[1:]))
    if any(found[1] != "label" and _says_text(found[1], found[2] or "") for found in options):
        return True  # a label is a name in MyST
    opening = _OPENING.fullmatch(body[0])
    if opening is None or opening[1] in _WITHOUT_WORDS or ":" in (opening[1] or ""):
        return False
    return not is_verbatim(_GIVEN.sub("", _BRACES.sub("", opening[2])))


def _says_text(name: str, value: str) -> bool:
    return is_text_key(name) and says_words(name, value)


def pair_directives(units: Sequence[DocumentUnit]) -> Mapping[int, int]:
    """Return the units that open containers by those that close them, alone on their lines.

    Those are ``::``, ``:::`` and ``///``, tags of Liquid and shortcodes. Many of the latter two are
    closed by nothing, and wait for no end.
    """
    found: dict[int, int] = {}
    waiting: list[tuple[str, int]] = []
    for place, unit in enumerate(units):
        name, is_end = _read_edge(unit)
        if name and not is_end:
            waiting.append((name, place))
        elif name and (depth := _find_depth(waiting, name)):
            found[place] = waiting[-depth][1]
            del waiting[-depth:]
    return found


def _read_edge(unit: DocumentUnit) -> tuple[str, bool]:
    """Return what a line opens or closes, and whether it closes that; for others an empty name."""
    if not unit.is_text or not unit.text.startswith((*_FENCES, "{")):
        return "", False
    call = _CALL.fullmatch(unit.text.strip())
    if call is not None:
        return call[2], call[1] is not None
    line = _FENCE.fullmatch(unit.body[0]) if _is_opening(unit.body) else None
    return ("", False) if line is None else (line[1], not line[2])


def _find_depth(waiting: Sequence[tuple[str, int]], name: str) -> int:
    """Return how many of those that wait end with a line, 0 where nothing is closed by it."""
    for depth, (each, _) in enumerate(reversed(waiting[-_DEEPEST:]), 1):
        if each == name:
            return depth
        if each.startswith((":", "/")):
            break
    return 0


def name_directive(line: str) -> str | None:
    """Name a line that does nothing but open or close a directive, or a shortcode.

    Its title and its options are no part of that. Blank lines beside it show nothing.
    """
    fence = _NAMED_FENCE.match(line.strip())
    if fence is not None:
        return f"{fence[1]} {fence[2]}"
    shortcode = name_lone_shortcode(line)
    return None if shortcode is None else f"shortcode {shortcode}"
