"""How many words there are in a text, and how many of a source are new since."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sync.changes.values import CellChangeKind
from sync.changes.words import compare_words
from sync.units.values import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.changes.values import Changes

# A word, or a character of a script that puts no blanks between words.
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W_]+(?:['’][^\W_]+)*"
)
# A link's destination, an address, a tag or a comment: nobody translates them.
_NO_WORDS = re.compile(r"(?<=\])\([^()\s]*\)|https?://[^\s()<>]+|<!--.*?-->|<[^<>]*>", re.DOTALL)
_WORDLESS = frozenset({UnitKind.CODE, UnitKind.REFERENCE, UnitKind.RULE, UnitKind.GENERATED})


def count_words(text: str) -> int:
    """Count the words that a reader sees; in scripts without blanks, the characters."""
    return len(_WORD.findall(_NO_WORDS.sub(" ", text)))


@lru_cache(maxsize=4096)  # languages share their changes
def count_new_words(before: str, after: str) -> int:
    """Count the words of ``after`` that ``before`` does not have there; a difference is one."""
    if before == after:
        return 0
    _, ours = compare_words(before, after)
    return max(1, sum(count_words(each.text) for each in ours if each.differs))


def count_changed_words(changes: Changes) -> int:
    """Count the words that a source has now, and the translation's version of it had not.

    What only went, moved or got other links asks no translator for words.
    """
    return sum(count_new_words(before, after) for before, after in _list_texts(changes))


def _list_texts(changes: Changes) -> Iterator[tuple[str, str]]:
    cells = (cell for table in changes.tables for row in table.rows for cell in row.cells)
    for cell in cells:
        if cell.kind is CellChangeKind.TEXT and cell.after:
            yield cell.before or "", cell.after
    for block in changes.prose:
        is_text = block.change is CellChangeKind.TEXT and block.block not in _WORDLESS
        if is_text and block.after:
            yield block.before or "", block.after
