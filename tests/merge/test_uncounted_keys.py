"""Keys of front matter that do not count follow the source without a mark, or stay as they are."""

from __future__ import annotations

import pytest

from sync.changes.document import compare_document, compare_versions
from sync.markdown.counted import Counted
from sync.markdown.document import read_markdown
from sync.merge.document import merge_document
from sync.merge.start import start_text
from sync.merge.values import MergeOptions
from tests.cases import make_case
from tests.merge.merging import PLAIN, SPACE

KEYS = ("title",)
BODY = "\nA cup of tea.\n"
OLD = "---\ntitle: Green tea\nweight: 3\nnote: two words\n---\n"
THERE = "---\ntitle: Grüner Tee\nweight: 3\nnote: zwei Worte\n---\n"


def merge(new: str, there: str = THERE, counted: Counted = KEYS, old: str = OLD) -> str:
    case = make_case(
        new + BODY,
        there + "\nEine Tasse Tee.\n",
        SPACE,
        base=old + BODY,
        is_whole=True,
        counted=counted,
    )
    merged = merge_document(case, PLAIN)
    assert merged.refusal is None
    return merged.text.removesuffix("\nEine Tasse Tee.\n")


def test_a_value_that_is_the_sources_follows_it() -> None:
    assert merge(OLD.replace("3", "4")) == THERE.replace("3", "4")
    untranslated = THERE.replace("zwei Worte", "two words")
    new = OLD.replace("two words", "three more words")
    assert merge(new, untranslated) == THERE.replace("zwei Worte", "three more words")


def test_a_value_of_its_own_stays_unmarked() -> None:
    new = OLD.replace("two words", "three more words").replace("3", "4")
    assert merge(new, THERE.replace("weight: 3", "weight: 9")) == THERE.replace("3", "9")
    assert "fuzzy" in merge(new, counted=None)


def test_a_new_key_comes_where_it_has_no_words() -> None:
    new = OLD.replace("note:", "draft: true\nintro: some words\nnote:")
    assert merge(new) == THERE.replace("note:", "draft: true\nnote:")


def test_a_key_that_goes_takes_no_words_with_it() -> None:
    new = OLD.replace("weight: 3\nnote: two words\n", "")
    assert merge(new) == THERE.replace("weight: 3\n", "")
    assert merge(new, counted=None) == "---\ntitle: Grüner Tee\n---\n"


def test_a_key_that_counts_is_marked_as_ever() -> None:
    new = OLD.replace("Green tea", "Black tea")
    assert merge(new) == THERE.replace("Grüner Tee", "Grüner Tee # sync:fuzzy")


def test_a_new_translation_marks_what_counts() -> None:
    text = start_text(read_markdown(OLD + BODY), SPACE, MergeOptions(), counted=KEYS)
    assert text.startswith(OLD.replace("Green tea", "Green tea # sync:untranslated"))


@pytest.mark.parametrize(
    ("new", "told"),
    [
        pytest.param(OLD.replace("3", "4"), 0, id="changed"),
        pytest.param(OLD.replace("weight: 3\n", ""), 0, id="gone"),
        pytest.param(OLD.replace("weight", "draft: true\nweight"), 0, id="new"),
        pytest.param(OLD.replace("Green", "Black"), 1, id="a title"),
        pytest.param(OLD.replace("title: Green tea\n", ""), 1, id="no title"),
        pytest.param("", 1, id="no front matter"),
    ],
)
def test_nothing_is_told_of_what_does_not_count(new: str, told: int) -> None:
    texts = [read_markdown(text + BODY) for text in (OLD, new)]
    assert len(compare_versions(texts[0], texts[1], (), KEYS).prose) == told
    case = make_case(texts[1], THERE + BODY, SPACE, base=texts[0], counted=KEYS)
    changes = compare_document(case)
    assert changes is not None
    assert len(changes.prose) == told


def test_broken_front_matter_is_told_of_where_a_key_that_counts_changed() -> None:
    broken = OLD.replace("two words", "'it's")
    for new, told in ((broken.replace("3", "4"), 0), (broken.replace("Green", "Black"), 1)):
        texts = [read_markdown(text + BODY) for text in (broken, new)]
        assert len(compare_versions(texts[0], texts[1], (), KEYS).prose) == told
