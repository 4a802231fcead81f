"""Committers' dates, those that no calendar has among them."""

from __future__ import annotations

import pytest

from sync.git.dates import NO_DATE, accept_date, read_date

COMMIT = "tree 0\nauthor a <a@x> 1 +0100\ncommitter a> <a@x> {}\n\ncommitter b <b@x> 5 +0000\n"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("1300000000 +0000", "2011-03-13T07:06:40+00:00"),
        ("1300000000 -0330", "2011-03-13T03:36:40-03:30"),
        ("1300000000 +2359", "2011-03-14T07:05:40+23:59"),
        # As git reads them: hours and minutes in one number.
        ("1300000000 +0561", "2011-03-13T13:07:40+06:01"),
        ("1300000000 +05", "2011-03-13T07:11:40+00:05"),
        # No zone of a day or more is one; the second is known all the same.
        ("1300000000 +051800", "2011-03-13T07:06:40+00:00"),
        ("1300000000 -7551", "2011-03-13T07:06:40+00:00"),
        ("1300000000 +2400", "2011-03-13T07:06:40+00:00"),
        ("1300000000", "2011-03-13T07:06:40+00:00"),
        ("253402300799 +0000", "9999-12-31T23:59:59+00:00"),
        ("253402300799 +1200", "9999-12-31T23:59:59+00:00"),
        ("253402300799 -1200", "9999-12-31T11:59:59-12:00"),
        ("253402300800 +0000", NO_DATE),
        (f"{'9' * 5000} +0000", NO_DATE),
        (f"1300000000 +{'9' * 5000}", "2011-03-13T07:06:40+00:00"),
        ("-100 +0000", NO_DATE),
        ("1300000000 EST", NO_DATE),
        ("", NO_DATE),
    ],
)
def test_a_commit_has_a_date_that_anybody_can_read(told: str, expected: str) -> None:
    date = read_date(COMMIT.format(told).encode())

    assert date == expected
    assert accept_date(date) == date


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2011-03-13T07:06:40Z", "2011-03-13T07:06:40+00:00"),
        ("2011-03-13T07:06:40-03:30", "2011-03-13T07:06:40-03:30"),
        ("2011-04-03T21:06:40+518:00", None),
        ("2011-03-13T13:07:40+05:61", None),
        ("10000-01-01T00:00:00+00:00", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("%cI", None),
        ("", None),
    ],
)
def test_a_date_that_git_tells_counts_where_it_is_one(told: str, expected: str | None) -> None:
    assert accept_date(told) == expected


def test_a_name_may_look_like_a_date() -> None:
    assert (
        read_date(b"tree 0\ncommitter 1 +0000> <a@x> 60 +0000\n\n") == "1970-01-01T00:01:00+00:00"
    )
