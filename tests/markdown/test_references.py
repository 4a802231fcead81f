"""Reference links are found where CommonMark's parser finds them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sync.markdown.references import Definition, list_uses, write_inline

NAMES = ("guide", "badge", "home")
DEFINITIONS = {name: Definition(0, 0, f"/{name}", name) for name in NAMES}
PARSER = MarkdownIt("commonmark")
LABELS = st.sampled_from(["[guide]", "[badge]", "[home]", "[]", "", "[nowhere]"])
WORDS = st.sampled_from(["guide", "badge", "read it", "`a[b]`", r"\]", r"\[", "*so*", "x"])
TEXTS = st.recursive(
    WORDS,
    lambda inner: (
        st.builds("{}[{}]{}".format, st.sampled_from(["", "!"]), inner, LABELS)
        | st.builds("{} {}".format, inner, inner)
    ),
    max_leaves=6,
)


def find_targets(text: str) -> list[str]:
    """Return where CommonMark's links and pictures lead."""
    below = "".join(f"\n[{name}]: /{name}" for name in NAMES)
    return sorted(list_targets(PARSER.parse(f"{text}\n{below}")))


def list_targets(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        target = token.attrGet("href" if token.type == "link_open" else "src")
        if target is not None:
            yield str(target)
        yield from list_targets(token.children or [])


@given(TEXTS)
def test_references_are_those_that_commonmark_finds(text: str) -> None:
    uses = list(list_uses(text, DEFINITIONS))
    assert sorted(use.reference.text for use in uses) == find_targets(text)
    spans = [(use.reference.start, use.reference.end) for use in uses]
    assert all(above[1] <= below[0] for above, below in pairwise(spans))


@given(TEXTS)
def test_a_text_without_references_leads_where_it_led(text: str) -> None:
    written = write_inline(text, DEFINITIONS)
    assert find_targets(written) == find_targets(text)


def test_around_a_badge_with_a_reference_the_link_is_its_label() -> None:
    text = "[![Built][badge]][guide]"
    uses = [(use.words, use.label) for use in list_uses(text, DEFINITIONS)]
    assert uses == [("[Built]", "badge"), ("", "guide")]
    assert write_inline(text, DEFINITIONS) == "[![Built](/badge)](/guide)"
