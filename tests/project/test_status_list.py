"""Places and statuses that are made when they are looked at."""

from __future__ import annotations

from sync.model import Location, Stamp, StampFormat, State, Status
from sync.project.layout import Layout
from sync.project.status_list import (
    Places,
    StatusList,
    count_languages,
    count_states,
    walk_languages,
)
from sync.project.template import parse_template

LAYOUT = Layout("", parse_template("t/{lang}/{path}"))
ROWS = (("a.md", ("fr", "he")), ("gone.md", ("he",)), ("z.md", ("fr", "he")))
STAMP = Stamp(StampFormat.SIDECAR, "0" * 32)


def place(language: str, document: str) -> Location:
    return LAYOUT.location(language, document)


def test_places_are_in_order_whichever_way_they_are_asked_for() -> None:
    places = Places(LAYOUT, ROWS)
    expected = [place(language, document) for document, each in ROWS for language in each]
    assert list(places) == expected
    assert [places[at] for at in range(len(places))] == expected
    assert places[-1] == place("he", "z.md")
    assert list(places[1:3]) == expected[1:3]
    assert list(places.languages()) == [each.language for each in expected]


def test_a_walk_by_language_tells_where_in_the_order_a_place_is() -> None:
    places = Places(LAYOUT, ROWS)
    walked = list(walk_languages(places))
    assert [each.language for _, each in walked] == ["fr", "fr", "he", "he", "he"]
    assert all(places[at] == each for at, each in walked)
    assert list(walk_languages(tuple(places))) == walked


def test_a_roll_makes_the_statuses_that_its_entries_stand_for() -> None:
    places = Places(LAYOUT, ROWS)
    stale = Status(places[2], State.STALE, stamp=STAMP)
    roll = StatusList(places, [STAMP, State.MISSING, stale, STAMP, State.UNSTAMPED])
    expected = (
        Status(places[0], State.CURRENT, stamp=STAMP),
        Status(places[1], State.MISSING),
        stale,
        Status(places[3], State.CURRENT, stamp=STAMP),
        Status(places[4], State.UNSTAMPED),
    )
    assert tuple(roll) == tuple(roll[:]) == expected
    assert roll[3] == expected[3]
    assert roll.choose({State.STALE, State.MISSING}) == expected[1:3]
    assert count_states(roll) == count_states(expected)
    assert count_languages(roll) == count_languages(expected)
