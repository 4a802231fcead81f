"""Front matter is merged key by key, in JSON too, where a last key holds the marks."""

from __future__ import annotations

import json

import pytest

from sync.markdown.document import read_markdown
from sync.merge.marks import count_marks, find_mark
from sync.merge.start import start_text
from sync.merge.values import MergeOptions, OnChange
from sync.model import Pending
from sync.units.reading import list_units
from tests.merge.merging import PLAIN, SPACE, merge_all

BODY = "\nSome words\n"
OLD = '{\n  "title": "Green tea",\n  "date": "2026-01-01",\n  "tags": [\n    "a"\n  ]\n}\n'
THERE = OLD.replace("Green tea", "Grüner Tee").replace('  "date"', '  "own": "eigen",\n  "date"')
LATER = OLD.replace("Green tea", "Green tea today")


def merge(old: str, new: str, there: str, options: MergeOptions = PLAIN) -> str:
    """Merge front matter; return it without the text below."""
    texts = [text + BODY for text in (old, new)]
    merged = merge_all(texts[0], texts[1], f"{there}\nWorte hier\n", options)
    assert merged.refusal is None
    assert merge_all(texts[1], texts[1], merged.text).text == merged.text
    return merged.text.removesuffix("\nWorte hier\n")


def marked(text: str, value: str) -> str:
    return text.removesuffix("\n}\n") + f',\n  "sync": {value}\n}}\n'


def test_a_changed_value_in_words_is_fuzzy() -> None:
    assert merge(OLD, LATER, THERE) == marked(THERE, '{"fuzzy": ["title"]}')


def test_a_value_without_words_follows_the_source() -> None:
    new = OLD.replace("2026-01-01", "2026-02-02").replace('    "a"\n', '    "a",\n    "b"\n')

    assert merge(OLD, new, THERE) == THERE.replace("2026-01-01", "2026-02-02").replace(
        '    "a"\n', '    "a",\n    "b"\n'
    )


def test_new_keys_follow_the_ones_that_they_follow_in_the_source() -> None:
    new = LATER.replace('  "date"', '  "intro": "Two words",\n  "date"').replace(
        "{\n", '{\n"n": 1,'
    )

    assert list(json.loads(merge(OLD, new, THERE)).items()) == [
        ("n", 1),
        ("title", "Grüner Tee"),
        ("intro", "Two words"),
        ("own", "eigen"),
        ("date", "2026-01-01"),
        ("tags", ["a"]),
        ("sync", {"fuzzy": ["title"], "untranslated": ["intro"]}),
    ]


def test_marks_stay_until_they_are_taken_out_and_go_with_their_keys() -> None:
    once = merge(OLD, LATER, THERE)
    new = LATER.replace('  "date": "2026-01-01",\n', "")

    assert merge(LATER, new, once) == once.replace('  "date": "2026-01-01",\n', "")
    gone = merge(LATER, LATER.replace('  "title": "Green tea today",\n', ""), once)
    assert gone == THERE.replace('  "title": "Grüner Tee",\n', "")


def test_an_untranslated_value_takes_the_sources_next_one() -> None:
    there = marked(OLD, '{"untranslated": ["title"]}')

    assert merge(OLD, LATER, there) == marked(LATER, '{"untranslated": ["title"]}')


def test_on_change_source_takes_the_sources_value() -> None:
    options = MergeOptions(on_change=OnChange.SOURCE)

    assert '"title": "Green tea today"' in merge(OLD, LATER, THERE, options)


def test_marks_are_counted_where_they_are() -> None:
    text = marked(THERE, '{"fuzzy": ["title"], "untranslated": ["tags"]}')

    assert count_marks(text) == Pending(1, 1)
    assert find_mark(text) == text[: text.index('"sync"')].count("\n") + 1
    units = {unit.key: unit.mark for unit in list_units(read_markdown(text)).units}
    assert units == {"title": "fuzzy", "own": None, "date": None, "tags": "untranslated"}


@pytest.mark.parametrize("value", ['"daily"', "1", '{"title": "fuzzy"}', '{"other": ["title"]}'])
def test_a_key_of_that_name_with_another_use_stays(value: str) -> None:
    there = marked(THERE, value)
    merged = merge_all(OLD + BODY, LATER + BODY, there + BODY)

    assert count_marks(there) == Pending()
    assert merged.refusal is not None
    assert 'key "sync"' in merged.refusal.message
    assert merged.text == there + BODY


