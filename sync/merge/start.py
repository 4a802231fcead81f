"""A translation that is new: the source's text, with all that has words marked."""

from __future__ import annotations

from collections.abc import Sequence

from sync.align.document_tables import list_tables
from sync.markdown.counted import Counted
from sync.markdown.dialect import MARKDOWN, Dialect
from sync.markdown.document import Markdown
from sync.markdown.generated import GeneratedPair
from sync.markdown.lines import find_newline
from sync.markdown.links import LinkSpace
from sync.merge.edits import LineEdit, apply_edits
from sync.merge.front_matter import start_front_matter
from sync.merge.rendering import render_new_table
from sync.merge.rows import start_rows
from sync.merge.units import start_unit
from sync.merge.values import MergeOptions
from sync.stamps.lines import BOM
from sync.units.reading import list_units
from sync.units.values import DocumentUnit, UnitKind

_AS_THEY_ARE = (UnitKind.RULE, UnitKind.GENERATED, UnitKind.TABLE, UnitKind.FRONT_MATTER)


def start_text(
    source: Markdown,
    space: LinkSpace,
    options: MergeOptions,
    generated: tuple[GeneratedPair, ...] = (),
    dialect: Dialect = MARKDOWN,
    *,
    counted: Counted = None,
) -> str:
    """Return the text of a new translation, whose kind is ``dialect``.

    Cells and blocks with words are marked untranslated, of tables alone where the options say so;
    relative links lead to the same places from the translation's folder.
    """
    tables = set(list_tables(source, generated).tables)
    read = list_units(source, generated)
    edits = [] if options.tables_only else list(start_front_matter(read, source, counted))
    for key, unit in enumerate(read.units):
        lines: Sequence[str] | None
        if unit.table in tables and unit.table is not None:
            table = source.tables[unit.table]
            rows = render_new_table(start_rows(table, space), table, options.table_style)
            lines = list(map(dialect.spell, rows))
        else:
            lines = _start(unit, space, options, dialect)
        if lines is not None:
            edits.append(LineEdit(unit.start, unit.end, tuple(lines), key))
    text = apply_edits(source.lines, edits, find_newline(source.text)).text
    return BOM * source.text.startswith(BOM) + text.removeprefix(BOM)


def _start(
    unit: DocumentUnit, space: LinkSpace, options: MergeOptions, dialect: Dialect
) -> Sequence[str] | None:
    """Return the lines of a unit of prose; None where they are the source's."""
    if unit.kind in _AS_THEY_ARE or not unit.is_sound:
        return None
    started = start_unit(unit, space)
    if options.tables_only:
        started = started._replace(mark=None)
    if started.mark is None and started.text == unit.text:
        return None
    return started.lines(unit.kind, unit.margin, dialect, unit.level)
