"""A translator's own section stays behind the whole section that it followed."""

from __future__ import annotations

import pytest

from tests.merge.merging import merge_all

BASE = "# Tea `a`\n\n## Water `b`\n\nBoil `c`.\n"
THERE = "# Tee `a`\n\n## Wasser `b`\n\nKochen `c`.\n"
SECTION = "\n## Eigenes\n\nMeine Zeile.\n"
MARK = "<!-- sync:untranslated -->"


@pytest.mark.parametrize(
    ("added", "written"),
    [
        ("\nWait.\n", f"\nWait. {MARK}\n"),
        ("\n### Cool\n\nWait.\n", f"\n### Cool{MARK}\n\nWait. {MARK}\n"),
    ],
)
@pytest.mark.parametrize("section", [SECTION, f'\n<a id="own"></a>{SECTION}'])
def test_what_is_new_in_a_section_stands_above_it(added: str, written: str, section: str) -> None:
    merged = merge_all(BASE, BASE + added, THERE + section)
    assert merged.text == THERE + written + section


def test_a_new_section_stands_below_it() -> None:
    merged = merge_all(BASE, f"{BASE}\n## Cups\n\nOne.\n", THERE + SECTION)
    assert merged.text == f"{THERE}{SECTION}\n## Cups{MARK}\n\nOne. {MARK}\n"


def test_noop_a_paragraph_of_a_translator_stays_where_it_was() -> None:
    merged = merge_all(BASE, f"{BASE}\nWait.\n", f"{THERE}\nMeine Zeile.\n")
    assert merged.text == f"{THERE}\nMeine Zeile.\n\nWait. {MARK}\n"


def test_what_a_rule_parts_from_the_rest_stays_last() -> None:
    own = "\n---\n\n**Hinweis**: von einer Maschine.\n"
    merged = merge_all(BASE, f"{BASE}\n## Cups\n\nOne.\n", THERE + own)
    assert merged.text == f"{THERE}\n## Cups{MARK}\n\nOne. {MARK}\n{own}"
