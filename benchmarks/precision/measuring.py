"""How many of ``lint``'s findings are real, and how many faults it finds, with their goals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import md5
from itertools import chain

from benchmarks.bench import COURSES, Bench
from benchmarks.precision.evidence import Course, Evidence, Finding, open_course
from benchmarks.precision.faults import FAULTS, HARMLESS, Seed, apply_seed
from benchmarks.precision.judging import confirm
from benchmarks.results import Result, Section, at_least, at_most, none_of
from benchmarks.timing import read_report

# How many places are named of what a person should look at.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in a translation, each with whether it is real; ``seed`` was put into it."""

    path: str
    found: Sequence[tuple[Finding, bool]]
    seed: Seed | None = None

    @property
    def name(self) -> str:
        """Which fault was put into which translation."""
        return f"{self.seed.name if self.seed else ''}: {self.path}"

    @property
    def is_named(self) -> bool:
        """Whether the fault was found by a rule for it, and truly so."""
        rules = self.seed.rules.split() if self.seed else []
        return any(is_real and finding.rule in rules for finding, is_real in self.found)

    @property
    def errors(self) -> list[tuple[Finding, bool]]:
        """What is said to be an error."""
        return [each for each in self.found if each[0].severity == "error"]

    @property
    def doubts(self) -> list[str]:
        """The errors that are not confirmed."""
        return [f"{f.rule} {self.name}:{f.line}" for f, is_real in self.errors if not is_real]


def measure_precision(bench: Bench) -> Iterator[Section]:
    """Judge what ``lint`` finds in the real repositories, as they are and with seeds in them."""
    if bench.missing:
        yield Section("Precision of lint", skipped=bench.missing)
        return
    present: list[Judged] = []
    faults: list[Judged] = []
    harmless: list[Judged] = []
    unreported: list[str] = []
    for name in COURSES:
        sources = chain.from_iterable(bench.corpora[name].sources.values())
        course = open_course(bench.clone(name, "linted"), sources)
        found, all_of_it = run_lint(course), course.list_translations()
        present += (judge(course.open(path), mine) for path, mine in found.items())
        clean = [each for each in all_of_it if each.path not in found]
        unreported += (each.path for each in clean if not each.is_sound and not each.is_repaired)
        sound = sorted((each for each in clean if each.is_sound and each.pairs), key=_shuffle)
        faults += try_seeds(course, sound, FAULTS, 1 if bench.quick else 4)
        harmless += try_seeds(course, sound, HARMLESS, 1 if bench.quick else 2)
    results = [*_show_present(present), *_show_recall(faults), *_show_beside(faults)]
    wrong = [judged.name for judged in harmless if judged.errors]
    detail = f"of {len(harmless)} edits of {len(HARMLESS)} kinds{_name(wrong)}"
    results.append(none_of("harmless edits taken for errors", len(wrong), detail))
    what = "translations that cmark-gfm shows with other tables or rows, without a finding"
    results.append(none_of(what, len(unreported), _name(unreported)))
    yield Section("Precision of lint", results)


def run_lint(course: Course) -> dict[str, list[Finding]]:
    """Run ``lint`` on a work tree, as users do; return its findings by translation."""
    found = defaultdict(list)
    for each in read_report(course.folder, "lint")["findings"]:
        found[each["path"]].append(Finding(*(each[field] for field in Finding._fields)))
    return dict(found)


def judge(evidence: Evidence, findings: Iterable[Finding], seed: Seed | None = None) -> Judged:
    """Judge the findings about a translation."""
    return Judged(evidence.path, [(each, confirm(each, evidence)) for each in findings], seed)


def _shuffle(evidence: Evidence) -> bytes:
    return md5(evidence.path.encode()).digest()


def sow(
    seeds: Sequence[Seed], sound: Iterable[Evidence], sown: Collection[tuple[str, str]] = ()
) -> Iterator[tuple[Seed, Evidence, str]]:
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
    course: Course, sound: Sequence[Evidence], seeds: Sequence[Seed], rounds: int
) -> Iterator[Judged]:
    """Sow, lint and restore, some times over; each time another seed falls where one fell."""
    before: set[tuple[str, str]] = set()
    for number in range(rounds):
        place = len(sound) * number // rounds
        sown = list(sow(seeds, [*sound[place:], *sound[:place]], before))
        before.update((seed.name, evidence.path) for seed, evidence, _ in sown)
        try:
            for _, evidence, edited in sown:
                (course.folder / evidence.path).write_bytes(edited.encode())
            found = run_lint(course)
            for seed, evidence, _ in sown:
                yield judge(course.open(evidence.path), found.get(evidence.path, ()), seed)
        finally:
            for _, evidence, _ in sown:
                (course.folder / evidence.path).write_bytes(evidence.text.encode())


def _show_present(present: Sequence[Judged]) -> Iterator[Result]:
    errors = [each for judged in present for each in judged.errors]
    doubts = [doubt for judged in present for doubt in judged.doubts]
    for rule, count in sorted(Counter(finding.rule for finding, _ in errors).items()):
        real = sum(is_real for finding, is_real in errors if finding.rule == rule)
        mine = [doubt for doubt in doubts if doubt.startswith(f"{rule} ")]
        what = f"`{rule}`: errors in present translations that are confirmed"
        yield at_least(what, real, count, 100, _name(mine))
    warnings = sum(len(judged.found) for judged in present) - len(errors)
    yield Result("errors of all other rules", "0", detail=f"{warnings} warnings")


def _show_recall(faults: Sequence[Judged]) -> Iterator[Result]:
    by_rules: dict[str, list[tuple[str, Judged]]] = defaultdict(list)
    for judged in faults:
        if judged.seed:
            by_rules[judged.seed.rules].append((judged.seed.name, judged))
    for rules, mine in sorted(by_rules.items()):
        total = Counter(kind for kind, _ in mine)
        named = Counter(kind for kind, judged in mine if judged.is_named)
        missed = [f"missed {judged.name}" for _, judged in mine if not judged.is_named]
        kinds = ", ".join(f"{named[kind]}/{count} {kind}" for kind, count in total.items())
        what = f"`{rules.replace(' ', '` or `')}`: seeded faults named"
        yield at_least(what, named.total(), len(mine), 95, f"{kinds}{_name(missed)}")


def _show_beside(faults: Sequence[Judged]) -> Iterator[Result]:
    """Count what is said of a translation with a fault in it, truly or not."""
    doubts = [doubt for judged in faults for doubt in judged.doubts]
    detail = f"of {sum(len(judged.errors) for judged in faults):,}{_name(doubts)}"
    yield none_of("errors beside seeded faults that are not confirmed", len(doubts), detail)
    found = [len(judged.found) for judged in faults if judged.found]
    piled = [f"{len(judged.found)} of {judged.name}" for judged in faults if len(judged.found) > 1]
    detail = f"at most {max(found, default=0)}{_name(piled)}"
    yield at_most("findings for one seeded fault", sum(found) / max(1, len(found)), 1.1, "", detail)


def _name(places: Sequence[str]) -> str:
    return "".join(f"; {place}" for place in [*places[:_SHOWN], *["…"] * (len(places) > _SHOWN)])
