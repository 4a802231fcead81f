"""In front matter of YAML another way of quoting is format alone, and nothing else is."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sync.markdown.canonical import canonical_form
from sync.markdown.quotes import unify_quotes

SCALARS = st.one_of(st.text(), st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False))


def form(front: str) -> str | None:
    return canonical_form(f"---\n{front}---\n\n# Tea\n")


@pytest.mark.parametrize(
    "ways",
    [
        ["title: Tea\n", "title: 'Tea'\n", 'title: "Tea"\n', '"title":   Tea\n'],
        ['a: It\'s 1 "x"\n', "a: 'It''s 1 \"x\"'\n", 'a: "It\'s 1 \\"x\\""\n'],
        ["a: {b: [c, 'd']}\n", "a: {'b': [\"c\", d]}\n"],
        ["a: one\n  two\n", "a: one two\n", "a: 'one\n  two'\n"],
        ["a: Thé 🍵\n", 'a: "Th\\xe9 🍵"\n'],
        ["a: 2024 in review\n", "a: '2024 in review'\n"],
        ["a: 'x' # note\n", 'a: "x" # note\n'],
    ],
)
def test_another_way_of_quoting_is_format(ways: list[str]) -> None:
    assert form(ways[0]) is not None
    assert {form(each) for each in ways} == {form(ways[0])}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a: 1\n", "a: '1'\n"),
        ("a: yes\n", "a: 'yes'\n"),
        ("a: y\n", "a: 'y'\n"),  # a truth in YAML 1.1
        ("a: 1e3\n", "a: '1e3'\n"),  # a number in YAML 1.2
        ("a: 0o17\n", "a: '0o17'\n"),
        ("a: 010\n", "a: 8\n"),
        ("a: 2024-01-31\n", "a: '2024-01-31'\n"),
        ("a: ~\n", "a: '~'\n"),
        ("a:\n", "a: ''\n"),
        ("a: Tea\n", "a: Tea # note\n"),
        ("a: 'Tea '\n", "a: Tea \n"),
        ("a: !x Tea\n", "a: !x 'Tea'\n"),
        ("a: [\nb: x\n", "a: [\nb: 'x'\n"),  # nobody can tell
        ('a: "b\\u2028c"\n', "a: b c\n"),
        ("a: |\n  Tea\n", "a: Tea\n"),
    ],
)
def test_what_may_be_another_value_is_not(one: str, other: str) -> None:
    assert form(one) != form(other)


@given(
    values=st.dictionaries(st.text(min_size=1), SCALARS, min_size=1), style=st.sampled_from("'\"")
)
def test_no_value_is_lost(values: dict[str, object], style: str) -> None:
    plain = yaml.safe_dump(values, allow_unicode=True)
    unified = unify_quotes(plain)
    assert yaml.safe_load(unified) == yaml.safe_load(plain)
    assert unify_quotes(unified) == unified
    quoted = yaml.safe_dump({"a": [str(each) for each in values]}, default_style=style)
    assert yaml.safe_load(unify_quotes(quoted)) == yaml.safe_load(quoted)
