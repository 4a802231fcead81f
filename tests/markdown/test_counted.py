"""Front matter without the keys that do not count, in each of its three languages."""

from __future__ import annotations

import pytest

from sync.markdown.canonical import simplify
from sync.markdown.counted import leave_out_uncounted

BODY = "\nA cup of tea.\n"
KEYS = ("summary", "title")


def leave_out(head: str, keys: tuple[str, ...] | None = KEYS) -> str:
    text = leave_out_uncounted(head + BODY, keys)
    assert text.endswith(BODY)
    return text.removesuffix(BODY)


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param("title: Tea\nweight: 3\n", id="a number"),
        pytest.param("weight: 3\ntitle: Tea\n", id="above it"),
        pytest.param("title: Tea\ncSpell:ignore: pu erh\n", id="a colon in the key"),
        pytest.param("title: Tea\n# a note\ntags:\n  - a\n- b\n", id="a list, and a comment"),
        pytest.param("title: Tea\ncascade:\n  title: Other\n  - summary: x\n", id="deeper keys"),
        pytest.param("title: Tea\ntext: |\n  summary: no key\n\n  title: none\n", id="text"),
        pytest.param("title: Tea\nbroken: 'it's\n", id="no YAML"),
        pytest.param('"title": Tea\n', id="in quotes"),
        pytest.param("title: Tea\nTitle: Other\nsubtitle: x\nmy title: y\n", id="other names"),
    ],
)
def test_yaml_keeps_the_keys_that_count(inner: str) -> None:
    kept = leave_out(f"---\n{inner}---\n")
    assert kept.replace('"', "") == "---\ntitle: Tea\n---\n"


def test_yaml_keeps_all_lines_of_a_key() -> None:
    inner = "summary: >\n  one\n\n  # two\ntitle:\n  Tea: x\n"
    assert leave_out(f"---\n{inner}\nweight: 1\n---\n") == f"---\n{inner}---\n"


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param('title = "Tea"\nweight = 3\n', id="a number"),
        pytest.param('date = 2026-01-01\ntitle = "Tea"\n[params]\ntitle = "x"\n', id="a table"),
        pytest.param('title = "Tea"\n[[menu.main]]\nsummary = "x"\n', id="tables"),
        pytest.param('title = "Tea"\ntext = """\nsummary = "x"\n[a\n"""\n', id="text"),
        pytest.param('tags = [\n  "a", # ]\n  "]",\n]\ntitle = "Tea"\n', id="a list"),
        pytest.param('params.title = "x"\ntitle = "Tea"\n', id="a dotted key"),
    ],
)
def test_toml_keeps_the_keys_that_count(inner: str) -> None:
    assert leave_out(f"+++\n{inner}+++\n") == '+++\ntitle = "Tea"\n+++\n'


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param('  "title": "Tea",\n  "weight": 3', id="a number"),
        pytest.param('"weight": 3, "title": "Tea"', id="on one line"),
        pytest.param('"params": {"title": "x", "a": ["summary"]},\n"title": "Tea"', id="deeper"),
        pytest.param('"a": "}, \\"summary\\": 1",\n"title": "Tea"', id="in a string"),
    ],
)
def test_json_keeps_the_keys_that_count(inner: str) -> None:
    assert leave_out(f"{{\n{inner}\n}}\n") == '{\n"title": "Tea"\n}\n'


@pytest.mark.parametrize("keys", [(), ("other",)])
@pytest.mark.parametrize(
    "head", ["---\ntitle: Tea\n---\n", "+++\ntitle = 'Tea'\n+++\n", '{\n"title": 1\n}\n', ""]
)
def test_where_nothing_counts_there_is_none(head: str, keys: tuple[str, ...]) -> None:
    assert leave_out(head, keys) == "\n"


def test_what_stands_below_is_not_taken_for_it() -> None:
    text = "---\nweight: 1\n---\n---\ntitle: Tea\n---\n"
    assert leave_out_uncounted(text, ("title",)) == "\n---\ntitle: Tea\n---\n"


def test_toml_that_stays_open_counts_as_a_whole() -> None:
    head = "+++\nweight = [\ntitle = 'Tea'\n+++\n"
    assert leave_out(head) == head


def test_all_of_it_counts_unless_keys_are_named() -> None:
    head = "---\ntitle: Tea\n# note\nweight: 3\n---\n"
    assert leave_out(head, None) == head


def test_it_is_left_out_whatever_ends_the_lines() -> None:
    text = "\ufeff---\r\ntitle: Tea\r\nweight: 3\r\n---\r\nTea\r\n"
    assert simplify(text, (), ("title",)) == "---\ntitle: Tea\n---\nTea\n"
