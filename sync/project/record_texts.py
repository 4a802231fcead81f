"""As much of a translation's text as a stamp in a project's own form may stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sync.errors import FileError, LackingError, StampError
from sync.markdown.front_matter import find_front_matter, opens_front_matter
from sync.stamps import HEAD_BYTES
from sync.stamps.lines import decode_text
from sync.stamps.spec import FRONT_MATTER

if TYPE_CHECKING:
    from sync.stamps.spec import StampSpec


class Readable(Protocol):
    """What reads files: a tree, or the reader of versions that keeps what it read."""

    def read(self, path: str) -> bytes:
        """Return a file's content."""

    def read_head(self, path: str, size: int) -> bytes:
        """Return a file's first ``size`` bytes, or all."""


def read_record_text(tree: Readable, path: str, spec: StampSpec) -> str:
    """Return a translation's text, or no more than its front matter where that is enough.

    Raises:
        StampError: it cannot be read, or is not UTF-8.
        LackingError: a partial clone lacks it.
    """
    try:
        head = tree.read_head(path, HEAD_BYTES)
        is_whole = len(head) < HEAD_BYTES
        text = decode_text(head, path, complete=is_whole)
        if is_whole or (spec.place == FRONT_MATTER and _is_enough(text)):
            return text
        return decode_text(tree.read(path), path)
    except LackingError:
        raise
    except FileError as error:
        raise StampError(error.message, path=error.path) from error


def _is_enough(head: str) -> bool:
    """Tell whether a head holds all of the front matter, or shows that there is none."""
    return find_front_matter(head) is not None or not opens_front_matter(head)
