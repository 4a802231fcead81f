from __future__ import annotations

import io

import pytest

from sync.history.log import Change, parse_log

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
    path, blob, old_path = change
    assert list(parse_log(stream)) == [Change(COMMIT, DATE, path, blob, old_path)]


def test_a_date_of_greenwich_has_one_spelling() -> None:
    entry = f"\x01{COMMIT} 2025-01-02T03:04:05Z\0\n:100644 100644 {OLD} {NEW} M\0a.md\0"
    assert [change.date for change in parse_log(io.BytesIO(entry.encode()))] == [DATE]


def test_a_log_cut_short_does_not_crash() -> None:
    entry = f"{HEAD}\n:100644 100644 {OLD} {NEW} M".encode()
    assert [change.path for change in parse_log(io.BytesIO(entry))] == [""]
