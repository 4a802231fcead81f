"""Words that are known go to the very same text, and only where nothing speaks against them."""

from __future__ import annotations

import pytest

from sync.exchange.memory import KnownDocument, TranslationMemory, keeps, learn
from sync.exchange.values import CELL, Document, Filling, HandoverUnit, Place
from sync.markdown.links import LinkSpace
from sync.markdown.marks import Mark
from tests.exchange.handing import open_case, read
from tests.merge.merging import SPACE

SOURCE = "# Tea\n\nBoil water.\n\n| Leaf | Time |\n| --- | --- |\n| Green | 2 min |\n"
THERE = "# Tee\n\nWasser kochen.\n\n| Blatt | Zeit |\n| --- | --- |\n| Grün | 2 Min. |\n"


def know(source: str, translated: str, name: str = "tea.md") -> KnownDocument:
    """Return what a translation knows, as that of a document of a name."""
    case = open_case(source, translated)
    known = learn(read(source, translated), case.links)
    return known._replace(source=name, path=f"translations/de/{name}")


def owe(text: str, kind: str = "paragraph", words: str = "") -> HandoverUnit:
    """Return a unit that has no words yet."""
    return HandoverUnit(Place(0), kind, text, None, words, Mark.UNTRANSLATED, 1, 1)


def fill(memory: TranslationMemory, *units: HandoverUnit, name: str = "other.md") -> list[Filling]:
    document = Document("de", name, f"translations/de/{name}", units)
    return list(memory.fill(document, SPACE))


def take(
    memory: TranslationMemory, text: str, kind: str = "paragraph", name: str = "other.md"
) -> str:
    """Return what a text takes, with a mark before it where it has to be looked at."""
    filled = fill(memory, owe(text, kind), name=name)
    return "".join(f"{each.mark.value if each.mark else 'done'}: {each.words}" for each in filled)


def test_a_translation_knows_its_cells_and_blocks() -> None:
    assert [(pair.text, pair.words) for pair in know(SOURCE, THERE).pairs] == [
        ("Tea", "Tee"),
        ("Boil water.", "Wasser kochen."),
        ("Leaf", "Blatt"),
        ("Time", "Zeit"),
        ("Green", "Grün"),
        ("2 min", "2 Min."),
    ]


@pytest.mark.parametrize("mark", list(Mark))
def test_what_is_marked_teaches_nothing(mark: Mark) -> None:
    marked = THERE.replace("Wasser kochen.", f"Wasser kochen. <!-- sync:{mark.value} -->")
    marked = marked.replace("| Grün", f"| <!-- sync:{mark.value} --> Grün")
    texts = [pair.text for pair in know(SOURCE, marked).pairs]
    assert texts == ["Tea", "Leaf", "Time", "2 min"]


def test_prose_of_an_unknown_version_teaches_nothing() -> None:
    case = open_case(SOURCE, THERE)
    known = learn(read(SOURCE, THERE), case.links, knows_prose=False)
    assert [pair.text for pair in known.pairs] == ["Leaf", "Time", "Green", "2 min"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Wait 3 minutes", "Warte 5 Minuten"),
        ("Use `kettle`", "Nimm `topf`"),
        ("See [it](a.md)", "Siehe [das](b.md)"),
        ("See [it](a.md)", "Siehe das"),
        ("See [it][a]", "Siehe [das][b]"),
        ("See it[^1]", "Siehe das[^2]"),
    ],
)
def test_words_that_break_a_rule_are_not_taken(text: str, words: str) -> None:
    assert not keeps(text, words, "paragraph", SPACE)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Wait 3 minutes", "٣ دقائق"),
        ("Use `kettle`", "Nimm den `kettle`"),
        ("See [it](a.md)", "Siehe [das](a.md)"),
        ("See [it][a] and that[^1]", "Siehe das[^1] und [dies][a]"),
        ("Up to 10,000", "Bis zu 10.000"),
    ],
)
def test_words_that_keep_all_are(text: str, words: str) -> None:
    assert keeps(text, words, "paragraph", SPACE)


def test_the_same_text_in_another_document_is_to_be_looked_at() -> None:
    memory = TranslationMemory([know(SOURCE, THERE)])
    assert take(memory, "Boil water.") == "fuzzy: Wasser kochen."
    assert take(memory, "Boil\n  water.") == "fuzzy: Wasser kochen."
    assert take(memory, "Green", CELL) == "fuzzy: Grün"


