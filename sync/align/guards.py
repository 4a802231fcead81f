"""Whether a translated row can be the translation of a source's row.

What must survive a translation is compared column by column; text is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from sync.align.keys import read_option
from sync.align.targets import pair_targets
from sync.markdown.inline import read_inline
from sync.markdown.links import LinkSpace
from sync.markdown.marks import Mark, read_mark, strip_ignore, strip_mark
from sync.markdown.signature import is_reworded, sign


class Doubt(StrEnum):
    """Why a row of a translation is not taken for its source row's translation."""

    COLUMNS = "its number of columns differs"
    EMPTY = "other cells are empty than in the source"
    LINKS = "its links differ from the source's"
    CODE = "it lost most of the source's code"
    NAME = "it begins with another option than the source's"
    SIGNATURE = "it has nothing in common with the source's row"


def find_doubt(
    base: tuple[str, ...], translated: tuple[str, ...], space: LinkSpace
) -> Doubt | None:
    """Return what speaks against ``translated`` being the translation of ``base``.

    Both rows are cells as rendered (as many as the table has columns), marks included. Cells
    marked fuzzy are not held against the row: their links may be another version's.
    """
    if len(base) != len(translated):
        return Doubt.COLUMNS
    read = [(old, *read_mark(new)) for old, new in zip(base, translated, strict=True)]
    compared = [(old, text) for old, mark, text in read if mark is not Mark.FUZZY]
    if any((not strip_ignore(old)) != (not strip_ignore(new)) for old, new in compared):
        return Doubt.EMPTY
    if any(not same_links(old, new, space) for old, new in compared):
        return Doubt.LINKS
    if not _keeps_code(compared):
        return Doubt.CODE
    if _names_another(read[:1]):
        return Doubt.NAME
    return Doubt.SIGNATURE if _has_nothing_in_common(compared, space) else None


def _names_another(first: list[tuple[str, Mark | None, str]]) -> bool:
    """Tell whether a row's first cell begins with another option in the translation."""
    found = {read_option(text) for old, mark, new in first if mark is None for text in (old, new)}
    return len(found - {None}) > 1


def _has_nothing_in_common(cells: list[tuple[str, str]], space: LinkSpace) -> bool:
    """Tell whether two rows, whose links are the same, share nothing that must survive."""
    if any(_has_target(old, space) for old, _ in cells):
        return False
    ours = sign((old for old, _ in cells), space.resolve_source, numbers=False)
    theirs = sign((new for _, new in cells), space.resolve_translation, numbers=False)
    if not ours or not theirs or ours & theirs:
        return False
    for old, new in cells:
        ours -= Counter({f"code {code}": n for code, n in _find_reworded(old, new).items()})
    return bool(ours)


def finds_other_columns(
    base: Sequence[tuple[str, ...]], translated: Sequence[tuple[str, ...]], space: LinkSpace
) -> bool:
    """Tell whether a translator gave the columns of a table another order.

    So it is where a column holds nothing of what it should keep (links, code, emoji, numbers), and
    another one most of it, which does not hold the same in the source. Rows are as rendered.
    """
    ours = [sign(column, space.resolve_source) for column in zip(*base, strict=True)]
    theirs = [
        sign(map(strip_mark, column), space.resolve_translation)
        for column in zip(*translated, strict=True)
    ]
    return any(
        2 * (mine & other).total() > mine.total()
        and (mine & other).total() > (mine & ours[k]).total()
        for mine, there in zip(ours, theirs, strict=False)
        if mine and not mine & there
        for k, other in enumerate(theirs)
    )


def same_links(base: str, translated: str, space: LinkSpace) -> bool:
    """Tell whether two cells link to the same targets, each seen from its own folder.

    The same address in another language is the same target, and so is a picture in one.
    """
    ours = read_inline(base).links
    theirs = read_inline(translated).links
    links = pair_targets(ours, theirs, space)
    return not links.wrong and not links.lacking


def _has_target(text: str, space: LinkSpace) -> bool:
    links = read_inline(text).links
    return any(space.resolve_source(piece.text) is not None for piece in links)


def _keeps_code(cells: list[tuple[str, str]]) -> bool:
    codes = [(_count_codes(old), _count_codes(new)) for old, new in cells]
    kept = sum((ours & theirs).total() for ours, theirs in codes)
    total = sum(ours.total() for ours, _ in codes)
    if 2 * kept < total:
        total -= sum(_find_reworded(old, new).total() for old, new in cells)
    return 2 * kept >= total


def _find_reworded(old: str, new: str) -> Counter[str]:
    """Count the sentences that a cell sets as code, where the translation says something else."""
    ours, theirs = _count_codes(old), _count_codes(new)
    others = [*(theirs - ours)]
    return Counter(
        {code: count for code, count in (ours - theirs).items() if is_reworded(code, others)}
    )


def _count_codes(cell: str) -> Counter[str]:
    return Counter(piece.text for piece in read_inline(cell).codes)
