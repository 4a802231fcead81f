"""The rule about relative links to files that do not exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sync.findings import Found, Replacement
from sync.lint.cells import CellPair, identify_cell, list_cells
from sync.lint.destinations import list_possible_destinations
from sync.lint.links import pair_links, quote_target, retarget
from sync.lint.paths import find_dead, is_outside
from sync.markdown.document import Markdown
from sync.markdown.generated import find_generated_in
from sync.markdown.inline import Piece, read_inline
from sync.markdown.links import is_relative, join, strip_suffix
from sync.markdown.placed_links import PlacedLink, find_links
from sync.model import MARKDOWN_SUFFIXES

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison

_RULE = "link-dead"


def check_dead(comparison: Comparison) -> Iterator[Found]:
    """Find links, in tables and elsewhere, to files that do not exist although the source's do."""
    document = comparison.translated
    if not _may_be_dead(comparison):
        return
    spans = find_generated_in(document, comparison.generated)
    dead = [
        (link, target)
        for link in find_links(document, spans)
        if not link.is_fuzzy
        and (target := find_dead(comparison, comparison.space.translation, link.text)) is not None
    ]
    if not dead:
        return
    excused = _find_excuses(comparison)
    cells = _place_cells(comparison, {link.line for link, _ in dead})
    counts: Counter[str] = Counter()
    for link, target in dead:
        if not _is_excused(comparison, link, target, excused):
            yield _tell(comparison, link, target, cells.get((link.line, link.column)), counts)


def _may_be_dead(comparison: Comparison) -> bool:
    """Tell whether anything that looks like a link leads nowhere, code and all included."""
    file = comparison.space.translation
    return any(
        is_relative(each) and find_dead(comparison, file, each) is not None
        for each in list_possible_destinations(comparison.translated.text)
    )


def _find_excuses(comparison: Comparison) -> frozenset[str]:
    """Return what the source links to in vain, then or now, as targets and as written.

    Its generated blocks count here: the comments around them may have been translated.
    """
    excuses, file = set(), comparison.space.source
    versions = {id(each): each for each in (comparison.source, comparison.present) if each}
    for link in (link for each in versions.values() for link in _list_links(each)):
        path = strip_suffix(link.text)
        target = join(file, unquote(path))
        if is_outside(target) or find_dead(comparison, file, link.text) is not None:
            excuses |= {target, path}
    return frozenset(excuses)


@lru_cache(maxsize=8)  # all translations of a source ask the same
def _list_links(document: Markdown) -> tuple[PlacedLink, ...]:
    return tuple(link for link in find_links(document) if not link.is_fuzzy)


def _is_excused(
    comparison: Comparison, link: PlacedLink, target: str, excuses: frozenset[str]
) -> bool:
    """Tell whether a link is dead for a reason that is no fault of the translation.

    That is so where the source's is dead as well, or leaves the root. Where the source is not
    known, only what tables link to is judged, and of that the documents, which are kept together.
    """
    if comparison.source is None:
        return not (link.is_in_table and target.endswith(MARKDOWN_SUFFIXES))
    there = {target, comparison.space.to_source(target), strip_suffix(link.text)}
    return not there.isdisjoint(excuses)


def _place_cells(
    comparison: Comparison, lines: Collection[int]
) -> dict[tuple[int, int], tuple[CellPair, Piece, Piece | None]]:
    """Map the places of the links in cells of some lines to the source's that they answer to."""
    found: dict[tuple[int, int], tuple[CellPair, Piece, Piece | None]] = {}
    for row in comparison.ask(list_cells):
        for cell in row:
            if cell.line in lines:
                answers = pair_links(comparison, cell).answers
                for piece in read_inline(cell.new).links:
                    place = cell.line, cell.column + piece.start
                    found[place] = cell, piece, answers.get(piece)
    return found


def _tell(
    comparison: Comparison,
    link: PlacedLink,
    target: str,
    place: tuple[CellPair, Piece, Piece | None] | None,
    counts: Counter[str],
) -> Found:
    message = f"link leads to {quote_target(target)}, which does not exist"
    fix: tuple[Replacement, ...] = ()
    identity: tuple[str, ...]
    if place is None:
        counts[target] += 1
        identity = (target, str(counts[target]))
    else:
        cell, piece, answer = place
        identity = identify_cell(comparison, cell, answer.text if answer else piece.text)
        if answer is not None and cell.is_comparable:
            message += f"; the source's leads to {quote_target(_name_source(comparison, answer))}"
            if _is_alive(comparison, answer):
                fix = retarget(comparison.space, cell, piece, answer)
    return Found(_RULE, link.line + 1, link.column + 1, message, identity, fix=fix)


def _name_source(comparison: Comparison, answer: Piece) -> str | None:
    return comparison.space.resolve_source(answer.text)


def _is_alive(comparison: Comparison, answer: Piece) -> bool:
    """Tell whether the source's link, rewritten for the translation, would lead somewhere."""
    destination = comparison.space.localise_destination(answer.text)
    translation = comparison.space.translation
    return not is_relative(destination) or find_dead(comparison, translation, destination) is None
