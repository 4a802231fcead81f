"""One stale translation: its new text and what its stamp may say of it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from sync.case import Case
from sync.lint.shape import find_shape_faults
from sync.markdown.conflicts import find_conflict
from sync.markdown.document import Block, BlockKind, Markdown, read_markdown
from sync.markdown.units import same_prose
from sync.merge.document import merge_document
from sync.merge.marks import count_marks
from sync.merge.values import MergeOptions, TableMerge
from sync.model import Note, Pending


class Advance(StrEnum):
    """How far a stamp may go: nowhere, to the tables' version, or to the whole source's."""

    NONE = "none"
    TABLES = "tables"
    DOCUMENT = "document"


class TextUpdate(NamedTuple):
    """A translation's new text (the old one where it is refused), and how it came about."""

    text: str
    advance: Advance
    tables: tuple[TableMerge, ...]
    notes: tuple[Note, ...]
    refusal: Note | None


def update_text(case: Case, options: MergeOptions) -> TextUpdate:
    """Merge a translation's tables and judge what its stamp may record.

    Where ``known`` is None the translation is aligned with the source itself.
    """
    text = "".join(case.translation.lines)
    refusal = find_obstacle(case.source, case.translation)
    if refusal is not None:
        return TextUpdate(text, Advance.NONE, (), (), refusal)
    merge = merge_document(case, options)
    if merge.refusal is not None:
        return TextUpdate(text, Advance.NONE, merge.tables, merge.notes, merge.refusal)
    advance = Advance.TABLES if merge.touched else Advance.NONE
    if not merge.moved and _is_done(case, merge.text):
        advance = Advance.DOCUMENT
    return TextUpdate(merge.text, advance, merge.tables, merge.notes, None)


def find_obstacle(source: Markdown, translation: Markdown) -> Note | None:
    """Return why a text may not be worked with: conflict markers, or a fence around all of it."""
    line = find_conflict(source)
    if line is not None:
        return Note(None, f"the source has conflict markers at line {line}; resolve them first")
    line = find_conflict(translation)
    if line is not None:
        return Note(line, "conflict markers; resolve them first")
    line = find_whole_fence(translation)
    if line is None or find_whole_fence(source) is not None:
        return None
    return Note(line, "all of it stands in fenced code; take the fence's lines away first")


def find_whole_fence(document: Markdown) -> int | None:
    """Return the line (1-based) of a fence around all that a document says, if there is one."""
    last = next((line for line in reversed(document.lines) if line.strip()), "")
    if not last.startswith(("```", "~~~")):
        return None  # nothing is parsed for it, as in most texts
    says = [block for block in document.blocks if not _says_nothing(document, block)]
    is_fenced = len(says) == 1 and says[0].kind is BlockKind.FENCE
    return says[0].start + 1 if is_fenced else None


def _says_nothing(document: Markdown, block: Block) -> bool:
    if block.kind is BlockKind.HTML:
        return document.lines[block.start].lstrip("\ufeff ").startswith("<!--")
    return block.kind is BlockKind.FRONT_MATTER


def _is_done(case: Case, text: str) -> bool:
    if case.base is None:
        return False
    if not same_prose(case.base, case.source, case.generated):
        return False
    after = case.translation
    if count_marks(text, after.dialect) != Pending():
        return False
    if text != "".join(after.lines):
        after = read_markdown(text, after.dialect)
    return not find_shape_faults(case._replace(translation=after))
