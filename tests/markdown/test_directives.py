"""Lines of a site generator below a table, which Markdown takes for rows."""

from __future__ import annotations

import pytest

from sync.markdown.directives import is_directive


@pytest.mark.parametrize(
    "line",
    [
        *(
            "{: .x}",
            "{ .x }",
            "{#x .y}",
            '{ x="y" }',
            "{{< /table >}}",
            "{% endif %}",
            ":::",
            "</Tabs>",
        ),
        *(
            "</>",
            "<>",
            '{" "}',
            "{' '}",
            "{` `}",
            "{/* c */}",
            "{/* a | b */} </>",
            '{"a"}{/* b */}',
        ),
    ],
)
def test_lines_of_a_site_generator(line: str) -> None:
    assert is_directive(line)


@pytest.mark.parametrize(
    "line",
    [
        "{name}",
        "{.x} | {.y}",
        "{.x | y}",
        "{a | b}",
        '{" "} and words',
        "{/* never closed }",
        "< >",
        '"quoted"',
        "{}",
        '{"a}',
    ],
)
def test_lines_that_are_rows(line: str) -> None:
    assert not is_directive(line)
