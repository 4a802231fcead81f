"""What a tool is given, and what it gives back."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks.cases import Case
from benchmarks.peers.server import Service
from benchmarks.replay import write_cases
from benchmarks.repositories import make_repository


class Done(NamedTuple):
    """A translation that was to be updated, and what it became: None where it was refused."""

    case: Case
    text: str | None


class Outcome(NamedTuple):
    """A tool's name and version, its translations, its seconds of CPU, and the words it sent.

    The words are None where there is no model: the words that are marked count then.
    """

    name: str
    done: Sequence[Done]
    cpu: float
    words: int | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """The pairs, a folder for the tool alone, and the model."""

    cases: Sequence[Case]
    folder: Path
    service: Service

    def make_tree(self) -> Path:
        """Make a repository of old sources with their translations, then of the new sources."""
        tree = make_repository(self.folder / "tree")
        write_cases(tree, self.cases)
        return tree

    def read(self, tree: Path) -> list[Done]:
        """Return what became of the translations of a tree; one left as it was was refused."""
        return [Done(case, read_changed(tree / case.path, case.translation)) for case in self.cases]

    def list_by_language(self) -> Mapping[str, list[str]]:
        """Return the documents that each language has a stale translation of."""
        found: dict[str, list[str]] = {}
        for case in self.cases:
            found.setdefault(case.language, []).append(case.document)
        return found


def read_changed(path: Path, before: str) -> str | None:
    """Return a file's text, None where it is what was there before, or gone."""
    text = path.read_bytes().decode() if path.is_file() else before
    return None if text == before else text


def make_empty(folder: Path) -> Path:
    """Make a folder anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
