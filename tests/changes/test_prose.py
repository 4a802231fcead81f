"""Blocks of prose that changed, beside the translation's, paired as the merge pairs them."""

from __future__ import annotations

import pytest

from sync.align.alignment import Alignment
from sync.changes.document import compare_document, compare_versions
from sync.changes.values import CellChangeKind, ProseChange, ProseChangeKind
from sync.units.values import UnitKind
from tests.cases import make_case
from tests.merge.merging import SPACE, merge_all

BASE = """\
---
title: Oats
tags: [grain]
---

# Oats

Wash the oats in `cold` water, twice, and let them rest.

- Keep them in a jar.
- See [the shop](shop.md) for more.

```sh
boil --minutes 5
stir  # gently
```

The end of it all is a warm bowl.
"""
FRENCH = """\
---
title: Avoine
tags: [grain]
---

# Avoine

Lavez l'avoine dans l'eau `cold`, deux fois, et laissez reposer.

- Gardez-la dans un bocal.
- Voyez [la boutique](shop.md) pour en savoir plus.

```sh
boil --minutes 5
stir  # doucement
```

A la fin, il y a un bol bien chaud.
"""


def compare(source: str, translation: str = FRENCH, base: str = BASE) -> tuple[ProseChange, ...]:
    changes = compare_document(make_case(source, translation, SPACE, base=base, is_whole=True))
    assert changes is not None
    return changes.prose


@pytest.mark.parametrize(
    ("old", "new", "block", "change", "translation"),
    [
        ("twice", "three times", UnitKind.PARAGRAPH, CellChangeKind.TEXT, "Lavez"),
        ("`cold`", "`fresh`", UnitKind.PARAGRAPH, CellChangeKind.CODE, "Lavez"),
        ("in a jar", "in a big jar", UnitKind.ITEM, CellChangeKind.TEXT, "- Gardez"),
        ("(shop.md)", "(market.md)", UnitKind.ITEM, CellChangeKind.LINK, "- Voyez"),
        ("# Oats", "## Oats", UnitKind.HEADING, CellChangeKind.FORMAT, "# Avoine"),
        ("minutes 5", "minutes 6", UnitKind.CODE, CellChangeKind.CODE, "```sh"),
        ("title: Oats", "title: All oats", UnitKind.FRONT_MATTER, CellChangeKind.TEXT, "title: A"),
    ],
)
def test_a_block_stands_beside_its_translation(
    old: str, new: str, block: UnitKind, change: CellChangeKind, translation: str
) -> None:
    (found,) = compare(BASE.replace(old, new))

    assert (found.kind, found.block, found.change) == (ProseChangeKind.CHANGED, block, change)
    assert found.source_line == found.base_line == found.translation_line
    assert old in (found.before or "")
    assert new in (found.after or "")
    assert (found.translation or "").startswith(translation)


@pytest.mark.parametrize(
    "source",
    [
        BASE,
        BASE.replace("water, twice", "water,\ntwice"),
        BASE.replace("- Keep", "*  Keep").replace("- See", "*  See"),
    ],
)
def test_what_reads_the_same_is_no_change(source: str) -> None:
    assert compare(source) == ()


def test_new_and_lost_blocks_stand_where_they_are() -> None:
    source = BASE.replace("- Keep them in a jar.\n", "").replace("The end", "Add salt.\n\nThe end")

    added, removed = compare(source)

    assert (added.kind, added.after, added.translation) == ("added", "Add salt.", None)
    assert (removed.kind, removed.base_line, removed.translation_line) == ("removed", 10, 10)
    assert removed.translation == "- Gardez-la dans un bocal."


def test_a_block_that_moved_is_told_as_moved() -> None:
    rest = "The end of it all is a warm bowl.\n"
    source = BASE.replace(rest, "").replace("# Oats\n\n", f"# Oats\n\n{rest}\n")

    (moved,) = compare(source)

    assert (moved.kind, moved.change) == (ProseChangeKind.MOVED, None)
    assert (moved.source_line, moved.base_line, moved.translation_line) == (8, 18, 18)


def test_keys_are_told_by_name_and_other_front_matter_as_a_whole() -> None:
    added, removed = compare(BASE.replace("tags: [grain]", "weight: 3"))
    assert [(each.kind, each.key) for each in (added, removed)] == [
        ("added", "weight"),
        ("removed", "tags"),
    ]

    (whole,) = compare(BASE.replace("title: Oats", "# a comment\ntitle: Oats"))
    assert (whole.kind, whole.block, whole.key) == ("changed", UnitKind.FRONT_MATTER, None)
    assert "# a comment" in (whole.after or "")


def test_marks_are_part_of_what_the_translation_says() -> None:
    source = BASE.replace("twice", "three times")
    merged = merge_all(BASE, source, FRENCH)
    case = make_case(source, merged.text, SPACE, base=BASE, known=source)

    changes = compare_document(case)

    assert changes is not None
    (found,) = changes.prose
    assert (found.translation or "").endswith("reposer. <!-- sync:fuzzy -->")


def test_no_translation_is_looked_at_where_versions_are_compared() -> None:
    source = BASE.replace("twice", "three times")
    case = make_case(source, FRENCH, SPACE, base=BASE)
    assert case.base is not None

    (found,) = compare_versions(case.base, case.source, ()).prose

    assert found == compare(source)[0]._replace(translation=None, translation_line=None)


def test_a_unit_that_is_asked_for_alone_is_the_one_of_all() -> None:
    source = BASE.replace("twice", "three times").replace("- Keep them in a jar.\n", "")
    case = make_case(source, FRENCH, SPACE, base=BASE, is_whole=True)
    whole = Alignment(case)
    units = whole.list_units(whole.prose).units
    there = whole.list_units(case.translation).units

    for place in range(len(units)):
        one = Alignment(case).find_translated_unit(whole.prose, place)
        known = whole.translated_units.get(place)
        assert (None if one is None else one.unit) == (None if known is None else there[known])


def test_a_conflicted_translation_has_nothing_beside_a_change() -> None:
    conflicted = FRENCH.replace("Lavez", "<<<<<<< ours\nLavez\n=======\nLave\n>>>>>>> theirs\nL")

    (found,) = compare(BASE.replace("twice", "three times"), conflicted)

    assert found.translation is None
