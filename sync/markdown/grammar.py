"""CommonMark's and GFM's block rules as regular expressions over a text whose lines end in LF.

They follow markdown-it-py wherever that and the specification differ. None of them looks at white
space beyond spaces and tabs, and ``$`` stands for a line's end, not the text's.
"""

from __future__ import annotations

import re
from functools import cache

_EOL = r"(?=\n|\Z)"
_BLANK = rf"[ \t]*{_EOL}"
_HEADING = r"\#{1,6}(?=[ \t\n]|\Z)"
_FENCE = rf"`{{3,}}(?=[^`\n]*{_EOL})|~{{3,}}"
_RULE = rf"(?:(?:\*[ \t]*){{3,}}|(?:-[ \t]*){{3,}}|(?:_[ \t]*){{3,}}){_EOL}"
_MARKER = r"(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t\n]|\Z)"
# 4.6: the first word after ``<`` of the sixth kind.
_NAMES = (
    "address article aside base basefont blockquote body caption center col colgroup dd details "
    "dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 "
    "head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option "
    "p param search section summary table tbody td tfoot th thead title tr track ul"
).replace(" ", "|")
_VALUE = r"""(?:[^"'=<>`\x00-\x20]+|'[^']*'|"[^"]*")"""
_ATTRIBUTE = rf"(?:\s+[a-zA-Z_:][a-zA-Z0-9:._-]*(?:\s*=\s*{_VALUE})?)"
_TAG = rf"<[A-Za-z][A-Za-z0-9\-]*{_ATTRIBUTE}*\s*/?>|</[A-Za-z][A-Za-z0-9\-]*\s*>"

# How a line opens each block, told by the group that matches; a table and front matter come first.
OPENING = re.compile(
    rf"""(?P<skip>(?:[ \t]*\n)*)(?:
    (?P<paragraph>[^ \t\n\#>`~<*+\-_\[0-9])
    |(?P<end>[ \t]*\Z)
    |(?P<code>[ ]{{4}}|[ ]{{0,3}}\t)
    |[ ]{{0,3}}(?:
        (?P<heading>{_HEADING})
        |(?P<fence>{_FENCE})
        |(?P<quote>>)
        |(?P<rule>{_RULE})
        |(?P<list>{_MARKER})
        |(?P<definition>\[(?:[^\[\]\\\n]|\\.|\\?\n(?![ \t]*{_EOL}))*\]:)
        |(?P<html><)
        |(?P<text>.)
    ))""",
    re.VERBOSE,
)
# What ends a paragraph (lists only if they are not empty and begin at 1), a heading's underline
# and what may be HTML.
_INTERRUPTION = (
    rf"[ \t]*{_EOL}|[ ]{{0,3}}(?:{_HEADING}|{_FENCE}|>|<[A-Za-z/!?]|{_RULE}|=+[ \t]*{_EOL}"
    rf"|-+[ \t]*{_EOL}|(?:[-*+]|0{{0,8}}1[.)])[ \t]+[^ \t\n])"
)
PARAGRAPH = re.compile(
    rf"[^\n]*(?:\n(?:(?=[^ \t\n\#>`~<*+\-=_01])|(?!{_INTERRUPTION}))[^\n]+)*", re.VERBOSE
)
UNDERLINE = re.compile(rf"[ ]{{0,3}}(?:=+|-+)[ \t]*{_EOL}", re.VERBOSE)
# What ends a table, and the last paragraph of an item that is less indented; HTML may, too.
TERMINATOR = re.compile(rf"[ ]{{0,3}}(?:{_HEADING}|{_FENCE}|>|{_RULE}|{_MARKER})", re.VERBOSE)
RULE = re.compile(rf"[ ]{{0,3}}{_RULE}", re.VERBOSE)
CODE = re.compile(rf"(?:{_BLANK}\n|[ ]{{4}}[^\n]*\n?)*", re.VERBOSE)
BLANK = re.compile(_BLANK, re.VERBOSE)
INDENTED = re.compile(r"[ ]{4}|[ ]{0,3}\t")
TABBED = re.compile(r"^ *\t", re.MULTILINE)
MARKER = re.compile(rf"[ ]{{0,3}}{_MARKER}", re.VERBOSE)
ITEM = re.compile(r"( {0,3})([-*+]|[0-9]{1,9}[.)]) {1,4}(?=[^ \t\n])")
# Text that is a paragraph wherever a block may open.
PLAIN = r"(?:[^\#>`~<*+\-=_:|\[0-9 \t\n]|\*\*[^*\s]|`[^`]|\[[^\[\]\\\n]*\](?!:))"
# An item that is one line of such text, up to what follows: another item or, behind a blank line,
# what is not indented.
FLAT_ITEMS = {
    marker[-1]: re.compile(
        rf"{marker} {{1,4}}({PLAIN}[^\n]*)(?:\n|\Z)"
        rf"(?:(?={marker} {{1,4}}[^ \t\n])|((?:[ \t]*\n)+)(?=[^ \t\n]|\Z)|\Z)"
    )
    for marker in (r"-", r"\*", r"\+", r"[0-9]{1,9}\.", r"[0-9]{1,9}\)")
}
QUOTE = re.compile(r"(?: {0,3}>[^\n]*(?:\n|\Z))+")
QUOTE_MARKER = re.compile(r"^ {0,3}> ?", re.MULTILINE)

DELIMITER = re.compile(
    r"\n {0,3}(?=[-:|])(?!-(?:[ \t\n]|\Z))(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*"
    rf"(?:\|[ \t]*)?{_EOL}"
)

# 4.6: how HTML blocks open and end; without an end they end at a blank line.
HTML: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...] = (
    (
        re.compile(r"<(?a:script|pre|style|textarea)(?=\s|>|$)", re.IGNORECASE),
        re.compile(r"</(?a:script|pre|style|textarea)>", re.IGNORECASE),
    ),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(rf"</?(?a:{_NAMES})(?=\s|/?>|$)", re.IGNORECASE), None),
)
# The seventh kind, which does not end a paragraph.
HTML_TAG = re.compile(rf"(?:{_TAG})\s*$")
NEXT_BLANK = re.compile(r"\n[ \t]*(?=\n|\Z)")


@cache
def closing_fence(marker: str, length: int) -> re.Pattern[str]:
    """Return what closes a fence that opened with ``length`` times ``marker``, from the LF on."""
    return re.compile(rf"\n {{0,3}}{marker}{{{length},}}[ \t]*{_EOL}")


@cache
def item_lines(width: int) -> re.Pattern[str]:
    """Return the further lines of an item whose content begins at column ``width``."""
    return re.compile(rf"(?:\n(?: {{{width}}}[^\n]*|{_BLANK}))*")


@cache
def margin(width: int) -> re.Pattern[str]:
    """Return up to ``width`` spaces at a line's start, but not at the text's."""
    return re.compile(rf"(?<=\n) {{1,{width}}}")
