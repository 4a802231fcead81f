"""Lines of JSX directly below a table of MDX are lines of the page, and no rows."""

from __future__ import annotations

import pytest

from sync.markdown.dialect import find_dialect
from sync.markdown.document import Markdown, read_markdown
from sync.merge.document import merge_document
from sync.units.reading import list_units
from sync.units.values import UnitKind
from tests.cases import make_case
from tests.merge.merging import PLAIN, SPACE

BASE = """\
| Tea | Taste |
| --- | --- |
| Green | Fresh |
{line}

End.
"""
TRANSLATION = """\
| Tee | Geschmack |
| --- | --- |
| Grün | Frisch |
{line}

Ende.
"""
RESULT = """\
| Tee | Geschmack |
| --- | --- |
| Grün | Frisch |
| {{/* sync:untranslated */}} Black | {{/* sync:untranslated */}} Malty |
{line}

Ende.
"""


def read(text: str) -> Markdown:
    return read_markdown(text, find_dialect("tea.mdx"))


@pytest.mark.parametrize("line", ["</>", '{" "}', "{/* the end */}", "</Tabs>"])
def test_a_line_of_jsx_stays_a_line(line: str) -> None:
    base, translation = BASE.format(line=line), TRANSLATION.format(line=line)
    source = base.replace("| Fresh |", "| Fresh |\n| Black | Malty |")
    case = make_case(read(source), read(translation), SPACE, base=read(base))
    merged = merge_document(case, PLAIN)

    assert merged.refusal is None
    assert merged.text == RESULT.format(line=line)
    assert sum(table.extra for table in merged.tables) == 0


def test_a_row_in_braces_is_a_row() -> None:
    base, translation = (
        BASE.format(line="| {name} | Any |"),
        TRANSLATION.format(line="| {name} | Alle |"),
    )
    source = base.replace("| Any |", "| Every one |")
    case = make_case(read(source), read(translation), SPACE, base=read(base))

    assert "| {name} | {/* sync:fuzzy */} Alle |" in merge_document(case, PLAIN).text


MODULE = """\
# Tea

import Cup from '../cup';
import Pot from '../pot';

Words.
"""


def merge(base: str, source: str, translation: str) -> str:
    case = make_case(read(source), read(translation), SPACE, base=read(base), is_whole=True)
    merged = merge_document(case, PLAIN)
    assert merged.refusal is None, merged.refusal
    there, known = read(merged.text), read(source)
    again = make_case(known, there, SPACE, base=known, is_whole=True)
    assert merge_document(again, PLAIN).text == merged.text
    return merged.text


def test_a_mark_above_what_a_page_imports_leaves_it_a_block() -> None:
    source = MODULE.replace("'../pot';", "'~/pot';\nimport Jug from '~/jug';")
    translation = MODULE.replace("'../pot'", "'@/pot'").replace("Words.", "Worte.")
    merged = merge(MODULE, source, translation)

    assert "{/* sync:fuzzy */}\n\nimport Cup from '../cup';\n" in merged
    assert "import Jug from '~/jug';\n\nWorte.\n" in merged
    assert [unit.kind for unit in list_units(read(merged)).units if unit.mark] == [UnitKind.CODE]


def test_what_a_page_imports_follows_without_a_mark_where_it_was_the_sources() -> None:
    source = MODULE.replace("'../pot'", "'~/pot'")
    assert merge(MODULE, source, MODULE.replace("Words.", "Worte.")) == source.replace(
        "Words.", "Worte."
    )


TAGS = """\
# Tea

<Grid title="What people say">
  <Quote
    name="Rachel"
    said={"a > b"}
  >
    The pot was warm.
  </Quote>
</Grid>
"""


def test_no_mark_stands_among_the_attributes_of_a_tag() -> None:
    merged = merge("# Tea\n\nEnd.\n", TAGS + "\nEnd.\n", "# Tee\n\nEnde.\n")
    grid = merged[merged.index("<Grid") : merged.index("</Grid>")].splitlines()

    assert "  {/* sync:untranslated */}" in grid
    assert grid[grid.index("  <Quote") - 1] == "  {/* sync:untranslated */}"
    assert [line for line in grid if "sync:" in line and "=" in line] == []
    assert "    The pot was warm. {/* sync:untranslated */}" in grid


