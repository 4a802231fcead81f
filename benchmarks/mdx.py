"""MDX as the Markdown that it would be, for a judge that reads Markdown.

Marks are comments of HTML there, modules code, and a tag on lines of its own a block, on one line.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"\{/\*\s*(sync:\w+)\s*\*/\}")
FENCED = re.compile(
    r"^(?:[ \t]|[-*+][ \t]|[0-9]+[.)][ \t])*(`{3,}|~{3,})[^\n]*\n"
    r"(?:[^\n]*\n)*?[ \t]*\1[`~]*[ \t]*$",
    re.MULTILINE,
)
_MODULE = re.compile(r"^(?:import|export)[ \t][^\n]*(?:\n[ \t]*\S[^\n]*)*", re.MULTILINE)
_TAG = re.compile(
    r"^[ \t]*(?:</?[A-Za-z][^<>\n]*>[ \t]*)+(?:<!-- sync:\w+ -->)?[ \t]*$", re.MULTILINE
)
_LONG_TAG = re.compile(
    r"^(?:[ \t]*(<!-- sync:\w+ -->\n))?[ \t]*(<[A-Za-z][\w.]*\n(?:[ \t]*\w[^\n]*\n)+[ \t]*/?>)",
    re.MULTILINE,
)


def as_markdown(text: str) -> str:
    """Write a text of MDX as Markdown that reads the same."""
    text = _MARK.sub(r"<!-- \1 -->", text)
    parts, end = [], 0
    for code in FENCED.finditer(text):
        parts += [_rewrite(text[end : code.start()]), code[0]]
        end = code.end()
    return "".join((*parts, _rewrite(text[end:])))


def _rewrite(text: str) -> str:
    text = _LONG_TAG.sub(lambda tag: (tag[1] or "") + " ".join(tag[2].split()), text)
    return _TAG.sub(r"\n\g<0>\n", _MODULE.sub(r"```js\n\g<0>\n```", text))
