"""Which names, of keys of front matter and of attributes, hold text in a language."""

from __future__ import annotations

import re

from sync.units.values import DocumentUnit

# Names whose values are text even where they are one word; other keys' are where they have several.
_TEXTS = frozenset(
    """
    title description summary subtitle linktitle heading label excerpt text sidebar_label
    sidebartitle tagline caption alt intro short_description header aria-label placeholder tooltip
    """.split()  # noqa: SIM905  as a list, a line for each of them
)
_SWITCHES = frozenset(("true", "false"))
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE = re.compile(r"[^\W\d_]{2,}[^\S\r\n]+[^\W\d_]{2,}")


def has_words(unit: DocumentUnit) -> bool:
    """Tell whether a key's value is text in a language, or a mapping or a list that holds some."""
    held = ((unit.key, unit.text),) if unit.held is None else unit.held
    return any(says_words(key, text) for key, text in held)


def says_words(key: str, text: str) -> bool:
    """Tell whether a text is one in a language; its key, or that of the list, may say so."""
    pattern = _LETTER if is_text_key(key) else _SENTENCE
    return pattern.search(text) is not None and text not in _SWITCHES


def is_text_key(key: str) -> bool:
    """Tell whether what has this name holds text in a language."""
    return key.casefold() in _TEXTS
