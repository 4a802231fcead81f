"""Lines of JSX directly below a table of MDX are lines of the page, and no rows."""

from __future__ import annotations

import pytest

from sync.markdown.dialect import find_dialect
from sync.markdown.document import Markdown, read_markdown
from sync.merge.document import merge_document
from sync.units.marking import leaves_tag_open
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
    assert merged == there.replace("<Grid>", "{/* sync:fuzzy */}\n\n<Grid>")
    started = merge("End.\n", old.replace("# Tea\n\n", ""), "Ende.\n")
    assert started.startswith("{/* sync:untranslated */}\n\n<Grid>\n")


@pytest.mark.parametrize("attribute", ['name="Ann"', "said={`x > y`}", "name='Ann'"])
def test_changed_attributes_keep_the_translations_with_a_mark_above(attribute: str) -> None:
    source = TAGS.replace('name="Rachel"', attribute)
    translation = TAGS.replace("The pot was warm.", "Die Kanne war warm.")
    translation = translation.replace('"Rachel"', '"Rahel"')
    merged = merge(TAGS, source, translation)

    assert '  {/* sync:fuzzy */}\n  <Quote\n    name="Rahel"\n' in merged
    assert "    Die Kanne war warm.\n" in merged


@pytest.mark.parametrize(
    ("lines", "is_open"),
    [
        (("<Quote", '  name="a"'), True),
        (("<Quote", "  said={a > b}"), True),
        (("<Quote", "  name='a > b'"), True),
        (("<Quote", '  name="a">'), False),
        (("<Quote name='a'>", "words"), False),
        (("<https://tea.example>",), False),
        (("< 3 cups",), False),
        (("Words <b", "c"), False),
    ],
)
def test_a_tag_is_open_until_it_is_closed(lines: tuple[str, ...], *, is_open: bool) -> None:
    assert leaves_tag_open(lines) is is_open
