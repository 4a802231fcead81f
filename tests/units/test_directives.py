"""Marks and a site generator's own lines, which hold no mark and are read with the text above."""

from __future__ import annotations

import pytest

from sync.markdown.document import read_markdown
from sync.markdown.marks import Mark
from sync.merge.start import start_text
from sync.merge.values import MergeOptions
from sync.units.reading import list_units
from tests.merge.merging import SPACE

MARK = "<!-- sync:untranslated -->"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (":::note\nWarm the pot.\n:::\n", f":::note\nWarm the pot. {MARK}\n:::\n"),
        ("Warm the pot.\n{: .wide}\n", f"Warm the pot. {MARK}\n{{: .wide}}\n"),
        ("Warm it.\n{% endtip %}\n", f"Warm it. {MARK}\n{{% endtip %}}\n"),
        (
            ":::tip Warm pots\n\nOne.\n\n:::\n",
            f"{MARK}\n\n:::tip Warm pots\n\nOne. {MARK}\n\n:::\n",
        ),
        (":::tip\n\n12\n\n:::\n", ":::tip\n\n12\n\n:::\n"),
        ("{{< cups >}}\n", "{{< cups >}}\n"),
    ],
)
def test_the_mark_stands_behind_the_words(text: str, marked: str) -> None:
    started = start_text(read_markdown(text), SPACE, MergeOptions())
    assert started == marked
    before, after = (list_units(read_markdown(each)).units for each in (text, started))
    assert [unit.text for unit in after] == [unit.text for unit in before]
    assert {unit.mark for unit in after} - {None} == (
        {Mark.UNTRANSLATED} if MARK in marked else set()
    )