@pytest.mark.parametrize("text", ["Boil water", "boil water.", "Boil water. ", "Boil  the water."])
def test_no_other_text_takes_its_words(text: str) -> None:
    taken = take(TranslationMemory([know(SOURCE, THERE)]), text)
    assert taken == ("fuzzy: Wasser kochen." if text.strip() == "Boil water." else "")


def test_in_the_same_document_the_mark_goes() -> None:
    assert take(TranslationMemory([know(SOURCE, THERE)]), "Tea", "heading", "tea.md") == "done: Tee"


def test_the_mark_stays_where_another_document_says_something_else() -> None:
    other = know(SOURCE, THERE.replace("# Tee", "# Der Tee"), "more.md")
    for documents in ([know(SOURCE, THERE), other], [other, know(SOURCE, THERE)]):
        assert take(TranslationMemory(documents), "Tea", "heading", "tea.md").startswith("fuzzy: ")


def test_the_most_frequent_words_are_taken_and_the_first_of_equals() -> None:
    first, second = know("# Tea\n", "# Tee\n", "a.md"), know("# Tea\n", "# Der Tee\n", "b.md")
    third = know("# Tea\n", "# Der  Tee\n", "c.md")
    assert take(TranslationMemory([first, second]), "Tea") == "fuzzy: Tee"
    assert take(TranslationMemory([second, first]), "Tea") == "fuzzy: Der Tee"
    assert take(TranslationMemory([first, second, third]), "Tea") == "fuzzy: Der Tee"


def test_the_sources_own_words_are_none_but_speak_against_others() -> None:
    same = know(SOURCE, THERE.replace("# Tee", "# Tea"))
    assert take(TranslationMemory([same]), "Tea", "heading", "tea.md") == ""
    other = know(SOURCE, THERE, "more.md")
    assert take(TranslationMemory([same, other]), "Tea", "heading", "more.md") == "fuzzy: Tee"


def test_what_has_words_keeps_them() -> None:
    memory = TranslationMemory([know(SOURCE, THERE)])
    fuzzy = owe("Tea")._replace(mark=Mark.FUZZY, words="Teee")
    assert fill(memory, owe("Tea", words="Begonnen"), fuzzy, name="tea.md") == []


def test_code_knows_code_alone() -> None:
    fence = "```sh\n# boil\nkettle on\n```"
    translated = fence.replace("boil", "kochen")
    memory = TranslationMemory([know(f"{fence}\n\nboil\n", f"{translated}\n\nkochen\n")])
    assert take(memory, fence, "code") == f"fuzzy: {translated}"
    assert take(memory, fence.replace("kettle on", "kettle  on"), "code") == ""
    assert take(memory, fence, "paragraph") == ""
    assert take(memory, "boil") == "fuzzy: kochen"
    assert take(memory, "boil", "code") == ""


def test_a_word_for_programs_is_no_text() -> None:
    memory = TranslationMemory([know("# guide\n\n# All teas\n", "# Anleitung\n\n# Alle Tees\n")])
    assert take(memory, "guide", "front-matter") == ""
    assert take(memory, "All teas", "front-matter") == "fuzzy: Alle Tees"
    assert take(memory, "guide", "heading") == "fuzzy: Anleitung"


def test_an_anchor_of_the_same_page_is_known_there_alone() -> None:
    memory = TranslationMemory([know("See [Tea](#tea).\n", "Siehe [Tee](#tee).\n")])
    assert take(memory, "See [Tea](#tea).", name="tea.md") == "done: Siehe [Tee](#tee)."
    assert take(memory, "See [Tea](#tea).") == ""
    plain = TranslationMemory([know("See [Tea](#tea).\n", "Siehe [Tee](#tea).\n")])
    assert take(plain, "See [Tea](#tea).") == "fuzzy: Siehe [Tee](#tea)."


def test_links_are_those_of_the_unit_that_takes_the_words() -> None:
    """A relative link means another file in another folder, and it is spelled as the text's."""
    memory = TranslationMemory([know("See [it](cups.md).\n", "Siehe [das](cups.md).\n")])
    deep = LinkSpace("docs/b.md", "translations/de/docs/b.md", lambda path: path, lambda _: None)
    unit = owe("See [it](cups.md).")
    document = Document("de", "docs/b.md", "translations/de/docs/b.md", (unit,))
    [filling] = memory.fill(document, deep)
    assert filling.words == "Siehe [das](cups.md)."


def test_words_on_several_lines_go_into_no_cell() -> None:
    memory = TranslationMemory([know("Boil water now.\n", "Wasser\njetzt kochen.\n")])
    assert take(memory, "Boil water now.", CELL) == ""
    assert take(memory, "Boil water now.") == "fuzzy: Wasser\njetzt kochen."
