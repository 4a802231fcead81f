"""The lines of a unit without its mark, as pages show them."""

from __future__ import annotations

import pytest

from sync.units.marking import part_mark


@pytest.mark.parametrize(
    ("raw", "mark", "rest"),
    [
        ("text <!-- sync:fuzzy -->", "fuzzy", "text"),
        ("## Title<!-- sync:untranslated -->", "untranslated", "## Title"),
        ("## Title<!-- sync:fuzzy --> ##", "fuzzy", "## Title ##"),
        ("<!-- sync:fuzzy -->\n```sh\na\n```", "fuzzy", "```sh\na\n```"),
        ("> <!-- sync:fuzzy -->\n> ```sh\n> a\n> ```", "fuzzy", "> ```sh\n> a\n> ```"),
        ("title: x # sync:fuzzy", "fuzzy", "title: x"),
        ("title: # sync:untranslated\n  x", "untranslated", "title:\n  x"),
        ("text <!-- a comment -->", None, "text <!-- a comment -->"),
        ("title: x # fuzzy", None, "title: x # fuzzy"),
    ],
)
def test_a_mark_is_parted_from_the_lines(raw: str, mark: str | None, rest: str) -> None:
    assert part_mark(raw) == (mark, rest)
