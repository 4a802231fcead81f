"""Changes that bring a source and its translation in one commit; the stamp is left as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.teas import (
    FR,
    LONGER,
    RELINKED,
    SHORTER,
    SOURCE,
    TEA,
    THE,
    make_teas,
    translate,
)
from tests.review.changing import found, staged
from tests.translated import Course

LAST = "| Menthe | 🌿 | [Site](https://mint.example/a) |\n"
LONGER_FR = THE.replace(LAST, LAST + "| Oolong | 6 | [Étapes](../../oolong.md) |\n")
RELINKED_FR = THE.replace("mint.example/a", "mint.example/b")
PAIRS = {
    "table-rows": (LONGER, LONGER_FR),
    "link-target": (RELINKED, RELINKED_FR),
    "block-missing": (
        TEA.replace("\nBoil water.\n", ""),
        THE.replace("\nFaire bouillir l'eau.\n", ""),
    ),
}
each_pair = pytest.mark.parametrize(("rule", "pair"), PAIRS.items(), ids=list(PAIRS))


def make(root: Path) -> Course:
    return make_teas(root / "course", files={"oolong.md": "# Oolong\n"})


@pytest.mark.parametrize("pair", PAIRS.values(), ids=list(PAIRS))
def test_what_the_change_did_in_both(tmp_path: Path, pair: tuple[str, str]) -> None:
    course = make(tmp_path)
    course.write({SOURCE: pair[0], FR: translate(TEA, body=pair[1])})

    assert found(staged(course)) == []


@each_pair
def test_what_it_did_in_the_translation_alone(
    tmp_path: Path, rule: str, pair: tuple[str, str]
) -> None:
    course = make(tmp_path)
    course.write({FR: translate(TEA, body=pair[1])})

    assert found(staged(course)) == [(rule, FR)]


@each_pair
def test_it_is_asked_again_once_the_source_is_taken_back(
    tmp_path: Path, rule: str, pair: tuple[str, str]
) -> None:
    course = make(tmp_path)
    course.write({SOURCE: pair[0], FR: translate(TEA, body=pair[1])})
    staged(course)
    course.write({SOURCE: TEA})

    assert found(staged(course)) == [(rule, FR)]


def test_what_neither_version_of_the_source_has(tmp_path: Path) -> None:
    course = make(tmp_path)
    course.write({SOURCE: SHORTER, FR: translate(TEA, body=LONGER_FR)})

    assert found(staged(course)) == [("table-rows", FR)]
