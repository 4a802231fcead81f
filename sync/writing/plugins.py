"""Stamps of a package's kind, written by the package and read again before anything is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sync.errors import FileError, StampError
from sync.hashing import digest
from sync.model import NameKind, Stamp, StampFormat, name_digest
from sync.sources import Source
from sync.stamps.plugin_stamps import (
    make_plugin_record,
    parse_plugin_stamp,
    render_plugin_stamp,
)
from sync.stamps.plugins import PresentSource
from sync.versions import query_version
from sync.writing.records import find_last_commit

if TYPE_CHECKING:
    from sync.model import Location
    from sync.stamps.spec import StampSpec
    from sync.versions import Versions


class PluginWriter:
    """Lets packages write their stamps, and believes none of them."""

    def __init__(self, versions: Versions) -> None:
        """Take what knows the versions that stamps name."""
        self._versions = versions

    def make(self, spec: StampSpec, data: bytes) -> Stamp:
        """Return the stamp of a translation that is up to date with a source of these bytes.

        How the package says so is known only once it is written.
        """
        record = make_plugin_record(spec, name_digest(digest(data)))
        return Stamp(StampFormat.PLUGIN, None, record=record)

    def render(
        self,
        location: Location,
        text: str,
        spec: StampSpec,
        stamp: Stamp,
        data: bytes,
        *,
        has_html: bool,
    ) -> str:
        """Return a text with a stamp; one that is new names the present source, of these bytes.

        Raises:
            StampError: it cannot be written, or would say something else.
            RefusedError: it names a commit, and none has the source as it is.
        """
        find_commit = partial(find_last_commit, self._versions, location)
        source = PresentSource(location.source, data, find_commit)
        path = location.path
        edited = render_plugin_stamp(text, spec, path, stamp, source, has_html=has_html)
        self._require_read(edited, location, spec, stamp, data)
        return edited

    def _require_read(
        self, edited: str, location: Location, spec: StampSpec, stamp: Stamp, data: bytes
    ) -> None:
        """Raise StampError where what was written reads otherwise than it was meant."""
        found = parse_plugin_stamp(edited, spec, location.path)
        record = None if found is None else found.record
        is_new = stamp.record is not None and stamp.record.value is None
        if is_new and not (found and self._names(location, found, data)):
            fault = f"the kind {spec.plugin!r} of {spec.package} wrote a stamp that reads as"
            said = None if record is None else record.value
            message = f"{fault} {said!r}, which is not the source as it is; correct that package"
            raise StampError(message)
        own = None if found is None else (found.original_hash, found.synced_hash)
        is_kept = is_new or record == stamp.record
        if not is_kept or own != (stamp.original_hash, stamp.synced_hash):
            message = f"a stamp of the kind {spec.plugin!r} and a synced_hash hide one another here"
            raise StampError(f"{message}: move the former below the front matter")

    def _names(self, location: Location, found: Stamp, data: bytes) -> bool:
        """Tell whether a stamp names the present source."""
        named = found.origin
        if named is None:
            return False
        if named.kind is NameKind.DIGEST:
            return Source(location.source, data).is_named_by(named)
        query = query_version(location, found, named)
        self._versions.look_up((query,))
        try:
            return self._versions.is_present(query)
        except FileError:
            return False
