"""Where marks and first units of a whole document stand, so that it reads as it was meant."""

from __future__ import annotations

import pytest

from tests.merge.merging import merge_all

HEAD = "---\ntitle: Tea\nweight: 4\n---\n"
KOPF = "---\ntitle: Tee\nweight: 4\n---\n"
NEW = " <!-- sync:untranslated -->"


@pytest.mark.parametrize(
    ("new", "written"),
    [
        ("\nTea is hot.\n", "\nTea is hot. <!-- sync:untranslated -->\n"),
        ("\n{{% include cup.md %}}\n", "\n{{% include cup.md %}}\n"),
        ("Tea is hot.\n", "\nTea is hot. <!-- sync:untranslated -->\n"),
        ("\n# Tea\n\n- a cup\n", "\n# Tea<!-- sync:untranslated -->\n\n- a cup"),
    ],
)
def test_front_matter_alone_gets_a_body(new: str, written: str) -> None:
    merge = merge_all(HEAD, HEAD + new, KOPF)
    assert merge.refusal is None
    assert merge.text.startswith(KOPF + written)
    assert merge_all(HEAD + new, HEAD + new, merge.text).text == merge.text


@pytest.mark.parametrize("tail", ["", "\n", "\n\n"])
def test_front_matter_alone_stays_as_it_ends(tail: str) -> None:
    merge = merge_all(HEAD, HEAD.replace("4", "5"), KOPF + tail)
    assert (merge.refusal, merge.text) == (None, KOPF.replace("4", "5") + tail)


@pytest.mark.parametrize(
    ("above", "margin", "mark"),
    [
        ("Words.", "    ", ""),
        ("```sh\nrun\n```", "    ", ""),
        ("# Head", "\t", ""),
        ("- item", "      ", "  "),
        ("> quoted", ">     ", "> "),
    ],
)
def test_the_mark_of_indented_code_is_a_comment(above: str, margin: str, mark: str) -> None:
    base = f"# Tea\n\n{above}\n"
    code = f"{margin}# fill the cup\n{margin}pour(cup)  # hot\n"
    gap = "" if above.startswith("#") else ">\n" if above.startswith(">") else "\n"
    source = f"{base}{gap}{code}"
    merge = merge_all(base, source, base.replace("Tea", "Tee"))
    assert merge.refusal is None
    assert merge.text.endswith(f"\n{mark}<!-- sync:untranslated -->\n{code}")
    assert merge_all(source, source, merge.text).text == merge.text


ALERT = (
    "# Tea\n\n{{% alert %}}\n\nBoil the water.\n\n"
    "Pour [it](https://tea.example/a).\n\n{{% /alert %}}\n"
)
HINWEIS = (
    "# Tee\n\n{{% alert %}}\n\nWasser kochen.\n\n"
    "Aufgießen [das](https://tea.example/{}).\n\n{{% /alert %}}\n"
)


@pytest.mark.parametrize("link", ["a", "own"])  # both of its blocks pair, or one of them does
@pytest.mark.parametrize(("opening", "margin"), [("> [!NOTE]\n>\n", "> "), ("- Note\n\n", "  ")])
def test_what_the_source_put_into_a_container_is_put_into_it(
    opening: str, margin: str, link: str
) -> None:
    blank = f"{margin.rstrip()}\n"
    inside = f"{margin}Boil the water.\n{blank}{margin}Pour [it](https://tea.example/a).\n"
    merge = merge_all(ALERT, f"# Tea\n\n{opening}{inside}", HINWEIS.format(link))

    said = f"{margin}Wasser kochen.\n{blank}{margin}Aufgießen [das](https://tea.example/{link}).\n"
    assert merge.refusal is None
    assert merge.text.endswith(said)
    assert "sync:" not in merge.text.replace("Note <!-- sync:untranslated -->", "")


def test_what_stands_in_its_container_stays() -> None:
    there = HINWEIS.format("own")
    assert merge_all(ALERT, ALERT + "\nMore.\n", there).text == f"{there}\nMore.{NEW}\n"


def test_a_new_admonition_keeps_its_text_below_its_title() -> None:
    new = '\n!!! info "Cups"\n    Warm them.\n'
    merge = merge_all("# Tea\n\nHot.\n", f"# Tea\n\nHot.\n{new}", "# Tee\n\nHeiß.\n")

    assert merge.refusal is None
    assert '!!! info "Cups"\n    Warm them. <!-- sync:untranslated -->\n' in merge.text


