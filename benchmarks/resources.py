"""Ten revisions of one document and its Hebrew translation, merged there and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.cases import Case, Corpus
from benchmarks.corpora import SEED
from benchmarks.judge import judge_merge
from benchmarks.oracle import fold, read_spoken, read_tables
from benchmarks.replay import merge_again, merge_case
from benchmarks.replays import FAULTS
from benchmarks.results import Result, none_of
from sync.markdown.canonical import canonical_form
from sync.merge.marks import count_marks

_TRACKING = re.compile(r"[?&]WT\.mc_id=[\w-]+")
DOCUMENT = "18-fine-tuning/RESOURCES.md"


@dataclass(frozen=True, slots=True)
class Step:
    """A merge from one revision to another: the case and the text that came of it."""

    case: Case
    text: str
    marks: int
    faults: tuple[str, ...]

    @property
    def links_only(self) -> bool:
        """Whether the cells of the two revisions differ in nothing but link destinations."""
        old, new = _words(self.case.base), _words(self.case.source)
        return old == new

    @property
    def new_marks(self) -> int:
        """How many marks the merge added."""
        return self.marks - _count(self.case.translation)


def _words(text: str) -> list[str]:
    return [read_spoken(c).rest for t in read_tables(text) for row in t.content for c in row]


def _count(text: str) -> int:
    pending = count_marks(text)
    return pending.untranslated + pending.fuzzy


def read_revisions(corpus: Corpus) -> list[str]:
    """Return the document's revisions, oldest first; the seed translates the last."""
    return [corpus.texts[blob] for blob in corpus.sources[DOCUMENT]]


def read_translation() -> str:
    """Return the Hebrew translation."""
    return SEED.read_bytes().decode()


def walk(revisions: Sequence[str], text: str) -> Iterator[Step]:
    """Bring ``text``, a translation of the first revision, to each of the others in turn."""
    for base, source in pairwise(revisions):
        step = merge_step(base, source, text)
        yield step
        text = step.text


def merge_step(base: str, source: str, text: str) -> Step:
    """Merge once, and judge."""
    copies = frozenset({f"translations/he/{DOCUMENT}"})
    case = Case(DOCUMENT, "he", base, source, text, None, copies)
    update = merge_case(case)
    if update.refusal is not None:
        return Step(case, text, 0, (f"refused: {update.refusal.message}",))
    faults = [fault for fault in judge_merge(case, update.text).faults if _counts(fault)]
    if merge_again(case, update).text != update.text:
        faults.append("second runs that changed something")
    return Step(case, update.text, _count(update.text), tuple(faults))


def _counts(fault: str) -> bool:
    return fault.startswith((*FAULTS, "unchanged rows"))


def find_format_only(revisions: Sequence[str]) -> list[tuple[str, str]]:
    """Return the revisions that laid tables out anew, with nothing else left that they changed.

    The one that did so also added a tracking parameter to every link, which is taken out again.
    """
    plain = [_TRACKING.sub("", revision) for revision in revisions]
    return [
        (base, source)
        for base, source in pairwise(plain)
        if _lines(base) != _lines(source) and _cells(base) == _cells(source)
    ]


def _cells(text: str) -> list[str]:
    return [fold(cell) for t in read_tables(text) for row in t.content for cell in row]


def _lines(text: str) -> list[str]:
    return [line for table in read_tables(text) for line in table.lines]


def measure_resources(corpus: Corpus) -> Iterator[Result]:
    """Merge there and back, and to each revision at once."""
    revisions, text = read_revisions(corpus), read_translation()
    back = list(walk(revisions[::-1], text))
    forth = list(walk(revisions, back[-1].text))
    jumps = [merge_step(revisions[-1], revision, text) for revision in revisions[:-1]]
    steps = [*back, *forth, *jumps]
    faults = sum(len(step.faults) for step in steps)
    yield none_of(f"resources: faults in {len(steps)} merges", faults)
    links = [step for step in steps if step.links_only]
    marks = sum(step.new_marks for step in links)
    yield none_of(f"resources: marks added in {len(links)} link-only merges", marks)
    shapes = find_format_only(revisions)
    same = sum(canonical_form(a) == canonical_form(b) for a, b in shapes)
    what = "resources: format-only revisions, parameters left out, with one canonical form"
    yield Result(what, f"{same} of {len(shapes)}", "all", bool(shapes) and same == len(shapes))
