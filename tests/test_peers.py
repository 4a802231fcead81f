"""The comparison of peers: what the stub says, and what the judge makes of it."""

from __future__ import annotations

import json
import urllib.request
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from benchmarks.cases import Case
from benchmarks.peers.installing import find_reason
from benchmarks.peers.judge import HAND, find_way, judge_update, put_hand
from benchmarks.peers.server import serve
from benchmarks.peers.stub import BASELINE, count_translated, count_words, take_back, translate

BASE = """# The house

There is a house beside the river.

It has a door of old oak wood.

- A key lies under the stone.
"""
SOURCE = BASE.replace("old oak", "new elm") + "\nNobody has lived there for years.\n"
TRANSLATION = """# Das Haus

Ein Haus steht neben dem Fluss.

Es hat eine Tür aus altem Eichenholz.

- Ein Schlüssel liegt unter dem Stein.
"""
CASE = Case("house.md", "de", BASE, SOURCE, TRANSLATION)
DOOR, NOBODY = (translate(SOURCE.split("\n\n")[place]) for place in (2, 4))
"""The two units that a model has to be asked for."""
UPDATED = TRANSLATION.replace("Es hat eine Tür aus altem Eichenholz.", DOOR) + f"\n{NOBODY}"

PAGE = """---
title: A page
---
# Get *started* with `make it` {#start}

**title**: See [the guide](guide.md "The guide") or https://example.org/there
<br/> @@LINE_0001@@ ⟦P:0⟧

> [!NOTE]
> It don\u2019t &amp; won't.

```sh
echo no word of it
```

[ref]: there.md
"""


def test_only_words_are_translated_and_each_can_be_taken_back() -> None:
    said = translate(PAGE)
    assert take_back(said) == PAGE
    assert count_translated(said) == count_words(PAGE) == 13
    kept = ("`make it`", "{#start}", "](guide.md", "<br/>", "@@LINE_0001@@", "[!NOTE]", "&amp;")
    assert all(part in said for part in (*kept, "echo no word of it", "https://example.org/there"))
    assert count_translated(translate(PAGE, BASELINE)) == 0


def test_a_perfect_update_is_told_from_a_new_translation() -> None:
    found = judge_update(CASE, UPDATED)
    assert (found["unchanged"], found["kept"], found["wrong"]) == (3, 3, 0)
    assert found["words changed"] == count_words(DOOR + NOBODY)
    assert not found["whole"]
    anew = judge_update(CASE, translate(SOURCE))
    assert (anew["unchanged"], anew["kept"], anew["wrong"], anew["whole"]) == (3, 0, 0, 1)


@pytest.mark.parametrize(
    "text",
    [
        TRANSLATION + f"\n{NOBODY}",  # the old door, silently
        UPDATED.replace("Ein Haus steht neben dem Fluss.", "Ein Schlüssel liegt unter dem Stein."),
        UPDATED.replace("Ein Haus steht neben dem Fluss.\n\n", ""),
        UPDATED.replace("Ein Haus steht", "Irgendwas steht"),
        UPDATED + "\nEs hat eine Tür aus altem Eichenholz.\n",
        UPDATED.replace(NOBODY, take_back(NOBODY)),
        UPDATED.replace(NOBODY, translate("It has a door of new elm wood.")),
    ],
)
def test_words_in_nobodys_place_are_wrong(text: str) -> None:
    assert judge_update(CASE, text)["wrong"] == 1


def test_wraps_and_bullets_are_not_held_against_a_tool() -> None:
    text = UPDATED.replace("Ein Haus steht", "Ein Haus\nsteht").replace("- Ein", "*   Ein")
    found = judge_update(CASE, text)
    assert (found["kept"], found["wrong"]) == (3, 0)


def test_marks_count_as_words_sent_and_are_not_silent() -> None:
    fuzzy = TRANSLATION.replace("Eichenholz.", "Eichenholz. <!-- sync:fuzzy -->")
    text = f"{fuzzy}\n{take_back(NOBODY.strip())} <!-- sync:untranslated -->\n"
    found = judge_update(CASE, text)
    assert (found["kept"], found["wrong"]) == (3, 0)
    assert found["words marked"] == count_words(DOOR + NOBODY)


def test_an_own_unit_with_a_mark_is_work_and_one_without_is_lost() -> None:
    own = "\nEs hat eine Tür aus altem Eichenholz.{}\n"
    handed = judge_update(CASE, UPDATED + own.format(" <!-- sync:fuzzy -->"))
    assert (handed["wrong"], handed["words marked"]) == (0, 7)
    assert judge_update(CASE, UPDATED + own.format(""))["wrong"] == 1


