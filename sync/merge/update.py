"""One stale translation: its new text and what its stamp may say of it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from sync.lint.shape import find_shape_faults
from sync.markdown.conflicts import find_conflict
from sync.markdown.document import Markdown, read_markdown
from sync.markdown.links import LinkSpace
from sync.markdown.prose import same_prose
from sync.merge.document import merge_document
from sync.merge.marks import count_marks
from sync.merge.values import MergeOptions, Note, TableMerge


class Advance(StrEnum):
    """How far a stamp may go: nowhere, to the tables' version, or to the whole source's."""

    NONE = "none"
    TABLES = "tables"
    DOCUMENT = "document"


class Versions(NamedTuple):
    """The three texts of a merge, parsed.

    ``prose`` is the version in ``original_hash``, with whose prose the source's is compared;
    ``tables`` the version that the translation's tables were last brought to. Either is None
    where it is not known; for ``tables`` the translation is then aligned with the source itself.
    """

    prose: Markdown | None
    tables: Markdown | None
    source: Markdown
    translation: Markdown


class TextUpdate(NamedTuple):
    """A translation's new text (the old one where it is refused), and how it came about."""

    text: str
    advance: Advance
    tables: tuple[TableMerge, ...]
    notes: tuple[Note, ...]
    refusal: Note | None


def update_text(versions: Versions, space: LinkSpace, options: MergeOptions) -> TextUpdate:
    """Merge a translation's tables and judge what its stamp may record."""
    text = "".join(versions.translation.lines)
    refusal = find_conflict_note(versions.source, versions.translation)
    if refusal is not None:
        return TextUpdate(text, Advance.NONE, (), (), refusal)
    merge = merge_document(versions.tables, versions.source, versions.translation, space, options)
    if merge.refusal is not None:
        return TextUpdate(text, Advance.NONE, merge.tables, merge.notes, merge.refusal)
    advance = Advance.TABLES if merge.touched else Advance.NONE
    if not merge.moved and _is_done(versions, merge.text, space, options):
        advance = Advance.DOCUMENT
    return TextUpdate(merge.text, advance, merge.tables, merge.notes, None)


def find_conflict_note(source: Markdown, translation: Markdown) -> Note | None:
    """Return why neither text may be worked with: conflict markers in the one or the other."""
    line = find_conflict(source)
    if line is not None:
        return Note(None, f"the source has conflict markers at line {line}; resolve them first")
    line = find_conflict(translation)
    return None if line is None else Note(line, "conflict markers; resolve them first")


def _is_done(versions: Versions, text: str, space: LinkSpace, options: MergeOptions) -> bool:
    if versions.prose is None:
        return False
    if not same_prose(versions.prose, versions.source, options.generated):
        return False
    if count_marks(text) != count_marks(""):
        return False
    after = versions.translation
    if text != "".join(after.lines):
        after = read_markdown(text)
    return not find_shape_faults(versions.source, after, space, options.generated)
