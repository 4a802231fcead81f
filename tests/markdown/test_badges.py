"""What is a badge, and what is a picture with words of its own."""

from __future__ import annotations

import pytest

from sync.markdown.badges import is_badges, strip_badges

BADGES = (
    "[![Build](https://ci.example/tea.svg?branch=main)](https://ci.example/tea)",
    "[![Build](https://ci.example/tea.svg \"State\")](https://ci.example/tea 'Tea')",
    "![licence](https://img.shields.io/npm/l/tea)",
    "![version](//badge.example/tea_(v2).png)",
    "[![Coverage][cover]][cover-page]",
    "[![Coverage](https://cover.example/badge/tea)][cover-page]",
)
PICTURES = (
    "![A cup of tea](https://tea.example/cup.png)",
    "![How tea is made](https://tea.example/made.svg)",
    "![A badge](badge.svg)",
    "[![Watch how it is made](https://tea.example/cup.png)](https://tea.example/film)",
    "![A cup][cup]",
    "[Build](https://img.shields.io/npm/l/tea)",
)


@pytest.mark.parametrize("badge", BADGES)
def test_a_badge_has_no_words(badge: str) -> None:
    assert is_badges(badge)
    assert strip_badges(f"Tea {badge} cup") == "Tea  cup"


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_has_its_words(picture: str) -> None:
    assert not is_badges(picture)
    assert strip_badges(picture) == picture


def test_badges_stand_beside_each_other() -> None:
    assert is_badges("\n".join(BADGES))
    assert not is_badges(f"{BADGES[0]} and tea")
    assert not is_badges("")
