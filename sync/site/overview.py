"""The overview: how much is up to date, what is wanted most, the map, and counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from sync.model import State
from sync.site.counting import clean, count_group
from sync.site.language_names import find_name
from sync.site.map_data import describe_map, list_folders
from sync.site.rendering import render_page
from sync.site.wanted import rank

if TYPE_CHECKING:
    from sync.model import Status
    from sync.site.counting import Group
    from sync.site.values import Overview
    from sync.site.wanted import Debt

_ROOT = "."
_MOST_WANTED = 10
_TO_MEND = (State.INVALID, State.ORPHANED, State.UNSTAMPED)


def render_overview(overview: Overview) -> str:
    """Render the page; raises nothing, whatever names hold."""
    statuses = overview.statuses
    whole = count_group("all", "", (status.state for status in statuses))
    languages = _group(statuses, "lang", lambda status: status.location.language)
    folders = _group(statuses, "folder", lambda status: _find_top(status.location.document))
    documents = {status.location.document for status in statuses}
    return render_page(
        "overview.html",
        ("cells.js", "readout.js", "overview.js"),
        name=clean(overview.name),
        answer=answer(whole),
        whole=whole,
        seen=[count.state for count in whole.shares],
        languages=languages,
        documents=len(documents),
        folders=list_folders(list(documents)),
        tables=[("By language", "Language", languages), ("By folder", "Folder", folders)],
        names={clean(each): _name(overview, each) for each in _list_languages(statuses)},
        wanted=_list_wanted(overview),
        words=sum(overview.words.values()),
        rules=_count_rules(overview),
        first=_TO_MEND,
        trend=overview.trend,
        origin=overview.origin,
        forge=overview.forge,
        address=overview.address,
        up="",
        data=describe_map(overview),
    )


def answer(group: Group) -> str:
    """Say in a sentence how a group stands."""
    if not group.total:
        return "No translations."
    parts = ", ".join(f"{count.count:,} {count.state.value}" for count in group.owed)
    done = f"{group.percent} of {group.total:,} translations are up to date"
    return f"{done}; {parts}." if parts else f"{done}."


def _list_wanted(overview: Overview) -> Sequence[tuple[str, str, Sequence[Debt], int]]:
    """Return the documents and the languages most wanted, and how many more there are."""
    lists = (
        ("Documents", "documents", lambda status: status.location.document),
        ("Languages", "languages", lambda status: status.location.language),
    )
    found = []
    for title, kind, find in lists:
        ranked = rank(overview.statuses, overview.words, find)
        found.append((title, kind, ranked[:_MOST_WANTED], max(0, len(ranked) - _MOST_WANTED)))
    return found


def _count_rules(overview: Overview) -> Sequence[tuple[str, int]]:
    """Return in how many translations each rule found something, the most first."""
    counts = Counter({rule: len(paths) for rule, paths in overview.rules.items()})
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _list_languages(statuses: Iterable[Status]) -> Sequence[str]:
    return sorted({status.location.language for status in statuses})


def _name(overview: Overview, language: str) -> str | None:
    return find_name(overview.codes.get(language, language))


def _group(statuses: Iterable[Status], key: str, find: Callable[[Status], str]) -> list[Group]:
    found: defaultdict[str, list[State]] = defaultdict(list)
    for status in statuses:
        found[find(status)].append(status.state)
    return [
        count_group(clean(name), urlencode({key: clean(name)}), found[name])
        for name in sorted(found)
    ]


def _find_top(document: str) -> str:
    return document.split("/", 1)[0] if "/" in document else _ROOT
