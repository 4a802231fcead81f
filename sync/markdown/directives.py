"""Lines that a site generator reads, though Markdown takes them for text, or for a table's rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import compress
from operator import not_

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

# What begins or ends a block to the generator, or gives it attributes: such lines, and what opens a
# container with a title (``:::note Read this``). What is put out (``{{ page.title }}``) may be a
# word of a sentence, and tags of JSX are read as such.
_CALL = r"""
    (?:\{%(?>(?:(?!%\}).)*)%\} | \{\{[<%](?>(?:(?!\}\}).)*)\}\} | \{\#(?>(?:(?!\#\}).)*)\#\})\s*+
"""
_ATTRIBUTES = r"\{:[^{}]*+\} | \{[ ]*+[.\#][\w-][^{}|]*+\}"
_BLOCK_LINE = re.compile(
    rf"(?>(?:{_CALL})+) | {_ATTRIBUTES} | :{{3,}}.* | /{{3,}}(?:\s.*)? | {_WHOLE_LINE}",
    re.VERBOSE,
)
BLOCK_SIGNS = (
    "::",
    "///",
    "{%",
    "{:",
    "{.",
    "{#",
    "{ ",
    "{{",
    ")=",
    "8<",
    "<<<",
    "[TOC",
    "[toc",
    "[_TOC",
    "[_toc",
)
"""What a text has to hold, one of these, to have such a line."""

# What such a line may be given below it: options of MyST, and of pymdownx.blocks in YAML.
_GIVEN = (
    (re.compile(r":{3,}[ \t]*\{"), re.compile(r"\s*:[\w-]+:(?:[ \t].*)?\s*")),
    (re.compile(r"///"), re.compile(r"(?: {4}|\t).*\s*")),
)


_CALLED = re.compile(r"\{(?:\{[<%]|%)-?\s*/?(?:end)?([\w./-]+)")


def is_block_line(text: str) -> bool:
    """Tell whether a line, stripped, is none of the text that it stands in, but what is around it.

    With a mark it is: older versions put a text's mark behind such a line.
    """
    is_one = text.startswith(_OPENERS) and _BLOCK_LINE.fullmatch(text) is not None
    return is_one and "sync:" not in text


def find_block_lines(lines: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where lines of a paragraph are a site generator's own, those with their options.

    A call that is closed, or opened, beside words has its line for itself by chance: it was wrapped
    like any text.
    """
    texts = [line.strip() for line in lines[start:end]]
    alone = list(map(is_block_line, texts))
    if not any(alone):
        return
    within = {name for text in compress(texts, map(not_, alone)) for name in _CALLED.findall(text)}
    number = start
    while number < end:
        first, number = number, number + 1
        text = texts[first - start]
        if not alone[first - start] or not within.isdisjoint(_CALLED.findall(text)):
            continue
        option = next((given for opener, given in _GIVEN if opener.match(text)), None)
        while option is not None and number < end and option.fullmatch(lines[number]):
            number += 1
        yield first, number


def is_directive(text: str) -> bool:
    """Tell whether a text, stripped, is nothing but a site generator's own."""
    return text.startswith(_OPENERS) and _DIRECTIVE.fullmatch(text) is not None
