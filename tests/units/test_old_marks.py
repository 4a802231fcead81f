"""Marks that older versions and translators put where they harm: each belongs to its unit."""

from __future__ import annotations

import pytest

from sync.markdown.dialect import MARKDOWN, Dialect, find_dialect
from sync.markdown.document import read_markdown
from sync.markdown.marks import Mark
from sync.merge.marks import count_marks, find_mark
from sync.model import Pending
from sync.units.reading import list_units
from sync.units.values import UnitKind

FUZZY = "<!-- sync:fuzzy -->"
MDX = find_dialect("page.mdx")


def read(text: str, dialect: Dialect = MARKDOWN) -> list[tuple[str, str, Mark | None]]:
    units = list_units(read_markdown(text, dialect)).units
    return [(unit.kind.value, unit.text, unit.mark) for unit in units]


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        (f"## {FUZZY} Titel\n", UnitKind.HEADING, "Titel"),
        (f"{FUZZY} Ein **Satz**.\n", UnitKind.PARAGRAPH, "Ein **Satz**."),
        (f"{FUZZY} Ein Satz,\nder weitergeht.\n", UnitKind.PARAGRAPH, "Ein Satz,\nder weitergeht."),
        (f"- {FUZZY} [ ] Punkt\n", UnitKind.ITEM, "[ ] Punkt"),
        (f"1. {FUZZY} Punkt\n   und mehr\n", UnitKind.ITEM, "Punkt\nund mehr"),
        (f"> {FUZZY} Zitat\n> und mehr\n", UnitKind.PARAGRAPH, "Zitat\nund mehr"),
        (f"{FUZZY}\n> [!NOTE]\n> Hinweis\n", UnitKind.PARAGRAPH, "[!NOTE]\nHinweis"),
        (f"{FUZZY}\n- Punkt\n", UnitKind.ITEM, "Punkt"),
        (f"{FUZZY}\n\n```sh\nls\n```\n", UnitKind.CODE, "```sh\nls\n```"),
    ],
)
def test_a_mark_before_a_unit_is_the_unit_s(text: str, kind: UnitKind, says: str) -> None:
    assert read(text) == [(kind.value, says, Mark.FUZZY)]
    assert read(text.replace(FUZZY, "{/* sync:fuzzy */}"), MDX) == [(kind.value, says, Mark.FUZZY)]


def test_noop_the_next_item_is_not_the_rest_of_a_marked_one() -> None:
    assert read(f"- {FUZZY} eins\n- zwei\n") == [
        ("item", "eins", Mark.FUZZY),
        ("item", "zwei", None),
    ]


@pytest.mark.parametrize("text", ["<!-- a note --> text\n", "<div> <!-- sync:fuzzy --> x</div>\n"])
def test_noop_other_html_stays_html(text: str) -> None:
    assert [kind for kind, _, _ in read(text)] == ["html"]


def test_marks_are_counted_wherever_they_stand() -> None:
    text = (
        f"---\ntitle: Tee # sync:fuzzy\n---\n\n# Tee<!-- sync:untranslated -->\n\n- Punkt {FUZZY}\n"
        f"\n{FUZZY}\n```sh\n# {FUZZY}\n```\n\n`{FUZZY}`\n"
    )
    assert count_marks(text) == Pending(untranslated=1, fuzzy=3)
    assert find_mark(text) == 2
