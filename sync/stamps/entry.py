"""A stamp as a JSON object: what a comment, a sidecar's entry and a notebook's metadata hold."""

from __future__ import annotations

from sync.errors import StampError
from sync.model import Stamp, StampFormat
from sync.stamps.fields import StampFault, find_fault, make_stamp, update_fields
from sync.stamps.json_text import Json, find_repeated
from sync.stamps.lines import line_at


def find_entry_fault(entry: Json) -> StampFault | None:
    """Return what keeps ``entry`` from being a stamp; None if it is one."""
    repeated = find_repeated(entry)
    if repeated is not None:
        return StampFault(repeated, f"the key {repeated!r} is there twice; remove one")
    if not isinstance(entry, dict):
        return StampFault(None, "the stamp is not a JSON object; correct it, or remove it")
    return find_fault(entry)


def locate_fault(fault: StampFault, text: str, span: tuple[int, int]) -> int:
    """Return the line of the faulty field in the entry at ``span`` of ``text``, else its first."""
    place = -1 if fault.key is None else text.rfind(f'"{fault.key}"', *span)
    return line_at(text, max(place, span[0]))


def parse_entry(
    entry: Json, stamp_format: StampFormat, text: str, span: tuple[int, int], path: str | None
) -> Stamp:
    """Return the stamp that ``entry`` is, which stands at ``span`` of ``text``.

    Raises:
        StampError: if it is none, with the line of the fault.
    """
    fault = find_entry_fault(entry)
    if fault is None and isinstance(entry, dict):
        return make_stamp(entry, stamp_format)
    fault = fault or StampFault(None, "the stamp is not a JSON object")
    raise StampError(fault.message, path=path, line=locate_fault(fault, text, span))


def update_entry(entry: Json, stamp: Stamp) -> Json:
    """Return ``entry`` with the values of ``stamp``, its other keys and their order kept.

    Raises:
        StampError: if ``entry`` is no object.
    """
    if not isinstance(entry, dict):
        raise StampError("the entry is not a JSON object; rename the document")
    return {**update_fields(entry, stamp)}
