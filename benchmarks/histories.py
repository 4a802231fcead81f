"""Bases found in real histories, and the merges that these hold, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from benchmarks.bench import COURSES, HISTORIES, Bench
from benchmarks.cases import SEED, Case, Corpus, hash_text, strip_stamp
from benchmarks.edited import EDITS, edit_cases
from benchmarks.judge import Verdict
from benchmarks.replay import CELLS, FAULTS, replay
from benchmarks.results import Result, Section, at_least, none_of
from benchmarks.timing import read_report

RESOURCES = "18-fine-tuning/RESOURCES.md"
_CONTEXT = (
    "merges",
    "files refused",
    "documents judged",
    "documents of another shape than their source",
    "documents that have not got their source's shape",
    "unchanged blocks marked instead",
    "blocks still there that the source took out",
    "rows written",
    "cells with their own translation",
)
_SHARES = (
    ("unchanged rows", "unchanged rows kept", 99.9),
    ("unchanged rows of changed tables", "unchanged rows of changed tables kept", 99.9),
    ("unchanged blocks", "unchanged blocks kept", 99.9),
    ("edited blocks", "edited blocks with their own words and a mark", 97),
    ("new blocks", "new blocks with the source's words and a mark", 99),
    ("blocks of changed links", "blocks of changed links without a mark", 90),
    ("lines of changed code", "lines of changed code as they must be", 99),
    ("keys of front matter", "keys of front matter as they must be", 99),
)
_LATER = (
    "blocks carried that were translated again",
    "blocks carried that are like the later translation",
)
_KINDS: Mapping[str, Callable[[Corpus, int], Iterator[Case]]] = {
    "next revision": lambda corpus, _: corpus.list_consecutive(),
    "next translated revision": lambda corpus, _: corpus.list_jumps(),
    "newest revision": lambda corpus, _: corpus.list_distant(),
    "base by date": lambda corpus, _: corpus.list_undated(),
    "edited": lambda corpus, every: (
        case for kind in EDITS for case in edit_cases(corpus, kind, every=every)
    ),
}
# Every such case is merged, twice, at a fifth of a second each.
_EVERY, _EVERY_EDITED = 4, 5
# Fewer of those of a project with so many translations.
_FEWER = {"starlight": 10}


def measure_corpora(bench: Bench) -> Iterator[Section]:
    """Look bases up in real histories, and merge what was to be merged in them.

    Of the texts edited on purpose every fifth is merged, quickly every fiftieth.
    """
    if bench.missing:
        yield Section("Replayed histories", skipped=bench.missing)
        return
    yield Section("Base look-up", [_look_up(bench, name) for name in COURSES])
    results: list[Result] = []
    for name in HISTORIES:
        for kind, list_cases in _KINDS.items():
            fewer = 10 if bench.quick else _FEWER.get(name, 1)
            cases = list_cases(bench.corpora[name], fewer * _EVERY_EDITED)
            taken = islice(cases, 0, None, fewer * _EVERY)
            results += _measure(f"{name}, {kind}", replay(taken))
    results += _measure("resources", replay(list_revisions(bench.corpora["resources"])))
    yield Section("Replayed histories", results)


def _look_up(bench: Bench, name: str) -> Result:
    """Count the stale translations whose hash occurs in the history, and those with a base."""
    sources = bench.corpora[name].sources.values()
    anywhere = {found for texts in sources for text in texts for found in hash_text(text)}
    report = read_report(bench.clone_stale(name, "bases"), "status")
    old = [t for t in report["translations"] if t["state"] in ("stale", "cosmetic") and t["stamp"]]
    known = [t for t in old if t["stamp"]["original_hash"] in anywhere]
    found = sum(t["base"] is not None for t in known)
    what = f"base found, stale translations of {name} whose hash occurs"
    return at_least(what, found, len(known), 99, f"{len(old) - len(known)} hashes occur nowhere")


def _measure(name: str, verdict: Verdict) -> Iterator[Result]:
    counts = verdict.counts
    if not counts["merges"]:
        yield Result(f"{name}: merges", "0", detail="no change of a source that a stamp names")
        return
    for kind, done, limit in _SHARES:
        if counts[kind]:
            yield at_least(f"{name}: {done}", counts[done], counts[kind], limit)
    if counts[_LATER[0]]:
        shown = f"{counts[_LATER[1]]:,} of {counts[_LATER[0]]:,}"
        yield Result(f"{name}: {_LATER[1]}", shown)
    for reason, count in verdict.refusals.most_common():
        yield Result(f"{name}: refused", f"{count:,}", detail=reason.replace("|", "\\|"))
    faults = [f"{counts[fault]:,} {fault}" for fault in FAULTS if counts[fault]]
    told = ", ".join([*faults, *(f"{counts[each]:,} {each}" for each in _CONTEXT if counts[each])])
    cells = ", ".join(f"{counts[f'cells {kind}']:,} {kind}" for kind in CELLS)
    yield none_of(f"{name}: faults", sum(counts[f] for f in FAULTS), f"{told}; cells: {cells}")


def list_revisions(corpus: Corpus) -> Iterator[Case]:
    """Yield the way from the newest of ten revisions, which was translated, to each other one."""
    *older, newest = corpus.sources[RESOURCES]
    text = strip_stamp(SEED.read_bytes().decode())
    return (Case(RESOURCES, "he", newest, revision, text) for revision in older)
