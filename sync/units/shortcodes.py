"""Hugo's shortcodes: calls of a template, which no translator writes otherwise.

They stand in ``{{< … >}}`` or ``{{% … %}}`` (gohugo.io/content-management/shortcodes). What is
said of one by a name of its own (``title="Note"``), or without a name, may be words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sync.units.attributes import list_attributes

_SHORTCODE = re.compile(
    r"\{\{[<%]\s*(/?\s*[\w./-]+)((?:\"[^\"]*\"|`[^`]*`|[^\"`{}])*?)\s*/?[>%]\}\}"
)


def name_shortcodes(text: str) -> Iterator[str]:
    """Yield the names of the shortcodes in a text, those that close with their stroke."""
    if "{{" in text:
        for found in _SHORTCODE.finditer(text):
            yield found[1].replace(" ", "")


def name_lone_shortcode(line: str) -> str | None:
    """Return the name of the shortcode that a line is, None where there is anything beside it."""
    found = _SHORTCODE.fullmatch(line.strip()) if "{{" in line else None
    return None if found is None else found[1].replace(" ", "")


def strip_shortcodes(text: str) -> str:
    """Return a text without the shortcodes in which there are no words."""
    if "{{" not in text:
        return text
    return _SHORTCODE.sub(lambda found: found[0] if list_attributes(found[0]) else "", text)
