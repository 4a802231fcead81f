"""Conflict markers that a merge left behind."""

from __future__ import annotations

from sync.markdown.document import BlockKind, Markdown

_MARKERS = ("<<<<<<< ", "=======", ">>>>>>> ")


def find_conflict(document: Markdown) -> int | None:
    """Return the line (1-based) of a conflict's first marker, None where there is none.

    The three markers must stand in order at the start of lines outside fenced code.
    """
    if _MARKERS[0].rstrip() not in document.text:
        return None
    fences = [(b.start, b.end) for b in document.blocks if b.kind is BlockKind.FENCE]
    first = None
    step = 0
    for number, line in enumerate(document.lines):
        content = line.rstrip("\r\n").removeprefix("\ufeff" if number == 0 else "")
        if not _is_marker(content, step):
            continue
        if any(start <= number < end for start, end in fences):
            continue
        first = number if step == 0 else first
        step += 1
        if step == len(_MARKERS):
            return None if first is None else first + 1
    return None


def _is_marker(line: str, step: int) -> bool:
    marker = _MARKERS[step]
    return line == marker if marker == "=======" else f"{line} ".startswith(marker)
