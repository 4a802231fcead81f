"""Where a translation's stamp can be kept outside of it: the sidecar in the language's folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.model import SIDECAR_NAME
from sync.project.layout import Template

if TYPE_CHECKING:
    from sync.model import Location
    from sync.project.layout import Layout


def find_language_folder(layout: Layout, location: Location) -> str | None:
    """Return the folder, relative to the root, whose name tells the translation's language.

    That is the path as far as the first segment with ``{lang}``: ``translations/he`` by default,
    ``docs/translations/he`` for ``{dir}/translations/{lang}/{name}``. None where the language
    stands in the file's name: then no folder is a language's own.
    """
    template = layout.template
    before, _, after = template.text.partition("{lang}")
    rest_of_segment, slash, _ = after.partition("/")
    if not slash:
        return None
    rendered = template.render(location.language, location.document)
    base = location.path.removesuffix(rendered)
    folder = Template(f"{before}{{lang}}{rest_of_segment}", template.pattern)
    return base + folder.render(location.language, location.document)


def find_sidecar_path(layout: Layout, location: Location) -> str | None:
    """Return the path of the sidecar that may hold the translation's stamp, if one may."""
    folder = find_language_folder(layout, location)
    return None if folder is None else f"{folder}/{SIDECAR_NAME}"
