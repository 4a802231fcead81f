"""Stamps: the metadata in which translations record the source that they were made from.

Four formats, a module each: ``comment``, ``front_matter`` (both reached through ``embedded``),
``sidecar`` and ``notebook``. All is text and bytes in, values out, and the other way round.
"""

from __future__ import annotations

from sync.stamps.embedded import (
    HEAD_BYTES,
    NeedMore,
    parse_embedded,
    render_embedded,
)
from sync.stamps.notebook import parse_notebook
from sync.stamps.sidecar import Sidecar, parse_sidecar, render_sidecar

__all__ = [
    "HEAD_BYTES",
    "NeedMore",
    "Sidecar",
    "parse_embedded",
    "parse_notebook",
    "parse_sidecar",
    "render_embedded",
    "render_sidecar",
]
