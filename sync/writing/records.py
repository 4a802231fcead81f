"""What a stamp in a project's own form records of a source as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from sync.errors import RefusedError
from sync.git import call_git
from sync.model import Record, SecondStamp, Stamp, StampFormat, StampKind
from sync.stamps.digests import DigestForm, read_digest
from sync.stamps.files import fill_key
from sync.stamps.records import make_record
from sync.stamps.spec import COMMENT, SUBMODULE, Algorithm, Extent, StampSpec
from sync.versions import query_version
from sync.writing.samples import URL, is_upper

if TYPE_CHECKING:
    from sync.model import Location
    from sync.project.project import View
    from sync.versions import Versions
    from sync.writing.samples import Samples

_LENGTHS = {Algorithm.MD5: 32, Algorithm.SHA1: 40, Algorithm.SHA256: 64, Algorithm.GIT_BLOB: 40}


class RecordMaker:
    """Makes records in the style of those that are there."""

    def __init__(self, versions: Versions, samples: Samples) -> None:
        """Look at nothing yet."""
        self._versions = versions
        self._samples = samples

    def make(self, location: Location, spec: StampSpec, stamp: Stamp | None, data: bytes) -> Stamp:
        """Return the stamp of a translation that is up to date with a source of these bytes.

        Raises:
            RefusedError: no commit has those bytes, where a commit is recorded.
        """
        known = stamp or empty_record_stamp(spec)
        if spec.kind is StampKind.FLAG:
            record: Record | None = Record(spec.kind, spec.key)
        else:
            old = None if known.record is None else known.record.value
            like = old or self._samples.find_value(spec)
            make = self._name_commit if spec.kind is StampKind.COMMIT else self._name_digest
            value = make(location, spec, known, data, like)
            if old is not None and self._names_the_same(spec, old, value):
                value = old
            record = make_record(spec, value, () if known.record is None else known.record.paths)
            second = self._renew_second(location, known, data)
            record = record and record._replace(second=second)
        return known._replace(record=record, synced=None, synced_hash=None)

    def _renew_second(self, location: Location, stamp: Stamp, data: bytes) -> SecondStamp | None:
        """Return the digest that stands beside the stamp, of these bytes.

        It stays as it is where nobody can tell how it was cut from the old version.
        """
        second = None if stamp.record is None else stamp.record.second
        base = None if second is None else self._find_base(location, stamp)
        if second is None or base is None:
            return second
        lead, _, _ = second.name.text.rpartition(":")
        form, digits = read_digest(second.name.text)
        if digits not in form.digests(base):
            return second
        made = form.digest_like(data, base, digits)
        return second._replace(name=second.name._replace(text=f"{lead}:{made}" if lead else made))

    def names_present(self, location: Location, stamp: Stamp) -> bool:
        """Tell whether what a stamp records names the present source; a lowered flag does."""
        record = stamp.record
        if record is None or record.name is None:
            return record is not None and record.kind is StampKind.FLAG and record.value is None
        query = query_version(location, stamp, record.name)
        self._versions.fetch((query,))
        return self._versions.is_present(query)

    def _names_the_same(self, spec: StampSpec, old: str, new: str) -> bool:
        before, after = make_record(spec, old), make_record(spec, new)
        return before is not None and after is not None and before.name == after.name

    def _name_commit(
        self, location: Location, spec: StampSpec, stamp: Stamp, data: bytes, like: str | None
    ) -> str:
        del spec, stamp, data
        name = find_last_commit(self._versions, location)
        url = None if like is None else URL.fullmatch(like)
        digits = url["id"] if url is not None else like or name
        history = self._versions.history
        if history is not None and len(digits) < len(name):
            name = history.shorten(name, location.source, len(digits))
        if is_upper(digits):
            name = name.upper()
        if url is None:
            return name
        path = self._find_path(url["path"], location)
        return f"{url['lead']}{name}/{path}{url['view'] or ''}"

    def _find_path(self, path: str, location: Location) -> str:
        """Return a source's path in a URL: what stood there, unless that is another file."""
        named = unquote(path, errors="surrogateescape")
        is_its_own = f"/{named}".endswith(f"/{location.document}")
        return path if is_its_own else quote(location.source, errors="surrogateescape")

    def _name_digest(
        self, location: Location, spec: StampSpec, stamp: Stamp, data: bytes, like: str | None
    ) -> str:
        """Return the digest in the form that the old one has, or others have."""
        prefix, _, digits = (like or "").rpartition(":")
        record = None if like is None else make_record(spec, like)
        if record is None or record.name is None:
            algorithm = spec.algorithm or Algorithm.SHA256
            is_body = spec.extent is Extent.BODY
            form = DigestForm(algorithm.value, is_body, _LENGTHS[algorithm])
            return form.digest_like(data, None, "")
        form, wanted = read_digest(record.name.text)
        made = form.digest_like(data, self._find_base(location, stamp), wanted)
        if is_upper(digits):
            made = made.upper()
        return f"{prefix}:{made}" if prefix else made

    def _find_base(self, location: Location, stamp: Stamp) -> bytes | None:
        """Return the version that a stamp names, from which its way of cutting is read."""
        if stamp.origin is None:
            return None
        query = query_version(location, stamp, stamp.origin)
        if self._versions.is_present(query):
            return self._versions.source(location.source).data
        self._versions.fetch((query,))
        return self._versions.text(query)


def find_last_commit(versions: Versions, location: Location) -> str:
    """Return the last commit that changed a source to what it is now.

    Raises:
        RefusedError: no commit has that, or a shallow clone does not tell which it was.
    """
    history, source = versions.history, versions.source(location.source)
    last = () if history is None else history.last_versions(location.source)
    found = next((each for each in last if source.is_blob(each.blob)), None)
    if found is None:
        message = "no commit has the source as it is: commit the source first, then stamp"
        raise RefusedError(message, path=location.source)
    if found.deepen is not None:
        message = f"the shallow clone lacks the commit that changed it last: `{found.deepen}`"
        raise RefusedError(f"{message} brings it", path=location.source)
    return found.commit


def describe_elsewhere(
    location: Location, spec: StampSpec, record: Record | None, view: View
) -> str:
    """Say what to write where another file than the translation records what it was made from."""
    key, value = spec.key or "", (record and record.value) or "false"
    if spec.place == SUBMODULE:
        checkout = f"{call_git(view.project.root / key)} checkout {value}"
        return f"the submodule {key!r} records it for all: once all are up to date, `{checkout}`"
    is_shared = "{path}" not in key or ("{lang}" not in key and len(view.inventory.languages) > 1)
    whose = "it for many translations" if is_shared else "it"
    when = "once all of them are up to date, " if is_shared else ""
    line = f"set {fill_key(key, location)!r} there to {value!r}"
    return f"{spec.place} records {whose}, and is not written here: {when}{line}"


def empty_record_stamp(spec: StampSpec) -> Stamp:
    """Return a stamp that records nothing yet."""
    stamp_format = StampFormat.COMMENT if spec.place == COMMENT else StampFormat.FRONT_MATTER
    return Stamp(stamp_format, None)
