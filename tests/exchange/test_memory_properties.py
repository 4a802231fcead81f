"""Whatever documents say: no unit gets another text's words, and what has no mark stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sync.exchange.filling import fill_units
from sync.exchange.memory import KnownDocument, TranslationMemory, learn
from sync.exchange.reading import read_document
from sync.markdown.document import read_markdown
from sync.markdown.marks import Mark
from sync.merge.start import start_text
from tests.exchange.handing import open_case, read
from tests.merge.merging import PLAIN, SPACE

_TEXTS = st.sampled_from(
    [
        *(
            "Tea",
            "Boil water.",
            "Wait 2 minutes.",
            "Use `kettle`.",
            "See [it](cups.md).",
            "two  words",
        ),
        *("two words", "Tea pot", "[Tea](#tea)", "*Tea*", "1. Tea"),
    ]
)
_WORDS = st.sampled_from(["{} da", "Der {}", "{}", "Anders", "{} 3", "Das `{}`"])


def _is_heading(at: int) -> bool:
    return at % 3 == 0


def write(texts: list[str]) -> str:
    """Return a document of headings and paragraphs, and of a table of the same texts."""
    blocks = [f"# {text}" if _is_heading(at) else text for at, text in enumerate(texts)]
    rows = [f"| {text} | {at} |" for at, text in enumerate(texts)]
    return "\n\n".join([*blocks, "\n".join(["| A | B |", "| --- | --- |", *rows])]) + "\n"


@st.composite
def documents(draw: st.DrawFn) -> KnownDocument:
    """Draw what a translation knows, its words right and wrong, marked and not."""
    texts = draw(st.lists(_TEXTS, min_size=1, max_size=5))
    said = [draw(_WORDS).format(text) for text in texts]
    source, translated = write(texts), write(said)
    for mark in draw(st.lists(st.sampled_from(said), max_size=1)):
        translated = translated.replace(f"\n{mark}\n", f"\n{mark} <!-- sync:fuzzy -->\n")
    known = learn(read(source, translated), SPACE)
    name = draw(st.sampled_from(["a.md", "b.md", SPACE.source]))
    return known._replace(source=name)


@given(st.lists(documents(), max_size=3), st.lists(_TEXTS, min_size=1, max_size=5))
def test_each_text_gets_its_own_words_or_none(known: list[KnownDocument], texts: list[str]) -> None:
    memory = TranslationMemory(known)
    source = write(texts)
    case = open_case(source, start_text(read_markdown(source), SPACE, PLAIN))
    before = read_document(case)
    fillings = list(memory.fill(before, SPACE))
    filled = fill_units(case.translation, fillings, SPACE)

    after = read_document(open_case(source, filled.text))
    said = {
        (" ".join(pair.text.split()), " ".join(pair.words.split()))
        for document in known
        for pair in document.pairs
    }
    unfit = set(filled.unfit)
    places = {each.place for each in fillings} - unfit
    assert [each.place for each in after.units] == [each.place for each in before.units]
    for old, new in zip(before.units, after.units, strict=True):
        if old.place in places:
            assert old.mark is Mark.UNTRANSLATED
            assert (" ".join(old.text.split()), " ".join(new.words.split())) in said
        else:
            assert (new.words, new.mark) == (old.words, old.mark)
    again = memory.fill(after, SPACE)
    assert {each.place for each in again} <= unfit
