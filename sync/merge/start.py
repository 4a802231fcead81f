"""A translation that is new: the source's text with its tables marked for the translator."""

from __future__ import annotations

import re

from sync.align.document_tables import list_tables
from sync.markdown.dialect import MARKDOWN, Dialect
from sync.markdown.document import Block, BlockKind, Markdown
from sync.markdown.generated import GeneratedPair
from sync.markdown.lines import find_newline
from sync.markdown.links import LinkSpace
from sync.merge.edits import LineEdit, apply_edits
from sync.merge.rendering import render_new_table
from sync.merge.rows import start_rows
from sync.merge.values import MergeOptions

_DEFINITION = re.compile(r"(\s*\[[^\]]+\]:\s*)(?:<([^<>]*)>|(\S+))")
_AS_THEY_ARE = (BlockKind.FENCE, BlockKind.CODE, BlockKind.FRONT_MATTER, BlockKind.TABLE)


def start_text(
    source: Markdown,
    space: LinkSpace,
    options: MergeOptions,
    generated: tuple[GeneratedPair, ...] = (),
    dialect: Dialect = MARKDOWN,
) -> str:
    """Return the text of a new translation, whose kind is ``dialect``.

    Cells with words are marked untranslated; relative links, in the prose too, lead to the same
    places from the translation's folder.
    """
    counted = set(list_tables(source, generated).tables)
    edits: list[LineEdit] = []
    for key, block in enumerate(source.blocks):
        if block.table is not None and block.table in counted:
            table = source.tables[block.table]
            lines = render_new_table(start_rows(table, space), table, options.table_style)
            edits.append(LineEdit(block.start, table.end, tuple(map(dialect.spell, lines)), key))
        elif block.kind not in _AS_THEY_ARE:
            edits.append(_localise(source, block, space, key))
    text = "".join(source.lines)
    return apply_edits(source.lines, edits, find_newline(text)).text


def _localise(source: Markdown, block: Block, space: LinkSpace, key: int) -> LineEdit:
    text = "".join(source.lines[block.start : block.end]).rstrip("\r\n")
    if block.kind is BlockKind.DEFINITION:
        text = _DEFINITION.sub(lambda match: _localise_definition(match, space), text, count=1)
    else:
        text = space.localise(text)
    return LineEdit(block.start, block.end, tuple(re.split(r"\r\n|\r|\n", text)), key)


def _localise_definition(match: re.Match[str], space: LinkSpace) -> str:
    if match[3] is not None:
        return match[1] + space.localise_destination(match[3])
    return f"{match[1]}<{space.localise_destination(match[2])}>"
