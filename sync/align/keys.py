"""What names a row of a table, whatever became of its other cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sync.markdown.directives import is_directive
from sync.markdown.inline import read_inline
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


def read_keys(
    ours: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]]
) -> tuple[list[str | None], list[str | None]]:
    """Return what names the rows of two versions of a table, each given as folded cells.

    That is the leftmost column that names most rows of both, each by another name; where there is
    none, the first one.
    """
    width = min((len(row) for row in (*ours, *theirs)), default=0)
    for column in range(width):
        keys = _read_column(ours, column), _read_column(theirs, column)
        if all(map(_tells_apart, keys)):
            return keys
    return (_read_column(ours, 0), _read_column(theirs, 0)) if width else ([], [])


def _read_column(rows: Sequence[tuple[str, ...]], column: int) -> list[str | None]:
    return [read_key(row[column]) for row in rows]


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
