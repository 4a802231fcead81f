"""One cell: the old source's, the new source's and the translation's to the new translation's."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sync.markdown.addresses import name_everywhere, trim_address
from sync.markdown.badges import is_badges, strip_badges
from sync.markdown.directives import is_directive
from sync.markdown.inline import Piece, replace_pieces
from sync.markdown.lines import fold_space
from sync.markdown.links import LinkSpace
from sync.markdown.marks import Mark, join_marks, read_mark, render_mark
from sync.markdown.signature import is_verbatim, sign
from sync.markdown.units import Unit
from sync.merge.badges import merge_badges
from sync.merge.values import CellOutcome, OnChange
from sync.units.attributes import adds_words, carry_attributes, is_tags, list_attributes


class MergedCell(NamedTuple):
    """A cell's new text and the rule that gave it."""

    text: str
    outcome: CellOutcome


def start_cell(new: str, space: LinkSpace) -> MergedCell:
    """Return a source's cell for a translation that has none: marked, unless it needs no words."""
    text = space.localise(new)
    if is_verbatim(strip_badges(new)):
        return MergedCell(text, CellOutcome.VERBATIM)
    return MergedCell(render_mark(Mark.UNTRANSLATED, text), CellOutcome.UNTRANSLATED)


def merge_cell(
    old: Unit, new: Unit, translated: Unit, space: LinkSpace, on_change: OnChange
) -> MergedCell:
    """Bring a translated cell from the old source's version to the new one's."""
    mark, words = translated.mark, translated.text
    same = fold_space(old.raw) == fold_space(new.raw)
    if same or (mark is None and words and _says(words, new, space)):
        return MergedCell(translated.raw, CellOutcome.KEPT)
    badges = None
    if is_badges(new.raw):
        badges = merge_badges(old.raw, new.raw, space.localise(new.raw), words)
    if badges is not None:
        return MergedCell(badges, CellOutcome.VERBATIM)
    if is_tags(new.raw):
        return merge_verbatim(old, new, translated, space, on_change)
    only_pieces = old.inline.frame == new.inline.frame
    moved = _move_pieces(old, new, translated, space, only_pieces=only_pieces)
    if mark is None and only_pieces and moved is not None:
        is_done = moved == words  # somebody gave all languages the new destinations already
        outcome = CellOutcome.KEPT if is_done else CellOutcome.RELINKED
        return MergedCell(translated.raw if is_done else moved, outcome)
    if not words or (mark is not Mark.FUZZY and _says(words, old, space)):
        return start_cell(new.raw, space)
    return _make_fuzzy(new, words if moved is None else moved, space, on_change)


def merge_verbatim(
    old: Unit, new: Unit, translated: Unit, space: LinkSpace, on_change: OnChange
) -> MergedCell:
    """Take the new source's text, which has words in the attributes of its tags alone, if any.

    Those are the translator's, where the source has left them as they were.
    """
    text = space.localise(new.raw)
    carried = carry_attributes(space.localise(old.raw), text, translated.text)
    if carried is None or (on_change is OnChange.SOURCE and carried.mark is not None):
        waits = translated.mark is not None and bool(list_attributes(new.raw))
        if not waits and not adds_words(old.raw, new.raw):
            return MergedCell(text, CellOutcome.VERBATIM)
        return MergedCell(render_mark(Mark.UNTRANSLATED, text), CellOutcome.UNTRANSLATED)
    mark = join_marks({translated.mark, carried.mark})
    if mark is None:
        return MergedCell(carried.text, CellOutcome.RELINKED)
    return MergedCell(render_mark(mark, carried.text), CellOutcome(mark.value))


def doubt_cell(
    merged: MergedCell, new: Unit, translated: Unit, space: LinkSpace, on_change: OnChange
) -> MergedCell:
    """Return a merged cell as fuzzy where its words may be another column's."""
    carried = merged.outcome in (CellOutcome.KEPT, CellOutcome.RELINKED)
    if not carried or not translated.text or is_verbatim(new.raw) or translated.mark is not None:
        return merged
    return _make_fuzzy(new, merged.text, space, on_change)


def merge_unknown_cell(
    new: Unit, translated: Unit, space: LinkSpace, on_change: OnChange
) -> MergedCell:
    """Bring a cell to the new source without knowing the old: kept only where it is verified.

    What verifies is a signature (links, code, numbers, emoji) that is not empty and the same. Where
    the source has words beside those, and the translation has none, nothing says that it is whole.
    """
    mark, words = translated.mark, translated.text
    said = bool(words) and _says(words, new, space)
    if said and mark is None:
        return MergedCell(translated.raw, CellOutcome.KEPT)
    ours = sign([new.raw], space.resolve_source)
    lacks_words = is_verbatim(words) and not is_verbatim(new.raw)
    is_signed = bool(ours) and ours == sign([words], space.resolve_translation)
    if mark is None and is_signed and not lacks_words:
        return MergedCell(translated.raw, CellOutcome.KEPT)
    if not words or is_verbatim(new.raw) or (said and mark is not Mark.FUZZY):
        return start_cell(new.raw, space)
    return _make_fuzzy(new, words, space, on_change)


