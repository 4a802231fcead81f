"""Tags, expressions and modules of MDX are one block each, up to where JavaScript ends them."""

from __future__ import annotations

import pytest

from sync.markdown.dialect import find_dialect
from sync.markdown.document import read_markdown
from sync.markdown.jsx import is_code, is_tag, leaves_tag_open
from sync.units.reading import list_units
from sync.units.values import UnitKind


def list_texts(text: str, path: str = "tea.mdx") -> list[str]:
    return [unit.text for unit in list_units(read_markdown(text, find_dialect(path))).units]


WHOLES = [
    '<Pot\n  name="Tea > milk"\n/>',
    "<Pot\n  brew={() => ({ a: '}' })}\n>",
    "<Pot teas={[\n  ['green'],\n\n  ['black'],\n]} />",
    "<Pot teas={[\n\n'green']}\n\n/>",
    '<Pot note="Warm\n\nit." />',
    "<Pot code={`\n~~~sh\npour\n\n`} />",
    "<style>{`\np {\n\n}\n`}</style>",
    "{teas.map((tea) => (\n  <Tea {...tea} />\n\n))}",
    "{`pour ${hot ? `\n\nwater` : '`'}\n# }`}",
    "{/* The pot {\n\nis empty. */}",
    "{a /* } */ && '}' // }\n\n}",
    "export const teas = [\n  'green',\n\n  'black',\n];",
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("whole", WHOLES)
def test_javascript_ends_a_block(whole: str, newline: str) -> None:
    text = f"# Tea\n\n{whole}\n\nEnd of it.\n".replace("\n", newline)
    assert list_texts(text) == ["Tea", whole, "End of it."]
    kind = list_units(read_markdown(text, find_dialect("tea.mdx"))).units[1].kind
    assert kind is (UnitKind.CODE if whole[:2] in ("ex", "{`") else UnitKind.HTML)


@pytest.mark.parametrize("whole", WHOLES[:-1])
def test_it_may_stand_between_texts_in_elements_and_in_items(whole: str) -> None:
    indented = "   " + whole.replace("\n", "\n   ").replace("   \n", "\n")
    assert list_texts(f"Above.\n{whole}\nBelow.\n") == ["Above.", whole, "Below."]
    assert list_texts(f"<Tea>\n{whole}\n</Tea>\n") == ["<Tea>", whole, "</Tea>"]
    item, inner, other = list_units(
        read_markdown(f"1. One\n{indented}\n2. Two\n", find_dialect("tea.mdx"))
    ).units
    assert (item.text, inner.text, other.text) == ("One", whole, "Two")
    assert inner.containers == item.containers == other.containers


@pytest.mark.parametrize(
    "text",
    [
        "{name\n} is the tea.",
        "<b\nclass='a'>The tea</b>",
        "<https://tea.example>\nand more",
        "{name",
        "Tea is {a\n}",
        "```jsx\n<Pot\n  a={`\n\n`}\n/>\n```",
    ],
)
def test_a_text_with_a_tag_or_an_expression_stays_a_text(text: str) -> None:
    assert list_texts(f"{text}\n\nEnd.\n") == [text, "End."]


@pytest.mark.parametrize("text", ["<Pot teas={[\n\n'green'\n]} />", "{`\n\nTea`}"])
def test_markdown_has_no_expressions(text: str) -> None:
    first, rest = text.split("\n\n")
    assert list_texts(f"{text}\n", "tea.md") == [first, rest]


def test_what_does_not_end_leaves_all_behind_it_as_it_is() -> None:
    assert list_texts("{a\n\n<Pot\n/>\n\nEnd.\n") == ["{a", "<Pot\n/>", "End."]


def test_a_fence_in_a_template_does_not_reach_beyond_it() -> None:
    code = "<Pot code={`\n~~~sh\n`} />"
    fence = "~~~jsx\n<Pot\n/>\n~~~"
    assert list_texts(f"{code}\n\n{fence}\n\n{code}\n") == [code, fence, code]


def test_a_fence_directly_below_a_tag_shows_what_it_holds() -> None:
    fence = "```jsx\n<Pot\n  name='a'\n/>\n<Tea>\n```"
    assert list_texts(f"<Tea>\n{fence}\n</Tea>\n") == ["<Tea>", fence, "</Tea>"]


def test_a_tag_in_an_item_directly_below_a_tag_is_in_the_item() -> None:
    text = "<Steps>\n1. One\n   <Pot />\n   <Pot\n   />\n2. Two\n</Steps>\n"
    units = list_units(read_markdown(text, find_dialect("tea.mdx"))).units
    assert [len(unit.containers) for unit in units] == [0, 2, 2, 2, 2, 0]


def test_each_tag_is_a_block() -> None:
    tags = ["<Grid>", '<Card title="Tea" />', "<Card\n/>", "<Card />{' '}", "</Grid>"]
    assert list_texts("\n".join(tags)) == tags
    assert list_texts("<b>Tea</b>\n<i>and</i>\nmilk\n") == ["<b>Tea</b>\n<i>and</i>\nmilk"]


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("<Tea />", True),
        ("  </Tea> <Milk>", True),
        ("</>", True),
        ('<Tea is={(a) => a > "<"} />{" "}', True),
        ("<Tea>green</Tea>", False),
        ("<https://tea.example>", False),
        ("{tea}", False),
        ("<Tea", False),
        ("<Tea a={ />", False),
    ],
)
def test_a_line_of_tags(line: str, *, is_one: bool) -> None:
    assert is_tag(line) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("{`npm i`}", True),
        ("import a from 'b'", True),
        ("{`npm i`} installs `it`}", False),
        ("{name}", False),
        ("Important", False),
    ],
)
def test_modules_and_templates_are_code(text: str, *, is_one: bool) -> None:
    assert is_code(text) is is_one


@pytest.mark.parametrize(
    ("lines", "is_open"),
    [
        (("<Quote", '  name="a"'), True),
        (("<Quote", "  said={a > b}"), True),
        (("<Quote", "  said={["), True),
        (("<Quote", "  name='a > b'"), True),
        (("<Quote", '  name="a > b'), True),
        (("<Quote", '  name="a">'), False),
        (("<Quote name='a'>", "words"), False),
        (("<https://tea.example>",), False),
        (("< 3 cups",), False),
        (("Words <b", "c"), False),
    ],
)
def test_a_tag_is_open_until_it_is_closed(lines: tuple[str, ...], *, is_open: bool) -> None:
    assert leaves_tag_open(lines) is is_open
