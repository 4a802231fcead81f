"""The digests that stamps name versions by: what each is made with and of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from sync.hashing import digest, digests, name_blob, vary
from sync.markdown.front_matter import find_body

_MD5 = "md5"


class DigestForm(NamedTuple):
    """What a digest is made with and of, and how many digits of it there are.

    ``algorithm`` is ``any`` for SHA-1 or git's name of a blob, which look the same.
    """

    algorithm: str = _MD5
    is_body: bool = False
    length: int = 32

    @property
    def is_plain(self) -> bool:
        """Whether it is what Co-op Translator writes: the MD5 of the file."""
        return self == PLAIN

    def digests(self, data: bytes) -> tuple[str, ...]:
        """Return the distinct digests of ``data``, as `hashing.digests` does."""
        if self.is_plain:
            return digests(data)
        found = (make(text) for text in self._list_texts(data) for make in _MAKERS[self.algorithm])
        return tuple(dict.fromkeys(each[: self.length] for each in found))

    def digest_like(self, data: bytes, base: bytes | None, digits: str) -> str:
        """Return the digest of ``data``, cut as ``base`` was, whose digest is ``digits``."""
        makers = _MAKERS[self.algorithm]
        known = None if base is None else self._find_cut(base, digits)
        cut, made = known or (0, 0)
        texts = list(_list_bodies(data)) if self.is_body else [data]
        return makers[made](texts[cut])[: self.length]

    def _find_cut(self, base: bytes, digits: str) -> tuple[int, int] | None:
        """Return which body of a text has some digits, by which maker; None for none."""
        for variant in vary(base):
            texts = list(_list_bodies(variant)) if self.is_body else [variant]
            for cut, text in enumerate(texts):
                for made, make in enumerate(_MAKERS[self.algorithm]):
                    if make(text)[: self.length] == digits:
                        return cut, made
        return None

    def _list_texts(self, data: bytes) -> Iterator[bytes]:
        for variant in vary(data):
            if self.is_body:
                yield from _list_bodies(variant)
            else:
                yield variant


PLAIN = DigestForm()
"""The form of Co-op Translator's digests."""


def read_digest(text: str) -> tuple[DigestForm, str]:
    """Return the form and the digits of a version's name that is a digest.

    The name is ``ALGORITHM:DIGITS``, of a body ``ALGORITHM/body:DIGITS``, else plain digits.
    """
    said, colon, digits = text.rpartition(":")
    if not colon:
        return PLAIN, text
    algorithm, _, part = said.partition("/")
    return DigestForm(algorithm, part == "body", len(digits)), digits


def _make(algorithm: str) -> Callable[[bytes], str]:
    def make(data: bytes) -> str:
        import hashlib  # here, as a check of Co-op Translator's stamps needs none

        return hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()

    return make


_MAKERS: Mapping[str, tuple[Callable[[bytes], str], ...]] = {
    _MD5: (digest,),
    "sha1": (_make("sha1"),),
    "sha256": (_make("sha256"),),
    "git-blob": (name_blob,),
    "any": (_make("sha1"), name_blob),
}


def _list_bodies(data: bytes) -> Iterator[bytes]:
    """Yield what stands below the front matter, as tools cut it: with blank lines, or without."""
    text = data.decode("utf-8", "surrogateescape")
    start = find_body(text)
    body = text[start:].encode("utf-8", "surrogateescape")
    fence = text[:start].rstrip("\r\n")  # some cut behind the last mark, not behind its line
    yield from (body, text[len(fence) :].encode("utf-8", "surrogateescape"), body.strip())
    yield from (body.lstrip(b"\r\n"), body.strip() + b"\n")
