"""Texts as they are handed over: links as the source spells them, a cell's pipes bare."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote, unquote

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
    ours = [piece.text for text in texts for piece in read_inline(text).links]
    known = {space.localise_destination(each): each for each in ours}
    new = {piece: known.get(piece.text) or _aim_back(piece.text, ours, space) for piece in links}
    return replace_pieces(words, new)


def is_copy(words: str, text: str, space: LinkSpace) -> bool:
    """Tell whether a translation says what its source says, links to the same targets included.

    A copy that was written before the target was translated leads to the source's own file.
    """
    ours = _name_targets(words, space.resolve_translation)
    return ours == _name_targets(space.spell_labels(text), space.resolve_source)


def _name_targets(text: str, resolve: Callable[[str], str | None]) -> list[str]:
    links = read_inline(text).links
    aims = {piece: resolve(piece.text) or piece.text for piece in links}
    return replace_pieces(text, aims).split()


def _aim_back(destination: str, ours: Sequence[str], space: LinkSpace) -> str:
    """Return how the source would spell a link, where that leads back to the same place.

    A file may have got its translated copy since: then it may lead there, as the source's own links
    (``ours``) do. One that has no place among the sources, such as a picture of the translation's
    own, is spelled as it lies.
    """
    path = strip_suffix(destination)
    if not path:
        return destination
    file = unquote(join(space.translation, path))
    spelled = _spell(destination, space.to_source(file), space)
    if space.localise_destination(spelled) == destination:
        return spelled
    meant = space.resolve_translation(destination)
    if meant is not None and space.to_translation(meant) is not None:
        spelled = _spell(destination, meant, space)
        return next((each for each in ours if _is_same(each, spelled, space)), spelled)
    spelled = _spell(destination, file, space)
    return spelled if space.localise_destination(spelled) == destination else destination


def _is_same(one: str, other: str, space: LinkSpace) -> bool:
    """Tell whether two links of the source are spelled in other ways alone."""
    places = (each.partition("#")[1:] for each in (one, other))
    return space.resolve_source(one) == space.resolve_source(other) and next(places) == next(places)


def _spell(destination: str, target: str, space: LinkSpace) -> str:
    """Return a link that leads to a file, as seen from the source, its spaces written as before."""
    path = quote(target) if "%" in destination else target
    return aim(destination, path, space.source)
