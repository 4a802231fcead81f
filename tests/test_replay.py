"""Real histories, merged again: what an independent judge must never find.

The counts that these tests hold to their goals are printed by ``python -m benchmarks``.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from benchmarks.cases import Corpus, read_corpus
from benchmarks.edited import EDITS, edit_cases
from benchmarks.replay import Tally, replay
from benchmarks.replays import FAULTS
from benchmarks.resources import (
    Step,
    find_format_only,
    merge_step,
    read_revisions,
    read_translation,
    walk,
)
from sync.markdown.canonical import canonical_form

pytestmark = pytest.mark.usefixtures("shared")


@pytest.fixture(scope="module")
def corpora(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Corpus]:
    assert shared.is_dir()
    folder = tmp_path_factory.mktemp("corpora")
    return {name: read_corpus(name, folder) for name in ("azd", "security-101", "resources")}


def check_tally(tally: Tally) -> None:
    """Hold a tally to the goals, and to having judged something."""
    found = {fault: tally.counts[fault] for fault in FAULTS}
    assert found == dict.fromkeys(FAULTS, 0), tally.faults
    assert tally.counts["unchanged rows"] > 0
    assert tally.counts["unchanged rows kept"] >= 0.999 * tally.counts["unchanged rows"]


@pytest.fixture(scope="module")
def steps(corpora: dict[str, Corpus]) -> dict[str, list[Step]]:
    revisions, text = read_revisions(corpora["resources"]), read_translation()
    back = list(walk(revisions[::-1], text))
    return {
        "back": back,
        "forth": list(walk(revisions, back[-1].text)),
        "at once": [merge_step(revisions[-1], other, text) for other in revisions[:-1]],
    }


@pytest.mark.parametrize("way", ["back", "forth", "at once"])
def test_ten_revisions_merge_without_fault(steps: dict[str, list[Step]], way: str) -> None:
    assert len(steps[way]) == 9
    assert [step.faults for step in steps[way]] == [()] * 9


@pytest.mark.parametrize("way", ["back", "forth"])
def test_link_only_revisions_need_no_mark(steps: dict[str, list[Step]], way: str) -> None:
    links = [step for step in steps[way] if step.links_only]
    assert len(links) >= 7
    assert sum(step.new_marks for step in links) == 0
    assert any(step.text != step.case.translation for step in links)


def test_there_and_back_gives_the_same_text_but_for_marks(steps: dict[str, list[Step]]) -> None:
    last = steps["forth"][-1]
    unmarked = last.text.replace("<!-- sync:untranslated --> ", "")
    assert unmarked == read_translation()
    assert last.marks == 1


def test_the_format_only_revision_is_cosmetic(corpora: dict[str, Corpus]) -> None:
    pairs = find_format_only(read_revisions(corpora["resources"]))
    assert len(pairs) == 1
    for base, source in pairs:
        assert base != source
        assert canonical_form(base) == canonical_form(source) is not None


def test_next_revisions_lose_no_row(corpora: dict[str, Corpus]) -> None:
    cases = corpora["azd"].consecutive()
    check_tally(replay(islice(cases, 0, None, 4)))


def test_newest_revisions_lose_no_row(corpora: dict[str, Corpus]) -> None:
    check_tally(replay(islice(corpora["azd"].distant(), 0, None, 12)))


def test_bases_by_date_lose_no_row(corpora: dict[str, Corpus]) -> None:
    check_tally(replay(islice(corpora["security-101"].undated(), 0, None, 10)))


@pytest.mark.parametrize("name", ["azd", "security-101"])
@pytest.mark.parametrize("kind", EDITS)
def test_edited_sources_lose_no_row(corpora: dict[str, Corpus], name: str, kind: str) -> None:
    cases = list(islice(edit_cases(corpora[name], kind, every=3), 0, None, 10))
    if not cases:
        pytest.skip(f"no table of {name} can be edited so")
    tally = replay(cases)
    assert tally.counts["merges"] == len(cases)
    assert {fault: tally.counts[fault] for fault in FAULTS} == dict.fromkeys(FAULTS, 0)
    assert tally.counts["unchanged rows kept"] >= 0.999 * tally.counts["unchanged rows"]
