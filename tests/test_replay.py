"""Real histories, merged again: what an independent judge must never find.

The counts that these tests hold to their goals are printed by ``python -m benchmarks``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path

import pytest

from benchmarks.cases import Case, Corpus, read_corpus
from benchmarks.commit_stamps import read_commit_corpus
from benchmarks.edited import EDITS, edit_cases
from benchmarks.histories import RESOURCES, list_revisions
from benchmarks.judge import Verdict
from benchmarks.oracle import read_page
from benchmarks.replay import FAULTS, Merged, merge_cases, replay
from sync.markdown.canonical import canonical_form

GOALS = (
    ("unchanged rows", "unchanged rows kept", 0.999),
    ("unchanged blocks", "unchanged blocks kept", 0.999),
    ("edited blocks", "edited blocks with their own words and a mark", 0.97),
    ("new blocks", "new blocks with the source's words and a mark", 0.99),
    ("lines of changed code", "lines of changed code as they must be", 0.99),
    ("keys of front matter", "keys of front matter as they must be", 0.99),
)
pytestmark = pytest.mark.usefixtures("shared")


@pytest.fixture(scope="module")
def corpora(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Corpus]:
    assert shared.is_dir()
    folder = tmp_path_factory.mktemp("corpora")
    names = ("azd", "agents", "security-101", "resources")
    found = {name: read_corpus(name, folder) for name in names}
    return {**found, "otel": read_commit_corpus("otel", folder)}


def check_verdict(verdict: Verdict) -> None:
    """Hold a verdict to the goals, and to having judged something."""
    counts = verdict.counts
    assert {fault: counts[fault] for fault in FAULTS} == dict.fromkeys(FAULTS, 0), verdict.faults
    assert counts["unchanged rows"] + counts["unchanged blocks"] > 0
    for kind, done, share in GOALS:
        assert counts[done] >= share * counts[kind], (kind, verdict.faults)


@pytest.fixture(scope="module")
def steps(corpora: dict[str, Corpus]) -> dict[str, list[Merged]]:
    """The ten revisions of one document: there and back, and from the newest to each at once."""
    jumps = list(list_revisions(corpora["resources"]))
    revisions = corpora["resources"].sources[RESOURCES]
    back = list(walk(revisions[::-1], jumps[0].translation))
    forth = list(walk(revisions, back[-1].text))
    return {"back": back, "forth": forth, "at once": list(merge_cases(jumps))}


def walk(revisions: Sequence[str], text: str) -> Iterator[Merged]:
    """Bring ``text``, a translation of the first revision, to each of the others in turn."""
    for base, source in pairwise(revisions):
        (merged,) = merge_cases([Case(RESOURCES, "he", base, source, text)])
        yield merged
        text = merged.text


def is_of_links(case: Case) -> bool:
    """Tell whether the cells of the two revisions differ in nothing but link destinations."""
    pages = (read_page(text) for text in (case.base, case.source))
    rows = [[row for table in page.tables for row in table.rows] for page in pages]
    old, new = ([cell.words for row in each for cell in row.cells] for each in rows)
    return old == new


def count_marked_rows(text: str) -> int:
    return sum("<!-- sync:" in line for line in text.splitlines() if line.startswith("|"))


@pytest.mark.parametrize("way", ["back", "forth", "at once"])
def test_ten_revisions_merge_without_fault(steps: dict[str, list[Merged]], way: str) -> None:
    assert len(steps[way]) == 9
    assert [step.judge().faults for step in steps[way]] == [[]] * 9


@pytest.mark.parametrize("way", ["back", "forth"])
def test_link_only_revisions_need_no_mark(steps: dict[str, list[Merged]], way: str) -> None:
    links = [step for step in steps[way] if is_of_links(step.case)]
    assert len(links) >= 7
    new = [
        count_marked_rows(step.text) - count_marked_rows(step.case.translation) for step in links
    ]
    assert sum(new) == 0
    assert any(step.text != step.case.translation for step in links)


def test_there_and_back_gives_the_same_text_but_for_marks(steps: dict[str, list[Merged]]) -> None:
    first, last = steps["back"][0].case.translation, steps["forth"][-1].text
    row, prose = "<!-- sync:untranslated --> ", " <!-- sync:fuzzy -->\n"
    assert last.count("<!-- sync:") == 2
    assert last.count(row) == last.count(prose) == 1
    assert last.replace(row, "").replace(prose, "\n") == first


def test_the_format_only_revision_is_cosmetic(corpora: dict[str, Corpus]) -> None:
    """One laid its tables out anew; it also added a parameter to each link, taken out here."""
    revisions = corpora["resources"].sources[RESOURCES]
    plain = [re.sub(r"[?&]WT\.mc_id=[\w-]+", "", revision) for revision in revisions]
    pairs = [pair for pair in pairwise(plain) if is_of_format(*pair)]
    assert len(pairs) == 1
    for base, source in pairs:
        assert base != source
        assert canonical_form(base) == canonical_form(source) is not None


def is_of_format(base: str, source: str) -> bool:
    old, new = (read_page(text).tables for text in (base, source))
    raw = [[row.raw for table in tables for row in table.rows] for tables in (old, new)]
    return [t.texts for t in old] == [t.texts for t in new] and raw[0] != raw[1]


@pytest.mark.parametrize(
    ("name", "every"), [("azd", 60), ("agents", 8), ("security-101", 12), ("otel", 80)]
)
def test_next_revisions_lose_nothing(corpora: dict[str, Corpus], name: str, every: int) -> None:
    check_verdict(replay(islice(corpora[name].list_consecutive(), 0, None, every)))


@pytest.mark.parametrize(("name", "every"), [("azd", 60), ("agents", 8), ("otel", 40)])
def test_next_translated_revisions_lose_nothing(
    corpora: dict[str, Corpus], name: str, every: int
) -> None:
    check_verdict(replay(islice(corpora[name].list_jumps(), 1, None, every)))


def test_bases_by_date_lose_nothing(corpora: dict[str, Corpus]) -> None:
    check_verdict(replay(islice(corpora["security-101"].list_undated(), 0, None, 20)))


@pytest.mark.parametrize("name", ["azd", "security-101"])
@pytest.mark.parametrize("kind", EDITS)
def test_edited_sources_lose_no_row(corpora: dict[str, Corpus], name: str, kind: str) -> None:
    cases = list(islice(edit_cases(corpora[name], kind, every=3), 0, None, 10))
    if not cases:
        pytest.skip(f"no table of {name} can be edited so")
    verdict = replay(cases)
    assert verdict.counts["merges"] == len(cases)
    assert {fault: verdict.counts[fault] for fault in FAULTS} == dict.fromkeys(FAULTS, 0)
    assert verdict.counts["unchanged rows kept"] >= 0.999 * verdict.counts["unchanged rows"]
