"""Words that would spoil a text are found, and nothing else stays out for them."""

from __future__ import annotations

import pytest

from tests.exchange.handing import fill

SOURCE = """# Tea

!!! note "Hot"

    Mind the pot.

    Mind the cup.

Then wait.

Then drink.
"""
THERE = """# Tee

<!-- sync:untranslated -->

!!! note "Hot"

    Mind the pot. <!-- sync:untranslated -->

    Mind the cup. <!-- sync:untranslated -->

Then wait. <!-- sync:untranslated -->

Then drink. <!-- sync:untranslated -->
"""
WORDS = {
    "Mind the pot.": "Auf die Kanne achten.",
    "Mind the cup.": "Auf die Tasse achten.",
    "Then wait.": "Dann warten.",
    "Then drink.": "Dann trinken.",
}


@pytest.mark.parametrize("title", ['Achtung !!! note "Hot"', '!! note "Heiß"'])
def test_the_line_that_opens_no_container_any_more_stays_out_alone(title: str) -> None:
    filled, unfit = fill(SOURCE, THERE, {**WORDS, '!!! note "Hot"': title})
    assert [unit.text for unit in unfit] == ['!!! note "Hot"']
    assert filled.text.count("sync:") == 1
    assert all(words in filled.text for words in WORDS.values())


def test_noop_a_title_in_other_words_is_taken() -> None:
    filled, unfit = fill(SOURCE, THERE, {**WORDS, '!!! note "Hot"': '!!! note "Heiß"'})
    assert unfit == []
    assert "sync:" not in filled.text


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_encoding_mark_stays(newline: str) -> None:
    there = "\ufeffWait. <!-- sync:untranslated -->\n\nEnde.\n".replace("\n", newline)
    filled, unfit = fill("Wait.\n\nEnd.\n", there, {"Wait.": "Warten."})
    assert (filled.text, unfit) == ("\ufeffWarten.\n\nEnde.\n".replace("\n", newline), [])
    table = "\ufeff| Wait | <!-- sync:untranslated --> a |\n| --- | --- |\n| c | d |\n"
    filled, _ = fill(table.replace("<!-- sync:untranslated --> ", ""), table, {"a": "b"})
    assert filled.text == "\ufeff| Wait | b |\n| --- | --- |\n| c | d |\n"


def test_the_last_mark_of_json_goes_with_the_comma_before_it() -> None:
    there = (
        '{\n  "title": "Tea",\n  "summary": "S",\n  "sync": {"untranslated": ["title"]}\n}\n\nx\n'
    )
    source = '{\n  "title": "Tea",\n  "summary": "s"\n}\n\nx\n'
    filled, unfit = fill(source, there, {"Tea": "Tee"})
    assert unfit == []
    assert filled.text == '{\n  "title": "Tee",\n  "summary": "S"\n}\n\nx\n'
