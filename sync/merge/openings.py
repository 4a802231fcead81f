"""Lines that open containers: a title is a text of its own, and all else follows the source.

Such are directives (``:::note[Read this]``, ``::: tip Title``, ``:::{admonition} Title`` with its
options, ``/// note | Title``), admonitions (``!!! note "Title"``) and tabs (``=== "Title"``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sync.units.head_texts import is_text_key, says_words

_OPENING = re.compile(
    r"(?P<head>(?::{3,}|/{3,})[ \t]*(?:\{[^{}]*\}|[\w-]*)(?:[ \t]*[\[|])?[ \t]*)"
    r"(?P<title>[^\s\]|].*?)(?P<tail>\]?(?:[ \t]*\{[^{}]*\})?[ \t]*)"
)
_QUOTED = re.compile(
    r"(?P<head>(?:!!!|\?{3}\+?|={3}[!+]{0,2})[ ]*[\w -]*\")"
    r"(?P<title>[^\"]*[^\"\s])(?P<tail>[ ]*\"[ \t]*)"
)
_SIGNS = (":::", "///", "!!!", "???", "===")
_OPTION = re.compile(r"(?::([\w-]+):|(?: {4}|\t)[ \t]*([\w-]+):)(?:[ \t]+(.*))?")


class Opening(NamedTuple):
    """A title with what stands around it; options on the lines below belong to the ``tail``."""

    head: str
    title: str
    tail: str

    def list_words(self) -> Iterator[str]:
        """Yield what says something in words: the title, and options such as a caption."""
        yield self.title
        for option in map(_OPTION.fullmatch, self.tail.split("\n")[1:]):
            name = option and (option[1] or option[2])
            if option and name and is_text_key(name) and says_words(name, option[3] or ""):
                yield option[3]


def part_opening(body: Sequence[str]) -> Opening | None:
    """Part a unit's lines; None where they open nothing with a title."""
    if not body[0].startswith(_SIGNS) or not all(map(_OPTION.fullmatch, body[1:])):
        return None
    found = _OPENING.fullmatch(body[0]) or _QUOTED.fullmatch(body[0])
    if found is None:
        return None
    return Opening(found["head"], found["title"], "\n".join((found["tail"], *body[1:])))


def follow(old: Opening, new: Opening, there: Opening) -> Opening | None:
    """Return the translation's opening with what the source has around its title now.

    None where a translator has something else there, and the source changed it.
    """
    head = _follow(old.head, new.head, there.head)
    tail = _follow(old.tail, new.tail, there.tail)
    return None if head is None or tail is None else Opening(head, there.title, tail)


def _follow(old: str, new: str, there: str) -> str | None:
    if old in (new, there):
        return there if old == new else new
    return there if there == new else None
