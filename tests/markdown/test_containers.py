"""Tables in containers that indent by four; elsewhere such text is code."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.align.document_tables import find_fenced_tables
from sync.markdown.containers import Container
from sync.markdown.dialect import MARKDOWN, Dialect, find_dialect
from sync.markdown.document import BlockKind, Markdown, read_markdown
from sync.units.reading import list_units

TABLE = "| Tool | Use |\n| --- | --- |\n| Awl | Holes |\n"
ROWS = (("Tool", "Use"), ("Awl", "Holes"))
MDX = Dialect(is_mdx=True)
ALL = Dialect(containers=tuple(Container))
NONE = Dialect(containers=())


def indent(text: str, by: int = 4) -> str:
    return textwrap.indent(text, " " * by)


def places(document: Markdown) -> list[tuple[int, int]]:
    """Return where tables begin, by line and column."""
    return [(table.header.line, table.header.offset) for table in document.tables]


def check(text: str, dialect: Dialect, *expected: tuple[int, int]) -> Markdown:
    document = read_markdown(text, dialect)
    assert "".join(document.lines) == text
    assert places(document) == list(expected)
    for table in document.tables:
        assert table.sound
        assert table.content == ROWS
    starts = [block.start for block in document.blocks]
    assert starts == sorted(starts)
    found = [block.table for block in document.blocks if block.table is not None]
    assert found == list(range(len(document.tables)))
    return document


OPENERS = [
    "!!! note",
    '!!! danger "Mind | this"',
    "!!! note inline end",
    "!!!tip",
    "??? question",
    '???+ info "Open"',
    '??? "Only a title"',
    '=== "Linux"',
    '===+ "Linux"',
    '===! "Linux"',
    '=== "a `|` b"',
]


@pytest.mark.parametrize("opener", OPENERS)
@pytest.mark.parametrize("blank", ["", "\n", "\n\n"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("dialect", [MARKDOWN, ALL])
def test_a_table_below_an_opener(opener: str, blank: str, newline: str, dialect: Dialect) -> None:
    text = f"# A\n\n{opener}\n{blank}{indent(TABLE)}\nafter\n".replace("\n", newline)
    document = check(text, dialect, (3 + len(blank), 4))
    kinds = [(block.kind, block.containers[:1]) for block in document.blocks]
    assert kinds[1] == (BlockKind.PARAGRAPH, ())
    assert kinds[2][0] is BlockKind.TABLE
    assert kinds[2][1] in {("admonition",), ("tab",)}
    assert kinds[3] == (BlockKind.PARAGRAPH, ())


@pytest.mark.parametrize(
    "text",
    [
        f"# A\n\n{indent(TABLE)}",
        f"words\n\n{indent(TABLE)}",
        f"!!! note\n\nwords\n\n{indent(TABLE)}",
        f"```\n!!! note\n\n{indent(TABLE)}```\n",
        f"    !!! note\n\n{indent(TABLE, 8)}",
        f"<!--\n!!! note\n\n{indent(TABLE)}-->\n",
        f"Wow!!! note\n\n{indent(TABLE)}",
        f"=== no quotes\n\n{indent(TABLE)}",
        f"!!! note\n\n{indent(TABLE, 3)}".replace("   |", "|"),
        f"use <Name> here\n\n{indent(TABLE)}",
        f"<div>\n\n{indent(TABLE)}\n</div>\n",
        f"<Tab />\n\n{indent(TABLE)}",
        f"<Tab>\n\nwords\n\n</Tab>\n\n{indent(TABLE)}",
        "> !!! note\n>\n>     | a |\n>     |---|\n",
    ],
)
def test_elsewhere_it_is_code(text: str) -> None:
    before = read_markdown(text, NONE)
    for dialect in (MARKDOWN, ALL):
        document = read_markdown(text, dialect)
        assert document.tables == before.tables
        assert [b.identity for b in document.blocks] == [b.identity for b in before.blocks]


def test_it_is_the_same_without_a_table() -> None:
    """So that a table that comes or goes changes nothing around it."""
    text = "!!! note\n    words\n\n    ## more\n"
    kinds = [block.kind for block in read_markdown(text, NONE).blocks]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.CODE]
    before = [block.wording for block in read_markdown(text).blocks]
    after = [block.wording for block in read_markdown(f"{text}\n{indent(TABLE)}").blocks]
    assert [kind for kind, *_ in before] == [
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
    ]
    assert after[:-1] == before


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((), []),
        ((Container.TAB,), [(6, 4)]),
        ((Container.ADMONITION,), [(2, 4)]),
    ],
)
def test_only_the_kinds_that_are_named_count(
    kinds: tuple[Container, ...], expected: list[tuple[int, int]]
) -> None:
    text = f'!!! note\n\n{indent(TABLE)}=== "A"\n{indent(TABLE)}'
    assert places(read_markdown(text, Dialect(containers=kinds))) == expected
    check(text, MARKDOWN, (2, 4), (6, 4))


def test_containers_in_containers() -> None:
    inner = f'=== "A"\n\n{indent(TABLE)}\n=== "B"\n{indent("??? tip" + chr(10) + indent(TABLE))}'
    text = f"!!! note\n    words\n\n{indent(inner)}lazy\n\n{TABLE}"
    document = check(text, MARKDOWN, (5, 8), (11, 12), (16, 0))
    assert document.blocks[-3].containers == ("admonition", "tab", "admonition")
    assert [block.content for block in document.blocks if block.start == 14] == ["lazy"]


def test_an_admonition_in_a_list_and_a_list_in_an_admonition() -> None:
    text = f"1.  one\n\n    !!! note\n\n{indent(TABLE, 8)}\n2.  two\n"
    document = check(text, MARKDOWN, (4, 8))
    assert document.blocks[2].containers == ("numbers", "item", "admonition")
    text = f"!!! note\n\n    - one\n\n{indent(TABLE, 6)}\n    - two\n"
    document = check(text, MARKDOWN, (4, 6))
    assert document.blocks[2].containers == ("admonition", "bullets", "item")


def test_what_a_container_holds_is_read_as_a_text() -> None:
    inside = f"---\n\n```\n{TABLE}```\n\n## H\n\n{TABLE}\n    code | x\n"
    document = check(f"!!! note\n\n{indent(inside)}\nend\n", MARKDOWN, (12, 4))
    kinds = [block.kind.value for block in document.blocks]
    assert kinds == ["paragraph", "rule", "fence", "heading", "table", "code", "paragraph"]
    assert document.tables[0].headings == (3,)


def test_tabs_for_spaces() -> None:
    text = "!!! note\n\n" + textwrap.indent(TABLE, "\t")
    check(text, MARKDOWN, (2, 1))


ELEMENTS = [
    ('<Tabs>\n  <TabItem value="a">\n\n', "\n  </TabItem>\n</Tabs>\n"),
    ("<Note>\n\n", "\n</Note>\n"),
    ("<Card.Body>\n\n", "\n</Card.Body>\n"),
]


@pytest.mark.parametrize(("before", "after"), ELEMENTS)
@pytest.mark.parametrize("dialect", [MARKDOWN, ALL, MDX])
def test_children_of_elements(before: str, after: str, dialect: Dialect) -> None:
    text = f"{before}{indent(TABLE)}{after}\n"
    check(text, dialect, (before.count("\n"), 4))
    assert places(read_markdown(text, NONE)) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"<Tabs items={{['a', 'b']}}>\n{indent(TABLE)}</Tabs>\n", (1, 4)),
        (f"<TabItem value='a'>\n{TABLE}</TabItem>\n", (1, 0)),
        (f"<Box\n  on={{(a) => b(a)}}\n>\n\n{indent(TABLE, 6)}\n</Box>\n", (4, 6)),
        (f"words\n\n{indent(TABLE)}", (2, 4)),
        (f"<Tabs>\n    <Tab>\n{indent(TABLE, 8)}    </Tab>\n</Tabs>\n", (2, 8)),
        (f"- item\n\n{indent(TABLE, 8)}", (2, 8)),
        (f"<A>\n\n    <B>\n\n{indent(TABLE, 8)}\n    </B>\n</A>\n", (4, 8)),
    ],
)
def test_mdx_has_no_indented_code(text: str, place: tuple[int, int]) -> None:
    check(text, MDX, place)


@pytest.mark.parametrize("text", [f"```\n{indent(TABLE)}```\n", f"<!-- \n{indent(TABLE)} -->\n"])
def test_what_is_no_content_in_mdx_either(text: str) -> None:
    assert places(read_markdown(text, MDX)) == []


def test_nesting_without_end_is_left_alone() -> None:
    text = "".join(f"{' ' * 4 * level}!!! note\n\n" for level in range(200))
    assert read_markdown(text + indent(TABLE, 800)).blocks
    assert read_markdown(text + indent(TABLE, 800), MDX).blocks


@pytest.mark.parametrize(
    ("text", "dialect", "expected"),
    [
        ("    a\n:::note\n    b\n", MARKDOWN, [(0, 1), (1, 2), (2, 3)]),
        ("    a\n\n:::note\n\n    b\n\n    c\n", MARKDOWN, [(0, 1), (2, 3), (4, 7)]),
        (
            "    a\n{% tab %}\n    b\n:::\n    c\n",
            MARKDOWN,
            [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)],
        ),
        ("    ```\n<Tabs>\n    !!! tip", MDX, [(0, 1), (1, 2), (2, 3)]),
        ("!!! note\n    a\n:::note\n    b\n", ALL, [(0, 1), (1, 2), (2, 3), (3, 4)]),
        ("- a\n  ```\n:::note\n    b\n", MARKDOWN, [(0, 1), (1, 2), (2, 4)]),
        ("<Tabs>\n```\n\n<Tab>x</Tab>\n```\n</Tabs>\n", MDX, [(0, 1), (1, 5), (5, 6)]),
        ("<Tabs>\n```\n\n<Tabs>\n!!! note", MDX, [(0, 1), (1, 5)]),
        ("    a\n\n    b\n", MARKDOWN, [(0, 3)]),
        ("```\n:::note\n    b\n```\n", MARKDOWN, [(0, 4)]),
    ],
)
def test_no_code_goes_on_around_what_was_taken_out_of_it(
    text: str, dialect: Dialect, expected: list[tuple[int, int]]
) -> None:
    blocks = read_markdown(text, dialect).blocks
    assert [(block.start, block.end) for block in blocks] == expected


PIECES = st.sampled_from(
    [
        *("!!! note", '=== "A"', "    !!! tip", "<Tabs>", "</Tabs>", "    <B>", "        ???+ x"),
        *("<Foo a={1}>", "</Foo>", "  <Tab>x</Tab>"),
        *("", "words", "    words", "    | a |", "    |---|", "        | a |", "        |---|"),
        *(":::note", ":::", "{% tab %}", "{{< /tab >}}", "        words"),
        *("- item", "| a |", "|---|", "```", "    ```", "> q", "---", "\t| a |", "\t|---|", "# h"),
    ]
)


@given(
    st.lists(PIECES, max_size=16),
    st.sampled_from([MARKDOWN, ALL, MDX, NONE]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_any_text_keeps_its_lines(lines: list[str], dialect: Dialect, newline: str) -> None:
    text = newline.join(lines)
    document = read_markdown(text, dialect)
    assert "".join(document.lines) == text
    spans = [(block.start, block.end) for block in document.blocks]
    assert spans == sorted(spans)
    assert all(start < end <= len(document.lines) for start, end in spans)
    assert all(before.end <= after.start for before, after in pairwise(document.blocks))
    for block in document.blocks:
        if block.table is not None:
            table = document.tables[block.table]
            assert (table.start, table.end) == (block.start, block.end)
            rows = (table.header, table.delimiter, *table.rows)
            assert all(not row.raw[: row.offset].strip(" \t>-") for row in rows)


@given(st.lists(PIECES, max_size=12))
def test_without_containers_nothing_changes(lines: list[str]) -> None:
    """Not even where the configuration could open some: the text has none."""
    text = "\n".join(line for line in lines if line[:1] not in set("!=<") and "tip" not in line)
    text = text.replace("<B>", "").replace("???+ x", "")
    plain, read = read_markdown(text, NONE), read_markdown(text, ALL)
    assert plain.blocks == read.blocks
    assert plain.tables == read.tables


def test_a_fenced_table_in_a_container_is_found_where_it_stands() -> None:
    text = f"!!! note\n\n    ```\n{indent(TABLE)}    ```\n\n{indent(TABLE)}"
    assert find_fenced_tables(read_markdown(text)) == {2: 4}


@pytest.mark.parametrize("mark", ["{/* sync:untranslated */}", "<!-- sync:fuzzy -->"])
@pytest.mark.parametrize(
    "lines",
    [
        ['<Tabs slot="a">', '\t<Tab label="One">Oolong</Tab>', '\t<Tab label="Two">Sencha</Tab>*'],
        [
            "<Tea>",
            '\t<Link href="/a/">Cups</Link>*',
            '\t<Link href="/b/">',
            "\t\tPots",
            "\t</Link>",
        ],
        ["<Steps>", "", "\tWarm it.*", "", "</Steps>"],
    ],
)
def test_a_mark_behind_a_line_says_nothing_of_what_it_is(lines: list[str], mark: str) -> None:
    plain = "\n".join(lines).replace("*", "") + "\n"
    marked = "\n".join(lines).replace("*", f" {mark}") + "\n"
    dialect = find_dialect("tea.mdx")
    before, after = (
        [(block.start, block.end, block.kind, block.containers) for block in each.blocks]
        for each in (read_markdown(plain, dialect), read_markdown(marked, dialect))
    )
    assert after == before


@pytest.mark.parametrize(
    "inner", ['\t\thref="/tea"', "    Pour it.", "    Pour it.\n\n    Sip it."]
)
def test_rules_around_indented_content_are_no_front_matter_in_mdx(inner: str) -> None:
    document = read_markdown(f"---\n{inner}\n---\n\nTea\n", find_dialect("a.mdx"))
    kinds = [block.kind for block in document.blocks]
    assert BlockKind.FRONT_MATTER not in kinds
    assert kinds.count(BlockKind.RULE) == 2
    assert list_units(document).units[-1].text == "Tea"


def test_front_matter_stays_what_it_is_beside_indented_content() -> None:
    text = "---\ntitle: Tea\n---\n\n    Pour it.\n"
    kinds = [block.kind for block in read_markdown(text, find_dialect("a.mdx")).blocks]
    assert kinds == [BlockKind.FRONT_MATTER, BlockKind.PARAGRAPH]
