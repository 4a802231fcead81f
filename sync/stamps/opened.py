"""A sidecar of which only those entries are looked at that somebody asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from sync.errors import StampError
from sync.model import Stamp, StampFormat
from sync.stamps.entry import find_entry_fault
from sync.stamps.fields import make_stamp
from sync.stamps.json_text import Json, parse_json
from sync.stamps.lines import BOM, decode_text
from sync.stamps.sidecar import Sidecar, parse_sidecar

if TYPE_CHECKING:
    from collections.abc import Mapping


class OpenSidecar:
    """Says of one document what `parse_sidecar` says of all."""

    def __init__(self, data: bytes, path: str) -> None:
        """Read the file as far as it is JSON; ``path`` is named in errors. Never raises."""
        self._data = data
        self._path = path
        self._whole: Sidecar | None = None
        self._members: Mapping[str, Json] = {}
        try:
            members = parse_json(decode_text(data, path).removeprefix(BOM), path)
        except StampError:
            members = None
        if isinstance(members, dict):
            self._members = members
        else:
            self._whole = parse_sidecar(data, path)

    @classmethod
    def of(cls, sidecar: Sidecar) -> Self:
        """Open one that is not read from a file."""
        opened = cls(b"{}", "")
        opened._whole = sidecar
        return opened

    @property
    def whole(self) -> Sidecar:
        """All that the sidecar says."""
        if self._whole is None:
            self._whole = parse_sidecar(self._data, self._path)
        return self._whole

    def find(self, document: str) -> Stamp | None:
        """Return the entry of a document, None where there is none.

        Raises:
            StampError: it, or all of the sidecar, cannot be read or trusted.
        """
        if self._whole is None:
            value = self._members.get(document)
            if value is None and document not in self._members:
                return None
            if isinstance(value, dict) and find_entry_fault(value) is None:
                return make_stamp(value, StampFormat.SIDECAR)
        entry = self.whole.entries.get(document)
        problem = self.whole.problems.get(document, self.whole.broken)
        if entry is None and problem is not None:
            raise problem
        return entry
