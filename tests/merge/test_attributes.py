"""Words in attributes of HTML and components stay the translator's, and are marked when stale."""

from __future__ import annotations

import pytest

from sync.markdown.marks import Mark
from sync.merge.values import MergeOptions, OnChange
from sync.units.attributes import carry_attributes, list_attributes
from tests.merge.merging import merge_all, merge_twice, replace_each

OLD = """\
# Tea

<LinkCard title="Tea house" description="All about tea" href="https://tea.example" />

<p align="center">
  <img src="https://tea.example/pot.png" alt="A red pot" width="30">
  <img src="https://tea.example/cup.png" alt="A cup" width="30">
</p>

<Card
  title="The leaves"
  icon="leaf"
>
  Read more of them.
</Card>

| what | picture |
| --- | --- |
| `pot` | <img src="https://tea.example/pot.png" alt="A red pot" width="9"> |

Drink it `hot`.
"""
GERMAN = {
    "Tea house": "Teehaus",
    "All about tea": "Alles über Tee",
    "A red pot": "Eine rote Kanne",
    "A cup": "Eine Tasse",
    "The leaves": "Die Blätter",
    "Read more of them.": "Mehr über sie.",
    "# Tea": "# Tee",
    "Drink it": "Trink ihn",
    "| what | picture": "| was | Bild",
}


THERE = replace_each(OLD, GERMAN)


def merge(new: str, there: str = THERE, old: str = OLD) -> str:
    return merge_twice(old, new, there).text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('href="https://tea.example"', 'href="https://tea.example/new" icon="star"'),
        ('cup.png" alt="A cup" width="30"', 'cup.webp" alt="A cup" loading="lazy"'),
        ('width="30"', 'width="40"'),
        ('align="center"', 'align="left"'),
        ('icon="leaf"', 'icon="leaves"'),
        ('width="9"', 'width="8"'),
    ],
)
def test_words_stay_where_all_else_of_a_tag_changed(old: str, new: str) -> None:
    assert merge(OLD.replace(old, new)) == replace_each(OLD.replace(old, new), GERMAN)


def test_what_is_localised_beside_a_changed_tag_stays() -> None:
    there = THERE.replace("pot.png", "pot-de.png")
    new = OLD.replace('cup.png" alt="A cup" width="30"', 'cup.png" alt="A cup"')
    assert merge(new, there) == there.replace('Tasse" width="30"', 'Tasse"')


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("All about tea", "All about green tea", "<LinkCard"),
        ("A cup", "A blue cup", '<p align="center">'),
        ("The leaves", "The green leaves", "<Card"),
    ],
)
def test_words_that_changed_stay_and_are_marked(old: str, new: str, line: str) -> None:
    assert merge(OLD.replace(old, new)) == THERE.replace(line, f"<!-- sync:fuzzy -->\n{line}")


def test_words_that_changed_in_a_cell_are_marked() -> None:
    new = OLD.replace('A red pot" width="9"', 'A blue pot" width="9"')
    picture = '<img src="https://tea.example/pot.png" alt="Eine rote Kanne" width="9">'
    assert merge(new) == THERE.replace(picture, f"<!-- sync:fuzzy --> {picture}")


def test_words_that_nobody_translated_are_the_sources_and_marked() -> None:
    there = THERE.replace("Alles über Tee", "All about tea").replace("Teehaus", "Tea house")
    new = OLD.replace("All about tea", "All about green tea")
    marked = there.replace("All about tea", "All about green tea")
    assert merge(new, there) == marked.replace(
        "<LinkCard", "<!-- sync:untranslated -->\n<LinkCard", 1
    )


def test_a_tag_that_nobody_translated_is_not_marked_for_its_width() -> None:
    there = THERE.replace("Eine rote Kanne", "A red pot").replace("Eine Tasse", "A cup")
    new = OLD.replace('width="30"', 'width="40"')
    assert merge(new, there) == there.replace('width="30"', 'width="40"')


