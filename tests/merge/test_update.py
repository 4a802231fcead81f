"""What may be worked with at all: texts without conflicts, and not in fenced code as a whole."""

from __future__ import annotations

import pytest

from sync.markdown.document import read_markdown
from sync.merge.update import Advance, find_obstacle, update_text
from sync.merge.values import MergeOptions
from tests.cases import make_case
from tests.merge.merging import SPACE

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
    note = find_obstacle(read_markdown(PLAIN), read_markdown(text))
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
    assert find_obstacle(read_markdown(source), read_markdown(text)) is None


TABLE = "| Tea | Taste |\n| --- | --- |\n| Green | Fresh |\n"
THERE = "| Tee | Geschmack |\n| --- | --- |\n| Grün | Frisch |\n"


@pytest.mark.parametrize(
    ("base", "source", "translation", "advance"),
    [
        (
            f"## A\n\nOne.\n\n{TABLE}\n## B\n\nTwo.\n",
            f"## A\n\nOne.\n\n## B\n\nTwo.\n\n{TABLE}",
            f"## A\n\nEins.\n\n{THERE}\n## B\n\nZwei.\n",
            Advance.NONE,
        ),
        (
            f"- Tea\n\n{TABLE}",
            "- Tea\n\n" + "".join(f"  {line}\n" for line in TABLE.splitlines()),
            f"- Tee\n\n{THERE}",
            Advance.NONE,
        ),
        (
            f"One.\n\n{TABLE}{{{{< /table >}}}}\n",
            f"One.\n\n{TABLE}{{{{< /other >}}}}\n",
            f"Eins.\n\n{THERE}{{{{< /table >}}}}\n",
            Advance.TABLES,
        ),
        (f"One.\n\n{TABLE}", f"One.\n\n{TABLE}", f"Eins.\n\n{THERE}", Advance.DOCUMENT),
    ],
)
def test_what_is_left_to_the_translator_is_not_stamped(
    base: str, source: str, translation: str, advance: Advance
) -> None:
    case = make_case(source, translation, SPACE, base=base)
    assert update_text(case, MergeOptions()).advance is advance
