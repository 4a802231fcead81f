"""What the settings of site generators tell of a project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import FileError
from sync.languages import is_known
from sync.markdown.containers import Container
from sync.workflow.settings_files import Path, Setting, read_settings

if TYPE_CHECKING:
    from sync.project.trees import Tree

# Where site generators say which language the source is in.
_SITES = re.compile(
    r"(?:^|/)(?:(?:hugo|config|languages)\.(?:toml|ya?ml|json)|_config\.ya?ml|book\.toml|"
    r"(?:docusaurus|astro|next|rspress)\.config\.[cm]?[jt]s|i18n\.[cm]?[jt]s|mkdocs\.ya?ml)$"
)
# Folders of what others wrote, which says nothing of this site.
_OTHERS = re.compile(r"(?:^|/)(?:themes|_?vendor)/")
# Hugo's, Docusaurus' and others', Fumadocs', mkdocs-static-i18n's old one, Jekyll's polyglot's.
_DEFAULTS = frozenset(
    (
        "defaultcontentlanguage",
        "defaultlocale",
        "defaultlanguage",
        "default_language",
        "default_lang",
    )
)
_RSPRESS = re.compile(r"(?:^|/)rspress\.config\.[^/]*$")
_BOOK = re.compile(r"(?:^|/)book\.toml$")

_MKDOCS = re.compile(r"(?:^|/)mkdocs\.ya?ml$")
# Python-Markdown's extensions, as MkDocs lists them.
_EXTENSIONS = {
    Container.ADMONITION: frozenset(("admonition", "pymdownx.details")),
    Container.TAB: frozenset(("pymdownx.tabbed",)),
}


class SiteFiles(NamedTuple):
    """The files of the work tree, listed once: many layouts are tried on them."""

    tree: Tree
    files: Sequence[str]


def find_default(site: SiteFiles) -> str | None:
    """Return the language that a site generator's settings say the source is in."""
    told = (word for path, said in _read(site, _SITES) for word in _list_defaults(path, said))
    return next(filter(is_known, told), None)


def _list_defaults(path: str, said: Sequence[Setting]) -> Iterator[str]:
    """Yield what the settings in one file call the language, the likeliest first."""
    texts = [(keys, value) for keys, value in said if value is not None and keys]
    yield from (value for keys, value in texts if keys[-1].lower() in _DEFAULTS)
    # Starlight's locale without a folder: https://starlight.astro.build/guides/i18n/
    yield from (value for keys, value in texts if keys[-2:] == ("root", "lang"))
    # https://ultrabug.github.io/mkdocs-static-i18n/getting-started/quick-start/
    yield from _list_items(texts)
    own = ("", "lang") if _RSPRESS.search(path) else None
    own = ("book", "language") if _BOOK.search(path) else own
    yield from (value for keys, value in texts if keys == own)


def _list_items(texts: Sequence[tuple[Path, str]]) -> Iterator[str]:
    """Yield the locales of items that say of themselves that they are the default."""
    items: dict[Path, dict[str, str]] = {}
    for keys, value in texts:
        items.setdefault(keys[:-1], {})[keys[-1]] = value
    for item in items.values():
        if item.get("default", "").lower() == "true" and "locale" in item:
            yield item["locale"]


def find_containers(site: SiteFiles) -> Iterator[Container]:
    """Yield the containers that MkDocs is told to know, and those of MDX where that is written."""
    told = set[str]()
    for _, said in _read(site, _MKDOCS):
        told.update(key for keys, _ in said for key in keys)
        told.update(value for keys, value in said if value and keys and keys[-1].isdigit())
    for container, extensions in _EXTENSIONS.items():
        if not extensions.isdisjoint(told):
            yield container
    if any(path.endswith(".mdx") for path in site.files):
        yield Container.JSX


def _read(site: SiteFiles, wanted: re.Pattern[str]) -> Iterator[tuple[str, Sequence[Setting]]]:
    """Yield the wanted files that can be read, and what they say, the site's outermost first.

    Of Hugo's environments the one that the others add to comes first.
    """

    def rank(path: str) -> tuple[int, bool, str]:
        return path.count("/"), "/_default/" not in f"/{path}", path

    own = (path for path in site.files if wanted.search(path) and not _OTHERS.search(path))
    for path in sorted(own, key=rank):
        with suppress(FileError):
            text = site.tree.read(path).decode("utf-8-sig", "replace")
            yield path, tuple(read_settings(text, path))
