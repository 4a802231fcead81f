"""Damaged translations: what the source left alone stays, and nothing wrong is without a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.merge.documents import (
    KINDS,
    Document,
    Part,
    documents,
    edits,
    translate,
    translate_part,
)
from tests.merge.merging import merge_all
from tests.merge.reading import read

profile = settings(max_examples=40, derandomize=True)
DAMAGES = ("dropped", "doubled", "swapped", "merged", "section", "cut", "spliced", "gathered")
_NO_TABLES = tuple(kind for kind in KINDS if "table" not in kind)
_ADDRESS = re.compile(r"https?:\S+")
_CODE = ("fence", "code_block")


def rename(document: Document) -> tuple[Part, ...]:
    """Return the parts of another document: no word or link is one of the first's."""
    return tuple(
        replace(
            part,
            name=part.name and f"q{part.name[::-1]}",
            words=tuple(f"{word}s" for word in part.words),
            link=part.link and f"q{part.link}",
        )
        for part in document.parts
    )


def damage(parts: Sequence[Part], how: str, place: int, other: Sequence[Part]) -> tuple[Part, ...]:
    """Damage the parts of a translation at a place."""
    damaged = list(parts)
    if how == "dropped":
        del damaged[place]
    elif how == "doubled":
        damaged.insert(place, damaged[place])
    elif how == "swapped":
        damaged[place : place + 2] = reversed(damaged[place : place + 2])
    elif how == "merged":
        both = damaged[place : place + 2]
        words = (*both[0].words, both[-1].name, *both[-1].words)
        damaged[place : place + 2] = [replace(both[0], words=words)]
    elif how == "section":
        del damaged[place : place + len(damaged) // 4]
    elif how == "cut":
        del damaged[max(1, len(damaged) // 3) :]
    elif how == "spliced":
        damaged[place : place + 3] = map(translate_part, other[:4])
    else:
        damaged.sort(key=lambda part: part.kind == "definition")
    return tuple(damaged)


@st.composite
def damaged(draw: st.DrawFn, *, most: int = 2) -> tuple[Document, Document, Document]:
    """Draw a source's old and new version, and a damaged translation of the old one."""
    old = draw(documents(least=8, most=16, kinds=_NO_TABLES))
    other = rename(draw(documents(least=4, most=6, kinds=_NO_TABLES)))
    there = old.translate(old.style)
    how, place = draw(st.sampled_from(DAMAGES)), draw(st.integers(0, len(old.parts) - 1))
    parts = damage(there.parts, how, place, other)
    return old, draw(edits(old, most=most)), replace(there, parts=parts)


@given(damaged(most=0))
@profile
def test_any_translation_stays_while_the_source_stays(
    texts: tuple[Document, Document, Document],
) -> None:
    old, _, there = (document.write() for document in texts)
    merged = merge_all(old, old, there)

    assert merged.refusal is None
    assert merged.text == there


@given(damaged())
@profile
def test_nothing_wrong_is_without_a_mark(texts: tuple[Document, Document, Document]) -> None:
    old, new, there = texts
    merged = merge_all(old.write(), new.write(), there.write())
    if merged.refusal is not None:
        assert merged.text == there.write()
        return
    before = {part.name: part for part in old.parts if part.name}
    after = {part.name: part for part in new.parts if part.name}
    for content in read(merged.text).contents:
        if content.mark or content.kind in _CODE:
            continue
        said = _ADDRESS.sub("", content.text)
        for name, part in before.items():
            if translate(name) in said:
                assert name in after, "it is gone from the source"
                assert after[name].words == part.words, "it has been edited since"
        for name in after:
            assert name not in said, "it is the source's"


@given(damaged())
@profile
def test_nothing_is_lost_without_a_word_and_a_second_merge_does_nothing(
    texts: tuple[Document, Document, Document],
) -> None:
    old, new, there = texts
    merged = merge_all(old.write(), new.write(), there.write())
    said = " ".join(note.message for note in merged.notes)

    for part in there.parts:
        if part.name and part.kind != "definition":  # a label alone is no loss
            assert part.name in merged.text or part.name in said
    if merged.refusal is None:
        assert merge_all(new.write(), new.write(), merged.text).text == merged.text


@given(documents(least=8, kinds=_NO_TABLES), documents(least=8, kinds=_NO_TABLES), st.data())
@settings(profile, max_examples=20)
def test_another_document_is_hardly_ever_merged(
    old: Document, other: Document, data: st.DataObject
) -> None:
    there = replace(other, parts=tuple(map(translate_part, rename(other))), keys=())
    new = data.draw(edits(replace(old, keys=())))
    merged = merge_all(old.write(), new.write(), there.write())

    if merged.refusal is None:  # then all that it says stays, or is named
        said = " ".join(note.message for note in merged.notes)
        names = [part.name for part in there.parts if part.name and part.kind != "definition"]
        assert all(name in merged.text or name in said for name in names)
