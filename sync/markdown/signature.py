"""What a cell keeps in every language: links, code, numbers and emoji."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from sync.markdown.inline import read_inline

_NUMBER = re.compile(r"\d+(?:[.,\u066b\u066c]\d+)*")
_EMOJI_RANGES = "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff"
_EMOJI = re.compile(f"[{_EMOJI_RANGES}]")
_LETTER = re.compile(r"[^\W\d_]")
# Three words and more, with nothing that only code has.
_SENTENCE = re.compile(r"\s*[^\W_][\w'’.-]*(?:,?\s+[^\W_][\w'’.-]*){2,}[.!?:]?\s*")
# Without one of these, and without an address, a text keeps nothing but its words.
_KEPT = re.compile(rf"[\d`<&\]{_EMOJI_RANGES}]")
# So many texts are kept for the other translations of a source, a few megabytes.
_MOST_TEXTS = 16_384


class Kept(NamedTuple):
    """What a cell keeps in every language, in the order of the text.

    ``links`` are destinations as written, ``codes`` the insides of code spans, ``emoji`` one code
    point each, ``numbers`` digits without separators.
    """

    links: tuple[str, ...]
    codes: tuple[str, ...]
    emoji: tuple[str, ...]
    numbers: tuple[str, ...]


def keeps_something(text: str) -> bool:
    """Tell quickly whether a text, of a cell or of a row, may keep more than words."""
    return _KEPT.search(text) is not None or "://" in text or "www." in text


@cache  # until `forget_texts`
def read_kept(cell: str) -> Kept:
    """Read what a cell keeps."""
    inline = read_inline(cell)
    return Kept(
        tuple(piece.text for piece in inline.links),
        tuple(piece.text for piece in inline.codes),
        tuple(find_emoji(inline.words)),
        tuple(find_numbers(inline.words)),
    )


def forget_texts() -> None:
    """Forget what was read of texts, if that is much; before another document is looked at.

    All texts of one are kept, however many: a limit that a document goes beyond would have each of
    them read anew each time that somebody goes over them.
    """
    for read in (read_inline, read_kept):
        if read.cache_info().currsize > _MOST_TEXTS:
            read.cache_clear()


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
    for kept in map(read_kept, filter(keeps_something, cells)):
        targets = (resolve(link) for link in kept.links)
        names = [f"link {target}" for target in targets if target is not None]
        names += [f"code {code}" for code in kept.codes]
        names += kept.emoji
        if numbers:
            names += [f"number {number}" for number in kept.numbers]
        for name in names:
            found[name] = found.get(name, 0) + 1
    return found


def is_verbatim(cell: str) -> bool:
    """Tell whether a cell holds nothing to translate: no letter outside code and addresses."""
    words = html.unescape(read_inline(cell).words)
    return not any(map(str.isalpha, words))


def speaks_in_code(text: str) -> bool:
    """Tell whether a text has letters in its code, and no others: some set all they say so."""
    codes = read_inline(text).codes
    return any(_LETTER.search(piece.text) for piece in codes) and is_verbatim(text)


def is_reworded(code: str, others: Iterable[str]) -> bool:
    """Tell whether code is words for readers, and ``others``, if any, may be its translation.

    Some projects set all that a column says as code. Where most of the words are there, one was
    mistyped.
    """
    if _SENTENCE.fullmatch(code) is None:
        return False
    words = {*code.casefold().split()}
    return all(2 * len(words.intersection(each.casefold().split())) < len(words) for each in others)
