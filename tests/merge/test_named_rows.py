"""Rows of tables with more rows in the translation, or fewer, pair by what a column calls them."""

from __future__ import annotations

import pytest

from tests.merge.merging import merge_all

Row = tuple[str, str, str]

OLD: list[Row] = [
    ("leafSize", "Number", "How large a leaf may be"),
    ("withMilk", "Boolean", "Whether milk comes in"),
    ("cupColour", "String", "What a cup looks like"),
    ("onPour", "Function", "What happens when tea is poured"),
]
WORDS = {
    "How large a leaf may be": "Wie groß ein Blatt sein darf",
    "Whether milk comes in": "Ob Milch hineinkommt",
    "What a cup looks like": "Wie eine Tasse aussieht",
    "What happens when tea is poured": "Was geschieht, wenn Tee fließt",
}
OWN: Row = ("kettleOnly", "Boolean", "Nur bei uns")
NEW: Row = ("sugarMax", "Number", "How much sugar is too much")


def write(rows: list[Row], title: str = "Options", header: str = "Name | Type | Meaning") -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"# {title}", "", f"| {header} |", "| --- | --- | --- |", *lines, ""])


def translate(rows: list[Row], order: tuple[int, int, int] = (0, 1, 2)) -> str:
    told = [(name, kind, WORDS.get(words, words)) for name, kind, words in rows]
    header = ["Name", "Art", "Bedeutung"]
    turned = [(row[order[0]], row[order[1]], row[order[2]]) for row in told]
    return write(turned, "Optionen", " | ".join(header[k] for k in order))


def turn(rows: list[Row]) -> list[Row]:
    """Put what names the rows last."""
    return [(words, kind, name) for name, kind, words in rows]


@pytest.mark.parametrize(
    "there",
    [
        pytest.param([OWN, *OLD], id="one more, first"),
        pytest.param([*OLD[:2], OWN, *OLD[2:]], id="one more, between"),
        pytest.param([*OLD[:1], *OLD[2:]], id="one less"),
        pytest.param([*OLD[:1], *OLD[2:], OWN], id="one less, another more"),
    ],
)
@pytest.mark.parametrize("is_turned", [False, True])
def test_a_name_in_both_languages_pairs_rows(there: list[Row], is_turned: bool) -> None:
    old, new = (turn(rows) if is_turned else rows for rows in (OLD, [*OLD, NEW]))
    header = "Meaning | Type | Name" if is_turned else "Name | Type | Meaning"
    order = (2, 1, 0) if is_turned else (0, 1, 2)
    text = translate(there, order)
    merged = merge_all(write(old, header=header), write(new, header=header), text)
    assert merged.refusal is None
    had = {name for name, _, _ in there}
    for line in merged.text.splitlines():
        for name, _, words in OLD:
            if name in line:
                assert (WORDS[words] in line) is (name in had)
                assert ("sync:untranslated" in line) is (name not in had)
    assert merged.text.count(OWN[2]) == (OWN in there)
    assert "sync:untranslated --> How much sugar is too much" in merged.text
    assert not [note for note in merged.notes if "taken out" in note.message]


def test_one_name_alone_pairs_nothing() -> None:
    """Of four rows a column names one: where others come and go, it says too little."""
    old, new = ([(name, "String", words) for name, _, words in rows] for rows in (OLD, [*OLD, NEW]))
    there = [(name if name == "onPour" else f"x{name}", *rest) for name, *rest in [OWN, *old]]
    text = translate([(name, "String", words) for name, _, words in there])
    merged = merge_all(write(old), write(new), text)
    assert merged.refusal is not None
    assert merged.text == text


def test_names_that_changed_places_are_left_to_what_else_is_told() -> None:
    swapped = [OLD[1], OLD[0], *OLD[2:]]
    merged = merge_all(write(OLD), write([*OLD, NEW]), translate(swapped))
    for line in merged.text.splitlines():
        for name, _, words in OLD:
            assert name not in line or WORDS[words] in line


SET = [
    ("[pot](https://tea.example/pot)", "`What keeps the tea warm`"),
    ("[cup](https://tea.example/cup)", "`A cup for those who wait`"),
    ("[tray](https://tea.example/tray)", "`All of it at once`"),
]
SAID = {
    "What keeps the tea warm": "Was den Tee warm hält",
    "A cup for those who wait": "Eine Tasse für alle, die warten",
    "All of it at once": "Alles auf einmal",
}


def lay(rows: list[tuple[str, str]]) -> str:
    lines = [f"| {name} | {words} |" for name, words in rows]
    return "\n".join(["# Set", "", "| Part | Use |", "| --- | --- |", *lines, "", "End.", ""])


def test_sentences_that_are_set_as_code_are_a_translators() -> None:
    there = lay(SET).replace("End.", "Ende.")
    for old, new in SAID.items():
        there = there.replace(old, new)
    more = [*SET, ("[bowl](https://tea.example/bowl)", "`For the leaves that remain`")]
    merged = merge_all(lay(SET), lay(more), there)
    assert merged.refusal is None
    assert all(words in merged.text for words in SAID.values())
    assert merged.text.count("`For the leaves that remain`") == 1


def test_one_that_goes_is_named() -> None:
    there = lay(SET)
    for old, new in SAID.items():
        there = there.replace(old, new)
    merged = merge_all(lay(SET), lay(SET[:2]), there)
    assert [note.message for note in merged.notes] == ["taken out: `Alles auf einmal`"]
    assert merge_all(lay(SET), lay(SET[:2]), lay(SET)).notes == ()
