"""Which link of a translated cell answers to which of the source's."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sync.markdown.addresses import is_same_address
from sync.markdown.inline import Piece
from sync.markdown.links import LinkSpace

# Links of one cell that are compared each with each other.
_MOST_PAIRS = 10_000
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")

_Link = tuple[Piece, str]


class Links(NamedTuple):
    """How the links of a cell answer to the source's; localised ones are left out.

    ``answers`` maps a link of the translation to the source's that it surely answers to, whether
    or not it leads to the same target. ``wrong`` are those that lead to none of the source's
    targets, ``lacking`` the source's to whose targets none leads.
    """

    answers: dict[Piece, Piece]
    wrong: tuple[Piece, ...]
    lacking: tuple[Piece, ...]


def pair_targets(here: Sequence[Piece], there: Sequence[Piece], space: LinkSpace) -> Links:
    """Lay a translated cell's links beside the source's, as often as each target is linked to."""
    if not here and not there:
        return Links({}, (), ())
    ours = _resolve(here, space.resolve_source)
    theirs = _resolve(there, space.resolve_translation)
    answers, left = _answer_same(ours, theirs)
    others = [each for each in theirs if each[0] not in answers]
    if len(others) * len(left) <= _MOST_PAIRS:
        for piece, target in others:
            found = next((each for each in left if _is_same(each, (piece, target), space)), None)
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


def _is_same(ours: _Link, theirs: _Link, space: LinkSpace) -> bool:
    if is_same_address(ours[1], theirs[1]):
        return True
    if space.leads_to_same_localised(ours[1], theirs[1]):
        return True
    return space.leads_to_same_page(ours[0].text, theirs[0].text)


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
