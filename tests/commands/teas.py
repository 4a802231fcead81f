"""A document with a table, its next versions, and its French translation, for every command."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from tests.translated import Course, comment, fields, make_course

TEA = """\
---
title: Tea
---
# Tea

Boil water.

## Kinds

| Tea | Minutes | Guide |
| --- | --- | --- |
| Green tea | 2 | [Steps](green.md) |
| Black tea | 4 | Use the `kettle` |
| White tea | 3 |  |
| Mint | 🌿 | [Site](https://mint.example/a) |

The end.
"""

THE = """\
---
title: Thé
---
# Thé

Faire bouillir l'eau.

## Sortes

| Thé | Minutes | Guide |
| --- | --- | --- |
| Thé vert | 2 | [Étapes](../../green.md) |
| Thé noir | 4 | Prendre la `kettle` |
| Thé blanc | 3 |  |
| Menthe | 🌿 | [Site](https://mint.example/a) |

La fin.
"""

ROW_GREEN = "| Green tea | 2 | [Steps](green.md) |\n"
ROW_BLACK = "| Black tea | 4 | Use the `kettle` |\n"
ROW_WHITE = "| White tea | 3 |  |\n"
ROW_MINT = "| Mint | 🌿 | [Site](https://mint.example/a) |\n"

RELINKED = TEA.replace("mint.example/a", "mint.example/b")
RETIMED = TEA.replace("| 2 |", "| 5 |")
REWORDED = TEA.replace("Use the `kettle`", "Use the small `kettle`")
LONGER = TEA.replace(ROW_MINT, ROW_MINT + "| Oolong | 6 | [Steps](oolong.md) |\n")
SHORTER = TEA.replace(ROW_WHITE, "")
OTHER_PROSE = TEA.replace("Boil water.", "Boil fresh water.")
OTHER_TITLE = TEA.replace("title: Tea", "title: All tea")
ALIGNED = TEA.replace("| --- | --- | --- |", "|-----------|---------|-------|")
REORDERED = TEA.replace(ROW_WHITE, "").replace(ROW_GREEN, ROW_WHITE + ROW_GREEN)
EVERYTHING = (
    LONGER.replace("mint.example/a", "mint.example/b")
    .replace("Use the `kettle`", "Use the small `kettle`")
    .replace(ROW_WHITE, "")
    .replace("| 2 |", "| 5 |")
)

SOURCE = "tea.md"
FR = "translations/fr/tea.md"
SIDECAR = "translations/fr/.co-op-translator.json"
HE = "translations/he/tea.md"
GREEN = "# Green\n"


def translate(original: str | None, synced: str | None = None, body: str = THE, **more: str) -> str:
    """Return a translation with its stamp below the front matter, of the given sources' texts."""
    stamp = comment(fields(original, synced, source_file=SOURCE, language_code="fr", **more), "")
    if not body.startswith("---\n"):
        return stamp + body
    end = body.index("---\n", 4) + 4
    return body[:end] + stamp + body[end:]


def body_of(text: str) -> str:
    """Return a translation without its stamp's comment."""
    start, end = text.index("<!--\nCO_OP"), text.index("\n-->\n") + 5
    return text[:start] + text[end:]


def stamp_of(text: str) -> dict[str, str]:
    """Return the stamp in a translation's comment."""
    start = text.index("METADATA:\n") + 10
    return cast("dict[str, str]", json.loads(text[start : text.index("\n-->", start)]))


def make_teas(
    root: Path, later: str | None = None, *, files: Mapping[str, str | bytes] | None = None
) -> Course:
    """Make a repository with the document, its translation, and then its ``later`` version."""
    course = make_course(root, {SOURCE: TEA, "green.md": GREEN})
    course.commit({FR: translate(TEA), **(files or {})})
    if later is not None:
        course.commit({SOURCE: later})
    return course
