"""``export``: what translations owe, as entries of a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import UsageError
from sync.exchange.entries import list_entries
from sync.exchange.formats import FileFormat
from sync.exchange.handed import Handed, Noted
from sync.exchange.notes import UnitNotes
from sync.exchange.values import HandoverEntry
from sync.lint.invisible import name_characters
from sync.lint.naming import name_some
from sync.project.language_codes import name_language
from sync.workflow.handover import Handover, tell_behind

if TYPE_CHECKING:
    from sync.errors import SyncError
    from sync.model import Status
    from sync.project.project import View
    from sync.results import Caller
    from sync.versions import Versions
    from sync.workflow.handover import OpenDocument

_SURROGATE = re.compile("[\ud800-\udfff]")

Advise = Callable[["OpenDocument", HandoverEntry], Iterable[str]]
"""Returns further notes about an entry, each on one line: what is known of texts like it."""


class Exported(NamedTuple):
    """What goes out, what there is to say beside it, and what went wrong."""

    handed: Handed
    opened: tuple[OpenDocument, ...]
    notices: tuple[str, ...] = ()
    failures: tuple[SyncError, ...] = ()


def choose_language(view: View, wanted: Sequence[str]) -> str:
    """Return the one language that some names or patterns mean.

    Raises:
        UsageError: they mean none, or several.
    """
    from sync.project.selection import match_languages

    known = view.inventory.languages
    found = sorted(match_languages(wanted, known, view.project.caller))
    if len(found) != 1:
        told = f"{', '.join(found)} are {len(found)}" if found else f"one of {', '.join(known)}"
        raise UsageError(f"a file is in one language: name it with --lang ({told})")
    return found[0]


def export_entries(
    versions: Versions,
    statuses: Sequence[Status],
    language: str,
    advise: Advise | None = None,
) -> Exported:
    """Read what translations into a language owe; ``advise`` says more about an entry."""
    handover = Handover(versions)
    opened = tuple(handover.read(statuses))
    entries = tuple(noted for each in opened for noted in _note_entries(each, advise))
    moment = find_moment(versions, [each.document.source for each in opened])
    source_language = versions.view.project.source_language
    handed = Handed(name_language(versions.view, language), moment, entries, source_language)
    caller = versions.view.project.caller
    left_out = (*_tell_unknown(opened, caller), *_tell_lists(opened))
    notices = (*left_out, *tell_behind(statuses, caller, "export"))
    return Exported(handed, opened, notices, tuple(handover.failures))


def keep_fit(handed: Handed, kind: FileFormat) -> tuple[Handed, tuple[str, ...]]:
    """Leave out what a format cannot hold, and say so."""
    faults = {noted: _find_fault(noted.entry, kind) for noted in handed.entries}
    fit = tuple(noted for noted, fault in faults.items() if fault is None)
    notices = tuple(
        f"{noted.entry.key.document}:{noted.entry.units[0].source_line}: left out, as {kind.name} "
        f"cannot hold {name_characters(fault)}: translate it in place"
        for noted, fault in faults.items()
        if fault is not None
    )
    return handed._replace(entries=fit), notices


def _find_fault(entry: HandoverEntry, kind: FileFormat) -> str | None:
    """Return the first character of an entry that a format cannot hold."""
    texts = (entry.key.document, entry.text, entry.words, entry.previous or "")
    found = [fault for text in texts if (fault := kind.find_unfit(text)) is not None]
    found += _SURROGATE.findall(entry.key.document)  # of a name that is no UTF-8
    return found[0] if found else None


def _note_entries(opened: OpenDocument, advise: Advise | None) -> Iterator[Noted]:
    notes = UnitNotes(opened.case)
    for entry in list_entries([opened.document]):
        if not entry.takes_words:
            continue
        told = dict.fromkeys(note for unit in entry.units for note in notes.find(unit))
        more = () if advise is None else advise(opened, entry)
        yield Noted(entry, (*told, *more))


def find_moment(versions: Versions, sources: Sequence[str]) -> str | None:
    """Return when a source was last committed, as files write it; None where nobody knows."""
    history = versions.history
    date = None if history is None or not sources else history.find_last_date(sources)
    if date is None:
        return None
    return datetime.fromisoformat(date).astimezone(UTC).strftime("%Y-%m-%d %H:%M+0000")


def _tell_unknown(opened: Iterable[OpenDocument], caller: Caller) -> Iterator[str]:
    """Say where marks are of which nobody knows what they should be."""
    for each in opened:
        if each.document.unknown:
            lines = name_some(each.document.unknown, str)
            command = f"{caller.command('diff')} {caller.path(each.document.path)}"
            yield (
                f"{each.document.path}: left out, as nobody can say what of the source it is: "
                f"line {lines}; see what changed and translate it in place: `{command}`"
            )


def _tell_lists(opened: Iterable[OpenDocument]) -> Iterator[str]:
    """Say which values of front matter hold several texts, so that no words could come back."""
    for each in opened:
        lines = [unit.line for unit in each.document.open if not unit.takes_words]
        if lines:
            yield (
                f"{each.document.path}: left out, as it is a list or the like in the front matter: "
                f"line {name_some(lines, str)}; translate it by hand"
            )
