"""Whether a translated cell shows what changed in its source's cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from sync.markdown.inline import Piece, read_inline
from sync.markdown.lines import fold_space
from sync.markdown.links import LinkSpace
from sync.markdown.signature import find_emoji, find_numbers
from sync.review.wording import find_names, is_same_spelled, says_otherwise

_SHOWN = 40
# Emphasis, blanks, and the punctuation of any script but within a number.
_TRIVIA = re.compile(r"[*_~`\s。、，！？؟،।]+|(?<!\d)[.,;:!?…]|[.,;:!?…](?!\d)")


class Lag(NamedTuple):
    """What changed in a source's cell: ``message`` is a clause.

    ``is_certain`` says that the translated cell itself shows the old, as it does for links, code,
    numbers and symbols; of words nobody can tell from the cell.
    """

    message: str
    is_certain: bool


def says_source(translated: str, source: str, space: LinkSpace) -> bool:
    """Tell whether a translated cell, unmarked, holds its source's text, links localised or not."""
    return skim(translated) in (skim(source), skim(space.localise(source)))


def skim(text: str) -> str:
    """Return what a change must touch to be work: no punctuation, emphasis, case or blanks."""
    return _TRIVIA.sub("", text).casefold()


def find_lag(before: str, after: str, translated: str, space: LinkSpace) -> Lag | None:
    """Say what changed in a source's cell and the translated one does not show, if anything.

    All three are raw and unmarked. Format, spelling and punctuation are no change. Of links, code,
    numbers and symbols those count that the translated cell holds as often as the old source does:
    what a translator localised says nothing.
    """
    if says_source(translated, after, space):
        return None
    certain = _find_pieces(before, after, translated, space)
    certain = certain or _find_figures(before, after, translated)
    if certain is not None:
        return Lag(certain, is_certain=True)
    if is_same_spelled(before, after) or not says_otherwise(before, after):
        return None
    return Lag(_describe_words(before, after), is_certain=False)


def _find_pieces(before: str, after: str, translated: str, space: LinkSpace) -> str | None:
    ours, theirs, there = (read_inline(text) for text in (before, after, translated))
    links = (
        _count_targets(ours.links, space.name_source),
        _count_targets(theirs.links, space.name_source),
        _count_targets(there.links, space.name_translation),
    )
    codes = [Counter(piece.text for piece in inline.codes) for inline in (ours, theirs, there)]
    return _describe("link", *links) or _describe("code", *codes)


def _find_figures(before: str, after: str, translated: str) -> str | None:
    words = [read_inline(text).words for text in (before, after, translated)]
    symbols = _describe("symbol", *(Counter(find_emoji(each)) for each in words))
    if symbols is not None or is_same_spelled(before, after):
        return symbols
    numbers = _describe("number", *(Counter(find_numbers(each)) for each in words))
    if numbers is not None:
        return numbers
    # What only the new source has may be spelled otherwise by a translator: `1 Go` for `1GB`.
    ours, theirs, there = (Counter(find_names(text)) for text in (before, after, translated))
    return _describe("name", ours, ours & theirs, there)


def _describe_words(before: str, after: str) -> str:
    """Say what became what; of a long text, the words that differ and one beside them."""
    ours, theirs = fold_space(before).split(), fold_space(after).split()
    if max(len(fold_space(before)), len(fold_space(after))) > _SHOWN:
        shorter = min(len(ours), len(theirs))
        head = next((k for k in range(shorter) if ours[k] != theirs[k]), shorter)
        rest = shorter - head
        tail = next((k for k in range(rest) if ours[-1 - k] != theirs[-1 - k]), rest)
        ours, theirs = (_cut(words, max(0, head - 1), tail - 1) for words in (ours, theirs))
    return f"{_show(' '.join(ours))} became {_show(' '.join(theirs))}"


def _cut(words: Sequence[str], head: int, tail: int) -> list[str]:
    """Leave out as many words at both ends, and say so."""
    end = len(words) - max(0, tail)
    before, after = ["…"] if head else [], ["…"] if end < len(words) else []
    return [*before, *words[head:end], *after]


def _show(text: str) -> str:
    shown = fold_space(text)
    return repr(shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…")


def _count_targets(links: Iterable[Piece], resolve: Callable[[str], str | None]) -> Counter[str]:
    targets = (resolve(piece.text) for piece in links)
    return Counter(target for target in targets if target is not None)


def _describe(
    kind: str, before: Counter[str], after: Counter[str], there: Counter[str]
) -> str | None:
    """Name what the translation holds as often as the old source, and the new one does not."""
    gone = [key for key in before if after[key] < before[key] == there[key]]
    come = [key for key in after if before[key] == there[key] < after[key]]
    if gone and come:
        return f"the {kind} {_show(gone[0])} became {_show(come[0])}"
    if gone and not after - before:
        return f"the {kind} {_show(gone[0])} went"
    if come and not before - after:
        return f"the {kind} {_show(come[0])} came"
    return None
