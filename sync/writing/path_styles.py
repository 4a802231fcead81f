"""How projects write the path of a source in a key of their own."""

from __future__ import annotations

from typing import NamedTuple


class PathStyle(NamedTuple):
    """How paths of sources are written: what stands before them, and where they begin.

    ``is_whole`` says that they begin at the root, not at the source root.
    """

    lead: str
    is_whole: bool

    def write(self, source: str, document: str) -> str:
        """Return the path of a source, which is ``document`` in its source root."""
        return self.lead + (source if self.is_whole else document)


def read_style(value: str, source: str, document: str) -> PathStyle | None:
    """Return how the path of a source is written; None where ``value`` is none of it."""
    for is_whole, name in ((True, source), (False, document)):
        lead = value.removesuffix(name)
        if lead != value and (not lead or lead.endswith("/")) and ".." not in lead.split("/"):
            return PathStyle(lead, is_whole)
    return None
