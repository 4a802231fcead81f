"""What memory fills in, and how often that is what the next translation says.

Each retranslation in a real history is replayed: the old translation is brought to the source that
the new one was made from, and what the language's translations knew before goes into what is left
open. The truth is the new translation, read beside that source by the program's own alignment.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.bench import Bench
from benchmarks.cases import (
    Commit,
    clone_corpus,
    hash_text,
    read_blobs,
    read_commits,
    read_hash,
    read_sidecar,
    strip_stamp,
)
from benchmarks.generate import SIDECAR
from benchmarks.results import Result, Section
from sync.case import Case
from sync.errors import RefusedError
from sync.exchange.memory import (
    KnownDocument,
    TranslationMemory,
    is_same,
    join_known,
    learn,
    tell_text,
)
from sync.exchange.reading import read_document
from sync.exchange.values import CELL, Document, HandoverUnit
from sync.markdown.document import read_markdown
from sync.markdown.links import LinkSpace
from sync.markdown.marks import Mark
from sync.merge.update import update_text
from sync.merge.values import MergeOptions
from sync.model import Location, State, Status
from sync.workflow.recalling import see_after

# Two languages of six, with other scripts, and every third commit of a language: two minutes.
_LANGUAGES = ("he", "ja")
_EVERY = 3
_ALIKE = 75
_PATH = re.compile(r"translations/([^/]+)/(.+)")


class Jump(NamedTuple):
    """A retranslation: the old text and its source, the source it was brought to, and the new."""

    document: str
    base: str
    source: str
    before: str
    later: str


class Moment(NamedTuple):
    """The retranslations of a commit in a language; ``known`` are all translations before it.

    These are the texts of each with its source's, by document.
    """

    language: str
    jumps: tuple[Jump, ...]
    known: Mapping[str, tuple[str, str]]


def measure_memory(bench: Bench) -> Iterator[Section]:
    """Replay a third of the retranslations of two languages, quickly a fifteenth."""
    title = "Memory"
    if bench.missing:
        yield Section(title, skipped=bench.missing)
        return
    every = _EVERY * (5 if bench.quick else 1)
    moments = list_moments(bench.folder / "memory", _LANGUAGES)
    counts = count_fills(islice(moments, 0, None, every))
    yield Section(title, list(_describe(counts)))


def list_moments(folder: Path, languages: tuple[str, ...]) -> Iterator[Moment]:
    """Yield what was translated anew, commit by commit."""
    repository = clone_corpus("azd", folder, bare=True)
    commits = read_commits(repository)
    named = (blob for each in commits for blob in each.changes.values() if blob)
    texts = {blob: data.decode(errors="replace") for blob, data in read_blobs(repository, named)}
    sources: dict[str, dict[str, str]] = defaultdict(dict)
    trees: dict[str, dict[str, str]] = {language: {} for language in languages}
    for commit in commits:
        _note_sources(commit, texts, sources)
        for language, tree in trees.items():
            known = _find_known(tree, sources)
            _change(commit, texts, language, tree)
            jumps = tuple(_find_jumps(known, _find_known(tree, sources)))
            if jumps:
                yield Moment(language, jumps, known)


def _note_sources(
    commit: Commit, texts: Mapping[str, str], sources: dict[str, dict[str, str]]
) -> None:
    for path, blob in commit.changes.items():
        if blob and path.endswith(".md") and not path.startswith("translations/"):
            sources[path].update(dict.fromkeys(hash_text(texts[blob]), texts[blob]))


def _change(commit: Commit, texts: Mapping[str, str], language: str, tree: dict[str, str]) -> None:
    for path, blob in commit.changes.items():
        found = _PATH.fullmatch(path)
        if found and found[1] == language:
            tree.pop(found[2], None)
            if blob:
                tree[found[2]] = texts[blob]


def _find_known(
    tree: Mapping[str, str], sources: Mapping[str, Mapping[str, str]]
) -> dict[str, tuple[str, str]]:
    """Return the text and the source's text of each translation whose stamp names a version."""
    stamps = read_sidecar(tree.get(SIDECAR, "{}"))
    found: dict[str, tuple[str, str]] = {}
    for document, text in tree.items():
        source = sources.get(document, {}).get(stamps.get(document) or read_hash(text))
        if source is not None:
            found[document] = (strip_stamp(text), source)
    return found


def _find_jumps(
    before: Mapping[str, tuple[str, str]], after: Mapping[str, tuple[str, str]]
) -> Iterator[Jump]:
    for document, (later, source) in after.items():
        old, base = before.get(document, ("", source))
        if base != source:
            yield Jump(document, base, source, old, later)


