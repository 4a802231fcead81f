"""What a source says to its translators: comments that begin with ``translators:``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sync.case import Case
from sync.exchange.reading import settle
from sync.exchange.values import CELL, HandoverUnit
from sync.markdown.blocks import BlockKind
from sync.markdown.document import Markdown
from sync.markdown.lines import fold_space

# gettext's word, https://www.gnu.org/software/gettext/manual/html_node/Names.html, in a comment of
# HTML or of MDX.
_NOTE = re.compile(
    r"(?:<!--|\{/\*)\s*translators?:\s*(.*?)\s*(?:-->|\*/\})", re.IGNORECASE | re.DOTALL
)
_COMMENT = re.compile(r"<!--.*?-->|\{/\*.*?\*/\}", re.DOTALL)
_CODE = frozenset({BlockKind.FENCE, BlockKind.CODE})


class UnitNotes:
    """The notes of the versions of a source that a translation's cells and blocks are of."""

    def __init__(self, case: Case) -> None:
        """Look for all of them."""
        settled = settle(case)
        self._cells = find_notes(settled.source)
        prose = settled.prose or settled.source
        self._blocks = self._cells if prose is settled.source else find_notes(prose)

    def find(self, unit: HandoverUnit) -> tuple[str, ...]:
        """Return what is said about a unit."""
        notes: Mapping[int, tuple[str, ...]] = self._cells if unit.kind == CELL else self._blocks
        return notes.get(unit.source_line, ())


def find_notes(document: Markdown) -> Mapping[int, tuple[str, ...]]:
    """Return the notes of a source by the lines (1-based) that they speak of.

    A note in a text is of that text, in a table of its row. One that stands by itself is of the
    block below it: of each row, where that is a table.
    """
    found: dict[int, tuple[str, ...]] = {}
    for start, end, notes in _read_blocks(document) if _has_note(document.text) else ():
        for line in range(start + 1, end + 1):
            found[line] = (*found.get(line, ()), *notes)
    return found


def _has_note(text: str) -> bool:
    return _NOTE.search(text) is not None


def _read_blocks(document: Markdown) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield the lines (0-based, half open) that notes are of."""
    waiting: tuple[str, ...] = ()
    for block in document.blocks:
        if block.kind in _CODE:
            yield block.start, block.end, waiting
        elif block.table is not None:
            yield block.start, block.end, waiting
            for line in range(block.start, block.end):
                yield line, line + 1, _list_notes(document.lines[line])
        else:
            text = "".join(document.lines[block.start : block.end])
            if not _COMMENT.sub("", text).strip("> \t\r\n"):
                waiting = (*waiting, *_list_notes(text))
                continue
            yield block.start, block.end, (*waiting, *_list_notes(text))
        waiting = ()


def _list_notes(text: str) -> tuple[str, ...]:
    return tuple(note for each in _NOTE.findall(text) if (note := fold_space(each)))
