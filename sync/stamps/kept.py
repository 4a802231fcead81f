"""Whether a package that wrote its stamp into a translation left all the rest as it was."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from sync.stamps.lines import BOM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_LOSABLE = 12  # lines: no stamp takes more, and a translation that loses more was damaged
_KEY = re.compile(r"\s*[\w\"'.-]+\s*[:=]")


class _Run(NamedTuple):
    """The lines ``start`` to ``end`` of a text, which keep their ends."""

    lines: Sequence[str]
    start: int
    end: int

    @property
    def changed(self) -> Sequence[str]:
        return self.lines[self.start : self.end]

    def without(self, start: int, end: int) -> str:
        return "".join((*self.lines[:start], *self.lines[end:]))


def find_damage(before: str, after: str, says: Callable[[str], object]) -> str | None:
    """Return what a write did to a translation beyond its stamp; None where it did no harm.

    ``says`` tells what the package reads in a text, by a value that differs where that differs.
    A line may go that is the stamp's own: what is read is another without it, or without the
    comment that it stands in, or the same key is written again. Lines that come must be the
    stamp's, too, as a whole, and none says what the translation says already.
    """
    if before.startswith(BOM) != after.startswith(BOM):
        return "with another byte order mark than the translation"
    ours, theirs = (each.removeprefix(BOM).splitlines(keepends=True) for each in (before, after))
    if not _list_ends(theirs) <= (_list_ends(ours) or {"\n"}):
        return "with other line ends than the translation"
    runs = list(_compare(ours, theirs))
    lost = [line for run, _ in runs for line in run.changed if line.strip()]
    if len(lost) > _LOSABLE:
        return f"that lacks {len(lost)} lines of the translation"
    is_read = says(after) is not None  # which is asked for elsewhere
    for old, new in runs:
        keys = {_find_key(line) for line in new.changed}
        for place in range(old.start, old.end):
            if not _is_own(old, place, keys, says):
                return f"that lacks line {place + 1} of the translation"
        if is_read and not _is_new(old, new, says):
            return f"whose line {new.start + 1} is new, and no part of the stamp"
    return None


def _list_ends(lines: Sequence[str]) -> set[str]:
    return {line[len(line.rstrip("\r\n")) :] for line in lines} - {""}


def _compare(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[_Run, _Run]]:
    """Yield which lines became which."""
    open_ended = bool(ours) and ours[-1].rstrip("\r\n") == ours[-1]
    known = [*ours[:-1], _close(ours[-1], theirs)] if open_ended else ours
    matcher = SequenceMatcher(None, known, theirs, autojunk=False)
    for kind, start, end, other, other_end in matcher.get_opcodes():
        if kind != "equal":
            yield _Run(ours, start, end), _Run(theirs, other, other_end)


def _close(last: str, theirs: Sequence[str]) -> str:
    """Return a last line without an end as it stands where something follows it."""
    same = (each for each in theirs if each.rstrip("\r\n") == last)
    return next(same, last)


def _find_key(line: str) -> str | None:
    found = _KEY.match(line)
    return found and found[0].strip()


def _is_own(run: _Run, place: int, keys: set[str | None], says: Callable[[str], object]) -> bool:
    """Tell whether a line is the stamp's."""
    line = run.lines[place]
    if not line.strip() or (_find_key(line) or "") in keys:
        return True
    text = "".join(run.lines)
    start, end = _find_comment(run.lines, place)
    rest = text[:start] + text[end:] if end else run.without(place, place + 1)
    return says(rest) != says(text)


def _is_new(old: _Run, new: _Run, says: Callable[[str], object]) -> bool:
    """Tell whether lines that came are the stamp's, or the same keys' as before."""
    keys = {_find_key(line) for line in old.changed} - {None}
    fresh = [line for line in new.changed if line.strip() and _find_key(line) not in keys]
    if not fresh:
        return True
    said = {line.strip() for line in old.lines if line not in old.changed}
    is_doubled = any(line.strip() in said and re.search(r"[^\W\d]", line) for line in fresh)
    if is_doubled or len(fresh) > _LOSABLE:
        return False
    text = "".join(new.lines)
    start, end = _find_comment(new.lines, new.start)
    rest = text[:start] + text[end:] if end else new.without(new.start, new.end)
    return says(rest) != says(text)


def _find_comment(lines: Sequence[str], place: int) -> tuple[int, int]:
    """Return the characters of the comment that a line is in from its start; none: two zeros."""
    text = "".join(lines)
    first = sum(map(len, lines[:place]))
    line = lines[place]
    begin = first + len(line) - len(line.lstrip())
    start = begin if text.startswith("<!--", begin) else text.rfind("<!--", 0, begin)
    end = text.find("-->", start) + 3
    is_inside = start >= 0 and end >= first + len(line.rstrip())
    return (start, end) if is_inside else (0, 0)
