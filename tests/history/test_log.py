from __future__ import annotations

import io

import pytest

from sync.git.changes import parse_raw
from sync.history.log import split_fields

OLD, NEW, NONE = "a" * 40, "b" * 40, "0" * 40
COMMIT = "c" * 40
DATE = "2025-01-02T03:04:05+00:00"
HEAD = f"\x01{COMMIT} {DATE}\0"


@pytest.mark.parametrize(
    ("entry", "change"),
    [
        (f"\n:100644 100755 {OLD} {NEW} M\0a.md\0", ("a.md", NEW, None)),
        (f"\n:100644 000000 {OLD} {NONE} D\0a.md\0", ("a.md", None, None)),
        (f"\n:100644 120000 {OLD} {NEW} T\0a.md\0", ("a.md", None, None)),
        (f"\n:000000 160000 {NONE} {NEW} A\0sub\0", ("sub", None, None)),
        (f"\n:100644 100644 {OLD} {NEW} R087\0a.md\0b.md\0", ("b.md", NEW, "a.md")),
        (f"\0::100644 100644 100644 {OLD} {OLD} {NEW} MM\0a.md\0", ("a.md", NEW, None)),
        (f"\0::100644 100644 100644 {OLD} {OLD} {NEW} RM\0a.md\0", ("a.md", NEW, None)),
        (f"\0:::{'100644 ' * 4}{f'{OLD} ' * 3}{NEW} MMM\0a.md\0", ("a.md", NEW, None)),
        (f"\n:100644 100644 {OLD} {NEW} M\0:100644 x\0", (":100644 x", NEW, None)),
        (f"\n:100644 100644 {OLD} {NEW} M\0\n\x01 x\0", ("\n\x01 x", NEW, None)),
    ],
)
def test_parses_raw_entries(entry: str, change: tuple[str, str | None, str | None]) -> None:
    stream = io.BytesIO(f"{HEAD}{entry}{HEAD}".encode())
    (found,) = parse_raw(split_fields(stream))
    assert (found.path, found.file, found.old_path) == change
    assert found.header == f"{COMMIT} {DATE}"


def test_what_was_before_is_told_as_well() -> None:
    fields = f":100644 120000 {OLD} {NEW} T\0a.md\0:000000 100644 {NONE} {NEW} A\0b.md".split("\0")
    changed, added = parse_raw(each.encode() for each in fields)
    assert (changed.old_mode, changed.old_blob, changed.mode) == ("100644", OLD, "120000")
    assert (added.old_mode, added.old_blob, added.header) == ("000000", NONE, "")


def test_a_log_cut_short_does_not_crash() -> None:
    entry = f"{HEAD}\n:100644 100644 {OLD} {NEW} M".encode()
    assert [change.path for change in parse_raw(split_fields(io.BytesIO(entry)))] == [""]
