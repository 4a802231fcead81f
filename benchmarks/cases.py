"""Merges that really were to be done: a source that changed and a translation of what it was."""

from __future__ import annotations

import json
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import md5
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import NamedTuple

from benchmarks.generate import SIDECAR
from benchmarks.mdx import as_markdown
from benchmarks.repositories import run_git

_SHARED = Path(__file__).parents[2] / "shared"
BUNDLES = _SHARED / "corpora"
"""The folder of the bundles, beside the project's."""
SEED = _SHARED / "seed" / "RESOURCES.he.md"
"""The Hebrew translation of the document whose history is the corpus ``resources``."""
_COMMENT = re.compile(r"<!--\s*CO_OP_TRANSLATOR_METADATA:\s*(\{.*?\})\s*-->\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Case:
    """Base, source and translation as they stood in a history, and where; stamps are left out.

    ``copies`` are the paths of all translations in the language at the time; ``later`` is what was
    made of ``source`` by a translator who began anew, empty where nobody did.
    """

    document: str
    language: str
    base: str
    source: str
    translation: str
    copies: frozenset[str] = frozenset()
    later: str = ""

    @property
    def path(self) -> str:
        """The translation's path."""
        return f"translations/{self.language}/{self.document}"

    def as_markdown(self) -> Case:
        """Return a case of MDX with texts that read the same in Markdown."""
        texts = (self.base, self.source, self.translation, self.later)
        base, source, translation, later = map(as_markdown, texts)
        document = self.document.removesuffix("x")
        return Case(document, self.language, base, source, translation, self.copies, later)


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a translation, the hash in its stamp, and its neighbours then.

    ``newest`` is how many versions of the source there were at the time.
    """

    text: str
    hash: str
    copies: frozenset[str]
    newest: int


@dataclass(frozen=True, slots=True)
class Corpus:
    """All versions of the documents and translations of one history, oldest first."""

    sources: Mapping[str, list[str]]
    translations: Mapping[tuple[str, str], list[Version]]

    def list_consecutive(self) -> Iterator[Case]:
        """Yield the cases in which a document changed from one version to the next."""
        for document, texts in sorted(self.sources.items()):
            yield from self._find_cases(document, pairwise(texts))

    def list_distant(self) -> Iterator[Case]:
        """Yield the cases that go from a version to the newest, over others in between."""
        for document, texts in sorted(self.sources.items()):
            older = [text for text in dict.fromkeys(texts[:-2]) if text != texts[-1]]
            yield from self._find_cases(document, ((text, texts[-1]) for text in older))

    def list_undated(self) -> Iterator[Case]:
        """Yield the cases of translations whose hash names no version: the base goes by date."""
        for (language, document), versions in sorted(self.translations.items()):
            texts = self.sources.get(document, [])
            for version in versions:
                place = texts.index(texts[version.newest - 1]) if version.newest else len(texts)
                is_known = any(version.hash in hash_text(text) for text in texts)
                if not is_known and place < len(texts) - 1:
                    yield _open(document, language, (texts[place], texts[-1]), version)

    def list_jumps(self) -> Iterator[Case]:
        """Yield each stale translation with the source that it was next made from, or the newest.

        Of versions that were made from one source the last counts.
        """
        for (language, document), versions in sorted(self.translations.items()):
            texts = self.sources.get(document, [])
            last = {find_source(texts, version.hash): version for version in versions}
            made = sorted((place, each) for place, each in last.items() if place is not None)
            for (place, version), after in zip_longest(made, made[1:]):
                target, later = (len(texts) - 1, None) if after is None else after
                if texts[target] != texts[place]:
                    pair = texts[place], texts[target]
                    yield _open(document, language, pair, version, later)

    def _find_cases(self, document: str, pairs: Iterable[tuple[str, str]]) -> Iterator[Case]:
        for old, new in pairs:
            for (language, translated), versions in sorted(self.translations.items()):
                for version in versions if translated == document and old != new else ():
                    if version.hash in hash_text(old):
                        yield _open(document, language, (old, new), version)


def _open(
    document: str,
    language: str,
    pair: tuple[str, str],
    version: Version,
    later: Version | None = None,
) -> Case:
    said = "" if later is None else strip_stamp(later.text)
    return Case(document, language, *pair, strip_stamp(version.text), version.copies, said)


def find_source(texts: Sequence[str], named: str) -> int | None:
    """Return the place of the version that a hash names, None where it names none."""
    return next((place for place, text in enumerate(texts) if named in hash_text(text)), None)


@lru_cache(maxsize=1024)
def hash_text(text: str) -> frozenset[str]:
    """Return the hashes under which a stamp may name a source: as it is, with LF, with CRLF."""
    plain = text.replace("\r\n", "\n")
    forms = (text, plain, plain.replace("\n", "\r\n"))
    return frozenset(md5(form.encode()).hexdigest() for form in forms)


def strip_stamp(text: str) -> str:
    """Return a translation without the comment that is its stamp."""
    return _COMMENT.sub("", text, count=1)


def read_hash(text: str) -> str:
    """Return the hash that a translation's comment names, empty where there is none to be read."""
    comment = _COMMENT.search(text)
    try:
        return _get_hash(json.loads(comment[1])) if comment else ""
    except ValueError:
        return ""


def read_sidecar(text: str) -> dict[str, str]:
    """Return the hashes that a language's sidecar names, by document."""
    return {name: _get_hash(entry) for name, entry in json.loads(text).items()}


def _get_hash(entry: object) -> str:
    found = entry.get("original_hash") if isinstance(entry, dict) else None
    return found if isinstance(found, str) and re.fullmatch(r"[0-9a-f]{32}", found) else ""


def read_corpus(name: str, folder: Path) -> Corpus:
    """Clone a corpus into ``folder``, and note each version of each file with its stamp then."""
    repository = clone_corpus(name, folder, bare=True)
    history = [commit.changes for commit in read_commits(repository)]
    changed = (change for changes in history for change in changes.items())
    named = (blob for path, blob in changed if blob and path.endswith((".md", SIDECAR)))
    texts = {blob: data.decode(errors="replace") for blob, data in read_blobs(repository, named)}
    corpus = Corpus(defaultdict(list), defaultdict(list))
    trees: dict[str, dict[str, str]] = defaultdict(dict)
    for changes in history:
        for path, blob in changes.items():
            language, document = _split_path(path)
            trees[language].pop(document, None)
            if blob in texts:
                trees[language][document] = texts[blob]
            if blob in texts and not language:
                corpus.sources[document].append(texts[blob])
        for language in sorted({_split_path(path)[0] for path in changes} - {""}):
            _note(corpus, language, trees[language])
    return corpus


def _split_path(path: str) -> tuple[str, str]:
    """Return the language, empty for a source's, and the document."""
    if not path.startswith("translations/"):
        return "", path
    _, language, document = path.split("/", 2)
    return language, document


def _note(corpus: Corpus, language: str, tree: Mapping[str, str]) -> None:
    copies = frozenset(f"translations/{language}/{name}" for name in tree if name != SIDECAR)
    stamps = read_sidecar(tree.get(SIDECAR, "{}"))
    for document, text in tree.items():
        if found := stamps.get(document) or read_hash(text):
            known = corpus.translations[language, document]
            if all((version.text, version.hash) != (text, found) for version in known):
                newest = len(corpus.sources.get(document, ()))
                known.append(Version(text, found, copies, newest))


def clone_corpus(name: str, folder: Path, *, bare: bool = False) -> Path:
    """Clone a corpus, which must be there, into ``folder``; return the clone."""
    folder.mkdir(parents=True, exist_ok=True)
    options = ["-q", "-b", "main", *["--bare"] * bare, "-c", "core.autocrlf=false"]
    run_git(folder, "clone", *options, str(BUNDLES / f"{name}.bundle"), name)
    return folder / name


class Commit(NamedTuple):
    """A commit's name, and what the paths that it changed became.

    That is an object's name, None where the commit removed the file.
    """

    name: str
    changes: dict[str, str | None]


def read_commits(repository: Path) -> list[Commit]:
    """Return the commits of the first-parent line, oldest first."""
    line = ("--first-parent", "--reverse", "-m", "--root", "--raw", "--no-renames", "--no-abbrev")
    out = run_git(repository, "log", *line, "-z", "--format=%x01%H%x02")
    parts = (part.partition("\x02") for part in out.split("\x01")[1:])
    return [Commit(name, _parse_changes(changes)) for name, _, changes in parts]


def _parse_changes(part: str) -> dict[str, str | None]:
    fields = [field for field in part.replace("\n", "").split("\0") if field]
    changes = zip((field.split() for field in fields[::2]), fields[1::2], strict=True)
    return {path: None if kind == "D" else blob for (*_, blob, kind), path in changes}


def read_blobs(repository: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield objects by name, all read through one ``git cat-file --batch``."""
    command = ["git", "-C", str(repository), "cat-file", "--batch"]
    asked = "".join(f"{name}\n" for name in dict.fromkeys(names)).encode()
    out = subprocess.run(command, check=True, capture_output=True, input=asked).stdout
    place = 0
    while place < len(out):
        end = out.index(b"\n", place)
        name, _, size = out[place:end].split()
        place = end + 2 + int(size)
        yield name.decode(), out[end + 1 : place - 1]
