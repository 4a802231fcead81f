"""What words must keep of a text, and what they may change."""

from __future__ import annotations

import pytest

from sync.exchange.rules import find_refusals
from sync.markdown.document import read_markdown
from tests.merge.merging import SPACE

ALERT = "[!NOTE]\nWait."
TASK = "[ ] Wait"
FOOTNOTE = "[^1]: Wait."
ADMONITION = '!!! note inline "Wait"'
TERM = "Pot\n: It holds tea."


@pytest.mark.parametrize(
    ("text", "words", "kind", "rules"),
    [
        ("See [cups](cups.md).", "Siehe [Tassen](cups.md).", "paragraph", []),
        ("See [cups](cups.md).", "Siehe [Tassen](./cups.md).", "paragraph", []),
        ("See [cups](cups.md).", "Siehe [Tassen](pots.md).", "paragraph", ["links"]),
        ("See [cups](cups.md).", "Siehe Tassen.", "paragraph", ["links"]),
        ("See [cups](https://a.b).", "Siehe [Tassen] (https://a.b).", "paragraph", ["links"]),
        ("See [cups](https://a.b).", "参见[杯子]（https://a.b）。", "paragraph", ["links"]),
        ("See [cups] (https://a.b).", "Siehe [Tassen] (https://a.b).", "paragraph", []),
        ("See cups.", "Siehe [Tassen](cups.md).", "paragraph", ["links"]),
        ("See [below](#cups).", "Siehe [unten](#tassen).", "paragraph", []),
        ("See [below](#cups).", "Siehe unten.", "paragraph", ["links"]),
        ("![pot](a.png)", "![Kanne](a.png)", "cell", []),
        ("[One][a] and [two][b].", "[Zwei][b] und [eins][A].", "item", []),
        ("[One][a] and [two][b].", "[Eins][a] und zwei.", "item", ["links"]),
        ("Warm it.[^1]", "Wärmen.[^1]", "item", []),
        ("Warm it.[^1]", "Wärmen.", "item", ["links"]),
        ("Ask <me@tea.org>.", "<me@tea.org> fragen.", "paragraph", []),
        ("Ask <me@tea.org>.", "me@tea.orgに聞く。", "paragraph", []),
        ("Ask <me@tea.org>.", "<du@tea.org> fragen.", "paragraph", ["links"]),
        ("Ask <me@localhost>.", "Fragen.", "paragraph", ["links"]),
        ("Ask me+tea@tea.co.uk, now.", "me@tea.co.uk jetzt fragen.", "cell", ["links"]),
        ("Ask me.", "<me@tea.org> fragen.", "paragraph", ["links"]),
        ("Ask `me@tea.org` @ 9.", "Um 9 @ `me@tea.org` fragen.", "paragraph", []),
        ("Call `pour()`.", "`pour()` rufen.", "paragraph", []),
        ("Call `pour()`.", "`gießen()` rufen.", "paragraph", ["code"]),
        ("Call `pour()`.", "pour() rufen.", "paragraph", ["code"]),
        ("Two cups", "Zwei\nTassen", "cell", ["line-break"]),
        ("Two cups", "Zwei\nTassen", "heading", ["line-break"]),
        ("Two cups", "Zwei\nTassen", "paragraph", []),
        ("Wait <!-- why --> now", "Jetzt <!-- why --> warten", "paragraph", []),
        ("Wait now", "Jetzt <!-- why --> warten", "paragraph", ["comment"]),
        ("Wait now", "Jetzt --> warten", "paragraph", ["comment"]),
        ("Leaf --> cup", "Blatt --> Tasse", "paragraph", []),
        ("Wait now", "Jetzt {/* why */} warten", "paragraph", ["comment"]),
        ("Wait now", "Jetzt\x0bwarten", "paragraph", ["control-character"]),
        ("Wait now", "Jetzt\u2028warten", "paragraph", ["control-character"]),
        ("Wait now", "Jetzt\ud83dwarten", "paragraph", ["control-character"]),
        ("Wait now", "Jetzt \U0001f375 warten", "paragraph", []),
        ("Wait\x0bnow", "Jetzt\x0bwarten", "paragraph", []),
        ("Wait now", "Jetzt ⟦1⟧ warten", "paragraph", ["token"]),
        ("Wait ⟦1⟧ now", "Jetzt ⟦1⟧ warten", "paragraph", []),
        ("# Pour `a`\npour(1)", "# Gieße\npour(1)", "code", []),
    ],
)
def test_rules(text: str, words: str, kind: str, rules: list[str]) -> None:
    assert [rule.value for rule in find_refusals(text, words, kind, SPACE)] == rules


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ALERT, "[!NOTIZ]\nWarten."),
        (ALERT, "Warten.\n[!NOTE]"),
        ("[!tip]- Wait", "Warten"),
        (TASK, "Warten"),
        (TASK, "[x] Warten"),
        ("Wait", "[ ] Warten"),
        (FOOTNOTE, "[^1] : Attendre."),
        (FOOTNOTE, "Warten [^1]:"),
        (FOOTNOTE, "Warten[^1]."),
        (ADMONITION, '!!! notiz inline "Warten"'),
        (ADMONITION, "Warten"),
        ('???+ "Wait"', '??? "Warten"'),
        ('=== "Wait"', '!!! note "Warten"'),
        (":::note Wait", ":::notiz Warten"),
        (":::{note} Wait\nHere.\n:::", ":::{notiz} Warten\nHier.\n:::"),
        (":::tip\nWait.\n:::", ":::tip\nWarten."),
        (TERM, "Kanne: Sie hält Tee."),
        ("*[TC]: Tea cup", "*[TC] : Teetasse"),
    ],
)
def test_what_opens_a_block_has_to_open_it(text: str, words: str) -> None:
    assert "shape" in list(find_refusals(text, words, "item", SPACE))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ALERT, "[!note]\nWarten."),
        ("[!tip]- Wait", "[!tip]- Warten"),
        (TASK, "[ ]  Warten"),
        ("[X] Wait", "[x] Warten"),
        (FOOTNOTE, "[^1]: Warten,\nlange."),
        (ADMONITION, '!!! note  inline "Warten"'),
        ('=== "Wait"', '=== "Warten"'),
        (":::note[Wait]", ":::note[Warten]"),
        (":::tip\nWait.\n:::", ":::tip\nWarten,\nlange.\n:::"),
        (TERM, "Kanne\n: Sie hält Tee."),
        ("*[TC]: Tea cup", "*[TT]: Teetasse"),
        ("Wait [ ] and [!] here: [^1]", "Warten: [ ] und [!] [^1]"),
    ],
)
def test_noop_what_stands_behind_it_is_a_translator_s(text: str, words: str) -> None:
    assert list(find_refusals(text, words, "paragraph", SPACE)) == []


