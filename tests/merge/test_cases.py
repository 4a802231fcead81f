"""The merge on before/after files: ``cases/*.md`` holds a case for every rule.

A file holds cases. ``@@ case NAME`` begins one, with options behind the name; then come parts,
each under its own line: ``@@ base`` (left out: unknown), ``@@ source`` (left out: as the base),
``@@ translation`` and what is expected: ``@@ result``, ``@@ unchanged`` or ``@@ refused TEXT``.
``@@ note LINE TEXT`` and ``@@ counts NAME=N ...`` (all tables together) may follow; notes are then
complete. ``+whole`` merges prose, too, ``+mdx`` as MDX; counts are then of units. ``⏎`` at a line's
end stands for a carriage return, ``·`` for a space.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from sync.markdown.dialect import MARKDOWN, Dialect
from sync.markdown.document import read_markdown
from sync.merge.document import merge_document
from sync.merge.values import Merge, MergeOptions, OnChange, TableMerge
from sync.model import TableStyle
from tests.cases import make_case
from tests.merge.merging import SPACE, merge, read_cells

OPTIONS = {
    "on-change-source": MergeOptions(on_change=OnChange.SOURCE),
    "compact": MergeOptions(table_style=TableStyle.COMPACT),
    "aligned": MergeOptions(table_style=TableStyle.ALIGNED),
    "rebuild": MergeOptions(rebuild_damaged=True),
}


@dataclass
class Case:
    """One case as its file has it; ``result`` is None where the merge is to be refused."""

    name: str
    options: MergeOptions
    parts: dict[str, str] = field(default_factory=dict)
    refused: str | None = None
    notes: list[tuple[int, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    is_whole: bool = False
    dialect: Dialect = MARKDOWN

    @property
    def base(self) -> str | None:
        return self.parts.get("base")

    @property
    def source(self) -> str:
        return self.parts.get("source", self.parts.get("base", ""))

    @property
    def translation(self) -> str:
        return self.parts["translation"]

    @property
    def result(self) -> str:
        return self.parts.get("result", self.translation)


def read_cases() -> list[Case]:
    cases: list[Case] = []
    for path in sorted((Path(__file__).parent / "cases").glob("*.md")):
        part = None
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("@@ "):
                part = read_marker(line[3:], path.stem, cases)
            elif part is not None:
                cases[-1].parts[part] += line.replace("·", " ").replace("⏎", "\r") + "\n"
    for case in cases:
        case.parts = {name: trim(text) for name, text in case.parts.items()}
    return cases


def read_marker(marker: str, file: str, cases: list[Case]) -> str | None:
    """Take in a line that begins with ``@@``; return the part that it opens, if any."""
    word, _, rest = marker.partition(" ")
    if word == "case":
        name, *options = rest.split(" +")
        chosen = next((OPTIONS[each] for each in options if each in OPTIONS), MergeOptions())
        dialect = Dialect(is_mdx="mdx" in options)
        cases.append(Case(f"{file}: {name}", chosen, is_whole="whole" in options, dialect=dialect))
        return None
    case = cases[-1]
    if word in ("base", "source", "translation", "result"):
        case.parts[word] = ""
        return word
    if word == "refused":
        case.refused = rest
    elif word == "note":
        line, _, text = rest.partition(" ")
        case.notes.append((int(line), text))
    elif word == "counts":
        case.counts = {name: int(n) for name, n in (pair.split("=") for pair in rest.split())}
    else:
        assert word == "unchanged", f"{case.name}: unknown marker {marker!r}"
    return None


def trim(text: str) -> str:
    """Take away the blank lines around a part; a part without a line end ends in ``$``."""
    text = text.strip("\n") + "\n" if text.strip("\n") else ""
    return text.removesuffix("$\n")


CASES = read_cases()


def by_name(cases: list[Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=[case.name for case in cases])


WRITTEN = [case for case in CASES if case.refused is None]


def run(case: Case, base: str | None = None, translation: str | None = None) -> Merge:
    """Merge a case, with another base or translation where they are given."""
    base = case.base if base is None else base
    translated = case.translation if translation is None else translation
    if not case.is_whole:
        return merge(base, case.source, translated, case.options)
    old, new, there = (
        read_markdown(text, case.dialect) for text in (base or "", case.source, translated)
    )
    return merge_document(make_case(new, there, SPACE, base=old, is_whole=True), case.options)


def test_names_are_unique() -> None:
    names = [case.name for case in CASES]

    assert len(names) == len(set(names))
    assert len(names) > 30


@by_name(CASES)
def test_the_result_is_as_written(case: Case) -> None:
    merged = run(case)

    assert merged.text == case.result
    if case.refused is None:
        assert merged.refusal is None
    else:
        assert merged.refusal is not None
        assert case.refused in merged.refusal.message
    if case.counts:
        found = count(merged.tables, case.counts) if not case.is_whole else merged.counts
        assert {name: found[name] for name in case.counts} == case.counts
    if case.notes:
        told = [(note.line or 0, note.message) for note in merged.notes]
        assert len(told) == len(case.notes), told
        for (line, text), (told_line, told_text) in zip(case.notes, told, strict=True):
            assert (line, text in told_text) == (told_line, True), told_text


def count(tables: tuple[TableMerge, ...], names: dict[str, int]) -> dict[str, int]:
    assert set(TableMerge._fields).issuperset(names)
    return {name: sum(getattr(table, name) for table in tables) for name in names}


@by_name(WRITTEN)
def test_a_second_merge_changes_nothing(case: Case) -> None:
    again = run(case, None if case.base is None else case.source, case.result)

    assert again.text == case.result
    assert again.refusal is None


@by_name([case for case in CASES if case.base is not None])
def test_a_source_that_did_not_change_changes_nothing(case: Case) -> None:
    parts = {**case.parts, "source": case.base or ""}
    merged = run(replace(case, parts=parts))

    assert merged.text == case.translation
    assert not merged.touched
    assert merged.refusal is None


@by_name(WRITTEN)
def test_the_result_has_the_sources_tables(case: Case) -> None:
    widths = [table.columns for table in read_markdown(case.source).tables]
    found = [table.columns for table in read_markdown(case.result).tables]

    assert [width for width in found if width in widths] == found
    assert len(read_cells(case.result)) >= len(widths) or case.base is not None


@by_name([case for case in CASES if "\r" not in case.translation])
def test_line_endings_and_an_encoding_mark_stay(case: Case) -> None:
    written = replace(case)
    parts = dict(case.parts)
    parts["translation"] = "\ufeff" + parts["translation"].replace("\n", "\r\n")
    written.parts = parts
    merged = run(written)

    assert merged.text == "\ufeff" + case.result.replace("\n", "\r\n")
