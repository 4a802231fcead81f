"""Mending what can be mended with certainty, and nothing beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from sync.align.bounds import Budget
from sync.errors import RefusedError
from sync.findings import Found, Replacement, apply_replacements
from sync.lint.checks import find_all
from sync.lint.comparison import Comparison
from sync.markdown.document import Markdown, read_markdown

# One mended fault may lay another open: a table has to be a table before its links can be read.
_ROUNDS = 4
# Each fix that is tried alone has the text looked at anew: so many characters of it in a round.
_MOST_PARSED = 10_000_000
# The rules about what a table is made of, which no fix may break anew.
_SHAPES = ("table-", "row-")


class Fixed(NamedTuple):
    """A translation's text after the fixes, what was mended in it, and what is left."""

    text: str
    mended: tuple[Found, ...]
    left: tuple[Found, ...]


def fix_all(comparison: Comparison, rules: Collection[str]) -> Fixed:
    """Mend what the named rules find and know how to mend.

    A fix stays only where the new text, parsed and looked at again, lacks the finding, shows no
    other one (but of cells of a table that was none before), and has the same blocks around it.
    Raises RefusedError if unreadable.
    """
    mended: list[Found] = []
    found = find_all(comparison, rules)
    for _ in range(_ROUNDS):
        step = _fix_round(comparison, found, lambda each: find_all(each, rules))
        if step is None:
            break
        comparison, done, found = step
        mended += done
    return Fixed(comparison.translated.text, tuple(mended), found)


_Step = tuple[Comparison, Sequence[Found], tuple[Found, ...]]
_Look = Callable[[Comparison], tuple[Found, ...]]


def _fix_round(comparison: Comparison, found: Sequence[Found], look: _Look) -> _Step | None:
    """Mend as much as possible at once; one by one where all together do not hold."""
    fixable = list(_without_overlap(each for each in found if each.fix))
    if not fixable:
        return None
    whole = _try(comparison, fixable, found, look)
    if whole is not None:
        return whole
    done: list[Found] = []
    step: _Step | None = None
    budget = Budget(_MOST_PARSED)
    for each in reversed(fixable):  # from the end, so that the lines before it stay where they are
        here, _, seen = step or (comparison, (), tuple(found))
        if not budget.spend(len(here.translated.text)):
            break
        following = _try(here, [each], seen, look)
        if following is not None:
            step = following
            done.append(each)
    return None if step is None else (step[0], done, step[2])


def _try(
    comparison: Comparison, fixes: Sequence[Found], found: Sequence[Found], look: _Look
) -> _Step | None:
    """Return the translation with the fixes made, None where they would not hold."""
    before = comparison.translated
    edits = [edit for each in fixes for edit in each.fix]
    after = read_markdown(apply_replacements(before.lines, edits), before.dialect)
    fixed = comparison.with_translation(after)
    try:
        left = look(fixed)
        same = _same_around(before, after, edits)
    except RefusedError:
        return None
    known = [each for each in left if not _is_laid_open(each, before, after)]
    if any(each.rule == "mark-place" for each in fixes):
        known = [each for each in known if each.rule != "mark-left"]  # they are told of as one
    expected = _count(found) - _count(fixes)
    return (fixed, fixes, left) if same and not _count(known) - expected else None


def _is_laid_open(found: Found, before: Markdown, after: Markdown) -> bool:
    """Tell whether a finding is about a cell of a table that was none before."""
    if found.line is None or found.rule.startswith(_SHAPES):
        return False
    tables = {block.identity for block in before.blocks if block.table is not None}
    return any(
        block.start < found.line <= block.end and block.identity not in tables
        for block in after.blocks
        if block.table is not None
    )


def _count(found: Iterable[Found]) -> Counter[tuple[str, tuple[str, ...]]]:
    return Counter((each.rule, each.identity) for each in found)


def _without_overlap(fixable: Iterable[Found]) -> Iterator[Found]:
    """Leave out fixes that touch characters which an earlier one touches; the next round sees."""
    taken: dict[int, list[Replacement]] = defaultdict(list)
    for each in fixable:
        if not any(_overlap(new, old) for new in each.fix for old in taken[new.line]):
            for new in each.fix:
                taken[new.line].append(new)
            yield each


def _overlap(new: Replacement, old: Replacement) -> bool:
    is_same_place = (new.start, new.end) == (old.start, old.end)
    return is_same_place or (new.start < old.end and old.start < new.end)


def _same_around(before: Markdown, after: Markdown, edits: Sequence[Replacement]) -> bool:
    """Tell whether the blocks are the same but for those that the edits touch, or adjoin."""
    touched = {line for edit in edits for line in range(edit.line - 1, edit.line + 2)}
    old = [block.identity for block in before.blocks]
    new = [block.identity for block in after.blocks]
    changed = [
        index
        for index, block in enumerate(before.blocks)
        if not touched.isdisjoint(range(block.start, block.end))
    ]
    if not changed:
        return False
    first, last = changed[0], changed[-1] + 1
    tail = len(old) - last
    head_is_same = old[:first] == new[:first]
    return head_is_same and len(new) >= first + tail and old[last:] == new[len(new) - tail :]
