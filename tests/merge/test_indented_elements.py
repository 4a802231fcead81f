"""What stands between the tags of an element follows the source to another indent, all of it.

Formatters of MDX indent what an element holds, and take the blank lines at its tags away.
"""

from __future__ import annotations

import pytest

from sync.markdown.dialect import find_dialect
from sync.markdown.document import Markdown, read_markdown
from sync.merge.document import merge_document
from sync.merge.values import Merge
from sync.units.reading import list_units
from sync.units.values import UnitKind
from tests.cases import make_case
from tests.merge.merging import PLAIN, SPACE

FLAT = """\
# Tea

<Steps>

### Boil the water

- Take [fresh water](https://example.org/water)
- Wait for it to boil

<Image alt={'A kettle'} src={'kettle.png'} />

- Rinse the cups

### Pour it

Wait three minutes.

</Steps>

Enjoy it.
"""
INDENTED = """\
# Tea

<Steps>
  ### Boil the water

  - Take [fresh water](https://example.org/water)
  - Wait for it to boil

  <Image alt={'A kettle'} src={'kettle.png'} />

  - Rinse the cups

  ### Pour it

  Wait three minutes.
</Steps>

Enjoy it.
"""
TRANSLATION = """\
# Tee

<Steps>

### Das Wasser kochen

- Nimm [frisches Wasser](https://example.org/water)
- Warte, bis es kocht

<Image alt={'Ein Kessel'} src={'kettle.png'} />

- Spüle die Tassen

### Aufgießen

Warte drei Minuten.

</Steps>

Genieße ihn.
"""
FOLLOWED = """\
# Tee

<Steps>

  ### Das Wasser kochen

  - Nimm [frisches Wasser](https://example.org/water)
  - Warte, bis es kocht

  <Image alt={'Ein Kessel'} src={'kettle.png'} />

  - Spüle die Tassen

  ### Aufgießen

  Warte drei Minuten.

</Steps>

Genieße ihn.
"""
OWN = "- Eine Prise Salz schadet nicht\n"


def read(text: str, path: str = "tea.mdx") -> Markdown:
    return read_markdown(text, find_dialect(path))


def merge(base: str, source: str, translation: str, path: str = "tea.mdx") -> Merge:
    def run(base: str, translation: str) -> Merge:
        old, new, there = (read(text, path) for text in (base, source, translation))
        return merge_document(make_case(new, there, SPACE, base=old, is_whole=True), PLAIN)

    merged = run(base, translation)
    assert merged.refusal is None
    assert run(source, merged.text).text == merged.text
    return merged


def test_the_translation_is_indented_as_the_source() -> None:
    assert merge(FLAT, INDENTED, TRANSLATION).text == FOLLOWED


def test_it_comes_back_with_the_source() -> None:
    assert merge(INDENTED, FLAT, FOLLOWED).text == TRANSLATION


def test_without_another_indent_nothing_moves() -> None:
    source = FLAT.replace("Enjoy", "And enjoy")
    expected = TRANSLATION.replace("Genieße ihn.", "Genieße ihn. {/* sync:fuzzy */}")
    assert merge(FLAT, source, TRANSLATION).text == expected


@pytest.mark.parametrize("after", ["kocht\n", "Tassen\n", "</Steps>\n"])
def test_an_item_of_the_translators_own_goes_along(after: str) -> None:
    own = TRANSLATION.replace(after, f"{after}{OWN}") if after != "</Steps>\n" else TRANSLATION
    expected = FOLLOWED.replace(after, f"{after}  {OWN}") if own != TRANSLATION else FOLLOWED
    assert merge(FLAT, INDENTED, own).text == expected


def test_what_stands_behind_the_element_stays() -> None:
    own = TRANSLATION.replace("Genieße ihn.\n", f"{OWN}\nGenieße ihn.\n")
    expected = FOLLOWED.replace("Genieße ihn.\n", f"{OWN}\nGenieße ihn.\n")
    assert merge(FLAT, INDENTED, own).text == expected


def test_a_stretch_without_pairs_goes_along() -> None:
    """Items that nothing tells apart, of which the translation has one less."""
    items = "- Wait for it\n- Look at it\n- Taste of it\n"
    base = FLAT.replace("- Rinse the cups\n", items)
    indented = "".join(f"  {line}" for line in items.splitlines(keepends=True))
    source = INDENTED.replace("  - Rinse the cups\n", indented)
    there = TRANSLATION.replace("- Spüle die Tassen\n", "- Warte nun\n- Koste ihn\n")
    expected = FOLLOWED.replace("  - Spüle die Tassen\n", "  - Warte nun\n  - Koste ihn\n")
    assert merge(base, source, there).text == expected


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("text", ["- Eins\n- Zwei", "Eins und zwei.", "1. Eins\n\n   Zwei"])
def test_a_tag_ends_the_text_above_it(text: str, gap: str) -> None:
    for before in ("<Steps>\n", "<Steps>\n\n"):
        units = list_units(read(f"{before}{text}\n{gap}</Steps>\n\nEnde.\n")).units
        assert [unit.text for unit in units][-2:] == ["</Steps>", "Ende."]
        assert units[-2].kind is UnitKind.HTML
        assert units[-2].containers == ()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("tea.mdx", "Tee mit <Milk />\n<b>Zucker</b> und Rum"),
        ("tea.mdx", "Tee, `a`\n<Milk> dazu"),
        ("tea.md", "Tee\n<Milk />\nund Zucker"),
    ],
)
def test_a_tag_within_a_text_is_part_of_it(path: str, text: str) -> None:
    assert [unit.text for unit in list_units(read(text, path)).units] == [text]


@pytest.mark.parametrize(
    ("path", "mark"),
    [("tea.mdx", "\n   {/* sync:fuzzy */}\n"), ("tea.md", "   <!-- sync:fuzzy -->\n")],
)
def test_a_mark_above_code_is_no_line_of_the_item_above_it(path: str, mark: str) -> None:
    base = "1. Pour the tea:\n   ```sh\n   pour # it\n   ```\n2. Drink it.\n"
    source = base.replace("pour # it", "pour --slowly # all of it")
    there = "1. Gieße auf:\n   ```sh\n   pour # ihn\n   ```\n2. Trinke ihn.\n"
    merged = merge(base, source, there, path)
    assert merged.text.startswith(f"1. Gieße auf:\n{mark}   ```sh\n   pour --slowly")
