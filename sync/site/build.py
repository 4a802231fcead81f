"""A site from its parts: the overview, pages of languages, and of translations to tell of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from sync.reports.json import render_object
from sync.site.badges import render_badges, render_markdown
from sync.site.card import draw_card
from sync.site.counting import clean
from sync.site.folder import BADGES, Folder, find_language_page, find_page
from sync.site.language_page import order_tasks, render_language
from sync.site.overview import render_overview
from sync.site.page import Following, render_translation
from sync.site.parts import HISTORY, combine, leave_out_states, read_part
from sync.site.trend import render_trend
from sync.site.values import Overview

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from sync.site.page import Surroundings
    from sync.site.parts import Known

_PROJECT = "project"


def write_site(
    path: Path, texts: Mapping[str, str], around: Surroundings, *, is_whole: bool = True
) -> None:
    """Add what commands found to the site in a folder, and write the pages that tell of it.

    ``texts`` are the commands' reports as JSON, by part. Where not all was asked for they are not
    ``is_whole``, and badges, which speak for all, stay as they are.

    Raises:
        UsageError: the folder holds something else.
        FileError: the file system refused, or a part is no report.
    """
    folder = Folder(path)
    parts = {**folder.read_parts(), **{part: read_part(texts[part], part) for part in texts}}
    known = combine(parts)
    short = {name: render_object(part) for name, part in leave_out_states(parts).items()}
    for part, text in {**texts, **short}.items():
        folder.write_part(part, text)
    _write_pages(folder, known, around)
    if is_whole:
        _write_badges(folder, known)
    trend = render_trend(parts[HISTORY]) if HISTORY in parts else None
    survey = _survey(known, around)
    folder.write("card.png", draw_card(survey.statuses))
    folder.write("index.html", render_overview(replace(survey, trend=trend)))


def _write_pages(folder: Folder, known: Sequence[Known], around: Surroundings) -> None:
    written = set()
    for language, ours in _group_languages(known).items():
        page = find_language_page(language)
        folder.write(page, render_language(language, ours, around))
        written.add(page)
        following = _find_following(ours)
        for each in filter(attrgetter("has_page"), ours):
            page = _find_page(each)
            folder.write(page, render_translation(each, around, following.get(page)))
            written.add(page)
    folder.remove_pages(frozenset(written))


def _find_following(known: Iterable[Known]) -> Mapping[str, Following]:
    """Return what follows each page of a language, in the order of what is to do."""
    tasks = [
        Following(_find_page(each), clean(each.status.location.document), each.words)
        for each in order_tasks(known)
        if each.has_page
    ]
    return {each.page: after for each, after in pairwise(tasks)}


def _group_languages(known: Iterable[Known]) -> dict[str, list[Known]]:
    grouped: defaultdict[str, list[Known]] = defaultdict(list)
    for each in known:
        grouped[each.status.location.language].append(each)
    return grouped


def _write_badges(folder: Folder, known: Sequence[Known]) -> None:
    badges = [(_PROJECT, "translations", known)]
    badges += [(f"languages/{name}", name, ours) for name, ours in _group_languages(known).items()]
    written = set()
    for name, label, ours in badges:
        picture, endpoint = render_badges(label, [each.status.state for each in ours])
        for suffix, text in (("svg", picture), ("json", endpoint)):
            folder.write(f"{BADGES}/{name}.{suffix}", text)
            written.add(f"{BADGES}/{name}.{suffix}")
    folder.remove_badges(frozenset(written))
    # As text: a site may lie among the sources, where a Markdown file is a document to translate.
    folder.write(f"{BADGES}/README.txt", render_markdown(name for name, *_ in badges))


def _find_page(known: Known) -> str:
    location = known.status.location
    return find_page(f"{location.language}/{location.document}")


def _survey(known: Sequence[Known], around: Surroundings) -> Overview:
    paths = {each.status.location.path: each for each in known}
    rules: defaultdict[str, list[str]] = defaultdict(list)
    for path, each in paths.items():
        for rule in dict.fromkeys(str(finding["rule"]) for finding in each.findings):
            rules[rule].append(path)
    return Overview(
        name=around.name,
        statuses=[each.status for each in known],
        pages=frozenset(path for path, each in paths.items() if each.has_page),
        findings={path: len(each.findings) for path, each in paths.items() if each.findings},
        origin=around.origin,
        rules=rules,
        words={path: each.words for path, each in paths.items() if each.words is not None},
        codes=around.codes,
        address=around.address,
        forge=None if around.forge is None else around.forge.own,
    )
