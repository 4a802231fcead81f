"""What became of each translation that a command wrote, or would write, as text and as JSON."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from difflib import unified_diff

from sync.markdown.lines import split_ending, split_lines
from sync.merge.values import TableMerge
from sync.model import DOCUMENT, TABLES, Note, State
from sync.names import escape_text, is_right_to_left, render_name, render_part
from sync.reports.json import describe_report, describe_status, render_object
from sync.reports.next_steps import find_next_steps
from sync.reports.values import Json, Screen
from sync.results import FilledUnits, Outcome, Updated, UpdatesReport, show_line

_QUOTED = re.compile(r'["\\\x00-\x1f\x7f]')
_OF_CELLS = ("kept", "relinked", "fuzzy", "untranslated", "verbatim")
_OUTCOMES = (
    *("kept", "relinked", "merged", "fuzzy", "untranslated", "verbatim"),
    *("inserted", "blocked", "moved", "removed"),
)
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def render_updates_json(report: UpdatesReport, _screen: Screen) -> str:
    """Render the report's object, each translation with its outcome."""
    described = describe_report([update.status for update in report.updates])
    described["translations"] = [
        {
            **describe_status(update.status),
            "outcome": update.outcome.value,
            "stamped": update.stamped,
            "tables": [_describe_table(table) for table in update.tables],
            "blocks": [unit._asdict() for unit in update.units],
            "units": dict(update.counts),
            "synced": _find_scope(update),
            **_describe_notes(update),
            **({} if update.filled is None else {"filled": update.filled._asdict()}),
        }
        for update in report.updates
    ]
    return render_object(described)


def render_moves_json(report: UpdatesReport, _screen: Screen) -> str:
    """Render the report's object, each translation with its outcome and its new path."""
    described = describe_report([update.status for update in report.updates])
    described["translations"] = [
        {
            **describe_status(update.status),
            "outcome": update.outcome.value,
            "target": update.target,
            **_describe_notes(update),
        }
        for update in report.updates
    ]
    return render_object(described)


def _describe_notes(update: Updated) -> dict[str, Json]:
    """Describe why nothing was written, and what else the translator should know."""
    refusal = update.refusal
    others = [note._asdict() for note in update.notes if note != refusal]
    return {"refusal": None if refusal is None else refusal._asdict(), "notes": others}


def _find_scope(update: Updated) -> str | None:
    """Return what the stamp that was found says was brought to its ``synced_hash``."""
    stamp = update.status.stamp
    if stamp is None or stamp.synced_hash is None:
        return None
    return DOCUMENT if stamp.is_whole else TABLES


def _describe_table(table: TableMerge) -> dict[str, Json]:
    return {
        "source_line": table.source_line,
        "outcome": table.outcome.value,
        "kept": table.kept,
        "relinked": table.relinked,
        "fuzzy": table.fuzzy,
        "untranslated": table.untranslated,
        "verbatim": table.verbatim,
        "removed": table.removed,
        "moved": table.moved,
        "extra": table.extra,
    }


def render_updates_text(report: UpdatesReport, screen: Screen) -> str:
    """Render a line for each translation that was written or refused, the notes and what is next.

    A report that is quiet names what fails: what is refused, and what was written where that does.
    """
    lines: list[str] = []
    for update in report.updates:
        if _is_told(update, report):
            lines += _write_update(update, report, screen)
    if not report.is_quiet:
        lines.append(_count_outcomes(report))
        lines += find_next_steps(report)
    if report.is_staging and (report.is_strict or not report.is_quiet):
        lines += _advise_staging(report)
    return "".join(f"{line}\n" for line in lines)


def _count_outcomes(report: UpdatesReport) -> str:
    """Count what became of the translations; one that does not exist is not unchanged."""
    counts = Counter(update.outcome for update in report.updates if not _is_absent(update))
    facts = [f"{counts[outcome]} {outcome.value}" for outcome in Outcome]
    absent = sum(map(_is_absent, report.updates))
    told = ", ".join((*facts, f"{absent} missing") if absent else facts)
    return f"{told} (nothing is written)" if report.is_dry else told


def _is_absent(update: Updated) -> bool:
    return update.outcome is Outcome.UNCHANGED and update.status.state is State.MISSING


