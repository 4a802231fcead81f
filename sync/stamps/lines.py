"""Line numbers, line ends and conflict markers in the text around a stamp."""

from __future__ import annotations

import codecs
import re

from sync.errors import StampError

BOM = "\ufeff"
"""The encoding mark that a text may begin with."""

LINE_END = r"(?:\r\n|\n|\r)"
"""The pattern of a line's end."""

_ENDS = re.compile(LINE_END)
_CONFLICT = re.compile(rf"(?:[ \t]*{LINE_END})*+<{{7}}(?=[ \r\n]|\Z)")
_CONFLICT_END = re.compile(r"(?<=[\r\n])>{7}(?=[ \r\n]|\Z)")
_MARKER = re.compile(r"(?:\A|(?<=[\r\n]))(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|\Z)")


def decode_text(data: bytes, path: str, *, complete: bool = True) -> str:
    """Decode UTF-8 strictly, keeping line ends and encoding mark.

    Of data that is not ``complete``, a character cut by the end is left out.

    Raises:
        StampError: for bytes that are not UTF-8, with their line.
    """
    try:
        return codecs.utf_8_decode(data, "strict", complete)[0]
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        message = f"not UTF-8 (byte {data[error.start]:#04x}); save the file as UTF-8"
        raise StampError(message, path=path, line=line_at(before, len(before))) from error


def line_at(text: str, index: int) -> int:
    """Return the 1-based line of the character at ``index``."""
    return len(_ENDS.findall(text, 0, index)) + 1


def line_end(text: str) -> str:
    """Return the line end that ``text`` uses first, a line feed where it has none."""
    match = _ENDS.search(text)
    return match.group() if match else "\n"


def after_line(text: str, index: int) -> int:
    """Return where the line that holds ``index`` ends, its line end included."""
    match = _ENDS.search(text, index)
    return match.end() if match else len(text)


def find_marker(text: str, start: int = 0, end: int | None = None) -> int | None:
    """Return where the first conflict marker at a line's start is in ``[start, end)``, or None."""
    match = _MARKER.search(text, start, len(text) if end is None else end)
    return match.start() if match else None


def begins_conflict(text: str, start: int) -> bool:
    """Tell whether a conflict is the first thing from the line at ``start``, blank ones aside."""
    return _CONFLICT.match(text, start) is not None


def after_conflict(text: str, start: int) -> int:
    """Return where the first conflict from ``start`` ends, with its line; else the text's end."""
    match = _CONFLICT_END.search(text, start)
    return after_line(text, match.end()) if match else len(text)


def split_sides(text: str) -> tuple[str, str] | None:
    """Return what each side of the conflicts in ``text`` says, or None if their markers are amiss.

    The common ancestor that git's diff3 styles show between the two is left out.
    """
    ours: list[str] = []
    theirs: list[str] = []
    readers: tuple[list[str], ...] = (ours, theirs)
    follows = "<"
    for line in _split_lines(text):
        if not _MARKER.match(line):
            for reader in readers:
                reader.append(line)
        elif line[0] in follows:
            readers, follows = {
                "<": ((ours,), "|="),
                "|": ((), "="),
                "=": ((theirs,), ">"),
                ">": ((ours, theirs), "<"),
            }[line[0]]
        elif readers:
            return None
    return ("".join(ours), "".join(theirs)) if follows == "<" else None


def _split_lines(text: str) -> list[str]:
    return re.findall(rf"[^\r\n]*{LINE_END}|[^\r\n]+\Z", text)
