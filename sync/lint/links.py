"""Which link of a translated cell answers to which of the source's, and the rule about targets."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.lint.addresses import is_same_address
from sync.lint.cells import CellPair, identify_cell
from sync.lint.values import Found, Replacement
from sync.markdown.inline import Piece, read_inline
from sync.markdown.links import LinkSpace

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison

# Links of one cell that are compared each with each other.
_MOST_PAIRS = 10_000
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")
# What a destination cannot hold without angle brackets around it, nor a table's cell at all.
_UNFIT = re.compile(r"[\s()<>|\"']")

_Link = tuple[Piece, str]


@dataclass(frozen=True, slots=True)
class Links:
    """How the links of a cell answer to the source's; localised ones are left out.

    ``answers`` maps a link of the translation to the source's that it surely answers to, whether
    or not it leads to the same target. ``wrong`` are those that lead to none of the source's
    targets, ``lacking`` the source's to whose targets none leads.
    """

    answers: dict[Piece, Piece]
    wrong: tuple[Piece, ...]
    lacking: tuple[Piece, ...]


def pair_links(cell: CellPair, space: LinkSpace) -> Links:
    """Lay a cell's links beside the source's, as often as each target is linked to."""
    there = read_inline(cell.new).links
    ours = _resolve(read_inline(cell.old).links, space.resolve_source)
    theirs = _resolve(there, space.resolve_translation)
    answers, left = _answer_same(ours, theirs)
    others = [each for each in theirs if each[0] not in answers]
    if len(others) * len(left) <= _MOST_PAIRS:
        for piece, target in others:
            found = next((each for each in left if is_same_address(each[1], target)), None)
            if found is not None:
                left.remove(found)
                answers[piece] = found[0]
    for image in _find_translated_images(left, there):
        left.remove(image)
        ours.remove(image)
    wrong = tuple(piece for piece, _ in theirs if piece not in answers)
    lacking = tuple(piece for piece, _ in left)
    if len(ours) == len(theirs):
        answers |= _answer_wrong([p for p, _ in ours], [p for p, _ in theirs], wrong, lacking)
    return Links(answers, wrong, lacking)


def _answer_same(
    ours: Sequence[_Link], theirs: Sequence[_Link]
) -> tuple[dict[Piece, Piece], list[_Link]]:
    """Pair the links with equal targets, in order; return what is left of the source's, too."""
    waiting: dict[str, deque[Piece]] = defaultdict(deque)
    for piece, target in ours:
        waiting[target].append(piece)
    answers = {piece: waiting[target].popleft() for piece, target in theirs if waiting[target]}
    taken = set(answers.values())
    return answers, [each for each in ours if each[0] not in taken]


def _find_translated_images(left: Sequence[_Link], there: Sequence[Piece]) -> list[_Link]:
    """Return the source's images in whose stead a translation shows some in its language."""
    count = sum("translated_images" in piece.text.split("/") for piece in there)
    return [each for each in left if each[1].lower().endswith(_IMAGES)][:count]


def _resolve(links: Sequence[Piece], resolve: Callable[[str], str | None]) -> list[_Link]:
    targets = ((piece, resolve(piece.text)) for piece in links)
    return [(piece, target) for piece, target in targets if target is not None]


def _answer_wrong(
    ours: list[Piece], theirs: list[Piece], wrong: tuple[Piece, ...], lacking: tuple[Piece, ...]
) -> dict[Piece, Piece]:
    """Say which links of the source wrong ones answer to: the only one, or at their places."""
    if len(wrong) == 1:
        return {wrong[0]: lacking[0]}
    places = dict(zip(theirs, ours, strict=True))
    there = {piece: places[piece] for piece in wrong}
    return there if tuple(there.values()) == lacking else {}


def check_targets(comparison: Comparison) -> Iterator[Found]:
    """Find links of cells that lead elsewhere than the source's, and cells that lost a link."""
    for row in comparison.cells:
        for cell in row:
            if cell.is_comparable and not cell.is_slipped:
                yield from _compare_links(comparison, cell)


def _compare_links(comparison: Comparison, cell: CellPair) -> Iterator[Found]:
    if not (read_inline(cell.old).links or read_inline(cell.new).links):
        return
    links = pair_links(cell, comparison.space)
    for piece in links.wrong:
        yield _tell_wrong(comparison, cell, piece, links)
    if links.lacking and not links.wrong:
        noun = "a link" if len(links.lacking) == 1 else "links"
        message = f"the cell lacks {noun} of the source's: {_list(links.lacking)}"
        identity = identify_cell(comparison, cell, *(piece.text for piece in links.lacking))
        yield Found("link-target", cell.line + 1, cell.column + 1, message, identity)


def _tell_wrong(comparison: Comparison, cell: CellPair, piece: Piece, links: Links) -> Found:
    answer = links.answers.get(piece)
    wanted = (answer,) if answer else links.lacking
    message = f"link leads to {quote_target(comparison.space.resolve_translation(piece.text))}, "
    if wanted:
        sources = (comparison.space.resolve_source(each.text) for each in wanted)
        message += f"the source's to {' and '.join(map(quote_target, sources))}"
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
    if answer is None:
        return ()
    destination = space.localise_destination(answer.text)
    if destination == piece.text or _UNFIT.search(destination):
        return ()
    start = cell.column + piece.start
    return (Replacement(cell.line, start, start + len(piece.text), destination),)


def quote_target(target: str | None) -> str:
    """Return a target in quotes, however long: a cut one could not be told from its like."""
    return repr(target)


def _list(pieces: Sequence[Piece]) -> str:
    return ", ".join(quote_target(piece.text) for piece in pieces)
