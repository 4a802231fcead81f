"""In which direction a language is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Languages that are written from right to left unless a script subtag says otherwise (CLDR).
_RIGHT_TO_LEFT = frozenset(
    "ar arc ckb dv fa glk he iw ji lrc mzn nqo pnb ps sd syr ug ur yi".split()  # noqa: SIM905
)
_SCRIPTS = frozenset("adlm arab aran hebr mand nkoo rohg samr syrc thaa".split())  # noqa: SIM905
_SCRIPT_LENGTH = 4
# A link's address behind its text, an address, code.
_CODE = re.compile(r"(?<=\]\()[^()\s]+|https?://[^\s()<>]+|`[^`]+`")


def find_direction(language: str) -> str:
    """Return ``rtl`` or ``ltr`` for a language as a folder spells it: ``ar_EG``, ``az-Arab``."""
    language, *rest = find_tag(language).casefold().split("-")
    scripts = [part for part in rest if len(part) == _SCRIPT_LENGTH and part.isalpha()]
    is_reversed = scripts[0] in _SCRIPTS if scripts else language in _RIGHT_TO_LEFT
    return "rtl" if is_reversed else "ltr"


def find_tag(language: str) -> str:
    """Return a language as a tag of BCP 47, for ``lang`` attributes."""
    return language.replace("_", "-")


def isolate(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a cell, and whether each is code or an address, which run left to right.

    Within a line that runs the other way, their signs would change places.
    """
    end = 0
    for found in _CODE.finditer(text):
        yield text[end : found.start()], False
        yield found[0], True
        end = found.end()
    yield text[end:], False
