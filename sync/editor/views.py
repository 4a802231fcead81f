"""What is sent to the page: values that JSON holds, texts as they are."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sync.changes.words import compare_lines, compare_words
from sync.editor.desk import list_neighbours
from sync.units.values import UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sync.changes.words import Stretch
    from sync.editor.desk import Answer
    from sync.editor.open_files import OpenFile
    from sync.exchange.judging import Problem
    from sync.exchange.suggestions import TextMatch
    from sync.exchange.values import HandoverEntry

Object = dict[str, Any]

# Such blocks run from left to right in every language.
_CODE = frozenset({UnitKind.CODE.value, UnitKind.HTML.value})


def view_file(file: OpenFile) -> Object:
    """Return a translation with how much of it is done."""
    units = () if file.document is None else file.document.units
    return {
        "source": file.location.source,
        "path": file.location.path,
        "units": len(units),
        "open": sum(unit.mark is not None for unit in units),
        "entries": len(file.entries),
        "revision": file.revision,
        "unknown": [] if file.document is None else list(file.document.unknown),
        "failure": None if file.failure is None else str(file.failure),
    }


def view_entry(entry: HandoverEntry) -> Object:
    """Return an entry as a list shows it, with all that a save must name."""
    first = entry.units[0]
    return {
        "id": _name(entry),
        "document": entry.key.document,
        "number": entry.key.number,
        "text": entry.text,
        "previous": entry.previous,
        "words": entry.words,
        "fuzzy": entry.is_fuzzy,
        "kind": first.kind,
        "code": first.kind in _CODE,
        "line": first.line,
    }


def view_details(file: OpenFile, entry: HandoverEntry, known: Iterable[TextMatch]) -> Object:
    """Return what is shown beside an entry: what changed in it, what is known, what is around."""
    before, after = list_neighbours(file, entry)
    first = entry.units[0]
    return {
        "changes": _view_changes(entry),
        "suggestions": [
            {"text": each.text, "words": each.words, "likeness": each.likeness} for each in known
        ],
        "places": [{"line": each.line, "source_line": each.source_line} for each in entry.units],
        "headings": list(first.headings),
        "column": first.column,
        "row": first.row,
        "before": {"text": before[0], "words": before[1]},
        "after": {"text": after[0], "words": after[1]},
    }


def view_answer(answer: Answer, *, can_undo: bool) -> Object:
    """Return what became of words."""
    return {
        "kind": answer.kind.value,
        "file": None if answer.file is None else view_file(answer.file),
        "unit": None if answer.entry is None else view_entry(answer.entry),
        "now": answer.now,
        "problems": _view_problems(answer.problems),
        "warnings": _view_problems(answer.warnings),
        "stamped": answer.is_stamped,
        "undo": can_undo,
    }


def _view_problems(problems: Iterable[Problem]) -> list[Object]:
    return [{"rule": each.rule, "message": each.message} for each in problems]


def _view_changes(entry: HandoverEntry) -> Object | None:
    """Return what the text was and is, word by word; None where nobody knows what it was."""
    if entry.previous is None or entry.previous == entry.text:
        return None
    compare: Callable[[str, str], tuple[tuple[Stretch, ...], tuple[Stretch, ...]]]
    compare = compare_lines if entry.units[0].kind == UnitKind.CODE else compare_words
    before, after = compare(entry.previous, entry.text)
    return {"before": [list(each) for each in before], "after": [list(each) for each in after]}


def _name(entry: HandoverEntry) -> str:
    """Return what names an entry as long as it stays as it is, whichever others are done."""
    said = "\0".join((entry.key.document, entry.text, entry.previous or "", entry.words))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
