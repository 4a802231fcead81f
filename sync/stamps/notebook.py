"""The stamp of a notebook: ``metadata.coopTranslator`` in the ``.ipynb`` file; read only."""

from __future__ import annotations

from sync.errors import StampError
from sync.model import Stamp, StampFormat
from sync.stamps.entry import parse_entry
from sync.stamps.json_text import Json, Repeated, parse_json
from sync.stamps.lines import BOM, decode_text

STAMP_KEY = "coopTranslator"
"""The key in the notebook's metadata that Co-op Translator keeps its stamp under."""


def parse_notebook(data: bytes, path: str) -> Stamp | None:
    """Read the stamp of a notebook; None if it has none.

    Raises:
        StampError: if the file is not UTF-8 or not JSON, or its stamp cannot be trusted.
    """
    text = decode_text(data, path).removeprefix(BOM)
    metadata = _find_value(parse_json(text, path), "metadata", path)
    entry = _find_value(metadata, STAMP_KEY, path)
    if entry is None:
        return None
    start = max(text.rfind(f'"{STAMP_KEY}"'), 0)
    return parse_entry(entry, StampFormat.NOTEBOOK, text, (start, len(text)), path)


def _find_value(value: Json, key: str, path: str) -> Json:
    """Return what ``value`` has under ``key``, None where it has no such member."""
    if isinstance(value, Repeated):
        if key in value.keys_twice():
            raise StampError(f"the key {key!r} is there twice; remove one", path=path)
        return dict(value.members).get(key)
    return value.get(key) if isinstance(value, dict) else None
