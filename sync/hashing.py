"""Bytes to the digests that stamps record."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import md5
else:
    try:
        from _md5 import md5  # what hashlib has beside OpenSSL's, which takes 2 ms to load
    except ImportError:  # a Python that was built without it
        from hashlib import md5


def digest(data: bytes) -> str:
    """Return the MD5 of ``data`` as 32 lower-case hexadecimal digits.

    Co-op Translator writes this as ``original_hash``; it identifies content and guards nothing.
    """
    return md5(data, usedforsecurity=False).hexdigest()


def digests(data: bytes) -> tuple[str, ...]:
    """Return the distinct digests of ``data`` as it is, with LF and with CRLF line endings.

    The first is that of the raw bytes. A checkout may have changed nothing but line endings, so a
    stamp that holds any of them names this content.
    """
    return tuple(dict.fromkeys(digest(variant) for variant in vary(data)))


def name_blob(data: bytes, digits: int = 40) -> str:
    """Return git's name of a blob with these bytes (gitformat: header, NUL, content).

    ``digits`` are 40 for SHA-1, 64 in a repository of SHA-256.
    """
    import hashlib

    algorithm = "sha1" if digits == len(_SHA1_NAME) else "sha256"
    header = b"blob %d\0" % len(data)
    return hashlib.new(algorithm, header + data, usedforsecurity=False).hexdigest()


def name_blobs(data: bytes, digits: int) -> tuple[str, ...]:
    """Return git's names of blobs with these bytes, with LF and with CRLF line endings."""
    return tuple(dict.fromkeys(name_blob(variant, digits) for variant in vary(data)))


_SHA1_NAME = "0" * 40


def vary(data: bytes) -> tuple[bytes, ...]:
    """Return ``data`` as it is, with LF and with CRLF line endings."""
    if b"\r" not in data and b"\n" not in data:
        return (data,)
    lf = data.replace(b"\r\n", b"\n")
    return (data, lf, lf.replace(b"\n", b"\r\n"))
