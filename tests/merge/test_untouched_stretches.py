"""What the source left alone is not worked out, and comes out as if it had been."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from sync.align.alignment import Alignment
from sync.align.sequences import Pair
from sync.align.unit_features import Scorer
from tests.merge.documents import Document
from tests.merge.merging import merge_all
from tests.merge.test_damaged_documents import damaged
from tests.merge.test_whole_documents import History, histories

profile = settings(max_examples=100, derandomize=True)

# The code blocks are anchors, and so many that half of all blocks pair by them alone: else more
# would be worked out. One stretch stands before the first of them, one behind it, one behind all.
CODE = "".join(f"```\nmake {what}\n```\n\n" for what in ("pots", "milk", "cake", "jam", "bread"))
STRETCHES = (
    "# Tea\n\nPour the water.\n\n```\nmake tea\n```\n\n",
    "Wait for a while.\n\n- Take the leaves out.\n- Drink it.\n\n```\nmake cups\n```\n\n",
    f"{CODE}Wash the cups.\n\nDry them.\n",
)
THERE = (
    "# Tee\n\nDas Wasser aufgießen.\n\n```\nmake tea\n```\n\n",
    "Eine Weile warten.\n\n* Die Blätter herausnehmen.\n* Trinken.\n\n```\nmake cups\n```\n\n",
    f"{CODE}Die Tassen spülen.\n\nSie abtrocknen.\n",
)


def check_same(base: str, source: str, translated: str) -> None:
    """Compare a merge with one that works out everywhere which unit is which."""
    merged = merge_all(base, source, translated)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Alignment, "asked_pairs", Alignment.sure_pairs)
        thorough = merge_all(base, source, translated)

    assert merged.text == thorough.text
    assert merged.refusal == thorough.refusal


@given(histories(own_style=True))
@profile
def test_a_translation_in_its_own_style_comes_out_the_same(history: History) -> None:
    check_same(history.old.write(), history.new.write(), history.there.write())


@given(damaged())
@profile
def test_a_damaged_translation_comes_out_the_same(
    texts: tuple[Document, Document, Document],
) -> None:
    old, new, there = (each.write() for each in texts)
    check_same(old, new, there)


@pytest.mark.parametrize(
    ("edits", "asked"),
    [
        ([(2, "Dry them.", "Dry all of them well.")], [2]),
        ([(0, "Pour the water.", "Pour hot water.")], [0]),
        ([(1, "Wait for a while.", "Wait for some time.")], [1]),
        ([(1, "- Drink it.\n", "- Drink it.\n- Enjoy it.\n")], [1]),  # in its list
        ([(0, "```\nmake tea", "Use a pot.\n\n```\nmake tea")], [0]),  # at a stretch's end
        ([(2, "Wash", "Wash them.\n\nWash")], [2]),  # and at its beginning
        ([(0, "# Tea\n\n", "# Tea\n\n[a]: https://tea.example/\n\n")], [0]),
        ([(1, "- T", "* T"), (1, "- D", "* D")], [1]),
        ([(0, "make tea", "make tea --hot")], []),  # the anchor itself
        ([(0, "Pour the water.\n\n", ""), (2, "Dry them.", "Dry it.")], [0, 2]),
    ],
)
def test_only_what_the_source_touched_is_worked_out(
    edits: list[tuple[int, str, str]], asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[tuple[range, range]] = []
    find = Scorer.find

    def note(self: Scorer, ours: range, theirs: range) -> list[tuple[Pair, float]]:
        found.append((ours, theirs))
        return find(self, ours, theirs)

    monkeypatch.setattr(Scorer, "find", note)
    source = list(STRETCHES)
    for place, old, new in edits:
        assert old in source[place]
        source[place] = source[place].replace(old, new)

    base, there = "".join(STRETCHES), "".join(THERE)
    merged = merge_all(base, "".join(source), there)

    units = [range(2), range(3, 6), range(12, 14)]
    assert merged.refusal is None
    assert found == [(units[k], units[k]) for k in asked]
    monkeypatch.undo()
    check_same(base, "".join(source), there)


def test_a_list_stays_tight_behind_a_stretch_that_begins_further_in() -> None:
    old = (
        "- Tea:\n  - leaf [one](#a)\n    - more about it\n  - **All** of it\n"
        "- Keep the *cup*\n- **Ask** [us](https://t.example) about it\n"
    )
    there = (
        "- Tee:\n  - Blatt [eins](#a)\n    - mehr davon\n  - **Alles** davon\n"
        "- Die **Tasse**\n- **Nach** und [nach](#b)\n- [Uns](https://t.example) fragen\n"
    )
    new = old.replace("- **Ask**", "- Pour it **slowly** with [care](#c)\n- **Ask**")
    merge = merge_all(old, new, there)
    assert merge.refusal is None
    assert "with [care](#c) <!-- sync:untranslated -->\n" in merge.text
    assert "\n\n" not in merge.text
