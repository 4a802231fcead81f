"""Badges: pictures that a service draws, with a state or a number in them.

What describes one is a name that the service gave it, which nobody translates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sync.markdown.signature import is_verbatim

_LABEL = r"[^\[\]\r\n]*"
_ADDRESS = r"[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*"
_TITLE = r"(?:[ \t]+(?:\"[^\"\r\n]*\"|'[^'\r\n]*'))?[ \t]*"
_IMAGE = rf"!\[{_LABEL}\](?:\((?P<{{0}}>{_ADDRESS}){_TITLE}\)|\[{_LABEL}\])"
_BADGE = re.compile(
    rf"(?P<link>\[{_IMAGE.replace('{0}', 'linked')}\](?:\({_ADDRESS}{_TITLE}\)|\[{_LABEL}\]))"
    rf"|{_IMAGE.replace('{0}', 'alone')}"
)
_NAMED = re.compile(r"(?:https?:)?//\S*(?:badge|shields?\.io)", re.IGNORECASE)
_DRAWN = re.compile(r"(?:https?:)?//\S*\.svg(?:[?#]|\Z)", re.IGNORECASE)


def is_badge_address(address: str) -> bool:
    """Tell whether the address of a picture names it a badge."""
    return _NAMED.match(address) is not None


def find_badges(text: str) -> Iterator[re.Match[str]]:
    """Yield the badges in a Markdown text, each with the link around it.

    The address says what is one. A linked picture of another site is one, too, where it is an SVG,
    and so is one whose address is given elsewhere, as READMEs write badges.
    """
    for found in _BADGE.finditer(text) if "![" in text else ():
        address = found["alone"] or found["linked"]
        if address is None:
            is_badge = found["link"] is not None
        else:
            is_linked = found["link"] is not None
            is_badge = bool(is_badge_address(address) or (is_linked and _DRAWN.match(address)))
        if is_badge:
            yield found


def strip_badges(text: str) -> str:
    """Return a text without the badges in it."""
    for found in reversed(list(find_badges(text))):
        text = text[: found.start()] + text[found.end() :]
    return text


def is_badges(text: str) -> bool:
    """Tell whether a text is badges, and says nothing beside them."""
    bare = strip_badges(text)
    return bare != text and is_verbatim(bare)
