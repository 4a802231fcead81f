"""A site from its parts: the overview, and a page for each translation with something to tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sync.site.badges import render_badges, render_markdown
from sync.site.folder import Folder, find_page
from sync.site.overview import Overview, render_overview
from sync.site.page import render_translation
from sync.site.parts import HISTORY, combine, read_part
from sync.site.trend import render_trend

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from sync.model import State
    from sync.site.page import Surroundings
    from sync.site.parts import Known

_PROJECT = "project"


def write_site(path: Path, texts: Mapping[str, str], around: Surroundings) -> None:
    """Add what commands found to the site in a folder, and write the pages that tell of it.

    ``texts`` are the commands' reports as JSON, by part.

    Raises:
        UsageError: the folder holds something else.
        FileError: the file system refused, or a part is no report.
    """
    folder = Folder(path)
    parts = {**folder.read_parts(), **{part: read_part(texts[part], part) for part in texts}}
    known = combine(parts)
    paged = [each for each in known if each.has_page]
    for part, text in texts.items():
        folder.write_part(part, text)
    _write_pages(folder, paged, around)
    _write_badges(folder, known)
    trend = render_trend(parts[HISTORY]) if HISTORY in parts else None
    survey = _survey(known, paged, around)
    folder.write("index.html", render_overview(replace(survey, trend=trend)))


def _write_pages(folder: Folder, paged: Iterable[Known], around: Surroundings) -> None:
    pages = {_find_page(each): each for each in paged}
    for page, each in pages.items():
        folder.write(page, render_translation(each, around))
    folder.remove_pages(frozenset(pages))


def _write_badges(folder: Folder, known: Sequence[Known]) -> None:
    by_language: defaultdict[str, list[State]] = defaultdict(list)
    for each in known:
        by_language[each.status.location.language].append(each.status.state)
    everything = [each.status.state for each in known]
    badges = [(_PROJECT, "translations", everything)]
    badges += [(f"languages/{name}", name, states) for name, states in by_language.items()]
    for name, label, states in badges:
        picture, endpoint = render_badges(label, states)
        folder.write(f"badges/{name}.svg", picture)
        folder.write(f"badges/{name}.json", endpoint)
    folder.write("badges/README.md", render_markdown(name for name, *_ in badges))


def _find_page(known: Known) -> str:
    location = known.status.location
    return find_page(f"{location.language}/{location.document}")


def _survey(known: Iterable[Known], paged: Iterable[Known], around: Surroundings) -> Overview:
    found = Counter({each.status.location.path: len(each.findings) for each in paged})
    return Overview(
        name=around.name,
        statuses=[each.status for each in known],
        pages=frozenset(each.status.location.path for each in paged),
        findings=found,
    )
