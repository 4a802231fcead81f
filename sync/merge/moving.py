"""A translation at another place: its relative links lead where they led before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import unquote

from sync.findings import Replacement, apply_replacements
from sync.markdown.document import Markdown
from sync.markdown.links import aim, join, strip_suffix
from sync.markdown.placed_links import PlacedLink, find_links
from sync.model import Note


def move_links(
    document: Markdown, old: str, new: str, exists: Callable[[str], bool]
) -> tuple[str, tuple[Note, ...]]:
    """Return the text of a document that moves from ``old`` to ``new``, and links to look at.

    Paths are relative to the root. A link that leads nowhere from the old place stays as it is,
    and is noted unless it leads somewhere from the new one.
    """
    edits: list[Replacement] = []
    notes: list[Note] = []
    for link in find_links(document):
        path = strip_suffix(link.text)
        if not path:
            continue
        if exists(join(old, unquote(path))):
            edits += _rewrite(link, old, new)
        elif not exists(join(new, unquote(path))):
            notes.append(Note(link.line + 1, f"the link to {link.text!r} leads nowhere"))
    return apply_replacements(document.lines, edits), tuple(notes)


def _rewrite(link: PlacedLink, old: str, new: str) -> Iterator[Replacement]:
    path = strip_suffix(link.text)
    # What is encoded stays so, and what leads to the document itself does so at its new place.
    target = join(old, path)
    moved = aim(link.text, new if unquote(target) == old else target, new)
    if moved != link.text:
        yield Replacement(link.line, link.column, link.column + len(link.text), moved)
