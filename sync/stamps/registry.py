"""The formats of stamps, and what can be done with each: the one place to look for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sync.markdown.front_matter import find_body
from sync.model import Stamp, StampFormat
from sync.stamps.comment import remove_comment, render_comment
from sync.stamps.notebook import parse_notebook


class EmbeddedWriting(NamedTuple):
    """How a stamp is put into a Markdown text, new or in place of the old, and taken out."""

    render: Callable[[str, Stamp], str]
    remove: Callable[[str], str]


class FormatEntry(NamedTuple):
    """A format of stamps.

    ``embedded`` says how it is written into a Markdown text, None where it stands elsewhere.
    ``suffix`` is what the names of other files end in that hold it, and ``parse`` reads such a
    file as a whole. Nothing writes one that is ``read_only``.
    """

    format: StampFormat
    embedded: EmbeddedWriting | None = None
    suffix: str | None = None
    parse: Callable[[bytes, str], Stamp | None] | None = None
    read_only: bool = False


def _render_comment(text: str, stamp: Stamp) -> str:
    return render_comment(text, find_body(text), stamp)


def _remove_comment(text: str) -> str:
    return remove_comment(text, find_body(text))


def _render_front_matter(text: str, stamp: Stamp) -> str:
    from sync.stamps.front_matter_edit import render_front_matter  # here, as a check never writes

    return render_front_matter(text, stamp)


def _remove_front_matter_stamp(text: str) -> str:
    from sync.stamps.front_matter_edit import remove_front_matter_stamp

    return remove_front_matter_stamp(text)


FORMATS: Mapping[StampFormat, FormatEntry] = {
    kind.format: kind
    for kind in (
        FormatEntry(StampFormat.COMMENT, EmbeddedWriting(_render_comment, _remove_comment)),
        FormatEntry(StampFormat.SIDECAR),
        FormatEntry(
            StampFormat.FRONT_MATTER,
            EmbeddedWriting(_render_front_matter, _remove_front_matter_stamp),
        ),
        FormatEntry(StampFormat.NOTEBOOK, suffix=".ipynb", parse=parse_notebook, read_only=True),
        FormatEntry(StampFormat.FILE, read_only=True),
        FormatEntry(StampFormat.HISTORY, read_only=True),
        FormatEntry(StampFormat.PLUGIN, read_only=True),
    )
}
"""All of them by their name."""

_WITH_FILES = tuple(
    (kind.suffix, kind.parse) for kind in FORMATS.values() if kind.suffix and kind.parse
)


def find_file_parser(path: str) -> Callable[[bytes, str], Stamp | None] | None:
    """Return what reads the stamp of a file that is no Markdown, None for any other file."""
    return next((parse for suffix, parse in _WITH_FILES if path.endswith(suffix)), None)


def find_embedded(stamp_format: StampFormat | None) -> EmbeddedWriting | None:
    """Return how stamps of a format are written into Markdown, None where they are not."""
    return None if stamp_format is None else FORMATS[stamp_format].embedded
