"""Checkouts of the corpora: as published, and with translations that fell behind."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cases import Corpus, hash_text
from benchmarks.corpora import read_commits


@dataclass(frozen=True, slots=True)
class StaleTree:
    """A checkout with the newest sources and older translations, of which so many are stale."""

    folder: Path
    commit: str
    stale: int


def make_stale(repository: Path, corpus: Corpus) -> StaleTree:
    """Put the translations of that commit into a clone with which most of them are stale."""
    stale, commit = max(_count_stale(repository, corpus))
    _git(repository, "rm", "-rq", "translations")
    _git(repository, "checkout", "-q", commit, "--", "translations")
    who = ("-c", "user.name=A Benchmark", "-c", "user.email=benchmark@example.org")
    _git(repository, *who, "commit", "-q", "--allow-empty", "-m", "Bring older translations back")
    return StaleTree(repository, commit, stale)


def _git(repository: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(repository), *arguments], check=True)


def _count_stale(repository: Path, corpus: Corpus) -> Iterator[tuple[int, str]]:
    """Yield for each commit how many of its translations the newest sources leave stale."""
    current = {
        document: hash_text(corpus.texts[blobs[-1]])
        for document, blobs in corpus.sources.items()
        if (repository / document).is_file()
    }
    hashes = {
        (language, document, version.blob): version.hash
        for (language, document), versions in corpus.translations.items()
        for version in versions
    }
    now: dict[tuple[str, str], str | None] = {}
    for commit in read_commits(repository):
        for path, blob in commit.blobs.items():
            if path.startswith("translations/"):
                _, language, document = path.split("/", 2)
                now[language, document] = blob
        known = [
            (document, hashes[language, document, blob])
            for (language, document), blob in now.items()
            if blob is not None and document in current and (language, document, blob) in hashes
        ]
        yield sum(name not in current[document] for document, name in known), commit.name
