"""One answer for all who ask: `lint`, the merge and the report of what changed."""

from __future__ import annotations

import pytest

from sync.align.alignment import Alignment
from sync.changes.document import compare_document
from sync.changes.values import ProseChangeKind
from sync.merge.values import TableOutcome
from tests.cases import make_case
from tests.lint.sides import find, places
from tests.merge.merging import SPACE, merge

FIRST = "| Name | Use |\n| --- | --- |\n| pot | brews |\n| cup | holds |\n"
SECOND = "| Name | Use |\n| --- | --- |\n| spoon | stirs |\n| lid | covers |\n"
BASE = f"# Things\n\n{FIRST}\nSome words.\n\n{SECOND}"
FRENCH = (
    "# Choses\n\n| Nom | Usage |\n| --- | --- |\n| théière | infuse |\n| tasse | contient |\n"
    "\nDes mots.\n\n| Nom | Usage |\n| --- | --- |\n| cuillère | remue |\n| couvercle | couvre |\n"
)


@pytest.mark.parametrize(
    ("damaged", "changed", "line", "outcome"),
    [
        pytest.param(
            FRENCH.replace("| --- | --- |\n", "", 1), "brews", 3, "damaged", id="the changed one"
        ),
        pytest.param(
            FRENCH.replace("| --- | --- |\n", "", 1), "stirs", 3, "updated", id="the one before"
        ),
        pytest.param(
            FRENCH.replace("| --- | --- |\n| cui", "| cui"), "stirs", 10, "damaged", id="the last"
        ),
        pytest.param(
            FRENCH.replace("| --- | --- |\n| cui", "| cui"), "brews", 10, "updated", id="behind it"
        ),
    ],
)
def test_lint_and_the_merge_pair_damaged_tables_alike(
    damaged: str, changed: str, line: int, outcome: str
) -> None:
    merged = merge(BASE, BASE.replace(changed, f"{changed} well"), damaged)

    assert places(find(BASE, damaged)) == [("table-broken", line)]
    assert [table.outcome for table in merged.tables if table.outcome != "unchanged"] == [outcome]
    if outcome == "damaged":
        assert [note.line for note in merged.notes] == [line]
    else:
        word = {"brews": "infuse", "stirs": "remue"}[changed]
        assert merged.text == damaged.replace(word, f"<!-- sync:fuzzy --> {word}")


@pytest.mark.parametrize(("changed", "word"), [("brews", "infuse"), ("stirs", "remue")])
def test_tables_that_are_whole_are_merged_where_they_stand(changed: str, word: str) -> None:
    merged = merge(BASE, BASE.replace(changed, f"{changed} well"), FRENCH)

    assert find(BASE, FRENCH) == ()
    assert TableOutcome.DAMAGED not in {table.outcome for table in merged.tables}
    assert merged.text == FRENCH.replace(word, f"<!-- sync:fuzzy --> {word}")


GREEN = "Green tea likes water that is not too hot, or it turns bitter in the cup."
BLACK = "Black tea wants boiling water and some four minutes of patience."
WHITE = "White tea is the mildest of them all, and it needs the most leaves."
EDITED = {GREEN: GREEN.replace("bitter", "very bitter"), BLACK: BLACK.replace("four", "five")}


def _document(*parts: str) -> str:
    return "# Tea\n\n" + "\n\n".join(parts) + "\n"


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param((EDITED[BLACK], EDITED[GREEN], WHITE), id="swapped and edited"),
        pytest.param((EDITED[BLACK], WHITE, EDITED[GREEN]), id="edited, one past the others"),
        pytest.param((WHITE, EDITED[GREEN], BLACK), id="moved, one of them edited"),
        pytest.param((GREEN, BLACK, WHITE), id="the same"),
    ],
)
def test_the_merge_and_the_report_pair_paragraphs_alike(parts: tuple[str, ...]) -> None:
    case = make_case(
        _document(*parts), _document("Vert.", "Noir.", "Blanc."), SPACE,
        base=_document(GREEN, BLACK, WHITE),
    )  # fmt: skip
    changes = compare_document(case)
    assert changes is not None
    told = {
        (each.base_line, each.source_line)
        for each in changes.prose
        if each.kind in (ProseChangeKind.CHANGED, ProseChangeKind.MOVED)
    }

    # Where the merge places what stands beside a paragraph of the source, by the base's lines.
    base, source = Alignment(case).aligned.blocks, case.source.blocks
    there = {
        (base[i].start + 1, source[j].start + 1) for j, i in Alignment(case).block_places.items()
    }

    assert told <= there


def test_a_new_table_goes_behind_the_paragraph_that_the_report_says_it_is() -> None:
    base = _document(GREEN, BLACK, WHITE)
    source = _document(EDITED[BLACK], EDITED[GREEN], FIRST.rstrip(), WHITE)

    merged = merge(base, source, _document("Vert.", "Noir.", "Blanc."))

    changes = compare_document(make_case(source, "", SPACE, base=base))
    assert changes is not None
    assert [
        (each.base_line, each.source_line)
        for each in changes.prose
        if each.kind is ProseChangeKind.CHANGED
    ] == [(5, 3), (3, 5)]
    before, _, after = merged.text.partition("|")
    assert before.rstrip().endswith("Vert.")
    assert "Noir." in after
