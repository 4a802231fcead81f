"""The past of a fleet: what all repositories had together, day by day."""

from __future__ import annotations

from pathlib import Path

from sync.fleet.past import Past, join
from sync.model import State
from sync.results import Point
from tests.commands.calling import ask
from tests.fleet.fleets import fleet, make_project, write_list
from tests.translated import LONGER, OTHER_PROSE


def past(name: str, *stale: tuple[str, int]) -> Past:
    """Return a past in which so many translations were stale after a day of January."""
    points = [
        Point(f"{name}{day}", f"2026-01-{day}T12:00:00+00:00", {"fr": {State.STALE: count}})
        for day, count in stale
    ]
    return Past(name, tuple(points))


def tell(*pasts: Past) -> list[tuple[str, int]]:
    return [(each.commit, each.languages["fr"][State.STALE]) for each in join(pasts)]


def test_a_day_counts_once_for_all() -> None:
    both = past("a", ("01", 1), ("03", 2)), past("b", ("01", 10), ("02", 20))
    assert tell(*both) == [("b01", 11), ("b02", 21), ("a03", 22)]


def test_a_clock_that_went_back_changes_no_order() -> None:
    late = past("a", ("03", 1), ("01", 2), ("02", 3))
    assert tell(late) == [("a03", 1), ("a01", 2), ("a02", 3)]
    assert tell(late, past("b", ("01", 10), ("03", 20)))[-1] == ("b03", 23)
    assert tell(late, past("b", ("02", 10), ("04", 20))) == [
        ("b02", 10),
        ("a03", 11),
        ("a01", 12),
        ("a02", 13),
        ("b04", 23),
    ]


def test_a_fleet_of_one_has_its_history(tmp_path: Path) -> None:
    course = make_project(tmp_path / "a")
    for day, text in (("05", LONGER), ("03", OTHER_PROSE)):
        course.environment["GIT_COMMITTER_DATE"] = f"2036-01-{day}T12:00:00+00:00"
        course.commit({"guide.md": text})
    write_list(tmp_path, "a")

    alone = ask(course.root, "history").report["points"]
    together = fleet(tmp_path, "history", "--format", "json").report["points"]

    assert [point["date"][:10] for point in alone][1:] == ["2036-01-03"]
    assert together == [{key: each[key] for key in each if key != "words"} for each in alone]


def test_a_shallow_clone_says_where_its_past_begins(tmp_path: Path) -> None:
    course = make_project(tmp_path / "a", stale=True)
    course.git("clone", "-q", "--depth=1", course.root.as_uri(), str(tmp_path / "shallow"))
    write_list(tmp_path, "shallow", "a")

    reply = fleet(tmp_path, "history")

    first = course.git("rev-parse", "HEAD")[:10]
    start = f"warning: shallow: this clone is shallow, its history begins with {first} of "
    assert (reply.code, reply.err.count("\n")) == (0, 1)
    assert reply.err.startswith(start)
    assert "`git -C shallow fetch --unshallow` brings the rest" in reply.err
