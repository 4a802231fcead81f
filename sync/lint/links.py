"""The rule about the targets of links in cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sync.align.targets import Links, pair_targets
from sync.findings import Found, Replacement
from sync.lint.cells import CellPair, identify_cell, list_comparable
from sync.lint.destinations import list_possible_destinations
from sync.lint.naming import name_some
from sync.lint.paths import find_dead
from sync.markdown.inline import Piece, read_inline
from sync.markdown.links import LinkSpace, is_relative
from sync.markdown.references import Definition, Reference, read_links

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison

# What a destination cannot hold without angle brackets around it, nor a table's cell at all.
_UNFIT = re.compile(r"[\s()<>|\"']")
_NEVER = re.compile(r"[\r\n<>|\"']")
_IN_QUOTES = re.compile(r"=\s*[\"']$")


def pair_links(comparison: Comparison, cell: CellPair) -> Links:
    """Lay a cell's links beside the source's, each document's definitions at hand."""
    ours = {} if comparison.source is None else comparison.source.definitions
    theirs = comparison.translated.definitions
    here, there = _read_whole(cell.old, ours), _read_whole(cell.new, theirs)
    return pair_targets(here, there, comparison.space)


def _read_whole(cell: str, definitions: Mapping[str, Definition]) -> list[Piece]:
    broken = read_inline(cell).broken
    return [link for link in read_links(cell, definitions) if link not in broken]


def check_targets(comparison: Comparison) -> Iterator[Found]:
    """Find links of cells that lead elsewhere than the source's, and cells that lost a link."""
    for cell in comparison.ask(list_comparable):
        yield from _compare_links(comparison, cell)


def _compare_links(comparison: Comparison, cell: CellPair) -> Iterator[Found]:
    links = pair_links(comparison, cell)
    for piece in links.wrong:
        if _is_ahead(comparison, piece, links.answers.get(piece)):
            continue
        if isinstance(piece, Reference) and _is_dead(comparison, piece):
            continue  # told of where its destination is defined
        yield _tell_wrong(comparison, cell, piece, links)
    if links.lacking and not links.wrong:
        noun = "a link" if len(links.lacking) == 1 else "links"
        message = f"the cell lacks {noun} of the source's: {_list(links.lacking)}"
        identity = identify_cell(comparison, cell, *(piece.text for piece in links.lacking))
        yield Found("link-target", cell.line + 1, cell.column + 1, message, identity)


def _is_ahead(comparison: Comparison, piece: Piece, answer: Piece | None) -> bool:
    """Tell whether the present source links to what a link leads to, and its base to the answer.

    The row itself may have become another one in between.
    """
    if answer is None or comparison.present in (None, comparison.source):
        return False
    gone, come = comparison.ask(_find_moved_targets)
    there = comparison.space.resolve_translation(piece.text)
    return there in come and comparison.space.resolve_source(answer.text) in gone


def _find_moved_targets(comparison: Comparison) -> tuple[frozenset[str | None], ...]:
    """Return the targets that the base alone links to, and those that the present source does."""
    then, now = (
        frozenset(map(comparison.space.resolve_source, list_possible_destinations(version.text)))
        for version in (comparison.source, comparison.present)
        if version is not None
    )
    return then - now, now - then


def _is_dead(comparison: Comparison, link: Piece) -> bool:
    file = comparison.space.translation
    return is_relative(link.text) and find_dead(comparison, file, link.text) is not None


def _tell_wrong(comparison: Comparison, cell: CellPair, piece: Piece, links: Links) -> Found:
    answer = links.answers.get(piece)
    wanted = (answer,) if answer else links.lacking
    message = f"link leads to {quote_target(comparison.space.resolve_translation(piece.text))}, "
    if wanted:
        space = comparison.space
        named = name_some(wanted, lambda p: quote_target(space.resolve_source(p.text)), " and ")
        message += f"the source's to {named}"
    else:
        message += "to which the source's cell has none"
    return Found(
        "link-target",
        cell.line + 1,
        cell.column + piece.start + 1,
        message,
        identify_cell(comparison, cell, answer.text if answer else piece.text),
        fix=retarget(comparison.space, cell, piece, answer),
    )


def retarget(
    space: LinkSpace, cell: CellPair, piece: Piece, answer: Piece | None
) -> tuple[Replacement, ...]:
    """Return what gives a link of the translation the target of the source's, if that is known."""
    if answer is None or isinstance(piece, Reference):
        return ()
    destination = space.localise_destination(answer.text)
    written = _write(destination, cell.new[: piece.start])
    if written is None or written == piece.text:
        return ()
    start = cell.column + piece.start
    return (Replacement(cell.line, start, start + len(piece.text), written),)


def _write(destination: str, before: str) -> str | None:
    """Return a destination as it can stand behind ``before``, None where it cannot."""
    if _UNFIT.search(destination) is None:
        return destination
    if _NEVER.search(destination) is not None:
        return None
    if before.endswith("]("):
        return f"<{destination}>"
    is_closed = before.endswith("](<") or _IN_QUOTES.search(before) is not None
    return destination if is_closed else None


def quote_target(target: str | None) -> str:
    """Return a target in quotes, however long: a cut one could not be told from its like."""
    return repr(target)


def _list(pieces: Sequence[Piece]) -> str:
    return name_some(pieces, lambda piece: quote_target(piece.text))
