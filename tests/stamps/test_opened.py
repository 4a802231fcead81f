"""A sidecar that is asked of one document says what reading all of it says."""

from __future__ import annotations

import pytest

from sync.errors import StampError
from sync.model import Stamp
from sync.stamps import parse_sidecar
from sync.stamps.opened import OpenSidecar

HASHES = ("0" * 32, "1" * 32)
OURS, THEIRS = (f'{{"original_hash": "{digest}"}}' for digest in HASHES)
TEXTS = {
    "empty": "",
    "no entries": "{}",
    "a list": "[]",
    "one": f'{{"a.md": {OURS}}}',
    "two": f'{{"a.md": {OURS}, "b.md": {THEIRS}}}',
    "byte order mark": f'\ufeff{{"a.md": {OURS}}}',
    "twice, differing": f'{{"a.md": {OURS}, "a.md": {THEIRS}}}',
    "twice, the same": f'{{"a.md": {OURS}, "a.md": {OURS}}}',
    "another one twice": f'{{"b.md": 5, "b.md": 6, "a.md": {OURS}}}',
    "a field twice": f'{{"a.md": {{"original_hash": "{HASHES[0]}", "original_hash": "no"}}}}',
    "null": '{"a.md": null}',
    "no hash": '{"a.md": {"original_hash": 5}}',
    "upper case": f'{{"a.md": {{"original_hash": "{"AB" * 16}"}}}}',
    "another is no entry": f'{{"a.md": {OURS}, "b.md": 3}}',
    "not JSON": f'{{"a.md": {OURS},}}',
    "in conflict": (
        f'{{\n<<<<<<< HEAD\n"a.md": {OURS}\n=======\n"a.md": {THEIRS}\n>>>>>>> side\n}}'
    ),
}


def read_all(data: bytes, document: str) -> Stamp | str | None:
    sidecar = parse_sidecar(data, "s.json")
    problem = sidecar.problems.get(document, sidecar.broken)
    found = sidecar.entries.get(document)
    return str(problem) if found is None and problem is not None else found


def read_one(data: bytes, document: str) -> Stamp | str | None:
    try:
        return OpenSidecar(data, "s.json").find(document)
    except StampError as error:
        return str(error)


@pytest.mark.parametrize("start", [b"", b"\xff"], ids=["UTF-8", "not UTF-8"])
@pytest.mark.parametrize("name", TEXTS)
def test_one_entry_is_what_it_is_among_all(name: str, start: bytes) -> None:
    data = start + TEXTS[name].encode()

    for document in ("a.md", "b.md"):
        assert read_one(data, document) == read_all(data, document)


def test_both_kinds_of_answer_are_among_these() -> None:
    assert isinstance(read_one(TEXTS["two"].encode(), "b.md"), Stamp)
    assert isinstance(read_one(TEXTS["not JSON"].encode(), "a.md"), str)
    assert read_one(TEXTS["one"].encode(), "b.md") is None
