"""The lines of a PO file, read as strictly as gettext's own programs do.

A library that loses a letter where a quote is missing would put words into translations that
nobody wrote: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html is the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sync.errors import UsageError

_LINE = re.compile(
    r"(?P<previous>\#\|[ \t]*)?"
    r"(?:(?P<keyword>msgctxt|msgid_plural|msgid|msgstr(?P<plural>\[\d+\])?)[ \t]*)?"
    r'"(?P<string>[^"\\]*+(?:\\.[^"\\]*+)*+)"[ \t]*'
)
_LINE_NUMBER = re.compile(r":([0-9]{1,9})(?!\S)")
_FLAGS = re.compile(r"#[,=](.*)")
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{2})|(.))")
_ESCAPES = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    '"': '"',
}
_SPELLED = {text: f"\\{letter}" for letter, text in _ESCAPES.items()}
_TO_ESCAPE = re.compile(r'[\x00-\x1f\x7f"\\]')


class Message(NamedTuple):
    """An entry as it stands in the file, from ``line`` (1-based) on.

    ``previous`` is the text of its ``#|`` lines, None where it has none; ``notes`` are its ``#.``
    lines, ``lines`` the numbers in its ``#:`` lines.
    """

    line: int
    context: str | None
    text: str
    words: str
    previous: str | None
    flags: frozenset[str]
    notes: tuple[str, ...] = ()
    lines: frozenset[int] = frozenset()


def quote(text: str) -> str:
    """Return a text as a PO file holds it: on a line, or on one more than the text has itself."""
    lines = [line for line in re.split(r"(?<=\n)", text) if line]
    strings = [f'"{_TO_ESCAPE.sub(_escape, line)}"' for line in lines]
    return "\n".join(strings if len(strings) == 1 else ['""', *strings])


def read_messages(text: str, name: str) -> Iterator[Message]:
    """Yield the entries of a PO file, the header among them; obsolete ones are left out.

    Raises:
        UsageError: a line is none of the format's, or an entry is not whole.
    """
    reader = _Reader(name)
    number = 0
    for number, line in enumerate(text.split("\n"), start=1):
        yield from reader.read(number, line.removesuffix("\r").strip(" \t"))
    yield from reader.finish(number)


class _Reader:
    """Takes line after line, and yields an entry when the next one begins."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._start_anew()

    def _start_anew(self) -> None:
        self._parts: dict[str, list[str]] = {}
        self._flags: set[str] = set()
        self._notes: list[str] = []
        self._lines: set[int] = set()
        self._line = 0
        self._open = ""

    def read(self, number: int, line: str) -> Iterator[Message]:
        if not line:
            return
        if line.startswith("#") and not line.startswith("#|"):
            yield from self._read_comment(number, line)
            return
        match = _LINE.fullmatch(line)
        if match is None:
            raise self._fail(number, _explain(line))
        keyword = match["keyword"]
        if keyword == "msgid_plural" or match["plural"]:
            raise self._fail(number, "a plural, which no text of a document has: remove the entry")
        string = self._unescape(match["string"], number)
        if keyword is None:
            self._go_on(number, string, is_previous=match["previous"] is not None)
            return
        if match["previous"] is not None:
            yield from self._end_entry(number)
            self._begin(number, f"#| {keyword}", string)
            return
        if "msgstr" in self._parts and keyword != "msgstr":
            yield self._finish_entry()
        self._require_order(number, keyword)
        self._line = self._line or number
        self._begin(number, keyword, string)

    def finish(self, number: int) -> Iterator[Message]:
        if "msgstr" in self._parts:
            yield self._finish_entry()
        elif self._parts:
            raise self._fail(number, "the last entry has no msgstr: the file is cut short")

    def _read_comment(self, number: int, line: str) -> Iterator[Message]:
        yield from self._end_entry(number)
        if line.startswith("#~"):  # obsolete, and so is what was said of it
            self._start_anew()
        flags = _FLAGS.fullmatch(line)
        if flags is not None:
            self._flags.update(flag.strip() for flag in flags[1].split(","))
        if line.startswith("#."):
            self._notes.append(line.removeprefix("#.").strip())
        if line.startswith("#:"):
            self._lines.update(map(int, _LINE_NUMBER.findall(line)))

    def _end_entry(self, number: int) -> Iterator[Message]:
        """Yield the entry before a line that only stands between entries."""
        if "msgstr" in self._parts:
            yield self._finish_entry()
        elif self._line:
            raise self._fail(number, "a comment within an entry: is its msgstr lost?")

    def _go_on(self, number: int, string: str, *, is_previous: bool) -> None:
        if not self._open or self._open.startswith("#|") is not is_previous:
            raise self._fail(number, "a string that no keyword begins")
        self._parts[self._open].append(string)

    def _begin(self, number: int, keyword: str, string: str) -> None:
        if keyword in self._parts:
            raise self._fail(number, f"a second {keyword} in one entry")
        self._parts[keyword] = [string]
        self._open = keyword

    def _require_order(self, number: int, keyword: str) -> None:
        if keyword == "msgstr" and "msgid" not in self._parts:
            raise self._fail(number, "a msgstr without its msgid")
        if keyword == "msgctxt" and "msgid" in self._parts:
            raise self._fail(number, "a msgctxt behind its msgid: is a msgstr lost?")

    def _finish_entry(self) -> Message:
        parts = {name: "".join(strings) for name, strings in self._parts.items()}
        message = Message(
            self._line,
            parts.get("msgctxt"),
            parts["msgid"],
            parts["msgstr"],
            parts.get("#| msgid"),
            frozenset(self._flags),
            tuple(self._notes),
            frozenset(self._lines),
        )
        self._start_anew()
        return message

    def _unescape(self, string: str, number: int) -> str:
        if "\\" not in string:
            return string
        data = bytearray()
        place = 0
        for match in _ESCAPE.finditer(string):
            data += string[place : match.start()].encode()
            octal, hexadecimal, letter = match.groups()
            if letter is None:
                data.append(int(octal, 8) & 0xFF if octal else int(hexadecimal, 16))
            elif letter in _ESCAPES:
                data += _ESCAPES[letter].encode()
            else:
                raise self._fail(number, f"\\{letter} is no escape of the format")
            place = match.end()
        data += string[place:].encode()
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            raise self._fail(number, "its escapes spell no UTF-8") from error

    def _fail(self, number: int, message: str) -> UsageError:
        return UsageError(f"no PO: {message}", path=self._name, line=number)


def _explain(line: str) -> str:
    if re.sub(r"\\.", "", line).count('"') % 2:
        return "a string is not closed, or a quote in it has no backslash"
    return "the line is none of the format's"


def _escape(match: re.Match[str]) -> str:
    return _SPELLED.get(match[0]) or f"\\{ord(match[0]):03o}"
