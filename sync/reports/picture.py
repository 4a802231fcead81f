"""The picture of a project on one screen: its languages, and the documents most behind."""

from __future__ import annotations

from collections import Counter
from textwrap import wrap
from typing import TYPE_CHECKING

from sync.model import UP_TO_DATE, State
from sync.names import render_name
from sync.project.status_list import count_languages
from sync.reports.painting import COLOURS, COLUMNS, paint, paint_state
from sync.reports.shares import count_done, write_share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sync.model import Status
    from sync.reports.values import Screen
    from sync.results import Report

_WIDTH = 80
_MOST_LANGUAGES = 12
_FEWEST_DOCUMENTS = 3
_NOT_BEHIND = (*UP_TO_DATE, State.MISSING)


def render_picture(statuses: Sequence[Status], screen: Screen) -> str:
    """Render a row for each language that is behind, or for those most behind, and the rest.

    Nothing is wider than 80 columns.
    """
    counts = dict(sorted(count_languages(statuses).items()))
    behind = [name for name in counts if _share(counts[name]) < 1]
    most = min(_MOST_LANGUAGES, screen.height // 3)
    shown = list(counts) if len(counts) <= most else behind
    if len(shown) > most:
        least = sorted(behind, key=lambda name: _share(counts[name]))
        shown = sorted(least[: most - 2])
    lines = list(_render_table({name: counts[name] for name in shown}, counts, screen))
    rest = [name for name in behind if name not in shown]
    if rest:
        shares = [f"{name}\N{NO-BREAK SPACE}{write_share(counts[name])}" for name in rest]
        lines += list_languages(f"{len(rest)} more:", shares)
    done = [name for name in counts if name not in shown and name not in rest]
    if done:
        lines += list_languages(f"{len(done)} up to date:", done)
    return "".join(lines)


def list_languages(head: str, languages: Sequence[str]) -> Iterator[str]:
    """Yield lines that begin with ``head`` and name languages, wrapped."""
    text = f"{head} {' '.join(languages)}"
    for line in wrap(
        text, _WIDTH, subsequent_indent="        ", break_long_words=False, break_on_hyphens=False
    ):
        yield line.replace("\N{NO-BREAK SPACE}", " ") + "\n"


def render_documents(report: Report, screen: Screen, room: int) -> str:
    """Render the documents most behind, a line each, in ``room`` lines, and how to see all."""
    counts: dict[str, Counter[State]] = {}
    for status in report.listed:
        counts.setdefault(status.location.source, Counter())[status.state] += 1
    order = sorted(counts, key=lambda source: _weigh(counts[source]), reverse=True)
    most = max(room - 4, _FEWEST_DOCUMENTS)
    shown = order[:most]
    lines = [f"documents to look at: {len(order)}, the most work first\n"]
    lines += [f"{_render_document(source, counts[source], screen)}\n" for source in shown]
    caller, selected = report.caller, report.detail.arguments
    if len(order) > most:
        lines.append(f"    and {len(order) - most} more\n")
    lines.append(
        f"what to do about the first: {caller.command('status')} {caller.path(shown[0])}\n"
    )
    lines.append(f"each translation: {caller.command('status')} --all{selected}\n")
    return "".join(lines)


def _weigh(counts: Counter[State]) -> tuple[int, int]:
    """Return how much is behind, and then what nobody began: a reader is misled by the former."""
    behind = sum(count for state, count in counts.items() if state not in _NOT_BEHIND)
    return behind, counts[State.MISSING]


def _render_document(source: str, counts: Counter[State], screen: Screen) -> str:
    """Render a document with its states, the most frequent first, as many as fit on the line."""
    name = render_name(source, is_terminal=screen.is_terminal)
    room = _WIDTH - len(f"    {name}: …")
    parts: list[str] = []
    for state, count in counts.most_common():
        if state is State.CURRENT:
            continue
        room -= len(f"{count} {state}, ")
        if parts and room < 0:
            return f"    {name}: {', '.join(parts)} …"
        parts.append(f"{count} {paint_state(state, screen)}")
    return f"    {name}: {', '.join(parts)}"


def _share(counts: Mapping[State, int]) -> float:
    """Return which part of the documents is up to date."""
    return count_done(counts) / sum(counts.values())


def _render_table(
    rows: Mapping[str, Mapping[State, int]], all_: Mapping[str, Mapping[State, int]], screen: Screen
) -> Iterator[str]:
    """Yield a line for each row, and one for all languages; states that no translation has go."""
    total = {state: sum(counts[state] for counts in all_.values()) for state in State}
    states = [state for state in COLUMNS if total[state]]
    named = {**rows, "all": total} if len(all_) > 1 else rows
    yield from align_columns(
        ("language", "done", *states),
        [
            (name, write_share(counts), *(str(counts[state]) for state in states))
            for name, counts in named.items()
        ],
        ("", "", *(COLOURS[state] for state in states)),
        screen,
    )


def align_columns(
    head: Sequence[str], rows: Iterable[Sequence[str]], colours: Sequence[str], screen: Screen
) -> Iterator[str]:
    """Yield lines of cells, the first column to the left and the others to the right."""
    table = [head, *rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    gap = "  " if sum(widths) + 2 * len(widths) - 2 <= _WIDTH else " "
    for number, row in enumerate(table):
        cells = [row[0].ljust(widths[0])]
        for text, width, colour in zip(row[1:], widths[1:], colours[1:], strict=True):
            padded = text.rjust(width)
            is_plain = not colour or (number and text == "0")
            cells.append(padded if is_plain else paint(padded, colour, screen))
        yield gap.join(cells).rstrip() + "\n"
