"""What is new in a tab or an admonition stands in it, and never in the one above."""

from __future__ import annotations

import re

import pytest

from sync.markdown.document import read_markdown
from sync.units.openers import find_unit_openers
from sync.units.reading import list_units
from tests.merge.merging import merge_twice

MARK = "<!-- sync:untranslated -->"
CODE = "    ```sh\n    {}\n    ```\n"


def tab(title: str, *codes: str) -> str:
    body = "\n".join(CODE.format(code) for code in codes)
    return f'=== "{title}"\n\n{body}'


def note(title: str, text: str) -> str:
    return f'!!! note "{title}"\n    {text}\n'


def page(*blocks: str) -> str:
    return "\n".join(blocks)


def places(text: str) -> list[tuple[str, str]]:
    """Return each code of a text with the title of the tab that it stands in."""
    units = list_units(read_markdown(text)).units
    openers = find_unit_openers(units)
    found = []
    for place, unit in enumerate(units):
        if unit.kind == "code":
            opener = openers.get(place)
            title = "" if opener is None else units[opener].text.split('"')[1]
            found.append((unit.body[1], title))
    return found


OLD = page("# Tea\n", "Brew it:\n", tab("Pot", "brew pot"), tab("Cup", "brew cup"))


@pytest.mark.parametrize(
    "there", [page("# Tee\n", "Brühen:\n", "```sh\nbrew pot\n```\n"), "# Tee\n"]
)
def test_a_new_tab_brings_the_line_that_opens_it(there: str) -> None:
    new = OLD + "\n" + page(tab("Kettle", "boil kettle"), tab("Mug", "boil mug", "wash mug"))
    found = places(merge_twice(OLD, new, there).text)
    for pair in [("boil kettle", "Kettle"), ("boil mug", "Mug"), ("wash mug", "Mug")]:
        assert pair in found


def test_what_comes_to_a_tab_that_was_left_out_brings_the_tab() -> None:
    there = page("# Tee\n", "Brühen:\n", tab("Pot", "brew pot"))
    new = OLD.rstrip("\n") + "\n\n" + CODE.format("wash cup")
    assert ("wash cup", "Cup") in places(merge_twice(OLD, new, there).text)
    edited = merge_twice(OLD, new.replace("Brew it", "Now brew it"), there)
    assert places(edited.text)[0][1] == "Pot"


def test_a_tab_that_was_left_out_stays_away() -> None:
    there = page("# Tee\n", "Brühen:\n", tab("Pot", "brew pot"))
    merged = merge_twice(OLD, f"{OLD}\nThe end.\n", there).text
    assert merged == f"{there}\nThe end. <!-- sync:untranslated -->\n"


def test_a_title_that_the_source_edits_brings_no_empty_tab() -> None:
    there = page("# Tee\n", "Brühen:\n", tab("Pot", "brew pot"))
    merged = merge_twice(OLD, f"{OLD.replace('Cup', 'Cup or mug')}\nThe end.\n", there).text
    assert merged == f"{there}\nThe end. <!-- sync:untranslated -->\n"
    bare = OLD.rstrip("\n") + '\n\n!!! note "Mind it"\n'
    assert '!!! note "Mind it"\n' in merge_twice(OLD, bare, there).text


def test_tabs_where_nothing_tells_which_is_which() -> None:
    above, below = "# Tea\n\nTake `tea`:\n", "Then `sip` it.\n\nAnd [pour](more.md) more.\n"
    old = page(above, tab("Version 1.6", "brew"), tab("Version 1.10", "brew"), below)
    there = page(above, "```sh\nbrew\n```\n", below)
    new = page(
        above,
        *(tab(f"Version {name}", f"brew {name}") for name in ("1.10", "1.9", "1.8", "1.10 old")),
        tab("Version 1.8 old", "brew"),
        below,
    )
    merged = merge_twice(old, new, there).text
    found = dict(places(merged))
    for name in ("1.10", "1.9", "1.8", "1.10 old"):
        assert found.get(f"brew {name}", f"Version {name}") == f"Version {name}"
    # One of the new ones is what one of the old ones became, and the translation's may be that.
    assert "<!-- sync:fuzzy -->\n```sh\nbrew\n```\n" in merged


def test_admonitions_keep_what_they_hold_whatever_their_titles_say() -> None:
    old = page(
        "# Tea\n", note("Details", "It is hot."), "Drink it.\n", note("Details", "It is wet.")
    )
    there = page(
        "# Tee\n", note("技術", "Heiß ist er."), "Trinken.\n", note("詳細", "Er ist nass.")
    )
    new = old.replace("Drink it.\n", page(tab("Pot", "brew pot"), "Drink it now.\n"))
    expected = there.replace("Trinken.", "Trinken. <!-- sync:fuzzy -->")
    merged = merge_twice(old, new, there).text
    assert places(merged) == [("brew pot", "Pot")]
    left = merged.replace(tab(f"Pot{MARK}", "brew pot") + "\n", "")
    assert left == expected


