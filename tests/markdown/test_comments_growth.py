"""Comments below a paragraph are looked for up to the next blank line, and no further."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from sync.markdown.comments import find_comments
from sync.markdown.document import read_markdown


class Watched(Sequence[str]):
    """Lines that count how many of them are taken."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self.taken = 0

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        found = self._lines[place]
        self.taken += 1 if isinstance(found, str) else len(found)
        return found


def count(size: int) -> int:
    document = read_markdown("text\n<!-- one -->\n\n" * size)
    lines = Watched(document.lines)
    found = list(find_comments(lines, document.blocks, range(len(lines))))

    assert [comment.line for comment in found] == list(range(1, 3 * size, 3))
    return lines.taken


def test_each_comment_takes_the_lines_around_it() -> None:
    assert count(400) == 4 * count(100)


def test_what_stands_in_code_up_to_the_blank_line_is_no_comment() -> None:
    document = read_markdown("text `code\n<!-- one -->\nmore` text\n\n<!-- two -->\n")

    found = find_comments(document.lines, document.blocks, range(len(document.lines)))
    assert [comment.line for comment in found] == [4]
