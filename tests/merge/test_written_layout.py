"""Where marks and first units of a whole document stand, so that it reads as it was meant."""

from __future__ import annotations

import pytest

from tests.merge.merging import merge_all

HEAD = "---\ntitle: Tea\nweight: 4\n---\n"
KOPF = "---\ntitle: Tee\nweight: 4\n---\n"


@pytest.mark.parametrize(
    ("new", "written"),
    [
        ("\nTea is hot.\n", "\nTea is hot. <!-- sync:untranslated -->\n"),
        ("\n{{% include cup.md %}}\n", "\n{{% include cup.md %}}\n"),
        ("Tea is hot.\n", "\nTea is hot. <!-- sync:untranslated -->\n"),
        ("\n# Tea\n\n- a cup\n", "\n# Tea<!-- sync:untranslated -->\n\n- a cup"),
    ],
)
def test_front_matter_alone_gets_a_body(new: str, written: str) -> None:
    merge = merge_all(HEAD, HEAD + new, KOPF)
    assert merge.refusal is None
    assert merge.text.startswith(KOPF + written)
    assert merge_all(HEAD + new, HEAD + new, merge.text).text == merge.text


@pytest.mark.parametrize("tail", ["", "\n", "\n\n"])
def test_front_matter_alone_stays_as_it_ends(tail: str) -> None:
    merge = merge_all(HEAD, HEAD.replace("4", "5"), KOPF + tail)
    assert (merge.refusal, merge.text) == (None, KOPF.replace("4", "5") + tail)


@pytest.mark.parametrize(
    ("above", "margin", "mark"),
    [
        ("Words.", "    ", ""),
        ("```sh\nrun\n```", "    ", ""),
        ("# Head", "\t", ""),
        ("- item", "      ", "  "),
        ("> quoted", ">     ", "> "),
    ],
)
def test_the_mark_of_indented_code_is_a_comment(above: str, margin: str, mark: str) -> None:
    base = f"# Tea\n\n{above}\n"
    code = f"{margin}# fill the cup\n{margin}pour(cup)  # hot\n"
    gap = "" if above.startswith("#") else ">\n" if above.startswith(">") else "\n"
    source = f"{base}{gap}{code}"
    merge = merge_all(base, source, base.replace("Tea", "Tee"))
    assert merge.refusal is None
    assert merge.text.endswith(f"\n{mark}<!-- sync:untranslated -->\n{code}")
    assert merge_all(source, source, merge.text).text == merge.text
