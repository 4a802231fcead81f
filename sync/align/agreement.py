"""A quick proof that a table and its translation answer to each other, row by row.

It holds where cells at the same places keep the same, and no row looks like another one of the
source's. Where it fails nothing is said: the alignments look closer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sync.align.keys import read_option
from sync.align.versions import fold
from sync.markdown.document import Row, Table, fit_cells
from sync.markdown.links import LinkSpace
from sync.markdown.marks import has_comment
from sync.markdown.signature import Kept, is_verbatim, keeps_something, read_kept

_NO_PLACE = -1


class _Line(NamedTuple):
    """A row of a source, header among them: which cells hold text, and what they keep.

    ``kept`` is empty where no cell keeps anything; ``option`` is what the first one begins with.
    """

    filled: tuple[bool, ...]
    kept: tuple[Kept | None, ...]
    option: str | None


class _Known(NamedTuple):
    """What a translation is held to: a source's rows, header first, and what tells them apart.

    ``names`` maps first cells to the only rows that have them, ``texts`` the beginnings of cells
    of a column to the only rows (or `_NO_PLACE`) that can be known by them.
    """

    lines: tuple[_Line, ...]
    names: Mapping[str, int]
    texts: Mapping[int, Mapping[str, int]]


def find_agreement(base: Table, translated: Table, space: LinkSpace) -> frozenset[int] | None:
    """Return the translated lines (0-based) of which no rule about cells has anything to say.

    None where the tables' rows are not surely each other's, one by one, so that whoever pairs them
    has to look closer. Reference links are not followed.
    """
    if base.columns != translated.columns or len(base.rows) != len(translated.rows):
        return None
    if not (base.sound and translated.sound):
        return None
    return _find_quiet(_Same(base), _Same(translated), space)


@lru_cache(maxsize=128)
def _find_quiet(base: _Same, translated: _Same, space: LinkSpace) -> frozenset[int] | None:
    known = _read_known(base)
    if known is None or _has_strangers(known, translated.table):
        return None
    quiet = []
    rows = (translated.table.header, *translated.table.rows)
    for line, row in zip(known.lines, rows, strict=True):
        is_quiet = _compare(line, row, space)
        if is_quiet is None:
            return None
        if is_quiet:
            quiet.append(row.line)
    return frozenset(quiet)


def _compare(line: _Line, row: Row, space: LinkSpace) -> bool | None:
    """Tell whether nothing can be said of a row; None where it does not keep what it should."""
    cells = row.cells
    if len(cells) != len(line.filled):
        cells = fit_cells(cells, len(line.filled))
    if tuple(map(bool, cells)) != line.filled:
        return None
    if line.option is not None and read_option(cells[0]) not in (None, line.option):
        return None
    if not line.kept and not keeps_something(row.raw):
        return True
    if has_comment(row.raw):
        return None
    is_quiet = True
    for old, cell in zip(line.kept or (None,) * len(cells), cells, strict=True):
        new = read_kept(cell) if keeps_something(cell) else _NOTHING
        if not _keeps_same(old or _NOTHING, new, space):
            return None
        is_quiet = is_quiet and new.is_plain and (old or _NOTHING).is_plain
    return is_quiet


def _keeps_same(old: Kept, new: Kept, space: LinkSpace) -> bool:
    if old.numbers != new.numbers:
        return False
    if old.codes != new.codes and Counter(old.codes) != Counter(new.codes):
        return False
    if old.emoji != new.emoji and Counter(old.emoji) != Counter(new.emoji):
        return False
    if not old.links and not new.links:
        return True
    ours = [target for link in old.links if (target := space.resolve_source(link)) is not None]
    theirs = [
        target for link in new.links if (target := space.resolve_translation(link)) is not None
    ]
    return ours == theirs or Counter(ours) == Counter(theirs)


_NOTHING = read_kept("")


class _Same:
    """A table as a key: the very same object, whatever is in it."""

    __slots__ = ("table",)

    def __init__(self, table: Table) -> None:
        self.table = table

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.table is other.table

    def __hash__(self) -> int:
        return id(self.table)


@lru_cache(maxsize=256)
def _read_known(same: _Same) -> _Known | None:
    """Read a source's table; None where its rows could be mistaken for others unseen."""
    table = same.table
    if any(has_comment(row.raw) or row.is_directive for row in (table.header, *table.rows)):
        return None
    content = table.content
    texts = _find_texts(content[1:])
    if texts is None:
        return None
    names = [fold(cells[0]) if cells else "" for cells in content[1:]]
    counts = Counter(names)
    return _Known(
        tuple(map(_read_line, content)),
        {name: i for i, name in enumerate(names) if name and counts[name] == 1},
        texts,
    )


def _read_line(cells: Sequence[str]) -> _Line:
    kept = tuple(read_kept(cell) if keeps_something(cell) else None for cell in cells)
    option = read_option(cells[0]) if cells else None
    return _Line(tuple(map(bool, cells)), kept if any(kept) else (), option)


def _find_texts(rows: Iterable[Sequence[str]]) -> dict[int, dict[str, int]] | None:
    """Find, for each row with words, a cell that its untranslated twin would have as well.

    None where a row has no such cell.
    """
    found: dict[int, dict[str, int]] = {}
    for place, cells in enumerate(rows):
        wordy = [k for k, cell in enumerate(cells) if not is_verbatim(cell)]
        texts = {k: _read_beginning(cells[k]) for k in wordy if "<" not in cells[k]}
        if not wordy:
            continue
        if not any(texts.values()):
            return None
        column = max(texts, key=lambda k: len(texts[k]))
        known = found.setdefault(column, {})
        known[texts[column]] = _NO_PLACE if texts[column] in known else place
    return found


def _read_beginning(cell: str) -> str:
    """Return what stands before the first destination, which a translation may have to rewrite."""
    return fold(cell).partition("](")[0]


def _has_strangers(known: _Known, translated: Table) -> bool:
    """Tell whether a row may be another row of the source, or more than one."""
    for place, row in enumerate(translated.rows):
        cells = row.cells
        if cells and known.names.get(fold(cells[0]), place) != place:
            return True
        for column, texts in known.texts.items():
            if column < len(cells) and texts.get(_read_beginning(cells[column]), place) != place:
                return True
    return False
