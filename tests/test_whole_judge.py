"""The judge of whole documents finds what it is there to find; it needs no merge to be tested."""

from __future__ import annotations

import pytest

from benchmarks.cases import Case
from benchmarks.judge import Verdict
from benchmarks.leaves import count_words, read_leaves
from benchmarks.replay import Merged
from benchmarks.whole_judge import find_truth, judge_whole
from benchmarks.work_left import count_left, count_work

BASE = """\
---
title: Tea
weight: 3
---

# Tea

Fill the kettle with fresh water.

- Black tea likes boiling water.
- Green tea likes it cooler.

Read [more](https://example.org/tea) in the book.

```sh
pour --hot  # fill the cup
drink
```

The last cup is for the cat.
"""
SOURCE = (
    BASE.replace("weight: 3", "weight: 4")
    .replace("fresh water", "fresh cold water")
    .replace("org/tea", "org/leaves")
    .replace("drink\n", "stir\ndrink\n")
    .replace("the cat.", "the cat.\n\nWait for three minutes.")
)
TRANSLATION = """\
---
title: Tee
weight: 3
---

# Tee

Kessel mit frischem Wasser befüllen.

- Schwarzer Tee mag kochendes Wasser.
- Grüner Tee mag es kühler.

[Mehr](https://example.org/tea) steht im Buch.

```sh
pour --hot  # Tasse füllen
drink
```

Die letzte Tasse ist für die Katze.

---

<!-- CO-OP TRANSLATOR DISCLAIMER START -->
Ohne Gewähr.
<!-- CO-OP TRANSLATOR DISCLAIMER END -->
"""
MERGED = (
    TRANSLATION.replace("weight: 3", "weight: 4")
    .replace("befüllen.", "befüllen. <!-- sync:fuzzy -->")
    .replace("org/tea", "org/leaves")
    .replace("drink\n", "stir\ndrink\n")
    .replace("Katze.", "Katze.\n\nWait for three minutes. <!-- sync:untranslated -->")
)
CASE = Case("tea.md", "de", BASE, SOURCE, TRANSLATION)


def judge(text: str) -> Verdict:
    return judge_whole(CASE, text)


def test_a_true_merge_has_no_fault() -> None:
    verdict = judge(MERGED)
    assert verdict.faults == []
    assert verdict.counts["unchanged blocks kept"] == verdict.counts["unchanged blocks"] == 4
    for kind, done in (
        ("edited blocks", "edited blocks with their own words and a mark"),
        ("new blocks", "new blocks with the source's words and a mark"),
        ("blocks of changed links", "blocks of changed links without a mark"),
    ):
        assert verdict.counts[kind] == verdict.counts[done] == 1
    for kind, count in (("lines of changed code", 4), ("keys of front matter", 2)):
        assert verdict.counts[kind] == verdict.counts[f"{kind} as they must be"] == count


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("mag kochendes", "liebt kochendes", "unchanged blocks with other words"),
        ("mag kochendes", "liebt kochendes", "blocks with words of nobody"),
        ("kühler.", "kühler. <!-- sync:fuzzy -->", "unchanged blocks marked instead"),
        ("befüllen. <!-- sync:fuzzy -->", "befüllen.", "changed blocks without a mark"),
        (
            "Kessel mit frischem Wasser befüllen.",
            "Grüner Tee mag es kühler.",
            "blocks with another",
        ),
        ("Ohne Gewähr", "Mit Gewähr", "disclaimers changed"),
        ("\n\nWait for three minutes. <!-- sync:untranslated -->", "", "documents that have not"),
        ("weight: 4", "weight: 3", "key weight"),
        ("# Tasse füllen", "# fill the cup", ""),
        ("three minutes. <!-- sync:untranslated -->", "three minutes.", "new otherwise"),
    ],
)
def test_a_spoilt_merge_has_one(old: str, new: str, fault: str) -> None:
    verdict = judge(MERGED.replace(old, new))
    if fault:
        assert any(each.startswith(fault) for each in verdict.faults), verdict.faults
    else:
        done = verdict.counts["lines of changed code as they must be"]
        assert done < verdict.counts["lines of changed code"]


def test_what_the_source_took_out_must_go() -> None:
    case = Case(
        "tea.md", "de", BASE, BASE.replace("- Green tea likes it cooler.\n", ""), TRANSLATION
    )
    assert find_truth(read_leaves(case.base), read_leaves(case.source)).gone == {3}
    text = TRANSLATION.replace("- Grüner Tee mag es kühler.\n", "")
    assert judge_whole(case, text).faults == []
    swapped = text.replace("Die letzte Tasse ist für die Katze.", "Grüner Tee mag es kühler.")
    assert judge_whole(case, swapped).counts["blocks still there that the source took out"] == 1
    left = TRANSLATION.replace("- Schwarzer Tee mag kochendes Wasser.\n", "")
    assert judge_whole(case, left).counts["blocks with another's words"] == 1


