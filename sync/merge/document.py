"""A whole document: base, source and translation to the translation's new text."""

from __future__ import annotations

from collections.abc import Iterator

from sync.case import Case
from sync.markdown.lines import find_newline
from sync.merge.edits import apply_edits
from sync.merge.losses import find_losses
from sync.merge.plan import Decision, Plan
from sync.merge.values import Merge, MergeOptions, TableOutcome
from sync.merge.verify import find_fault
from sync.model import Note


def merge_document(case: Case, options: MergeOptions) -> Merge:
    """Bring the tables of a translation from the version ``case.known`` to ``case.source``.

    Where ``known`` is None the translation is aligned with the source directly, and what nothing
    verifies becomes fuzzy.
    """
    plan = Plan(case, options)
    translated = case.translation
    decisions = list(plan.decide())
    notes = tuple(note for decision in decisions for note in decision.notes)
    tables = tuple(decision.table for decision in decisions)
    changed = any(d.table.outcome is not TableOutcome.UNCHANGED for d in decisions)
    touched = case.known is None or changed
    old_text = "".join(translated.lines)
    result = Merge(old_text, tables, notes, None, touched, plan.moved)
    damaged = next((d for d in decisions if d.table.outcome is TableOutcome.DAMAGED), None)
    if damaged is not None:
        return result._replace(refusal=damaged.notes[0])
    edits = [
        d.edit(key, translated.dialect) for key, d in enumerate(decisions) if d.lines is not None
    ]
    edited = apply_edits(translated.lines, edits, find_newline(old_text))
    if edited.text == old_text:
        return result
    rewritten = [
        d.rewritten(edited.starts[k]) for k, d in enumerate(decisions) if d.lines is not None
    ]
    fault = find_fault(translated, edited.text, rewritten, case.links)
    if fault is not None:
        return result._replace(refusal=fault)
    told = [
        note
        for key, decision in enumerate(decisions)
        for note in _move_notes(decision, edited.starts.get(key))
    ]
    return result._replace(text=edited.text, notes=(*told, *find_losses(case, edits)))


def _move_notes(decision: Decision, start: int | None) -> Iterator[Note]:
    """Yield what is told of a table; of one that was put in, where it is now (0-based)."""
    is_new = decision.table.outcome is TableOutcome.INSERTED
    for note in decision.notes:
        yield note if start is None or not is_new else note._replace(line=start + 1)
