"""Link destinations: what they point at, seen from the source's folder and the translation's."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from sync.markdown.inline import read_inline, replace_pieces

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/|www\.", re.IGNORECASE)
_SUFFIX = re.compile(r"[?#].*", re.DOTALL)
# Deeper than any path climbs, so that ``..`` above the root survives the arithmetic.
_FAR_ROOT = "/_" * 64


def is_relative(destination: str) -> bool:
    """Tell whether a destination depends on the folder of the file that holds it."""
    return bool(destination) and not destination.startswith("#") and not _is_absolute(destination)


def strip_suffix(destination: str) -> str:
    """Return a destination without parameters and anchor."""
    return _SUFFIX.sub("", destination)


def _is_absolute(destination: str) -> bool:
    return _ABSOLUTE.match(destination) is not None


class LinkSpace(NamedTuple):
    """How one document's links and its translation's links meet.

    ``source`` and ``translation`` are the two files' paths relative to the root, with ``/``.
    ``to_source`` maps a root-relative path inside the language's folder to the source's path that
    it stands for, and returns any other path unchanged; ``to_translation`` is its inverse and
    returns None where no translated copy exists.
    """

    source: str
    translation: str
    to_source: Callable[[str], str]
    to_translation: Callable[[str], str | None]

    def resolve_source(self, destination: str) -> str | None:
        """Return what a destination in the source points at; None for one that is localised."""
        return self._resolve(destination, self.source)

    def resolve_translation(self, destination: str) -> str | None:
        """Return what a destination in the translation points at, in the source's terms."""
        return self._resolve(destination, self.translation)

    def _resolve(self, destination: str, file: str) -> str | None:
        if not destination or destination.startswith("#"):
            return None
        if _is_absolute(destination):
            return destination
        target = self.to_source(join(file, unquote(strip_suffix(destination))))
        if target in (self.source, posixpath.dirname(self.source) or "."):
            return None
        if "translated_images" in target.split("/"):
            return None
        return target

    def localise(self, text: str) -> str:
        """Rewrite the relative links of a source's cell for the translation's folder.

        A link leads to the translated copy of its target where there is one, else to the source's.
        """
        new = {
            piece: self.localise_destination(piece.text)
            for piece in read_inline(text).links
            if is_relative(piece.text)
        }
        return replace_pieces(text, new) if new else text

    def localise_destination(self, destination: str) -> str:
        """Rewrite one destination of the source for the translation's folder."""
        if not is_relative(destination):
            return destination
        path = strip_suffix(destination)
        if not path:
            return destination
        target = join(self.source, path)
        copy = self.to_translation(unquote(target))
        if copy is not None:
            target = copy if unquote(target) == target else _encode_like(copy, target)
        relative = _relative(target, posixpath.dirname(self.translation))
        if path.startswith("./") and not relative.startswith("."):
            relative = f"./{relative}"
        slash = "/" if path.endswith("/") else ""
        return relative + slash + destination[len(path) :]


def join(file: str, path: str) -> str:
    """Return where a path leads that stands in ``file``, relative to the root."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), path))


def _relative(path: str, folder: str) -> str:
    return posixpath.relpath(f"{_FAR_ROOT}/{path}", f"{_FAR_ROOT}/{folder}")


def _encode_like(path: str, encoded: str) -> str:
    from urllib.parse import quote

    safe = "/" + "".join(set(re.sub(r"%[0-9A-Fa-f]{2}", "", encoded)))
    return quote(path, safe=safe)
