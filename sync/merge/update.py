"""One stale translation: its new text and what its stamp may say of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from sync.case import Case
from sync.lint.shape import find_shape_faults
from sync.markdown.conflicts import find_conflict
from sync.markdown.document import Block, BlockKind, Markdown, read_markdown
from sync.markdown.units import same_prose
from sync.merge.document import merge_document
from sync.merge.marks import has_mark
from sync.merge.values import MergeOptions, TableMerge, UnitMerge
from sync.model import Note, Stamp


class Advance(StrEnum):
    """How far a stamp may go.

    Nowhere, to the source for the tables alone or for prose, too, where work is left, or all the
    way, where none is.
    """

    NONE = "none"
    TABLES = "tables"
    SYNCED = "synced"
    DOCUMENT = "document"


class TextUpdate(NamedTuple):
    """A translation's new text (the old one where it is refused), and how it came about.

    ``moved`` is that of the merge.
    """

    text: str
    advance: Advance
    tables: tuple[TableMerge, ...]
    notes: tuple[Note, ...]
    refusal: Note | None
    units: tuple[UnitMerge, ...] = ()
    counts: Mapping[str, int] = MappingProxyType({})
    is_whole: bool = False
    moved: bool = False


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
    if merge.is_whole and (merge.touched or _is_behind(case)):
        advance = Advance.SYNCED
    update = TextUpdate(
        merge.text,
        advance,
        merge.tables,
        merge.notes,
        None,
        merge.units,
        merge.counts,
        merge.is_whole,
        merge.moved,
    )
    return _judge(case, update, merge.after)


def fill_update(case: Case, update: TextUpdate, text: str) -> TextUpdate:
    """Return an update whose text has words where there were none, and judge its stamp anew."""
    return _judge(case, update._replace(text=text), None)


def _judge(case: Case, update: TextUpdate, after: Markdown | None) -> TextUpdate:
    """Let the stamp vouch for all of it where nothing is left; ``after`` is its text, once read."""
    if update.moved or not _is_done(case, update, after):
        return update
    return update._replace(advance=Advance.DOCUMENT)


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


def _is_done(case: Case, update: TextUpdate, after: Markdown | None) -> bool:
    """Tell whether nothing is left to do for a translator."""
    text = update.text
    if not update.is_whole:
        if not _has_same_prose(case):
            return False
    elif not _vouches(case.status.stamp):
        return False  # nobody has said yet that any of it was translated
    if text == "".join(case.translation.lines):
        after = case.translation
    after = after or read_markdown(text, case.translation.dialect)
    if has_mark(after):
        return False
    return not find_shape_faults(case._replace(translation=after))


def _has_same_prose(case: Case) -> bool:
    return case.base is not None and same_prose(
        case.base, case.source, case.generated, case.counted
    )


def _is_behind(case: Case) -> bool:
    """Tell whether the prose is of another version than the source's present one."""
    return case.prose is not None and case.prose.text != case.source.text


def _vouches(stamp: Stamp | None) -> bool:
    """Tell whether what has no mark is translated: somebody has to say so of what `new` wrote."""
    return stamp is None or not stamp.is_started
