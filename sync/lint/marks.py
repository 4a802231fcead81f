"""The rule about marks: the comments that say that a translator owes work."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sync.findings import Found, Severity
from sync.lint.naming import quote
from sync.lint.visible import find_outside_code
from sync.markdown.marks import Mark

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison

_PIPE = re.compile(r"(?<!\\)\|")
_HELP = {
    Mark.UNTRANSLATED: "Translate the text behind the mark, then delete the mark.",
    Mark.FUZZY: "Bring the text behind the mark up to the source, then delete the mark.",
}


def check_marks(comparison: Comparison) -> Iterator[Found]:
    """Find each mark outside code; the stamp of a pending translation owns up to them."""
    translated = comparison.translated
    if "sync:" not in translated.text:
        return
    severity = Severity.WARNING if comparison.is_pending else None
    counts: Counter[tuple[str, str]] = Counter()
    for place in find_outside_code(translated, translated.dialect.mark, comparison.generated):
        mark = Mark(place.match[1])
        text = _PIPE.split(place.rest, maxsplit=1)[0].strip()
        counts[mark, text] += 1
        yield Found(
            "mark-left",
            place.line + 1,
            place.column + 1,
            f"marked {mark}: {quote(text)}" if text else f"marked {mark}",
            (mark, text, str(counts[mark, text])),
            help=_HELP[mark],
            severity=severity,
        )
