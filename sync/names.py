"""Texts and paths as people read them: on one line, in one direction, ready to be typed again.

What a file holds must not act on a terminal, nor on the server that runs us. GitHub's runner obeys
``##[command]`` anywhere in a line that is printed, and ``::command::`` at its start, white space
before it or not (https://github.com/actions/runner, ``src/Runner.Common/ActionCommand.cs``);
Azure's agent obeys ``##vso[command]``.
"""

from __future__ import annotations

import re
import unicodedata

_ISOLATE = "\u2068{}\u2069"
# Control characters, surrogates, line separators, Unicode's own direction marks, and what begins
# a command to a server.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
    r"|#(?=#\w*\[)"
)
# What shlex.quote leaves as it is, and is no option.
_PLAIN = re.compile(r"[\w@%+=:,./][\w@%+=:,./-]*", re.ASCII)
_COMMAND_START = re.compile(r"\A(\s*):(?=:)")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def render_name(name: str, *, is_terminal: bool) -> str:
    """Return a path that begins a line, without characters that would act on who shows it.

    On a terminal, one with right-to-left letters is isolated (UAX #9), so that it cannot turn
    the text around it.
    """
    return _isolate(escape_line(name), is_terminal=is_terminal)


def render_part(text: str, *, is_terminal: bool) -> str:
    """Return the same for a text that stands in the middle of a line."""
    return _isolate(escape_text(text), is_terminal=is_terminal)


def escape_text(text: str) -> str:
    """Return ``text`` with control characters, direction marks and ``##[`` spelled out."""
    return _UNSAFE.sub(_escape, text)


def escape_line(text: str) -> str:
    """Return the same for a text that begins a line, where ``::`` is spelled out as well."""
    return _COMMAND_START.sub(r"\1\\x3a", escape_text(text))


def quote_name(name: str) -> str:
    """Return a path as an argument for a POSIX shell, behind ``--`` where it needs that."""
    if _PLAIN.fullmatch(name):
        return name
    import shlex

    quoted = shlex.quote(name)
    if _UNSAFE.search(name):
        quoted = "$'" + escape_text(name.replace("\\", "\\\\").replace("'", "\\'")) + "'"
    return f"-- {quoted}" if name.startswith("-") else quoted


def is_right_to_left(text: str) -> bool:
    """Tell whether ``text`` has a letter that is written from right to left."""
    return not text.isascii() and any(
        unicodedata.bidirectional(each) in _RIGHT_TO_LEFT for each in text
    )


def _isolate(shown: str, *, is_terminal: bool) -> str:
    return _ISOLATE.format(shown) if is_terminal and is_right_to_left(shown) else shown


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if "\udc80" <= character <= "\udcff":  # a byte of a name that is no UTF-8 (PEP 383)
        return f"\\x{ord(character) - 0xDC00:02x}"
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    return f"\\x{code:02x}" if character.isascii() else f"\\u{code:04x}"
