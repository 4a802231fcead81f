"""Links to another site's pages in the translation's language."""

from __future__ import annotations

from sync.merge.document import merge_document
from tests.cases import make_case
from tests.merge.merging import PLAIN, SPACE

FRENCH = SPACE._replace(languages=("en", "fr"))
OLD = "- [The site](https://tea.example)\n- [A shop](https://shop.example)\n"
THERE = "- [Le site](https://tea.example/fr/)\n- [Un magasin](https://shop.example)\n"


def merge(new: str) -> str:
    case = make_case(new, THERE, FRENCH, base=OLD, is_whole=True)
    return merge_document(case, PLAIN).text


def test_what_nobody_can_follow_is_marked_and_stays() -> None:
    merged = merge(OLD.replace("tea.example", "tea.example/en/index.html"))
    assert merged == THERE.replace("/fr/)", "/fr/) <!-- sync:fuzzy -->")


def test_links_without_a_language_follow_the_source() -> None:
    assert merge(OLD.replace("shop.example", "tea-shop.example")) == THERE.replace(
        "shop.", "tea-shop."
    )
