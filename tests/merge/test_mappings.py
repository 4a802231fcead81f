"""Values of front matter that hold others: each text in them is merged by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sync.merge.mappings import Mappings, merge_mappings
from sync.merge.units import UnitOutcome
from sync.merge.values import Merge, MergeOptions, OnChange
from tests.merge.merging import merge_all, merge_twice, replace_each

BODY = "\nSome words\n"
OLD = """\
---
title: Bread
hero:
  tagline: Bake good bread
  image: ../oven.png
  actions:
    - text: Start to bake
      link: /start/
    - text: "See the shop" # the short one
      link: '/shop'
features:
  - title: Very fresh
    details: |
      From our oven,
      every day.
tags: [white bread, rye bread]
---
"""
GERMAN = {
    "title: Bread": "title: Brot",
    "Bake good bread": "Gutes Brot backen",
    "Start to bake": "Jetzt backen",
    "See the shop": "Zum Laden",
    "Very fresh": "Ganz frisch",
    "From our oven": "Aus unserem Ofen",
    "every day": "jeden Tag",
}


THERE = replace_each(OLD, GERMAN)


def merge(old: str, new: str, there: str) -> Merge:
    return merge_twice(old + BODY, new + BODY, there + BODY)


def write(new: str, there: str = THERE, old: str = OLD) -> str:
    return merge(old, new, there).text.removesuffix(BODY)


def test_a_value_without_words_follows_the_source_and_nothing_is_marked() -> None:
    for old, new in (("/start/", "/begin/"), ("../oven.png", "oven.webp"), ("'/shop'", "/a-shop")):
        assert write(OLD.replace(old, new)) == THERE.replace(old, new)


def test_a_text_that_changed_is_marked_on_its_own_line() -> None:
    said = "Gutes Brot backen"
    assert write(OLD.replace("good", "better")) == THERE.replace(said, f"{said} # sync:fuzzy")


def test_what_changed_beside_it_follows_all_the_same() -> None:
    new = OLD.replace("good", "better").replace("/start/", "/begin/")
    marked = THERE.replace("Brot backen", "Brot backen # sync:fuzzy")
    assert write(new) == marked.replace("/start/", "/begin/")


def test_a_text_that_nobody_translated_is_the_sources_new_one() -> None:
    new, there = OLD.replace("Very fresh", "Still warm"), THERE.replace("Ganz frisch", "Very fresh")
    assert write(new, there) == THERE.replace("Ganz frisch", "Still warm # sync:untranslated")


@pytest.mark.parametrize(
    ("new", "key"),
    [
        (OLD.replace("every day", "each day"), "features:"),  # in a block, a comment would be text
        (OLD.replace("See the shop", "See our shop"), "hero:"),  # there is a comment already
        (OLD.replace("    - text: Start to bake\n      link: /start/\n", ""), "hero:"),
        (OLD.replace("      link: /start/\n", ""), "hero:"),
    ],
)
def test_the_key_is_marked_where_the_text_cannot_be(new: str, key: str) -> None:
    assert write(new) == THERE.replace(key, f"{key} # sync:fuzzy")


def test_the_mark_of_a_list_on_one_line_is_behind_it() -> None:
    line = "tags: [white bread, rye bread]"
    new = OLD.replace("rye bread", "spelt bread")
    expected = "tags: [white bread, spelt bread] # sync:untranslated"
    assert write(new) == THERE.replace(line, expected)
    there = THERE.replace("rye bread", "Roggenbrot")
    fuzzy = there.replace("Roggenbrot]", "Roggenbrot] # sync:fuzzy")
    assert write(new, there) == fuzzy


def test_a_mark_stays_on_the_line_that_it_is_on() -> None:
    once = write(OLD.replace("good", "better"))
    newer = OLD.replace("good", "better").replace("/start/", "/begin/")
    twice = merge(OLD.replace("good", "better"), newer, once).text.removesuffix(BODY)
    assert twice == once.replace("/start/", "/begin/")


def test_every_key_may_be_read_with_marks_in_it() -> None:
    once = write(OLD.replace("good", "better").replace("Start to", "Begin to"))
    newest = OLD.replace("good", "better").replace("Start to", "Begin to")
    assert write(newest, once, newest) == once


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hero: &h\n  a: one thing\n  b: /x\n", "hero: &h\n  a: one thing\n  b: /y\n"),
        ("hero:\n  a: &x one thing\n  b: *x\n", "hero:\n  a: &x other thing\n  b: *x\n"),
        ("hero:\n  a: &x\n    - *x\n    - one\n", "hero:\n  a: &x\n    - *x\n    - two\n"),
        ("hero:\n  a: one thing\n  a: /x\n", "hero:\n  a: one thing\n  a: /y\n"),
    ],
)
def test_what_an_anchor_or_a_key_twice_means_is_not_guessed(old: str, new: str) -> None:
    lines = (text.splitlines() for text in (old, new, old.replace("one", "ein")))
    assert merge_mappings(Mappings(*lines), OnChange.FUZZY) is None


def test_the_sources_text_is_taken_where_that_is_asked_for() -> None:
    new = OLD.replace("good", "better").splitlines()[2:9]
    versions = Mappings(OLD.splitlines()[2:9], new, THERE.splitlines()[2:9])
    merged = merge_mappings(versions, OnChange.SOURCE)
    assert merged is not None
    assert merged.outcome is UnitOutcome.UNTRANSLATED
    assert merged.lines[1] == "  tagline: Bake better bread # sync:untranslated"
    assert merged.lines[2:] == tuple(THERE.splitlines()[4:9])


def test_a_text_that_goes_is_named_and_what_stays_in_its_key_is_not() -> None:
    old, new, there = (text + BODY for text in (OLD, OLD.replace("good", "better"), THERE))
    notes = merge_all(old, new, there, MergeOptions(OnChange.SOURCE)).notes
    assert [note.message for note in notes] == ["taken out: Gutes Brot backen"]
    link = merge_all(old, old.replace("/start/", "/begin/"), there)
    assert not link.notes


Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"

WORDS = st.sampled_from(["one loaf", "two loaves", "/a", "/b", "- c", "no: way", "x", "3", "don't"])
TREES = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from("abc"), inner, min_size=1)
    ),
    max_leaves=8,
).filter(lambda tree: not isinstance(tree, str))


@given(st.data(), TREES, st.booleans())
def test_each_text_is_the_one_that_it_has_to_be(
    data: st.DataObject, tree: Tree, is_flow: bool
) -> None:
    new, there = (change(tree, lambda text: data.draw(WORDS | st.just(text))) for _ in range(2))
    lines = (
        yaml.safe_dump({"hero": each}, default_flow_style=is_flow or None, width=999).splitlines()
        for each in (tree, new, there)
    )
    merged = merge_mappings(Mappings(*lines), OnChange.FUZZY)
    if merged is not None:
        said = yaml.load("\n".join(merged.lines), yaml.BaseLoader)
        assert said == {"hero": combine(tree, new, there)}
        is_marked = any("# sync:" in line for line in merged.lines)
        assert is_marked is (merged.mark is not None)
    assert merged is not None or is_flow


def change(tree: Tree, text: Callable[[str], str]) -> Tree:
    if isinstance(tree, str):
        return text(tree)
    if isinstance(tree, dict):
        return {key: change(each, text) for key, each in tree.items()}
    return [change(each, text) for each in tree]


def combine(old: Tree, new: Tree, there: Tree) -> Tree:
    """Say what must come out: what the source changed where the translation had left it."""
    if isinstance(old, str):
        return new if there == old else there
    if isinstance(old, dict):
        assert isinstance(new, dict)
        assert isinstance(there, dict)
        return {key: combine(old[key], new[key], there[key]) for key in old}
    return [combine(*each) for each in zip(old, new, there, strict=True)]
