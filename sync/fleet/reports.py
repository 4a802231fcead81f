"""What is known of a fleet as text and as JSON; ``sync/schema/fleet.json`` is the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.model import State
from sync.names import render_name, render_part
from sync.reports.json import VERSION, render_object
from sync.reports.painting import COLOURS, COLUMNS, paint
from sync.reports.picture import align_columns
from sync.reports.shares import write_share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sync.fleet.values import KnownRepository
    from sync.reports.values import Json, Screen

_LONGEST = 32


def render_json(known: Sequence[KnownRepository], _screen: Screen) -> str:
    """Render the object: the store's columns of each repository, and its translations."""
    return render_object(
        {
            "version": VERSION,
            "repositories": [_describe(each) for each in known],
            "summary": sum_states(each.summary for each in known),
        }
    )


def _describe(known: KnownRepository) -> dict[str, Json]:
    told: dict[str, Json] = {
        "name": known.name,
        "address": known.address,
        "root": known.root,
        "revision": known.revision,
        "commit_id": known.commit_id,
        "fingerprint": known.fingerprint,
        "error": known.error,
        "summary": known.summary,
        "languages": known.languages,
        "finished": known.finished,
        "translations": [row._asdict() for row in known.rows],
    }
    return told if known.failing is None else {**told, "failing": known.failing}


def render_text(known: Sequence[KnownRepository], screen: Screen) -> str:
    """Render a table of repositories by states, one of repositories by languages, and errors."""
    parts = [
        "".join(_render_states(known, screen)),
        "".join(_render_languages(known, screen)),
        "".join(_render_failing(known, screen)),
        "".join(_render_errors(known, screen)),
    ]
    return "\n".join(part for part in parts if part) + _conclude(known)


def sum_states(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Return the counts of several together; all states are there."""
    held = list(counts)
    return {each.value: sum(one.get(each.value, 0) for one in held) for each in State}


def _render_states(known: Sequence[KnownRepository], screen: Screen) -> Iterator[str]:
    total = sum_states(each.summary for each in known)
    states = [state for state in COLUMNS if total[state.value]]
    rows = [(_name(each.name, screen), each.summary) for each in known]
    rows += [("all", total)] if len(known) > 1 else []
    yield from align_columns(
        ("repository", "done", *states),
        [
            (name, write_share(counts), *(str(counts.get(state.value, 0)) for state in states))
            for name, counts in rows
        ],
        ("", "", *(COLOURS[state] for state in states)),
        screen,
    )


def _render_languages(known: Sequence[KnownRepository], screen: Screen) -> Iterator[str]:
    """Yield how much is done by language, of as many languages as fit; most have them first."""
    held = [language for each in known for language in each.languages]
    languages = sorted(set(held), key=lambda name: (-held.count(name), name))
    if not languages:
        return
    room = max(screen.width, 80) - max(len(_name(each.name, screen)) for each in known)
    shown: list[str] = []
    for language in languages:
        room -= max(len(language), 4) + 2
        if room < 0:
            break
        shown.append(language)
    shown = sorted(shown or languages[:1])
    rows = [
        (
            _name(each.name, screen),
            *(
                write_share(each.languages[name]) if name in each.languages else ""
                for name in shown
            ),
        )
        for each in known
    ]
    head = ("repository", *(render_part(name, is_terminal=screen.is_terminal) for name in shown))
    yield from align_columns(head, rows, ("",) * len(head), screen)
    if len(shown) < len(languages):
        more = len(languages) - len(shown)
        yield f"and {more} more {'language' if more == 1 else 'languages'}: --format html or json\n"


def _render_failing(known: Sequence[KnownRepository], screen: Screen) -> Iterator[str]:
    for each in known:
        if each.failing:
            total = sum(each.summary.values())
            words = paint(f"{each.failing} of {total} failed", "red", screen)
            yield f"{render_name(each.name, is_terminal=screen.is_terminal)}: {words}\n"


def _render_errors(known: Sequence[KnownRepository], screen: Screen) -> Iterator[str]:
    for each in known:
        if each.error is not None:
            name = render_name(each.name, is_terminal=screen.is_terminal)
            error = render_part(each.error, is_terminal=screen.is_terminal)
            yield f"{name}: {paint('error', 'bold red', screen)}: {error}\n"


def _conclude(known: Sequence[KnownRepository]) -> str:
    count = len(known)
    total = sum(sum(each.summary.values()) for each in known)
    repositories = f"{count} {'repository' if count == 1 else 'repositories'}"
    parts = [f"{repositories}, {total} {'translation' if total == 1 else 'translations'}"]
    judged = [each for each in known if each.failing is not None]
    if judged:
        parts.append(f"{sum(bool(each.failing) for each in judged)} failed the gate")
    wrong = sum(each.error is not None for each in known)
    if wrong:
        parts.append(f"{wrong} with an error")
    return f"\n{'; '.join(parts)}\n"


def _name(name: str, screen: Screen) -> str:
    """Return a name as it fits into a column."""
    shown = render_name(name, is_terminal=screen.is_terminal)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


FORMATS = {"text": render_text, "json": render_json}
"""The formats of what is known, the default first."""