def test_a_new_tag_with_words_is_marked_and_one_without_is_not() -> None:
    card, rule = '<LinkCard title="Cups" href="/cups" />', '<img src="/a.png" alt="">'
    new = OLD.replace("Drink it", f"{card}\n\n{rule}\n\nDrink it")
    expected = f"<!-- sync:untranslated -->\n{card}\n\n{rule}\n\nTrink ihn"
    assert merge(new) == THERE.replace("Trink ihn", expected)


@pytest.mark.parametrize("mark", ["untranslated", "fuzzy"])
def test_a_mark_stays_until_somebody_takes_it_off(mark: str) -> None:
    for there in (OLD, THERE):
        marked = there.replace("<LinkCard", f"<!-- sync:{mark} -->\n<LinkCard")
        new = OLD.replace('https://tea.example"', 'https://tea.example/new"')
        merged = merge(new, marked)
        assert merged.count("<!-- sync:") == 1
        assert 'href="https://tea.example/new"' in merged


def test_words_that_go_with_their_tag_are_named() -> None:
    new = OLD.replace('  <img src="https://tea.example/cup.png" alt="A cup" width="30">\n', "")
    merged = merge_all(OLD, new, THERE)
    assert [note.message for note in merged.notes] == ["taken out: Eine Tasse"]
    assert not merge_all(OLD, OLD.replace('"30"', '"40"'), THERE).notes


def test_words_of_a_tag_over_several_lines_are_named_once() -> None:
    grid = '<div>\n<Card\n  title="Pots"\n  to="/a"\n/>\nAll <b>of\nthem</b>\n</div>\n'
    old = f"# Tea\n\n{grid}\nEnd.\n"
    there = old.replace("Pots", "Kannen").replace("them", "allen").replace("All", "Alle")
    notes = merge_all(old, "# Tea\n\nEnd.\n", there.replace("End", "Ende")).notes
    said = ["taken out: Kannen", "taken out: Alle of", "taken out: allen"]
    assert [note.message for note in notes] == said


def test_the_sources_words_are_taken_where_that_is_asked_for() -> None:
    new = OLD.replace("All about tea", "All about green tea")
    merged = merge_all(OLD, new, THERE, MergeOptions(OnChange.SOURCE))
    assert '<!-- sync:untranslated -->\n<LinkCard title="Tea house"' in merged.text


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('<a title="x > y" href="z">', ['"x > y"']),
        ("<A title={'One'} label={`two`} text={three} />", ["'One'", "`two`"]),
        ('<A style={{ a: "b c" }} title="One" />', ['"One"']),
        ('<A class="one two" data-title="One" alt="" title="3" summary="true">', []),
        ('`<a title="One">` and title="Two"', []),
        ("<a aria-label = \"One\"\n  alt='Two'>", ['"One"', "'Two'"]),
        ('{% include note.html content="Two words" id="a" %}', ['"Two words"']),
        ("{%- tab title='One' style=\"info\" -%}", ["'One'"]),
        ('{% if page.title == "Two words" %} {% for a in b %} {% end %}', []),
        ('{% include a.html path="/b/c.png" width="3" %} `{% tab title="One" %}`', []),
    ],
)
def test_attributes_with_words_are_told_from_others(text: str, values: list[str]) -> None:
    assert [each.value for each in list_attributes(text)] == values


def test_a_value_that_a_translator_changed_is_kept_whatever_its_name() -> None:
    old, there = '<Quote by="Ann" size="9" />', '<Quote by="Anna" size="9" />'
    for new, expected, mark in (
        ('<Quote by="Ann" size="8" wide="1" />', '<Quote by="Anna" size="8" wide="1" />', None),
        ('<Quote by="Bea" size="8" />', '<Quote by="Anna" size="8" />', Mark.FUZZY),
        ('<Quote size="8" />', there, Mark.FUZZY),
    ):
        assert carry_attributes(old, new, there) == (expected, mark)


