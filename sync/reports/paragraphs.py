"""What a text says of translations: a paragraph for what is the same in several languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.names import render_name, render_part
from sync.reports.advice import find_group_ways_out, list_facts
from sync.reports.groups import group_statuses
from sync.reports.painting import paint_state
from sync.reports.picture import list_languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.reports.groups import StatusGroup
    from sync.reports.values import Screen
    from sync.results import Report


def render_paragraphs(report: Report, screen: Screen) -> str:
    """Render a paragraph for each change that a report lists, with what to do about it."""
    return "".join(_render_groups(report, screen))


def _render_groups(report: Report, screen: Screen) -> Iterator[str]:
    for group in group_statuses(report, apart=report.detail.is_each):
        yield from _render_head(group, screen)
        yield from (f"    {render_part(r, is_terminal=screen.is_terminal)}\n" for r in group.rows)
        yield from (f"    {way_out}\n" for way_out in find_group_ways_out(group, report.caller))


def _render_head(group: StatusGroup, screen: Screen) -> Iterator[str]:
    """Yield what is told of whom: facts stand behind one, and below several."""
    location, facts = group.first.location, "; ".join(list_facts(group.statuses, screen))
    state = paint_state(group.first.state, screen)
    if group.is_single:
        name = render_name(location.path, is_terminal=screen.is_terminal)
        yield f"{name}: {state}{facts and f': {facts}'}\n"
        return
    if len(group.documents) > 1:
        yield f"{location.language}: {state} in {len(group.documents)} documents: {facts}\n"
        return
    name = render_name(location.source, is_terminal=screen.is_terminal)
    yield from list_languages(f"{name}: {state} in {len(group.languages)}:", group.languages)
    if facts:
        yield f"    {facts}\n"