def test_in_yaml_a_key_of_that_name_is_like_any_other() -> None:
    old = "---\ntitle: Tea\nsync: daily\n---\n"

    assert merge(old, old.replace("daily", "hourly"), old) == old.replace("daily", "hourly")


def test_line_ends_and_an_encoding_mark_stay() -> None:
    there = "\ufeff" + THERE.replace("\n", "\r\n")
    merged = merge_all(OLD + BODY, LATER + BODY, f"{there}\r\nWorte\r\n")

    expected = marked(THERE, '{"fuzzy": ["title"]}').replace("\n", "\r\n")
    assert merged.text == f"\ufeff{expected}\r\nWorte\r\n"


def test_a_new_translation_is_marked_in_the_last_key() -> None:
    text = start_text(read_markdown("\ufeff" + OLD + BODY), SPACE, MergeOptions())

    assert text == (
        "\ufeff"
        + marked(OLD, '{"untranslated": ["title"]}')
        + BODY.replace("words", "words <!-- sync:untranslated -->")
    )


@pytest.mark.parametrize(
    ("old", "new", "there", "result"),
    [
        ("", OLD, "", marked(OLD, '{"untranslated": ["title"]}')),
        ("", "---\ntitle: Tea\n---\n", "", "---\ntitle: Tea # sync:untranslated\n---\n"),
        ("---\ntitle: Tea\n---\n", "", "---\ntitle: Tee\n---\n", ""),
        ("+++\nx = 1\n+++\n", "", "+++\nx = 1\n+++\n", ""),
        (OLD, "", OLD, ""),
        (OLD, "", THERE, '{\n  "own": "eigen"\n}\n'),
    ],
)
def test_front_matter_comes_and_goes(old: str, new: str, there: str, result: str) -> None:
    texts = [f"{text}{BODY if text else BODY[1:]}" for text in (old, new, there, result)]
    merged = merge_all(texts[0], texts[1], texts[2])

    assert merged.refusal is None
    assert merged.text == texts[3]
    marked_text = merge_all(texts[0], texts[1], f"\ufeff{texts[2]}")
    assert marked_text.text == f"\ufeff{texts[3]}"


@pytest.mark.parametrize(
    ("old", "new", "there"),
    [
        (OLD, LATER, THERE.replace('",\n', '"\n')),
        ("---\nt: a b\n---\n", "---\n- a b\n---\n", "---\nt: c d\n---\n"),
        (OLD, LATER, "---\ntitle: Tee\n---\n"),
    ],
)
def test_what_cannot_be_read_is_refused(old: str, new: str, there: str) -> None:
    merged = merge_all(old + BODY, new + BODY, there + BODY)

    assert merged.refusal is not None
    assert merged.refusal.line == 1
    assert merged.text == there + BODY


@pytest.mark.parametrize("rest", ["again: *a\n", "again:   *a # as above\n"])
@pytest.mark.parametrize(
    ("value", "there", "marked_there"),
    [
        (" Green tea", " Grüner Tee", " Grüner Tee # sync:fuzzy"),
        (" Green tea", " Green tea", " Green tea today # sync:untranslated"),
        ("\n  name: Green tea", "\n  name: Grüner Tee", "\n  name: Grüner Tee # sync:fuzzy"),
    ],
)
def test_an_alias_is_left_where_its_anchor_changed(
    value: str, there: str, marked_there: str, rest: str
) -> None:
    old, now, then = (f"---\na: &a{each}\n{rest}---\n" for each in (value, there, marked_there))
    assert merge(old, old.replace("tea\n", "tea today\n"), now) == then


@pytest.mark.parametrize(
    ("new", "there"),
    [
        ("a: &a Green tea\nb: &b Cups\nagain: *b\n", "a: &a Tee\nb: &b Tassen\nagain: *a"),
        ("a: &a Green tea today\nb: &b Cups\nagain: *a\n", "a: Tee\nb: &b Tassen\nagain: Tee"),
    ],
)
def test_noop_an_alias_to_something_else_or_here_a_text_is_fuzzy(new: str, there: str) -> None:
    old = "a: &a Green tea\nb: &b Cups\nagain: *a\n"
    before, after, now = (f"---\n{each.rstrip()}\n---\n" for each in (old, new, there))
    merged = merge(before, after, now)
    assert merged.endswith(f"{there.rsplit(chr(10), 1)[1]} # sync:fuzzy\n---\n")
