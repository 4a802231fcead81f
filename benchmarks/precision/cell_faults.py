"""Faults of cells, characters and stamps, put into sound translations."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from benchmarks.precision.drafts import Draft, Edited, gather_seeds
from benchmarks.precision.rendering import ShownRow, split_cells

_WEB = re.compile(r"(?<=\]\()https?://[\w./-]*\w(?=\))")
_RELATIVE = re.compile(r"(?<=\]\()(?:\.\.?/)*[\w-][\w./-]*\.md(?=[)#])")
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\([^()\s]+\)")
_CODE = re.compile(r"`([A-Za-z][\w. -]{3,})`")
_NUMBER = re.compile(r"(?<![\w.,-])[1-9]\d*(?![\w.,-])")


def _find(draft: Draft, pattern: re.Pattern[str]) -> Iterator[tuple[ShownRow, int, re.Match[str]]]:
    """Yield what cells below the header hold, from another row on for each draft."""
    body = draft.table.body
    start = draft.rank % len(body)
    for row in (*body[start:], *body[:start]):
        for place, cell in enumerate(split_cells(row.raw)):
            for match in pattern.finditer(cell):
                yield row, place, match


def _change(
    draft: Draft, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]
) -> Edited | None:
    """Change the first thing that a pattern finds."""
    for row, place, match in _find(draft, pattern):
        text = match.string[: match.start()] + change(match) + match.string[match.end() :]
        return draft.replace_cell(row, place, text)
    return None


def _address_changed(draft: Draft) -> Edited | None:
    return _change(draft, _WEB, lambda match: f"{match[0]}-traduction")


def _link_lost(draft: Draft) -> Edited | None:
    return _change(draft, _LINK, lambda match: match[1])


def _link_to_another_file(draft: Draft) -> Edited | None:
    repository, folder = draft.evidence.repository, posixpath.dirname(draft.evidence.path)

    def lead_astray(match: re.Match[str]) -> str:
        name = posixpath.basename(match[0])
        others = [path for path in repository.sources if posixpath.basename(path) != name]
        return posixpath.relpath(others[draft.rank % len(others)], folder)

    return _change(draft, _RELATIVE, lead_astray)


def _link_mistyped(draft: Draft) -> Edited | None:
    return _change(draft, _RELATIVE, lambda match: match[0].removesuffix(".md") + "-x.md")


def _link_as_in_the_source(draft: Draft) -> Edited | None:
    """Copy the source's link, which leads elsewhere from the translation's folder."""
    body = draft.source.body
    for row, place, match in _find(draft, _RELATIVE):
        old = split_cells(body[draft.table.body.index(row)].raw)[place]
        links = _RELATIVE.findall(old)
        if len(links) == 1 and not draft.evidence.repository.exists(_join(draft, links[0])):
            text = match.string.replace(match[0], links[0])
            return draft.replace_cell(row, place, text)
    return None


def _join(draft: Draft, link: str) -> str:
    return posixpath.join(posixpath.dirname(draft.evidence.path), link)


def _code_mistyped(draft: Draft) -> Edited | None:
    return _change(draft, _CODE, lambda match: f"`{match[1][:2]}{match[1][1:]}`")


def _code_without_backticks(draft: Draft) -> Edited | None:
    return _change(draft, _CODE, lambda match: match[1])


def _number_changed(draft: Draft) -> Edited | None:
    return _change(draft, _NUMBER, lambda match: f"{match[0]}7")


def _cell_emptied(draft: Draft) -> Edited | None:
    full = [
        (row, place)
        for row in draft.table.body
        for place, cell in enumerate(row.cells)
        if len(cell.text) > 3 and sum(bool(other.text) for other in row.cells) > 1
    ]
    if not full:
        return None
    row, place = full[draft.rank % len(full)]
    return draft.replace_cell(row, place, "")


def _cells_slipped(draft: Draft) -> Edited | None:
    """Let a cell's text slip into the empty one beside it."""
    for row in draft.table.body:
        cells = split_cells(row.raw)
        for place in range(len(cells) - 1):
            if bool(cells[place]) != bool(cells[place + 1]):
                cells[place], cells[place + 1] = cells[place + 1], cells[place]
                return draft.replace_row(row, f"| {' | '.join(cells)} |")
    return None


