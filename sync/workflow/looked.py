"""What came of looking at one translation, as processes and runs hand it to one another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sync.errors import SyncError
    from sync.lint.values import Found


class Mended(NamedTuple):
    """A translation's text before and after, how many findings that mends, and what is left."""

    before: str
    after: str
    number: int
    left: tuple[Found, ...]


class Looked(NamedTuple):
    """What was found in one translation, and what there is to say of its comments.

    ``asked`` holds each path whose existence mattered, and whether something was there.
    ``contents`` are the digests of the translation and, if it was read, of the present source.
    ``mended`` is None where nothing was to be mended, or that was not asked for. ``error`` is
    what kept the translation from being looked at.
    """

    found: tuple[Found, ...]
    notices: tuple[str, ...] = ()
    asked: Mapping[str, bool] = {}
    contents: tuple[str, str | None] = ("", None)
    mended: Mended | None = None
    error: SyncError | None = None
