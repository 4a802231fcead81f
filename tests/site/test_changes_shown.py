"""A translation's page: each change by itself, with an anchor, in the order of the document."""

from __future__ import annotations

import json
import re

import pytest

from sync.changes.document import compare_document
from sync.model import State
from sync.reports.change_objects import describe_whole_changes
from sync.results import Caller
from sync.site.page import Surroundings, render_translation
from sync.site.parts import Known
from tests.cases import make_case
from tests.changes.test_prose import BASE, FRENCH
from tests.merge.merging import SPACE, merge_all
from tests.reports.made import status

TABLE = "\n| Kind |\n| --- |\n| Rolled |\n"


def show(source: str, translation: str = FRENCH, *, language: str = "fr", base: str = BASE) -> str:
    """Return the changes as the page has them, without what stands above."""
    changes = compare_document(make_case(source, translation, SPACE, base=base, is_whole=True))
    assert changes is not None
    data = json.loads(json.dumps(describe_whole_changes(changes)))
    known = Known(status(State.STALE, language=language), data)
    page = render_translation(known, Surroundings("oats", Caller()))
    return page.partition('<h2 id="changes">')[2]


def test_the_words_that_differ_stand_out_beside_the_translation() -> None:
    page = show(BASE.replace("twice", "three times"))

    assert "<del>twice</del>" in page
    assert "<ins>three times</ins>" in page
    assert re.search(r'<dd lang="fr" dir="ltr">Lavez', page)
    assert "contents" not in page  # of one change


def test_changes_stand_in_the_order_of_the_document_with_anchors() -> None:
    base, french = BASE + TABLE, FRENCH + TABLE.replace("Rolled", "Roule")
    source = base.replace("title: Oats", "title: All").replace("twice", "three times")
    source = source.replace("- Keep them in a jar.\n", "").replace("Rolled", "Steel cut")
    source += "\nAdd salt.\n"

    page = show(source, french, base=base)

    names = ["front matter title changed", "paragraph changed", "list item removed"]
    listed = re.findall(r'<li><a href="#(change-\d)">([^:]*):', page)
    assert [name for _, name in listed] == [*names, "table changed", "paragraph added"]
    assert [anchor for anchor, _ in listed] == re.findall(
        r'<section class="change" id="(.*?)"', page
    )
    assert "not there yet" in page


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("he", "rtl")])
def test_code_runs_from_left_to_right_in_every_language(language: str, direction: str) -> None:
    source = BASE.replace("minutes 5", "minutes 6").replace("twice", "three times")

    page = show(source, language=language)

    assert f'<dd lang="{language}" dir="{direction}">Lavez' in page
    assert f'<dd lang="{language}" dir="ltr">```sh' in page
    assert "<ins>boil --minutes 6\n</ins>" in page  # a line, and not a word


def test_a_mark_is_shown_beside_the_words_and_not_in_them() -> None:
    source = BASE.replace("twice", "three times").replace("title: Oats", "title: All oats")
    merged = merge_all(BASE, source, FRENCH).text
    assert merged.count("sync:fuzzy") == 2

    page = show(source, merged)

    assert page.count('<span class="mark">fuzzy</span>') == 4  # in the contents, too
    assert "sync:fuzzy" not in page


def test_a_block_is_rendered_beside_its_markdown() -> None:
    source = BASE.replace("in `cold` water, twice", "in `cold` water, **three** times")
    page = show(source)

    assert "<ins>**three** times</ins>" in page
    assert '<dd class="seen" lang="en" dir="ltr"><p>Wash the oats in <code>cold</code>' in page
    assert '<dd class="seen" lang="fr" dir="ltr"><p>Lavez' in page
    assert 'class="seen"' not in show(BASE.replace("is a warm bowl", "is a cold bowl"))


def test_the_contents_say_what_blocks_say_without_markdown() -> None:
    page = show(
        BASE.replace("in `cold` water, twice", "in **three** `pots` of [water](w.md) & salt")
        + "\n## `oats --cook` <b>\n\n- [ ] ![a bowl](x.png)\n"
    )
    listed = re.findall(r'<li>.*?<bdi lang="en">(.*?)</bdi>', page)

    assert listed == [
        "Wash the oats in three pots of water &amp; salt, and let them rest.",
        "oats --cook &lt;b&gt;",
        "[ ] a bowl",
    ]


def test_what_is_rendered_leads_nowhere_and_loads_nothing() -> None:
    hostile = (
        "Look ![at *it*](https://evil.example/x.png) <img src=x onerror=hit> [a](javascript:b)"
    )
    page = show(f"{BASE}\n{hostile}\n\n[here](https://evil.example)\n")

    assert '<span class="image">at *it*</span>' in page
    assert '<span class="link">here</span>' in page
    assert "<img" not in page
    assert 'href="https://evil' not in page


@pytest.mark.parametrize("is_added", [True, False])
def test_a_table_that_is_new_or_gone_is_a_table(is_added: bool) -> None:
    texts = (BASE, BASE + TABLE.replace("Rolled", "**Rolled** oats"))
    base, source = texts if is_added else texts[::-1]
    page = show(source, base=base)

    kind = "added" if is_added else "removed"
    shown = re.findall(
        r'<table class="whole (\w+)" lang="en" dir="ltr">(.*?)</table>', page, re.DOTALL
    )
    assert [name for name, _ in shown] == [kind]
    assert re.findall(r"<t[hd][ >].*?</t[hd]>", shown[0][1]) == [
        '<th scope="col">Kind</th>',
        "<td><strong>Rolled</strong> oats</td>",
    ]


def test_a_table_that_changed_is_told_row_by_row() -> None:
    base, french = BASE + TABLE, FRENCH + TABLE.replace("Rolled", "Roule")
    page = show(base.replace("Rolled", "Steel cut"), french, base=base)

    assert '<table class="whole' not in page
    assert "<ins>Steel cut</ins>" in page


def test_a_block_that_moved_is_shown_once() -> None:
    rest = "The end of it all is a warm bowl.\n"
    page = show(BASE.replace(rest, "").replace("# Oats\n\n", f"# Oats\n\n{rest}\n"))

    assert "paragraph moved" in page
    assert page.count(rest.strip()) == 1
