"""Words for values of front matter, written as the value was and read as they were meant."""

from __future__ import annotations

import pytest
import yaml

from tests.exchange.handing import fill


def fill_key(value: str, text: str, words: str) -> str:
    """Return the front matter once its one key, with a ``value`` that says ``text``, has words."""
    first, *rest = value.split("\n")
    source = "\n".join(("---", f"title: {value}", "---", "", "x", ""))
    marked = "\n".join(("---", f"title: {first} # sync:untranslated", *rest, "---", "", "x", ""))
    filled, unfit = fill(source, marked, {text: words})
    assert unfit == []
    return filled.text.removeprefix("---\n").removesuffix("---\n\nx\n")


@pytest.mark.parametrize(
    "words",
    [
        *("12:00", "190:20:30", "2024-01-01", "2024-01-01T10:00:00Z", "1.0", "1.", "1.5e3", "1e-5"),
        *("0x1F", "0o17", "0b11", "1_000", "42", "No", "null", "a: b", "a #b", "- a"),
    ],
)
def test_words_that_yaml_would_not_read_as_text_are_quoted(words: str) -> None:
    head = fill_key("High noon", "High noon", words)
    assert head == f'title: "{words}"\n'
    assert yaml.safe_load(head) == {"title": words}


@pytest.mark.parametrize("words", ["Mittag", "1.2.3", "7-eleven", "a:b", "Um 12", "午", "v2"])
def test_noop_other_words_stay_plain(words: str) -> None:
    head = fill_key("High noon", "High noon", words)
    assert head == f"title: {words}\n"
    assert yaml.safe_load(head) == {"title": words}


def test_a_date_stays_one() -> None:
    assert fill_key("2024-01-01", "2024-01-01", "2024-02-01") == "title: 2024-02-01\n"


BLOCKS = [
    ("|\n  Wait.\n  Pour.", "Wait.\nPour.", "Warten.\n\nGießen.", "|\n  Warten.\n\n  Gießen."),
    ("|-\n    Wait.", "Wait.", "Warten.\nGießen.", "|-\n    Warten.\n    Gießen."),
    ("|\n\n  Wait.", "\nWait.", "Warten: #1\n", "|\n  Warten: #1"),
    (">\n  Wait\n  now.", "Wait now.", "Jetzt warten.", ">\n  Jetzt warten."),
    (">-\n  Wait\n\n  now.", "Wait\nnow.", "Warten\njetzt.", ">-\n  Warten\n\n  jetzt."),
    (">\n  Wait\n  now.", "Wait now.", "Warten\n\njetzt.", ">\n  Warten\n\n\n  jetzt."),
]


@pytest.mark.parametrize(("value", "text", "words", "written"), BLOCKS)
def test_a_block_of_lines_stays_one(value: str, text: str, words: str, written: str) -> None:
    head = fill_key(value, text, words)
    assert head == f"title: {written}\n"
    assert yaml.safe_load(head)["title"].rstrip("\n") == words.rstrip("\n")


@pytest.mark.parametrize("words", ["  Warten", "Warten \u2028 hier"])
def test_noop_words_that_no_block_can_hold_are_quoted(words: str) -> None:
    head = fill_key("|-\n  Wait.", "Wait.", words)
    assert head.startswith('title: "')
    assert yaml.safe_load(head) == {"title": words}
