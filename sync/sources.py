"""A source as it is now, and what names that version."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from sync.errors import FileError
from sync.hashing import digest, digests, name_blobs
from sync.model import NameKind, VersionName


class Source:
    """A source as it is now; ``other`` is the same version as another place shows it."""

    def __init__(
        self,
        path: str,
        data: bytes,
        read: Callable[[str], bytes] | None = None,
        other: Source | None = None,
    ) -> None:
        """Take its bytes; with ``read`` they are not kept, but read again where they count."""
        self.path = path
        self.digest = digest(data)
        self._data = data if read is None else None
        self._read = read
        self._asked: dict[str, bool] = {}
        self._other = other

    @property
    def data(self) -> bytes:
        """The bytes; raises FileError where they are not those of the digest any more."""
        if self._data is not None or self._read is None:
            return self._data or b""
        data = self._read(self.path)
        if digest(data) != self.digest:
            raise FileError("changed while it was read; run again", path=self.path)
        return data

    @cached_property
    def digests(self) -> tuple[str, ...]:
        """The digests of the bytes and of their variants with other line endings."""
        own = digests(self.data)
        return own if self._other is None else (*own, *self._other.digests)

    def is_named_by(self, named: VersionName | None) -> bool:
        """Tell whether a digest names this version, whatever its line endings."""
        if named is None or named.kind is not NameKind.DIGEST:
            return False
        if named.text == self.digest or named.text in self.digests:
            return True
        if ":" in named.text and self._has_digest(named.text):
            return True
        return self._other is not None and self._other.is_named_by(named)

    def _has_digest(self, text: str) -> bool:
        """Tell whether it has a digest of another form than Co-op Translator's."""
        if text not in self._asked:
            from sync.stamps.digests import read_digest

            form, digits = read_digest(text)
            self._asked[text] = digits in form.digests(self.data)
        return self._asked[text]

    def is_blob(self, name: str) -> bool:
        """Tell whether git names this version so, whatever its line endings."""
        if name not in self._asked:
            self._asked[name] = name in name_blobs(self.data, len(name))
        return self._asked[name] or (self._other is not None and self._other.is_blob(name))
