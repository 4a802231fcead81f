"""A page with files around it and its translation, as the rules about cells and texts see them."""

from __future__ import annotations

import posixpath
from collections.abc import Collection

from sync.findings import Found
from sync.lint.checks import find_all
from sync.lint.comparison import Comparison
from sync.lint.fixing import Fixed, fix_all
from sync.markdown.document import read_markdown
from sync.markdown.generated import GeneratedPair
from sync.markdown.links import LinkSpace
from sync.model import State
from tests.cases import make_case

FOLDER = "translations/xx/"
CELL_RULES = (
    "link-target",
    "link-dead",
    "code-span",
    "number",
    "empty-cell",
    "mark-left",
    "conflict-marker",
    "bidi-control",
)
FILES = (
    "guide/tea.md",
    "guide/cups.md",
    "guide/pots.md",
    "guide/with space.md",
    "guide/leaf.png",
    "README.md",
    "translations/xx/guide/tea.md",
    "translations/xx/guide/cups.md",
    "translations/xx/README.md",
)
"""What there is; of the documents, ``guide/pots.md`` has no translation."""


def _to_source(path: str) -> str:
    return path.removeprefix(FOLDER) if path.endswith(".md") else path


def _to_translation(path: str) -> str | None:
    return FOLDER + path if FOLDER + path in FILES else None


SPACE = LinkSpace("guide/tea.md", f"{FOLDER}guide/tea.md", _to_source, _to_translation)


def exists(path: str) -> bool:
    """Say whether a file of `FILES` is at ``path``, or a folder of one."""
    return path in FILES or any(
        posixpath.commonpath([path, file]) == path for file in FILES if path not in ("", ".")
    )


def compare(
    source: str | None,
    translated: str,
    *,
    present: str | None = None,
    is_pending: bool = False,
    generated: tuple[GeneratedPair, ...] = (),
) -> Comparison:
    """Put ``translations/xx/guide/tea.md`` beside a version of its source ``guide/tea.md``."""
    state = State.PENDING if is_pending else State.STALE
    text = read_markdown(source or "")
    case = make_case(
        text if present is None else present,
        translated,
        SPACE,
        base=None if source is None else text,
        state=state,
        generated=generated,
    )
    return Comparison(case, exists, holds_to_present=present is not None)


def find(
    source: str | None, translated: str, rules: Collection[str] = CELL_RULES
) -> tuple[Found, ...]:
    """Return what the rules find in a translation."""
    return find_all(compare(source, translated), rules)


def fix(source: str, translated: str, rules: Collection[str] = CELL_RULES) -> Fixed:
    """Return a translation mended."""
    return fix_all(compare(source, translated), rules)


def page(*cells: str, header: str = "A | B") -> str:
    """Return a page whose table has a row for each text, as its second cell, in line 5 and on."""
    rows = "".join(f"| {number} | {cell} |\n" for number, cell in enumerate(cells, start=1))
    return f"# T\n\n| {header} |\n| --- | --- |\n{rows}"


def places(found: Collection[Found]) -> list[tuple[str, int | None, int | None]]:
    """Return the rule, the line and the column of each finding."""
    return [(each.rule, each.line, each.column) for each in found]
