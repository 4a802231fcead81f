"""A translator's wrapper holds all of the page, and the anchors above headings go with these."""

from __future__ import annotations

import re

import pytest

from tests.merge.merging import merge_all

BASE = """\
# Tea `a`

First words.

## Water `b`

Boil `c`.

- One `d`.

## Cups `e`

Two cups.

### Pots `f`

The last words of it.
"""
THERE = """\
# Tee `a`

Erste Worte.

## Wasser `b`

Kochen `c`.

- Eins `d`.

## Tassen `e`

Zwei Tassen.

### Kannen `f`

Die letzten Worte davon.
"""
WATER = "## Water `b`\n\nBoil `c`.\n\n- One `d`.\n\n"
CUPS = "## Cups `e`\n\nTwo cups.\n\n### Pots `f`\n\nThe last words of it.\n"
LAST = "\nThe last words of it.\n"
ANCHORS = {
    "## Tassen": ['<a id="cups"></a>'],
    "## Wasser": ['<a id="water"></a>'],
    "### Kannen": ["<a name=x></a>", '<a id="p"></a>'],
}
each_change = pytest.mark.parametrize(
    "source",
    [
        BASE,
        f"{BASE}\n## More\n\nNew.\n",
        f"{BASE}\nNew.\n",
        f"{BASE}\n[x]: https://a.example\n",
        f"New.\n\n{BASE}",
        BASE.replace("# Tea `a`", "---\ntitle: x\n---\n\n# Tea, all `a`"),
        BASE.replace("First words.\n\n", "First words.\n\nNew.\n\n"),
        BASE.replace("- One `d`.\n", "- One `d`.\n- Two.\n\nNew.\n"),
        BASE.replace("Two cups.", "Two big cups, or three, or four."),
        BASE.replace(LAST, "\nThe very last words of it, and more.\n\nNew.\n"),
        BASE.replace(LAST, ""),
        BASE.replace(WATER, "").replace(LAST, LAST + "\n" + WATER.rstrip("\n") + "\n"),
        BASE.replace(WATER + CUPS, CUPS + "\n" + WATER.rstrip("\n") + "\n"),
        BASE.replace(WATER, ""),
        BASE.replace(CUPS, ""),
        BASE.replace("## Cups `e`\n\nTwo cups.\n\n", ""),
        BASE.replace("Two cups.\n\n", ""),
    ],
)


def wrap(text: str, opening: str = '<div dir="rtl">', closing: str = "</div>") -> str:
    start = text.index("# T") if text.startswith("---") else 0
    return f"{text[:start]}{opening}\n\n{text[start:]}\n{closing}\n"


def put_anchors(text: str) -> str:
    for heading, anchors in ANCHORS.items():
        text = text.replace(
            f"\n{heading}", "".join(f"\n{each}\n" for each in anchors) + f"\n{heading}"
        )
    return text


@each_change
def test_a_page_within_a_wrapper_is_merged_as_without_it(source: str) -> None:
    plain = merge_all(BASE, source, THERE).text
    assert merge_all(BASE, source, wrap(THERE)).text == wrap(plain)
    opening, closing = '<div>\n\n<section lang="xx">', "</section>\n\n</div>"
    merged = merge_all(BASE, source, wrap(THERE, opening, closing))
    assert merged.text == wrap(plain, opening, closing)


@each_change
def test_anchors_stand_above_the_headings_that_they_stood_above(source: str) -> None:
    plain = merge_all(BASE, source, THERE).text
    assert merge_all(BASE, source, put_anchors(THERE)).text == put_anchors(plain)


def test_an_anchor_that_goes_with_its_heading_is_named() -> None:
    merged = merge_all(BASE, BASE.replace(WATER, ""), put_anchors(THERE))
    assert 'taken out: <a id="water"></a>' in [note.message for note in merged.notes]
    assert not any("name=x" in note.message or "cups" in note.message for note in merged.notes)


def test_an_anchor_above_a_heading_of_which_nobody_knows_whose_it_is() -> None:
    base = "# Tea\n\n## Water `a`\n\nBoil it.\n\n## Cups\n\nTwo `b`.\n"
    there = "# Tee\n\n## Wasser `a`\n\nKochen.\n\n{}## Eigenes\n\n{}## Tassen\n\nZwei `b`.\n"
    anchors = '<a id="own"></a>\n\n', '<a id="cups"></a>\n\n'
    merged = merge_all(base, base.replace("it.\n", "it.\n\nNew.\n"), there.format(*anchors))
    new = "Kochen.\n\nNew. <!-- sync:untranslated -->\n"
    assert merged.text == there.replace("Kochen.\n", new).format(*anchors)


def test_noop_an_anchor_above_a_text_stays_after_what_it_followed() -> None:
    there = THERE.replace("Kochen", '<a id="boil"></a>\n\nKochen')
    merged = merge_all(BASE, BASE.replace(WATER, "").rstrip() + "\n\n" + WATER, there)
    assert '`b`\n\n<a id="boil"></a>\n\nKochen' in merged.text
    gone = merge_all(BASE, BASE.replace("Boil `c`.\n\n", ""), there)
    assert '`b`\n\n<a id="boil"></a>\n\n- Eins' in gone.text


def test_noop_words_above_a_heading_stay_after_what_they_followed() -> None:
    there = THERE.replace("## Tassen", '<a id="x"></a> Mein Wort.\n\n## Tassen')
    merged = merge_all(BASE, BASE.replace(CUPS, "").rstrip() + "\n", there)
    assert merged.text.endswith('- Eins `d`.\n\n<a id="x"></a> Mein Wort.\n')


@pytest.mark.parametrize(
    ("there", "ending"),
    [
        # around a part of the page
        (THERE.replace("## Tassen", "<div>\n\n## Tassen") + "\n</div>\n", "</div>\n\n{new}"),
        # with words of its own
        (f'<div title="Seite">\n\n{THERE}\n</div>\n', "</div>\n\n{new}"),
        # not closed by what it opens
        (f"<div>\n\n{THERE}\n</p>\n", "</p>\n\n{new}"),
    ],
)
def test_noop_what_is_new_stands_behind_what_is_around_no_page(there: str, ending: str) -> None:
    merged = merge_all(BASE, f"{BASE}\nNew.\n", there)
    assert merged.text.endswith(ending.format(new="New. <!-- sync:untranslated -->\n"))


def test_a_translator_s_own_words_behind_a_wrapper_stay_there() -> None:
    base, there = (text.rstrip(".\n") + " `g`.\n" for text in (BASE, THERE))
    merged = merge_all(base, f"{base}\nNew.\n", f"{wrap(there)}\n---\n\nMein Wort.\n")
    new = "\nNew. <!-- sync:untranslated -->\n"
    assert merged.text == f"{wrap(there + new)}\n---\n\nMein Wort.\n"


@each_change
def test_a_page_that_has_wrappers_of_the_source_within_its_own(source: str) -> None:
    base, new, there = (
        re.sub("# Te. `a`", '<div align="center">\n\n\\g<0>\n\n</div>', text)
        for text in (BASE, source, THERE)
    )
    assert merge_all(base, new, wrap(there)).text == wrap(merge_all(base, new, there).text)


def test_noop_a_wrapper_that_the_source_has_goes_where_the_source_has_it() -> None:
    base, there = f"<div>\n\n{BASE}\n</div>\n", f"<div>\n\n{THERE}\n</div>\n"
    assert merge_all(base, f"{base}\nNew.\n", there).text.endswith(
        "</div>\n\nNew. <!-- sync:untranslated -->\n"
    )
