"""The sidecar: one JSON file a language folder, its entries keyed by document.

Format and layout are Co-op Translator's: ``.co-op-translator.json``, top-level keys sorted by
code point, two-space indentation, no newline at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple, Never

from sync.errors import StampError
from sync.model import SIDECAR_NAME, Stamp, StampFormat
from sync.stamps.entry import find_entry_fault, locate_fault, update_entry
from sync.stamps.fields import StampFault, make_stamp
from sync.stamps.json_text import (
    Json,
    Repeated,
    find_members,
    make_object,
    parse_json,
    render_json,
)
from sync.stamps.lines import BOM, decode_text, find_marker, line_at, split_sides

_NONE: Mapping[str, Never] = MappingProxyType({})


class Sidecar(NamedTuple):
    """What a sidecar says, by its keys, exactly as they are spelled.

    A key is in ``entries`` or in ``problems`` or absent. Where ``broken`` is set the file cannot
    be trusted: it must not be written, and of its entries only those given here count.
    """

    entries: Mapping[str, Stamp] = _NONE
    problems: Mapping[str, StampError] = _NONE
    broken: StampError | None = None


def parse_sidecar(data: bytes, path: str) -> Sidecar:
    """Read a sidecar; ``path`` is named in its errors. Never raises.

    In one with conflict markers, the entries that both sides agree on are given.
    """
    try:
        text = decode_text(data, path).removeprefix(BOM)
    except StampError as error:
        return Sidecar(broken=error)
    try:
        return _parse_text(text, path)
    except StampError as error:
        marker = find_marker(text)
        if marker is None:
            return Sidecar(broken=error)
        message = "conflict markers; resolve the conflict"
        broken = StampError(message, path=path, line=line_at(text, marker))
        return Sidecar(_find_agreed(text, path), broken=broken)


def render_sidecar(data: bytes | None, document: str, stamp: Stamp) -> bytes:
    """Return the sidecar ``data`` (None for a new one) with ``stamp`` as the entry of ``document``.

    Everything else that it says is kept, and so are its line ends and encoding mark.

    Raises:
        StampError: if the sidecar, or the document's present entry, cannot be read.
    """
    text = "{}" if data is None else decode_text(data, SIDECAR_NAME)
    body = text.removeprefix(BOM)
    members = _read_members(body, SIDECAR_NAME)
    ours = [value for key, value in members if key == document]
    if len(ours) > 1 or any(find_entry_fault(value) is not None for value in ours):
        problems = _parse_text(body, SIDECAR_NAME).problems
        if document in problems:
            raise problems[document]
    others = [(key, value) for key, value in members if key != document]
    entry = update_entry(dict(members).get(document, {}), stamp)
    return _render_members([*others, (document, entry)], text)


def remove_entry(data: bytes, document: str) -> bytes:
    """Return the sidecar without the entry of ``document``, else as it is.

    Raises:
        StampError: it cannot be read.
    """
    text = decode_text(data, SIDECAR_NAME)
    members = _read_members(text.removeprefix(BOM), SIDECAR_NAME)
    others = [(key, value) for key, value in members if key != document]
    return data if len(others) == len(members) else _render_members(others, text)


def _render_members(members: Iterable[tuple[str, Json]], like: str) -> bytes:
    """Render entries with the line ends and the encoding mark of the text ``like``."""
    rendered = render_json(make_object(sorted(members, key=itemgetter(0))))
    if "\r\n" in like:
        rendered = rendered.replace("\n", "\r\n")
    return (BOM * like.startswith(BOM) + rendered).encode()


def _read_members(text: str, path: str) -> tuple[tuple[str, Json], ...]:
    value = parse_json(text, path)
    if isinstance(value, Repeated):
        return value.members
    if isinstance(value, dict):
        return tuple(value.items())
    message = "not a JSON object of entries; restore the file from git"
    raise StampError(message, path=path, line=1)


def _parse_text(text: str, path: str) -> Sidecar:
    members = _read_members(text, path)
    entries: dict[str, Stamp] = {}
    faults: dict[str, StampFault] = {}
    for key, value in members:
        fault = find_entry_fault(value)
        if key in entries or key in faults:
            entries.pop(key, None)
            faults[key] = StampFault(None, "the entry is there twice; remove one")
        elif fault is None and isinstance(value, dict):
            entries[key] = make_stamp(value, StampFormat.SIDECAR)
        elif fault is not None and not _is_reserved(key):
            faults[key] = fault
    return Sidecar(entries, _locate_faults(faults, text, path) if faults else {})


def _is_reserved(key: str) -> bool:
    """Tell whether ``key`` is one of Co-op Translator's own, which no document has."""
    return key.startswith("__") and key.endswith("__")


def _locate_faults(faults: Mapping[str, StampFault], text: str, path: str) -> dict[str, StampError]:
    """Turn faults into errors that name the entry and the line, of a repeated entry the last."""
    members = {member.key: member for member in find_members(text)}
    errors = {}
    for key, fault in faults.items():
        line = locate_fault(fault, text, (members[key].start, members[key].end))
        errors[key] = StampError(f"{key}: {fault.message}", path=path, line=line)
    return errors


def _find_agreed(text: str, path: str) -> Mapping[str, Stamp]:
    """Return the entries that are the same on both sides of the conflicts in ``text``."""
    sides = split_sides(text)
    if sides is None:
        return {}
    try:
        ours, theirs = (_parse_text(side, path).entries for side in sides)
    except StampError:
        return {}
    return {key: stamp for key, stamp in ours.items() if theirs.get(key) == stamp}
