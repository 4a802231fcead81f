"""A history whose translations name commits: OpenTelemetry's site, translated by people.

Its documents are ``content/en/…``, their translations ``content/LANGUAGE/…``, and each says in its
front matter from which commit of its source it was made (``default_lang_commit``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from hashlib import md5
from pathlib import Path

from benchmarks.cases import Commit, Corpus, Version, clone_corpus, read_blobs, read_commits

_PATH = re.compile(r"content/([^/]+)/(.+\.md)")
_STAMP = re.compile(r"^default_lang_commit:[ \t]*([0-9a-f]{7,40})[^\n]*\n", re.MULTILINE)
_DRIFT = re.compile(r"^drifted_from_default:[^\n]*\n", re.MULTILINE)
_SOURCE = "en"


def read_commit_corpus(name: str, folder: Path) -> Corpus:
    """Clone a corpus into ``folder``; stamps that name no commit of its line are left out."""
    repository = clone_corpus(name, folder, bare=True)
    commits = read_commits(repository)
    blobs = (blob for commit in commits for blob in commit.changes.values() if blob)
    texts = {blob: data.decode(errors="replace") for blob, data in read_blobs(repository, blobs)}
    order = {commit.name: number for number, commit in enumerate(commits)}
    return _Reader(texts, order).read(commits)


class _Reader:
    def __init__(self, texts: dict[str, str], order: dict[str, int]) -> None:
        self._texts = texts
        self._order = order
        self._corpus = Corpus(defaultdict(list), defaultdict(list))
        self._places: dict[str, list[int]] = defaultdict(list)
        self._there: dict[str, set[str]] = defaultdict(set)

    def read(self, commits: list[Commit]) -> Corpus:
        for number, commit in enumerate(commits):
            found = [(_PATH.fullmatch(path), blob) for path, blob in commit.changes.items()]
            parts = [(path[1], path[2], blob) for path, blob in found if path]
            for language, document, blob in parts:
                if language == _SOURCE and blob:
                    self._corpus.sources[document].append(self._texts[blob])
                    self._places[document].append(number)
                elif language != _SOURCE:
                    self._note(language, document, blob)
        return self._corpus

    def _note(self, language: str, document: str, blob: str | None) -> None:
        path = f"translations/{language}/{document}"
        self._there[language].discard(path)
        if not blob:
            return
        self._there[language].add(path)
        text = self._texts[blob]
        stamp = _STAMP.search(text)
        number = self._order.get(stamp[1]) if stamp else None
        place = bisect_right(self._places[document], number) if number is not None else 0
        if place:
            plain = _DRIFT.sub("", _STAMP.sub("", text, count=1), count=1)
            source = self._corpus.sources[document][place - 1]
            copies = frozenset(self._there[language])
            named = md5(source.encode()).hexdigest()
            known = self._corpus.translations[language, document]
            known.append(Version(plain, named, copies, len(self._places[document])))
