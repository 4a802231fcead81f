"""The page of a language, to send to those who translate into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.model import UP_TO_DATE, State
from sync.site.counting import SIGNS, clean, count_group
from sync.site.directions import find_direction, find_tag
from sync.site.folder import find_page
from sync.site.language_names import find_name
from sync.site.rendering import render_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sync.model import Status
    from sync.site.page import Surroundings
    from sync.site.parts import Known


@dataclass(frozen=True, slots=True)
class OpenTranslation:
    """A translation that is not up to date; ``page`` is its page here, ``fresh`` where to begin it.

    ``words`` are those that it owes, None where nobody knows how many.
    """

    status: Status
    sign: str
    words: int | None
    findings: int
    page: str | None
    fresh: str | None


def order_tasks(known: Iterable[Known]) -> list[Known]:
    """Return what is not up to date, the most words first; what nobody can count comes last."""
    owed = (each for each in known if each.status.state not in UP_TO_DATE or each.findings)
    return sorted(
        owed,
        key=lambda each: (
            each.words is None,
            -(each.words or 0),
            each.status.location.document,
        ),
    )


def render_language(language: str, known: Sequence[Known], around: Surroundings) -> str:
    """Render the page of a language: its share, and its documents by the words that they owe."""
    code = around.codes.get(language, language)
    tasks = [_make_task(each, around) for each in order_tasks(known)]
    return render_page(
        "language.html",
        ("copy.js",),
        **around.told,
        up="../",
        language=clean(language),
        title=find_name(code),
        tag=find_tag(code),
        direction=find_direction(code),
        whole=count_group(language, "", (each.status.state for each in known)),
        tasks=tasks,
        words=sum(each.words or 0 for each in tasks),
        unknown=sum(each.words is None for each in tasks),
        commands=_list_commands(language, tasks, around),
    )


def _make_task(known: Known, around: Surroundings) -> OpenTranslation:
    status = known.status
    location, forge = status.location, around.forge
    page = find_page(f"{location.language}/{location.document}") if known.has_page else None
    fresh = None
    if status.state is State.MISSING and forge is not None and forge.own is not None:
        fresh = forge.own.link_new(location.path)
    return OpenTranslation(
        status, SIGNS[status.state], known.words, len(known.findings), page, fresh
    )


def _list_commands(
    language: str, tasks: Sequence[OpenTranslation], around: Surroundings
) -> list[tuple[str, str]]:
    """Return what to run for all of a language at once, and what that does."""
    states = {each.status.state for each in tasks}
    selected = f"--lang {language}"
    commands = []
    if State.STALE in states:
        words = "bring what is stale up to date, and mark what needs words"
        commands.append((words, f"{around.caller.command('sync')} {selected}"))
    if tasks:
        words = "see where each translation stands"
        commands.append((words, f"{around.caller.command('status')} --all {selected}"))
    return commands
