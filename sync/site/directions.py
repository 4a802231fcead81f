"""In which direction a language is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sync.languages import find_script

if TYPE_CHECKING:
    from collections.abc import Iterator

# The scripts that run from right to left (Unicode's Bidi_Class R and AL), by ISO 15924.
_RIGHT_TO_LEFT = frozenset(
    """
    Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero
    Narb Nbat Nkoo Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sidt Sogd Sogo Syrc Syre Syrj
    Syrn Thaa Yezi
    """.split()  # noqa: SIM905
)
# A link's address behind its text, an address, code.
_CODE = re.compile(r"(?<=\]\()[^()\s]+|https?://[^\s()<>]+|`[^`]+`")


def find_direction(language: str) -> str:
    """Return ``rtl`` or ``ltr`` for a language as a folder spells it: ``ar_EG``, ``az-Arab``.

    The direction is that of the script that the language is most likely written in (CLDR). What
    is no tag, or none that CLDR knows, runs from left to right.
    """
    return "rtl" if find_script(language) in _RIGHT_TO_LEFT else "ltr"


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
