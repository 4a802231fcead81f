"""The merges that the histories of the corpora hold, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from benchmarks.cases import Corpus
from benchmarks.replays import edited_cases, measure_replay
from benchmarks.resources import measure_resources
from benchmarks.results import Result

_KINDS: Mapping[str, Callable[[Corpus, int], Iterator[Result]]] = {
    "next revision": lambda corpus, _: measure_replay("next revision", corpus.consecutive()),
    "newest revision": lambda corpus, _: measure_replay("newest revision", corpus.distant()),
    "base by date": lambda corpus, _: measure_replay("base by date", corpus.undated()),
    "edited": lambda corpus, every: measure_replay("edited", edited_cases(corpus, every)),
}


def measure_corpora(corpora: Mapping[str, Corpus], *, quick: bool) -> Iterator[Result]:
    """Merge what was to be merged, and every fifth (quickly: fortieth) text edited on purpose."""
    for name in ("azd", "security-101"):
        for measure in _KINDS.values():
            for result in measure(corpora[name], 40 if quick else 5):
                yield replace(result, what=f"{name}, {result.what}")
    yield from measure_resources(corpora["resources"])
