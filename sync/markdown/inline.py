"""Where the link destinations and the code stand in a cell's raw text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from sync.markdown.lines import fold_space

# CommonMark 0.31: code spans (6.1), links (6.3), autolinks (6.5), raw HTML (6.6); GFM's extended
# autolinks. A backslash hides the character behind it everywhere but in code.
# Possessive quantifiers keep the time in proportion to the text, whatever stands in it.
_OPENERS = r"""
    (?P<code>(?<!`)(?P<ticks>`+)(?!`)(?P<inside>.+?)(?<!`)(?P=ticks)(?!`))
    | \\[\\`\[\]()<>!"'#|*_~-]
    | \]\(\s*+(?:<(?P<angled>[^<>]*+)>|(?P<plain>(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*+\))*+))
      (?:\s++(?:(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\))\s*+)?)?\)
    | <(?P<auto>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>
    | <(?P<tag>/?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?)>
    | (?P<bare>(?:https?://|www\.)(?>(?:(?!\]\()[^\s<>|`])+))
"""
_FLAGS = re.VERBOSE | re.DOTALL
_TOKEN = re.compile(rf"{_OPENERS} | (?P<comment><!--.*?(?:-->|(?P<unclosed>\Z)))", _FLAGS)
# Without one of these there is nothing to find, as in most cells.
_SOME_TOKEN = re.compile(r"[`<]|\]\(|https?://|www\.")
_ATTRIBUTE = re.compile(r"""(?<![\w-])(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_BARE_TAIL = frozenset("?!.,:*_~'\")]")
_BARE_HEAD = re.compile(r"https?://|www\.")
_BRACKET = re.compile(r"[\[\]]")
# What looks like a link's text and the bracket behind it, one of them full-width, or apart.
_LINK_TEXT = re.compile(r"[\[\uff3b](?!\^)[^\[\]\uff3b\uff3d]*+[\]\uff3d]\s*+[(\uff08]\s*+")
_PLACEHOLDER = "\ufffc"


class Piece(NamedTuple):
    """A link destination or the inside of a code span, at ``start`` to ``end`` of the text."""

    start: int
    end: int
    text: str


class Inline(NamedTuple):
    """What must survive a translation: destinations and code; ``frame`` is the rest.

    In ``frame`` each piece is an object replacement character and white space is folded, so two
    texts with equal frames differ in destinations and code only. ``words`` is what is left to
    translate: the text without pieces, tags, comments and bare addresses. ``broken`` are those of
    ``links`` that are bare addresses, since what stands about them is no more than like a link:
    ``[a] (https://b.example)``.
    """

    links: tuple[Piece, ...]
    codes: tuple[Piece, ...]
    frame: str
    words: str
    broken: tuple[Piece, ...] = ()

    @property
    def whole_links(self) -> tuple[Piece, ...]:
        """The links without the broken ones."""
        return tuple(link for link in self.links if link not in self.broken)


@cache  # until `forget_texts`: rules go over the cells of a table again and again
def read_inline(text: str) -> Inline:
    """Find the link destinations and code spans of one cell's raw text."""
    if _SOME_TOKEN.search(text) is None:
        return Inline((), (), fold_space(text), text)
    links: list[Piece] = []
    codes: list[Piece] = []
    hidden: list[tuple[int, int, str]] = []
    broken: list[Piece] = []
    tokens = _find_tokens(text)
    behind = frozenset(found.end() for found in _LINK_TEXT.finditer(text))
    for match in _leave_unopened(text, tokens) if "]" in text else tokens:
        _read_token(match, links, codes, hidden)
        if match.lastgroup in ("bare", "auto") and match.start() in behind:
            broken.append(links[-1])
    words = _without(text, hidden)
    frame = _without(text, [(p.start, p.end, _PLACEHOLDER) for p in (*links, *codes)])
    return Inline(tuple(links), tuple(codes), fold_space(frame), words, tuple(broken))


def _find_tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield the tokens in order; a comment that never closes is text, and is looked for once."""
    for match in _TOKEN.finditer(text):
        if match["comment"] is not None and match["unclosed"] is not None:
            yield from _compile_without_comment().finditer(text, match.start() + len("<!--"))
            return
        yield match


def _leave_unopened(text: str, tokens: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Leave out destinations whose link text no bracket opens, bare addresses aside."""
    place = opened = 0
    for match in tokens:
        for bracket in _BRACKET.findall(text, place, match.start()):
            opened = opened + 1 if bracket == "[" else max(0, opened - 1)
        place = match.end()
        destination = match["plain"] if match["angled"] is None else match["angled"]
        if destination is not None:
            if not opened and _BARE_HEAD.match(destination) is None:
                continue
            opened = max(0, opened - 1)
        yield match


@cache
def _compile_without_comment() -> re.Pattern[str]:
    return re.compile(rf"{_OPENERS} | (?P<comment>(?!))", _FLAGS)


def blank_pieces(text: str) -> str:
    """Return ``text``, as long as before, with no bracket in it but those that may be a link's."""
    return _without(text, [(*match.span(), "\0" * len(match[0])) for match in _find_tokens(text)])


def replace_pieces(text: str, pieces: Mapping[Piece, str]) -> str:
    """Return ``text`` with each piece, which it holds, replaced by its new text."""
    return _without(text, [(piece.start, piece.end, new) for piece, new in pieces.items()])


def _without(text: str, cuts: list[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    place = 0
    for start, end, filler in sorted(cuts):
        parts += (text[place:start], filler)
        place = end
    return "".join((*parts, text[place:]))


def _read_token(
    match: re.Match[str],
    links: list[Piece],
    codes: list[Piece],
    hidden: list[tuple[int, int, str]],
) -> None:
    kind = match.lastgroup
    if match["code"] is not None:
        codes.append(_piece(match, "inside"))
        hidden.append((*match.span(), " "))
    elif match["plain"] is not None or match["angled"] is not None:
        links.append(_piece(match, "plain" if match["angled"] is None else "angled"))
        hidden.append((*match.span(), "]"))
    elif match["auto"] is not None:
        links.append(_piece(match, "auto"))
        hidden.append((*match.span(), " "))
    elif match["bare"] is not None:
        links.append(_read_bare(match))
        hidden.append((links[-1].start, links[-1].end, " "))
    elif match["tag"] is not None:
        start = match.start("tag")
        for found in _ATTRIBUTE.finditer(match["tag"]):
            group = 1 if found[1] is not None else 2
            links.append(Piece(start + found.start(group), start + found.end(group), found[group]))
        hidden.append((*match.span(), " "))
    elif kind == "comment":
        hidden.append((*match.span(), " "))


def _piece(match: re.Match[str], group: str) -> Piece:
    return Piece(match.start(group), match.end(group), match[group])


def _read_bare(match: re.Match[str]) -> Piece:
    """Cut a bare address as GFM does: trailing punctuation and unbalanced parentheses go."""
    text = match["bare"]
    end, surplus = len(text), text.count(")") - text.count("(")
    while end and text[end - 1] in _BARE_TAIL:
        if text[end - 1] == ")":
            if surplus <= 0:
                break
            surplus -= 1
        end -= 1
    return Piece(match.start(), match.start() + end, text[:end])
