"""Changes as a text, to be kept between runs, and back."""

from __future__ import annotations

import json

from sync.changes.values import (
    CellChange,
    CellChangeKind,
    Changes,
    ProseChange,
    ProseChangeKind,
    RowChange,
    RowChangeKind,
    TableChange,
    TableChangeKind,
    UnchangedCell,
)

_Packed = list[object]


def pack_changes(changes: Changes) -> str:
    """Return changes as JSON: lists that hold the fields of each value, in their order."""
    packed = [
        [
            [
                table.kind.value,
                table.heading,
                table.source_line,
                table.base_line,
                table.translation_line,
                [_pack_row(row) for row in table.rows],
                list(table.columns),
            ]
            for table in changes.tables
        ],
        [
            [block.kind.value, block.source_line, block.base_line, block.before, block.after]
            for block in changes.prose
        ],
    ]
    return json.dumps(packed, separators=(",", ":"))


def _pack_row(row: RowChange) -> _Packed:
    cells = [
        [cell.column, cell.kind.value, cell.before, cell.after, cell.translation]
        for cell in row.cells
    ]
    kept = [[cell.column, cell.text, cell.translation] for cell in row.kept]
    return [row.kind.value, row.source_line, row.base_line, row.translation_line, cells, kept]


def unpack_changes(packed: str) -> Changes:
    """Return what ``pack_changes`` packed; raises ValueError where that is something else."""
    tables, prose = _read_list(json.loads(packed), 2)
    return Changes(
        tuple(_unpack_table(table) for table in _read_list(tables)),
        tuple(_unpack_block(block) for block in _read_list(prose)),
    )


def _unpack_table(packed: object) -> TableChange:
    kind, heading, *lines, rows, columns = _read_list(packed, 7)
    source, base, translation = map(_read_line, lines)
    return TableChange(
        TableChangeKind(_read_word(kind)),
        _read_text(heading),
        source,
        base,
        translation,
        tuple(_unpack_row(row) for row in _read_list(rows)),
        tuple(map(_read_word, _read_list(columns))),
    )


def _unpack_row(packed: object) -> RowChange:
    kind, *lines, cells, kept = _read_list(packed, 6)
    source, base, translation = map(_read_line, lines)
    return RowChange(
        RowChangeKind(_read_word(kind)),
        source,
        base,
        translation,
        tuple(_unpack_cell(cell) for cell in _read_list(cells)),
        tuple(_unpack_kept(cell) for cell in _read_list(kept)),
    )


def _unpack_cell(packed: object) -> CellChange:
    column, kind, *texts = _read_list(packed, 5)
    before, after, translation = map(_read_text, texts)
    word = CellChangeKind(_read_word(kind))
    return CellChange(_read_column(column), word, before, after, translation)


def _unpack_kept(packed: object) -> UnchangedCell:
    column, text, translation = _read_list(packed, 3)
    return UnchangedCell(_read_column(column), _read_word(text), _read_text(translation))


def _unpack_block(packed: object) -> ProseChange:
    kind, source, base, *texts = _read_list(packed, 5)
    before, after = map(_read_text, texts)
    return ProseChange(
        ProseChangeKind(_read_word(kind)), _read_line(source), _read_line(base), before, after
    )


def _read_list(packed: object, length: int | None = None) -> _Packed:
    if not isinstance(packed, list) or length not in (None, len(packed)):
        raise ValueError("another list was expected")
    return packed


def _read_column(packed: object) -> int:
    column = _read_line(packed)
    if column is None:
        raise ValueError("a cell without a column")
    return column


def _read_line(packed: object) -> int | None:
    if packed is not None and type(packed) is not int:
        raise ValueError("a number was expected")
    return packed


def _read_word(packed: object) -> str:
    word = _read_text(packed)
    if word is None:
        raise ValueError("a word was expected")
    return word


def _read_text(packed: object) -> str | None:
    if packed is not None and not isinstance(packed, str):
        raise ValueError("a text was expected")
    return packed
