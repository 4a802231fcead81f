"""What a cell keeps in every language: links, code, numbers and emoji."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from sync.markdown.inline import read_inline

_NUMBER = re.compile(r"\d+(?:[.,\u066b\u066c]\d+)*")
_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff]")


class _Kept(NamedTuple):
    """What a cell keeps: destinations as written, and the names of all else in a signature."""

    links: tuple[str, ...]
    codes_and_emoji: tuple[str, ...]
    numbers: tuple[str, ...]


@lru_cache(maxsize=16384)
def _read_kept(cell: str) -> _Kept:
    inline = read_inline(cell)
    return _Kept(
        tuple(piece.text for piece in inline.links),
        (*(f"code {piece.text}" for piece in inline.codes), *find_emoji(inline.words)),
        tuple(f"number {number}" for number in find_numbers(inline.words)),
    )


def find_numbers(words: str) -> list[str]:
    """Return the numbers in a text with native digits folded and separators left out."""
    return [
        "".join(str(unicodedata.digit(c)) for c in number if c.isdigit())
        for number in _NUMBER.findall(words)
    ]


def find_emoji(text: str) -> list[str]:
    """Return the pictographs and symbols of a text, one code point each."""
    return _EMOJI.findall(text)


def sign(
    cells: Iterable[str], resolve: Callable[[str], str | None], *, numbers: bool = True
) -> Counter[str]:
    """Count the links (resolved), code spans, emoji and numbers in some cells.

    ``resolve`` returns what a destination points at, None where it is localised and says nothing.
    """
    names: list[str] = []
    for kept in map(_read_kept, cells):
        targets = (resolve(link) for link in kept.links)
        names += [f"link {target}" for target in targets if target is not None]
        names += kept.codes_and_emoji
        if numbers:
            names += kept.numbers
    return Counter(names)


def is_verbatim(cell: str) -> bool:
    """Tell whether a cell holds nothing to translate: no letter outside code and addresses."""
    words = html.unescape(read_inline(cell).words)
    return not any(unicodedata.category(c).startswith("L") for c in words)
