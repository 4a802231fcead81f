"""Headings that a merge of tables alone brought along with a new table are no translator's own."""

from __future__ import annotations

import pytest

from sync.align.alignment import Alignment
from sync.case import Case
from sync.markdown.document import read_markdown
from sync.merge.document import merge_document
from tests.cases import make_case
from tests.merge.merging import PLAIN, SPACE

BASE = "# Tea `a`\n\nBoil `b`.\n"
TABLE = "\n| Cup | For |\n| --- | --- |\n| `x` | green |\n"
THERE = "# Tee `a`\n\nKochen `b`.\n"
TABELLE = "\n| Tasse | Für |\n| --- | --- |\n| `x` | grünen |\n"
MARK = "<!-- sync:untranslated -->"


def open_case(synced: str, source: str, translated: str) -> Case:
    """A translation of ``BASE`` whose tables alone were brought to ``synced``."""
    case = make_case(source, translated, SPACE, base=synced, is_whole=True)
    return case._replace(prose=read_markdown(BASE))


@pytest.mark.parametrize("headings", [("Cups",), ("Ware", "Cups")])
def test_a_brought_heading_is_not_put_in_again(headings: tuple[str, ...]) -> None:
    synced, there = (
        text + "".join(f"\n{'#' * (k + 2)} {name}{end}\n" for k, name in enumerate(headings))
        for text, end in ((BASE, ""), (THERE, " auf Deutsch"))
    )
    merged = merge_document(open_case(synced + TABLE, synced + TABLE, there + TABELLE), PLAIN)
    assert merged.refusal is None
    assert merged.text == there + TABELLE


@pytest.mark.parametrize("said", ["Cups", "Tassen"])
def test_it_is_none_of_the_headings_below_it(said: str) -> None:
    """Nothing but their number tells the headings of these texts apart."""
    base, there = "# Tea\n\nBoil it.\n", "# Tee\n\nKochen.\n"
    end, ende = "\n## End\n\nDrink it.\n", "\n## Ende\n\nTrinken.\n"
    synced = f"{base}\n## Cups\n{TABLE}{end}"
    text = f"{there}\n## {said}\n{TABELLE}{ende}"
    case = make_case(synced, text, SPACE, base=synced, is_whole=True)
    merged = merge_document(case._replace(prose=read_markdown(base + end)), PLAIN)
    assert merged.text == text


def test_a_brought_heading_follows_what_the_source_says_since() -> None:
    case = open_case(
        f"{BASE}\n## Cups of tea\n{TABLE}",
        f"{BASE}\n## The cups of tea\n{TABLE}",
        f"{THERE}\n## Tassen\n{TABELLE}",
    )
    merged = merge_document(case, PLAIN)
    assert merged.text == f"{THERE}\n## Tassen<!-- sync:fuzzy -->\n{TABELLE}"


def test_noop_a_heading_of_the_translator_is_none() -> None:
    """Its level is another one, and so the source's is written."""
    text = f"{BASE}\n## Cups\n{TABLE}"
    case = open_case(text, text, f"{THERE}\n### Tassen\n{TABELLE}")
    assert not Alignment(case).brought_headings
    merged = merge_document(case, PLAIN)
    assert f"## Cups{MARK}\n" in merged.text
    assert "### Tassen\n" in merged.text


def test_noop_prose_that_is_of_the_same_version_as_the_tables_brings_nothing() -> None:
    text = f"{BASE}\n## Cups\n{TABLE}"
    case = make_case(text, f"{THERE}\n## Tassen\n{TABELLE}", SPACE, base=text, is_whole=True)
    assert not Alignment(case).brought_headings
