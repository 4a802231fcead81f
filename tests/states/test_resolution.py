"""The states that hang on older versions of a source as well: cosmetic and pending."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.model import Pending, Reason, State
from tests.translated import (
    GUIDE,
    LONGER,
    OTHER_PROSE,
    REWRAPPED,
    Course,
    comment,
    make_course,
    md5_of,
    stamped,
)

HE = "translations/he/guide.md"
BLOCK = "<!-- START doctoc -->\n{}\n<!-- END doctoc -->\n\n"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """One document, and a folder for Hebrew."""
    return make_course(tmp_path / "course", {"guide.md": GUIDE, "translations/he/x.md": "x\n"})


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(REWRAPPED, id="padding"),
        pytest.param(GUIDE.replace("# Tea", "Tea\n==="), id="heading style"),
        pytest.param("\ufeff" + GUIDE, id="byte order mark"),
    ],
)
def test_cosmetic(course: Course, now: str) -> None:
    course.commit({HE: stamped(GUIDE), "guide.md": now})

    for _ in range(2):  # the second answer is from the cache
        status = course.status(HE)
        assert (status.state, status.reason) == (State.COSMETIC, None)
        assert status.base is not None


def test_a_base_that_is_no_text_is_never_cosmetic(course: Course) -> None:
    course.commit({"guide.md": b"\xff\n"})
    course.commit({"guide.md": b"\xff\n\n"})
    course.write({HE: comment({"original_hash": md5_of(b"\xff\n")})})

    assert course.states()[HE] is State.STALE


def test_a_change_within_a_generated_block_is_cosmetic(course: Course) -> None:
    course.commit({"guide.md": BLOCK.format("old") + GUIDE})
    course.commit({"guide.md": BLOCK.format("new") + GUIDE})
    course.write({HE: stamped(BLOCK.format("old") + GUIDE)})

    assert course.states()[HE] is State.COSMETIC


def test_a_configured_block_is_generated_too(course: Course) -> None:
    texts = [f"<!-- prices START -->\n{price}\n<!-- prices END -->\n" for price in (1, 2)]
    course.commit({"guide.md": texts[0]})
    course.commit({"guide.md": texts[1], HE: stamped(texts[0])})
    assert course.states()[HE] is State.STALE

    course.write({".translation-sync.yaml": "generated: [prices]\n"})
    assert course.states()[HE] is State.COSMETIC


def never_committed(course: Course, date: str) -> None:
    """Stamp a translation, at ``date``, with a text whose generated block nobody committed."""
    course.write({HE: stamped(BLOCK.format("never") + GUIDE, translation_date=date)})


def date_of(course: Course, revision: str) -> str:
    return course.git("log", "-1", "--format=%cI", revision)


def test_a_generated_block_that_was_never_committed_is_cosmetic(course: Course) -> None:
    course.commit({"guide.md": "# Before\n"})
    course.commit({"guide.md": BLOCK.format("one") + GUIDE})
    date = date_of(course, "HEAD")
    course.commit({"guide.md": BLOCK.format("two") + REWRAPPED})
    never_committed(course, date)

    for _ in range(2):  # the second answer is from the cache
        status = course.status(HE)
        assert (status.state, status.reason) == (State.COSMETIC, "generated-block")
        assert status.base is None


@pytest.mark.parametrize(
    "later",
    [
        pytest.param([BLOCK.format("two") + LONGER], id="another text now"),
        pytest.param(
            [BLOCK.format("two") + LONGER, BLOCK.format("three") + GUIDE], id="and back again"
        ),
        pytest.param([GUIDE], id="no block now"),
    ],
)
def test_a_generated_block_excuses_nothing_else(course: Course, later: list[str]) -> None:
    course.commit({"guide.md": BLOCK.format("one") + GUIDE})
    date = date_of(course, "HEAD")
    for text in later:
        course.commit({"guide.md": text})
    never_committed(course, date)

    status = course.status(HE)
    assert (status.state, status.reason) == (State.STALE, "unknown-hash")


@pytest.mark.parametrize("date", ["2001-01-01T00:00:00+00:00", "yesterday", None])
def test_a_generated_block_needs_a_date(course: Course, date: str | None) -> None:
    course.commit({"guide.md": BLOCK.format("one") + GUIDE})
    course.write({HE: stamped(BLOCK.format("never") + GUIDE, translation_date=date)})

    assert course.states()[HE] is State.STALE


def test_pending_counts_its_marks(course: Course) -> None:
    body = (
        "| <!-- sync:fuzzy --> ירוק | 2 |\n"
        "| --- | --- |\n"
        "| <!-- sync:untranslated --> White | <!-- sync:untranslated --> 3 |\n"
    )
    course.commit({HE: stamped(GUIDE, LONGER, body), "guide.md": LONGER})

    status = course.status(HE)
    assert (status.state, status.reason) == (State.PENDING, None)
    assert status.pending == Pending(untranslated=2, fuzzy=1)
    assert status.base is not None


def test_pending_with_nothing_left_but_the_stamp(course: Course) -> None:
    course.commit({HE: stamped(GUIDE, LONGER), "guide.md": LONGER})

    status = course.status(HE)
    assert (status.state, status.reason) == (State.PENDING, "not-stamped")


def test_pending_with_prose_left(course: Course) -> None:
    course.commit({HE: stamped(GUIDE, OTHER_PROSE), "guide.md": OTHER_PROSE})

    status = course.status(HE)
    assert (status.state, status.reason) == (State.PENDING, None)


@pytest.mark.parametrize(
    ("mark", "reason"), [("", Reason.NOT_STAMPED), (" <!-- sync:fuzzy -->", None)]
)
def test_prose_that_was_brought_to_the_source_leaves_marks_alone(
    course: Course, mark: str, reason: Reason | None
) -> None:
    text = stamped(GUIDE, OTHER_PROSE, f"# Thé{mark}\n")
    text = text.replace('"synced_hash"', '"synced": "document", "synced_hash"')
    course.commit({HE: text, "guide.md": OTHER_PROSE})

    status = course.status(HE)
    assert (status.state, status.reason) == (State.PENDING, reason)


def test_pending_by_canonical_form(course: Course) -> None:
    course.commit({"guide.md": LONGER})
    course.commit({HE: stamped(GUIDE, LONGER), "guide.md": LONGER.replace(" | ", "  |  ")})

    assert course.states()[HE] is State.PENDING


def test_pending_of_a_new_translation_has_no_original(course: Course) -> None:
    course.write({HE: stamped(None, GUIDE)})

    status = course.status(HE)
    assert (status.state, status.reason) == (State.PENDING, Reason.NOT_STAMPED)
    assert status.stamp is not None
    assert status.stamp.original_hash is None


def test_stale_by_its_synced_hash_though_the_original_is_back(course: Course) -> None:
    course.commit({"guide.md": LONGER})
    course.commit({HE: stamped(GUIDE, LONGER), "guide.md": GUIDE})

    status = course.status(HE)
    assert status.state is State.STALE
    assert status.base is not None


HEAD = "---\ntitle: Tea\nweight: {}\n---\n\n"


@pytest.mark.parametrize(
    ("choice", "state"),
    [
        ("[title, description]", State.COSMETIC),
        ("none", State.COSMETIC),
        ("[weight]", State.STALE),
        ("all", State.STALE),
    ],
)
def test_front_matter_that_does_not_count_is_cosmetic(
    course: Course, choice: str, state: State
) -> None:
    course.commit({"guide.md": HEAD.format(1) + GUIDE})
    course.commit({"guide.md": HEAD.format(2) + GUIDE, HE: stamped(HEAD.format(1) + GUIDE)})
    assert course.states()[HE] is State.STALE  # and remembered so

    course.write({".translation-sync.yaml": f"front_matter: {choice}\n"})
    assert course.states()[HE] is state


def test_words_below_front_matter_count_all_the_same(course: Course) -> None:
    course.commit({"guide.md": HEAD.format(1) + GUIDE})
    course.commit({"guide.md": HEAD.format(2) + OTHER_PROSE, HE: stamped(HEAD.format(1) + GUIDE)})
    course.write({".translation-sync.yaml": "front_matter: none\n"})

    assert course.states()[HE] is State.STALE
