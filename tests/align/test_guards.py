"""What speaks against a row being another's translation."""

from __future__ import annotations

import pytest

from sync.align.guards import Doubt, find_doubt, same_links
from tests.lint.courses import SPACE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[a](https://x.example/en/a)", "[ä](https://x.example/de/a)"),
        ("[a](https://en.x.example/Tea)", "[ä](https://de.x.example/Tee)"),
        ("[a](https://x.example/a%20b)", "[ä](<https://x.example/a b>)"),
        ("![a](leaf.png)", "![ä](../../../translated_images/leaf.1234.xx.png)"),
        ("[a](cups.md)", "[ä](../../../guide/cups.md)"),
    ],
)
def test_links_in_the_readers_language_are_the_same(old: str, new: str) -> None:
    assert same_links(old, new, SPACE)
    assert find_doubt((old, "tea"), (new, "Tee"), SPACE) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[a](https://x.example/en/a)", "[ä](https://x.example/de/b)"),
        ("![a](leaf.png)", "![ä](../../../guide/cup.png)"),
        ("[a](cups.md)", "ä"),
        ("a", "[ä](cups.md)"),
    ],
)
def test_links_to_something_else_are_not(old: str, new: str) -> None:
    assert not same_links(old, new, SPACE)
    assert find_doubt((old,), (new,), SPACE) is Doubt.LINKS


def test_rows_without_links_must_share_what_they_keep() -> None:
    assert find_doubt(("☕ tea", "x"), ("🍵 Tee", "x"), SPACE) is Doubt.SIGNATURE


@pytest.mark.parametrize(
    ("old", "new", "is_doubted"),
    [
        ("`keeps the tea warm`", "`hält den Tee warm`", False),
        ("`keeps the tea warm`", "hält den Tee warm", False),
        ("`npm install tea`", "`npm install cup`", True),
        ("`brew(tea)`", "`brüh(tee)`", True),
        ("`--with-milk`", "`--mit-milch`", True),
        ("`teapot`", "`Kanne`", True),
    ],
)
def test_code_is_lost_but_for_sentences(old: str, new: str, is_doubted: bool) -> None:
    doubt = find_doubt(("[a](https://x.example/a)", old), ("[ä](https://x.example/a)", new), SPACE)
    assert doubt is (Doubt.CODE if is_doubted else None)
