"""One translation with the versions of its source: what every question about it is asked of."""

from __future__ import annotations

from typing import NamedTuple

from sync.markdown.counted import Counted
from sync.markdown.document import Markdown
from sync.markdown.generated import GeneratedPair
from sync.markdown.links import LinkSpace
from sync.model import Location, Status


class Case(NamedTuple):
    """A translation, the versions that its stamp names, and its source as it is now.

    ``base`` is what all of it was made from (``original_hash``), ``known`` what its tables were
    last brought to (``synced_hash``, else ``base``), ``prose`` what its prose was; each is None
    where nobody knows it. ``links``
    says where the links of both lead, ``generated`` which blocks do not count, and ``counted``
    which keys of the front matter do. A text is parsed when it is first asked for its blocks, and
    once, whoever asks.
    """

    status: Status
    base: Markdown | None
    known: Markdown | None
    source: Markdown
    translation: Markdown
    links: LinkSpace
    generated: tuple[GeneratedPair, ...] = ()
    prose: Markdown | None = None
    counted: Counted = None

    @property
    def location(self) -> Location:
        """Where it is."""
        return self.status.location