def test_what_the_translator_left_as_the_source_has_it_is_no_fault() -> None:
    base, said = f"{BASE}\n## Windows\n", f"{TRANSLATION}\n## Windows\n"
    case = Case("house.md", "de", base, f"{base}\n# Windows\n", said)
    assert judge_update(case, f"{said}\n# Windows\n")["wrong"] == 0
    assert judge_update(CASE, UPDATED.replace("Das Haus", "The house"))["wrong"] == 1


def test_an_edit_of_markup_alone_asks_for_no_words() -> None:
    source = BASE.replace("old oak wood", "*old* [oak wood][]")
    case = Case("house.md", "de", BASE, source, TRANSLATION)
    assert judge_update(case, TRANSLATION)["wrong"] == 0
    assert judge_update(replace(case, source=source.replace("wood", "door")), TRANSLATION)["wrong"]


def test_a_refused_file_is_left_whole_to_a_translator() -> None:
    found = judge_update(CASE, None)
    assert (found["refused"], found["words marked"]) == (1, count_words(SOURCE))


def test_a_humans_words_survive_or_do_not() -> None:
    case = put_hand(CASE)
    assert case.translation.count(HAND) == 1
    kept = judge_update(case, UPDATED.replace("Stein.", f"Stein. {HAND}"))
    lost = judge_update(case, translate(SOURCE))
    assert (kept["hands"], kept["hands kept"]) == (1, 1)
    assert (lost["hands"], lost["hands kept"]) == (1, 0)
    undone = judge_update(case, UPDATED)
    assert (undone["kept"], undone["hands kept"], undone["wrong"]) == (2, 0, 0)
    other = replace(CASE, translation=TRANSLATION.replace("# Das Haus\n\n", ""))
    assert put_hand(other) == other


def test_keys_that_readers_see_are_units() -> None:
    heads = ("title: House\nweight: 1", "title: House\nweight: 2", "title: Haus\nweight: 1")
    base, source, translation = (f"---\n{head}\n---\nA door.\n" for head in heads)
    case = Case("house.md", "de", base, source, translation.replace("A door", "Eine Tür"))
    right = case.translation.replace("weight: 1", "weight: 2")
    assert judge_update(case, right) == judge_update(case, right) | Counter(kept=2, wrong=0)
    lost = judge_update(case, right.replace("title: Haus", "title: House"))
    assert (lost["kept"], lost["wrong"]) == (1, 1)


def test_the_way_through_both_has_the_most_pairs_in_order() -> None:
    assert find_way([["kept", "", ""], ["", "", "kept"], ["", "model", ""]]) == {0: 0, 1: 2}
    assert find_way([]) == {}


def test_the_service_answers_as_each_api_does_and_counts_words() -> None:
    with serve() as service:

        def ask(path: str, asked: object) -> dict[str, Any]:
            request = urllib.request.Request(service.address + path, json.dumps(asked).encode())
            with urllib.request.urlopen(request) as answer:
                said: dict[str, Any] = json.load(answer)
                return said

        def chat(text: str) -> str:
            answer = ask("/chat/completions", {"messages": [{"role": "user", "content": text}]})
            return str(answer["choices"][0]["message"]["content"])

        assert chat("One door.") == translate("One door.")
        batch = json.loads(chat(json.dumps({"1": "Two doors", "2": "`code`"})))
        assert batch == {"1": translate("Two doors"), "2": "`code`"}
        data = {"a": "Three doors", "b": ["More"], "c": 1}
        said = {"a": translate("Three doors"), "b": [translate("More")], "c": 1}
        assert ask("/i18n", {"data": data}) == {"data": said}
        assert service.words == 7
        service.make_baseline(is_baseline=True)
        assert chat("One door.") == translate("One door.", BASELINE)
        assert service.words == 7


def test_why_a_peer_cannot_be_had_is_told_in_a_sentence_without_addresses() -> None:
    told = "npm error code E404\nnpm error 404 Not Found - GET https://example.org/a b\n"
    assert (
        find_reason(f"{told}npm error 404  the part 'a' is nowhere\n") == "the part 'a' is nowhere"
    )
    assert find_reason("ERROR: no version of it is for this Python") != "it does not say why"
    assert find_reason("") == "it does not say why"
