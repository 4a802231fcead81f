"""Pages from Jinja's templates: all is escaped, and a policy lets nothing run but our assets."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from sync.version import __version__

if TYPE_CHECKING:
    from jinja2 import Environment

_SITE = "sync.site"
_STYLES = {"overview.html": ("overview.css",), "translation.html": ("translation.css",)}


def render_page(template: str, scripts: tuple[str, ...], **values: object) -> str:
    """Render a template of ours with the site's style and the named scripts inside it.

    The policy names what is inside by its digest (CSP 3, 2.3.1), so that no other script or style
    has an effect, whatever a file's content brings along.
    """
    style = "\n".join(read_asset(name) for name in ("base.css", *_STYLES.get(template, ())))
    sources = [read_asset(name) for name in scripts]
    page = open_environment().get_template(template)
    return page.render(
        style=style,
        scripts=sources,
        policy=_write_policy([style], sources),
        icon=f"data:image/svg+xml,{quote(read_asset('icon.svg').strip())}",
        version=__version__,
        **values,
    )


def render_fragment(template: str, **values: object) -> str:
    """Render a template of ours that is no page."""
    return open_environment().get_template(template).render(**values)


@cache
def read_asset(name: str, package: str = _SITE) -> str:
    """Return the text of a style or a script of ours."""
    return (files(package) / "assets" / name).read_text("utf-8")


def quote_path(path: str) -> str:
    """Return a path as a relative address, each of its parts encoded (RFC 3986)."""
    return "/".join(quote(part, safe="", errors="surrogateescape") for part in path.split("/"))


def _write_policy(styles: list[str], scripts: list[str]) -> str:
    rules = {
        "default-src": ["'none'"],
        "img-src": ["'self'", "data:"],
        "style-src": [_digest(text) for text in styles],
        "script-src": [_digest(text) for text in scripts] or ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def open_environment(package: str = _SITE) -> Environment:
    """Open the templates of a package of ours: all is escaped, and what nobody gave is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["address"] = quote_path
    environment.filters["asset"] = Markup  # for our own style and scripts alone
    return environment
