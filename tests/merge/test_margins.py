"""What comes into a list stands as the translation writes that list, not as the source does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sync.markdown.document import read_markdown
from tests.merge.merging import merge_all, merge_twice
from tests.pathological.work import LINEAR, measure_growth

OLD = "- alpha beta\n- gamma delta epsilon\n"
THERE = "*   eins zwei\n*   drei vier fünf\n"
NUMBERED = "1. alpha beta\n2. gamma delta epsilon\n3. zeta eta\n"
NUMBERED_THERE = "1)  eins zwei\n2)  drei vier fünf\n3)  sechs sieben\n"
NEW = "new words <!-- sync:untranslated -->"


def shapes(text: str) -> list[object]:
    return [block.shape for block in read_markdown(text).blocks]


@pytest.mark.parametrize(
    ("new", "result"),
    [
        (
            "- alpha beta\n- new words\n- gamma delta epsilon\n",
            f"*   eins zwei\n*   {NEW}\n*   drei vier fünf\n",
        ),
        (f"- new words\n{OLD}", f"*   {NEW}\n{THERE}"),
        (f"{OLD}- new words\n", f"{THERE}*   {NEW}\n"),
        (f"{OLD}  1. new words\n", f"{THERE}    1. {NEW}\n"),
        (f"{OLD}\n  new words\n", f"{THERE}\n    {NEW}\n"),
        (f"{OLD}\n  > new words\n", f"{THERE}\n    > {NEW}\n"),
        (f"{OLD}  ```\n  pour()\n  ```\n", f"{THERE}    ```\n    pour()\n    ```\n"),
        (f"{OLD}\nnew words\n", f"{THERE}\n{NEW}\n"),
        (f"{OLD}\n+ new words\n", f"{THERE}\n+ {NEW}\n"),
    ],
)
def test_new_units_in_a_list_of_other_bullets_and_blanks(new: str, result: str) -> None:
    assert merge_twice(OLD, new, THERE).text == result
    assert shapes(result) == shapes(new)


@pytest.mark.parametrize(
    ("new", "result"),
    [
        (
            "1. alpha beta\n2. new words\n3. gamma delta epsilon\n4. zeta eta\n",
            f"1)  eins zwei\n2)  {NEW}\n3)  drei vier fünf\n4)  sechs sieben\n",
        ),
        ("1. alpha beta\n2. zeta eta\n", "1)  eins zwei\n2)  sechs sieben\n"),
        (
            "8. alpha beta\n9. gamma delta epsilon\n10. zeta eta\n\n    new words\n",
            f"8)  eins zwei\n9)  drei vier fünf\n10)  sechs sieben\n\n     {NEW}\n",
        ),
        (
            "- alpha beta\n- gamma delta epsilon\n- zeta eta\n",
            "- eins zwei\n- drei vier fünf\n- sechs sieben\n",
        ),
    ],
)
def test_numbers_follow_the_source_in_the_translations_manner(new: str, result: str) -> None:
    assert merge_twice(NUMBERED, new, NUMBERED_THERE).text == result
    assert shapes(result) == shapes(new)


@pytest.mark.parametrize(
    ("old", "new", "there", "result"),
    [
        (  # a number that grows wider moves what its item holds
            "9. alpha beta\n\n   gamma delta\n",
            "10. alpha beta\n\n    gamma delta\n",
            "9.  eins zwei\n\n    drei vier\n",
            "10.  eins zwei\n\n     drei vier\n",
        ),
        (
            "- alpha beta\n- gamma delta epsilon\n- zeta eta\n",
            "- alpha beta\n  - gamma delta epsilon\n  - zeta eta\n",
            "*   eins zwei\n*   drei vier fünf\n*   sechs sieben\n",
            "*   eins zwei\n    *   drei vier fünf\n    *   sechs sieben\n",
        ),
        (
            "- alpha beta\n  - gamma delta epsilon\n  - zeta eta\n",
            "- alpha beta\n- gamma delta epsilon\n- zeta eta\n",
            "* eins zwei\n    * drei vier fünf\n    * sechs sieben\n",
            "* eins zwei\n* drei vier fünf\n* sechs sieben\n",
        ),
        (
            "> - alpha beta\n> - gamma delta epsilon\n",
            "> - alpha beta\n>   - new words\n> - gamma delta epsilon\n",
            "> *   eins zwei\n> *   drei vier fünf\n",
            f"> *   eins zwei\n>     - {NEW}\n> *   drei vier fünf\n",
        ),
        (
            "- alpha beta\n\t- gamma delta epsilon\n",
            "- alpha beta\n\t- gamma delta epsilon\n\t- new words\n",
            "*\teins zwei\n\t*\tdrei vier fünf\n",
            f"*\teins zwei\n\t*\tdrei vier fünf\n\t*\t{NEW}\n",
        ),
        (  # an item that comes up into another list has that one's bullet
            "- alpha beta\n- gamma delta epsilon\n  - zeta eta\n- theta iota\n",
            "- alpha beta\n- gamma delta epsilon\n- zeta eta\n- theta iota\n",
            "- eins zwei\n- drei vier fünf\n  * sechs sieben\n- acht neun\n",
            "- eins zwei\n- drei vier fünf\n- sechs sieben\n- acht neun\n",
        ),
        (  # one that goes down has that of the list below, what comes in has it as well
            "- alpha beta\n- gamma delta epsilon\n  - zeta eta\n  - theta iota\n",
            "- alpha beta\n  - new words\n  - gamma delta epsilon\n  - zeta eta\n  - theta iota\n",
            "- eins zwei\n- drei vier fünf\n  * sechs sieben\n  * acht neun\n",
            f"- eins zwei\n  * {NEW}\n  * drei vier fünf\n  * sechs sieben\n  * acht neun\n",
        ),
        (  # two lists that become one, with numbers
            "1. alpha beta\n2. gamma delta epsilon\n\nnew words\n\n1. zeta eta\n",
            "1. alpha beta\n2. gamma delta epsilon\n3. zeta eta\n",
            "1. eins zwei\n2. drei vier fünf\n\nneue Worte\n\n1) sechs sieben\n",
            "1. eins zwei\n2. drei vier fünf\n3. sechs sieben\n",
        ),
        (  # all of a list goes down, and stays as it is written
            "- alpha beta\n\nnew words\n\n- gamma delta epsilon\n- zeta eta\n",
            "- alpha beta\n  - gamma delta epsilon\n  - zeta eta\n",
            "- eins zwei\n\nneue Worte\n\n* drei vier fünf\n* sechs sieben\n",
            "- eins zwei\n  * drei vier fünf\n  * sechs sieben\n",
        ),
        (  # the source changed its bullets: the translation follows
            OLD,
            OLD.replace("- ", "+ "),
            THERE,
            "+ eins zwei\n+ drei vier fünf\n",
        ),
    ],
)
def test_nesting_and_widths(old: str, new: str, there: str, result: str) -> None:
    assert merge_twice(old, new, there).text == result
    assert shapes(result) == shapes(new)


def test_what_the_source_left_alone_keeps_the_translations_nesting() -> None:
    old = "- alpha beta\n  - gamma delta epsilon\n  - zeta eta\n"
    there = "- eins zwei\n- drei vier fünf\n- sechs sieben\n"

    assert merge_twice(old, f"{old}\nnew words\n", there).text == f"{there}\n{NEW}\n"


def test_numerals_that_make_no_list_stay_as_they_are() -> None:
    old = "# Tea\n\nWater boils slowly.\n\n1. alpha beta\n\n2. gamma delta epsilon\n"
    there = "# Tee\n\nWasser kocht langsam.\n\n۱. eins zwei\n\n۲. drei vier fünf\n"

    merged = merge_all(old, f"{old}\nnew words\n", there)

    assert merged.refusal is None
    assert merged.text == f"{there}\n{NEW}\n"


TABLE = "| a | b |\n| --- | --- |\n| {} | 1 |\n"


def indent(text: str, margin: str) -> str:
    return "".join(f"{margin}{line}\n" for line in text.splitlines())


@pytest.mark.parametrize("row", ["cup", "mug"])  # a table that stayed, and one that is edited
def test_a_table_stands_where_its_new_parent_stands(row: str) -> None:
    old = f"- alpha beta\n\n{TABLE.format('cup')}\nzeta eta theta\n"
    new = f"- alpha beta\n\n{indent(TABLE.format(row), '  ')}\nzeta eta theta\n"
    there = f"*   eins zwei\n\n{TABLE.format('Tasse')}\ndrei vier fünf\n"

    inside = merge_twice(old, new, there).text

    assert shapes(inside) == shapes(new)
    assert "\n    | a | b |\n    | --- | --- |\n    |" in inside
    back = merge_twice(new, old.replace("cup", row), inside).text
    assert back == inside.replace("    |", "|")


def test_only_the_list_in_question_is_laid_out_as_in_the_source() -> None:
    # What is indented by three would be inside the item that comes to stand before it.
    old = "- alpha beta\n\n# Tea\n\n- gamma delta\n- epsilon zeta\n"
    new = "- alpha beta\n\n# Tea\n\n- new words\n- gamma delta\n- epsilon zeta\n"
    there = "*   eins zwei\n\n# Tee\n\n   * drei vier\n   * fünf sechs\n"

    result = merge_twice(old, new, there).text

    assert result == f"*   eins zwei\n\n# Tee\n\n- {NEW}\n- drei vier\n- fünf sechs\n"


def test_a_long_list_takes_time_in_proportion() -> None:
    def merge_list(size: int) -> Callable[[], object]:
        old, new, there = (
            "".join(item.format(k) for k in range(size))
            for item in (
                "- alpha `a{0}`\n",
                "- alpha `a{0}`\n- new `b{0}`\n  - words `c{0}`\n",
                "*   eins `a{0}`\n",
            )
        )
        return lambda: merge_all(old, new, there)

    assert measure_growth(merge_list, 40) < LINEAR


PAGE = "\n## Green\n\nGreen tea is mild and clear.\n\n## Black\n\nBlack tea is strong and dark.\n"
SEITE = (
    "\n## Grün\n\nGrüner Tee ist mild und klar.\n\n## Schwarz\n\nSchwarzer Tee ist stark, dunkel.\n"
)
CONTENTS = "# Tea\n\n- [Green](#green)\n    - [Sencha](#sencha)\n- [Black](#black)\n"


@pytest.mark.parametrize(
    ("inside", "written"),
    [
        ("    - [Matcha](#matcha)\n", "- [Matcha](#matcha) <!-- sync:untranslated -->\n"),
        ("\t- [Matcha](#matcha)\n", "- [Matcha](#matcha) <!-- sync:untranslated -->\n"),
        ("        - [Uji](#uji)\n", "- [Uji](#uji) <!-- sync:untranslated -->\n"),
        ("\n    new words\n", f"{NEW}\n"),
        ("\n    ```\n    pour()\n    ```\n", "```\npour()\n```\n"),
        ("\n    > new words\n", f"> {NEW}\n"),
    ],
)
def test_what_comes_into_an_item_that_the_translation_lacks_stands_without_it(
    inside: str, written: str
) -> None:
    """A site may have a list of contents of its own, so that its translation drops the page's."""
    new = CONTENTS.replace("(#sencha)\n", f"(#sencha)\n{inside}")
    assert (
        merge_twice(CONTENTS + PAGE, new + PAGE, f"# Tee\n{SEITE}").text
        == f"# Tee\n\n{written}{SEITE}"
    )


