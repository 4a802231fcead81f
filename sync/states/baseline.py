"""What a gate has to let through: faults that were known when a baseline was written.

A baseline is a text of JSON Lines (https://jsonlines.org): a head with the version, then an entry
a line, sorted, so that git shows and merges each by itself. An entry names a translation and its
state, or one finding in it; neither names a line or a hash, which change without getting worse.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sync.errors import ConfigError
from sync.model import State

if TYPE_CHECKING:
    from sync.findings import Finding
    from sync.model import Status

VERSION = 1
"""The version of the form."""

_HEAD = "translation-sync-baseline"
_RANKS = {State.CURRENT: 0, State.COSMETIC: 1, State.PENDING: 2, State.STALE: 3}
_WORST = len(_RANKS)

Key: TypeAlias = "tuple[str, str]"
"""A translation: its language and its document."""


class FindingKey(NamedTuple):
    """What tells one finding from all others, wherever its lines move."""

    language: str
    document: str
    rule: str
    identity: tuple[str, ...]


class _StateEntry(NamedTuple):
    key: Key
    state: State


class Baseline(NamedTuple):
    """The state that each translation may be in, and how often each finding may be there."""

    states: Mapping[Key, State]
    findings: Mapping[FindingKey, int]


EMPTY = Baseline({}, {})
"""The baseline that lets nothing through."""


def key_of(status: Status) -> Key:
    """Return what an entry calls a translation."""
    return status.location.language, status.location.document


def key_of_finding(finding: Finding) -> FindingKey:
    """Return what an entry calls a finding."""
    return FindingKey(finding.language, finding.document, finding.rule, finding.identity)


def is_covered(now: State, then: State) -> bool:
    """Tell whether a translation that was in state ``then`` got no worse by being in ``now``.

    Current, cosmetic, pending and stale are ever worse. Each of the other states is worse than
    these four, and none of them makes up for another.
    """
    return now is then or _rank(now) < _rank(then)


def match_entries(
    baseline: Baseline, statuses: Iterable[Status], documents: Container[str]
) -> Mapping[Status, Key]:
    """Return which entry speaks of which translation.

    One that has no entry of its own takes over that of the document which its base was a version
    of, if that is no longer among ``documents``: then both were renamed.
    """
    matched = {}
    for status in statuses:
        keys = (key_of(status), _find_former(status, documents))
        key = next((key for key in keys if key is not None and key in baseline.states), None)
        if key is not None:
            matched[status] = key
    return matched


def split_findings(
    baseline: Baseline, findings: Iterable[Finding]
) -> tuple[tuple[Finding, ...], int]:
    """Return the findings that are not let through, and the number of those that are."""
    left = Counter(baseline.findings)
    fresh = []
    passed = 0
    for finding in findings:
        key = key_of_finding(finding)
        if left[key]:
            left[key] -= 1
            passed += 1
        else:
            fresh.append(finding)
    return tuple(fresh), passed


def render_baseline(baseline: Baseline) -> bytes:
    """Render a baseline; a name that is no Unicode is escaped."""
    entries: list[dict[str, object]] = [
        {"language": language, "document": document, "state": state.value}
        for (language, document), state in sorted(baseline.states.items())
    ]
    entries += [
        {
            "language": key.language,
            "document": key.document,
            "rule": key.rule,
            "identity": list(key.identity),
        }
        for key, count in sorted(baseline.findings.items())
        for _ in range(count)
    ]
    lines = (json.dumps(entry, ensure_ascii=False) for entry in ({_HEAD: VERSION}, *entries))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def parse_baseline(data: bytes, path: str) -> Baseline:
    """Read a baseline.

    Raises:
        ConfigError: it is none, of a version that we do not know, or a line says nothing that we
            understand; ``path`` is what the message calls it.
    """
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise ConfigError("is no baseline: it is not UTF-8", path=path) from error
    if _parse_line(lines[0]) != {_HEAD: VERSION}:
        message = f'is no baseline that this version reads: its first line must be {{"{_HEAD}": 1}}'
        raise ConfigError(message, path=path, line=1)
    states: dict[Key, State] = {}
    findings: Counter[FindingKey] = Counter()
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        entry = _read_entry(_parse_line(line))
        if entry is None or (isinstance(entry, _StateEntry) and entry.key in states):
            fault = "is no entry" if entry is None else "speaks of a translation a second time"
            message = f"{fault}: mend or delete the line, or write the baseline anew"
            raise ConfigError(message, path=path, line=number)
        if isinstance(entry, _StateEntry):
            states[entry.key] = entry.state
        else:
            findings[entry] += 1
    return Baseline(states, findings)


def _rank(state: State) -> int:
    return _RANKS.get(state, _WORST)


def _find_former(status: Status, documents: Container[str]) -> Key | None:
    """Return the translation that this one was before it and its source were renamed."""
    location, base = status.location, status.base
    if base is None or base.path is None:
        return None
    folder = location.source.removesuffix(location.document)
    document = base.path.removeprefix(folder)
    is_gone = base.path.startswith(folder) and document not in documents
    return (location.language, document) if is_gone else None


def _parse_line(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _read_entry(value: object) -> _StateEntry | FindingKey | None:
    """Read what a line says; None where that is no entry."""
    match value:
        case {"language": str(language), "document": str(document), "state": str(name), **rest}:
            state = next((each for each in State if each.value == name), None)
            return None if rest or state is None else _StateEntry((language, document), state)
        case {
            "language": str(language),
            "document": str(document),
            "rule": str(rule),
            "identity": list(parts),
            **rest,
        } if not rest and all(isinstance(part, str) for part in parts):
            return FindingKey(language, document, rule, tuple(parts))
    return None
