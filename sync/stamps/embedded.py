"""The stamp inside a Markdown file: a comment at its head, or keys of its front matter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sync.errors import StampError
from sync.model import Stamp, StampFormat
from sync.stamps.comment import (
    LABEL,
    find_comment,
    may_begin_comment,
    parse_comment,
    read_written,
    remove_comment,
    render_comment,
)
from sync.stamps.front_matter import (
    FrontMatter,
    find_front_matter,
    mentions_stamp,
    opens_front_matter,
    opens_stamp,
    parse_front_matter,
)
from sync.stamps.lines import (
    BOM,
    after_conflict,
    begins_conflict,
    decode_text,
    find_marker,
    line_at,
)

HEAD_BYTES = 4096
"""How much of a file to read first: nearly every stamp lies within."""

# What a comment, front matter, a conflict or blank lines above them begin with; the empty text.
_FIRST = frozenset(("", BOM, "<", "-", " ", "\t", "\r", "\n"))


class NeedMore(NamedTuple):
    """The head that was given ends before it is sure what the stamp is; give the whole file."""


NEED_MORE = NeedMore()


class EmbeddedFormat(NamedTuple):
    """How a stamp of one format is put into a text, new or in place of the old, and taken out."""

    render: Callable[[str, Stamp], str]
    remove: Callable[[str], str]


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
        if find_comment(text, end) is None:
            return stamp
    return _parse_text(text, path, complete=complete)


def render_embedded(text: str, stamp: Stamp) -> str:
    """Return ``text`` with ``stamp`` as its stamp, all the rest of it kept as it is.

    A stamp that is there is replaced where it stands; one of the other embedded format goes, and
    one of ``stamp.format`` comes. For a stamp that is kept elsewhere (a sidecar's), only a stamp
    that is there is brought up to date.

    Raises:
        StampError: if the present stamp cannot be read or replaced without losing something.
    """
    present = _parse_text(text, None, complete=True)
    if not isinstance(present, Stamp):
        added = FORMATS.get(stamp.format)
        return added.render(text, stamp) if added else text
    if stamp.format in FORMATS and stamp.format is not present.format:
        return FORMATS[stamp.format].render(FORMATS[present.format].remove(text), stamp)
    return FORMATS[present.format].render(text, stamp._replace(format=present.format))


def _parse_text(text: str, path: str | None, *, complete: bool) -> Stamp | NeedMore | None:
    block = find_front_matter(text)
    start = _body_start(text, block)
    comment = find_comment(text, start)
    is_open = comment is None and _is_open(text, start, block)
    if not complete and (is_open or may_begin_comment(text, comment.end if comment else start)):
        return NEED_MORE
    if is_open:
        _refuse_open(text, start, path)
    in_block = parse_front_matter(text, block, path) if block else None
    if comment is None:
        return in_block
    second = find_comment(text, comment.end)
    if in_block is not None or second is not None:
        message = "two stamps in one file; remove the one that is out of date"
        line = line_at(text, second.start if second else comment.start)
        raise StampError(message, path=path, line=line)
    return parse_comment(text, comment, path)


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


def _body_start(text: str, block: FrontMatter | None) -> int:
    """Return where the text begins that a stamp's comment may stand at the top of."""
    return block.end if block else int(text.startswith(BOM))


def _render_comment(text: str, stamp: Stamp) -> str:
    return render_comment(text, _body_start(text, find_front_matter(text)), stamp)


def _remove_comment(text: str) -> str:
    return remove_comment(text, _body_start(text, find_front_matter(text)))


def _render_front_matter(text: str, stamp: Stamp) -> str:
    from sync.stamps.front_matter_edit import render_front_matter  # here, as a check never writes

    return render_front_matter(text, stamp)


def _remove_front_matter_stamp(text: str) -> str:
    from sync.stamps.front_matter_edit import remove_front_matter_stamp

    return remove_front_matter_stamp(text)


FORMATS: Mapping[StampFormat, EmbeddedFormat] = {
    StampFormat.COMMENT: EmbeddedFormat(_render_comment, _remove_comment),
    StampFormat.FRONT_MATTER: EmbeddedFormat(_render_front_matter, _remove_front_matter_stamp),
}
"""The formats of stamps inside a file; sidecars and notebooks are files of their own."""
