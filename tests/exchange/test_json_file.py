"""Entries as JSON, and what is made of objects that are none of ours."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from sync.errors import UsageError
from sync.exchange.formats import read_file
from sync.exchange.json_file import render_json
from sync.exchange.judging import Claim, Given
from sync.schema import read_schema
from tests.exchange.files import entry, hand

WHOLE = hand(
    entry("Warm the pot.\nThen wait.", lines=(3, 9)),
    entry("Pour it well.", "Gut gießen.", "Pour it.", column="Way", row="Tea"),
    entry("Pour it well.", "Gießen.", number=2),
    notes=("say it warmly",),
)


def test_the_object_is_as_its_schema_has_it() -> None:
    described = json.loads(render_json(WHOLE))
    Draft202012Validator(json.loads(read_schema("handover"))).validate(described)
    assert (described["version"], described["language"]) == (1, "zh_TW")
    assert described["entries"][1] == {
        "id": "a826faeeea",
        "document": "guide/tea time.md",
        "number": 1,
        "text": "Pour it well.",
        "previous": "Pour it.",
        "translation": "Gut gießen.",
        "state": "fuzzy",
        "places": [
            {
                "kind": "paragraph",
                "line": 3,
                "headings": ["Tea", "Brewing"],
                "column": "Way",
                "row": "Tea",
            }
        ],
        "notes": ["say it warmly"],
    }


def test_what_was_written_is_read_as_it_was() -> None:
    returned = read_file(render_json(WHOLE).encode(), "de.json")
    assert returned.language == "zh_TW"
    assert [(each.document, each.number, each.text, each.words) for each in returned.entries] == [
        (noted.entry.key.document, noted.entry.key.number, noted.entry.text, noted.entry.words)
        for noted in WHOLE.entries
    ]
    assert [each.claim for each in returned.entries] == [Claim.WAITING, Claim.FUZZY, Claim.FUZZY]


def test_few_keys_are_enough() -> None:
    text = '\ufeff{"version": 1, "entries": [\n\n {"text": "a", "translation": "b"}\n]}'
    returned = read_file(text.encode(), "de.json")
    assert (returned.language, list(returned.entries)) == (
        None,
        [Given(None, "a", "b", file="de.json", line=3)],
    )


def wrap(entries: str, version: str = "1") -> str:
    return f'{{"version": {version},\n"entries": {entries}}}'


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("{", 1, "no JSON"),
        ('{"version": 1}', 1, "no object with `entries`"),
        (wrap("[]"), None, "no entry"),
        (wrap("{}"), 2, "`entries` is no list"),
        (wrap("[1]"), 2, "an entry is no object"),
        (wrap('[{"text": "a"}]', "2"), 1, "its version is 2"),
        (wrap('[{"text": "a"}]'), 2, "no `translation`"),
        (wrap('[\n{"text": 1, "translation": "b"}]'), 3, "no `text`"),
        (wrap('[{"text": "a", "translation": "\\ud800"}]'), 2, "half a character"),
        (wrap('[{"text": "a", "translation": "b", "state": "done"}]'), 2, "`state` is 'done'"),
        (wrap('[{"text": "a", "translation": "b", "number": 0}]'), 2, "`number` is no number"),
        (wrap('[{"text": "a", "translation": "b", "document": 1}]'), 2, "`document` is neither"),
        (
            wrap('[{"text": "a", "translation": "b"},\n{"text": "a", "translation": "c"}]'),
            3,
            "the entry of line 2 again",
        ),
        ("[" * 100_000, 1, "neither PO nor XLIFF nor JSON of ours"),
        (wrap("[" * 100_000), 1, "nested too deep"),
        ('{"version": 1, "entries": [], "language": 3}', 1, "`language` is no text"),
    ],
    ids=range(16),
)
def test_what_is_none_of_ours_is_read_no_further(text: str, line: int | None, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_file(text.encode(), "de.json" if text[0] == "{" else "de.txt")
    assert (caught.value.path or "de.txt", caught.value.line) in {
        ("de.json", line),
        ("de.txt", line),
    }
    assert message in caught.value.message


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("", "a.po", "no PO"),
        ("", "a.xlf", "no XML"),
        ("", "a.json", "no JSON"),
        ("", "a", "neither PO"),
        ("hello", "a.PO", "no PO"),
        ("hello", "a.md", "neither PO"),
        ("  \n<x", "a.po", "no XML"),
        ("\n# hello", "a.json", "no entry|no header"),
    ],
)
def test_a_format_is_found_by_content_then_by_name(text: str, name: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_file(text.encode(), name)