def test_a_tight_list_stays_tight_about_what_nobody_can_place() -> None:
    code = "".join(f"```\nmake {what}\n```\n\n" for what in ("tea", "cups", "cake", "milk", "jam"))
    old = f"{code}- alpha `beta`\n- gamma delta integration\n- epsilon zeta\n\nEnd of it.\n"
    new = old.replace("gamma delta integration", "Something entirely different")
    there = f"{code}- eins `beta`\n- zwei\n- drei und mehr\n- vier\n\nEnde.\n"
    merge = merge_all(old, new, there)

    assert merge.refusal is None
    assert "Something entirely different" in merge.text
    assert "\n\n-" not in merge.text.removeprefix(code)


NOTES = "Tea.[^1] Cups.[^2]\n\n[^1]: 茶、https://tea.example/a\n[^2]: 杯、https://tea.example/b\n"


def test_footnotes_of_one_word_stay_footnotes_once_they_are_marked() -> None:
    """CommonMark takes them for definitions, which a mark behind them ends."""
    merge = merge_all("Tea. Cups.\n", NOTES, "Tee. Tassen.\n")
    assert merge.refusal is None
    one, other = (line + NEW for line in NOTES.splitlines()[2:])
    assert merge.text.endswith(f"{one}\n{other}\n")
    assert merge_all(NOTES, NOTES, merge.text).text == merge.text


def test_footnotes_that_stay_stay_together() -> None:
    there = NOTES.replace("Tea", "Tee").replace("Cups", "Tassen").replace("茶", "Tee:")
    source = NOTES.replace("Tea.", "Green tea.")
    merge = merge_all(NOTES, source, there)
    assert merge.text == there.replace("Tassen.[^2]", "Tassen.[^2] <!-- sync:fuzzy -->")


@pytest.mark.parametrize("end", ["\n", "\n## End\n\nWords.\n"])
def test_a_footnote_that_changed_parts_from_what_is_below(end: str) -> None:
    notes = NOTES.replace("茶", "國家圖書館茶文化資料庫專題") + end
    there = notes.replace("國家圖書館茶文化資料庫專題", "Nationalbibliothek:Tee")
    merge = merge_all(notes, notes.replace("專題", "專題二"), there)
    assert merge.refusal is None
    line = "[^1]: Nationalbibliothek:Tee、https://tea.example/a <!-- sync:fuzzy -->\n\n"
    assert f"{line}[^2]: 杯、https://tea.example/b\n" in merge.text


@pytest.mark.parametrize("below", ["## Ende", "| a |\n| --- |", "```\nx\n```", "<div>x</div>"])
def test_what_stands_right_below_a_marked_footnote_stays_there(below: str) -> None:
    source = f"Tea.[^1]\n\n[^1]: 茶、https://tea.example/a\n{below}\n\nWords.\n"
    there = source.replace("/a\n", f"/a{NEW}\n").replace("Tea", "Tee").replace("Words", "Worte")
    assert merge_all(source, source, there).text == there
    later = merge_all(source, source.replace("Words.", "Quite another sentence."), there).text
    assert later == there.replace("Worte.", f"Quite another sentence.{NEW}")


def test_a_quote_whose_first_text_lacks_parts_from_the_element_above() -> None:
    old = "# Tea\n\n### Cups\n\n> One `a` first.\n>\n> Old words [here](#x).\n\nEnd `b`.\n"
    new = old.replace("### Cups\n", "<details><summary>Cups</summary>\n").replace("Old", "New")
    merge = merge_all(old, new, "# Tee\n\n### Tassen\n\nEnde `b`.\n")
    assert merge.refusal is None
    assert "</summary>\n\n> New words [here](#x). <!-- sync:untranslated -->\n" in merge.text


def test_a_quote_whose_second_text_lacks_stays_one() -> None:
    quote = "> One `a` first.\n>\n> Two of [them](#x).\n>\n> Three `c` words.\n"
    old = f"{quote}\n## End\n\nWords `d`.\n"
    new = old.replace("Three", "Four")
    merge = merge_all(old, new, "> Eins `a` zuerst.\n\n## Ende\n\nWorte `d`.\n")
    assert merge.refusal is None
    assert "\n>\n> Four `c` words. <!-- sync:untranslated -->\n" in merge.text
