"""One stale translation: its new text and what its stamp may say of it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from sync.case import Case
from sync.lint.shape import find_shape_faults
from sync.markdown.conflicts import find_conflict
from sync.markdown.document import Markdown, read_markdown
from sync.markdown.units import same_prose
from sync.merge.document import merge_document
from sync.merge.marks import count_marks
from sync.merge.values import MergeOptions, TableMerge
from sync.model import Note


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
    refusal = find_conflict_note(case.source, case.translation)
    if refusal is not None:
        return TextUpdate(text, Advance.NONE, (), (), refusal)
    merge = merge_document(case, options)
    if merge.refusal is not None:
        return TextUpdate(text, Advance.NONE, merge.tables, merge.notes, merge.refusal)
    advance = Advance.TABLES if merge.touched else Advance.NONE
    if not merge.moved and _is_done(case, merge.text):
        advance = Advance.DOCUMENT
    return TextUpdate(merge.text, advance, merge.tables, merge.notes, None)


def find_conflict_note(source: Markdown, translation: Markdown) -> Note | None:
    """Return why neither text may be worked with: conflict markers in the one or the other."""
    line = find_conflict(source)
    if line is not None:
        return Note(None, f"the source has conflict markers at line {line}; resolve them first")
    line = find_conflict(translation)
    return None if line is None else Note(line, "conflict markers; resolve them first")


def _is_done(case: Case, text: str) -> bool:
    if case.base is None:
        return False
    if not same_prose(case.base, case.source, case.generated):
        return False
    if count_marks(text) != count_marks(""):
        return False
    after = case.translation
    if text != "".join(after.lines):
        after = read_markdown(text)
    return not find_shape_faults(case._replace(translation=after))
