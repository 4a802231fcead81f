"""The stamp inside a Markdown file: a comment at its head, or keys of its front matter."""

from __future__ import annotations

import re
from typing import NamedTuple

from sync.errors import StampError
from sync.markdown.front_matter import (
    FrontMatter,
    FrontMatterKind,
    find_front_matter,
    opens_front_matter,
)
from sync.model import Stamp, StampFormat
from sync.stamps.comment import (
    LABEL,
    Comment,
    find_comment,
    may_begin_comment,
    parse_comment,
    read_written,
)
from sync.stamps.fields import FIELDS
from sync.stamps.front_matter import (
    find_pairs,
    mentions_stamp,
    opens_stamp,
    parse_front_matter,
)
from sync.stamps.lines import (
    BOM,
    after_conflict,
    after_line,
    begins_conflict,
    decode_text,
    find_marker,
    line_at,
    line_end,
)
from sync.stamps.registry import find_embedded

HEAD_BYTES = 4096
"""How much of a file to read first: nearly every stamp lies within."""

# What a comment, front matter, a conflict or blank lines above them begin with; the empty text.
_FIRST = frozenset(("", BOM, "<", "-", "+", "{", " ", "\t", "\r", "\n"))
# What may be a second stamp, or front matter, behind the first one.
_NEXT = re.compile(r"\s*+(?:<!--|[-+{])")


class NeedMore(NamedTuple):
    """The head that was given ends before it is sure what the stamp is; give the whole file."""


NEED_MORE = NeedMore()


def parse_embedded(head: bytes, path: str, *, complete: bool) -> Stamp | NeedMore | None:
    """Read the stamp in a file that begins with ``head``; None if it has none.

    ``complete`` tells that ``head`` is the whole file. A comment further down than at the top or
    directly below the front matter is no stamp.

    Raises:
        StampError: for a head that is not UTF-8, two stamps, or one that is cut short, in
            conflict, unreadable or not to be trusted; with ``path`` and the line.
    """
    text = decode_text(head, path, complete=complete)
    if text[:1] not in _FIRST:
        return None
    written = read_written(text)
    if written is not None and (complete or not may_begin_comment(text, written[1])):
        stamp, end = written
        if not _NEXT.match(text, end):
            return stamp
    return _parse_text(text, path, complete=complete)


def read_embedded(text: str) -> Stamp | None:
    """Return the stamp in a whole text; raises StampError as `parse_embedded` does."""
    found = _parse_text(text, None, complete=True)
    return found if isinstance(found, Stamp) else None


def remove_embedded(text: str) -> str:
    """Return a text without its stamp, all the rest of it kept; raises as `read_embedded` does."""
    present = read_embedded(text)
    there = None if present is None else find_embedded(present.format)
    return text if there is None else there.remove(text)


def render_embedded(text: str, stamp: Stamp, *, has_html: bool = True) -> str:
    """Return ``text`` with ``stamp`` as its stamp, all the rest of it kept as it is.

    A stamp that is there is replaced where it stands, but for one above the front matter, which
    goes below or into it; one of the other embedded format goes, and one of ``stamp.format``
    comes. For a stamp that is kept elsewhere (a sidecar's), only a stamp that is there is brought
    up to date. Where a text ``has_html`` comments no more, its comment goes into front matter.

    Raises:
        StampError: if the present stamp cannot be read or replaced without losing something.
    """
    present = read_embedded(text)
    old_format = None if present is None else present.format
    if not has_html and StampFormat.COMMENT in (stamp.format, old_format):
        stamp = stamp._replace(format=StampFormat.FRONT_MATTER)
    wanted = find_embedded(stamp.format)
    if present is None:
        return text if wanted is None else wanted.render(text, stamp)
    there = find_embedded(present.format)
    if there is None:  # no other kind is read from a text
        return text
    if present.format is StampFormat.COMMENT:
        text = _lower_comment(text)
    bare = there.remove(text) if _is_above_front_matter(text) else None
    if wanted is not None and stamp.format is not present.format:
        return wanted.render(bare or there.remove(text), stamp)
    return there.render(bare or text, stamp._replace(format=present.format))


def _lower_comment(text: str) -> str:
    """Return ``text`` with a comment at its top put below the front matter that follows it."""
    start = int(text.startswith(BOM))
    comment = find_comment(text, start)
    top = 0 if comment is None else after_line(text, comment.end)
    block = find_front_matter(text, top)
    if comment is None or block is None:
        return text
    front, newline = text[block.start : block.end], line_end(text)
    front += newline * (front[-1] not in "\r\n")
    said = text[comment.start : comment.end] + newline
    return text[:start] + front + said + text[block.end :]


def _is_above_front_matter(text: str) -> bool:
    """Tell whether YAML at the top that holds nothing but a stamp hides other front matter."""
    block = find_front_matter(text)
    if block is None or block.kind is not FrontMatterKind.YAML:
        return False
    second = find_front_matter(text, block.end)
    if second is None or second.kind is FrontMatterKind.YAML:
        return False
    if not text[second.inner : second.inner_end].strip(" \t\r\n{}"):
        return False
    return {pair.key for pair in find_pairs(text, block, None).pairs} <= set(FIELDS)


def _parse_text(text: str, path: str | None, *, complete: bool) -> Stamp | NeedMore | None:
    block = find_front_matter(text)
    start = block.end if block else int(text.startswith(BOM))
    comment = find_comment(text, start)
    is_open = comment is None and _is_open(text, start, block)
    is_cut = is_open or may_begin_comment(text, comment.end if comment else start)
    if comment is not None and block is None:
        top = after_line(text, comment.end)
        block = find_front_matter(text, top)
        is_cut = is_cut or (block is None and opens_front_matter(text, top))
    if is_cut and not complete:
        return NEED_MORE
    if is_open:
        _refuse_open(text, start, path)
    in_block = parse_front_matter(text, block, path) if block else None
    if comment is None:
        return in_block
    _refuse_second(text, comment, block, path, is_second=in_block is not None)
    return parse_comment(text, comment, path)


def _refuse_second(
    text: str, comment: Comment, block: FrontMatter | None, path: str | None, *, is_second: bool
) -> None:
    """Refuse another stamp beside the ``comment``: a comment, or one in the front matter."""
    second = find_comment(text, comment.end)
    if second is None and block is not None and block.end > comment.end:
        second = find_comment(text, block.end)
    if is_second or second is not None:
        message = "two stamps in one file; remove the one that is out of date"
        line = line_at(text, second.start if second else comment.start)
        raise StampError(message, path=path, line=line)


def _is_open(text: str, start: int, block: FrontMatter | None) -> bool:
    """Tell whether front matter, or a conflict, begins the text and may hold the stamp."""
    return (block is None and opens_front_matter(text)) or begins_conflict(text, start)


def _refuse_open(text: str, start: int, path: str | None) -> None:
    """Refuse a stamp in front matter that is never closed, or in a conflict at the head."""
    if begins_conflict(text, start):
        line = line_at(text, find_marker(text, start) or start)
        end = after_conflict(text, start)
        is_stamped = LABEL in text[start:end] or mentions_stamp(text, start, end)
        if is_stamped or find_comment(text, end):
            message = "conflict markers around the stamp; resolve the conflict"
            raise StampError(message, path=path, line=line)
    elif opens_stamp(text):
        message = "the front matter is cut short, its stamp with it; restore it from git"
        raise StampError(message, path=path, line=1)