def test_noop_a_cell_opens_nothing() -> None:
    assert list(find_refusals("[ ] Wait", "Warten", "cell", SPACE)) == []


HERE = "[cups]: cups.md\n[pot]: pot.png\n[all cups]: cups.md#all\n[here]: #all\n"
GONE = "[gone]: gone.md\n"
THERE = "[Tassen]: ../../../guide/cups.md\n[pot]: pot.png\n[da]: #alle\n[Kanne]: kanne.png\n"
DEFINED = SPACE.between(read_markdown(HERE), [read_markdown(GONE)], read_markdown(THERE))


@pytest.mark.parametrize(
    ("text", "words", "kind", "rules"),
    [
        ("See [cups].", "Siehe [cups].", "paragraph", []),
        ("See [cups].", "Siehe [Tassen].", "paragraph", []),
        ("See [cups][].", "Siehe [die Tassen][cups].", "cell", []),
        ("See [cups].", "Siehe [die Tassen](cups.md).", "item", []),
        ("See [cups].", "Siehe [alle Tassen][all cups].", "paragraph", []),
        ("See [them][cups].", "Siehe [sie][Tassen].", "heading", []),
        ("See [here].", "Siehe [da].", "paragraph", []),
        ("See [gone].", "Siehe [weg][gone].", "paragraph", []),
        ("See [cups].", "Siehe Tassen.", "paragraph", ["links"]),
        ("See [cups].", "Siehe [die Tassen].", "paragraph", ["links"]),
        ("See [cups].", "Siehe [Kanne].", "cell", ["links"]),
        ("See [cups] and [cups].", "Siehe [cups].", "paragraph", ["links"]),
        ("See cups.", "Siehe [cups].", "paragraph", ["links"]),
        ("![pot]", "![Topf]", "paragraph", ["links"]),
        ("![pot]", "![der Topf][pot]", "paragraph", []),
        ("[![pot]][cups]", "[![Topf][pot]][Tassen]", "paragraph", []),
        ("Two [cups or so].", "Zwei [Becher].", "paragraph", []),
        ("Two [or so][many].", "Zwei [etwa][viele].", "paragraph", ["links"]),
        ("Call `a[cups]`.", "`a[cups]` rufen.", "paragraph", []),
        ("[cups]", "[Becher]", "front-matter", []),
        ("<b>[cups]</b>", "<b>[Becher]</b>", "html", []),
    ],
)
def test_links_that_name_a_definition(text: str, words: str, kind: str, rules: list[str]) -> None:
    assert [rule.value for rule in find_refusals(text, words, kind, DEFINED)] == rules
