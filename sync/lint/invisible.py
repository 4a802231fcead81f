"""Which characters nobody sees, and which of them have no business where they stand.

What turns text is judged as UAX #9 resolves it, what hides it by UAX #31 and the Unicode Standard,
sections 23.2 to 23.9; gcc's ``-Wbidi-chars`` weighs controls in code likewise. What a script or an
emoji is written with is text: joiners, direction marks, variation selectors, soft hyphens.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from sync.findings import Severity

_EMBEDDING, _OVERRIDE, _ISOLATE = "\u202a\u202b", "\u202d\u202e", "\u2066\u2067\u2068"
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_OPENERS, _CLOSERS = _EMBEDDING + _OVERRIDE + _ISOLATE, _POP + _POP_ISOLATE
_TURNING = "\u202a-\u202e\u2066-\u2069"
_TAG = "\U000e0000-\U000e007f"
# The flag of a region spells the region's code with tags (UTS #51, ED-14a).
_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
_SELECTOR = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Deprecated controls, and the anchors of annotations that no text shows.
_DEPRECATED = "\u206a-\u206f\ufff9-\ufffb"
# Spaces without width, invisible operators, blank letters, separators of lines, control codes.
_UNSEEN = (
    "\0-\x08\x0b\x0e-\x1f\x7f-\x9f\u115f\u1160\u180b-\u180f\u200b\u2028\u2029\u2060-\u2065\u3164"
    "\ufeff\uffa0"
)
# Text in prose, but copied along with code that they stand in.
_SILENT = "\u00ad\u034f\u061c\u200e\u200f"
_JOINER = "\u200c\u200d"
# Either of them, or two selectors: a set comes first, which the search then runs through the text.
_TRACE = re.compile(
    f"[{_TURNING}{_TAG}{_DEPRECATED}{_UNSEEN}{_SILENT}{_JOINER}{_SELECTOR}]"
    f"(?:(?<![{_SELECTOR}])|[{_SELECTOR}])"
)
_INVISIBLE = re.compile(f"[{_TURNING}{_TAG}{_DEPRECATED}{_UNSEEN}{_SILENT}{_JOINER}]")
# Joiners between two characters of ASCII join nothing: no script that needs them is near.
_WANTED = re.compile(
    f"{_FLAG}|(?P<turning>[{_TURNING}])|(?P<tags>[{_TAG}]+)"
    f"|(?<=[{_SELECTOR}])(?P<selectors>[{_SELECTOR}]+)|(?P<deprecated>[{_DEPRECATED}])"
    f"|(?P<unseen>[{_UNSEEN}])|(?P<mark>[\u061c\u200e\u200f])"
    f"|(?P<silent>[\u00ad\u034f]|(?<![^\0-\x7f])[{_JOINER}](?![^\0-\x7f]))"
)
# Scripts that part words by a space without width: Thai, Lao, Tibetan, Myanmar, Khmer, Tai.
_WORDS_UNPARTED = re.compile("[\u0e00-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\ua9e0-\uaadf]")
_MONGOLIAN = re.compile("[\u1800-\u18af]")
_JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]")
# Their lines may break anywhere, and some tools say where by such a space.
_IDEOGRAPHIC = re.compile("[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\uffef]")
# Emphasis directly beside such scripts is often read only with such a space around it
# (CommonMark 6.2, left- and right-flanking).
_EMPHASIS = frozenset("*_~`")


# What is at fault wherever it stands, by the group that finds it.
_KINDS: Mapping[str | None, str] = {
    "tags": "hides text: nothing shows it outside an emoji's flag",
    "selectors": "hides text: no character takes more than one",
    "deprecated": "acts unseen on the text behind it",
}


class Fault(NamedTuple):
    """A character, or a run of them, at ``start`` of a text, that should not stand there.

    ``kind`` says why, in the words of a message.
    """

    start: int
    text: str
    kind: str
    severity: Severity = Severity.ERROR


def has_trace(text: str) -> bool:
    """Tell quickly whether a text may hold a fault at all."""
    return _TRACE.search(text) is not None


def has_wanted(text: str) -> bool:
    """Tell whether a text of many paragraphs holds what may be a fault in one of them.

    The neighbours of a joiner or a selector are in its paragraph, or no letters and no selectors.
    """
    for trace in _TRACE.finditer(text):
        wanted = _WANTED.match(text, trace.start())
        if len(trace[0]) > 1 or (wanted is not None and wanted.lastgroup is not None):
            return True
    return False


def strip_invisible(text: str) -> str:
    """Return a text as its readers see it."""
    return _INVISIBLE.sub("", text) if has_trace(text) else text


def find_turning(text: str) -> Iterator[Fault]:
    """Find what turns text and is not balanced in it, and overrides; ``text`` is a paragraph.

    The end of an isolate ends the embeddings within it (UAX #9, X6a), the end of an embedding
    counts within its isolate only (X7). One that closes nothing does nothing: it is told of only
    where nothing is left open, which it may have been meant to close.
    """
    opened: list[int] = []
    idle: list[Fault] = []
    isolates = 0
    for start, char in enumerate(text):
        if char in _OPENERS:
            opened.append(start)
            isolates += char in _ISOLATE
            if char in _OVERRIDE:
                yield Fault(start, char, "forces a direction on the text behind it")
        elif char == _POP and opened and text[opened[-1]] not in _ISOLATE:
            opened.pop()
        elif char == _POP_ISOLATE and isolates:
            isolates -= 1
            while text[opened.pop()] not in _ISOLATE:
                pass
        elif char in _CLOSERS:
            idle.append(Fault(start, char, "closes nothing", Severity.WARNING))
    yield from (_tell_open(text, start) for start in opened if text[start] not in _OVERRIDE)
    yield from () if opened else idle


def _tell_open(text: str, start: int) -> Fault:
    return Fault(start, text[start], "is never closed and turns the text behind it")


def find_unseen(text: str) -> Iterator[Fault]:
    """Find what hides or parts text without being seen; ``text`` is no code."""
    for match in _WANTED.finditer(text):
        kind = match.lastgroup
        if kind in _KINDS:
            yield Fault(match.start(), match[0], _KINDS[kind])
        elif kind == "unseen" and not _is_text(text, match.start()):
            yield Fault(match.start(), match[0], *_weigh_unseen(text, match.start()))


def find_in_code(text: str, known: Collection[int]) -> Iterator[Fault]:
    """Find what is copied with code, or turns it; ``known`` are the places of faults of turning.

    Comments in a script that runs from right to left may well need to be turned.
    """
    is_turned = any(
        unicodedata.bidirectional(char) in ("R", "AL") for char in strip_invisible(text)
    )
    for match in _WANTED.finditer(text):
        kind, start = match.lastgroup, match.start()
        if kind in _KINDS:
            yield Fault(start, match[0], _KINDS[kind])
        elif kind == "turning":
            if start not in known and match[0] in _EMBEDDING + _ISOLATE and not is_turned:
                yield Fault(start, match[0], "turns code", Severity.WARNING)
        elif kind == "mark":
            if not is_turned:
                yield Fault(start, match[0], "stands unseen in code", Severity.WARNING)
        elif kind is not None and not _is_text(text, start):
            yield Fault(start, match[0], "stands unseen in code")


def _weigh_unseen(text: str, start: int) -> tuple[str, Severity]:
    """Weigh a character that nobody sees: within a word it is no accident of layout."""
    before, after = _neighbours(text, start)
    if text[start] == "\ufeff" and before in ("", "\n", "\r", "\ufeff"):
        return "keeps the line from being read as Markdown", Severity.ERROR
    if all(_is_word(char) for char in (before, after)):
        return "parts a word unseen", Severity.ERROR
    return "stands unseen in the text", Severity.WARNING


def _is_word(char: str) -> bool:
    return char.isalnum() and _IDEOGRAPHIC.match(char) is None


def _is_text(text: str, start: int) -> bool:
    """Tell whether a script beside it is written with the character."""
    char, around = text[start], _neighbours(text, start)
    if char == "\u200b":
        is_beside = any(map(_WORDS_UNPARTED.match, around))
        return is_beside or (_EMPHASIS & set(around) != set() and not "".join(around).isascii())
    if "\u180b" <= char <= "\u180f":
        return any(map(_MONGOLIAN.match, around))
    return char in "\u115f\u1160" and any(map(_JAMO.match, around))


def _neighbours(text: str, start: int) -> tuple[str, str]:
    return text[max(0, start - 1) : start], text[start + 1 : start + 2]


def name_characters(text: str) -> str:
    """Return the code point and the name of a run's first character, and how many follow."""
    name = unicodedata.name(text[0], "control character")
    more = f" and {len(text) - 1} more" if len(text) > 1 else ""
    return f"U+{ord(text[0]):04X} {name}{more}"
