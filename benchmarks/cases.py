"""Merges that really were to be done: a source that changed and a translation of what it was."""

from __future__ import annotations

import hashlib
import itertools
import posixpath
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpora import Commit, clone_corpus, read_blobs, read_commits
from benchmarks.oracle import read_tables
from sync.errors import StampError
from sync.model import SIDECAR_NAME, Stamp
from sync.stamps import parse_embedded, parse_sidecar


@dataclass(frozen=True, slots=True)
class Case:
    """Base, source and translation as they stood in a history, and where.

    ``later`` is a translation of ``source`` that was made afterwards, None where there is none;
    ``copies`` are the paths of all translations in the language at the time.
    """

    document: str
    language: str
    base: str
    source: str
    translation: str
    later: str | None
    copies: frozenset[str]

    @property
    def path(self) -> str:
        """The translation's path."""
        return f"translations/{self.language}/{self.document}"


@dataclass(frozen=True, slots=True)
class _Translated:
    """A version of a translation: its blob, the hash in its stamp, its neighbours then.

    ``newest`` is the source's version at the time, None where there was none.
    """

    blob: str
    hash: str
    copies: frozenset[str]
    newest: str | None


@dataclass(slots=True)
class Corpus:
    """All versions of the documents and translations of one history, oldest first."""

    texts: dict[str, str]
    sources: dict[str, list[str]]
    translations: dict[tuple[str, str], list[_Translated]]

    def consecutive(self) -> Iterator[Case]:
        """Yield the cases in which a document's next version changed its tables."""
        for document, blobs in sorted(self.sources.items()):
            for base, source in itertools.pairwise(blobs):
                yield from self._pair(document, base, source)

    def distant(self) -> Iterator[Case]:
        """Yield the cases that go from a version to the newest, over others in between."""
        for document, blobs in sorted(self.sources.items()):
            for base in dict.fromkeys(blobs[:-2]):
                if base != blobs[-1]:
                    yield from self._pair(document, base, blobs[-1])

    def undated(self) -> Iterator[Case]:
        """Yield the cases of translations whose hash names no version: the base goes by date."""
        for (language, document), versions in sorted(self.translations.items()):
            blobs = self.sources.get(document, [])
            known = {name for blob in blobs for name in hash_text(self.texts[blob])}
            for version in versions:
                place = blobs.index(version.newest) if version.newest else len(blobs) - 1
                if version.hash in known or place == len(blobs) - 1:
                    continue
                old, new = self.texts[blobs[place]], self.texts[blobs[-1]]
                text = self.texts[version.blob]
                yield Case(document, language, old, new, text, None, version.copies)

    def _pair(self, document: str, base: str, source: str) -> Iterator[Case]:
        if base not in self.texts or source not in self.texts:
            return
        old, new = self.texts[base], self.texts[source]
        if [t.content for t in read_tables(old)] == [t.content for t in read_tables(new)]:
            return
        for (language, translated), versions in sorted(self.translations.items()):
            if translated == document:
                yield from self._cases(document, language, versions, (old, new))

    def _cases(
        self, document: str, language: str, versions: list[_Translated], texts: tuple[str, str]
    ) -> Iterator[Case]:
        old, new = hash_text(texts[0]), hash_text(texts[1])
        for place, version in enumerate(versions):
            if version.hash in old and version.blob in self.texts:
                after = (v for v in versions[place + 1 :] if v.hash in new)
                later = next((self.texts[v.blob] for v in after if v.blob in self.texts), None)
                text = self.texts[version.blob]
                yield Case(document, language, *texts, text, later, version.copies)


def hash_text(text: str) -> frozenset[str]:
    """Return the hashes under which a stamp may name a source: as it is, with LF, with CRLF."""
    plain = text.replace("\r\n", "\n")
    forms = (text, plain, plain.replace("\n", "\r\n"))
    return frozenset(hashlib.md5(form.encode()).hexdigest() for form in forms)


def read_corpus(name: str, folder: Path) -> Corpus:
    """Clone a corpus into ``folder`` and read its whole history."""
    repository = clone_corpus(name, folder, bare=True)
    commits = read_commits(repository)
    wanted = (
        blob
        for commit in commits
        for path, blob in commit.blobs.items()
        if blob is not None and (path.endswith(".md") or posixpath.basename(path) == SIDECAR_NAME)
    )
    walk = _Walk(read_blobs(repository, wanted))
    for commit in commits:
        walk.apply(commit)
    texts = {blob: text for blob, data in walk.data.items() if (text := _decode(data)) is not None}
    return Corpus(texts, walk.sources, walk.translations)


def _decode(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


@dataclass(slots=True)
class _Walk:
    """Goes through a history and notes each version of each file with the stamp it had then."""

    data: dict[str, bytes]
    sources: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    translations: dict[tuple[str, str], list[_Translated]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _now: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    _entries: dict[str, dict[str, Stamp]] = field(default_factory=lambda: defaultdict(dict))

    def apply(self, commit: Commit) -> None:
        """Take in one commit."""
        languages = set()
        for path, blob in commit.blobs.items():
            if not path.startswith("translations/"):
                if blob is not None and path.endswith(".md"):
                    self.sources[path].append(blob)
                continue
            _, language, document = path.split("/", 2)
            languages.add(language)
            if document == SIDECAR_NAME:
                self._read_sidecar(language, blob)
            elif blob is None:
                self._now[language].pop(document, None)
            elif document.endswith(".md"):
                self._now[language][document] = blob
        for language in sorted(languages):
            self._note(language)

    def _read_sidecar(self, language: str, blob: str | None) -> None:
        entries = parse_sidecar(self.data[blob], SIDECAR_NAME).entries if blob else {}
        self._entries[language] = dict(entries)

    def _note(self, language: str) -> None:
        copies = frozenset(f"translations/{language}/{name}" for name in self._now[language])
        for document, blob in self._now[language].items():
            stamp = self._entries[language].get(document) or self._read_stamp(blob)
            if stamp is None or stamp.original_hash is None:
                continue
            known = self.translations[language, document]
            if all((v.blob, v.hash) != (blob, stamp.original_hash) for v in known):
                newest = self.sources[document][-1] if document in self.sources else None
                known.append(_Translated(blob, stamp.original_hash, copies, newest))

    def _read_stamp(self, blob: str) -> Stamp | None:
        try:
            stamp = parse_embedded(self.data[blob], "", complete=True)
        except StampError:
            return None
        return stamp if isinstance(stamp, Stamp) else None
