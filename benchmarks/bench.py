"""What the sections share: a folder, trees made in it, and the real repositories."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.cases import BUNDLES, Corpus, clone_corpus, read_corpus
from benchmarks.commit_stamps import read_commit_corpus
from benchmarks.generate import Plan, generate_repository
from benchmarks.repositories import run_git
from benchmarks.root_locale import read_root_corpus
from benchmarks.timing import read_report

COURSES = ("azd", "security-101")
"""The real repositories with many translations."""
MARKDOWN = (*COURSES, "agents", "otel")
"""The real repositories of Markdown whose documents change often."""

HISTORIES = (*MARKDOWN, "starlight")
"""The real repositories whose documents change often."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A checkout; ``sidecar`` is how it is stamped."""

    name: str
    folder: Path
    sidecar: bool

    @property
    def title(self) -> str:
        """Its name, and how many Markdown files it has."""
        return f"{self.name} ({sum(1 for _ in self.folder.rglob('*.md')):,} files)"


@dataclass(frozen=True)
class Bench:
    """Where trees are made, and how much is measured."""

    folder: Path
    quick: bool

    @property
    def rounds(self) -> int:
        """How often a short command runs."""
        return 3 if self.quick else 9

    @cached_property
    def clean(self) -> Tree:
        """The sidecar tree with nothing stale."""
        return self.make_tree(sidecar=True)

    @cached_property
    def stale(self) -> Tree:
        """The sidecar tree with every translation stale."""
        return self.make_tree(sidecar=True, stale=1)

    def make_tree(self, *, sidecar: bool, stale: float = 0, small: bool = False) -> Tree:
        """Generate a tree of as many documents as real courses have, in fifty languages.

        A ``small`` one has a quarter of the languages; quickly, all are small.
        """
        documents, languages = (65, 55) if sidecar else (39, 51)
        plan = Plan(documents, languages // (4 if small or self.quick else 1), sidecar, stale)
        name = f"generated {'sidecar' if sidecar else 'comment'} tree"
        folder = self.folder / f"{name.replace(' ', '-')}-{stale:g}{'-small' * small}"
        return Tree(name, generate_repository(plan, folder), sidecar)

    @property
    def missing(self) -> str:
        """Why the real repositories cannot be measured, empty where they are there."""
        names = [n for n in (*HISTORIES, "resources") if not (BUNDLES / f"{n}.bundle").is_file()]
        return f"no bundle of {', '.join(names)} in {BUNDLES.name}/" if names else ""

    @cached_property
    def corpora(self) -> dict[str, Corpus]:
        """The whole histories of the real repositories."""
        bare = self.folder / "bare"
        corpora = {name: read_corpus(name, bare) for name in (*COURSES, "agents", "resources")}
        others = {
            "otel": read_commit_corpus("otel", bare),
            "starlight": read_root_corpus("starlight", bare),
        }
        return {**corpora, **others}

    def clone(self, name: str, place: str) -> Path:
        """Clone a real repository into a folder."""
        return clone_corpus(name, self.folder / place)

    def clone_stale(self, name: str, place: str) -> Path:
        """Clone one, and put translations of an older commit there, of which most are stale."""
        folder = self.clone(name, place)
        commits = run_git(folder, "log", "--first-parent", "--format=%H", "--", "translations")
        names = commits.split()

        def count(commit: str) -> int:
            _take_translations(folder, commit)
            stale: int = read_report(folder, "status")["summary"]["stale"]
            return stale

        _take_translations(folder, max(names[:: 1 + len(names) // 12], key=count))
        run_git(folder, "commit", "-q", "--allow-empty", "-m", "Bring older translations back")
        return folder


def _take_translations(folder: Path, commit: str) -> None:
    run_git(folder, "rm", "-rfq", "--ignore-unmatch", "translations")
    run_git(folder, "checkout", "-q", commit, "--", "translations")
