"""The text of a baseline, and what it lets through."""

from __future__ import annotations

import pytest

from sync.errors import ConfigError
from sync.findings import Finding, Severity
from sync.model import Base, Location, State, Status
from sync.states.baseline import (
    EMPTY,
    Baseline,
    FindingKey,
    is_covered,
    match_entries,
    parse_baseline,
    render_baseline,
    split_findings,
)

HEAD = '{"translation-sync-baseline": 1}\n'
BETTER = (State.CURRENT, State.COSMETIC, State.PENDING, State.STALE)
BROKEN = (State.MISSING, State.INVALID, State.ORPHANED, State.UNSTAMPED)


def status(document: str, state: State, base_path: str | None = None) -> Status:
    location = Location("he", document, f"source/{document}", f"translations/he/{document}")
    base = None if base_path is None else Base("c" * 40, base_path, "b" * 40, None)
    return Status(location, state, base=base)


def finding(*identity: str, rule: str = "number", line: int = 1) -> Finding:
    return Finding(
        rule, Severity.ERROR, "he", "a.md", "translations/he/a.md", line, 1, "m", "h", identity
    )


def test_a_baseline_is_a_sorted_entry_a_line() -> None:
    baseline = Baseline(
        {("he", "b.md"): State.STALE, ("he", "ת.md"): State.PENDING, ("ar", "b.md"): State.INVALID},
        {FindingKey("he", "b.md", "number", ("Green", "0")): 2},
    )
    text = (
        '{"translation-sync-baseline": 1}\n'
        '{"language": "ar", "document": "b.md", "state": "invalid"}\n'
        '{"language": "he", "document": "b.md", "state": "stale"}\n'
        '{"language": "he", "document": "ת.md", "state": "pending"}\n'
        '{"language": "he", "document": "b.md", "rule": "number", "identity": ["Green", "0"]}\n'
        '{"language": "he", "document": "b.md", "rule": "number", "identity": ["Green", "0"]}\n'
    )
    assert render_baseline(baseline).decode() == text
    assert parse_baseline(text.encode(), "b") == baseline
    assert parse_baseline(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), "b") == baseline


@pytest.mark.parametrize("name", ["a\nb.md", "a\udcff.md", 'a"b\\.md', "a\u2028b.md", "\u202ea.md"])
def test_odd_names_stay_on_their_line(name: str) -> None:
    baseline = Baseline({("he", name): State.STALE}, {})
    data = render_baseline(baseline)
    assert data.count(b"\n") == 2
    assert parse_baseline(data, "b") == baseline


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"# Tea\n", 1),
        (b'{"translation-sync-baseline": 2}\n', 1),
        (HEAD.encode() + b"\xff", None),
        ((HEAD + "<<<<<<< ours\n").encode(), 2),
        ((HEAD + "\n[]\n").encode(), 3),
        ((HEAD + '{"language": "he", "document": "a.md"}\n').encode(), 2),
        ((HEAD + '{"language": "he", "document": "a.md", "state": "old"}\n').encode(), 2),
        ((HEAD + '{"language": 1, "document": "a.md", "state": "stale"}\n').encode(), 2),
        ((HEAD + '{"language": "he", "document": "a.md", "rule": "r", "identity": [1]}\n').encode(),
         2),
        ((HEAD + '{"language": "he", "document": "a.md", "state": "stale", "x": 1}\n').encode(), 2),
        ((HEAD + '{"language": "he", "document": "a.md", "state": "stale"}\n' * 2).encode(), 3),
        ((HEAD + "[" * 100_000).encode(), 2),
    ],
)  # fmt: skip
def test_what_is_no_baseline_is_told_with_its_line(data: bytes, line: int | None) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_baseline(data, "base.jsonl")
    assert (caught.value.path, caught.value.line) == ("base.jsonl", line)


@pytest.mark.parametrize("then", list(State))
@pytest.mark.parametrize("now", list(State))
def test_a_state_is_covered_by_itself_and_by_a_worse_one(now: State, then: State) -> None:
    if now in BETTER and then in BETTER:
        expected = BETTER.index(now) <= BETTER.index(then)
    else:
        expected = now is then or now in BETTER
    assert is_covered(now, then) is expected


def test_an_entry_is_found_by_language_and_document() -> None:
    known = Baseline({("he", "a.md"): State.STALE, ("ar", "b.md"): State.STALE}, {})
    mine, other = status("a.md", State.STALE), status("b.md", State.STALE)
    assert match_entries(known, [mine, other], {"a.md", "b.md"}) == {mine: ("he", "a.md")}


def test_an_entry_goes_along_with_a_renamed_document() -> None:
    known = Baseline({("he", "a.md"): State.STALE}, {})
    renamed = status("b.md", State.STALE, "source/a.md")
    assert match_entries(known, [renamed], {"b.md"}) == {renamed: ("he", "a.md")}
    # A copy leaves the entry to the document that is still there.
    assert match_entries(known, [renamed], {"a.md", "b.md"}) == {}
    elsewhere = status("b.md", State.STALE, "a.md")
    assert match_entries(known, [elsewhere], {"b.md"}) == {}


def test_findings_pass_as_often_as_they_were_known() -> None:
    known = Baseline({}, {FindingKey("he", "a.md", "number", ("x",)): 2})
    findings = [finding("x"), finding("y"), finding("x", line=9), finding("x", line=12)]
    assert split_findings(known, findings) == ((findings[1], findings[3]), 2)
    assert split_findings(known, [finding("x", rule="code-span")])[1] == 0
    assert split_findings(EMPTY, findings) == (tuple(findings), 0)
