"""Lines that a site generator reads are blocks of their own, whatever text they touch."""

from __future__ import annotations

import pytest

from sync.markdown.document import read_markdown
from tests.markdown.judging import judge

OPENERS = (
    ":::note",
    "::: tip Read this",
    ":::{note}",
    ":::note[Read this]{.wide}",
    "::card",
    "/// note | Read this",
    '{% tab title="Tea" %}',
    "{%- if page.tea -%}",
    "{{< tab >}}",
    '{{% notice "Tea" %}}',
    "(tea)=",
    '--8<-- "tea.md"',
)
CLOSERS = (":::", "::::", "::", "///", "{% endtab %}", "{{< /tab >}}", "{: .wide }", "{ .wide }")


def read(text: str) -> list[str]:
    """Return the lines of each block, as one."""
    document = read_markdown(text)
    return ["".join(document.lines[each.start : each.end]) for each in document.blocks]


@pytest.mark.parametrize("line", OPENERS)
def test_what_opens_something_is_none_of_the_text_below(line: str) -> None:
    assert read(f"{line}\nOne\ntwo.\n") == [f"{line}\n", "One\ntwo.\n"]


@pytest.mark.parametrize("line", CLOSERS)
def test_what_closes_something_is_none_of_the_text_above(line: str) -> None:
    assert read(f"One\ntwo.\n{line}\n") == ["One\ntwo.\n", f"{line}\n"]


@pytest.mark.parametrize("line", CLOSERS)
def test_nor_of_an_item(line: str) -> None:
    text = f"- One\n- two\n{line}\nThree\n"
    assert read(text) == ["- One\n", "- two\n", f"{line}\n", "Three\n"]
    assert [block.containers[:1] for block in read_markdown(text).blocks][2:] == [(), ()]
    held = f"1. One\n   {line}\n   two\n"
    assert read(held) == ["1. One\n", f"   {line}\n", "   two\n"]
    assert {block.containers for block in read_markdown(held).blocks} == {("numbers", "item")}


@pytest.mark.parametrize(
    "text",
    [
        "One\n{{ page.title }}\ntwo\n",
        "One :::\ntwo ::: three\n",
        "See {% link tea.md %} and\n{% link cup.md %} too\n",
        "{{% alert %}} Mind\nthe cup.\n{{% /alert %}}\n",
        "{% hint %}\nMind the\ncup. {% endhint %}\n",
        "https://example.com\n// no comment\n",
        "Time: 10::20\n:tea: and :cup:\n",
        "One (tea)=\n(tea)\n",
        "> :::note\n> One\n> :::\n",
        "| a |\n| - |\n| b |\n{% endif %}\n",
        "```\n:::note\nOne\n```\n",
        "<div>\n{% if tea %}\nOne\n</div>\n",
        "Title\n:::\n===\n",
    ],
)
def test_elsewhere_they_part_nothing(text: str) -> None:
    document = read_markdown(text)
    assert (document.tables, document.blocks) == judge(text)
    assert len(document.blocks) == 1


def test_options_belong_to_the_line_above() -> None:
    options = ":::{figure} cup.png\n:name: cup\n:alt: A cup\n"
    assert read(f"{options}One.\n:::\n") == [options, "One.\n", ":::\n"]
    in_yaml = "/// note\n    open: true\n"
    assert read(f"{in_yaml}One.\n///\n") == [in_yaml, "One.\n", "///\n"]
    assert read(":::note\n:tea: One.\n") == [":::note\n", ":tea: One.\n"]


def test_a_mark_of_older_versions_keeps_its_text() -> None:
    text = "One.\n::: <!-- sync:fuzzy -->\n"
    assert read(text) == [text]