@pytest.mark.parametrize(("changed", "marks"), [("brew", 2), ("Wait", 0), ("Take", 0)])
def test_code_that_may_be_any_of_the_changed_ones_is_marked(changed: str, marks: int) -> None:
    codes = "```sh\nbrew a\n```\n\n```sh\nbrew b\n```\n"
    above, below = "# Tea\n\nTake `tea`:\n", "Then `sip` it.\n\nAnd [pour](more.md) more.\n"
    old = page(above, codes, "Wait.\n", codes.replace("brew", "stir"), below)
    there = page(above, codes.replace(" a", " x").replace(" b", " y"), "Warten.\n", below)
    merged = merge_twice(old, old.replace(changed, "now"), there).text
    assert merged.count("<!-- sync:fuzzy -->\n```sh") == marks


def test_a_list_in_a_tab_that_was_left_out_brings_the_tab() -> None:
    listed = '=== "Cup"\n\n    - Rinse it\n'
    old = page("# Tea\n", "Brew it:\n", tab("Pot", "brew pot"), listed)
    there = page("# Tee\n", "Brühen:\n", tab("Pot", "brew pot"))
    new = old.rstrip("\n") + "\n    - Fill it with `kettle --slow`\n"
    merged = merge_twice(old, new, there).text
    assert f'=== "Cup{MARK}"\n\n    - Fill it with `kettle --slow` {MARK}\n' in merged
    assert merge_twice(old, f"{old}\nThe end.\n", there).text.startswith(there)


def test_a_line_that_opens_is_found_in_one_pass() -> None:
    text = "!!! note\n\n" + "".join(f"    Cup {number}.\n\n" for number in range(300))
    units = list_units(read_markdown(text)).units
    assert dict(find_unit_openers(units)) == dict.fromkeys(range(1, 301), 0)


def test_what_is_new_in_an_admonition_stands_as_close_to_its_title_as_in_the_source() -> None:
    old = page("# Tea\n", note("Mind", "Pour it slowly, as it is hot."), "Drink `it`.\n")
    there = old.replace("Mind", "Achtung").replace("Pour it slowly, as it is hot", "Langsam gießen")
    new = old.replace("Pour it slowly, as it is hot.", "Cups and pots break.\n    Take `care`.")
    expected = "    Cups and pots break.\n    Take `care`. <!-- sync:untranslated -->\n"
    assert merge_twice(old, new, there).text == there.replace("    Langsam gießen.\n", expected)


TABS = '=== "Green tea"\n\n    Two minutes.\n\n=== "Black tea"\n\n    Four minutes.\n'


@pytest.mark.parametrize("margin", ["", "  "])
def test_the_mark_of_a_tab_stands_in_its_title(margin: str) -> None:
    old = page("# Tea\n", "- Pour it:\n", re.sub(r"(?m)^(?=.)", margin, TABS))
    new = old.replace("Black tea", "Black teas") + f'\n{margin}=== "White tea"\n\n{margin}    1\n'
    there = old.replace("Green tea", "Grün").replace("Black tea", "Schwarz")
    expected = there.replace("Schwarz", "Schwarz<!-- sync:fuzzy -->")
    expected += f'\n{margin}=== "White tea{MARK}"\n\n{margin}    1\n'
    assert merge_twice(old, new, there).text == expected
    units = list_units(read_markdown(expected)).units
    marked = [(unit.text, unit.mark) for unit in units if unit.mark]
    assert marked == [('=== "Schwarz"', "fuzzy"), ('=== "White tea"', "untranslated")]


@pytest.mark.parametrize("marked", [f'{MARK}\n\n=== "Tea"', f'=== "Tea" {MARK}'])
def test_an_old_mark_of_a_tab_is_read(marked: str) -> None:
    unit, _ = list_units(read_markdown(f"{marked}\n\n    Pour it.\n")).units
    assert (unit.text, unit.mark) == ('=== "Tea"', "untranslated")


def test_what_opens_no_tab_has_its_mark_behind_it() -> None:
    old = page("# Tea\n", 'Test it: `x`\n== "Tea"\n')
    there = old.replace("Test it", "Prüfen")
    merged = merge_twice(old, old.replace("Test", "Try"), there).text
    assert merged == there.replace('== "Tea"', '== "Tea" <!-- sync:fuzzy -->')
