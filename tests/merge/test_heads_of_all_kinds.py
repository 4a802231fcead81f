"""No change of a source's front matter is lost: a key or a table carries it, or it is told."""

from __future__ import annotations

import pytest

from sync.exchange.reading import is_translated
from sync.markdown.document import read_markdown
from sync.merge.start import start_text
from sync.merge.values import Merge, MergeOptions
from sync.units.head_texts import has_words
from sync.units.reading import list_units
from tests.merge.merging import SPACE, merge_all

BODY = "\nSome words\n"
TOML = '+++\ntitle = "Tea"\nweight = 3\n\n[extra]\nintro = "Hot tea"\nlevel = 2\n+++\n'
THERE = TOML.replace("Tea", "Tee").replace("Hot tea", "Heißer Tee")


def merge(old: str, new: str, there: str) -> Merge:
    """Merge heads; what a merge writes is written by the next one, too."""
    merged = merge_all(old + BODY, new + BODY, there + BODY)
    assert merge_all(new + BODY, new + BODY, merged.text).text == merged.text
    return merged


def write(old: str, new: str, there: str) -> str:
    merged = merge(old, new, there)
    assert merged.refusal is None
    return merged.text.removesuffix(BODY)


def test_a_table_of_toml_is_marked_where_the_source_changed_it() -> None:
    later = TOML.replace("Hot tea", "Cold tea")
    assert write(TOML, later, THERE) == THERE.replace("[extra]", "[extra] # sync:fuzzy")


def test_a_table_that_the_translation_left_follows_the_source() -> None:
    there = TOML.replace("Tea", "Tee")
    level = write(TOML.replace("Hot tea", "Hot"), TOML.replace("Hot tea", "Warm"), there)
    assert level == there.replace("[extra]", "[extra] # sync:fuzzy")
    plain = TOML.replace('intro = "Hot tea"\n', "")
    assert write(plain, plain.replace("2", "9"), plain) == plain.replace("2", "9")


def test_a_new_table_comes_below_all_keys_the_translations_own_too() -> None:
    old, own = '+++\ntitle = "Tea"\n+++\n', '+++\ntitle = "Tee"\ncommit = "abc"\n+++\n'
    new = '+++\ntitle = "Tea"\n\n[extra]\nintro = "Hot tea"\n+++\n'
    expected = '+++\ntitle = "Tee"\ncommit = "abc"\n\n[extra] # sync:untranslated\n'
    assert write(old, new, own) == f'{expected}intro = "Hot tea"\n+++\n'


def test_a_new_table_comes_behind_the_one_that_it_follows() -> None:
    menu, own = "[menu]\nweight = 1\n", '[own]\na = "b"\n+++\n'
    new = TOML.removesuffix("+++\n") + menu + "+++\n"
    there = THERE.removesuffix("+++\n")
    assert write(TOML, new, there + own) == there + menu + own


def test_a_new_key_comes_above_all_tables() -> None:
    new = TOML.replace("weight = 3\n", "weight = 3\ndraft = true\n")
    assert write(TOML, new, THERE) == THERE.replace("weight = 3\n", "weight = 3\ndraft = true\n")


def test_a_table_that_the_source_dropped_goes() -> None:
    new = TOML.replace('\n[extra]\nintro = "Hot tea"\nlevel = 2\n', "")
    written = write(TOML, new, THERE)
    assert "extra" not in written
    assert 'title = "Tee"' in written


def test_an_array_of_tables_is_one() -> None:
    old = '+++\n[[cup]]\nname = "A red cup"\n[[cup]]\nname = "A blue cup"\n# the end\n+++\n'
    units = list_units(read_markdown(old + BODY)).units
    assert [(unit.key, unit.start, unit.end) for unit in units[:-1]] == [("cup", 1, 5)]
    there = old.replace("A red", "Eine rote").replace("A blue", "Eine blaue")
    new = old.replace("blue", "green")
    assert write(old, new, there) == there.replace("[[cup]]", "[[cup]] # sync:fuzzy", 1)


SCALAR = "t: 'It's tea'\nd: |\n  one two\n  # three"
MARKED = "t: T\nd: | # sync:fuzzy\n  eins"


@pytest.mark.parametrize(
    ("old", "new", "there", "expected"),
    [
        ("t: Tea: hot", "t: Tea: cold", "t: Tee: heiß", "t: Tee: heiß # sync:fuzzy"),
        ("t: Tea: hot", "t: 'Tea: hot'", "t: Tee: heiß", "t: Tee: heiß"),
        ("t: 'It's tea'\nw: 3", "t: 'It's tea'\nw: 4", "t: 'S ist\nw: 3", "t: 'S ist\nw: 4"),
        ("t: 'It's'", "t: 'It's'\nn: On it", "t: Tee", "t: Tee\nn: On it # sync:untranslated"),
        (SCALAR, SCALAR.replace("# th", "# f"), "t: T\nd: |\n  eins", MARKED),
    ],
)  # fmt: skip
def test_yaml_that_its_parser_refuses_is_merged_line_by_line(
    old: str, new: str, there: str, expected: str
) -> None:
    old, new, there, expected = (f"---\n{each}\n---\n" for each in (old, new, there, expected))
    assert write(old, new, there) == expected


