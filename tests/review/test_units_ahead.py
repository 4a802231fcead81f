"""What a stamp moved past without its block: faults, and twins of honest work."""

from __future__ import annotations

import pytest

from sync.markdown.counted import Counted
from sync.markdown.document import read_markdown
from sync.review.places import Move
from sync.review.unit_moves import UnitMoves
from sync.review.units_ahead import find_units_ahead
from sync.review.unmarked import find_unmarked
from tests.cases import make_case
from tests.merge.merging import SPACE

BASE = """\
---
title: Kinds of tea
weight: 3
---

# Tea

Pour water over the leaves, and wait for some minutes.

## Steps

- Warm the pot with [hot water](water.md) first.
- Add a spoon of leaves for each cup.

```sh
# wait
brew --minutes 3
```

> [!NOTE]
> Never boil the leaves.

The end of it all.
"""
DONE = """\
---
title: Sortes de thé
weight: 3
---

# Thé

Verser l'eau sur les feuilles, et attendre quelques minutes.

## Étapes

- Chauffer la théière avec de [l'eau chaude](../../../guide/water.md) d'abord.
- Ajouter une cuillère de feuilles par tasse.

```sh
# attendre
brew --minutes 3
```

> [!NOTE]
> Ne jamais bouillir les feuilles.

La fin de tout cela.
"""
FUZZY = "<!-- sync:fuzzy -->"


def move(
    source: str,
    after: str = DONE,
    before: str = DONE,
    *,
    prose: str = BASE,
    counted: Counted = None,
) -> Move:
    """Move a stamp from ``BASE``; the prose was brought to ``prose`` before."""
    base, new, known = map(read_markdown, (BASE, source, prose))
    old = make_case(new, before, SPACE, base=known, is_whole=True, counted=counted)
    done = make_case(new, after, SPACE, base=new, is_whole=True)
    return Move(known, new, old, done, base, base)


def find(source: str, after: str = DONE, before: str = DONE) -> list[tuple[int | None, str]]:
    moves = UnitMoves(move(source, after, before))
    return [(each.line, each.message) for each in find_units_ahead(moves)]


STAMP = "<!--\nCO_OP_TRANSLATOR_METADATA:\n{}\n-->\n"
DISCLAIMER = (
    "\n---\n\n**Avertissement**: traduit par [Co-op](https://github.com/Azure/co-op-translator).\n"
)


def edit(old: str, new: str, text: str = BASE) -> str:
    assert old in text
    return text.replace(old, new)


NEW = "Serve it in small cups, with nothing else.\n\n"


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        (
            "over the leaves",
            "over all of the dry leaves",
            8,
            "became '… over all of the dry leaves, …'",
        ),
        ("## Steps", "## How to brew", 10, "'Steps' became 'How to brew'"),
        ("water.md", "kettle.md", 12, "the link 'guide/water.md' became 'guide/kettle.md'"),
        ("Add a spoon of", "Add two spoons of", 13, "became"),
        ("--minutes 3", "--minutes 5", 15, "its code changed"),
        ("Never boil", "Always boil", 20, "became"),
        ("Kinds of tea", "Sorts of green tea", 2, "became"),
        ("weight: 3", "weight: 4", 3, "weight became 4"),
        ("The end", f"{NEW}The end", 23, "the paragraph 'Serve it in small cups, with nothing"),
        ("The end of it all.\n", "", 23, "the paragraph 'The end of it all.' went from"),
    ],
)
def test_a_block_that_did_not_follow(old: str, new: str, line: int, message: str) -> None:
    found = find(edit(old, new))
    assert [each[0] for each in found] == [line]
    assert message in found[0][1]


def test_words_in_a_fence_of_prose_that_did_not_follow() -> None:
    assert find_in_fence("Never pour it") == [24]


def test_noop_punctuation_in_a_fence_of_prose() -> None:
    assert find_in_fence("Pour it,") == []


