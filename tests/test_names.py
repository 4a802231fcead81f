"""Names that somebody may have meant, and names as arguments."""

from __future__ import annotations

import pytest

from sync.names import find_near, quote_names, suggest

LANGUAGES = ("ar", "fr", "he", "ja", "pt-BR", "pt-PT", "zh-CN")


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("rf", ["fr"]),
        ("FR", ["fr"]),
        ("pt", ["pt-BR", "pt-PT"]),
        ("pt_br", ["pt-BR"]),
        ("zh-Cn", ["zh-CN"]),
        ("zh-CM", ["zh-CN"]),
        ("fra", ["fr"]),
        ("xx", []),
        ("f", []),
        ("klingon", []),
        ("", []),
    ],
)
def test_only_what_is_near_is_suggested(name: str, near: list[str]) -> None:
    assert find_near(name, LANGUAGES) == near


def test_where_nothing_is_near_all_are_named() -> None:
    assert suggest("rf", LANGUAGES) == "did you mean 'fr'?"
    assert suggest("pt", LANGUAGES) == "did you mean 'pt-BR' or 'pt-PT'?"
    assert suggest("xx", ("fr", "he")) == "choose from fr, he"
    assert suggest("xx", ()) == "there is none yet"


def test_several_paths_share_what_ends_the_options() -> None:
    assert quote_names(("a.md", "b c.md")) == "a.md 'b c.md'"
    assert quote_names(("a.md", "-b.md")) == "-- a.md -b.md"


def test_a_colon_at_the_start_is_no_magic_of_git_s() -> None:
    names = (":a.md", ":(top)b c.md", "a:b.md", "d/:e.md", "-:f.md")

    assert quote_names(names) == "-- ./:a.md './:(top)b c.md' a:b.md d/:e.md -:f.md"
    assert quote_names((":\n.md",)) == "$'./:\\n.md'"