UNREAD = [
    "---\n- Hot tea\n---\n",
    "---\na: Hot tea\na: More\n---\n",
    "---\n{a: Hot tea, b: More}\n---\n",
    '+++\na = "Hot tea"\nb = \n+++\n',
    '+++\n[a]\nx = "Hot tea"\n[b]\ny = 1\n[a.c]\nz = "More"\n+++\n',
    '{\n  "a": "Hot tea",\n  "b":\n}\n',
    '{\n  "a": "Hot tea",\n  "a": "More"\n}\n',
]


@pytest.mark.parametrize("old", UNREAD)
def test_a_change_that_no_key_carries_is_refused(old: str) -> None:
    there = old.replace("Hot tea", "Heißer Tee")
    merged = merge(old, old.replace("Hot", "Cold"), there)
    assert merged.refusal is not None
    assert merged.refusal.line == 1
    assert "by hand" in merged.refusal.message
    assert merged.text == there + BODY


@pytest.mark.parametrize("old", UNREAD)
def test_what_no_key_carries_hinders_nothing_while_it_stays(old: str) -> None:
    there = old.replace("Hot tea", "Heißer Tee")
    merged = merge_all(old + BODY, f"{old}\nOther words\n", f"{there}\nEinige Worte\n")
    assert merged.refusal is None
    assert merged.text == f"{there}\nEinige Worte <!-- sync:fuzzy -->\n"


@pytest.mark.parametrize(
    ("value", "is_marked"),
    [
        ("\n  tagline: Cups for all\n  image: /cup.png", True),
        ("\n  image:\n    alt: Cup\n    file: /cup.png", True),
        ("\n  - title: Fast\n    link: /fast", True),
        ("\n  - green tea\n  - black tea", True),
        (" {label: Cups, order: 2}", True),
        ("\n  order: 2\n  file: /cup.png # with two words", False),
        ("\n  # of two words\n  - /tea/\n  - /cups/", False),
        ("\n  title: '404'", False),
        (" &a [*a, /cups/]", False),
    ],
)
def test_a_new_mapping_or_list_is_marked_where_it_holds_words(value: str, is_marked: bool) -> None:
    old = "---\ntitle: Tea\n---\n"
    new = f"---\ntitle: Tea\nhero:{value}\n---\n"
    written = write(old, new, old.replace("Tea", "Tee"))
    assert written.replace(" # sync:untranslated", "") == new.replace("Tea", "Tee")
    assert ("sync:untranslated" in written) is is_marked
    started = start_text(read_markdown(new + BODY), SPACE, MergeOptions())
    assert ("hero: # sync:untranslated" in started) is (is_marked and value.startswith("\n"))


def test_keys_on_one_line_get_one_mark() -> None:
    started = start_text(read_markdown(UNREAD[2] + BODY), SPACE, MergeOptions())
    assert started.startswith("---\n{a: Hot tea, b: More} # sync:untranslated\n---\n")


@pytest.mark.parametrize(
    "value",
    [
        "\n  - /tea/\n  - { from: /cups/ }",
        "\n  a: |\n    # one\n    two",
        "\n  - a:\n    - b",
        " &a\n  b: [*a]",
        "\n  -\n  -",
    ],
)
def test_a_comment_below_a_list_is_no_part_of_it(value: str) -> None:
    old = f"---\nhero:{value}\n# two words\nweight: 3\n---\n"
    unit = list_units(read_markdown(old + BODY)).units[0]
    assert "\n".join(unit.body) == f"hero:{value}"
    assert "words" not in unit.text
    bare = old.replace(f"hero:{value}\n", "")
    assert write(bare, old.replace("# two", "# three"), bare) == bare.replace(
        "---\n", f"---\nhero:{value}\n", 1
    )


@pytest.mark.parametrize(
    ("head", "is_sent"),
    [
        ("---\ntitle: Hot tea\n---\n", True),
        ("---\ntitle: 'It's hot tea'\n---\n", False),
        ("---\nhero:\n  title: Hot tea\n---\n", False),
        ('+++\n[extra]\ntitle = "Hot tea"\n+++\n', False),
    ],
)
def test_words_are_handed_over_where_they_can_be_put_back(head: str, is_sent: bool) -> None:
    unit = list_units(read_markdown(head + BODY)).units[0]
    assert has_words(unit)
    assert is_translated(unit, None) is is_sent
