"""Front matter begins a text, of one of three kinds, or is none; what differs in it counts."""

from __future__ import annotations

import pytest

from sync.markdown.canonical import canonical_form, simplify
from sync.markdown.document import BlockKind, read_markdown
from sync.markdown.front_matter import find_front_matter
from sync.markdown.letters import differ_in_letters
from sync.markdown.units import same_prose

FRONTS = {
    "yaml": "---\ntitle: A\n---\n",
    "dots": "---\ntitle: A\n...\n",
    "toml": "+++\ntitle = 'A'\n+++\n",
    "json": '{\n  "title": "A"\n}\n',
}


@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_front_matter_is_a_block(front: str, mark: str, newline: str) -> None:
    blocks = read_markdown(f"{mark}{front}\ntext\n".replace("\n", newline)).blocks
    assert [(b.kind, b.start, b.end) for b in blocks] == [
        (BlockKind.FRONT_MATTER, 0, 3),
        (BlockKind.PARAGRAPH, 4, 5),
    ]


@pytest.mark.parametrize(
    "text",
    ["- |---|---|\n:-: | -\n", "- ---\n  a\n  ---\n", "\n---\na: b\n---\n", "-- -\na\n---\n"],
    ids=["a row in a list", "in a list", "further down", "a rule"],
)
def test_dashes_elsewhere_are_no_front_matter(text: str) -> None:
    assert BlockKind.FRONT_MATTER not in {block.kind for block in read_markdown(text).blocks}


@pytest.mark.parametrize(
    "text",
    [
        "+++\na = 1\n",
        "+++\n\n| a |\n|---|\n",
        "+++ toml\na = 1\n+++\n",
        "{\n  not: json\n}\n",
        '{"a": 1}\n',
        '{\n  "a": {\n}\n',
        '{\n  "a": 1\n} and more\n',
        "```\n+++\na = 1\n+++\n```\n",
        "---\n\nWords between two rules.\n\n---\n",
        "---\n# Title\n\n| a |\n|---|\n---\n",
        "---\nhttp://a.example\n---\n",
    ],
)
def test_what_begins_like_it_is_none(text: str) -> None:
    assert find_front_matter(text) is None
    assert BlockKind.FRONT_MATTER not in {block.kind for block in read_markdown(text).blocks}


@pytest.mark.parametrize(
    "text",
    [
        "---\n# only a comment\n---\n",
        '---\n\n"a key": 1\n---\n',
        "---\n标题: 茶\n---\n",
        "---\n{a: 1}\n---\n",
        "---\n<<<<<<< ours\n---\n",
        "---\n---\n",
        "---\nms.date : 1\n---",
        "+++\n+++",
        "{\n}\n",
        '{\n"a": "}",\n"b": {\n}\n}\n',
    ],
)
def test_all_of_these_are_front_matter(text: str) -> None:
    block = find_front_matter(text)
    assert block is not None
    assert block.end == len(text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("+++\ntitle = 'Tea'\n+++\n\nx\n", "+++\ntitle = 'Coffee'\n+++\n\nx\n"),
        ("+++\na = 'b  c'\n+++\n\nx\n", "+++\na = 'b c'\n+++\n\nx\n"),
        ("+++\na = '*b*'\n+++\n\nx\n", "+++\na = '_b_'\n+++\n\nx\n"),
        ('{\n  "title": "Tea"\n}\nx\n', '{\n  "title": "Teas"\n}\nx\n'),
        ("+++\na = 1\n+++\nx\n", "+++\na = 1\n+++\ny\n"),
        ("---\na: 1\n---\nx\n", "---\na: 2\n---\nx\n"),
        ("+++\na = 1\n+++\nx\n", "---\na: 1\n---\nx\n"),
    ],
)
def test_a_change_in_front_matter_is_no_format(before: str, after: str) -> None:
    assert canonical_form(before) != canonical_form(after)
    assert read_markdown(before).blocks != read_markdown(after).blocks


@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)
def test_format_below_front_matter_is_format(front: str) -> None:
    before, after = f"{front}\n* a\n* b\n", f"{front}\n\n- a\n- b\n"
    assert canonical_form(before) == canonical_form(after) is not None
    assert not differ_in_letters(simplify(before), simplify(after))
    other = f"{front}\nother\n"
    assert differ_in_letters(simplify(f"{front}\nwords\n"), simplify(other))
    assert same_prose(read_markdown(before), read_markdown(after), ())
    assert not same_prose(read_markdown(before), read_markdown(f"{front}{before}"), ())


@pytest.mark.parametrize("front", ["+++\na = 1\n+++\n", "", '{\n"a": 1\n}\n'])
def test_yaml_that_only_mdformat_sees_says_nothing_of_letters(front: str) -> None:
    one, other = (f"{front}---\n{each}\n----\n" for each in ("x: 0x10", "x: 16"))
    assert not differ_in_letters(one, other)
