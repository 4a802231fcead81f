"""What the value of a project's own stamp may be: a digest, a commit, or a flag."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from sync.model import NameKind, StampKind, VersionName
from sync.stamps.spec import Algorithm, Extent, StampSpec

_DIGEST = re.compile(r"(?:(?P<name>[A-Za-z][\w-]*):)?(?P<digits>[0-9A-Fa-f]{8,64})")
_ID = r"[0-9A-Fa-f]{7,40}|[0-9A-Fa-f]{64}"  # SHA-256's are longer
_COMMIT = re.compile(_ID)
# A page of the file may be shown in another way, `?plain=1`, or at some lines, `#L3`.
_URL = re.compile(rf"https?://[^\s?#]+?/blob/(?P<id>{_ID})/(?P<path>[^\s?#]+)(?:[?#]\S*)?")
_LENGTHS = {32: Algorithm.MD5, 64: Algorithm.SHA256}
_EITHER = 40  # SHA-1 and git's blob
_ANY = "any"
_NAMES = {each.value: each for each in Algorithm} | {"sha-256": Algorithm.SHA256}
_LOWERED = ("false", "no", "")


class ReadValue(NamedTuple):
    """What a value names, and the path that stands in it, if one does."""

    name: VersionName
    path: str | None = None


def read_value(spec: StampSpec, value: str) -> ReadValue | None:
    """Return what a value names; None where it has not the form that it should have."""
    if spec.kind is StampKind.HASH:
        name = read_digest(value, spec.algorithm, spec.extent)
        return None if name is None else ReadValue(name)
    kind = NameKind.BEFORE if spec.kind is StampKind.FLAG else NameKind.COMMIT
    found = _URL.fullmatch(value)
    if found is not None:
        return ReadValue(VersionName(kind, found["id"].lower()), unquote(found["path"]))
    if _COMMIT.fullmatch(value) is None:
        return None
    return ReadValue(VersionName(kind, value.lower()))


def read_digest(
    value: str, algorithm: Algorithm | None = None, extent: Extent = Extent.FILE
) -> VersionName | None:
    """Return what a digest names, by its length; its beginning needs the ``algorithm``'s name.

    The text of a name is ``ALGORITHM:DIGITS``, of a body ``ALGORITHM/body:DIGITS``, with ``any``
    for what may be SHA-1 or git's blob. MD5 of a whole file is its digits alone.
    """
    found = _DIGEST.fullmatch(value)
    if found is None:
        return None
    digits, said = found["digits"].lower(), found["name"]
    if said is not None and said.lower() not in _NAMES:
        return None
    chosen = algorithm if said is None else _NAMES[said.lower()]
    whole = _LENGTHS.get(len(digits))
    if whole is not None and (said is None or chosen is whole):
        chosen = whole
    if chosen is None and len(digits) != _EITHER:
        return None
    if (
        said is None
        and len(digits) == _EITHER
        and chosen not in (Algorithm.SHA1, Algorithm.GIT_BLOB)
    ):
        chosen = None
    if chosen is Algorithm.MD5 and extent is Extent.FILE and whole is chosen:
        return VersionName(NameKind.DIGEST, digits)
    form = _ANY if chosen is None else chosen.value
    part = "" if extent is Extent.FILE else f"/{extent.value}"
    return VersionName(NameKind.DIGEST, f"{form}{part}:{digits}")


def check_name(name: VersionName) -> VersionName | None:
    """Return a name that others gave a version, as we write it; None where it cannot be one.

    It may say ``ALGORITHM:DIGITS`` or ``ALGORITHM/body:DIGITS``, where digits alone leave a doubt.
    """
    if name.kind is not NameKind.DIGEST:
        is_id = _COMMIT.fullmatch(name.text) is not None
        return name._replace(text=name.text.lower()) if is_id else None
    lead, _, digits = name.text.rpartition(":")
    algorithm, slash, part = lead.partition("/")
    if slash and part != Extent.BODY:
        return None
    extent = Extent.BODY if slash else Extent.FILE
    said = "" if algorithm in ("", _ANY) else f"{algorithm}:"
    return read_digest(f"{said}{digits}", None, extent)


def is_raised(value: str) -> bool:
    """Tell whether a flag's value says that a translation is outdated."""
    return value.strip().lower() not in _LOWERED


def describe_form(kind: StampKind) -> str:
    """Say what a value should be."""
    if kind is StampKind.HASH:
        return "a digest in hexadecimal digits"
    return "7 to 40 hexadecimal digits of a commit, or the URL of a file at one"
