"""Which stretches of an edited text must be parsed again, so that the rest need not be.

Why that is exact: a cut is a line, blank line before it, where a block begins at the top level,
outside of lists and quotes. CommonMark's block rules carry nothing over a cut: what came before is
ended by the blank line or by this very line, and what begins there is parsed as at the start of a
text. So a text's blocks are those of its parts between cuts. A window reaches from a cut before an
edit to the end of a whole block after it; if that block still begins at the top level when the
window is parsed by itself, nothing in the window reaches beyond, and all that follows reads as it
did.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sync.markdown.document import Block, Markdown

BLANK = " \t\r\n"
"""What a blank line may consist of (CommonMark, section 2.1), its ending included."""

# A window that began with these would read them as a text's own beginning.
_ONLY_AT_START = ("---", "\ufeff")


class Edited(NamedTuple):
    """An edit: old lines ``start`` to ``end`` became ``line`` to ``line + length`` (0-based)."""

    start: int
    end: int
    line: int
    length: int


class Window(NamedTuple):
    """Old lines ``start`` to ``end`` that are now ``line`` to ``stop``; ``edits`` lie inside.

    ``last`` is the old line where the window's last block begins, which no edit touched; None
    where the window reaches to the end of the text.
    """

    start: int
    end: int
    line: int
    stop: int
    last: int | None
    edits: tuple[int, ...]


def find_windows(
    before: Markdown, lines: Sequence[str], edits: Sequence[Edited]
) -> tuple[Window, ...] | None:
    """Return windows around ``edits`` (ascending, apart), the new text's being ``lines``.

    None where the texts differ outside of them too, so that only the whole can be parsed.
    """
    windows: list[Window] = []
    old = new = 0
    for start, end, last, inside in _group(before, edits):
        line = new + start - old
        stop = _find_stop(before.lines, lines, edits[inside[-1]], end)
        if before.lines[old:start] != tuple(lines[new:line]) or stop is None:
            return None
        windows.append(Window(start, end, line, stop, last, inside))
        old, new = end, stop
    if before.lines[old:] != tuple(lines[new:]):
        return None
    return tuple(windows)


def _group(
    before: Markdown, edits: Sequence[Edited]
) -> Iterator[tuple[int, int, int | None, tuple[int, ...]]]:
    """Yield start, end, last block's start and edits of each stretch, none reaching another."""
    cuts = list(_find_cuts(before))
    places = [block.start for block in cuts]
    group: list[int] = []
    start, end, last = 0, 0, None
    for index, edit in enumerate(edits):
        above = bisect_left(places, edit.start)
        first = places[above - 1] if above else 0
        if group and first < end:
            first = start
        elif group:
            yield start, end, last, tuple(group)
            group = []
        below = bisect_left(places, edit.end)
        after = cuts[below] if below < len(cuts) else None
        start, end = first, len(before.lines) if after is None else after.end
        last = None if after is None else after.start
        group.append(index)
    if group:
        yield start, end, last, tuple(group)


def _find_cuts(document: Markdown) -> Iterator[Block]:
    for block in document.blocks:
        if block.start == 0 or block.containers:
            continue
        line = document.lines[block.start]
        is_plain = line[0] not in BLANK and not line.startswith(_ONLY_AT_START)
        if is_plain and not document.lines[block.start - 1].strip(BLANK):
            yield block


def _find_stop(old: Sequence[str], new: Sequence[str], edit: Edited, end: int) -> int | None:
    """Return where a window ends in the new text: its lines after the edit are still the same.

    An edit may have brought a blank line along.
    """
    tail = old[edit.end : end]
    for place in (edit.line + edit.length, edit.line + edit.length + 1):
        if tuple(new[place : place + len(tail)]) == tuple(tail):
            return place + len(tail)
    return None