def find_in_fence(changed: str) -> list[int | None]:
    note, own = "```{note}\nPour it with care.\n```\n", "```{note}\nVerser avec soin.\n```\n"
    texts = BASE + note, BASE + edit("Pour it", changed, note)
    base, new = map(read_markdown, texts)
    old, done = (
        make_case(new, DONE + own, SPACE, base=version, is_whole=True) for version in (base, new)
    )
    moves = UnitMoves(Move(base, new, old, done, base, base))
    return [each.line for each in find_units_ahead(moves)]


@pytest.mark.parametrize("old", ["# Tea\n", "The end of it all.\n"])
def test_a_new_block_beside_the_stamp_or_the_disclaimer(old: str) -> None:
    done = edit("# Thé\n", f"{STAMP}# Thé\n", DONE) + DISCLAIMER
    first = f"{NEW}{old}" if old.startswith("#") else f"{old}\n{NEW}"
    [(line, message)] = find(edit(old, first), done, done)
    assert line == (10 if old.startswith("#") else 29)
    assert "is new in the source" in message


@pytest.mark.parametrize(
    ("source", "after"),
    [
        (BASE, DONE),
        (edit("minutes.", "minutes!"), DONE),
        (edit("over the leaves", "over the dry leaves"), edit("feuilles", "feuilles sèches", DONE)),
        (edit("## Steps", "## How to brew"), edit("Étapes", "Préparer", DONE)),
        (edit("water.md", "kettle.md"), edit("water.md", "kettle.md", DONE)),
        (edit("--minutes 3", "--minutes 5"), edit("minutes 3", "minutes 5", DONE)),
        (
            edit("Never boil", "Always boil"),
            edit("feuilles.\n\nLa", f"feuilles. {FUZZY}\n\nLa", DONE),
        ),
        (
            edit("The end", f"{NEW}The end"),
            edit("La fin", "Servir dans de petites tasses.\n\nLa fin", DONE),
        ),
        (edit("The end of it all.\n", ""), edit("La fin de tout cela.\n", "", DONE)),
        (edit("leaves, and wait", "leaves,\nand wait"), DONE),
    ],
)
def test_noop_work_that_was_done_or_not_needed(source: str, after: str) -> None:
    assert find(source, after) == []


REWORDED = edit("over the leaves", "over all of the dry leaves")
MARKED = edit("quelques minutes.", f"quelques minutes. {FUZZY}", DONE)
OWED = edit("La fin", f"{NEW.strip()} <!-- sync:untranslated -->\n\nLa fin", DONE)


def find_marks(source: str, before: str, after: str) -> list[tuple[int, str]]:
    lost = find_unmarked(move(source, after, before, prose=source))
    return [(each.line, each.lag or each.text) for each in lost.unearned]


def test_a_mark_that_went_while_the_old_translation_stayed() -> None:
    [(line, lag)] = find_marks(REWORDED, MARKED, DONE)
    assert line == 8
    assert "became" in lag


def test_a_mark_that_went_while_the_source_s_text_stayed() -> None:
    source = edit("The end", f"{NEW}The end")
    bare = edit(" <!-- sync:untranslated -->", "", OWED)
    assert find_marks(source, OWED, bare) == [(23, NEW.strip())]


@pytest.mark.parametrize(
    ("source", "before", "after"),
    [
        (REWORDED, MARKED, MARKED),
        (REWORDED, MARKED, edit("Verser l'eau", "Verser beaucoup d'eau", DONE)),
        (edit("minutes.", "minutes!"), MARKED, DONE),
        (edit("The end", f"{NEW}The end"), OWED, edit("La fin", "Servir chaud.\n\nLa fin", DONE)),
        (edit("The end", f"{NEW}The end"), OWED, OWED),
    ],
)
def test_noop_marks_that_stayed_or_were_earned(source: str, before: str, after: str) -> None:
    assert find_marks(source, before, after) == []


def test_a_key_that_does_not_count_need_not_follow() -> None:
    source = edit("weight: 3", "weight: 4")
    assert [line for line, _ in find(source)] == [3]
    moves = UnitMoves(move(source, counted=("title",)))
    assert find_units_ahead(moves) == ()
