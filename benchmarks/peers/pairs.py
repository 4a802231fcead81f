"""The work that all tools do: real stale translations, each with the source that it comes to."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from benchmarks.cases import BUNDLES, Case, Corpus, read_corpus
from benchmarks.commit_stamps import read_commit_corpus
from benchmarks.peers.judge import put_hand

CORPORA = ("agents", "azd", "otel")
# What co-op-translator renames to codes of its own.
_RENAMED = frozenset({"br", "cn", "hk", "jp", "kr", "mo", "pt", "tw", "zh"})
_LANGUAGES = 4


def list_missing() -> list[str]:
    """Return the corpora whose bundles are not there."""
    return [name for name in CORPORA if not (BUNDLES / f"{name}.bundle").is_file()]


def draw_pairs(count: int, seed: int, folder: Path) -> list[Case]:
    """Draw stale translations, from each corpus in turn; the same ones for the same ``seed``.

    One change a document, in up to four languages, so that all of them stand in one tree. A human
    worked on each translation.
    """
    drawn = [_draw(name, _read(name, folder), seed) for name in CORPORA]
    turns = (case for turn in zip_longest(*drawn) for case in turn if case is not None)
    return [put_hand(case) for case, _ in zip(turns, range(count), strict=False)]


def _read(name: str, folder: Path) -> Corpus:
    return (read_commit_corpus if name == "otel" else read_corpus)(name, folder)


def _draw(name: str, corpus: Corpus, seed: int) -> Iterator[Case]:
    chance = random.Random(f"{seed} {name}")
    changes: dict[str, dict[tuple[str, str], list[Case]]] = defaultdict(lambda: defaultdict(list))
    for case in corpus.list_jumps():
        if case.language not in _RENAMED:
            changes[case.document][case.base, case.source].append(case)
    for document in chance.sample(sorted(changes), len(changes)):
        cases = chance.choice(list(changes[document].values()))
        chance.shuffle(cases)
        yield from (_move(name, case) for case in _take_languages(cases))


def _take_languages(cases: Sequence[Case]) -> list[Case]:
    """Take up to four cases, one a language."""
    return list({case.language: case for case in cases}.values())[:_LANGUAGES]


def _move(name: str, case: Case) -> Case:
    """Put a case below a folder of its corpus, with no other translation beside it."""
    return replace(case, document=f"{name}/{case.document}", copies=frozenset())