@pytest.mark.parametrize("quote", ["", "> "])
def test_what_comes_into_a_dropped_item_among_others_stands_beside_them(quote: str) -> None:
    old = [f"- item of `code{k}`" for k in range(5)]
    there = [f"- Punkt von `code{k}`" for k in range(5) if k != 2]
    new = [*old[:3], "  - new words", *old[3:]]
    result = [*there[:2], f"- {NEW}", *there[2:]]
    texts = ("".join(f"{quote}{line}\n" for line in each) for each in (old, new, there, result))
    before, after, translated, wanted = texts
    assert merge_twice(before, after, translated).text == wanted


def test_what_comes_into_an_item_that_is_there_stands_in_it() -> None:
    new = CONTENTS.replace("(#sencha)\n", "(#sencha)\n    - [Matcha](#matcha)\n")
    there = "# Tee\n\n- [Grün](#green)\n    - [Sencha](#sencha)\n- [Schwarz](#black)\n"
    matcha = "    - [Matcha](#matcha) <!-- sync:untranslated -->\n"
    result = there.replace("(#sencha)\n", f"(#sencha)\n{matcha}")
    assert merge_twice(CONTENTS + PAGE, new + PAGE, there + SEITE).text == result + SEITE


def test_an_indented_list_does_not_nest_in_one_that_comes_to_stand_above_it() -> None:
    old = "- keep `one`\n- keep `two`\n\nA word of the old page.\n\n## End\n\nThe `end` is near.\n"
    new = old.replace("old page.\n", "old page.\n\n  - new words\n    - more words\n")
    there = "- Punkt `one`\n- Punkt `two`\n\n## Ende\n\nDas `end` ist nah.\n"
    written = f"- {NEW}\n  - more words <!-- sync:untranslated -->\n"
    result = there.replace("`two`\n", f"`two`\n\n{written}")
    assert merge_twice(old, new, there).text == result