def test_a_later_translation_is_a_witness() -> None:
    later = MERGED.replace("Katze", "alte Katze").replace(" <!-- sync:fuzzy -->", "")
    case = Case("tea.md", "de", BASE, SOURCE, TRANSLATION, later=later)
    counts = judge_whole(case, MERGED).counts
    assert counts["blocks carried that were translated again"] == 3
    assert counts["blocks carried that are like the later translation"] == 3


def test_words_are_counted_without_markup() -> None:
    text = "Fill **the** [kettle](https://example.org) `now`.\n\n```sh\nrun  # with care\n```\n"
    text += "\n倒茶\n"
    assert [count_words(leaf) for leaf in read_leaves(text).blocks] == [3, 2, 2]


def test_what_is_left_is_counted_in_words() -> None:
    table = "\n| <!-- sync:fuzzy --> two words | `code` |\n| --- | --- |\n| one | more |\n"
    assert count_left(TRANSLATION) == (0, 30)
    assert count_left(MERGED) == (9, 34)
    assert count_left(TRANSLATION.replace("title: Tee", "title: Tee # sync:fuzzy")) == (1, 30)
    assert count_left(table) == (2, 4)


def test_a_refused_file_is_left_as_a_whole() -> None:
    told = {"tables": [], "outcome": "updated", "stamped": True, "state": "stale"}
    merges = [Merged(CASE, MERGED, told, is_stable=True)]
    merges.append(Merged(CASE, TRANSLATION, {**told, "outcome": "refused"}, is_stable=True))
    expected = {"files": 2, "words": 64, "left": 39, "refused": 1, "current": 1}
    assert count_work(merges) == expected


def test_blocks_are_read_with_their_marks() -> None:
    text = (
        "## Tee<!-- sync:fuzzy -->\n\n> [!NOTE]\n> Wort <!-- sync:untranslated -->\n\n"
        "<!-- sync:fuzzy -->\n```sh\nrun\n```\n\n<!-- X START -->\n\nmade\n\n<!-- X END -->\n"
        "\n[a]: https://example.org\n"
    )
    found = [(leaf.kind, leaf.mark, leaf.end - leaf.start) for leaf in read_leaves(text).blocks]
    assert found == [
        ("heading", "fuzzy", 1),
        ("paragraph", "untranslated", 2),
        ("code", "fuzzy", 4),
        ("generated", None, 5),
        ("reference", None, 1),
    ]


HEAD = "---\nhero:\n  text: {}\n  link: {}\n---\n\nWords\n"


@pytest.mark.parametrize(
    ("result", "is_right"),
    [
        (HEAD.format("Heißer Tee", "/new"), True),
        (HEAD.format("Heißer Tee", "/old"), False),
        (HEAD.format("Hot tea", "/new"), True),  # the source's, as a whole
        (HEAD.format("Kalter Tee", "/new"), False),
    ],
)
def test_a_mapping_is_judged_by_the_texts_in_it(result: str, is_right: bool) -> None:
    base, source = HEAD.format("Hot tea", "/old"), HEAD.format("Hot tea", "/new")
    case = Case("a.md", "de", base, source, HEAD.format("Heißer Tee", "/old"))
    counts = judge_whole(case, result).counts
    assert counts["keys of front matter"] == 1
    assert counts["keys of front matter as they must be"] == is_right


@pytest.mark.parametrize("mark", ["", " # sync:fuzzy"])
def test_a_text_in_a_mapping_that_changed_has_a_mark(mark: str) -> None:
    base, source = HEAD.format("Hot tea", "/old"), HEAD.format("Cold tea", "/new")
    case = Case("a.md", "de", base, source, HEAD.format("Heißer Tee", "/old"))
    counts = judge_whole(case, HEAD.format(f"Heißer Tee{mark}", "/new")).counts
    assert counts["keys of front matter as they must be"] == bool(mark)


@pytest.mark.parametrize(
    "call", ['{{{{% note title="{}" color="{}" %}}}}', '<A title="{}" is="{}">']
)
def test_of_what_a_tag_is_given_words_alone_are_words(call: str) -> None:
    base, source = call.format("Tea", "red"), call.format("Tea", "blue")
    case = Case("a.md", "de", base, source, call.format("Tee", "red"))
    assert not judge_whole(case, call.format("Tee", "blue")).faults
    assert judge_whole(case, call.format("Kaffee", "blue")).faults


def test_lines_of_a_generator_are_blocks_of_their_own() -> None:
    text = ":::note\nOne\ntwo.\n:::\n\n- Three\n{.wide}\n\n{{% tip %}} Four\nfive. {{% /tip %}}\n"
    assert [(leaf.kind, leaf.raw) for leaf in read_leaves(text).blocks] == [
        ("paragraph", (":::note",)),
        ("paragraph", ("One", "two.")),
        ("paragraph", (":::",)),
        ("item", ("- Three",)),
        ("paragraph", ("{.wide}",)),
        ("paragraph", ("{{% tip %}} Four", "five. {{% /tip %}}")),
    ]
    for whole in ("{{% tip %}} One\ntwo.\n{{% /tip %}}\n", "| a |\n| - |\n| b |\n{{% /x %}}\n"):
        assert len(read_leaves(whole).blocks) == 1
