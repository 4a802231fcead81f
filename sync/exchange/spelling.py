"""Texts as they are handed over: links as the source spells them, a cell's pipes bare."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from sync.markdown.inline import read_inline, replace_pieces
from sync.markdown.links import LinkSpace, aim, is_relative, join, strip_suffix


def show_cell(text: str) -> str:
    """Return a cell's text as it is read: each pipe in it stands behind a backslash."""
    return text.replace("\\|", "|")


def write_cell(text: str) -> str:
    """Return a text as a cell holds it."""
    return text.replace("|", "\\|")


def globalise(words: str, texts: Iterable[str], space: LinkSpace) -> str:
    """Rewrite a translation's links as its source spells them: the inverse of `LinkSpace.localise`.

    ``texts`` are the source's, whose spelling counts where a link leads to the same place.
    """
    links = [piece for piece in read_inline(words).links if is_relative(piece.text)]
    if not links:
        return words
    known = {
        space.localise_destination(piece.text): piece.text
        for text in texts
        for piece in read_inline(text).links
    }
    new = {piece: known.get(piece.text) or _aim_back(piece.text, space) for piece in links}
    return replace_pieces(words, new)


def _aim_back(destination: str, space: LinkSpace) -> str:
    """Return how the source would spell a link, where that leads back to this one."""
    path = strip_suffix(destination)
    if not path:
        return destination
    target = space.to_source(unquote(join(space.translation, path)))
    spelled = aim(destination, target, space.source)
    return spelled if space.localise_destination(spelled) == destination else destination
