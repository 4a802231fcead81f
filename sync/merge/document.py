"""A whole document: base, source and translation to the translation's new text."""

from __future__ import annotations

from sync.markdown.document import Markdown
from sync.markdown.lines import find_newline
from sync.markdown.links import LinkSpace
from sync.merge.edits import apply_edits
from sync.merge.plan import Plan
from sync.merge.values import Merge, MergeOptions, TableOutcome
from sync.merge.verify import find_fault


def merge_document(
    base: Markdown | None,
    source: Markdown,
    translated: Markdown,
    space: LinkSpace,
    options: MergeOptions,
) -> Merge:
    """Bring the tables of ``translated`` from the version ``base`` of the source to ``source``.

    Where ``base`` is None the translation is aligned with the source directly, and what nothing
    verifies becomes fuzzy.
    """
    plan = Plan(base, source, translated, space, options)
    decisions = list(plan.decide())
    notes = tuple(note for decision in decisions for note in decision.notes)
    tables = tuple(decision.table for decision in decisions)
    changed = any(d.table.outcome is not TableOutcome.UNCHANGED for d in decisions)
    touched = base is None or changed
    old_text = "".join(translated.lines)
    result = Merge(old_text, tables, notes, None, touched, plan.moved)
    damaged = next((d for d in decisions if d.table.outcome is TableOutcome.DAMAGED), None)
    if damaged is not None:
        return result._replace(refusal=damaged.notes[0])
    edits = [d.edit(key) for key, d in enumerate(decisions) if d.lines is not None]
    edited = apply_edits(translated.lines, edits, find_newline(old_text))
    if edited.text == old_text:
        return result
    rewritten = [
        d.rewritten(edited.starts[k]) for k, d in enumerate(decisions) if d.lines is not None
    ]
    fault = find_fault(translated, edited.text, rewritten, space)
    if fault is not None:
        return result._replace(refusal=fault)
    return result._replace(text=edited.text)
