"""The fields of a stamp, whatever the format: their names, their faults, their order."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache
from sys import intern
from typing import Literal, NamedTuple, TypeVar, cast

from sync.model import Stamp, StampFormat

Field = Literal[
    "original_hash", "translation_date", "source_file", "language_code", "synced", "synced_hash"
]
Value = TypeVar("Value")

FIELDS: tuple[Field, ...] = (
    "original_hash",
    "translation_date",
    "source_file",
    "language_code",
    "synced",
    "synced_hash",
)
"""The fields in the order in which Co-op Translator writes them; the last two are our own."""

HASHES: tuple[Field, ...] = ("original_hash", "synced_hash")
"""The fields that hold a digest; one of them at least makes a stamp."""

MARKS = "sync"
"""The key that holds the marks of front matter that is JSON. It is the last."""

_MD5 = re.compile(r"[0-9a-fA-F]{32}")
_NO_TEXT = re.compile(r"[\x00\ud800-\udfff]")
_OUTSIDE = re.compile(r"[/\\]|[A-Za-z]:(?:[/\\]|\Z)|(?:.*[/\\:])?\.\.(?:[/\\]|\Z)", re.DOTALL)


class StampFault(NamedTuple):
    """What is wrong with a stamp, or with the field that ``key`` names, and the way out."""

    key: str | None
    message: str


def find_fault(fields: Mapping[str, object]) -> StampFault | None:
    """Return the first thing that keeps ``fields`` from being a stamp; None if it is one.

    A field that is null counts as absent.
    """
    if _is_sound(fields):
        return None
    given = {key: value for key in FIELDS if (value := fields.get(key)) is not None}
    faults = (_find_field_fault(key, value) for key, value in given.items())
    fault = next((fault for fault in faults if fault is not None), None)
    if fault is None and not any(key in given for key in HASHES):
        return StampFault(FIELDS[0], "the stamp has no original_hash; add it, or remove the stamp")
    return fault


def _find_field_fault(key: Field, value: object) -> StampFault | None:
    if not isinstance(value, str) or not is_text(value):
        return StampFault(key, f"{key} is not text; correct it, or remove the stamp")
    if key in HASHES and not _is_digest(value):
        return StampFault(
            key, f"{key} is not 32 hexadecimal digits; correct it, or remove the stamp"
        )
    if key == "source_file" and leads_outside(value):
        return StampFault(
            key, "source_file leads out of the root; write it relative to the root, without .."
        )
    return None


def names_source(path: str) -> bool:
    """Tell whether a stamp that has ``path`` as its ``source_file`` would be read back."""
    return _find_field_fault("source_file", path) is None


def make_stamp(fields: Mapping[str, object], stamp_format: StampFormat) -> Stamp:
    """Return the stamp that ``fields`` make, hashes in lower case; they must be without fault.

    What a document's or a language's stamps have in common is kept once, however many there are.
    """
    texts = cast("Mapping[str, str | None]", fields)
    original_hash, synced_hash = texts.get("original_hash"), texts.get("synced_hash")
    source, language = texts.get("source_file"), texts.get("language_code")
    return Stamp(
        stamp_format,
        intern(original_hash.lower()) if original_hash else None,
        intern(synced_hash.lower()) if synced_hash else None,
        texts.get("translation_date"),
        intern(source) if source else source,
        intern(language) if language else language,
        texts.get("synced"),
    )


def changed_fields(fields: Mapping[str, object], stamp: Stamp) -> dict[Field, str | None]:
    """Return the fields in which ``stamp`` differs from ``fields``, each with its new value.

    None stands for a field that has to go. A hash that differs in case only does not differ.
    """
    return {
        key: value for key in FIELDS if (value := getattr(stamp, key)) != _read_field(fields, key)
    }


def update_fields(fields: Mapping[str, Value], stamp: Stamp) -> dict[str, Value | str]:
    """Return ``fields`` with the values of ``stamp``, unknown keys and the order of keys kept.

    A field that is new goes before the first of those that follow it in ``FIELDS``, else to the
    end; ``synced_hash`` is always the last key.
    """
    updated: dict[str, Value | str] = dict(fields)
    for key, value in changed_fields(fields, stamp).items():
        if value is None:
            del updated[key]
        elif key in updated:
            updated[key] = value
        else:
            updated = _insert_field(updated, key, value)
    if "synced_hash" in updated:
        updated["synced_hash"] = updated.pop("synced_hash")
    return updated


def _is_sound(fields: Mapping[str, object]) -> bool:
    """Tell of the fields that Co-op Translator writes, in a third of the time; no proves nothing.

    A digest is that of few sources: it is looked at once.
    """
    named, date = fields.get("original_hash"), fields.get("translation_date")
    source, language = fields.get("source_file"), fields.get("language_code")
    return (
        "synced_hash" not in fields
        and isinstance(named, str)
        and isinstance(date, str)
        and isinstance(source, str)
        and isinstance(language, str)
        and _is_digest(named)
        and (date + source + language).isprintable()
        and not leads_outside(source)
    )


@lru_cache(maxsize=1024)
def _is_digest(text: str) -> bool:
    return _MD5.fullmatch(text) is not None


def is_text(value: str) -> bool:
    """Tell whether a stamp can hold ``value``: the bytes of a name need not be Unicode."""
    return value.isprintable() or not _NO_TEXT.search(value)


def leads_outside(path: str) -> bool:
    """Tell whether a ``source_file`` is absolute or climbs, on any system."""
    is_suspect = ".." in path or path[:1] in "/\\" or path[1:2] == ":"
    return is_suspect and _OUTSIDE.match(path) is not None


def read_source_file(stamp: Stamp) -> str:
    """Return a stamp's ``source_file`` as a plain path, ``""`` where it has none."""
    if not stamp.source_file:
        return ""
    return posixpath.normpath(stamp.source_file.replace("\\", "/"))


def _read_field(fields: Mapping[str, object], key: Field) -> str | None:
    value = fields.get(key)
    if not isinstance(value, str):
        return None
    return value.lower() if key in HASHES else value


def _insert_field(fields: dict[str, Value | str], key: Field, value: str) -> dict[str, Value | str]:
    followers = FIELDS[FIELDS.index(key) + 1 : -1]
    keys = list(fields)
    place = next((at for at, other in enumerate(keys) if other in followers), len(keys))
    items = list(fields.items())
    items.insert(place, (key, value))
    return dict(items)
