"""Texts and paths as people read them: on one line, in one direction, ready to be typed again.

What a file holds must not act on a terminal, nor on the server that runs us. GitHub's runner obeys
``##[command]`` anywhere in a line that is printed, and ``::command::`` at its start, white space
before it or not (https://github.com/actions/runner, ``src/Runner.Common/ActionCommand.cs``);
Azure's agent obeys ``##vso[command]``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    """Return a path as an argument for a POSIX shell, behind ``--`` where it needs that.

    To git what begins with a colon is no path but a pattern (gitglossary(7), "pathspec"), whatever
    stands before it. So it begins with its folder.
    """
    return quote_names((name,))


def quote_names(names: Sequence[str]) -> str:
    """Return the same of several paths, which have to be the last arguments of a command."""
    quoted = " ".join(_quote(f"./{each}" if each.startswith(":") else each) for each in names)
    return f"-- {quoted}" if any(name.startswith("-") for name in names) else quoted


def _quote(name: str) -> str:
    if _PLAIN.fullmatch(name):
        return name
    import shlex

    if not _UNSAFE.search(name):
        return shlex.quote(name)
    return "$'" + escape_text(name.replace("\\", "\\\\").replace("'", "\\'")) + "'"


def suggest(name: str, known: Iterable[str]) -> str:
    """Return what to say of a name that is not among those ``known``: the near ones, or all."""
    names = list(dict.fromkeys(known))
    near = find_near(name, names)
    if near:
        return f"did you mean {' or '.join(map(repr, near))}?"
    return f"choose from {', '.join(names)}" if names else "there is none yet"


def find_near(name: str, known: Iterable[str]) -> list[str]:
    """Return the nearest names that somebody may have meant, up to three; none that is far.

    Near is what differs in a third of the letters at most, or is longer or shorter; of two letters
    it is only their order.
    """
    from rapidfuzz.distance import OSA

    wanted = _fold(name)
    found: list[tuple[int, str]] = []
    for each in known:
        other = _fold(each)
        slips = OSA.distance(wanted, other)
        is_part = min(len(wanted), len(other)) > 1 and (
            other.startswith(wanted) or wanted.startswith(other)
        )
        is_slip = slips <= max(len(wanted), len(other)) // 3 or sorted(wanted) == sorted(other)
        if is_part or is_slip:
            found.append((slips, each))
    nearest = min(found, default=(0, ""))[0]
    return [each for slips, each in found if slips == nearest][:3]


def _fold(name: str) -> str:
    return name.casefold().replace("_", "-")


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
