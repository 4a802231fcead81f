"""What ``sync`` advises at its end: the marks that are left, or the prose."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.calling import call
from tests.commands.teas import FR, RELINKED, SOURCE, TEA, make_teas

MARKED = f"translate what is marked, then record it: translation-sync stamp {FR}"
PROSE = f"what else changed is outside of the tables; see it: translation-sync diff {FR}"
UNTOUCHED = f"what changed is outside of the tables; see it: translation-sync diff {FR}"


def boil(text: str) -> str:
    """Return a source of which the prose changed as well."""
    return text.replace("Boil water.", "Boil fresh water.")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (RELINKED, ()),
        (boil(RELINKED), (MARKED,)),
        (boil(TEA), (MARKED,)),
        (TEA.replace("| Black tea |", "| Dark, strong tea |"), (MARKED,)),
        (boil(TEA + "\n| New |\n| --- |\n| table |\n"), (MARKED,)),
    ],
)
def test_what_comes_next(source: str, said: tuple[str, ...], tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course")
    course.commit({SOURCE: source})

    lines = call(course.root, "sync", FR).out.splitlines()
    assert tuple(line for line in lines if line in (MARKED, PROSE, UNTOUCHED)) == said


@pytest.mark.parametrize(
    ("source", "said"), [(boil(RELINKED), PROSE), (boil(TEA), UNTOUCHED), (RELINKED, None)]
)
def test_prose_that_was_left_alone_is_looked_up(
    source: str, said: str | None, tmp_path: Path
) -> None:
    course = make_teas(tmp_path / "course")
    course.commit({SOURCE: source})

    lines = call(course.root, "sync", "--tables-only", FR).out.splitlines()
    assert [line for line in lines if line in (PROSE, UNTOUCHED)] == ([said] if said else [])
    record = f"translate that, then record it: translation-sync stamp {FR}"
    assert (record in lines) == (said is not None)


def test_one_of_several_documents_is_named_as_such(tmp_path: Path) -> None:
    """By its language only where that names no other."""
    other, there = "black.md", "translations/fr/black.md"
    course = make_teas(tmp_path / "course")
    course.commit({other: TEA, there: (course.root / FR).read_text()})
    longer = TEA.replace("| Black tea |", "| Dark, strong tea |")
    course.commit({SOURCE: longer, other: longer})

    said = call(course.root, "sync", there, FR).out
    record = f"translation-sync stamp {there}"
    assert f"translate what is marked, then record it, as for the first of 2: {record}" in said
    assert "as for fr" not in said
