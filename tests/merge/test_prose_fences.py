"""Fences whose body is prose: their words are a translator's, line by line."""

from __future__ import annotations

import pytest

from tests.merge.merging import merge_all

PAGE = "# The pot\n\nHere it stands.\n\n{}\nThe end of it.\n"
DANISH = "# Kanden\n\nHer står den.\n\n{}\nSlut på det.\n"
NOTE = "```{note} Mind it\n:class: wide\nThe pot is of clay.\n\nPour it with care.\n```\n"
OWN = "```{note} Pas på\n:class: wide\nKanden er af ler.\n\nHæld den varsomt.\n```\n"
FUZZY, OPEN = "<!-- sync:fuzzy -->\n", "<!-- sync:untranslated -->\n"


def merge_fence(old: str, new: str, there: str) -> str:
    before, after = DANISH.split("{}")
    text = merge_all(PAGE.format(old), PAGE.format(new), DANISH.format(there)).text
    assert text.startswith(before)
    assert text.endswith(after)
    return text.removeprefix(before).removesuffix(after)


@pytest.mark.parametrize(
    "fence",
    [
        "```{danger} Fire\n```\n",
        "```{danger}\n:class: x\nA child.\n```\n",
        "~~~{glossary}\npot\n  A vessel.\n~~~\n",
        "````{tab-item} One\n```python\npour()\n```\n````\n",
        "```{figure} pot.png\n:alt: A pot\n```\n",
        "```{py:function} pour(pot)\nIt pours.\n```\n",
        "```admonish warning\nIt is hot.\n```\n",
        "```ad-note\nIt is hot.\n```\n",
    ],
)
def test_a_new_one_with_words_is_marked_above(fence: str) -> None:
    new = PAGE.format(fence)
    assert merge_all(PAGE.format(""), new, DANISH.format("")).text.count(OPEN + fence) == 1


@pytest.mark.parametrize(
    "fence",
    [
        "```{code-block} text\nPour the pot.\n```\n",
        "```{toctree}\nPots <pots>\n```\n",
        "```{python}\nprint('A pot of tea')\n```\n",
        "```{figure} pot.png\n:name: pot\n```\n",
        "````{note}\n```\npour()\n```\n````\n",
        "```note\nA pot of tea.\n```\n",
        "    ```{note}\n    A pot of tea.\n    ```\n",
    ],
)
def test_a_new_one_of_code_has_no_mark(fence: str) -> None:
    text = merge_all(PAGE.format(""), PAGE.format(fence), DANISH.format("")).text
    assert fence in text
    assert "sync:" not in text


def test_an_edited_line_stays_the_translators_and_is_fuzzy() -> None:
    assert merge_fence(NOTE, NOTE.replace("of clay", "of red clay"), OWN) == FUZZY + OWN


def test_a_new_line_comes_in_beside_those_that_stay() -> None:
    new = NOTE.replace("\n\n", "\nDo not drop it!\n\n")
    assert merge_fence(NOTE, new, OWN) == FUZZY + OWN.replace("\n\n", "\nDo not drop it!\n\n")


def test_a_translation_with_other_lines_keeps_them() -> None:
    own = OWN.replace(" er af", "\ner af")
    assert merge_fence(NOTE, NOTE.replace("of clay", "of red clay"), own) == FUZZY + own


def test_what_has_no_words_follows_the_source_without_a_mark() -> None:
    def change(fence: str) -> str:
        return fence.replace("{note}", "{tip}").replace("wide", "thin").replace("```", "````")

    assert merge_fence(NOTE, change(NOTE), OWN) == change(OWN)


def test_an_untranslated_one_takes_the_new_words() -> None:
    new = NOTE.replace("of clay", "of red clay")
    assert merge_fence(NOTE, new, OPEN + NOTE) == OPEN + new
    assert merge_fence(new, new, OPEN + new) == OPEN + new
