"""Every finding of a report, judged by its rule's own question."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from benchmarks.precision.evidence import Claim, Evidence, Verdict, false, undecided
from benchmarks.precision.of_cells import (
    judge_bidi,
    judge_code,
    judge_conflict,
    judge_dead,
    judge_mark,
    judge_number,
    judge_stamp,
    judge_target,
)
from benchmarks.precision.of_rows import (
    judge_duplicate,
    judge_empty,
    judge_order,
    judge_truncated,
)
from benchmarks.precision.of_tables import (
    judge_broken,
    judge_columns,
    judge_extra,
    judge_missing,
    judge_rows,
)
from benchmarks.precision.sources import Repository

_Judge = Callable[[Claim, Evidence], Verdict]

BESIDE: Mapping[str, _Judge] = {
    "table-missing": judge_missing,
    "table-extra": judge_extra,
    "table-broken": judge_broken,
    "table-rows": judge_rows,
    "table-columns": judge_columns,
    "row-truncated": judge_truncated,
    "row-duplicate": judge_duplicate,
    "row-order": judge_order,
    "link-target": judge_target,
    "code-span": judge_code,
    "number": judge_number,
    "empty-cell": judge_empty,
}
"""The rules that compare a translation with its source."""

ALONE: Mapping[str, _Judge] = {
    "link-dead": judge_dead,
    "mark-left": judge_mark,
    "conflict-marker": judge_conflict,
    "bidi-control": judge_bidi,
    "stamp": judge_stamp,
}
"""The rules for which a translation itself is enough."""

_GENERATED = re.compile(r"<!--[^>]*\bSTART\b[^>]*-->.*?<!--[^>]*\bEND\b[^>]*-->", re.DOTALL)


class Judged(NamedTuple):
    """A finding with its verdict."""

    claim: Claim
    verdict: Verdict


def read_claims(report: bytes) -> list[Claim]:
    """Read the findings of a JSON report."""
    return [
        Claim(f["rule"], f["severity"], f["path"], f["line"], f["column"], f["message"])
        for f in json.loads(report)["findings"]
    ]


def judge_all(repository: Repository, claims: Iterable[Claim]) -> Iterator[Judged]:
    """Judge the findings about a work tree."""
    evidence: dict[str, Evidence] = {}
    for claim in claims:
        if claim.path not in evidence:
            evidence[claim.path] = gather(repository, claim.path)
        yield Judged(claim, judge(claim, evidence[claim.path]))


def gather(repository: Repository, path: str) -> Evidence:
    """Put a translation beside the source that its stamp names."""
    return Evidence(repository, path, repository.read(path), repository.find_source(path))


def take_present(evidence: Evidence) -> Evidence:
    """Put a translation beside its present source where git holds none with its hash.

    So it is where a generated block was hashed before it was committed.
    """
    if evidence.source is not None:
        return evidence
    present = evidence.repository.read_present(evidence.path)
    return Evidence(evidence.repository, evidence.path, evidence.text, present)


def judge(claim: Claim, evidence: Evidence) -> Verdict:
    """Judge one finding."""
    if _is_generated(claim, evidence):
        return false("it stands in a generated block")
    if claim.rule in ALONE:
        return ALONE[claim.rule](claim, evidence)
    if claim.rule not in BESIDE:
        return undecided("no such rule is known")
    return BESIDE[claim.rule](claim, take_present(evidence))


def _is_generated(claim: Claim, evidence: Evidence) -> bool:
    place = sum(len(line) + 1 for line in evidence.page.lines[: (claim.line or 1) - 1])
    text = "\n".join(evidence.page.lines)
    return any(m.start() < place < m.end() for m in _GENERATED.finditer(text))
