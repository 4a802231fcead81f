"""How many words changed: of prose and of cells, and of nothing that no translator writes."""

from __future__ import annotations

import pytest

from sync.changes.amount import count_changed_words, count_new_words, count_words
from sync.changes.document import compare_document
from tests.cases import make_case
from tests.changes.test_prose import BASE, FRENCH
from tests.merge.merging import SPACE

TABLE = "\n| Kind | Shop |\n| --- | --- |\n| Rolled oats | [here](a.md) |\n"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("two words", 2),
        ("don't, [the shop](some/shop.md) <b>!</b>", 3),
        ("see https://example.org/a/b", 1),
        ("<!-- sync:fuzzy --> one", 1),
        ("茶を飲む", 4),
        ("| --- | --- |", 0),
    ],
)
def test_words_are_what_a_reader_sees(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        ("same", "same", 0),
        ("a cup of tea", "a cup, of tea", 1),
        ("a cup of tea", "a cup of strong black tea", 2),
        ("a cup of tea", "a cup", 1),
        ("", "all of it", 3),
    ],
)
def test_what_is_new_is_counted_and_any_difference_is_one(
    before: str, after: str, count: int
) -> None:
    assert count_new_words(before, after) == count


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("twice", "three times", 2),
        ("The end of it all", "The end, of it all", 1),
        ("[the shop](shop.md)", "[the shop](new.md)", 0),
        ("boil --minutes 5", "boil --minutes 6 --slowly", 0),
        ("- Keep them in a jar.\n", "", 0),
        (
            "The end of it all is a warm bowl.\n",
            "The end of it all is a warm bowl.\n\nAdd salt.\n",
            2,
        ),
        ("Rolled oats", "Steel cut oats", 2),
        ("[here](a.md)", "[here](b.md)", 0),
    ],
)
def test_words_of_a_document(old: str, new: str, count: int) -> None:
    base, french = BASE + TABLE, FRENCH + TABLE
    assert old in base
    case = make_case(base.replace(old, new), french, SPACE, base=base, is_whole=True)
    changes = compare_document(case)

    assert changes is not None
    assert count_changed_words(changes) == count
