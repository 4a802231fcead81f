"""How strict a call is about changes, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sync.errors import SyncError
    from sync.findings import Finding


class Strictness(NamedTuple):
    """What a call says of the rules about changes: those that count as errors, or not at all."""

    errors: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


class Findings(NamedTuple):
    """What was found, what there is to say beside it, and what kept something from being found."""

    found: tuple[Finding, ...] = ()
    notices: tuple[str, ...] = ()
    failures: tuple[SyncError, ...] = ()


class SourceTexts(NamedTuple):
    """A source before and after a change, and the translation to put beside it.

    ``translated`` is None where there is none to put there; ``is_of_after`` says that its tables
    are of the later version.
    """

    before: bytes
    after: bytes
    translated: bytes | None = None
    is_of_after: bool = False
