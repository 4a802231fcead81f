"""Footnotes that stand one below the other: each is a unit, as GitHub and Hugo have it."""

from __future__ import annotations

import pytest

from sync.markdown.document import read_markdown
from tests.merge.merging import merge_all

TEXT = "Leaf[^1] and pot[^pot].\n\n"
NOTES = "[^1]: The leaf of the plant.\n[^pot]: The pot of clay,\n    fired twice.\n[^3]: A cup.\n"
DANISH = (
    "Blad[^1] og kande[^pot].\n\n"
    "[^1]: Plantens blad.\n[^pot]: Kanden af ler,\n    brændt to gange.\n[^3]: En kop.\n"
)


def test_a_footnote_that_changed_is_marked_alone() -> None:
    new = NOTES.replace("pot of clay", "pot of white clay")
    merge = merge_all(TEXT + NOTES, TEXT + new, DANISH)
    marked = "    brændt to gange. <!-- sync:fuzzy -->\n"
    assert merge.text == DANISH.replace("    brændt to gange.\n", marked)
    assert merge_all(TEXT + new, TEXT + new, merge.text).text == merge.text


def test_a_new_footnote_comes_in_where_the_source_has_it() -> None:
    new = NOTES.replace("[^3]", "[^2]: A spoon of silver.\n[^3]")
    merge = merge_all(TEXT + NOTES, TEXT + new, DANISH)
    marked = "[^2]: A spoon of silver. <!-- sync:untranslated -->\n[^3]"
    assert merge.text == DANISH.replace("[^3]", marked)


def test_footnotes_in_another_order_bring_their_words_along() -> None:
    first, pot, last = "[^1]: The leaf of the plant.\n", NOTES[29:-14], "[^3]: A cup.\n"
    merge = merge_all(TEXT + NOTES, TEXT + last + first + pot, DANISH)
    assert merge.text.split("\n\n")[1].startswith("[^3]: En kop.\n[^1]: Plantens blad.\n[^pot]: ")
    assert "sync:" not in merge.text


@pytest.mark.parametrize(
    "text",
    [
        "One leaf,\n[^1] which is cited.\n",
        "- an item\n  [^1]: in it\n",
        "```\n[^1]: code\n[^2]: code\n```\n",
        "    [^1]: code\n    [^2]: code\n",
    ],
)
def test_what_only_looks_like_footnotes_stays_one_block(text: str) -> None:
    assert len(read_markdown(text).blocks) == 1
