"""What changed since each translation was made, as text and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sync.changes.values import (
    CellChange,
    CellChangeKind,
    Changes,
    ProseChange,
    RowChange,
    RowChangeKind,
    TableChange,
    TableChangeKind,
)
from sync.model import State, Status
from sync.names import render_name, render_part
from sync.reports.advice import describe_state, find_group_ways_out, list_facts
from sync.reports.change_groups import ChangeGroup, find_told, group_changes
from sync.reports.change_lines import COLOURS, ChangeLines, name_block
from sync.reports.change_objects import describe_changes, describe_whole_changes
from sync.reports.groups import StatusGroup, find_origins
from sync.reports.json import describe_report, describe_status, render_object
from sync.reports.painting import paint
from sync.reports.picture import list_languages
from sync.reports.stat import render_stat
from sync.reports.values import Json, Screen
from sync.results import ChangedTranslation, ChangesReport
from sync.units.values import UnitKind

_NO_BASE = "what changed is not known without the version that it was made from"
_NOTHING_BESIDE = {
    State.MISSING: "there is no translation yet",
    State.ORPHANED: "there is no source any more to compare it with",
    State.UNSTAMPED: "what changed is not known without a stamp",
    State.INVALID: "what changed is not known without a stamp that can be read",
}
# What else may change in such blocks goes without saying.
_OWN_CHANGES = {UnitKind.CODE: CellChangeKind.CODE, UnitKind.REFERENCE: CellChangeKind.LINK}
_SIGNS = {"added": "+", "removed": "-", "moved": ">", "changed": "~", "format": "="}


def render_changes_json(report: ChangesReport, _screen: Screen) -> str:
    """Render the report's object, each translation with its ``changes``."""
    return _render(report.entries, describe_changes)


def render_whole_changes(entries: Sequence[ChangedTranslation]) -> str:
    """Render the same with what a page shows around a change.

    That is the names of the columns, the cells beside changed ones, and the texts of prose.
    """
    return _render(entries, describe_whole_changes)


def _render(
    entries: Sequence[ChangedTranslation], describe: Callable[[Changes], dict[str, Json]]
) -> str:
    report = describe_report([entry.status for entry in entries])
    report["translations"] = [
        {
            **describe_status(entry.status),
            "changes": None if entry.changes is None else describe(entry.changes),
            "words": entry.words,
        }
        for entry in entries
    ]
    return render_object(report)


def render_changes_text(report: ChangesReport, screen: Screen) -> str:
    """Render a paragraph for each change of a source, or for each translation beside it."""
    told = find_told(report)
    if not told:
        says_so = report.entries and not report.detail.is_quiet
        return "Nothing changed since these translations were made.\n" if says_so else ""
    origins = find_origins([entry.status for entry in report.entries])
    writer = _TextWriter(screen, report, origins)
    groups = group_changes(told, apart=report.detail.is_each)
    return "\n".join("".join(f"{line}\n" for line in writer.write(group)) for group in groups)


class _TextWriter(NamedTuple):
    screen: Screen
    report: ChangesReport
    find_origin: Callable[[Status], str | None]

    def write(self, group: ChangeGroup) -> Iterator[str]:
        yield from self._write_head(group.told)
        if group.changes is None:
            yield f"  {_NOTHING_BESIDE.get(group.told.first.state, _NO_BASE)}"
            for way_out in find_group_ways_out(self._advised(group.told), self.report.caller):
                yield f"  {way_out}"
            return
        for table in group.changes.tables:
            yield from self._write_table(table)
        if group.changes.prose:
            yield "  outside the tables"
            for block in group.changes.prose:
                yield from self._write_prose(block)
        if not group.told.is_single:
            one = group.told.first.location
            look = f"{self.report.caller.command('diff')} {self.report.caller.path(one.path)}"
            yield f"  beside its translation, as for {one.language}: {look}"

    def _advised(self, told: StatusGroup) -> StatusGroup:
        """Return the same, with what advice about them depends on."""
        narrowed = self.report.detail.is_narrowed
        return told._replace(is_narrowed=narrowed, origin=self.find_origin(told.first))

    def _write_head(self, group: StatusGroup) -> Iterator[str]:
        status = group.first
        is_terminal = self.screen.is_terminal
        if group.is_single:
            name = render_name(status.location.path, is_terminal=is_terminal)
            yield f"{name}: {status.state.value}{describe_state(status, self.screen)}"
            return
        name = render_name(status.location.source, is_terminal=is_terminal)
        head = f"{name}: {status.state.value} in {len(group.languages)}:"
        yield from (line.rstrip("\n") for line in list_languages(head, group.languages))
        facts = "; ".join(list_facts(group.statuses, self.screen))
        if facts:
            yield f"  {facts}"

    def _write_table(self, table: TableChange) -> Iterator[str]:
        heading = (
            "without a heading" if table.heading is None else f"under {self._text(table.heading)}"
        )
        lines = _lines(table.source_line, table.base_line, table.translation_line)
        what = "format only" if table.kind is TableChangeKind.FORMAT else table.kind.value
        if table.kind is TableChangeKind.CHANGED and not table.rows:
            what = "columns in another order"
        yield f"  table {heading}: {what} ({lines})"
        for row in table.rows:
            yield from self._write_row(row)

    def _write_row(self, row: RowChange) -> Iterator[str]:
        lines = _lines(row.source_line, row.base_line, row.translation_line)
        sign = _SIGNS[row.kind.value]
        yield f"    {self._paint(sign, f'{sign} row {row.kind.value}')} ({lines})"
        whole = row.kind in (RowChangeKind.ADDED, RowChangeKind.REMOVED)
        for cell in row.cells:
            yield from self._write_cell(cell, whole=whole)

    def _write_cell(self, cell: CellChange, *, whole: bool) -> Iterator[str]:
        if not whole:
            yield f"        column {cell.column}, {cell.kind.value}"
        lines = ChangeLines(self.screen)
        yield from lines.write_sides(cell.before, cell.after, cell.translation)

    def _write_prose(self, block: ProseChange) -> Iterator[str]:
        sign = _SIGNS[block.kind.value]
        places = _lines(block.source_line, block.base_line, block.translation_line)
        what = f"{self._text(name_block(block))} {block.kind.value}"
        if block.change not in (None, CellChangeKind.TEXT, _OWN_CHANGES.get(block.block)):
            what += f", {block.change} only"
        yield f"    {self._paint(sign, f'{sign} {what}')} ({places})"
        yield from ChangeLines(self.screen).write_block(block)

    def _text(self, text: str) -> str:
        return render_part(text, is_terminal=self.screen.is_terminal)

    def _paint(self, sign: str, text: str) -> str:
        return paint(text, COLOURS[sign], self.screen)


def _lines(source: int | None, base: int | None, translation: int | None) -> str:
    named = (("source", source), ("base", base), ("translation", translation))
    return ", ".join(f"{name} {line}" for name, line in named if line is not None)


CHANGES_FORMATS: Mapping[str, Callable[[ChangesReport, Screen], str]] = {
    "text": render_changes_text,
    "json": render_changes_json,
}
"""The formats of ``diff`` by name, the default first."""

STAT_FORMATS: Mapping[str, Callable[[ChangesReport, Screen], str]] = {
    "text": render_stat,
    "json": render_changes_json,
}
"""The same for ``diff --stat``."""
