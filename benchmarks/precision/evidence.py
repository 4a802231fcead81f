"""What a finding is held against: a translation as it is shown, beside what it was made from."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from benchmarks.cases import hash_text, read_hash, read_sidecar
from benchmarks.generate import SIDECAR
from benchmarks.oracle import Cell, Page, Row, Table, read_page, split_cells
from benchmarks.precision.pairing import Pairs, pair_rows, pair_tables

# Its program's comment, or the first line that names the program, after the last heading.
_DISCLAIMER = re.compile(
    r"<!-- CO-OP TRANSLATOR DISCLAIMER START"
    r"|^[^\n]*github\.com/Azure/co-op-translator(?![\s\S]*^#)",
    re.MULTILINE,
)


class Finding(NamedTuple):
    """A finding as the JSON report tells it; lines and columns are 1-based."""

    rule: str
    severity: str
    path: str
    line: int | None
    column: int | None
    message: str


class Spot(NamedTuple):
    """A cell of a translation and the one of the source that answers to it, with their rows."""

    evidence: Evidence
    source: Row
    row: Row
    before: Cell
    after: Cell


@dataclass(frozen=True)
class Course:
    """A work tree, and all versions of its sources by the hashes that a stamp may name."""

    folder: Path
    versions: Mapping[str, str]

    def list_translations(self) -> list[Evidence]:
        """Return all translations in Markdown, by path."""
        found = sorted(self.folder.glob("translations/*/**/*.md"))
        return [self.open(path.relative_to(self.folder).as_posix()) for path in found]

    def open(self, path: str) -> Evidence:
        """Put a translation beside its source."""
        return Evidence(self, path, (self.folder / path).read_bytes().decode())

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder at a path relative to the work tree's top."""
        place = posixpath.normpath(path)
        return not place.startswith("..") and (self.folder / place).exists()


def open_course(folder: Path, texts: Iterable[str]) -> Course:
    """Return a work tree; ``texts`` are all sources that its history holds."""
    return Course(folder, {name: text for text in texts for name in hash_text(text)})


@dataclass(frozen=True)
class Evidence:
    """A translation of a work tree."""

    course: Course
    path: str
    text: str

    @property
    def document(self) -> str:
        """The source's path."""
        return self.path.split("/", 2)[2]

    @cached_property
    def hash(self) -> str:
        """What its stamp names, its sidecar's entry or what stands in the file; else empty."""
        sidecar = self.course.folder.joinpath(*self.path.split("/")[:2], SIDECAR)
        entries = read_sidecar(sidecar.read_text()) if sidecar.is_file() else {}
        return entries.get(self.document) or read_hash(self.text)

    @cached_property
    def source(self) -> str:
        """The version that its stamp names; the present one where git holds none with its hash.

        So it is where a generated block was hashed before it was committed.
        """
        known, present = self.course.versions.get(self.hash), self.course.folder / self.document
        return known or (present.read_bytes().decode() if present.is_file() else "")

    @property
    def page(self) -> Page:
        """The translation."""
        return read_page(self.text)

    @property
    def source_page(self) -> Page:
        """The source."""
        return read_page(self.source)

    @cached_property
    def pairs(self) -> Pairs:
        """Which table of the source answers to which of the translation."""
        return pair_tables(self.source_page.tables, self.page.tables)

    @property
    def is_sound(self) -> bool:
        """Whether it shows its source's tables, row by row and as wide."""
        ours, theirs = ([t.shape for t in page.tables] for page in (self.source_page, self.page))
        return bool(self.source) and ours == theirs and len(self.pairs) == len(ours)

    @property
    def is_repaired(self) -> bool:
        """Whether it shows rows in tables that the source shows as text."""
        return len(self.source_page.loose) > len(self.page.loose)

    def find_tables(self, line: int | None) -> tuple[Table | None, Table | None]:
        """Return the source's table and the one that holds a line, or ends in the one before."""
        for reach in (0, 1):
            for there, table in enumerate(self.page.tables):
                if line is not None and table.first <= line <= table.last + reach:
                    here = next((i for i, j in self.pairs if j == there), None)
                    return None if here is None else self.source_page.tables[here], table
        return None, None

    def find_spot(self, finding: Finding) -> Spot | None:
        """Return the cell that a finding points into, if its row answers to one of the source."""
        ours, theirs = self.find_tables(finding.line)
        if ours is not None and theirs is not None:
            for i, j in pair_rows(ours, theirs):
                source, row = ours.rows[i], theirs.rows[j]
                if row.line == finding.line:
                    before = row.raw[: (finding.column or 1) - 1]
                    place = min(len(split_cells(f"{before}x")), len(row.cells)) - 1
                    none = [Cell("", "")] * (place + 1)
                    cells = ((*each.cells, *none)[place] for each in (source, row))
                    return Spot(self, source, row, *cells)
        return None

    def get_line(self, finding: Finding) -> str:
        """Return the line of a finding, empty where it is in none."""
        lines = ("", *self.page.lines)
        return lines[finding.line] if finding.line and finding.line < len(lines) else ""


def find_disclaimer(text: str) -> int:
    """Return where a translation ends that a disclaimer stands below, else where the text does."""
    found = _DISCLAIMER.search(text)
    if found is None:
        return len(text)
    return text.rfind("\n\n", 0, found.start()) + 1 or found.start()