def _is_told(update: Updated, report: UpdatesReport) -> bool:
    if report.is_quiet:
        is_failing = report.is_strict and update.outcome is Outcome.UPDATED
        return update.outcome is Outcome.REFUSED or is_failing
    return update.outcome is not Outcome.UNCHANGED or bool(update.notes)


def _write_update(update: Updated, report: UpdatesReport, screen: Screen) -> Iterator[str]:
    name = render_name(update.status.location.path, is_terminal=screen.is_terminal)
    refusal = update.refusal
    if refusal is not None:
        yield f"{name}{show_line(refusal)}: refused: {escape_text(refusal.message)}"
    elif update.target is not None:
        target = render_part(update.target, is_terminal=screen.is_terminal)
        yield f"{name}: {'would move' if report.is_dry else 'moved'} to {target}"
    else:
        would = "would be " if report.is_dry and update.outcome is Outcome.UPDATED else ""
        yield f"{name}: {would}{update.outcome.value}{_summarise(update)}"
    for note in update.notes:
        if note != update.refusal:
            yield f"  {_place(note)}{escape_text(note.message)}"


def _advise_staging(report: UpdatesReport) -> Iterator[str]:
    """Yield the command that tells git of all files that were written or removed."""
    files = sorted({file for update in report.updates for file in update.files})
    if files:
        yield f"stage them: {report.caller.git('add', files)}"


def _place(note: Note) -> str:
    return "" if note.line is None else f"line {note.line}: "


def _summarise(update: Updated) -> str:
    """Say what became of the cells, and of the blocks that were not kept."""
    if update.outcome is not Outcome.UPDATED:
        return ""
    cells = {name: sum(getattr(table, name) for table in update.tables) for name in _OF_CELLS}
    blocks = _list_facts({**update.counts, "kept": 0})
    facts = [_list_facts(cells), blocks and f"blocks: {blocks}"]
    facts.append(_tell_filled(update.filled))
    facts.append("stamped as up to date" if update.stamped else "")
    told = "; ".join(filter(None, facts))
    return f" ({told})" if told else ""


def _tell_filled(filled: FilledUnits | None) -> str:
    """Say how many units took words from memory, and how many of them have to be looked at."""
    if filled is None or not any(filled):
        return ""
    fuzzy = f", {filled.fuzzy} of them fuzzy" if filled.fuzzy else ""
    return f"filled from memory: {sum(filled)}{fuzzy}"


def _list_facts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[name]} {name}" for name in _OUTCOMES if counts.get(name))


def render_updates_diff(report: UpdatesReport, screen: Screen) -> str:
    """Render what would be written as one patch, as ``git apply`` and ``patch`` read it.

    On a terminal, right-to-left lines are isolated, and control characters spelled out.
    """
    return "".join(
        line
        for update in report.updates
        if update.after is not None and update.before != update.after
        for line in _render_patch(update.status.location.path, update, screen)
    )


def _render_patch(path: str, update: Updated, screen: Screen) -> Iterator[str]:
    before = "/dev/null" if update.before is None else _quote_header(f"a/{path}")
    old, new = split_lines(update.before or ""), split_lines(update.after or "")
    for line in unified_diff(old, new, before, _quote_header(f"b/{path}")):
        content, ending = split_ending(line)
        yield _show_line(content, screen) + (ending or "\n\\ No newline at end of file\n")


def _quote_header(path: str) -> str:
    """Quote a path as git does in a patch, where it has control characters or quotes."""
    if not _QUOTED.search(path):
        return path
    escaped = (
        path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    )
    return f'"{escaped}"'


def _show_line(content: str, screen: Screen) -> str:
    if not screen.is_terminal or not content:
        return content
    sign, text = content[0], escape_text(content[1:])
    shown = f"{sign}\u2068{text}\u2069" if is_right_to_left(text) else sign + text
    colour = _COLOURS.get(sign)
    if not screen.has_colour or colour is None:
        return shown
    from rich.style import Style

    return Style.parse(colour).render(shown)


_Format = Callable[[UpdatesReport, Screen], str]

UPDATES_FORMATS: Mapping[str, _Format] = {
    "text": render_updates_text,
    "json": render_updates_json,
}
"""The formats of the commands that write by name, the default first."""

PATCH_FORMATS: Mapping[str, _Format] = {"text": render_updates_diff, "json": render_updates_json}
"""The same for ``sync --diff``."""

MOVES_FORMATS: Mapping[str, _Format] = {"text": render_updates_text, "json": render_moves_json}
"""The same for ``move``."""
