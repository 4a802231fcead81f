"""The same document's current translations into other languages: what they leave as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from sync.align.alignment import Alignment
from sync.case import Case
from sync.errors import SyncError
from sync.markdown.document import Markdown
from sync.markdown.lines import fold_space
from sync.markdown.marks import read_mark
from sync.model import State
from sync.review.followed import says_source
from sync.review.places import CellPlace, read_cell
from sync.review.touched import find_touched
from sync.review.unmarked import find_unmarked
from sync.states.assessment import assess
from sync.units.reading import list_units

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison
    from sync.model import Location, Status
    from sync.review.change import Change
    from sync.review.sides import Sides


class OtherLanguages:
    """Reads the other translations of a document when somebody asks what is a name there."""

    def __init__(self, change: Change, sides: Sides) -> None:
        """Read nothing yet."""
        self._change = change
        self._sides = sides
        self._current: dict[str, tuple[Status, ...]] = {}

    def find_unchanged(
        self, location: Location, source: Markdown, cells: Collection[CellPlace]
    ) -> frozenset[CellPlace]:
        """Return those cells of ``source`` that a current translation elsewhere leaves as they are.

        One that the change stripped of its marks, most of them unearned, is no witness.
        """
        left = set(cells)
        for other in self._compare_others(location) if left else ():
            if other.source is not None:
                left -= find_unchanged(source, left, other.case)
            if not left:
                break
        return frozenset(cells) - left

    def list_texts(self, location: Location) -> frozenset[str]:
        """Return what the blocks of current translations elsewhere say, folded."""
        others = self._compare_others(location)
        return frozenset().union(*(list_texts(other.translated) for other in others))

    def _compare_others(self, location: Location) -> Iterator[Comparison]:
        for status in self._find_current(location):
            if status.location == location:
                continue
            try:
                comparison = self._sides.compare_after(status)
                if self._is_credible(status, comparison):
                    yield comparison
            except SyncError:  # reported with the translation that it concerns
                continue

    def _is_credible(self, status: Status, now: Comparison) -> bool:
        for touched in find_touched(self._change, (status,)):
            move = self._sides.find_move(touched, now)
            lost = None if move is None else find_unmarked(move)
            if lost is not None and len(lost.unearned) > lost.earned:
                return False
        return True

    def _find_current(self, location: Location) -> tuple[Status, ...]:
        if location.document not in self._current:
            inventory = self._change.after.view.inventory
            places = [
                inventory.layout.location(language, location.document)
                for language in inventory.languages_of(location.document)
            ]
            found = assess(self._change.after, places)
            self._current[location.document] = tuple(
                status for status in found.statuses if status.state is State.CURRENT
            )
        return self._current[location.document]


def find_unchanged(
    source: Markdown, cells: Collection[CellPlace], other: Case
) -> frozenset[CellPlace]:
    """Return those cells of ``source`` that another translation holds as they are, unmarked."""
    view = Alignment(other).see_from(source)

    def is_kept(cell: CellPlace) -> bool:
        there = view.get(cell.table)
        text = None if there is None else there.find_cell(cell.row, cell.column)
        if text is None or read_mark(text)[0] is not None:
            return False
        return says_source(text, read_cell(source, cell), other.links)

    return frozenset(filter(is_kept, cells))


def list_texts(translated: Markdown) -> frozenset[str]:
    """Return what the unmarked blocks of a translation say, folded."""
    return frozenset(
        fold_space(unit.text) for unit in list_units(translated).units if unit.mark is None
    )
