"""Layouts that a list of files may have, guessed from names that mirror one another.

A file with a language's word in its path, ``content/fr/a/b.md``, is laid beside the files that end
in the same segments, ``content/en/a/b.md``: what both share is the document, what comes before it
in the one is the source root, and in the other the template. Each such pair is a vote.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sync.languages import find_code, is_known
from sync.model import Stamp
from sync.project.spelled import Spelling, find_spelled
from sync.project.template import fold_code, split_name

_STAMPED = 8  # votes that a stamp counts, which names its source
_COMMON = 256  # places from which on a path's end, such as `index.md`, says nothing
_ENOUGH = 0.8  # how much of the largest language English must have to be taken for the source's


class Guess(NamedTuple):
    """A source root, a template, the words that stand for languages, and the documents' suffixes.

    ``language`` is the word for that of the source, empty where nothing in its path says so.
    ``is_usual`` says that a tool is known to lay files out so, ``is_guessed`` that nothing but its
    size or its being English speaks for one of several languages as the source's. ``is_doubtful``
    says that it is not even English.
    """

    source: str
    template: str
    words: tuple[str, ...]
    suffixes: tuple[str, ...]
    votes: int
    is_usual: bool = False
    is_guessed: bool = False
    is_doubtful: bool = False
    language: str = ""


class _Reading(NamedTuple):
    """A path read as a translation: the folders before the word, and what is behind it.

    ``joint`` is what parts the word from the stem, empty where the word is a folder.
    """

    path: str
    word: str
    before: tuple[str, ...]
    behind: tuple[str, ...]
    joint: str = ""


def guess_layouts(
    files: Sequence[str],
    stamps: Mapping[str, Stamp],
    words: Collection[str] = (),
    default: str | None = None,
) -> list[Guess]:
    """Return the layouts that files of documents may have, the likeliest first.

    ``stamps`` are those of the files that have one, ``words`` are languages whatever they look
    like, ``default`` is the language of the source where something says it.
    """
    return _Guessing(files, stamps, words, default).guess()


@dataclass(slots=True)
class _Votes:
    count: int = 0
    words: set[str] = field(default_factory=set)
    suffixes: set[str] = field(default_factory=set)
    is_guessed: bool = False
    is_doubtful: bool = False
    language: str = ""

    def add(self, reading: _Reading, weight: int = 1) -> None:
        self.count += weight
        self.words.add(reading.word)
        self.suffixes.add(split_name(reading.path.rpartition("/")[2])[1])


class _Guessing:
    """The votes of all files."""

    def __init__(
        self,
        files: Sequence[str],
        stamps: Mapping[str, Stamp],
        words: Collection[str],
        default: str | None,
    ) -> None:
        self._files = frozenset(files)
        self._stamps = stamps
        self._default = default
        codes = (stamp.language_code or "" for stamp in stamps.values())
        self._codes = {fold_code(each) for each in (*words, *codes) if each}
        self._roots: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
        self._worded: dict[tuple[str, ...], bool] = {}
        self._votes: dict[tuple[str, str], _Votes] = defaultdict(_Votes)
        self._sizes: dict[tuple[tuple[str, ...], tuple[str, ...]], Counter[str]] = {}
        self._siblings: dict[tuple[tuple[str, ...], tuple[str, ...]], list[_Reading]]
        self._siblings = defaultdict(list)
        for path in files:
            parts = tuple(path.split("/"))
            for start in range(len(parts)):
                self._roots[parts[start:]].append(parts[:start])

    def guess(self) -> list[Guess]:
        for path in sorted(self._files):
            for reading in self._read(path):
                self._vote_for_named(reading)
                self._vote(reading)
        for (before, between), readings in self._siblings.items():
            self._vote_for_siblings(before, between, readings)
        for spelling, documents in find_spelled(self._files, self._is_word).items():
            self._vote_for_spelled(spelling, documents)
        guesses = [
            Guess(
                source,
                template,
                tuple(sorted(votes.words)),
                tuple(sorted(votes.suffixes)),
                votes.count,
                is_usual=_is_usual(source, template),
                is_guessed=votes.is_guessed,
                is_doubtful=votes.is_doubtful,
                language=votes.language,
            )
            for (source, template), votes in self._votes.items()
        ]
        return sorted(guesses, key=lambda each: (not each.is_usual, -each.votes, each[:2]))

    def _is_word(self, text: str) -> bool:
        return is_known(text) or find_code(text) is not None or fold_code(text) in self._codes

    def _has_word(self, root: tuple[str, ...]) -> bool:
        if root not in self._worded:
            self._worded[root] = any(map(self._is_word, root))
        return self._worded[root]

    def _is_plain(self, root: tuple[str, ...], own: tuple[str, ...], at: int) -> bool:
        """Tell whether a root is no language's: no word of its path is, nor stands as one.

        A project may call a folder as no language is called: ``docs/em`` in emoji. What stands
        where English has a folder with more documents is such a one, and not the source.
        """
        if self._has_word(root):
            return False
        if not _is_sibling(root, own, at):
            return True
        sizes = self._count_siblings(root[:at], root[at + 1 :])
        return all(sizes[word] <= sizes[root[at]] for word in sizes if _is_english(word))

    def _count_siblings(self, before: tuple[str, ...], between: tuple[str, ...]) -> Counter[str]:
        """Count the files by what stands where a language's word would."""
        if (before, between) not in self._sizes:
            sizes = self._sizes[before, between] = Counter()
            at, depth = len(before), len(before) + 1 + len(between)
            for path in self._files:
                parts = path.split("/")
                if (*parts[:at], *parts[at + 1 : depth]) == (*before, *between):
                    sizes[parts[at]] += len(parts) > depth
        return self._sizes[before, between]

    def _read(self, path: str) -> Iterator[_Reading]:
        """Yield what a path may be as a translation."""
        *folders, name = path.split("/")
        for at, word in enumerate(folders):
            if self._is_word(word):
                yield _Reading(path, word, tuple(folders[:at]), (*folders[at + 1 :], name))
        stem, suffix = split_name(name)
        for match in re.finditer(r"[._-]", stem):
            word = stem[match.end() :]
            if match.start() and self._is_word(word):
                plain = f"{stem[: match.start()]}{suffix}"
                yield _Reading(path, word, (), (*folders, plain), match[0])

    def _vote(self, reading: _Reading) -> None:
        """Vote for the sources that end in the most segments, and for a language beside this one.

        Only roots without a language's word may be sources, if there are any.
        """
        has_siblings = False
        others: list[tuple[tuple[str, ...], int]] = []
        for start in range(len(reading.behind)):
            tail, between = reading.behind[start:], reading.behind[:start]
            ending = self._roots.get(tail, ())
            if len(ending) > _COMMON:
                continue
            roots = [root for root in ending if self._is_source(reading, root)]
            if roots and reading.joint:
                beside = [root for root in roots if root == between]
                self._vote_for_names(reading, between, beside or roots)
                return
            own = (*reading.before, reading.word, *between)
            plain = [root for root in roots if self._is_plain(root, own, len(reading.before))]
            if plain:
                others = [(root, start) for root in plain]
                break
            siblings = [root for root in roots if _is_sibling(root, own, len(reading.before))]
            if siblings and not has_siblings:
                has_siblings = True
                self._siblings[reading.before, between].append(reading)
            if roots and not siblings and not others:
                others = [(root, start) for root in roots]
        for root, start in others:
            self._vote_for_folders(reading, root, start)

    def _vote_for_named(self, reading: _Reading) -> None:
        """Vote for the folder of the source that a stamp names, where its own name says another."""
        stamp = self._stamps.get(reading.path)
        tail = tuple(((stamp and stamp.source_file) or "").split("/"))
        roots = self._roots.get(tail, ())
        if reading.joint or tail[-1] == reading.behind[-1] or len(roots) > _COMMON:
            return
        template = "/".join((*reading.before, "{lang}", "{path}"))
        for root in roots:
            if not self._has_word(root):
                self._votes["/".join(root), template].add(reading, _STAMPED)

    def _is_source(self, reading: _Reading, root: tuple[str, ...]) -> bool:
        """Say whether what lies at a root may be the source of a translation."""
        if reading.joint:
            return not self._has_word(root)
        return reading.word not in root

    def _vote_for_folders(self, reading: _Reading, root: tuple[str, ...], start: int) -> None:
        """Vote for a source root; ``start`` is where the document begins behind the word."""
        tail, between = reading.behind[start:], reading.behind[:start]
        template = "/".join((*reading.before, "{lang}", *between, "{path}"))
        weight = self._weigh(reading, "/".join((*root, *tail)))
        self._votes["/".join(root), template].add(reading, weight)
        inner = reading.before[len(root) :]
        if len(tail) == 1 and reading.before[: len(root)] == root and inner:
            template = "/".join(("{dir}", *inner, "{lang}", *between, "{name}"))
            self._votes["", template].add(reading, weight)

    def _vote_for_names(
        self, reading: _Reading, own: tuple[str, ...], roots: Iterable[tuple[str, ...]]
    ) -> None:
        for root in roots:
            ending = f"{{dir}}/{{stem}}{reading.joint}{{lang}}{{suffix}}"
            weight = self._weigh(reading, "/".join((*root, *reading.behind[len(own) :])))
            if root == own:
                self._votes["", ending].add(reading, weight)
            else:
                self._votes["/".join(root), "/".join((*own, ending))].add(reading, weight)

    def _vote_for_siblings(
        self, before: tuple[str, ...], between: tuple[str, ...], readings: Sequence[_Reading]
    ) -> None:
        """Take one of several languages' folders for the source's."""
        tails: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for each in readings:
            tails[each.word].add(each.behind[len(between) :])
        sizes = {word: len(each) for word, each in tails.items()}
        named = self._find_named(sizes, readings, before) or self._find_unstamped(readings)
        chosen = named or self._choose_source(sizes)
        if named is None and self._is_stamped(each for each in readings if each.word == chosen):
            return  # it is a translation as the others are: their source is not among them
        root = (*before, chosen, *between)
        template = "/".join((*before, "{lang}", *between, "{path}"))
        for each in readings:
            if each.word != chosen and each.behind[len(between) :] in tails[chosen]:
                votes = self._votes["/".join(root), template]
                votes.add(each)
                votes.language = chosen
                votes.is_guessed = named is None and not self._is_default(chosen)
                votes.is_doubtful = votes.is_guessed and not _is_english(chosen)

    def _vote_for_spelled(
        self, spelling: Spelling, documents: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Vote for sources called so without a word, and for those that have one, too.

        Which of several words is the source's has to be said, or be English.
        """
        named = []
        for document, found in documents.items():
            if f"{spelling.plain_lead}{document}" not in self._files:
                named.append(found)
            elif spelling.lead:  # names have been read
                self._vote_for_words(spelling, found)
        sizes = Counter(word for found in named if len(found) > 1 for word in found)
        chosen = self._choose_source(sizes) if sizes else ""
        if self._is_default(chosen) or _is_english(chosen):
            for found in named:
                if chosen in found:
                    self._vote_for_words(spelling, found, chosen)

    def _vote_for_words(
        self, spelling: Spelling, found: Mapping[str, str], source: str = ""
    ) -> None:
        """Vote for one document's languages but the source's, which has no word if it is empty."""
        votes = self._votes[spelling.find_root(source), spelling.template]
        votes.language = votes.language or source
        for word in found.keys() - {source}:
            votes.add(_Reading(found[word], word, (), ()))

    def _find_named(
        self, sizes: Mapping[str, int], readings: Iterable[_Reading], before: tuple[str, ...]
    ) -> str | None:
        """Return the language whose folder most stamps name as their source's."""
        named: Counter[str] = Counter()
        for each in readings:
            stamp = self._stamps.get(each.path)
            parts = tuple((stamp.source_file or "").split("/")) if stamp else ()
            if parts[: len(before)] == before and len(parts) > len(before):
                named.update({parts[len(before)]} & sizes.keys())
        return named.most_common(1)[0][0] if named else None

    def _is_stamped(self, readings: Iterable[_Reading]) -> bool:
        """Tell whether most of one language's files have stamps."""
        count = Counter(each.path in self._stamps for each in readings)
        return count[True] > count[False]

    def _find_unstamped(self, readings: Iterable[_Reading]) -> str | None:
        """Return the language that alone has no stamps, where the others have."""
        counts: dict[str, Counter[bool]] = defaultdict(Counter)
        for each in readings:
            counts[each.word][each.path in self._stamps] += 1
        bare = [word for word, count in counts.items() if not count[True]]
        others = [count for word, count in counts.items() if word not in bare]
        are_stamped = all(count[True] >= count[False] for count in others)
        return bare[0] if others and are_stamped and len(bare) == 1 else None

    def _choose_source(self, sizes: Mapping[str, int]) -> str:
        """Choose the language that the site names; else English; else the largest."""
        most = max(sizes.values())
        for test in (self._is_default, _is_english):
            likely = [word for word in sizes if test(word)]
            if likely and max(sizes[word] for word in likely) >= _ENOUGH * most:
                return max(likely, key=lambda word: sizes[word])
        return max(sorted(sizes), key=lambda word: sizes[word])

    def _is_default(self, word: str) -> bool:
        return self._default is not None and fold_code(word) == fold_code(self._default)

    def _weigh(self, reading: _Reading, source: str) -> int:
        """Return what a pair counts: more where the translation's stamp names that source."""
        stamp = self._stamps.get(reading.path)
        named = (stamp.source_file or "").replace("\\", "/") if stamp else ""
        if named == source:
            return _STAMPED
        return _STAMPED - 1 if named and source.endswith(f"/{named}") else 1


def _is_sibling(root: tuple[str, ...], own: tuple[str, ...], at: int) -> bool:
    """Say whether two folders differ in the language's segment alone."""
    return len(root) == len(own) and root[:at] == own[:at] and root[at + 1 :] == own[at + 1 :]


def _is_english(word: str) -> bool:
    return fold_code(word).split("-")[0] in ("en", "english")


# https://docusaurus.io/docs/i18n/introduction#translation-files-location
_DOCUSAURUS = re.compile(
    r"(?P<site>.*/)?i18n/\{lang\}/docusaurus-plugin-content-"
    r"(?P<kind>docs|blog|pages)(?:-(?P<id>[^/]+))?(?:/(?P<version>[^/]+))?/\{path\}"
)


def _is_usual(source: str, template: str) -> bool:
    """Say whether a tool is known to have sources and translations just there."""
    match = _DOCUSAURUS.fullmatch(template)
    if match is None:
        return False
    site, version = match["site"] or "", match["version"]
    name = match["id"] or match["kind"]
    folders = {"pages": "src/pages", "blog": name, "docs": name}
    if match["kind"] == "docs" and version not in (None, "current"):
        prefix = f"{match['id']}_" if match["id"] else ""
        return source == f"{site}{prefix}versioned_docs/{version}"
    return source in (f"{site}{folders[match['kind']]}", folders[match["kind"]])
