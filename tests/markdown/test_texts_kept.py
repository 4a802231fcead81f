"""What was read of a document's texts is kept as long as somebody looks at the document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sync.markdown.inline import read_inline
from sync.markdown.signature import forget_texts, read_kept

MANY = [f"[{k}](x/{k}) `c{k}`" for k in range(20_000)]


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    for read in (read_inline, read_kept):
        read.cache_clear()
    yield
    for read in (read_inline, read_kept):
        read.cache_clear()


def count_reads() -> int:
    return read_inline.cache_info().misses + read_kept.cache_info().misses


def test_all_texts_of_a_document_are_read_once_however_many() -> None:
    for text in MANY:
        read_kept(text)
    before = count_reads()

    for _ in range(3):
        assert [read_kept(text).codes for text in MANY] == [(f"c{k}",) for k in range(len(MANY))]

    assert count_reads() == before


def test_before_another_document_many_are_forgotten() -> None:
    for text in MANY:
        read_kept(text)

    forget_texts()

    assert (read_inline.cache_info().currsize, read_kept.cache_info().currsize) == (0, 0)


def test_noop_the_few_texts_of_a_source_stay_for_its_next_translation() -> None:
    for text in MANY[:100]:
        read_kept(text)

    forget_texts()

    assert read_kept.cache_info().currsize == 100
