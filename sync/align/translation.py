"""A table and its translation: which row of the one is which of the other.

They are in two languages, so order and shape decide, and signatures verify.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sync.align.exchanges import Signature, find_exchanged, sign_rows
from sync.align.guards import Doubt, find_doubt, finds_other_columns
from sync.align.keys import pair_by_column, pair_names, read_tokens
from sync.align.sequences import Pair, gaps, pair_in_order, rising, unique
from sync.markdown.document import Row, Table, fit_cells
from sync.markdown.lines import fold_space
from sync.markdown.links import LinkSpace
from sync.markdown.marks import strip_mark
from sync.markdown.signature import is_verbatim


class RowPairs(NamedTuple):
    """How the rows of a table and of its translation answer to each other.

    ``pairs`` are (base row, translated row) that passed the guards; ``doubts`` maps a base row to
    the translated row at its place and what speaks against it; ``extra`` are translated rows that
    answer to no row of the base: a translator's own.
    """

    pairs: tuple[Pair, ...]
    doubts: tuple[tuple[int, int, Doubt], ...]
    extra: tuple[int, ...]

    @property
    def places(self) -> tuple[Pair, ...]:
        """Which row stands where which stood, in doubt or not, ascending."""
        return tuple(sorted((*self.pairs, *((i, j) for i, j, _ in self.doubts))))


def pair_translated_rows(base: Table, translated: Table, space: LinkSpace) -> RowPairs:
    """Pair the rows of a table with those of its translation, each pair held to the guards."""
    if base.columns != translated.columns or not (base.sound and translated.sound):
        return RowPairs((), (), tuple(range(len(translated.rows))))
    ours = [fit_cells(row.cells, base.columns) for row in base.rows]
    theirs = [fit_cells(row.cells, base.columns) for row in translated.rows]
    here, there = (
        [k for k, row in enumerate(t.rows) if not row.is_directive] for t in (base, translated)
    )
    left, right = [ours[i] for i in here], [theirs[j] for j in there]
    if finds_other_columns(left, right, space):
        return RowPairs((), (), tuple(range(len(theirs))))
    places = [(here[i], there[j]) for i, j in _place_rows(left, right, space)]
    judged = [(i, j, find_doubt(ours[i], theirs[j], space)) for i, j in places]
    lines = _pair_lines(base, translated, places)
    placed = {j for _, j in (*places, *lines)}
    return RowPairs(
        tuple(sorted([*lines, *((i, j) for i, j, doubt in judged if doubt is None)])),
        tuple((i, j, doubt) for i, j, doubt in judged if doubt is not None),
        tuple(j for j in range(len(theirs)) if j not in placed),
    )


def _pair_lines(base: Table, translated: Table, places: Sequence[Pair]) -> list[Pair]:
    """Pair what is left between ``places`` and the same in every language, in order.

    Those are a site generator's lines, which are read as rows, and rows without any words.
    """
    pairs: list[Pair] = []
    for left, right in gaps(rising(places), len(base.rows), len(translated.rows)):
        ours = [_read_line(base.rows[i]) for i in left]
        theirs = [_read_line(translated.rows[j]) for j in right]
        twins = pair_in_order(ours, theirs)
        pairs += [(left[i], right[j]) for i, j in twins if ours[i] is not None]
    placed = {i for i, _ in places}, {j for _, j in places}
    return [(i, j) for i, j in pairs if i not in placed[0] and j not in placed[1]]


def _read_line(row: Row) -> tuple[str, ...] | None:
    """Return what a row says if no translator has to touch it; None where it has words, or none."""
    if row.is_directive:
        return (fold_space(row.raw[row.offset :]),)
    cells = tuple(map(fold_space, row.cells))
    return cells if any(cells) and all(map(is_verbatim, cells)) else None


_Texts = list[tuple[str, ...] | None]


def _place_rows(
    ours: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]], space: LinkSpace
) -> list[Pair]:
    """Say which row stands where which stood: by index, or between anchors."""
    level = _without_empty_tail(ours) == _without_empty_tail(theirs)
    signatures = left, right = sign_rows(ours, theirs, space)
    exchanged = find_exchanged(ours, theirs, signatures, space) if level else {}
    # Where the counts agree only links, code and emoji can say that a row stands elsewhere: a
    # mistyped number must not move it. Rows that changed places with one another are another thing.
    if level:
        left, right = [*map(_without_numbers, left)], [*map(_without_numbers, right)]
    named = _pair_named(ours, theirs, level=level)
    anchors = _find_anchors(left, right, named, *_read_texts(ours, theirs, space))
    if level and not exchanged and all(i == j for i, j in anchors):
        return [(k, k) for k in range(min(len(ours), len(theirs)))]
    there = set(exchanged.values())
    anchors = rising([*anchors, *exchanged.items()])
    return [
        (i, j)
        for i, j in _place_between(anchors, len(ours), len(theirs))
        if exchanged.get(i, j) == j and (i in exchanged or j not in there)
    ]


def _pair_named(
    ours: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]], *, level: bool
) -> list[Pair]:
    """Pair the rows with the same code or option first, or else what one column calls most rows.

    Where there are as many rows, names in another order say that some changed places, not that one
    came and another went.
    """
    tokens = unique(read_tokens(ours), read_tokens([[*map(strip_mark, row)] for row in theirs]))
    left, right = ({pair[side] for pair in tokens} for side in (0, 1))
    names = pair_by_column(ours, theirs)
    if level and len(rising(names)) < len(names):
        return tokens
    return tokens + [(i, j) for i, j in names if i not in left and j not in right]


def _without_empty_tail(rows: Sequence[tuple[str, ...]]) -> int:
    count = len(rows)
    while count and not any(rows[count - 1]):
        count -= 1
    return count


def _find_anchors(
    left: Sequence[Signature],
    right: Sequence[Signature],
    named: Sequence[Pair],
    before: _Texts,
    after: _Texts,
) -> list[Pair]:
    """Pair, in order, rows whose signature is not empty, unique on each side and equal.

    So it is with ``named`` ones, to which the same code or option gives a name. Between them rows
    pair whose text is equal: those that nobody translated yet, or has to.
    """
    anchors = rising([*unique(left, right), *unique(before, after), *named])
    pairs = list(anchors)
    for ours, theirs in gaps(anchors, len(before), len(after)):
        twins = pair_in_order([before[i] for i in ours], [after[j] for j in theirs])
        pairs += [(ours[i], theirs[j]) for i, j in twins if before[ours[i]]]
    return rising(pairs)


def _read_texts(
    ours: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]], space: LinkSpace
) -> tuple[_Texts, _Texts]:
    """Return what can show that a row of the source stands in the translation as it was."""
    before = [_read_text(map(space.localise, row)) for row in ours]
    return before, [_read_text(map(strip_mark, row)) for row in theirs]


def _read_text(row: Iterable[str]) -> tuple[str, ...] | None:
    """Return a row's folded cells, None where they hold no words."""
    cells = tuple(map(fold_space, row))
    return None if all(map(is_verbatim, cells)) else cells