def test_an_address_that_a_translator_changed_follows_the_source() -> None:
    old, there = '<A title="Go" to="/go" />', '<A title="Los" to="/de/go" />'
    for new in ('<A title="Go" to="/run" />', '<A title="Go" to="./run" wide="1" />'):
        assert carry_attributes(old, new, there) == (new.replace("Go", "Los"), None)
    same = '<A title="Go" wide="1" to="/go" />'
    assert carry_attributes(old, same, there) == ('<A title="Los" wide="1" to="/de/go" />', None)


def test_words_of_the_same_name_are_told_apart_by_their_order_or_not_at_all() -> None:
    old = '<a title="Go"><b title="Go">'
    there = '<a title="Geh"><b title="Los">'
    for new, expected in (
        ('<i title="Go"><b title="Go">', '<i title="Geh"><b title="Los">'),
        ('<b title="Go">', None),
    ):
        carried = carry_attributes(old, new, there)
        assert carried is not None
        assert (carried.text if carried.mark is None else None) == expected


HUGO = """\
# Tea

{{% alert title="Note" color="info" %}}

Pour it slowly.

{{% /alert %}}

{{< tab "Green tea" >}}

{{< figure src="/pot.png" alt="A red pot" width="30" >}}

End.
"""
HUGO_THERE = (
    HUGO.replace('"Note"', '"Hinweis"')
    .replace("Pour it slowly", "Langsam gießen")
    .replace("Green tea", "Grüner Tee")
    .replace("A red pot", "Eine rote Kanne")
    .replace("End.", "Ende.")
)


@pytest.mark.parametrize(
    ("old", "new"), [("info", "warning"), ("pot.png", "cup.png"), ('tab "', 'tab id="a" "')]
)
def test_words_of_a_shortcode_stay_where_all_else_changed(old: str, new: str) -> None:
    assert merge(HUGO.replace(old, new), HUGO_THERE, HUGO) == HUGO_THERE.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('"Note"', '"A note"', "{{% alert"),
        ("Green tea", "Black tea", "{{< tab"),
        ("A red pot", "A blue pot", "{{< figure"),
    ],
)
def test_words_of_a_shortcode_that_changed_are_marked(old: str, new: str, line: str) -> None:
    whole = next(each for each in HUGO_THERE.splitlines() if each.startswith(line))
    expected = HUGO_THERE.replace(whole, f"<!-- sync:fuzzy -->\n\n{whole}")
    assert merge(HUGO.replace(old, new), HUGO_THERE, HUGO) == expected


@pytest.mark.parametrize("there", ["API", "接口"])
def test_words_of_a_shortcode_in_an_item_are_marked_in_it(there: str) -> None:
    old = '# Tea\n\n- {{% status "API" "tea/api" "Now" %}}\n- {{% status "SDK" "b/sdk" %}}\n'
    translation = old.replace('"API"', f'"{there}"').replace('"SDK"', '"包"')
    new = old.replace("tea/api", "tea/new")
    assert merge(new, translation, old) == translation.replace("tea/api", "tea/new")
    gone = old.replace(' "Now"', "")
    merged = merge(gone, translation, old)
    assert merged.splitlines()[3] == translation.splitlines()[3]
    assert merged.splitlines()[2].startswith(f'- {{{{% status "{there}" "tea/api" %}}}}')


def test_words_of_a_shortcode_that_goes_are_named() -> None:
    new = HUGO.replace('{{% alert title="Note" color="info" %}}', "> [!NOTE]")
    new = new.replace("\n\nPour it slowly.\n\n{{% /alert %}}", "\n> Pour it slowly.")
    notes = merge_all(HUGO, new, HUGO_THERE).notes
    assert [note.message for note in notes] == ["taken out: Hinweis"]


def test_a_new_shortcode_is_marked_where_it_says_something() -> None:
    words = '{{% alert title="New" %}}'
    plain = '{{< youtube w7Ft_2y >}}\n\n{{< gist "s4m" "a1b2" >}}\n\n{{< ref "a/b.md" >}}'
    new = HUGO.replace("End.", f"{words}\n\n{plain}\n\nEnd.")
    expected = f"<!-- sync:untranslated -->\n\n{words}\n\n{plain}\n\nEnde."
    assert merge(new, HUGO_THERE, HUGO) == HUGO_THERE.replace("Ende.", expected)


