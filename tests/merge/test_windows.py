"""Parsing only what stands around an edit finds what parsing the whole text finds."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sync.markdown.document import read_markdown
from sync.markdown.links import LinkSpace
from sync.merge.verify import Rewritten, find_fault, find_fault_in_whole
from sync.merge.windows import Edited, find_windows

SPACE = LinkSpace("a.md", "translations/he/a.md", str, lambda _: None)
LINES = (
    *("", "", "", "", "text", "more text", "# heading", "## other", "---", "***", "==="),
    *("- item", "* star", "1. one", "  inside", "    deep", "\ttab", "> quote", "> | a | b |"),
    *("| a | b |", "|---|---|", "| 1 | 2 |", "a | b", "-- | --", "  | x | y |", "|"),
    *("```", "~~~", "    ```", "<div>", "</div>", "<!--", "-->", "<!-- c -->", "<script>"),
    *("[x]: /y", "[z]:", "'t'", "\\", "\x0b", "\u00a0", "\ufeff"),
)
texts = st.lists(st.sampled_from(LINES), min_size=0, max_size=24)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str, list[Rewritten]]:
    """Draw a text, what edits make of it, and where they are."""
    old = draw(texts)
    places = draw(st.lists(st.integers(0, len(old)), min_size=2, max_size=6).map(sorted))
    new: list[str] = []
    parts: list[Rewritten] = []
    place = 0
    for start, end in zip(places[::2], places[1::2], strict=False):
        new += old[place:start]
        lines = draw(st.lists(st.sampled_from(LINES), max_size=5))
        parts.append(Rewritten(start, end, len(new), len(lines), None, None))
        new += lines + [""] * draw(st.integers(0, 1))
        place = end
    return _join(old), _join([*new, *old[place:]]), parts


def _join(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


@settings(max_examples=500, deadline=None)
@given(edited())
@example(("a\n\n| a |\n|---|\n\nb\n", "a\n\n```\n\nb\n", [Rewritten(2, 4, 2, 1, None, None)]))
@example(("- a\n\nb\n\nc\n\nd\n", "- a\n\n  b\n\nc\n\nd\n", [Rewritten(2, 3, 2, 1, None, None)]))
@example(("a\n\nb\n\n-->\n", "a\n\n<!--\n\n-->\n", [Rewritten(2, 3, 2, 1, None, None)]))
@example(("a\n\nb\n\n---\nc\n", "a\n\n\n\n---\nc\n", [Rewritten(2, 3, 2, 1, None, None)]))
def test_windows_find_what_the_whole_text_finds(case: tuple[str, str, list[Rewritten]]) -> None:
    old, new, parts = case
    before = read_markdown(old)
    by_windows = find_fault(before, new, parts, SPACE)
    assert by_windows == find_fault_in_whole(before, new, parts, SPACE)


def test_a_window_is_small() -> None:
    rest = ["words\n\n"] * 40
    table = "| a |\n|---|\n| 1 |\n\n"
    old = "".join((*rest, table, *rest))
    new = old.replace("| 1 |", "| 2 |")
    start = 80
    lines = tuple(read_markdown(new).lines)
    windows = find_windows(read_markdown(old), lines, [Edited(start, start + 3, start, 3)])
    assert windows is not None
    (window,) = windows
    assert (window.start, window.end, window.last) == (78, 85, 84)
    assert (window.line, window.stop) == (78, 85)


def test_texts_that_differ_elsewhere_have_no_windows() -> None:
    old, new = "a\n\nb\n\nc\n", "a\n\nb\n\nd\n"
    lines = read_markdown(new).lines
    assert find_windows(read_markdown(old), lines, [Edited(0, 1, 0, 1)]) is None
