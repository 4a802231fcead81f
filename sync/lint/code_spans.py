"""The rule about code in cells, which readers type, paste and search for."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Collection, Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from sync.align.sequences import subtract
from sync.findings import Found, Severity
from sync.lint.cells import CellPair, identify_cell, list_comparable
from sync.lint.invisible import strip_invisible
from sync.lint.naming import name_some
from sync.lint.numbers import has_same_numbers
from sync.markdown.inline import read_inline, replace_pieces
from sync.markdown.signature import is_reworded

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison

_RULE = "code-span"
_TEXT = attrgetter("text")
_CODE_TAG = re.compile(r"<(code|kbd|samp)(?:\s[^<>]*)?>([^<]*)</\1\s*>", re.IGNORECASE)
_SPACE = re.compile(r"[ \t]+")
# What only people read in code: placeholders, quoted words, comments.
_FOR_READERS = re.compile(
    r"<[^<>]*>|\{[^{}]*\}|\[[^\[\]]*\]|\"[^\"]*\"|'[^']*'|(?:^|(?<=\s))(?:#|//|--)\s.*|…|\.\.\."
)
# A label or a sentence, as a button shows it or somebody says it to an agent.
_WORDING = re.compile(r"[A-Z][a-z]+(?:[ ,]+(?:[A-Za-z]+|\d+(?:[.,]\d+)*))*[.!?:]?")


class _Code(NamedTuple):
    """Code as the page shows it; it begins at ``start`` of the text of its cell."""

    text: str
    start: int


def check_code(comparison: Comparison) -> Iterator[Found]:
    """Find cells whose code differs from the source's."""
    for cell in comparison.ask(list_comparable):
        yield from _compare_code(comparison, cell)


def _compare_code(comparison: Comparison, cell: CellPair) -> Iterator[Found]:
    ours, theirs = _read_code(cell.old), _read_code(cell.new)
    if not ours and not theirs:
        return
    lacking, others = subtract(ours, theirs, _TEXT), subtract(theirs, ours, _TEXT)
    lacking, others = _without_same_paths(comparison, lacking, others)
    known = {code.text for code in ours}
    words = _read_words(cell.old)
    others = [code for code in others if code.text not in known and code.text not in words]
    if len(lacking) == len(others):
        for old, new in zip(lacking, others, strict=True):
            yield _tell_changed(comparison, cell, old, new)
        return
    for new in others:
        yield _tell_other(comparison, cell, new, lacking)
    if lacking and not others:
        there, words = frozenset(map(_TEXT, theirs)), _read_words(cell.new)
        for old in lacking:
            yield _tell_lacking(comparison, cell, old, there, words)


def _read_code(text: str) -> list[_Code]:
    """Return the code spans and the HTML elements that show code, in the page's own characters."""
    if "`" not in text and "</" not in text:
        return []
    codes = read_inline(text).codes
    found = [_Code(_show(piece.text.replace("\\|", "|")), piece.start) for piece in codes]
    visible = replace_pieces(text, {piece: " " * len(piece.text) for piece in codes})
    found += (
        _Code(_show(html.unescape(match[2])), match.start(2))
        for match in _CODE_TAG.finditer(visible)
        if match[2].strip(" `")
    )
    return sorted(found, key=lambda code: code.start)


def _show(code: str) -> str:
    """Return code as a page shows it: white space folded, without what nobody can see."""
    return _SPACE.sub(" ", strip_invisible(code)).strip()


def _read_words(text: str) -> str:
    return html.unescape(read_inline(text).words).replace("\\", "")


def _without_same_paths(
    comparison: Comparison, lacking: list[_Code], others: list[_Code]
) -> tuple[list[_Code], list[_Code]]:
    """Leave out code that names a file of the source's as it is seen from the translation."""
    names = {posixpath.basename(code.text): code for code in lacking}
    paths: dict[_Code, _Code] = {}
    for code in others:
        old = names.get(posixpath.basename(code.text)) if "/" in code.text else None
        if old is not None and _is_same_path(comparison, old, code):
            paths[code] = names.pop(posixpath.basename(code.text))
    taken = set(paths.values())
    return [code for code in lacking if code not in taken], [c for c in others if c not in paths]


def _is_same_path(comparison: Comparison, old: _Code, new: _Code) -> bool:
    space = comparison.space
    here, there = space.resolve_source(old.text), space.resolve_translation(new.text)
    return here == there or comparison.exists(new.text.strip("/"))


def _tell_changed(comparison: Comparison, cell: CellPair, old: _Code, new: _Code) -> Found:
    message = f"code is {new.text!r}, in the source {old.text!r}"
    severity = Severity.WARNING if _is_translatable(old.text, new.text) else None
    identity = identify_cell(comparison, cell, old.text)
    column = cell.column + new.start + 1
    return Found(_RULE, cell.line + 1, column, message, identity, severity=severity)


def _tell_other(comparison: Comparison, cell: CellPair, new: _Code, lacking: list[_Code]) -> Found:
    """Tell of code that answers to none of the source's in particular.

    Where the source's is all there, somebody only set a term as code; what is a sentence may be
    said in other words.
    """
    there = name_some(lacking, lambda code: repr(code.text))
    message = f"code {new.text!r} is none of the source's"
    message += f", of which {there} is lacking" if lacking else ""
    is_sure = any(not is_reworded(code.text, [new.text]) for code in lacking)
    severity = None if is_sure else Severity.WARNING
    identity = identify_cell(comparison, cell, new.text)
    column = cell.column + new.start + 1
    return Found(_RULE, cell.line + 1, column, message, identity, severity=severity)


def _tell_lacking(
    comparison: Comparison, cell: CellPair, old: _Code, theirs: Collection[str], words: str
) -> Found:
    """Tell of code that the cell lost; it may be among its ``words``, or once less often code."""
    message, severity = f"the cell lacks the code {old.text!r}", None
    if old.text in theirs:
        message = f"the code {old.text!r} stands here less often than in the source"
        severity = Severity.WARNING
    elif old.text in words:
        message = f"{old.text!r} is code in the source, but plain text here"
        severity = Severity.WARNING
    identity = identify_cell(comparison, cell, old.text)
    return Found(_RULE, cell.line + 1, cell.column + 1, message, identity, severity=severity)


def _is_translatable(old: str, new: str) -> bool:
    """Tell whether code differs only where people may well read it in their own language.

    Its numbers stay, in whatever digits, and in the order of the language's words.
    """
    if not has_same_numbers(old, new):
        return False
    if _WORDING.fullmatch(old) or is_reworded(old, [new]):
        return True
    frames = _FOR_READERS.sub("\0", old), _FOR_READERS.sub("\0", new)
    return "\0" in frames[0] and frames[0] == frames[1]
