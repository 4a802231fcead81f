"""An entry is cut into what is sent, and answers are joined to its words."""

from __future__ import annotations

import pytest

from sync.exchange.pieces import CodeError, Pieces, cut_entry
from sync.exchange.protection import TokenError
from sync.exchange.values import EntryKey, HandoverEntry, HandoverUnit, Place
from sync.markdown.marks import Mark

CODE = """```python
# Boil the water for {minutes} minutes
pot = "# no comment"  # a clay pot
/* Wait a while */
// eslint-disable-next-line no-tea
# noqa: E501
# type: ignore
 * of three lines
pour(pot)
```"""


def make(text: str, kind: str) -> HandoverEntry:
    unit = HandoverUnit(Place(0), kind, text, None, "", Mark.UNTRANSLATED, 1, 1)
    return HandoverEntry(EntryKey("tea.md", text), None, "", Mark.UNTRANSLATED, (unit,))


def cut(text: str, kind: str = "paragraph") -> Pieces:
    pieces = cut_entry(make(text, kind), (), ())
    assert isinstance(pieces, Pieces)
    return pieces


def test_a_text_is_one_piece() -> None:
    pieces = cut("Run `azd up` now")
    assert [part.text for part in pieces.parts] == ["Run ⟦1⟧ now"]
    assert pieces.join([" Ahora ⟦1⟧\n"]) == "Ahora `azd up`"
    with pytest.raises(TokenError):
        pieces.join(["Ahora"])


def test_of_code_the_words_of_comments_are_sent() -> None:
    pieces = cut(CODE, "code")
    assert [part.text for part in pieces.parts] == [
        "Boil the water for ⟦1⟧ minutes",
        "a clay pot",
        "Wait a while",
        "of three lines",
    ]
    words = pieces.join(["Hervir ⟦1⟧ minutos", "una olla", "Espera", "de tres"])
    assert words == (
        CODE.replace("Boil the water for {minutes} minutes", "Hervir {minutes} minutos")
        .replace("a clay pot", "una olla")
        .replace("Wait a while", "Espera")
        .replace("of three lines", "de tres")
    )


@pytest.mark.parametrize("answer", ["dos\nlineas", "fin */ pour()", "", "a\u2028b"])
def test_an_answer_cannot_leave_its_comment(answer: str) -> None:
    pieces = cut("/* Wait a while */\npour()", "code")
    with pytest.raises(CodeError):
        pieces.join([answer])


def test_what_cannot_be_sent_says_why() -> None:
    assert cut_entry(make("a ⟦1⟧ b", "paragraph"), (), ()) == (
        "it holds ⟦ or ⟧, with which tokens are written: translate it by hand"
    )
    assert cut_entry(make("pour(pot)", "code"), (), ()) == (
        "it is code, and no comment in it has words for translators"
    )
    assert cut_entry(make("```{note}\nBoil it -- not for long\n```", "code"), (), ()) == (
        "it is a directive that holds prose: translate it by hand"
    )
