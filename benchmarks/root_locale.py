"""A history without stamps: Starlight's site, whose sources stand beside the languages' folders.

Its documents are ``docs/src/content/docs/…``, MDX most of them, their translations a folder
``LANGUAGE`` further down. Each version of a translation is taken to be made of its source as that
stood then, as the project itself does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from hashlib import md5
from pathlib import Path

from benchmarks.cases import Commit, Corpus, Version, clone_corpus, read_blobs, read_commits

_PATH = re.compile(r"docs/src/content/docs/(?:([a-z]{2}(?:-[a-z]{2})?)/)?(.+\.mdx?)")


def read_root_corpus(name: str, folder: Path) -> Corpus:
    """Clone a corpus into ``folder``, and note each version of each file."""
    repository = clone_corpus(name, folder, bare=True)
    commits = read_commits(repository)
    changes = [list(_list_parts(commit)) for commit in commits]
    named = (blob for change in changes for _, _, blob in change if blob)
    texts = {blob: data.decode(errors="replace") for blob, data in read_blobs(repository, named)}
    corpus = Corpus(defaultdict(list), defaultdict(list))
    there: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        # Sources come first: a commit may bring both.
        for language, document, blob in sorted(change, key=lambda each: each[0] or ""):
            path = f"translations/{language}/{document}"
            if not language and blob:
                corpus.sources[document].append(texts[blob])
            elif language and not blob:
                there[language].discard(path)
            elif language and blob:
                there[language].add(path)
                _note(corpus, language, document, texts[blob], frozenset(there[language]))
    return corpus


def _list_parts(commit: Commit) -> Iterator[tuple[str | None, str, str | None]]:
    """Yield the language, None for a source's, the document and what became of it."""
    for path, blob in commit.changes.items():
        if found := _PATH.fullmatch(path):
            yield found[1], found[2], blob


def _note(corpus: Corpus, language: str, document: str, text: str, copies: frozenset[str]) -> None:
    sources = corpus.sources.get(document)
    if sources:
        named = md5(sources[-1].encode()).hexdigest()
        known = corpus.translations[language, document]
        known.append(Version(text, named, copies, len(sources)))