def test_a_mark_above_a_component_leaves_it_one() -> None:
    old = '# Tea\n\n<Grid>\n  <Card title="Pots" />\n</Grid>\n\nEnd.\n'
    there = old.replace("Pots", "Kannen").replace("End", "Ende")
    merged = merge(old, old.replace("Pots", "Red pots"), there)
    assert merged == there.replace("  <Card", "  {/* sync:fuzzy */}\n  <Card")
    started = merge("End.\n", old.replace("# Tea\n\n", ""), "Ende.\n")
    assert started.startswith("<Grid>\n  {/* sync:untranslated */}\n  <Card")


@pytest.mark.parametrize("attribute", ['name="Ann"', "said={`x > y`}", "name='Ann'"])
def test_changed_attributes_keep_the_translations_with_a_mark_above(attribute: str) -> None:
    source = TAGS.replace('name="Rachel"', attribute)
    translation = TAGS.replace("The pot was warm.", "Die Kanne war warm.")
    translation = translation.replace('"Rachel"', '"Rahel"')
    merged = merge(TAGS, source, translation)

    assert '  {/* sync:fuzzy */}\n  <Quote\n    name="Rahel"\n' in merged
    assert "    Die Kanne war warm.\n" in merged


SCRIPT = """\
# Tea

<Code lang="js">
{`function brew() {
  const pot = open();

  // pour the milk
  return pot.fill(1);
}

brew();`}
</Code>

<Table rows={[
  ['Green', 'Fresh'],

  ['Black', 'Malty'],
]} />

End.
"""
TRANSLATED_SCRIPT = (
    SCRIPT.replace("pour the milk", "Milch dazu").replace("Fresh", "Frisch").replace("End", "Ende")
)


def test_no_mark_stands_in_an_expression() -> None:
    source = SCRIPT.replace("open()", "open('pot')").replace("Malty", "Very malty")
    merged = merge(SCRIPT, source, TRANSLATED_SCRIPT)

    expected = TRANSLATED_SCRIPT.replace("open()", "open('pot')")
    assert merged == expected.replace("<Table", "{/* sync:fuzzy */}\n<Table")


def test_a_template_is_marked_above_where_its_comments_wait() -> None:
    source = SCRIPT.replace("  // pour the milk\n", "  // warm the pot\n  // pour it\n")
    merged = merge(SCRIPT, source, TRANSLATED_SCRIPT)

    assert '<Code lang="js">\n{/* sync:fuzzy */}\n\n{`function brew() {\n' in merged
    assert merged.count("sync:") == 1


def test_the_blanks_in_a_template_stay() -> None:
    old = '# Tea\n\n<Tea>\n  <Code title="Tea" code={`\npour\n    it\n  `} />\n</Tea>\n\nEnd.\n'
    there = old.replace('"Tea"', '"Tee"').replace("End", "Ende")
    merged = merge(old, old.replace("pour", "brew"), there)

    assert '  <Code title="Tee" code={`\nbrew\n    it\n  `} />\n' in merged


LONG = '\t<Card\n\t\thref="/{}"\n\t\ttitle="{}"\n\t/>\n'
SHORT = '\t<Card href="/{}" title="{}" />\n'


def write_cards(card: str, *names: str) -> str:
    cards = "".join(card.format(name[0], name) for name in names)
    return f"# Tea\n\n<Grid>\n{cards}</Grid>\n\nEnd.\n"


@pytest.mark.parametrize("card", [LONG, SHORT])
def test_each_tag_is_merged_for_itself(card: str) -> None:
    more = [f"{letter} more" for letter in "uvwyz"]
    old = write_cards(card, "a green one", "b black one")
    source = write_cards(card, "x new", "a green one", "b black one", *more)
    merged = merge(old, source, write_cards(card, "a grüner", "b schwarzer"))

    marked = merged.replace("\t{/* sync:untranslated */}\n", "")
    assert marked == write_cards(card, "x new", "a grüner", "b schwarzer", *more)
    assert merged.count("{/* sync:untranslated */}\n\t<Card") == 6
