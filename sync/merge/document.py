"""A whole document: base, source and translation to the translation's new text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sync.case import Case
from sync.markdown.lines import find_newline
from sync.merge.edits import LineEdit, apply_edits
from sync.merge.losses import find_losses
from sync.merge.plan import Decision, Plan
from sync.merge.values import Merge, MergeOptions, TableOutcome
from sync.merge.verify import find_fault, find_table_fault
from sync.merge.whole import WholeMerge, merge_whole
from sync.model import Note


def merge_document(case: Case, options: MergeOptions) -> Merge:
    """Bring a translation from the version ``case.known`` to ``case.source``.

    Its prose comes from the version ``case.prose``; where that is not known, or the options say
    so, prose stays as it is. Where ``known`` is None the translation's tables are aligned with the
    source directly, and what nothing verifies becomes fuzzy.
    """
    is_whole = case.prose is not None and case.known is not None and not options.tables_only
    plan = Plan(case, options, is_whole=is_whole)
    decisions = list(plan.decide())
    notes = tuple(note for decision in decisions for note in decision.notes)
    tables = tuple(decision.table for decision in decisions)
    changed = any(d.table.outcome is not TableOutcome.UNCHANGED for d in decisions)
    touched = case.known is None or changed
    old_text = "".join(case.translation.lines)
    result = Merge(old_text, tables, notes, None, touched, plan.moved)
    damaged = next((d for d in decisions if d.table.outcome is TableOutcome.DAMAGED), None)
    if damaged is not None:
        return result._replace(refusal=damaged.notes[0])
    if is_whole:
        return _merge_whole(case, options, plan, decisions, result)
    return _merge_tables(case, decisions, result)


def _merge_tables(case: Case, decisions: Sequence[Decision], result: Merge) -> Merge:
    """Write the tables alone, where they stand."""
    translated = case.translation
    edits = _list_edits(case, decisions)
    edited = apply_edits(translated.lines, edits, find_newline(result.text))
    if edited.text == result.text:
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


def _merge_whole(
    case: Case, options: MergeOptions, plan: Plan, decisions: Sequence[Decision], result: Merge
) -> Merge:
    """Write the whole document, tables where the source has them."""
    spell = case.translation.dialect.spell
    lines = {
        d.place: tuple(map(spell, d.lines))
        for d in decisions
        if d.place is not None and d.lines is not None
    }
    there = {
        d.place: found
        for d in decisions
        if d.place is not None
        and (found := plan.find_there(d.place)) is not None
        and (d.lines is None or d.start < d.end)
    }
    whole = merge_whole(case, plan.alignment, lines, there, options)
    if whole.refusal is not None:
        return result._replace(refusal=whole.refusal)
    fault = _check_tables(case, decisions, whole)
    if fault is not None:
        return result._replace(refusal=fault)
    told = [
        note
        for decision in decisions
        for note in _move_notes(decision, whole.lines.get(decision.place))
    ]
    lost = find_losses(case, _list_edits(case, decisions))
    return result._replace(
        text=whole.text,
        notes=(*told, *lost, *whole.notes),
        units=whole.units,
        counts=whole.counts,
        is_whole=True,
        after=whole.after,
    )


def _check_tables(case: Case, decisions: Sequence[Decision], whole: WholeMerge) -> Note | None:
    rewritten = [
        decision.rewritten(whole.lines[decision.place])
        for decision in decisions
        if decision.lines is not None and decision.place in whole.lines
    ]
    if whole.after is None:
        return None
    return find_table_fault(whole.after, rewritten, case.links)


def _list_edits(case: Case, decisions: Sequence[Decision]) -> list[LineEdit]:
    dialect = case.translation.dialect
    return [d.edit(key, dialect) for key, d in enumerate(decisions) if d.lines is not None]


def _move_notes(decision: Decision, start: int | None) -> Iterator[Note]:
    """Yield what is told of a table; of one that was put in, where it is now (0-based)."""
    is_new = decision.table.outcome is TableOutcome.INSERTED
    for note in decision.notes:
        yield note if start is None or not is_new else note._replace(line=start + 1)
