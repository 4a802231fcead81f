"""A source and a translation, side by side as ``lint`` sees them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sync.findings import Found
from sync.lint.checks import find_all
from sync.lint.comparison import Comparison
from sync.markdown.generated import GeneratedPair
from sync.markdown.links import LinkSpace
from tests.cases import make_case

TABLE_RULES = (
    "table-missing",
    "table-extra",
    "table-broken",
    "table-rows",
    "table-columns",
    "row-truncated",
    "row-duplicate",
    "row-order",
)


def compare(
    source: str | None, translated: str, generated: tuple[GeneratedPair, ...] = ()
) -> Comparison:
    """Put a translation at ``translations/xx/page.md`` beside its source ``page.md``."""
    folder = "translations/xx/"
    space = LinkSpace(
        "page.md", f"{folder}page.md", lambda path: path.removeprefix(folder), lambda path: None
    )
    case = make_case(source or "", translated, space, base=source, generated=generated)
    return Comparison(case, holds_to_present=False)


def find(
    source: str | None,
    translated: str,
    rules: Collection[str] = TABLE_RULES,
    generated: tuple[GeneratedPair, ...] = (),
) -> tuple[Found, ...]:
    """Return what the rules find in a translation."""
    return find_all(compare(source, translated, generated), rules)


def places(found: Iterable[Found]) -> list[tuple[str, int | None]]:
    """Return the rule and the line of each finding."""
    return [(each.rule, each.line) for each in found]


def apply(text: str, found: Iterable[Found]) -> str:
    """Return ``text`` with all fixes made."""
    lines = text.splitlines(keepends=True)
    for edit in sorted((edit for each in found for edit in each.fix), reverse=True):
        line = lines[edit.line] if edit.line < len(lines) else ""
        lines[edit.line : edit.line + 1] = [line[: edit.start] + edit.text + line[edit.end :]]
    return "".join(lines)
