"""Conflict markers that a merge left behind."""

from __future__ import annotations

from collections.abc import Iterator

from sync.markdown.document import BlockKind, Markdown

_MARKERS = ("<<<<<<< ", "=======", ">>>>>>> ")


def find_conflict(document: Markdown) -> int | None:
    """Return the line (1-based) of the first conflict's first marker, None where there is none."""
    first = next(find_conflicts(document), None)
    return None if first is None else first[0] + 1


def find_conflicts(document: Markdown) -> Iterator[tuple[int, int, int]]:
    """Yield the lines (0-based) of each conflict's three markers.

    They must stand in order at the start of lines outside fenced code.
    """
    if _MARKERS[0].rstrip() not in document.text:
        return
    fences = [b for b in document.blocks if b.kind is BlockKind.FENCE]
    fenced = {line for fence in fences for line in range(fence.start, fence.end)}
    found: list[int] = []
    for number, line in enumerate(document.lines):
        content = line.rstrip("\r\n").removeprefix("\ufeff" if number == 0 else "")
        if not _is_marker(content, len(found)) or number in fenced:
            continue
        found.append(number)
        if len(found) == len(_MARKERS):
            yield found[0], found[1], found[2]
            found = []


def _is_marker(line: str, step: int) -> bool:
    marker = _MARKERS[step]
    return line == marker if marker == "=======" else f"{line} ".startswith(marker)
