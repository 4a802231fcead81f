"""Where relative destinations lead, and whether something is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sync.markdown.addresses import unescape
from sync.markdown.links import join, strip_suffix
from sync.markdown.pages import is_page_address

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison

# A template fills these in; what comes out is not known.
_TEMPLATE = re.compile(r"[{}$<>*]")


def find_dead(comparison: Comparison, file: str, destination: str) -> str | None:
    """Return the path that a link in ``file`` leads to if nothing is there and ought to be.

    What lies outside the root, and what is made for each language, cannot be judged.
    """
    path = strip_suffix(destination)
    if not path or _TEMPLATE.search(path):
        return None
    target = join(file, unquote(path))
    if is_outside(target) or "translated_images" in target.split("/"):
        return None
    if comparison.exists(target) or _is_elsewhere(comparison, file, unquote(path)):
        return None
    if _has_page(comparison, file, unquote(unescape(path))):
        return None
    readings = (join(file, unquote(unescape(path))), join(file, path))
    return None if any(map(comparison.exists, readings)) else target


def _is_elsewhere(comparison: Comparison, file: str, path: str) -> bool:
    """Tell whether a link of a translation leads to what only the source's repository has."""
    space = comparison.space
    is_ours = space.is_apart and file == space.translation
    return is_ours and comparison.exists(join(space.source, path))


def _has_page(comparison: Comparison, file: str, path: str) -> bool:
    """Tell whether a path is the address of a page: a translated one's, or else the source's."""
    space = comparison.space
    if space.site is None or not is_page_address(path):
        return False
    return any(map(space.site.has_page, space.list_places(file, path)))


def is_outside(path: str) -> bool:
    """Tell whether a path leaves the root."""
    return path == ".." or path.startswith("../")
