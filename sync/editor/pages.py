"""The page, from Jinja's templates: all is escaped, and only what has the nonce counts."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from sync.site.rendering import open_environment, read_asset

MEDIA_TYPES = {"css": "text/css", "js": "text/javascript"}
"""What the page's parts are, by their suffixes."""

_EDITOR = "sync.editor"
_SITE_STYLE = "base.css"


class Setting(NamedTuple):
    """What a run is about: the project's name, the two languages as tags, and their directions.

    ``root`` tells the project from others that were served at the same address; ``call`` is the
    command that serves the page again, there.
    """

    name: str
    root: str
    language: str
    tag: str
    direction: str
    call: str
    source_tag: str
    source_direction: str


def render_page(setting: Setting, nonce: str) -> str:
    """Render the page; what is open it asks for."""
    page = open_environment(_EDITOR).get_template("edit.html")
    scripts = sorted(name for name in _list_own() if name.endswith(".js"))
    return page.render(setting=setting, scripts=scripts, nonce=nonce)


def render_file(setting: Setting, path: str, text: str, nonce: str) -> str:
    """Render a file line by line, each with its number to lead to."""
    page = open_environment(_EDITOR).get_template("file.html")
    return page.render(setting=setting, path=path, lines=text.split("\n"), nonce=nonce)


def read_part(name: str) -> str | None:
    """Return a style or a script of the page; None where there is none of that name."""
    if name == _SITE_STYLE:
        return read_asset(name)
    return read_asset(name, _EDITOR) if name in _list_own() else None


@cache
def _list_own() -> frozenset[str]:
    return frozenset(each.name for each in (files(_EDITOR) / "assets").iterdir())
