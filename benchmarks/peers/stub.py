"""A model that never errs, in place of a translation service.

It marks each word that it is asked to translate and leaves the rest as it is, so that whoever reads
the text that comes of it knows which words are the model's, and of which source text.

The standard library is enough for it: peers' own interpreters import it, too.
"""

from __future__ import annotations

import re

UPDATE = "\u0298"
"""Before each word that was translated anew (a letter, so that Markdown reads on)."""
BASELINE = "\u01c3"
"""Before each word that was translated before the source changed."""

_KEPT = (
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*(?P=fence)[^\n]*$|\Z)",
    r"(?P<ticks>`+)(?!`)(?:(?!\n\s*\n).)*?(?<!`)(?P=ticks)(?!`)",
    r"<!--.*?-->",
    r"</?[A-Za-z][^<>]*>",
    r"@@[A-Z][A-Z0-9_]*(?::[^@\n]*)?@@",  # co-op-translator's placeholders
    r"\u27e6[^\u27e7]*\u27e7",  # mdpo-llm's
    r"\{\{.*?\}\}",
    r"\{[#.:][^{}\n]*\}",
    r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)",
    r"\]\[[^\[\]]*\]",
    r"^[ ]{0,3}\[[^\[\]]+\]:[^\n]*",
    r"\[[!^][^\[\]\s]+\]",
    r"<?https?://[^\s<>|`)]+>?",
    r"&[A-Za-z0-9#]+;",
    r"^\*\*(?:title|linkTitle|description|summary)\*\*:",  # keys, as co-op-translator sends them
    r":[a-z0-9_+-]+:",
)
_PARTS = re.compile(
    rf"(?P<kept>{'|'.join(_KEPT)})|(?P<word>[^\W\d_]+(?:['\u2019][^\W\d_]+)*)",
    re.DOTALL | re.MULTILINE,
)


def translate(text: str, mark: str = UPDATE) -> str:
    """Return a text with each of its words marked; code, markup and addresses stay."""
    return _PARTS.sub(lambda m: m["kept"] if m["word"] is None else mark + m["word"], text)


def count_words(text: str) -> int:
    """Count the words of a text that a model is paid for."""
    return sum(part["word"] is not None for part in _PARTS.finditer(text))


def count_translated(text: str) -> int:
    """Count the words in a text that were translated anew."""
    return text.count(UPDATE)


def take_back(text: str) -> str:
    """Return the source text of what the model said, whenever it did."""
    return text.replace(UPDATE, "").replace(BASELINE, "")
