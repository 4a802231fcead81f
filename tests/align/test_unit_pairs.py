"""Which unit of a source is which of its translation."""

from __future__ import annotations

import re

import pytest

from sync.align.unit_features import list_features
from sync.align.unit_pairs import SURE, UnitPairing, read_target
from sync.markdown.document import read_markdown
from sync.markdown.links import LinkSpace
from sync.units.reading import list_units
from tests.merge.merging import SPACE


def pair(source: str, translation: str) -> list[tuple[str, str]]:
    """Return the pairs, each by the first words of both."""
    texts = read_markdown(source), read_markdown(translation)
    found = UnitPairing(texts, [], SPACE).list_pairs().pairs
    ours, theirs = map(list_units, texts)
    return [
        (ours.units[i].text.split("\n")[0], theirs.units[j].text.split("\n")[0])
        for i, j in sorted(found.items())
    ]


def test_units_of_one_shape_pair_in_order() -> None:
    source = "# Tea\n\nSteep it for two minutes.\n\n- Pour\n- Wait a while\n"
    there = "# Tee\n\nZwei Minuten ziehen lassen.\n\n- Gießen\n- Ein wenig warten\n"

    assert [theirs for _, theirs in pair(source, there)] == [
        "Tee",
        "Zwei Minuten ziehen lassen.",
        "Gießen",
        "Ein wenig warten",
    ]


def test_links_and_code_anchor_what_others_would_be_taken_for() -> None:
    source = "Steep `a`\n\nPour `b`\n\nWait `c`\n"

    assert pair(source, "Gießen `b`\n\nWarten `c`\n") == [
        ("Pour `b`", "Gießen `b`"),
        ("Wait `c`", "Warten `c`"),
    ]


def test_a_heading_is_nothing_else() -> None:
    assert pair("# Tea\n\nSteep\n", "Tee\n\n# Ziehen\n") in ([("Tea", "Ziehen")], [])


def test_keys_pair_by_name_and_definitions_by_what_they_lead_to() -> None:
    source = "---\na: one\nb: two\n---\n\n[x]: https://tea.example/x\n[y]: https://tea.example/y\n"
    there = "---\nb: zwei\na: eins\n---\n\n[z]: https://tea.example/y\n[v]: https://tea.example/x\n"

    assert pair(source, there) == [
        ("one", "eins"),
        ("two", "zwei"),
        ("[x]: https://tea.example/x", "[v]: https://tea.example/x"),
        ("[y]: https://tea.example/y", "[z]: https://tea.example/y"),
    ]


def test_pictures_pair_by_their_stems() -> None:
    source = "![Cup](../img/cup.png)\n\n![Pot](../img/pot.png)\n"
    there = "![Kanne](../translated/pot.0a1b.de.png)\n"

    assert pair(source, there) == [("![Pot](../img/pot.png)", there.strip())]


def test_what_stands_below_a_disclaimer_pairs_with_nothing() -> None:
    start, end = (f"<!-- CO-OP TRANSLATOR DISCLAIMER {which} -->" for which in ("START", "END"))
    target = "[it]: https://tea.example/it"

    assert pair(f"Tea `a`\n\n{target}\n", f"Tee `a`\n\n{start}\nX\n{end}\n\n{target}\n") == [
        ("Tea `a`", "Tee `a`")
    ]


def test_among_twins_nothing_is_sure_once_one_is_gone() -> None:
    source, there = ("".join(f"{word} it.\n\n" for word in words) for words in ("abcde", "vwxy"))
    texts = read_markdown(source), read_markdown(there)

    flow = UnitPairing(texts, [], SPACE).list_pairs().flow

    assert all(found.chance < SURE for found in flow)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[a]: https://tea.example/a\n", "https://tea.example/a"),
        ("[a]: <a b.md> 'Title'\n", "a b.md"),
        ("[a]:\n  b.md\n", "b.md"),
    ],
)
def test_target_of_a_definition(text: str, target: str) -> None:
    assert read_target(list_units(read_markdown(text)).units[0]) == target


def test_a_source_is_read_once_though_its_links_lead_elsewhere_for_each_translation() -> None:
    source = read_markdown("Tea `x` [1](../i18n/de/a.md) ![2](b/c.png)\n\nWords.\n")

    def sign_in(language: str) -> list[list[str]]:
        folder = f"i18n/{language}/"
        space = LinkSpace(
            "docs/a.md", f"{folder}a.md", lambda path: path.removeprefix(folder), lambda _: None
        )
        found = [each.resolve(space.resolve_source) for each in list_features(source)]
        assert [each.total for each in found] == [sum(each.signature.values()) for each in found]
        return [sorted(each.signature) for each in found]

    picture = "link picture c"
    assert sign_in("de") == [["code x", "link a.md", picture, "number 1", "number 2"], []]
    assert sign_in("he") == [["code x", "link i18n/de/a.md", picture, "number 1", "number 2"], []]
    assert sign_in("de") == [["code x", "link a.md", picture, "number 1", "number 2"], []]


NAMED = "- Steep it in Kyoto\n- Pour it in Assam\n- Sip it in London\n- Boil it in Darjeeling\n"
THERE = "- 在 Kyoto 浸泡\n- 在 Assam 倒出\n- 在 London 品尝\n- 在 Darjeeling 煮沸\n"


@pytest.mark.parametrize("lacking", range(4))
def test_names_that_stay_tell_which_unit_a_translation_lacks(lacking: int) -> None:
    lines = THERE.splitlines(keepends=True)
    there = "".join(lines[:lacking] + lines[lacking + 1 :])
    above = "".join(f"# `{name}`\n\n`{name}()`\n\n" for name in "abcdefghij")
    pairs = pair(above + NAMED, above + there)[20:]  # the longer a text, the rarer its names
    assert len(pairs) == 3
    assert all(ours.split()[-1] in theirs for ours, theirs in pairs)


def test_without_names_that_is_anybodys_guess() -> None:
    source = re.sub(" in [A-Z][a-z]+", "", NAMED)
    there = re.sub(" ?在 [A-Z][a-z]+ ", "", THERE).replace("- 倒出\n", "")
    assert all(ours in ("Steep it", "Boil it") for ours, _ in pair(source, there))


def test_a_name_that_is_translated_speaks_against_nothing() -> None:
    source = "# Tea\n\nKyoto drinks it green.\n\n- Pour it out\n"
    there = "# 茶\n\n京都喝绿茶。\n\n- 倒出来\n"
    assert len(pair(source, there)) == 3
