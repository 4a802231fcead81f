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
from sync.markdown.lines import fold_space
from sync.markdown.links import LinkSpace
from sync.markdown.references import fold_label
from sync.units.values import TEXTS, UnitKind

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
        # Elsewhere no brackets name a definition.
        is_running = kind == CELL or kind in TEXTS
        yield from _find_lost(text, words, space if is_running else space._replace(labels=None))
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
    """Count what links lead to, whichever way they name it.

    Of what nobody defines, and of footnotes, the names count.
    """
    inline = read_inline(text)
    targets = [_aim(piece.text, space) for piece in inline.whole_links]
    names = [label or note for label, note in _NAMED.findall(inline.words)]
    if space.labels is not None:
        uses = space.labels.list_uses(text)
        targets += [_aim(each, space, is_source=is_source) for each, is_source in uses]
        names = [each for each in names if not space.labels.defines(each)]
    mails = (each.name for each in find_mails(inline.words))
    return Counter((*targets, *map(fold_label, names), *mails))


def _aim(destination: str, space: LinkSpace, *, is_source: bool = True) -> str:
    if destination.startswith("#"):  # its heading's own words, in either language
        return "#"
    name = space.name_source if is_source else space.name_translation
    # In the translation's language or the source's: it is the same page.
    return name(destination) or destination.partition("#")[0]


def _count_code(text: str) -> Counter[str]:
    return Counter(fold_space(piece.text) for piece in read_inline(text).codes)


def _list_openings(text: str) -> list[str]:
    return [each.name for each in find_openings(text)]


def _is_control(sign: str) -> bool:
    if sign in _ALLOWED:
        return False
    return sign in _LINE_ENDS or unicodedata.category(sign) in _CONTROL
