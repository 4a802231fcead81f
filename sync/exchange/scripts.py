"""In which script words are written, beside that of their language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from sync.languages import find_script, is_known
from sync.markdown.inline import read_inline

# The scripts that languages are written in (ISO 15924), by how the names of letters begin.
_SCRIPTS = {
    "Arab": "ARABIC",
    "Armn": "ARMENIAN",
    "Beng": "BENGALI",
    "Cyrl": "CYRILLIC",
    "Deva": "DEVANAGARI",
    "Ethi": "ETHIOPIC",
    "Geor": "GEORGIAN",
    "Grek": "GREEK",
    "Gujr": "GUJARATI",
    "Guru": "GURMUKHI",
    "Hans": "CJK",
    "Hant": "CJK BOPOMOFO",
    "Hebr": "HEBREW",
    "Jpan": "CJK HIRAGANA KATAKANA KATAKANA-HIRAGANA IDEOGRAPHIC",
    "Khmr": "KHMER",
    "Knda": "KANNADA",
    "Kore": "HANGUL CJK",
    "Laoo": "LAO",
    "Latn": "LATIN",
    "Mlym": "MALAYALAM",
    "Mymr": "MYANMAR",
    "Orya": "ORIYA",
    "Sinh": "SINHALA",
    "Taml": "TAMIL",
    "Telu": "TELUGU",
    "Thai": "THAI",
    "Tibt": "TIBETAN",
}
_KNOWN = frozenset(name for names in _SCRIPTS.values() for name in names.split())
# Names of products, and the letters of formulas, stand in texts of every language.
_EVERYWHERE = frozenset({"LATIN", "GREEK"})
_WORD = re.compile(r"\w+")


def explain_script(text: str, words: str, language: str) -> str | None:
    """Say so where words are in another script than their language's; None where all is well.

    Names may stay as the source writes them. Nothing is said of a language that is not known.
    """
    script = find_script(language) if is_known(language) else None
    wanted = _SCRIPTS.get(script or "", "").split()
    found = _find_scripts(words)
    if not wanted or not found:
        return None
    if found.keys().isdisjoint(wanted) and not _list_names(words) <= _list_names(text):
        return f"it has no letter of the language's script ({wanted[0].lower()})"
    foreign = (found.keys() & _KNOWN) - {*wanted, *_find_scripts(text), *_EVERYWHERE}
    if not foreign:
        return None
    name = min(foreign)
    return f"{found[name]!r} is {name.lower()}, which neither language is written in"


def _list_names(text: str) -> set[str]:
    return set(_WORD.findall(read_inline(text).words))


def _find_scripts(text: str) -> Mapping[str, str]:
    """Return the scripts of a text's letters, each with the first one, as Unicode names them."""
    found: dict[str, str] = {}
    for letter in read_inline(text).words:
        if letter.isalpha():
            found.setdefault(unicodedata.name(letter, "?").partition(" ")[0], letter)
    return found
