"""Stamps: the metadata in which translations record the source that they were made from.

A module a kind, ``comment``, ``front_matter``, ``sidecar`` and ``notebook``, and ``registry`` with
what can be done with each; ``embedded`` reads those inside Markdown. All is text and bytes in,
values out, and the other way round.
"""

from __future__ import annotations

from sync.stamps.embedded import (
    HEAD_BYTES,
    NeedMore,
    parse_embedded,
    render_embedded,
)
from sync.stamps.registry import FORMATS, find_embedded, find_file_parser
from sync.stamps.sidecar import Sidecar, parse_sidecar, render_sidecar

__all__ = [
    "FORMATS",
    "HEAD_BYTES",
    "NeedMore",
    "Sidecar",
    "find_embedded",
    "find_file_parser",
    "parse_embedded",
    "parse_sidecar",
    "render_embedded",
    "render_sidecar",
]
