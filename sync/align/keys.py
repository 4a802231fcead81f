"""What names a row of a table, whatever became of its other cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from sync.align.sequences import Pair, unique
from sync.markdown.directives import is_directive
from sync.markdown.inline import read_inline, replace_pieces
from sync.markdown.lines import fold_space
from sync.markdown.marks import strip_mark
from sync.markdown.signature import is_verbatim

# An option as a command line has it, perhaps with more behind it: the same in every language.
_OPTION = re.compile(r"--?[A-Za-z][\w-]*(?![^\s,/=\[<])")
# Signs that are names of operators; a dash, a bullet or a tick says nothing.
_OPERATOR = re.compile(r"[+*/%<>=&^!~@#$|:?\\]+")
_TICKS = frozenset("xX")
# In so many of a table's rows a column must name the row to be the one that does.
_MOST = 0.5


def read_key(cell: str) -> str | None:
    """Return a folded cell where it can name its row: words, code, a link or an operator.

    None where it is empty, a number, a tick or a site generator's.
    """
    if not cell or cell in _TICKS or is_directive(cell):
        return None
    if not is_verbatim(cell) or _OPERATOR.fullmatch(cell):
        return cell
    inline = read_inline(cell)
    return cell if inline.codes or inline.links else None


def read_name(cell: str) -> str | None:
    """Return what a folded cell says of its row wherever its links lead.

    None where it says nothing without them.
    """
    key = read_key(cell)
    inline = read_inline(cell)
    if key is None or not inline.links:
        return key
    if is_verbatim(cell) and not inline.codes:
        return None
    return replace_pieces(cell, dict.fromkeys(inline.links, ""))


_Read = Callable[[str], str | None]
_Rows = Sequence[tuple[str, ...]]


def read_keys(
    ours: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]], read: _Read = read_key
) -> tuple[list[str | None], list[str | None]]:
    """Return what names the rows of two versions of a table, each given as folded cells.

    ``read`` says what a cell gives as a name.
    """
    if not any(map(len, (*ours, *theirs))):
        return [], []
    column = find_key_column(ours, theirs, read=read)
    return _read_column(ours, column, read), _read_column(theirs, column, read)


def find_key_column(*versions: Sequence[tuple[str, ...]], read: _Read = read_key) -> int:
    """Return the column that names the rows of a table in all its versions, given as folded cells.

    It is the leftmost that names most rows, each by another name; where there is none, the first.
    """
    width = min((len(row) for rows in versions for row in rows), default=0)
    columns = (
        column
        for column in range(width)
        if all(_tells_apart(_read_column(rows, column, read)) for rows in versions)
    )
    return next(columns, 0)


def _read_column(rows: Sequence[tuple[str, ...]], column: int, read: _Read) -> list[str | None]:
    return [read(row[column]) for row in rows]


def _tells_apart(keys: Sequence[str | None]) -> bool:
    named = Counter(key for key in keys if key is not None)
    return len(named) == named.total() and len(named) > _MOST * len(keys)


def read_option(cell: str) -> str | None:
    """Return the option that a folded cell begins with, if any."""
    found = _OPTION.match(cell)
    return found[0] if found else None


def read_token(cell: str) -> str | None:
    """Return the name that a cell gives in every language: its only code or link, or an option.

    None where it has words of one, too, or nothing.
    """
    return read_option(cell) or (read_key(cell) if is_verbatim(cell) else None)


def read_tokens(rows: Sequence[Sequence[str]]) -> list[str | None]:
    """Return what the first cells of some rows, folded and without marks, give as their names."""
    return [read_token(row[0]) if row else None for row in rows]


def pair_names(ours: _Rows, theirs: _Rows) -> list[Pair]:
    """Pair the rows to which a column gives the same name in both languages, which no other has.

    It is the first column, unless another one names most rows.
    """
    first = unique(_read_texts(ours, 0), _read_texts(theirs, 0))
    return pair_by_column(ours, theirs) or first


def pair_by_column(ours: _Rows, theirs: _Rows) -> list[Pair]:
    """Pair the rows that one column names, if it does so for most; none where no column does.

    A name is words, code or an address that stands in both languages, as what an option is called
    does, in one row of the source's and in one of the translation's. The column is the one with
    most of them, the leftmost of several.
    """
    most: list[Pair] = []
    size = min(len(ours), len(theirs))
    for column in range(min(map(len, (*ours, *theirs)), default=0)):
        here, there = (_read_texts(rows, column) for rows in (ours, theirs))
        if len(most) < size and not set(here).isdisjoint(there):
            names = [*map(read_key, here)], [*map(read_key, there)]
            most = max(most, unique(*names), key=len)
    return most if len(most) > _MOST * size else []


def _read_texts(rows: _Rows, column: int) -> list[str]:
    """Return the folded cells of a column, without marks; empty where a row has none."""
    return [fold_space(strip_mark(row[column])) if column < len(row) else "" for row in rows]
