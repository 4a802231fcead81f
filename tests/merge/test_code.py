"""Code is merged line by line, and a translator looks at comments alone."""

from __future__ import annotations

import pytest

from sync.markdown.document import read_markdown
from sync.merge.code import MergedCode, has_comment_words, merge_code, split_comment
from tests.merge.merging import merge_all


@pytest.mark.parametrize(
    ("line", "code", "comment"),
    [
        ("pour(tea)  # slowly", "pour(tea)  ", "# slowly"),
        ("# slowly", "", "# slowly"),
        ("pour(tea); // slowly", "pour(tea); ", "// slowly"),
        ("say('# no')", "say('# no')", ""),
        ('url = "https://tea.example"', 'url = "https://tea.example"', ""),
        ("see https://tea.example", "see https://tea.example", ""),
        ("SELECT 1 -- tea", "SELECT 1 ", "-- tea"),
        ("pour --slowly", "pour --slowly", ""),
        ("#!/bin/sh", "#!/bin/sh", ""),
        (" * of several lines", "", " * of several lines"),
        ("<b>tea</b> <!-- cup -->", "<b>tea</b> ", "<!-- cup -->"),
    ],
)
def test_comment(line: str, code: str, comment: str) -> None:
    assert split_comment(line) == (code, comment)
    assert has_comment_words(line) is any(map(str.isalpha, comment))


def merge(old: str, new: str, there: str) -> MergedCode:
    return merge_code(old.split("|"), new.split("|"), there.split("|"))


def test_lines_that_stayed_are_the_translations() -> None:
    merged = merge("# pour|a()|b()", "# pour|a()|c()", "# gieß|a()|b()")

    assert merged == MergedCode(("# gieß", "a()", "c()"), is_open=False, is_given_up=False)


def test_a_new_comment_is_for_a_translator() -> None:
    assert merge("# pour|a()", "# pour|# wait|a()", "# gieß|a()").is_open


def test_a_comment_behind_code_that_changed_stays() -> None:
    assert merge("a() # pour", "b() # pour", "a() # gieß").lines == ("b() # gieß",)


def test_other_lines_in_the_translation_are_given_up() -> None:
    merged = merge("a()|b()", "a()|c()", "a()|# mehr|b()")

    assert merged == MergedCode(("a()", "c()"), is_open=True, is_given_up=True)


@pytest.mark.parametrize(
    ("before", "margin"), [("", "    "), ("", "\t"), ("- ", "      "), ("> ", ">     ")]
)
def test_the_mark_of_indented_code_is_no_code(before: str, margin: str) -> None:
    around = margin[:-4] if " " in margin else ""
    old, new, there = (
        f"{before}{words}\n{around}\n{margin}# {comment}\n{margin}pour()\n"
        for words, comment in (("Tea", "slowly"), ("Tea", "slowly now"), ("Tee", "langsam"))
    )
    merged = merge_all(old, new, there)

    assert merged.refusal is None
    blocks = read_markdown(merged.text).blocks
    assert [block.kind for block in blocks] == ["paragraph", "html", "code"]
    assert f"{around}<!-- sync:fuzzy -->\n{margin}# langsam\n" in merged.text


def test_a_first_line_of_indented_code_that_is_a_comment_has_words() -> None:
    merged = merge_all("Tea\n", "Tea\n\n    # slowly\n    pour()\n", "Tee\n")

    assert merged.text == "Tee\n\n<!-- sync:untranslated -->\n    # slowly\n    pour()\n"


def test_a_comment_that_goes_with_its_code_is_named() -> None:
    around = "Tea with `steep()`\n\n{}Text `pour()`\n"
    old = around.format("    # slowly\n    pour_tea()\n    take_cup()\n    sip_tea()\n\n")
    merged = merge_all(old, around.format(""), old.replace("slowly", "langsam"))

    assert [(note.line, note.message) for note in merged.notes] == [(3, "taken out: # langsam")]
