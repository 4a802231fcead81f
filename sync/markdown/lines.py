"""Text as lines that keep their endings, so that joining them gives it back; and as one line."""

from __future__ import annotations

from io import StringIO


def split_lines(text: str) -> list[str]:
    """Split ``text`` at LF, CRLF and CR, each line with its ending; ``"".join`` is the inverse.

    These are CommonMark's line endings (section 2.1); ``str.splitlines`` knows more of them.
    """
    return StringIO(text, newline="").readlines()


def split_ending(line: str) -> tuple[str, str]:
    """Split a line into its content and its ending, which is empty at the end of a text."""
    content = line.rstrip("\r\n")
    return content, line[len(content) :]


def find_newline(text: str) -> str:
    """Return the line ending that ``text`` uses first, LF where it has none."""
    end = text.find("\n")
    if end < 0:
        return "\r" if "\r" in text else "\n"
    return "\r\n" if text[end - 1 : end] == "\r" else "\n"


def fold_space(text: str) -> str:
    """Return ``text`` on one line, its white space collapsed: what counts as the same text."""
    return " ".join(text.split())
