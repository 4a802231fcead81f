"""Badges: how much of a project, or of a language, is up to date.

As a picture of its own, and as what https://shields.io/badges/endpoint-badge reads.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from sync.model import UP_TO_DATE
from sync.site.counting import count_group
from sync.site.rendering import render_fragment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.model import State

# From this share on: a background on which white text has a contrast of 4.5 and more (WCAG 1.4.3).
_COLOURS = ((1.0, "#1f7a3d"), (0.9, "#3f6f1f"), (0.7, "#856404"), (0.0, "#a83232"))
_GREY = "#5c6370"
# Wide enough for most fonts; the text is fitted to it (textLength).
_LETTER = 7
_MARGIN = 6


def render_badges(label: str, states: Iterable[State]) -> tuple[str, str]:
    """Return a badge as SVG and as the endpoint's JSON."""
    group = count_group(label, "", states)
    total = sum(count.count for count in group.counts)
    done = sum(count.count for count in group.counts if count.state in UP_TO_DATE)
    colour = _GREY
    if total:
        colour = next(colour for share, colour in _COLOURS if done / total >= share)
    message = f"{group.percent} up to date" if total else "no translations"
    endpoint = {"schemaVersion": 1, "label": label, "message": message, "color": colour}
    return _draw(label, message, colour), json.dumps(endpoint, ensure_ascii=False) + "\n"


def render_markdown(names: Iterable[str]) -> str:
    """Return a text with the Markdown of badges to copy; each name is its file's, without suffix.

    Nobody knows yet where the site will be published.
    """
    lines = [
        "The Markdown of badges to copy.",
        "Put the address that this site is published at in the place of https://example.org.",
    ]
    for name in names:
        label = "Translations" if "/" not in name else name.rpartition("/")[2]
        picture = f"https://example.org/badges/{quote(name)}.svg"
        lines += ["", f"[![{label}]({picture})](https://example.org/)"]
    return "\n".join(lines) + "\n"


def _draw(label: str, message: str, colour: str) -> str:
    left, right = (_LETTER * len(text) + 2 * _MARGIN for text in (label, message))
    return render_fragment(
        "badge.svg", label=label, message=message, colour=colour, left=left, right=right,
        margin=_MARGIN,
    )  # fmt: skip
