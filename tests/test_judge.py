"""The judge of replayed merges finds what it is there to find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from benchmarks.cases import Case
from benchmarks.judge import judge_merge
from benchmarks.replay import Merged, merge_cases, replay

BASE = """\
# Tools

Words about tools.

| Tool | Purpose | Page |
| --- | --- | --- |
| Hammer | drives nails | [more](https://example.org/hammer) |
| Saw | cuts boards | [more](https://example.org/saw) |
| Level | shows slopes | [more](https://example.org/level) |
"""
SOURCE = BASE.replace("cuts boards", "cuts boards to length").replace("/level", "/spirit-level")
TRANSLATION = """\
# Werkzeug

Worte über Werkzeug.

| Werkzeug | Zweck | Seite |
| --- | --- | --- |
| Fäustel | treibt Nägel | [mehr](https://example.org/hammer) |
| Säge | schneidet Bretter | [mehr](https://example.org/saw) |
| Waage | zeigt Gefälle | [mehr](https://example.org/level) |
"""
CASE = Case("tools.md", "de", BASE, SOURCE, TRANSLATION)


@pytest.fixture(scope="module")
def merged() -> Merged:
    return next(merge_cases([CASE]))


def swap(text: str, one: str, other: str) -> str:
    return text.replace(one, "\0").replace(other, one).replace("\0", other)


def test_a_true_merge_has_no_fault() -> None:
    tally = replay([CASE])
    assert tally.faults == []
    assert tally.counts["unchanged rows kept"] == tally.counts["unchanged rows"] == 1
    assert tally.counts["rows written"] == 2


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda text: swap(text, "Fäustel", "Waage"), "cells with another's translation"),
        (lambda text: text.replace("treibt", "treibt die"), "unchanged rows with other words"),
        (lambda text: text.replace("| Fäustel |", "|Fäustel |"), "unchanged rows with other words"),
        (lambda text: text.replace("/spirit-level", "/level-2"), "rows written with other links"),
    ],
    ids=["rows swapped", "words changed", "padding changed", "link changed"],
)
def test_a_spoilt_merge_has_one(merged: Merged, spoil: Callable[[str], str], fault: str) -> None:
    spoilt = spoil(merged.text)
    assert spoilt != merged.text
    assert judge_merge(CASE, spoilt).counts[fault] > 0


def test_cases_of_one_document_are_merged_apart() -> None:
    other = replace(CASE, source=BASE.replace("Hammer", "Mallet"))
    texts = {merged.case: merged.text for merged in merge_cases([CASE, other])}
    assert "spirit-level" in texts[CASE]
    assert "spirit-level" not in texts[other]


def test_a_merge_that_a_second_run_changes_is_blamed(merged: Merged) -> None:
    assert merged.judge().faults == []
    assert replace(merged, is_stable=False).judge().counts["second runs that changed something"]


def test_a_refused_file_must_be_as_it_was(merged: Merged) -> None:
    why = {"refusal": {"line": None, "message": "it is damaged"}}
    verdict = replace(merged, told={**merged.told, "outcome": "refused", **why}).judge()
    assert [fault.partition(":")[0] for fault in verdict.faults] == [
        "files refused",
        "refused, yet changed",
    ]
    assert verdict.refusals == {"it is damaged": 1}
