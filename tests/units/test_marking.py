"""Where marks stand, and where else they are read."""

from __future__ import annotations

import pytest

from sync.markdown.document import read_markdown
from sync.markdown.marks import Mark
from sync.stamps.json_pairs import parse_pairs
from sync.units.json_marks import read_json_marks, render_json_marks
from sync.units.marking import (
    mark_text,
    mark_value,
    split_heading,
    split_own_id,
    take_title_mark,
    take_value_mark,
)
from sync.units.reading import list_units

F = "<!-- sync:fuzzy -->"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"Pour it {F}\n", "Pour it"),
        (f"Pour it{F}\n", "Pour it"),
        (f"Pour\nit {F}\n", "Pour\nit"),
        (f"{F} Pour it\n", "Pour it"),
        (f"{F}\nPour it\n", "Pour it"),
        (f"{F}\n\nPour it\n", "Pour it"),
        (f"- Pour it {F}\n", "Pour it"),
        (f"- {F}\n  Pour it\n", "Pour it"),
        (f"- [ ] Pour it {F}\n", "[ ] Pour it"),
        (f"> [!NOTE]\n> Pour it {F}\n", "[!NOTE]\nPour it"),
        (f"# Tea{F}\n", "Tea"),
        (f"# Tea {F}\n", "Tea"),
        (f"# {F} Tea\n", "Tea"),
        (f"# Tea{F} #\n", "Tea"),
        (f"Tea{F}\n===\n", "Tea"),
        (f"{F}\n# Tea\n", "Tea"),
        (f"{F}\n\n# Tea\n", "Tea"),
        (f"# Tea {{#id}}{F}\n", "Tea"),
        (f"# Tea{F} {{#id}}\n", "Tea"),
        (f"# Tea{F} {{#id .big}}\n", "Tea {#id .big}"),
        (f"# Tea {{ #id }}{F}\n", "Tea"),
        (f"# Tea{F} {{ #id }}\n", "Tea"),
        (f"{F}\n```\npour()\n```\n", "```\npour()\n```"),
        (f"{F}\n\n```\npour()\n```\n", "```\npour()\n```"),
        (f"- {F}\n  ```\n  pour()\n  ```\n", "```\npour()\n```"),
        (f"> {F}\n> <p>Pour</p>\n", "<p>Pour</p>"),
        (f"{F}\n    pour()\n", "    pour()"),
        ("---\na: Pour it # sync:fuzzy\n---\n", "Pour it"),
        ("---\na: > # sync:fuzzy\n  Pour it\n---\n", "Pour it\n"),
        ('+++\na = "Pour it" # sync:fuzzy\n+++\n', "Pour it"),
        ('{\n"a": "Pour it",\n"sync": {"fuzzy": ["a"]}\n}\n', "Pour it"),
    ],
)
def test_a_mark_is_read_in_every_place_and_no_part_of_the_text(text: str, says: str) -> None:
    units = list_units(read_markdown(text)).units

    assert [(unit.text, unit.mark) for unit in units] == [(says, Mark.FUZZY)]


@pytest.mark.parametrize(
    "text",
    [
        f"`{F}` is a mark\n",
        f"```\n{F}\n```\n",
        f"Pour {F} it\n",
        "Pour it <!-- sync:ignore tables -->\n",
        "---\na: 'Pour # sync:fuzzy'\n---\n",
        '{\n"a": "Pour # sync:fuzzy"\n}\n',
    ],
)
def test_what_is_shown_or_says_something_else_is_no_mark(text: str) -> None:
    assert [unit.mark for unit in list_units(read_markdown(text)).units] == [None]


@pytest.mark.parametrize(
    ("body", "level", "parts"),
    [
        (["# Tea"], 1, ("# ", "Tea", "")),
        (["## Tea ##"], 2, ("## ", "Tea", " ##")),
        (["# C#"], 1, ("# ", "C#", "")),
        (["#"], 1, ("#", "", "")),
        (["Tea", "==="], 1, ("", "Tea", "\n===")),
        (["Green", "tea", "---"], 2, ("", "Green\ntea", "\n---")),
    ],
)
def test_heading(body: list[str], level: int, parts: tuple[str, str, str]) -> None:
    assert split_heading(body, level) == parts
    assert "".join(parts) == "\n".join(body)


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Tea {#tea}", ("Tea", " {#tea}")),
        ("Tea{#tea}", ("Tea", "{#tea}")),
        ("Tea { #tea }", ("Tea", " { #tea }")),
        ("Tea { tea }", ("Tea { tea }", "")),
        ("Tea {tea}", ("Tea {tea}", "")),
        ("{#tea} is it", ("{#tea} is it", "")),
    ],
)
def test_own_id(title: str, parts: tuple[str, str]) -> None:
    assert split_own_id(title) == parts


@pytest.mark.parametrize(
    ("title", "marked"),
    [
        ("Tea {#tea}", f"Tea{F} {{#tea}}"),
        ("Tea{#tea}", f"Tea{F}{{#tea}}"),
        ("Tea {#tea .big}", f"Tea{F} {{#tea .big}}"),
        ("Tea {: .big }", f"Tea{F} {{: .big }}"),
        ("Tea {-}", f"Tea{F} {{-}}"),
        ("Tea { #tea .big }", f"Tea{F} {{ #tea .big }}"),
        ("Tea { #tea }", f"Tea{F} {{ #tea }}"),
        ('Tea { data-cup="2" }', f'Tea{F} {{ data-cup="2" }}'),
        ("Tea {/* #tea */}", f"Tea{F} {{/* #tea */}}"),
        ("Tea ## {#tea}", f"Tea{F} ## {{#tea}}"),
        ("Tea in C#", f"Tea in C#{F}"),
        ("Tea {props.name}", f"Tea {{props.name}}{F}"),
        ("[Tea](tea.md){.big}", f"[Tea](tea.md){{.big}}{F}"),
        ("{#tea} is it", f"{{#tea}} is it{F}"),
    ],
)
def test_a_mark_stands_before_the_attributes_of_a_heading(title: str, marked: str) -> None:
    assert mark_text(title, Mark.FUZZY, is_heading=True) == marked
    assert take_title_mark(marked) == (Mark.FUZZY, title)


def test_a_mark_behind_a_text_and_a_value() -> None:
    assert mark_text("Tea", Mark.FUZZY, is_heading=True) == f"Tea{F}"
    assert mark_text("Pour it", Mark.FUZZY, is_heading=False) == f"Pour it {F}"
    assert mark_text("Pour it", None, is_heading=False) == "Pour it"
    assert take_value_mark(mark_value("a: b", Mark.FUZZY)) == (Mark.FUZZY, "a: b")
    assert take_value_mark("a: b # no mark") == (None, "a: b # no mark")


def test_marks_in_json() -> None:
    marks = {"a": Mark.UNTRANSLATED, "b": Mark.FUZZY, "c": Mark.FUZZY}
    written = render_json_marks(marks)

    assert written == '{"fuzzy": ["b", "c"], "untranslated": ["a"]}'
    assert read_json_marks(parse_pairs(f'{{"sync": {written}}}', None, 1)) == marks
    assert read_json_marks(parse_pairs('{"a": 1}', None, 1)) == {}
    assert read_json_marks(parse_pairs('{"sync": ["a"]}', None, 1)) is None
