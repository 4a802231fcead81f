"""What a cell keeps in every language: links, code, numbers and emoji."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable

from sync.markdown.inline import read_inline

_NUMBER = re.compile(r"\d+(?:[.,\u066b\u066c]\d+)*")
_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff]")


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
    found: Counter[str] = Counter()
    for cell in cells:
        inline = read_inline(cell)
        targets = (resolve(piece.text) for piece in inline.links)
        found.update(f"link {target}" for target in targets if target is not None)
        found.update(f"code {piece.text}" for piece in inline.codes)
        found.update(find_emoji(inline.words))
        if numbers:
            found.update(f"number {number}" for number in find_numbers(inline.words))
    return found


def is_verbatim(cell: str) -> bool:
    """Tell whether a cell holds nothing to translate: no letter outside code and addresses."""
    words = html.unescape(read_inline(cell).words)
    return not any(unicodedata.category(c).startswith("L") for c in words)
