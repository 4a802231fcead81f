"""Comparing the sections that differ says what comparing the whole forms says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.errors import RefusedError
from sync.markdown import canonical
from sync.markdown.canonical import canonical_form, read_bounded, simplify
from sync.markdown.canonical_pairs import FormComparison, part_text, reduce_texts
from tests.markdown.test_scanner import documents, tidy

LINES = [
    *(
        "# Tea",
        "## Water",
        "## Water #",
        " ## Water",
        "Tea\n===",
        "tea",
        "* tea",
        "- tea",
        "- *tea*",
    ),
    *("1. tea", "2. tea", "> tea", "> ## tea", "- ## tea", "```", "~~~", "    tea", "---", "***"),
    *("", "", "", "", "[tea]", "[tea][]", "[Tea][water]", "[tea]: a.md", "[water]: b.md 'w'"),
    *("> [tea]: c.md", "[^1]", "[^1]: tea", "<div>", "</div>", "<!--", "-->", "<b>[tea]</b>"),
    *("| a | b |\n| - | - |\n| c | d |", "|a|b|\n|-|-|", "title: x", "<script>", "\\", "tea  "),
]
texts = st.lists(st.sampled_from(LINES), max_size=14).map("\n".join)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a text, and the same with a few lines put in, taken out or given another look."""
    text = draw(st.one_of(texts, documents(), tidy))
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(lines)))
        taken = draw(st.integers(0, 1))
        lines[place : place + taken] = draw(st.lists(st.sampled_from(LINES), max_size=2))
    return text, "\n".join(lines)


def judge(one: str, other: str) -> bool:
    forms = [canonical_form(text) for text in (one, other)]
    return None not in forms and forms[0] == forms[1]


@given(edits())
@settings(max_examples=150)
def test_the_sections_say_what_the_whole_says(pair: tuple[str, str]) -> None:
    one, other = map(simplify, pair)
    if one == other:
        return
    try:
        expected = judge(one, other)
    except RefusedError:
        return
    assert FormComparison().are_same(one, other) is expected


def reduce(one: str, other: str) -> tuple[str, str] | None:
    parts = [part_text(text, read_bounded(text) or ()) for text in (one, other)]
    assert parts[0] is not None
    assert parts[1] is not None
    return reduce_texts(parts[0], parts[1])


HEAD = "---\na: 1\n---\n\nAbove.\n\n## One\n\nOne.\n\n[tea]: a.md\n\n"


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        pytest.param("## Two\n\nTwo.\n", "## Two\n\nTwo.  \n", "## Two\n\nTwo.", id="last"),
        pytest.param("## A\n\nb\n\n## C\n", "### A\n\nb\n\n## C\n", "# A\n\nb", id="level"),
        pytest.param("## A\n\n- b\n\n## C\n", "## A\n\n* b\n\n## C\n", " b\n", id="between"),
        pytest.param("## C\n", "## A\n\nb\n\n## C\n", "", id="new"),
    ],
)
def test_of_the_rest_nothing_is_rendered(one: str, other: str, left: str) -> None:
    reduced = reduce(HEAD + one, HEAD + other)
    assert reduced is not None
    for text in reduced:
        assert text.startswith("[tea]: a.md\n\n# -\n\n")
        assert "One" not in text
        assert "C" not in text
    assert left in reduced[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("# A\n\nb\n\n[c]: d\n", "# A\n\nb\n\n[c]: e\n", id="definitions"),
        pytest.param("---\na: 1\n---\n\n# A\n", "---\na: 2\n---\n\n# A\n\nb\n", id="front matter"),
        pytest.param("a\n\n# B\n\nc\n", "b\n\n# B\n\nc\n", id="what begins the document"),
    ],
)
def test_where_sections_are_not_free_nothing_is_left_out(one: str, other: str) -> None:
    assert reduce(one, other) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# A\n\nb[^1]\n\n[^1]: c\n", id="footnote"),
        pytest.param("# A\n\n> [c]: d\n", id="definition in a quote"),
        pytest.param("- a\n\n---\n\n# B\n", id="list at the start"),
        pytest.param("---\na: |\n  ---\n---\n\n# B\n", id="mark within front matter"),
    ],
)
def test_what_reaches_beyond_its_section_keeps_a_text_whole(text: str) -> None:
    assert part_text(text, read_bounded(text) or ()) is None


@pytest.mark.parametrize(
    ("one", "other", "is_rendered"),
    [
        pytest.param("Tea, hot.\n", "Tea; hot.\n", False, id="a mark"),
        pytest.param("1. tea\n", "- tea\n", False, id="another list"),
        pytest.param("- tea\n", "* tea\n", True, id="the same list"),
        pytest.param("| a |\n| - |\n| b |\n", "|a|\n|---|\n|b|\n", True, id="the same table"),
    ],
)
def test_only_what_shows_the_same_is_rendered(
    monkeypatch: pytest.MonkeyPatch, one: str, other: str, is_rendered: bool
) -> None:
    rendered: list[str] = []
    render = canonical._format

    def record(text: str) -> str:
        rendered.append(text)
        return render(text)

    monkeypatch.setattr(canonical, "_format", record)
    assert FormComparison().are_same(one, other) is is_rendered
    assert bool(rendered) is is_rendered
