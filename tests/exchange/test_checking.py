"""What refuses words, and what only warns."""

from __future__ import annotations

import pytest

from sync.exchange.checking import ALL_CAUTIONS, Checking
from sync.exchange.judging import Given, Judge, Taken
from sync.exchange.warnings import Caution
from sync.markdown.dialect import MARKDOWN, Dialect
from tests.exchange.handing import read
from tests.merge.merging import SPACE

SOURCE = "# Tea\n\nWarm {it} first.\n\nThen wait.\n\nThen drink.\n"
THERE = """# Tee

Warm {it} first. <!-- sync:untranslated -->

Then wait. <!-- sync:untranslated -->

Dann trinken.
"""


def judge(
    words: str,
    refused: frozenset[Caution],
    *,
    text: str = "Warm {it} first.",
    dialect: Dialect = MARKDOWN,
) -> tuple[Taken, list[str | None], list[str | None]]:
    document = read(SOURCE, THERE)._replace(dialect=dialect)
    given = Given(document.source, text, words)
    checking = Checking("de", {document.source: SPACE}, refused, [given])
    judged = Judge([document], checking).judge(given)
    problems, warnings = judged.problems, judged.warnings
    return judged.taken, [each.rule for each in problems], [each.rule for each in warnings]


@pytest.mark.parametrize(
    ("refused", "expected"),
    [
        (frozenset[Caution](), (Taken.FILLED, [], ["placeholder", "numbers"])),
        (frozenset({Caution.PLACEHOLDER}), (Taken.REFUSED, ["placeholder"], ["numbers"])),
        (ALL_CAUTIONS, (Taken.REFUSED, ["placeholder", "numbers"], [])),
    ],
)
def test_a_doubt_warns_unless_it_is_asked_to_refuse(
    refused: frozenset[Caution], expected: object
) -> None:
    assert judge("Erst 43 davon wärmen.", refused) == expected
    assert judge("Erst {it} wärmen.", refused) == (Taken.FILLED, [], [])


def test_words_that_another_text_has_are_told() -> None:
    told = judge("Dann trinken.", frozenset(), text="Then wait.")
    assert told == (Taken.FILLED, [], ["reused"])
    assert judge("Dann warten.", frozenset(), text="Then wait.") == (Taken.FILLED, [], [])


def test_the_dialect_says_whether_braces_are_run() -> None:
    told = judge("Dann { warten.", frozenset(), text="Then wait.", dialect=Dialect(is_mdx=True))
    assert told == (Taken.FILLED, [], ["placeholder"])
    assert judge("Dann { warten.", frozenset(), text="Then wait.") == (Taken.FILLED, [], [])
