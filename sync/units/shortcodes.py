"""Hugo's shortcodes: calls of a template, which no translator writes otherwise.

They stand in ``{{< … >}}`` or ``{{% … %}}`` (gohugo.io/content-management/shortcodes). What is
said of one by a name of its own (``title="Note"``), or without a name, may be words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sync.units.head_texts import SWITCHES, is_text_key

_SHORTCODE = re.compile(
    r"\{\{[<%]\s*(/?\s*[\w./-]+)((?:\"[^\"]*\"|`[^`]*`|[^\"`{}])*?)\s*/?[>%]\}\}"
)
_ARGUMENT = re.compile(r"(?:([\w-]+)\s*=\s*)?(\"[^\"]*\"|`[^`]*`|[^\s\"`]+)")


def name_shortcodes(text: str) -> Iterator[str]:
    """Yield the names of the shortcodes in a text, those that close with their stroke."""
    if "{{" in text:
        for found in _SHORTCODE.finditer(text):
            yield found[1].replace(" ", "")


def strip_shortcodes(text: str) -> str:
    """Return a text without the shortcodes in which there are no words."""
    if "{{" not in text:
        return text
    return _SHORTCODE.sub(lambda found: found[0] if _has_words(found[2]) else "", text)


def _has_words(arguments: str) -> bool:
    for name, value in _ARGUMENT.findall(arguments):
        said = value.strip('"`')
        is_place = re.search(r"[./]", said) and " " not in said
        says = is_text_key(name) if name else not is_place
        if (says and said not in SWITCHES) or " " in said.strip():
            return True
    return False
