"""What is left to translators after ``sync``, against what translating whole files anew costs.

Each stale translation of a real history is brought to the source that it was next made from, the
newest where that never happened. Words are those of text, cells, front matter and comments in
code, of the file as it is afterwards; in a file that is refused all of them are left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from benchmarks.bench import Bench
from benchmarks.leaves import count_marked_words, count_text, count_words, read_leaves
from benchmarks.replay import Merged, merge_cases
from benchmarks.results import Result, Section

# Of so many stale translations of each history one counts: a hundred or more in all of them.
_HISTORIES = {"azd": 8, "agents": 1, "otel": 3}
_QUICK = 10


def measure_work(bench: Bench) -> Iterator[Section]:
    """Count words and files of a part of the stale translations, quickly of a tenth of that."""
    title = "What is left to translators"
    if bench.missing:
        yield Section(title, skipped=bench.missing)
        return
    results: list[Result] = []
    for name, every in _HISTORIES.items():
        step = every * (_QUICK if bench.quick else 1)
        cases = islice(bench.corpora[name].list_jumps(), 0, None, step)
        results += _describe(name, count_work(merge_cases(cases, twice=False)))
    yield Section(title, results)


def count_work(merges: Iterable[Merged]) -> Counter[str]:
    """Count the words that are left, all words, the files, and those that nobody has to open."""
    counts: Counter[str] = Counter()
    for merged in merges:
        left, words = count_left(merged.text)
        counts["files"] += 1
        counts["words"] += words
        counts["left"] += words if merged.is_refused else left
        counts["refused"] += merged.is_refused
        counts["current"] += not merged.is_refused and merged.told["stamped"]
    return counts


def count_left(text: str) -> tuple[int, int]:
    """Return how many words a document marks, and how many it has."""
    leaves = read_leaves(text)
    keys = [(key.mark, count_text(key.value)) for key in leaves.keys.values() if key.is_text]
    left = sum(map(count_marked_words, leaves.blocks)) + sum(n for mark, n in keys if mark)
    return left, sum(map(count_words, leaves.blocks)) + sum(n for _, n in keys)


def _describe(name: str, counts: Counter[str]) -> Iterator[Result]:
    share = 100 * counts["left"] / counts["words"] if counts["words"] else 0.0
    words = f"{counts['left']:,} of {counts['words']:,} words in {counts['files']:,} stale files"
    yield Result(f"{name}: words left after `sync`", f"{share:.1f} %", detail=words)
    done = 100 * counts["current"] / counts["files"] if counts["files"] else 0.0
    files = f"{counts['current']:,} of {counts['files']:,}; {counts['refused']:,} refused"
    yield Result(
        f"{name}: stale files that `sync` alone makes current", f"{done:.1f} %", detail=files
    )
