"""What may be worked with at all: texts without conflicts, and not in fenced code as a whole."""

from __future__ import annotations

import pytest

from sync.markdown.document import read_markdown
from sync.merge.update import find_conflict_note

PLAIN = "# Tea\n\nWords.\n"
STAMP = "<!--\nCO_OP_TRANSLATOR_METADATA: {}\n-->\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"```markdown\n{PLAIN}```\n", 1),
        (f"~~~\n{PLAIN}~~~\n", 1),
        (f"{STAMP}```markdown\n{PLAIN}```\n", 4),
        (f"---\ntitle: Tee\n---\n{STAMP}\n````md\n{PLAIN}````\n", 8),
    ],
)
def test_a_fence_around_all_of_a_translation(text: str, line: int) -> None:
    note = find_conflict_note(read_markdown(PLAIN), read_markdown(text))
    assert note is not None
    assert (note.line, "fenced code" in note.message) == (line, True)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (PLAIN, PLAIN),
        (PLAIN, f"# Tee\n\n```\n{PLAIN}```\n"),
        (PLAIN, f"{STAMP}<details>\n\n```\n{PLAIN}```\n"),
        ("```\nbrew\n```\n", f"{STAMP}```\nbrew\n```\n"),
    ],
)
def test_other_fences_stop_nobody(source: str, text: str) -> None:
    assert find_conflict_note(read_markdown(source), read_markdown(text)) is None
