"""Marks in front matter that is JSON, which has no comments: a last key says what is marked.

It is ``"sync": {"fuzzy": ["title"], "untranslated": ["intro"]}``, and goes with the last mark.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sync.markdown.marks import Mark
from sync.stamps.fields import MARKS

if TYPE_CHECKING:
    from sync.stamps.pairs import Pairs


def read_json_marks(pairs: Pairs) -> Mapping[str, Mark] | None:
    """Return the marks by key; None where the key that would hold them says something else."""
    said = next((pair.value for pair in pairs.pairs if pair.key == MARKS), {})
    if not isinstance(said, dict) or not set(said) <= set(Mark):
        return None
    marks: dict[str, Mark] = {}
    for mark, keys in said.items():
        if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
            return None
        marks |= dict.fromkeys(keys, Mark(mark))
    return marks


def render_json_marks(marks: Mapping[str, Mark]) -> str:
    """Return the value of the key that holds ``marks``."""
    kinds = [mark for mark in (Mark.FUZZY, Mark.UNTRANSLATED) if mark in marks.values()]
    said = {mark: [key for key, held in marks.items() if held is mark] for mark in kinds}
    return json.dumps(said, ensure_ascii=False)
