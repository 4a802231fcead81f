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