def test_words_in_braces_are_a_translators_where_they_are_others() -> None:
    old = "<Icons labels={{ copied: 'Copied!' }} size={2} />"
    there = old.replace("Copied", "Kopiert")
    assert carry_attributes(old, old.replace("2", "3"), there) == (there.replace("2", "3"), None)
    assert carry_attributes(old, old.replace("Copied", "Done"), there) == (there, Mark.FUZZY)
    assert carry_attributes(old, old.replace("2", "3"), old) is None
    deep = "<Note\n  labels={{\n    on: 'on {{date}}',\n    of: { it: 'it' },\n  }}\n/>"
    translated = deep.replace("'it'", "'das'")
    new = deep.replace("on {{date}}", "at {{date}}")
    assert carry_attributes(deep, new, translated) == (translated, Mark.FUZZY)
    page = "# Tea\n\n{}\n\nEnd.\n".format
    notes = merge_all(page(old), page(""), page(there).replace("End", "Ende")).notes
    assert [note.message for note in notes] == ["taken out: {{ copied: 'Kopiert!' }}"]


def list_cards(*names: str) -> str:
    cards = "".join(
        f'  <Card title="{name}" to="/{name}" text="All of {name}" />\n' for name in names
    )
    return f"<Grid>\n{cards}</Grid>\n"


def test_cards_of_a_grid_that_is_another_here_are_known_by_where_they_lead() -> None:
    old, new = list_cards("tea", "pot", "cup"), list_cards("milk", "tea", "cup", "pot")
    there = (
        list_cards("tea", "cup").replace("All of", "Alles über").replace('title="', 'title="Mein ')
    )
    carried = carry_attributes(old, new, there)
    assert carried is not None
    assert carried.mark is Mark.UNTRANSLATED
    lines = carried.text.splitlines()
    assert lines[2:4] == there.splitlines()[1:3]
    assert [lines[1], lines[4]] == [new.splitlines()[1], new.splitlines()[4]]


def test_a_card_that_leads_where_another_one_does_is_nobodys() -> None:
    old = list_cards("tea", "tea", "pot")
    there = list_cards("tea", "pot").replace("All of", "Alles über")
    carried = carry_attributes(old, old, there)
    assert carried is not None
    assert carried.text.count("Alles über pot") == 1
    assert carried.text.count("All of tea") == 2


@pytest.mark.parametrize("value", ['"OpenAPI/Swagger of it"', '"and/or"', '"Note:"'])
def test_words_with_strokes_are_no_address(value: str) -> None:
    assert not list_attributes(f"<A title={value} />")[0].leads


LIQUID = """# Tea

{% tab title="Kinds" %}

Pour it.

{% endtab %}

End.
"""
LIQUID_THERE = (
    LIQUID.replace("Kinds", "Sorten").replace("Pour it", "Gießen").replace("End.", "Ende.")
)


def test_words_of_a_tag_of_liquid_stay_where_all_else_changed() -> None:
    new = LIQUID.replace('"Kinds"', '"Kinds" icon="pot"')
    assert merge(new, LIQUID_THERE, LIQUID) == LIQUID_THERE.replace(
        '"Sorten"', '"Sorten" icon="pot"'
    )


def test_a_new_tag_of_liquid_is_marked_where_it_says_something() -> None:
    words = '{% include note.html content="Hot tea burns." %}'
    plain = '{% include chart.html id="tea" %}'
    new = LIQUID.replace("End.", f"{words}\n\n{plain}\n\nEnd.")
    expected = f"<!-- sync:untranslated -->\n\n{words}\n\n{plain}\n\nEnde."
    assert merge(new, LIQUID_THERE, LIQUID) == LIQUID_THERE.replace("Ende.", expected)
