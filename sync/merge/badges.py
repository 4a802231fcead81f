"""Badges brought to the source's new version, one by one."""

from __future__ import annotations

from sync.markdown.badges import find_badges, is_badges
from sync.markdown.inline import read_inline


def merge_badges(old: str, new: str, written: str, there: str) -> str | None:
    """Return the source's badges, each that it left alone as the translation has it.

    ``written`` is the new text with the links that a translation has. None where a translator has
    written something of which nobody can say to which badge it belongs.
    """
    if not is_badges(old) or not is_badges(there):
        return None
    before, after, own = ([found[0] for found in find_badges(text)] for text in (old, new, there))
    places = list(find_badges(written))
    pairs = list(zip(before, own, strict=False))
    is_in_step = len(before) == len(own) and len(after) == len(places)
    if not is_in_step or any(ours != theirs and theirs in before for ours, theirs in pairs):
        return written if _list_words(there) <= _list_words(old) | _list_words(new) else None
    kept = dict(pairs)
    for text, place in reversed(list(zip(after, places, strict=True))):
        if text in kept:
            written = written[: place.start()] + kept[text] + written[place.end() :]
    return written


def _list_words(text: str) -> set[str]:
    return set(read_inline(text).words.split())
