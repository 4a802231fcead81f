"""What the settings of site generators tell of a project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import FileError
from sync.languages import is_known
from sync.markdown.containers import Container

if TYPE_CHECKING:
    from sync.project.trees import Tree

# Where site generators say which language the source is in.
_SITES = re.compile(
    r"(?:^|/)(?:(?:hugo|config|languages)\.(?:toml|ya?ml|json)|"
    r"(?:docusaurus|astro|next)\.config\.[cm]?[jt]s|mkdocs\.ya?ml)$"
)
_CODE = r"[\"']?([A-Za-z]{2,3}(?:[-_]\w+)*)(?![\w-])"
_DEFAULT = re.compile(
    rf"default(?:ContentLanguage|Locale|_language)\b[\"']?\s*[:=]\s*{_CODE}", re.IGNORECASE
)
# Starlight's locale without a folder: https://starlight.astro.build/guides/i18n/#use-a-root-locale
_ROOT = re.compile(rf"\broot[\"']?\s*:\s*\{{[^{{}}]*?\blang[\"']?\s*:\s*{_CODE}")
# https://ultrabug.github.io/mkdocs-static-i18n/getting-started/quick-start/
_ITEM = re.compile(r"(?m)^[ \t]*-[ \t]+")
_IS_DEFAULT = re.compile(r"(?m)^[ \t]*default:[ \t]*true\b")
_LOCALE = re.compile(rf"(?m)^[ \t]*locale:[ \t]*{_CODE}")

_MKDOCS = re.compile(r"(?:^|/)mkdocs\.ya?ml$")
# Python-Markdown's extensions, as MkDocs lists them.
_EXTENSIONS = {
    Container.ADMONITION: re.compile(r"(?m)^[ \t]*-[ \t]+(?:admonition|pymdownx\.details)\b"),
    Container.TAB: re.compile(r"(?m)^[ \t]*-[ \t]+pymdownx\.tabbed\b"),
}


class SiteFiles(NamedTuple):
    """The files of the work tree, listed once: many layouts are tried on them."""

    tree: Tree
    files: Sequence[str]


def find_default(site: SiteFiles) -> str | None:
    """Return the language that a site generator's settings say the source is in."""
    told = (word for text in _read_settings(site, _SITES) for word in _list_defaults(text))
    return next(filter(is_known, told), None)


def _list_defaults(text: str) -> Iterator[str]:
    for wanted in (_DEFAULT, _ROOT):
        yield from wanted.findall(text)
    for item in _ITEM.split(text):
        locale = _LOCALE.search(item)
        if locale is not None and _IS_DEFAULT.search(item):
            yield locale[1]


def find_containers(site: SiteFiles) -> Iterator[Container]:
    """Yield the containers that MkDocs is told to know, and those of MDX where that is written."""
    told = "\n".join(_read_settings(site, _MKDOCS))
    for container, extension in _EXTENSIONS.items():
        if extension.search(told):
            yield container
    if any(path.endswith(".mdx") for path in site.files):
        yield Container.JSX


def _read_settings(site: SiteFiles, wanted: re.Pattern[str]) -> Iterator[str]:
    """Yield what the wanted files that can be read say, those at the top first."""
    for path in sorted(filter(wanted.search, site.files), key=len):
        with suppress(FileError):
            yield site.tree.read(path).decode("utf-8", "replace")