def _without_numbers(signature: Signature) -> Signature:
    return frozenset(each for each in signature if not each[0].startswith("number "))


def _place_between(anchors: Sequence[Pair], ours: int, theirs: int) -> list[Pair]:
    places = list(anchors)
    for left, right in gaps(anchors, ours, theirs):
        if len(left) == len(right):
            places += zip(left, right, strict=True)
    return sorted(places)


def find_moved_rows(
    base: Table, translated: Table, rows: RowPairs, space: LinkSpace
) -> tuple[Pair, ...]:
    """Return the pairs of rows that surely stand elsewhere in the translation's order.

    ``rows`` is how the two answer to each other. Links, code, text or a name that no other row of
    either table has prove that two rows are each other's, and so does it that no others are left,
    or that rows stand in one another's places.
    """
    placed = {i for i, _ in rows.places}
    if not rows.extra or len(placed) == len(base.rows) or base.columns != translated.columns:
        return ()
    ours, theirs = base.content[1:], translated.content[1:]
    if not placed and finds_other_columns(ours, theirs, space):
        return ()
    left, right = signatures = sign_rows(ours, theirs, space)
    before, after = _read_texts(ours, theirs, space)
    lost, extra = set(range(len(ours))) - placed, set(rows.extra)
    named = pair_names(ours, theirs)
    strong = [*map(_read_strong, left)], [*map(_read_strong, right)]
    proven = {*unique(*strong), *unique(before, after)}
    proven.update(set(named).difference(rising([*rows.places, *named])))
    if len(ours) == len(theirs):
        proven.update(find_exchanged(ours, theirs, signatures, space).items())
    if len(lost) == len(extra) == 1:
        proven.add((min(lost), rows.extra[0]))
    return tuple(
        (i, j)
        for i, j in sorted(proven)
        if i in lost and j in extra and find_doubt(ours[i], theirs[j], space) is None
    )


def _read_strong(signature: Signature) -> Signature | None:
    """Return what is in a signature besides numbers, None where no link or code is in it."""
    kept = _without_numbers(signature)
    return kept if any(name.startswith(("link ", "code ")) for name, _ in kept) else None
