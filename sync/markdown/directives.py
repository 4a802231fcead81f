"""Lines that a site generator reads, though Markdown takes them for text, or for a table's rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.markdown.document import Row

# Attribute lists (kramdown; Python-Markdown, Pandoc and Goldmark have them without the colon),
# shortcodes (Hugo), tags, output and comments (Liquid, Jinja), and of JSX elements, fragments,
# comments and texts in braces. Each construct ends where it is closed, so that cells which begin
# and end with one are none.
_CONSTRUCT = r"""
    \{:(?>(?:(?!\}).)*)\}
    | \{[ ]*+(?:[.\#][\w-] | [\w-]++=["'\w])[^{}|]*+\}
    | \{\{(?>(?:(?!\}\}).)*)\}\}
    | \{%(?>(?:(?!%\}).)*)%\}
    | \{\#(?>(?:(?!\#\}).)*)\#\}
    | \{\s*+(?:/\*(?>(?:(?!\*/).)*)\*/ | "[^"{}]*+" | '[^'{}]*+' | `[^`{}]*+`)\s*+\}
    | </?>
    | </?[A-Z][\w.:-]*+(?:"[^"]*+"|'[^']*+'|\{[^{}]*+\}|[^"'{}<>|])*+>
"""
# Fences of containers (Docusaurus, MyST, pymdownx.blocks; Nuxt's have two colons, Microsoft Learn's
# are closed by more of them), the place of a table of contents (Python-Markdown, GitLab,
# VitePress), files that are put in (pymdownx.snippets, VitePress), and targets (MyST).
_WHOLE_LINE = r"""
    /{3,}\s*+[\w-]*+
    | :{2,}\s*+[\w-]*+(?:\{[^{}]*+\})?(?:\s++[\w-]++="[^"]*+")*+\s*+:*+
    | \([^()\s][^()]*+\)=
    | \[\[?_?(?:TOC|toc)_?\]\]?
    | ;?-+8<-+(?:\s++"[^"]*+")?
    | <<<\s++[@./]\S*+(?:\s++\{[^{}]*+\})?
"""
_DIRECTIVE = re.compile(rf"(?>(?:(?:{_CONSTRUCT})\s*+)+) | {_WHOLE_LINE}", re.VERBOSE)
_OPENERS = ("{", "<", "::", "///", "(", "[", ";", "-")


def is_directive(text: str) -> bool:
    """Tell whether a text, stripped, is nothing but a site generator's own."""
    return text.startswith(_OPENERS) and _DIRECTIVE.fullmatch(text) is not None


def is_directive_row(row: Row) -> bool:
    """Tell whether a row is such a line, with or without pipes in it."""
    return is_directive(row.raw[row.offset :].strip())
