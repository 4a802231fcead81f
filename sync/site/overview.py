"""The overview: documents by languages, and counts by language and by folder."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from sync.model import State
from sync.site.rendering import render_page

if TYPE_CHECKING:
    from markupsafe import Markup

    from sync.model import Status

SIGNS = {
    State.INVALID: "×",
    State.ORPHANED: "⌀",
    State.STALE: "!",
    State.PENDING: "…",
    State.UNSTAMPED: "?",
    State.MISSING: "–",
    State.COSMETIC: "≈",
    State.CURRENT: "✓",
}
"""A sign for each state, the worst state first: a colour alone tells some readers nothing."""

UP_TO_DATE = (State.CURRENT, State.COSMETIC)
_STATES = tuple(SIGNS)
_CODES = {state: chr(48 + place) for place, state in enumerate(_STATES)}
_NONE = chr(48 + len(_STATES))
_ROOT = "."


@dataclass(frozen=True, slots=True)
class Overview:
    """What the overview shows.

    ``pages`` are the translations, by path, that have a page; ``findings`` counts what lint found
    in each. ``origin`` says where the figures are from, ``trend`` is a chart of ours, or nothing.
    """

    name: str
    statuses: Sequence[Status]
    pages: frozenset[str] = frozenset()
    findings: Mapping[str, int] | None = None
    origin: str = ""
    trend: Markup | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many translations are in a state; ``start`` and ``width`` are percent of a bar."""

    state: State
    sign: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Group:
    """The translations of a language or a folder; ``query`` is the address that shows them."""

    name: str
    query: str
    percent: str
    counts: tuple[Count, ...]

    @property
    def shares(self) -> tuple[Count, ...]:
        """The counts that a bar shows, the best state first."""
        return tuple(count for count in reversed(self.counts) if count.count)


def render_overview(overview: Overview) -> str:
    """Render the page; raises nothing, whatever names hold."""
    statuses = overview.statuses
    whole = count_group("all", "", (status.state for status in statuses))
    languages = _group(statuses, "lang", lambda status: [status.location.language])
    folders = _group(statuses, "folder", lambda status: [_find_top(status.location.document)])
    return render_page(
        "overview.html",
        ("overview.js",),
        name=_clean(overview.name),
        answer=answer(whole),
        counts=whole.counts,
        seen=[count.state for count in whole.shares],
        languages=languages,
        folders=_list_folders(statuses),
        tables=[("By language", "Language", languages), ("By folder", "Folder", folders)],
        trend=overview.trend,
        origin=overview.origin,
        data=_describe(overview),
    )


def answer(group: Group) -> str:
    """Say in a sentence how a group stands."""
    total = sum(count.count for count in group.counts)
    if not total:
        return "No translations."
    owed = [count for count in group.counts if count.count and count.state not in UP_TO_DATE]
    parts = ", ".join(f"{count.count:,} {count.state.value}" for count in owed)
    done = f"{group.percent} of {total:,} translations are up to date"
    return f"{done}; {parts}." if parts else f"{done}."


def count_group(name: str, query: str, states: Iterable[State]) -> Group:
    """Count a group's states, the worst first, all eight of them."""
    counted = Counter(states)
    total = sum(counted.values())
    counts, start = [], 100.0
    for state, sign in SIGNS.items():
        width = 100 * counted[state] / total if total else 0.0
        start -= width
        counts.append(Count(state, sign, counted[state], round(max(start, 0), 3), round(width, 3)))
    done = sum(counted[state] for state in UP_TO_DATE)
    return Group(name, query, write_percent(done, total), tuple(counts))


def write_percent(part: int, total: int) -> str:
    """Write a share; only what is whole is 100 %, and only what is nothing 0 %."""
    if not total:
        return "–"
    percent = 100 * part / total
    if 0 < percent < 1:
        return "<1%"
    if 99 < percent < 100:  # noqa: PLR2004
        return ">99%"
    return f"{percent:.0f}%"


def _group(
    statuses: Iterable[Status], key: str, find: Callable[[Status], Iterable[str]]
) -> list[Group]:
    found: defaultdict[str, list[State]] = defaultdict(list)
    for status in statuses:
        for name in find(status):
            found[name].append(status.state)
    return [
        count_group(_clean(name), urlencode({key: _clean(name)}), found[name])
        for name in sorted(found)
    ]


def _find_top(document: str) -> str:
    return document.split("/", 1)[0] if "/" in document else _ROOT


def _list_folders(statuses: Iterable[Status]) -> list[str]:
    """List the folders of documents and those above them, the root as ``.``."""
    found = set()
    for document in {status.location.document for status in statuses}:
        folder = posixpath.dirname(document)
        found.add(folder or _ROOT)
        while folder:
            found.add(folder)
            folder = posixpath.dirname(folder)
    return [_clean(folder) for folder in sorted(found)]


def _describe(overview: Overview) -> dict[str, object]:
    """Return what the script reads; its form is told there."""
    statuses = overview.statuses
    languages = sorted({status.location.language for status in statuses})
    documents = sorted({status.location.document for status in statuses})
    columns = {language: place for place, language in enumerate(languages)}
    rows = {document: place * len(languages) for place, document in enumerate(documents)}
    cells = [_NONE] * (len(languages) * len(documents))
    pages, details = [], {}
    findings = overview.findings or {}
    for status in statuses:
        location = status.location
        place = rows[location.document] + columns[location.language]
        cells[place] = _CODES[status.state]
        if location.path in overview.pages:
            pages.append(place)
        words = _describe_details(status, findings.get(location.path, 0))
        if words:
            details[place] = words
    return {
        "languages": list(map(_clean, languages)),
        "documents": list(map(_clean, documents)),
        "states": [state.value for state in _STATES],
        "signs": list(SIGNS.values()),
        "cells": "".join(cells),
        "pages": sorted(pages),
        "details": details,
    }


def _describe_details(status: Status, findings: int) -> str:
    parts = []
    if status.pending.untranslated:
        parts.append(f"{status.pending.untranslated} untranslated")
    if status.pending.fuzzy:
        parts.append(f"{status.pending.fuzzy} fuzzy")
    if status.base is not None and status.base.date and status.state not in UP_TO_DATE:
        parts.append(f"made from the source of {status.base.date[:10]}")
    elif status.reason and status.state not in UP_TO_DATE:
        parts.append(_clean(status.reason))
    if status.moved_to is not None:
        parts.append(f"its source is now {_clean(status.moved_to)}")
    if findings:
        parts.append(f"{findings} {'finding' if findings == 1 else 'findings'}")
    return ", ".join(parts)


def _clean(text: str) -> str:
    """Return a name that is text: bytes that are none become replacement characters."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
