"""Stamps of a package's kind, with those of our own form that may stand beside them.

A package's stamp says what a translation was made from, and no more: the ``synced_hash`` of a
translation that is not done yet stands in front matter or a comment as in any other. One of our
own form with an ``original_hash`` counts where the package finds none, or where it goes by the last
commit, which would hide what is left to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.markdown.front_matter import find_front_matter
from sync.model import NameKind, Record, Stamp, StampFormat
from sync.stamps.embedded import parse_embedded, render_embedded
from sync.stamps.plugins import find_plugin
from sync.stamps.registry import find_embedded, find_file_parser

if TYPE_CHECKING:
    from sync.model import VersionName
    from sync.stamps.plugins import PresentSource
    from sync.stamps.spec import StampSpec


def parse_plugin_stamp(text: str, spec: StampSpec, path: str) -> Stamp | None:
    """Read the stamp of a translation; None if it has none.

    Raises:
        StampError: it, or the one beside it, cannot be read or trusted.
    """
    name = find_plugin(spec).read(text, path)
    own = _parse_own(text, path)
    is_last = name is not None and name.kind is NameKind.LAST
    if name is None or (is_last and own is not None and own.original_hash is not None):
        return own
    return Stamp(
        StampFormat.HISTORY if is_last else StampFormat.PLUGIN,
        None,
        None if own is None else own.synced_hash,
        synced=None if own is None else own.synced,
        record=make_plugin_record(spec, name, None if is_last else name.text),
    )


def make_plugin_record(spec: StampSpec, name: VersionName, value: str | None = None) -> Record:
    """Return what a stamp records that names a version; ``value`` is as it is written."""
    return Record(spec.kind, None, value, name, plugin=spec.plugin)


def render_plugin_stamp(
    text: str, spec: StampSpec, path: str, stamp: Stamp, source: PresentSource, *, has_html: bool
) -> str:
    """Return ``text`` with a stamp, all the rest kept as it is.

    The package writes one that is not there yet, which is to name the present ``source``.

    Raises:
        StampError: one of the two cannot be written.
        RefusedError: it names a commit, and none has the source as it is.
    """
    before = parse_plugin_stamp(text, spec, path)
    is_new = stamp.record is not None and (before is None or before.record != stamp.record)
    edited = find_plugin(spec).write(text, path, source) if is_new else text
    own = _parse_own(edited, path)
    if stamp.original_hash is None and (is_new or own is None or own.original_hash is None):
        wanted = Stamp(StampFormat.PLUGIN, None, stamp.synced_hash, synced=stamp.synced)
    else:
        named = stamp.original_hash or (own.original_hash if own else None)
        wanted = (own or stamp)._replace(
            original_hash=named, synced_hash=stamp.synced_hash, synced=stamp.synced
        )
    return _render_own(edited, own, wanted, has_html=has_html)


def _parse_own(text: str, path: str) -> Stamp | None:
    """Read the stamp of our own form."""
    if find_file_parser(path) is not None:
        return None
    found = parse_embedded(text.encode(), path, complete=True)
    return found if isinstance(found, Stamp) else None


def _render_own(text: str, own: Stamp | None, wanted: Stamp, *, has_html: bool) -> str:
    """Return a text with a stamp of our own form, or with none where that says nothing."""
    if wanted.original_hash is None and wanted.synced_hash is None:
        there = None if own is None else find_embedded(own.format)
        return text if there is None else there.remove(text)
    if own is not None:
        return render_embedded(text, wanted._replace(format=own.format), has_html=has_html)
    in_front = not has_html or find_front_matter(text) is not None
    place = StampFormat.FRONT_MATTER if in_front else StampFormat.COMMENT
    return render_embedded(text, wanted._replace(format=place), has_html=has_html)
