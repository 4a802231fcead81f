"""What words must keep of the text that they translate, or they are not taken."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from sync.align.unit_features import name_image
from sync.exchange.kept import find_mails, find_openings
from sync.exchange.values import CELL
from sync.markdown.inline import read_inline
from sync.markdown.links import LinkSpace
from sync.units.values import UnitKind

_ONE_LINE = frozenset({CELL, UnitKind.HEADING.value})
_OPENED = frozenset({UnitKind.PARAGRAPH.value, UnitKind.ITEM.value})
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|-->|\{/\*.*?(?:\*/\}|\Z)", re.DOTALL)
_TOKEN = re.compile(r"⟦\d*⟧?|⟧")
# What names a definition that stands elsewhere: a link's, an image's or a footnote's.
_NAMED = re.compile(r"\]\[([^\[\]]+)\]|(\[\^[^\[\]\s]+\])")
_LINE_ENDS = frozenset("\r\u2028\u2029")
_ALLOWED = frozenset("\n\t")
# JSON can spell half of a pair of surrogates, and no file can hold it.
_CONTROL = ("Cc", "Cs")


class Refusal(StrEnum):
    """The rules that words may break, as reports name them."""

    LINKS = "links"
    CODE = "code"
    LINE_BREAK = "line-break"
    COMMENT = "comment"
    CONTROL_CHARACTER = "control-character"
    SHAPE = "shape"
    TOKEN = "token"  # noqa: S105 - no password


def find_refusals(text: str, words: str, kind: str, space: LinkSpace) -> Iterator[Refusal]:
    """Yield the rules that a translation of ``text`` breaks, both spelled as the source is.

    Whether CommonMark reads it as the block that it should be is seen when it is written.
    """
    if kind != UnitKind.CODE:
        yield from _find_lost(text, words, space)
    if kind in _OPENED and _list_openings(text) != _list_openings(words):
        yield Refusal.SHAPE
    if kind in _ONE_LINE and "\n" in words.strip("\n") and "\n" not in text:
        yield Refusal.LINE_BREAK
    if any(_is_control(sign) and sign not in text for sign in set(words)):
        yield Refusal.CONTROL_CHARACTER
    if Counter(_TOKEN.findall(words)) - Counter(_TOKEN.findall(text)):
        yield Refusal.TOKEN


def _find_lost(text: str, words: str, space: LinkSpace) -> Iterator[Refusal]:
    if not _keeps_links(text, words, space):
        yield Refusal.LINKS
    if _count_code(text) != _count_code(words):
        yield Refusal.CODE
    if Counter(_COMMENT.findall(text)) != Counter(_COMMENT.findall(words)):
        yield Refusal.COMMENT


def _keeps_links(text: str, words: str, space: LinkSpace) -> bool:
    """Tell whether words lead where the text does; a picture may be the translation's own copy."""
    ours, theirs = _count_links(text, space), _count_links(words, space)
    lacking = Counter(name_image(each) or each for each in (ours - theirs).elements())
    return lacking == Counter(_name_copy(each, space) for each in (theirs - ours).elements())


def _name_copy(destination: str, space: LinkSpace) -> str:
    is_own = space.resolve_source(destination) is None
    return (name_image(destination) if is_own else None) or destination


def _count_links(text: str, space: LinkSpace) -> Counter[str]:
    """Count what links lead to; an anchor of the same page is named by its heading's own words."""
    inline = read_inline(text)
    links = (piece.text for piece in inline.links)
    targets = ("#" if each.startswith("#") else _aim(each, space) for each in links)
    named = (" ".join("".join(each).casefold().split()) for each in _NAMED.findall(inline.words))
    mails = (each.name for each in find_mails(inline.words))
    return Counter((*targets, *named, *mails))


def _aim(destination: str, space: LinkSpace) -> str:
    target = space.resolve_source(destination)
    # In the translation's language or the source's: it is the same page.
    return space.name_page(target) or destination.partition("#")[0]


def _count_code(text: str) -> Counter[str]:
    return Counter(" ".join(piece.text.split()) for piece in read_inline(text).codes)


def _list_openings(text: str) -> list[str]:
    return [each.name for each in find_openings(text)]


def _is_control(sign: str) -> bool:
    if sign in _ALLOWED:
        return False
    return sign in _LINE_ENDS or unicodedata.category(sign) in _CONTROL