def count_fills(moments: Iterator[Moment]) -> Counter[str]:
    """Count what is open, what is filled in, and what of that is right, by its kind and place."""
    counts: Counter[str] = Counter()
    for moment in moments:
        drafts = dict(_draft(moment))
        counts["retranslations"] += len(moment.jumps)
        documents = []
        for name, (text, source) in moment.known.items():
            known = _learn(moment.language, name, text, source)
            documents.append(join_known(drafts[name].known, known) if name in drafts else known)
        memory = TranslationMemory(documents)
        for jump in moment.jumps:
            if jump.document in drafts:
                _count_document(moment.language, jump, drafts[jump.document], memory, counts)
    return counts


class _Draft(NamedTuple):
    document: Document
    known: KnownDocument
    space: LinkSpace


def _draft(moment: Moment) -> Iterator[tuple[str, _Draft]]:
    for jump in moment.jumps:
        case = _open(moment.language, jump.document, jump.before, jump.source, jump.base)
        try:
            update = update_text(case, MergeOptions())
            if update.refusal is None:
                document = read_document(see_after(case, update))
                known = learn(document, case.links)
                yield jump.document, _Draft(document, known, case.links)
        except RefusedError:
            continue


@lru_cache(maxsize=4096)
def _learn(language: str, document: str, text: str, source: str) -> KnownDocument:
    case = _open(language, document, text, source, source)
    return learn(read_document(case), case.links)


def _open(language: str, document: str, text: str, source: str, base: str) -> Case:
    path = f"translations/{language}/{document}"
    folder = f"translations/{language}/"
    links = LinkSpace(document, path, lambda at: at.removeprefix(folder), lambda at: folder + at)
    old = read_markdown(base)
    status = Status(Location(language, document, document, path), State.STALE)
    return Case(status, old, old, read_markdown(source), read_markdown(text), links, prose=old)


def _count_document(
    language: str, jump: Jump, draft: _Draft, memory: TranslationMemory, counts: Counter[str]
) -> None:
    try:
        case = _open(language, jump.document, jump.later, jump.source, jump.source)
        later = read_document(case)
    except RefusedError:
        return
    truth: dict[tuple[str, str], set[str]] = defaultdict(set)
    for unit in later.units:
        truth[tell_text(unit.kind, unit.text)].add(" ".join(unit.words.split()))
    for unit in draft.document.open:
        if unit.mark is Mark.UNTRANSLATED and not unit.words:
            said = truth[tell_text(unit.kind, unit.text)]
            _count_unit(unit, draft, memory, said, counts)


def _count_unit(
    unit: HandoverUnit,
    draft: _Draft,
    memory: TranslationMemory,
    said: set[str],
    counts: Counter[str],
) -> None:
    kind = "cells" if unit.kind == CELL else "blocks"
    counts[f"{kind} open"] += 1
    source = draft.document.source
    known = memory.find(unit.kind, unit.text)
    if known and all(is_same(each.words, unit.text) for each in known) and said:
        counts["same filled"] += 1
        counts["same equal"] += any(is_same(words, unit.text) for words in said)
    choice = memory.choose(source, unit, draft.space)
    if choice is None or not said:
        counts[f"{kind} filled"] += choice is not None
        return
    words = " ".join(choice.words.split())
    is_here = any(saying.document.source == source for each in known for saying in each.sayings)
    names = [kind, "unmarked" if choice.is_sure else "fuzzy", "here" if is_here else "elsewhere"]
    for name in names:
        counts[f"{name} filled"] += 1
        counts[f"{name} equal"] += words in said
        counts[f"{name} alike"] += any(_is_alike(words, each) for each in said)


def _is_alike(first: str, second: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(first, second) >= _ALIKE


def _describe(counts: Counter[str]) -> Iterator[Result]:
    told = f"{counts['retranslations']:,} retranslations of azd, {' and '.join(_LANGUAGES)}"
    for kind in ("cells", "blocks"):
        filled, whole = counts[f"{kind} filled"], counts[f"{kind} open"]
        detail = f"{filled:,} of {whole:,}; {told}"
        yield Result(
            f"untranslated {kind} that are filled in", _share(filled, whole), detail=detail
        )
    for name, what in _ROWS.items():
        filled, alike = counts[f"{name} filled"], counts[f"{name} alike"]
        equal = counts[f"{name} equal"]
        detail = f"{equal:,} of {filled:,}; {_share(alike, filled)} alike by {_ALIKE} % and more"
        yield Result(
            f"the same in the next translation: {what}", _share(equal, filled), detail=detail
        )
    equal, whole = counts["same equal"], counts["same filled"]
    yield Result(
        "left open, as all stand in the source's words: so does the next translation",
        _share(equal, whole),
        detail=f"{equal:,} of {whole:,}",
    )


_ROWS = {
    "cells": "cells",
    "blocks": "blocks",
    "unmarked": "filled in without a mark",
    "fuzzy": "filled in as fuzzy",
    "here": "known in the same document",
    "elsewhere": "known elsewhere",
}


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"
