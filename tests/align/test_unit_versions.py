"""Which unit of an old version became which of the new one."""

from __future__ import annotations

import pytest

from sync.align.unit_versions import pair_unit_versions
from sync.markdown.document import read_markdown
from sync.units.reading import list_units


def pair(before: str, after: str) -> tuple[dict[str, str], list[str]]:
    """Return what became of units, old to new, and those that moved, by their first lines."""
    documents = read_markdown(before), read_markdown(after)
    versions = pair_unit_versions(*documents, (), ())
    old, new = (list_units(document).units for document in documents)
    became = {old[i].text: new[j].text for j, i in versions.old.items()}
    return became, sorted(new[j].text for j in versions.moved)


@pytest.mark.parametrize(
    ("before", "after", "became", "moved"),
    [
        ("one two\n\nthree\n", "one two\n\nthree\n", {"one two": "one two", "three": "three"}, []),
        ("one\n\ntwo\n", "two\n", {"two": "two"}, []),
        ("one\n", "new words\n\none\n", {"one": "one"}, []),
        ("a b\nc\n", "a b c\n", {"a b\nc": "a b c"}, []),  # another wrapping is the same
        ("one two three\n", "one two four\n", {"one two three": "one two four"}, []),
        ("one two three\n", "something else\n", {}, []),
        (
            "Pour the water over the leaves.\n",
            "Pour the water over the leaves. Wait, and then take them out again, all of them.\n",
            {
                "Pour the water over the leaves.": "Pour the water over the leaves. "
                "Wait, and then take them out again, all of them."
            },
            [],
        ),
        ("Pour it.\n", "Pour it. Wait, and then take it out again, all of it.\n", {}, []),
        (
            "Kinds of leaves (green, black, white)\n",
            "The kinds (`green`, `black`, `white`)\n",
            {"Kinds of leaves (green, black, white)": "The kinds (`green`, `black`, `white`)"},
            [],
        ),
        ("Kinds of leaves (green)\n", "What `kettle` does on its own\n", {}, []),
        (
            ":::tip\n\none two\n\n:::\n\n:::note\n\nthree\n\n:::\n",
            ":::note\n\nthree\n\n:::\n",
            {":::note": ":::note", "three": "three", ":::": ":::"},
            [],
        ),
        ("# Tea time\n", "## Tea time\n", {"Tea time": "Tea time"}, []),
        ("Pour it.\n", "- Pour it.\n", {"Pour it.": "Pour it."}, []),
        (
            "[it](https://tea.example/a) here\n",
            "[it](https://tea.example/other) here\n",
            {"[it](https://tea.example/a) here": "[it](https://tea.example/other) here"},
            [],
        ),
        (
            "[it]: https://tea.example/a\n",
            "[it]: https://tea.example/entirely/else\n",
            {"[it]: https://tea.example/a": "[it]: https://tea.example/entirely/else"},
            [],
        ),
        (
            "---\na: one\nb: two\n---\n",
            "---\nb: other\na: one\n---\n",
            {"one": "one", "two": "other"},
            ["one"],
        ),
    ],
)
def test_what_became_of_units(
    before: str, after: str, became: dict[str, str], moved: list[str]
) -> None:
    found = pair(before, after)

    assert found[0] == became
    assert len(found[1]) == len(moved)


def test_what_moved_and_was_edited_on_the_way() -> None:
    first, second, third = "Pour the water slowly over it", "Steep it a while", "Warm the cups"
    before = f"{first}\n\n{second}\n\n{third}\n"
    after = f"{second}\n\n{third}\n\n{first}!\n"

    assert pair(before, after) == (
        {first: f"{first}!", second: second, third: third},
        [f"{first}!"],
    )


def test_edited_code_has_to_be_less_alike_than_words() -> None:
    code = "```\npour(a)\nwait(b)\n```\n"
    other = "```\npour(a)\nsip(everything)\n```\n"

    assert pair(code, other)[0] == {code.strip(): other.strip()}


def test_twins_keep_their_order() -> None:
    old, new = read_markdown("one\n\ntwo\n\none\n"), read_markdown("one\n\none\n")

    assert dict(pair_unit_versions(old, new, (), ()).old) == {0: 0, 1: 2}