def _prefix(draft: Draft, text: str) -> Edited | None:
    row = draft.choose([row for row in draft.table.body if row.cells[0].text])
    if row is None:
        return None
    return draft.replace_cell(row, 0, text + split_cells(row.raw)[0])


def _mark_left(draft: Draft) -> Edited | None:
    return _prefix(draft, "<!-- sync:untranslated --> ")


def _mark_of_an_old_text_left(draft: Draft) -> Edited | None:
    return _prefix(draft, "<!-- sync:fuzzy --> ")


def _override_opened(draft: Draft) -> Edited | None:
    return _prefix(draft, "\u202e")


def _isolate_opened(draft: Draft) -> Edited | None:
    return _prefix(draft, "\u2067")


def _zero_width_space(draft: Draft) -> Edited | None:
    word = re.compile(r"(?<![\w`/(.-])([A-Za-z]{2})([A-Za-z]{3,})(?![\w`/.-])")
    return _change(draft, word, lambda match: f"{match[1]}\u200b{match[2]}")


def _link_in_prose_mistyped(draft: Draft) -> Edited | None:
    return _change_prose(draft, _RELATIVE, lambda match: match[0].removesuffix(".md") + "-x.md")


def _override_in_prose(draft: Draft) -> Edited | None:
    return _change_prose(draft, re.compile(r"(?<=\w) (?=\w)"), lambda _: " \u202e")


def _change_prose(
    draft: Draft, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]
) -> Edited | None:
    """Change the first thing that a pattern finds in a line that begins with a word."""
    lines, code = draft.lines, draft.evidence.page.code
    for number, line in enumerate(lines, start=1):
        is_prose = re.match(r"(?:- )?[*\[]*[^\W\d_]", line) is not None and number not in code
        match = pattern.search(line) if is_prose and "|" not in line else None
        if match is not None:
            lines[number - 1] = line[: match.start()] + change(match) + line[match.end() :]
            edited = draft.finish(lines)
            return edited and edited._replace(first=number, last=number)
    return None


def _conflict_in_a_table(draft: Draft) -> Edited | None:
    row = draft.choose()
    if row is None:
        return None
    lines = draft.lines
    both = ["<<<<<<< HEAD", row.raw, "=======", row.raw + " ", ">>>>>>> other"]
    lines[row.line - 1 : row.line] = both
    return draft.finish(lines, spread=4)


def _conflict_in_prose(draft: Draft) -> Edited | None:
    lines = draft.lines
    first = len(lines)
    lines += ["", "<<<<<<< HEAD", "a", "=======", "b", ">>>>>>> other", ""]
    edited = draft.finish(lines)
    return edited and edited._replace(first=first, last=len(lines))


def _hash_cut(draft: Draft) -> Edited | None:
    text = re.sub(r'("original_hash": ")\w{8}', r"\1", draft.evidence.text)
    return None if text == draft.evidence.text else Edited(text, 1, 12)


def _stamp_lost(draft: Draft) -> Edited | None:
    text = re.sub(r"\A<!--.*?-->\s*", "", draft.evidence.text, flags=re.DOTALL)
    is_stamp = "CO_OP_TRANSLATOR_METADATA" in draft.evidence.text[: -len(text)]
    return Edited(text, 1, 1) if is_stamp else None


CELL_FAULTS = gather_seeds(
    {
        _address_changed: ["link-target"],
        _link_lost: ["link-target"],
        _link_to_another_file: ["link-target"],
        _link_mistyped: ["link-dead", "link-target"],
        _link_as_in_the_source: ["link-dead", "link-target"],
        _link_in_prose_mistyped: ["link-dead"],
        _code_mistyped: ["code-span"],
        _code_without_backticks: ["code-span"],
        _number_changed: ["number"],
        _cell_emptied: ["empty-cell"],
        _cells_slipped: ["empty-cell"],
        _mark_left: ["mark-left"],
        _mark_of_an_old_text_left: ["mark-left"],
        _override_opened: ["bidi-control"],
        _isolate_opened: ["bidi-control"],
        _override_in_prose: ["bidi-control"],
        _zero_width_space: ["bidi-control"],
        _conflict_in_a_table: ["conflict-marker"],
        _conflict_in_prose: ["conflict-marker"],
        _hash_cut: ["stamp"],
        _stamp_lost: ["stamp"],
    }
)
"""Each with the rules of which any names it rightly."""
