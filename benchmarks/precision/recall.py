"""Faults put into sound translations, and how many of them ``lint`` names."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from benchmarks.precision.drafts import Edited, Seed, apply_seed, is_sound
from benchmarks.precision.evidence import Claim, Evidence
from benchmarks.precision.judging import Judged, gather, judge_all, take_present
from benchmarks.precision.sources import Repository
from benchmarks.precision.trees import run_lint

# A finding may stand beside the line that a fault is in.
_BESIDE = 1


class Trial(NamedTuple):
    """A translation with one seed in it, and what was found there."""

    seed: Seed
    path: str
    edited: Edited
    judged: tuple[Judged, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What was found, whatever the judge says of it."""
        return tuple(each.claim for each in self.judged)

    @property
    def is_named(self) -> bool:
        """Whether the fault was found where it is, by the rule for it."""
        first, last = self.edited.first - _BESIDE, self.edited.last + _BESIDE
        return any(
            claim.rule in self.seed.rules and (claim.line is None or first <= claim.line <= last)
            for claim in self.claims
        )


def list_sound(repository: Repository, claims: Iterable[Claim]) -> list[Evidence]:
    """Return the translations with tables in which nothing is wrong, in an order of no meaning."""
    faulty = {claim.path for claim in claims}
    paths = [path for path in repository.list_translations() if path not in faulty]
    paths.sort(key=lambda path: hashlib.md5(path.encode()).digest())
    found = (take_present(gather(repository, path)) for path in paths)
    return [each for each in found if each.pairs and is_sound(each)]


def sow(
    seeds: Sequence[Seed], sound: Sequence[Evidence], sown: Collection[tuple[str, str]]
) -> Iterator[tuple[Seed, Evidence, Edited]]:
    """Give each translation one seed, the rarest so far that it has a place for.

    ``sown`` holds the names and paths of the seeds that were sown before.
    """
    counts = Counter(name for name, _ in sown)
    for evidence in sound:
        for seed in sorted(seeds, key=lambda seed: counts[seed.name]):
            is_new = (seed.name, evidence.path) not in sown
            edited = apply_seed(seed, evidence) if is_new else None
            if edited is not None:
                counts[seed.name] += 1
                yield seed, evidence, edited
                break


def try_seeds(
    repository: Repository, sound: Sequence[Evidence], seeds: Sequence[Seed], rounds: int
) -> Iterator[Trial]:
    """Sow, lint and restore, some times over; each time another seed falls where one fell."""
    before: set[tuple[str, str]] = set()
    for number in range(rounds):
        place = len(sound) * number // rounds
        sown = list(sow(seeds, [*sound[place:], *sound[:place]], before))
        before.update((seed.name, evidence.path) for seed, evidence, _ in sown)
        try:
            for _, evidence, edited in sown:
                repository.write(evidence.path, edited.text)
            paths = {evidence.path for _, evidence, _ in sown}
            claims = (claim for claim in run_lint(repository.folder) if claim.path in paths)
            found = _group(judge_all(repository, claims))
        finally:
            for _, evidence, _ in sown:
                repository.write(evidence.path, evidence.text)
        for seed, evidence, edited in sown:
            yield Trial(seed, evidence.path, edited, found.get(evidence.path, ()))


def _group(judged: Iterable[Judged]) -> Mapping[str, tuple[Judged, ...]]:
    found: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        found[each.claim.path].append(each)
    return {path: tuple(each) for path, each in found.items()}
