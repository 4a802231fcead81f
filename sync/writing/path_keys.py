"""The key in which a project's own stamp says the path of its source, in that project's style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.errors import RefusedError, StampError
from sync.stamps.records import parse_record, read_key
from sync.writing.path_styles import read_style

if TYPE_CHECKING:
    from sync.model import Location
    from sync.project.project import View
    from sync.stamps.spec import StampSpec
    from sync.writing.samples import Samples


def add_path(location: Location, before: str, text: str, spec: StampSpec, samples: Samples) -> str:
    """Return a text with the path of its source beside a stamp that is new, as most others have it.

    ``before`` is the text without that stamp.

    Raises:
        StampError: it cannot be written there.
    """
    if spec.path is None or read_key(text, spec.path) is not None:
        return text
    old, new = (parse_record(each, spec) for each in (before, text))
    is_new = (old is None or old.record is None) and new is not None and new.record is not None
    style = samples.find_path_style(spec) if is_new else None
    if style is None:
        return text
    from sync.stamps.record_edit import render_key

    return render_key(text, spec.path, style.write(location.source, samples.name(location)))


def move_path(old: Location, new: Location, text: str, view: View) -> str:
    """Return a text whose own stamp says the path of its source at its new place.

    One that is written in a way of its own stays.

    Raises:
        RefusedError: it cannot be written there.
    """
    spec, name = view.specs.find(old), view.layout.entry_name
    value = read_key(text, spec.path) if spec is not None and spec.path else None
    style = None if value is None else read_style(value, old.source, name(old))
    if spec is None or spec.path is None or style is None:
        return text
    from sync.stamps.record_edit import render_key

    try:
        return render_key(text, spec.path, style.write(new.source, name(new)))
    except StampError as error:
        raise RefusedError(error.message, path=old.path, line=error.line) from error