def merge_tail(old: str, new: str, translated: str, space: LinkSpace, on_change: OnChange) -> str:
    """Bring what stands behind a row's last column to the new version; its pipes are in it.

    The source's words are marked like a cell's, a site generator's are not.
    """
    lead, words = _part_lead(read_mark(translated)[1])
    words = lead + read_mark(words)[1]
    before, after, there = (_split_tail(tail) for tail in (old, new, words))
    if after in (before, there):
        return translated
    is_known = old != "" and there not in ([""], before)
    if not new or not is_known or on_change is OnChange.SOURCE or is_directive(new.rstrip("| ")):
        return start_tail(new, space)
    lead, words = _part_lead(words)
    return lead + render_mark(Mark.FUZZY, words)


def _part_lead(tail: str) -> tuple[str, str]:
    """Part the empty cells that a tail begins with from the first one that a mark can stand in."""
    words = tail.lstrip(" \t|")
    return tail[: len(tail) - len(words)], words


def _split_tail(tail: str) -> list[str]:
    """Return the folded cells of a tail, whatever pads and closes them."""
    return [fold_space(cell) for cell in tail.rstrip("| ").split("|")]


def start_tail(new: str, space: LinkSpace) -> str:
    """Return what stands behind the last column of a row that is taken from the source."""
    if not new or is_directive(new.rstrip("| ")):
        return new
    lead, words = _part_lead(new)
    return lead + start_cell(words, space).text


def _says(words: str, source: Unit, space: LinkSpace) -> bool:
    """Tell whether a translation's words are the source's text, with its links or localised."""
    return fold_space(words) in (fold_space(source.raw), fold_space(space.localise(source.raw)))


def _make_fuzzy(new: Unit, words: str, space: LinkSpace, on_change: OnChange) -> MergedCell:
    if on_change is OnChange.SOURCE:
        return start_cell(new.raw, space)
    return MergedCell(render_mark(Mark.FUZZY, words), CellOutcome.FUZZY)


def _move_pieces(
    old: Unit, new: Unit, translated: Unit, space: LinkSpace, *, only_pieces: bool
) -> str | None:
    """Put the new source's destinations (and code) into translated words, one for one.

    None where the words do not hold the old source's, so that nothing can be said.
    """
    ours, theirs, there, words = old.inline, new.inline, translated.inline, translated.text
    links = _map_pieces(
        _pair_pieces(ours.links, theirs.links, aligned=only_pieces),
        there.links,
        source_key=lambda text: trim_address(space.name_source(text) or text),
        translated_key=lambda text: trim_address(space.name_translation(text) or text),
        follow=space.follow,
    )
    if links is None or not only_pieces:
        return None if links is None else replace_pieces(words, links)
    codes = _map_pieces(
        _pair_pieces(ours.codes, theirs.codes, aligned=True),
        there.codes,
        source_key=str,
        translated_key=str,
        follow=lambda _there, _old, new: new,
    )
    return None if codes is None else replace_pieces(words, links | codes)


def _pair_pieces(
    ours: Sequence[Piece], theirs: Sequence[Piece], *, aligned: bool
) -> list[tuple[str, str]] | None:
    """Say which old piece became which new one; None where their numbers differ."""
    old, new = [piece.text for piece in ours], [piece.text for piece in theirs]
    if len(old) != len(new):
        return None
    if aligned:
        return list(zip(old, new, strict=True))
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    stayed = [(text, text) for text in (Counter(old) & Counter(new)).elements()]
    return stayed + list(zip(_in_order(old, gone), _in_order(new, come), strict=True))


def _in_order(texts: Sequence[str], wanted: Counter[str]) -> list[str]:
    left = Counter(wanted)
    found = []
    for text in texts:
        if left[text]:
            left[text] -= 1
            found.append(text)
    return found


def _map_pieces(
    pairs: list[tuple[str, str]] | None,
    there: Sequence[Piece],
    *,
    source_key: Callable[[str], str],
    translated_key: Callable[[str], str],
    follow: Callable[[str, str, str], str | None],
) -> dict[Piece, str] | None:
    """Find the new text of each translated piece; a piece that did not change is left alone."""
    if pairs is None:
        return None
    if all(old == new for old, new in pairs):
        return {}
    waiting: dict[str, deque[tuple[str, str]]] = defaultdict(deque)
    for old, new in pairs:
        waiting[source_key(old)].append((old, new))
    # Equal pieces that part into different ones: nothing in the translation tells which is which.
    if any(len({source_key(new) for _, new in queue}) > 1 for queue in waiting.values()):
        return None
    keys = [translated_key(piece.text) for piece in there]
    named = [(source_key(old), source_key(new)) for old, new in pairs if old != new]
    if not _are_there(named, Counter(source_key(new) for _, new in pairs), keys):
        return None
    found = [
        (piece, *waiting[key].popleft())
        for piece, key in zip(there, keys, strict=True)
        if waiting.get(key)
    ]
    moved = {piece: follow(piece.text, old, new) for piece, old, new in found if old != new}
    known = {piece: text for piece, text in moved.items() if text is not None}
    return known if len(known) == len(moved) else None


def _are_there(changed: Sequence[tuple[str, str]], wanted: Counter[str], keys: list[str]) -> bool:
    """Tell whether a translation has as many of the pieces that change: old ones, or new already.

    ``changed`` are old and new ones, ``wanted`` counts the new, ``keys`` are the translation's.
    """
    counts, old = Counter(keys), Counter(before for before, _ in changed)
    arrived = Counter(map(name_everywhere, keys))
    for before, after in dict.fromkeys(changed):
        if counts[before] == old[before]:
            continue
        if after in old:  # what became what another was: nothing tells which of them it is
            return False
        waiting = sum(counts[key] for key in {key for key, new in changed if new == after})
        if arrived[name_everywhere(after)] + waiting != wanted[after]:
            return False
    return True
