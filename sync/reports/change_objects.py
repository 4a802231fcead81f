"""What changed in a source, as JSON objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.changes.values import Changes, ProseChange, RowChange, TableChange
    from sync.reports.values import Json


def describe_changes(changes: Changes) -> dict[str, Json]:
    """Return the object of what changed since one translation was made."""
    return {
        "tables": [_describe_table(table) for table in changes.tables],
        "prose": [_describe_block(block) for block in changes.prose],
    }


def _describe_block(block: ProseChange) -> dict[str, Json]:
    return {
        "kind": block.kind.value,
        "source_line": block.source_line,
        "base_line": block.base_line,
        "translation_line": block.translation_line,
        "block": block.block.value,
        "key": block.key,
        "change": None if block.change is None else block.change.value,
        "before": block.before,
        "after": block.after,
        "translation": block.translation,
    }


def _describe_table(table: TableChange) -> dict[str, Json]:
    return {
        "kind": table.kind.value,
        "heading": table.heading,
        "source_line": table.source_line,
        "base_line": table.base_line,
        "translation_line": table.translation_line,
        "rows": [_describe_row(row) for row in table.rows],
    }


def _describe_row(row: RowChange) -> dict[str, Json]:
    return {
        "kind": row.kind.value,
        "source_line": row.source_line,
        "base_line": row.base_line,
        "translation_line": row.translation_line,
        "cells": [
            {
                "column": cell.column,
                "kind": cell.kind.value,
                "before": cell.before,
                "after": cell.after,
                "translation": cell.translation,
            }
            for cell in row.cells
        ],
    }


def describe_whole_changes(changes: Changes) -> dict[str, Json]:
    """Return the same with what a page shows: the names of columns, and unchanged cells."""
    tables: list[Json] = [
        {
            **_describe_table(table),
            "columns": list(table.columns),
            "rows": [
                {**_describe_row(row), "kept": [cell._asdict() for cell in row.kept]}
                for row in table.rows
            ],
        }
        for table in changes.tables
    ]
    return {**describe_changes(changes), "tables": tables}
