"""Pages of a fleet: repositories by languages, a page a repository, and one a language of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.fleet.folders import name_folder
from sync.fleet.reports import render_json, sum_states
from sync.model import State
from sync.reports.values import Screen
from sync.site.counting import SIGNS, count_group
from sync.site.folder import Folder
from sync.site.overview import answer
from sync.site.rendering import render_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sync.fleet.values import KnownRepository, OwedTranslation
    from sync.site.counting import Group

_PART = "fleet"
_PAGES = "repositories"
# What pages of one project have in their heads and footers.
_BARE = {"forge": None, "origin": None, "address": None}


@dataclass(frozen=True, slots=True)
class LanguageCell:
    """A language of a repository: ``state`` is the worst that it has, None where it has none."""

    language: str
    file: str
    group: Group | None = None
    state: State | None = None

    @property
    def sign(self) -> str:
        """The state's sign, for those to whom its colour says nothing."""
        return "" if self.state is None else SIGNS[self.state]


@dataclass(frozen=True, slots=True)
class FleetLine:
    """A repository of the overview."""

    known: KnownRepository
    folder: str
    group: Group
    cells: tuple[LanguageCell, ...]


def write_pages(path: Path, known: Sequence[KnownRepository]) -> None:
    """Write all pages into a folder of ours, and remove those of what is gone.

    Raises:
        UsageError: the folder holds something else.
        FileError: the file system refused.
    """
    folder = Folder(path, (_PART,), _PAGES)
    folder.write_part(_PART, render_json(known, Screen()))
    languages = sorted({language for each in known for language in each.languages})
    lines = [_describe(each, languages) for each in known]
    kept = set()
    for line in lines:
        for page, text in _render_repository(line):
            folder.write(page, text)
            kept.add(page)
    folder.remove_pages(frozenset(kept))
    folder.write("index.html", _render_index(lines, languages))


def _render_index(lines: Sequence[FleetLine], languages: Sequence[str]) -> str:
    whole = _group("all", sum_states(line.known.summary for line in lines))
    return render_page(
        "fleet.html",
        (),
        lines=lines,
        languages=languages,
        answer=answer(whole),
        whole=whole,
        **_BARE,
        errors=[line for line in lines if line.known.error is not None],
    )


def _render_repository(line: FleetLine) -> Iterator[tuple[str, str]]:
    """Yield the pages of a repository, with their places."""
    cells = [cell for cell in line.cells if cell.group is not None]
    place = f"{_PAGES}/{line.folder}"
    told = {"line": line, "known": line.known, "signs": _SIGNS, **_BARE}
    yield (
        f"{place}/index.html",
        render_page("fleet-repository.html", (), cells=cells, answer=answer(line.group), **told),
    )
    rows: dict[str, list[OwedTranslation]] = {}
    for row in line.known.rows:
        rows.setdefault(row.language, []).append(row)
    for cell in cells:
        page = render_page(
            "fleet-language.html",
            (),
            cell=cell,
            rows=rows.get(cell.language, []),
            answer=answer(cell.group or line.group),
            **told,
        )
        yield f"{place}/{cell.file}.html", page


def _describe(known: KnownRepository, languages: Sequence[str]) -> FleetLine:
    cells = tuple(_make_cell(known.languages.get(name), name) for name in languages)
    return FleetLine(known, name_folder(known.name), _group(known.name, known.summary), cells)


def _make_cell(counts: Mapping[str, int] | None, language: str) -> LanguageCell:
    # "index" would be the repository's own page.
    file = f"language-{name_folder(language)}"
    if counts is None:
        return LanguageCell(language, file)
    group = _group(language, counts)
    worst = next((each.state for each in group.counts if each.count), None)
    return LanguageCell(language, file, group, worst)


def _group(name: str, counts: Mapping[str, int]) -> Group:
    states = (State(state) for state, count in counts.items() for _ in range(count))
    return count_group(name, "", states)


_SIGNS = {state.value: sign for state, sign in SIGNS.items()}
