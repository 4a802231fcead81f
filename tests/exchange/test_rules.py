"""What words must keep of a text, and what they may change."""

from __future__ import annotations

import pytest

from sync.exchange.rules import find_refusals
from tests.merge.merging import SPACE


@pytest.mark.parametrize(
    ("text", "words", "kind", "rules"),
    [
        ("See [cups](cups.md).", "Siehe [Tassen](cups.md).", "paragraph", []),
        ("See [cups](cups.md).", "Siehe [Tassen](./cups.md).", "paragraph", []),
        ("See [cups](cups.md).", "Siehe [Tassen](pots.md).", "paragraph", ["links"]),
        ("See [cups](cups.md).", "Siehe Tassen.", "paragraph", ["links"]),
        ("See cups.", "Siehe [Tassen](cups.md).", "paragraph", ["links"]),
        ("See [below](#cups).", "Siehe [unten](#tassen).", "paragraph", []),
        ("See [below](#cups).", "Siehe unten.", "paragraph", ["links"]),
        ("![pot](a.png)", "![Kanne](a.png)", "cell", []),
        ("[One][a] and [two][b].", "[Zwei][b] und [eins][A].", "item", []),
        ("[One][a] and [two][b].", "[Eins][a] und zwei.", "item", ["links"]),
        ("Warm it.[^1]", "Wärmen.[^1]", "item", []),
        ("Warm it.[^1]", "Wärmen.", "item", ["links"]),
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
