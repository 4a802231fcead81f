"""Two versions of a source, unit by unit: which unit of the old one became which of the new one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from sync.align.likeness import find_likeness
from sync.align.monotone import align_in_order
from sync.align.sequences import Pair, gaps, pair_best, pair_equal, rising, unique
from sync.align.unit_pairs import read_target
from sync.markdown.document import Markdown
from sync.markdown.generated import GeneratedPair
from sync.markdown.inline import read_inline
from sync.markdown.references import write_inline
from sync.units.openers import pair_directives
from sync.units.reading import list_units
from sync.units.values import TEXTS, DocumentUnit, DocumentUnits, UnitKind

# From how alike on, in percent, a unit is an edited one in its place, and one that moved as well.
# Measured on revisions of documents that have translations; code keeps less of its letters.
_EDITED = 60.0
_EDITED_CODE = 50.0
_EDITED_AND_MOVED = 85.0
# What is as short says little: it is never looked for elsewhere.
_SHORT = 12
_SENTENCE = 30  # letters that one text has at least of another that grew by sentences
_COMPARISONS = 250_000
_MARKUP = str.maketrans("", "", "`*_")
_OTHER_FORM = 1.0  # what another level or form costs, in percent


class UnitVersions(NamedTuple):
    """How the units of an old version answer to those of a new one.

    ``old`` maps a new unit to the old one that it was; ``moved`` are new units that stand in
    another order than they did. Where a table and prose passed each other, the table moved.
    """

    old: Mapping[int, int]
    moved: frozenset[int]

    def find_unsettled(self, before: int, after: int) -> frozenset[int]:
        """Return the old version's units that moved, or stand beside what came or went.

        ``before`` and ``after`` are how many units the two versions have.
        """
        found = {self.old[new] for new in self.moved}
        stayed = set(self.old.values())
        for old in range(before):
            if old not in stayed:
                found.update((old - 1, old, old + 1))
        for new in range(after):
            if new not in self.old:
                found.update(self.old[near] for near in (new - 1, new + 1) if near in self.old)
        return frozenset(found)


class UnitChanges(NamedTuple):
    """Where a new version differs from the old one, by the old one's places.

    ``units`` are those that are not what they were, and all others of a list or quote in which
    something changed. ``seams`` are the units in front of which something came, went or moved;
    one more than there are stands for the end.
    """

    units: frozenset[int]
    seams: frozenset[int]

    def is_between(self, before: int, behind: int) -> bool:
        """Tell whether anything changed between two units."""
        is_same = self.units.isdisjoint(range(before + 1, behind))
        return not (is_same and self.seams.isdisjoint(range(before + 1, behind + 1)))


@lru_cache(maxsize=64)  # all translations of a source ask the same
def pair_unit_versions(
    base: Markdown,
    source: Markdown,
    tables: tuple[Pair, ...],
    generated: tuple[GeneratedPair, ...] = (),
) -> UnitVersions:
    """Pair the units of two versions; ``tables`` are their tables' pairs, as indices of tables."""
    before, after = (list_units(document, generated).units for document in (base, source))
    if base is source:
        return UnitVersions({place: place for place in range(len(after))}, frozenset())
    return _Pairing(before, after, {new: old for old, new in tables}).pair()


@lru_cache(maxsize=64)  # all translations of a source ask the same
def find_unit_changes(
    base: Markdown,
    source: Markdown,
    tables: tuple[Pair, ...],
    generated: tuple[GeneratedPair, ...] = (),
) -> UnitChanges:
    """Return where two versions differ.

    What has a name counts as changed: a translator may have it elsewhere, and others ask what a
    table holds.
    """
    before, after = (list_units(document, generated) for document in (base, source))
    versions = pair_unit_versions(base, source, tables, generated)
    new_of = {old: new for new, old in versions.old.items()}
    new_of |= {-1: -1, before.tail: after.tail}
    places = range(before.tail)
    seams = {at for at in (*places, before.tail) if new_of.get(at, 0) - 1 != new_of.get(at - 1)}
    units = {
        at
        for at in places
        if at not in new_of
        or before.units[at].kind in _NAMED
        or not _is_left_alone(before.units[at], after.units[new_of[at]])
    }
    lists = [list(run) for run in _list_runs(before)]
    lists += ([versions.old.get(new, -1) for new in run] for run in _list_runs(after))
    for members in lists:
        about = {*members, members[-1] + 1}
        if -1 in about or not units.isdisjoint(members) or not seams.isdisjoint(about):
            units.update(members)
    return UnitChanges(frozenset(units), frozenset(seams))


def _is_left_alone(ours: DocumentUnit, theirs: DocumentUnit) -> bool:
    places = [(each.margin, each.containers) for each in (ours, theirs)]
    return places[0] == places[1] and ours.is_as(theirs)


def _list_runs(document: DocumentUnits) -> Iterator[range]:
    """Yield the units that stand one below the other in lists or quotes."""
    start = None
    for place, unit in enumerate(document.units[: document.tail]):
        is_within = bool(unit.containers or unit.margin.first)
        if is_within and start is None:
            start = place
        elif not is_within and start is not None:
            yield range(start, place)
            start = None
    if start is not None:
        yield range(start, document.tail)


def find_respelled(
    base: Markdown, source: Markdown, versions: UnitVersions, generated: tuple[GeneratedPair, ...]
) -> Mapping[int, DocumentUnit]:
    """Map the new units that say the same, with links that got their destinations elsewhere.

    They name a definition, where the destination stood in the text before. Each is given with its
    destinations in the text, which may be others than they were; as it was, where no more than
    the label changed that it names.
    """
    definitions = source.definitions
    if not definitions:
        return {}
    before, after = (list_units(document, generated).units for document in (base, source))
    found = {}
    for new, old in versions.old.items():
        ours, theirs = before[old], after[new]
        if theirs.is_text and ours.text != theirs.text and "]" in theirs.text:
            written = write_inline(theirs.text, definitions)
            if written == theirs.text:
                continue
            if write_inline(ours.text, base.definitions) == written:
                found[new] = theirs._replace(text=ours.text)
            elif _differ_in_links(ours.text, written):
                found[new] = theirs._replace(text=written)
    return found


def _differ_in_links(one: str, other: str) -> bool:
    """Tell whether two texts say the same, wherever their links lead."""
    ours, theirs = read_inline(one), read_inline(other)
    codes = [[code.text for code in each.codes] for each in (ours, theirs)]
    return ours.frame == theirs.frame and codes[0] == codes[1]


class _Pairing:
    def __init__(
        self,
        before: Sequence[DocumentUnit],
        after: Sequence[DocumentUnit],
        tables: Mapping[int, int],
    ) -> None:
        self._before = before
        self._after = after
        self._tables = tables

    def pair(self) -> UnitVersions:
        pairs = self._pair_equal()
        stayed = rising(pairs)
        pairs += self._pair_forms(pairs, stayed)
        stayed = rising(sorted(pairs))
        pairs += self._pair_edited(pairs, stayed)
        pairs += self._pair_moved(pairs)
        pairs += self._pair_renamed(pairs)
        pairs = self._pair_ends(pairs)
        return UnitVersions({j: i for i, j in pairs}, self._find_moved(pairs))

    def _pair_equal(self) -> list[Pair]:
        """Pair units that say the same, of twins those first that stand in the same place.

        Short texts stand in many sections, and go with theirs where one of these moves.
        """
        old, new = self._keys
        counts = Counter(old), Counter(new)
        twins = {key for count in counts for key, many in count.items() if many > 1}
        if not twins:
            return pair_equal(old, new)
        found: dict[int, int] = {}
        for ours, theirs in zip(
            _list_places(self._before, old), _list_places(self._after, new), strict=True
        ):
            sides = (
                [
                    (key, place) if key in twins and k not in used else None
                    for k, (key, place) in enumerate(zip(keys, places, strict=True))
                ]
                for keys, places, used in (
                    (old, ours, {*found}),
                    (new, theirs, {*found.values()}),
                )
            )
            found.update(unique(*sides))
        here = [i for i in range(len(old)) if i not in found]
        taken = {*found.values()}
        there = [j for j in range(len(new)) if j not in taken]
        rest = pair_equal([old[i] for i in here], [new[j] for j in there])
        return sorted([*found.items(), *((here[i], there[j]) for i, j in rest)])

    def _pair_ends(self, pairs: Sequence[Pair]) -> list[Pair]:
        """Pair lines that close directives as those that open them: they all say the same."""
        old, new = pair_directives(self._before), pair_directives(self._after)
        found = {i: j for i, j in pairs if i not in old and j not in new}
        ends = {opener: j for j, opener in new.items()}
        both = ((i, ends.get(found.get(opener, -1))) for i, opener in old.items())
        return [*found.items(), *((i, j) for i, j in both if j is not None)]

    def _find_moved(self, pairs: Sequence[Pair]) -> frozenset[int]:
        prose = rising(sorted(pair for pair in pairs if self._after[pair[1]].table is None))
        ours, theirs = [i for i, _ in prose], [j for _, j in prose]
        stayed = [(i, j) for i, j in pairs if bisect_left(ours, i) == bisect_left(theirs, j)]
        in_order = {j for _, j in rising(stayed)}
        return frozenset(j for _, j in pairs if j not in in_order)

    @cached_property
    def _keys(self) -> tuple[list[Hashable], list[Hashable]]:
        old = [_key(unit, unit.table) for unit in self._before]
        new = [
            _key(unit, None if unit.table is None else self._tables.get(unit.table, -1 - place))
            for place, unit in enumerate(self._after)
        ]
        return old, new

    def _pair_forms(self, pairs: Sequence[Pair], stayed: Sequence[Pair]) -> list[Pair]:
        """Pair running texts between the same neighbours that say the same in another form."""
        found: list[Pair] = []
        for left, right in self._list_gaps(pairs, stayed):
            here = [i for i in left if self._before[i].kind in TEXTS]
            there = [j for j in right if self._after[j].kind in TEXTS]
            same = pair_equal(
                [self._before[i].says for i in here], [self._after[j].says for j in there]
            )
            found += [(here[i], there[j]) for i, j in same]
        return found

    def _pair_edited(self, pairs: Sequence[Pair], stayed: Sequence[Pair]) -> list[Pair]:
        """Pair the most alike units of one kind between the same neighbours, in order."""
        found: list[Pair] = []
        for left, right in self._list_gaps(pairs, stayed):
            if len(left) * len(right) > _COMPARISONS:
                continue
            aligned = align_in_order(
                lambda i, j, left=left, right=right: self._fit(left[i], right[j]),  # type: ignore[misc]
                range(len(left)),
                range(len(right)),
            )
            if aligned is not None:
                found += [(left[i], right[j]) for i, j in aligned[0]]
        return found

    def _pair_moved(self, pairs: Sequence[Pair]) -> list[Pair]:
        """Pair units that are nearly the same, wherever they stand."""
        taken = {i for i, _ in pairs}, {j for _, j in pairs}
        left = [i for i, unit in enumerate(self._before) if i not in taken[0] and _is_long(unit)]
        right = [j for j, unit in enumerate(self._after) if j not in taken[1] and _is_long(unit)]
        if len(left) * len(right) > _COMPARISONS:
            return []
        scored = (
            (score, i, j)
            for i in left
            for j in right
            if self._before[i].kind is self._after[j].kind
            and (score := _compare(self._before[i], self._after[j], _EDITED_AND_MOVED))
        )
        return pair_best(scored)

    def _pair_renamed(self, pairs: Sequence[Pair]) -> list[Pair]:
        """Pair definitions that got another label by where they lead."""
        taken = {i for i, _ in pairs}, {j for _, j in pairs}
        targets = (
            [
                read_target(unit) if unit.kind is UnitKind.REFERENCE and k not in known else None
                for k, unit in enumerate(units)
            ]
            for units, known in zip((self._before, self._after), taken, strict=True)
        )
        return unique(*targets)

    def _fit(self, i: int, j: int) -> float:
        """Return by how much two units are more alike than they have to be; 0 or less: not."""
        ours, theirs = self._before[i], self._after[j]
        if ours.kind is not theirs.kind or ours.kind in _BY_KEY:
            return 0.0
        least = _EDITED_CODE if ours.kind in (UnitKind.CODE, UnitKind.HTML) else _EDITED
        likeness = _compare(ours, theirs, least) or (least if _grew(ours, theirs) else 0.0)
        if not likeness:
            return 0.0
        return likeness - least + 1 - (_OTHER_FORM if ours.level != theirs.level else 0)

    def _list_gaps(
        self, pairs: Sequence[Pair], stayed: Sequence[Pair]
    ) -> Iterable[tuple[list[int], list[int]]]:
        taken = {i for i, _ in pairs}, {j for _, j in pairs}
        for left, right in gaps(stayed, len(self._before), len(self._after)):
            here = [i for i in left if i not in taken[0]]
            there = [j for j in right if j not in taken[1]]
            if here and there:
                yield here, there


_NAMED = frozenset({UnitKind.TABLE, UnitKind.REFERENCE, UnitKind.GENERATED})
_BY_KEY = frozenset(
    {UnitKind.TABLE, UnitKind.FRONT_MATTER, UnitKind.REFERENCE, UnitKind.GENERATED, UnitKind.RULE}
)


def _key(unit: DocumentUnit, table: int | None) -> Hashable:
    """Return what is equal of units that are the same: a name where they have one, else a text."""
    if table is not None:
        return unit.kind, table
    if unit.kind in (UnitKind.FRONT_MATTER, UnitKind.GENERATED):
        return unit.kind, unit.key
    if unit.kind is UnitKind.REFERENCE:
        return unit.kind, unit.says.partition("]:")[0].casefold()
    return unit.kind, unit.level, "" if unit.kind is UnitKind.RULE else unit.says


def _list_places(
    units: Sequence[DocumentUnit], keys: Sequence[Hashable]
) -> tuple[Sequence[Hashable], ...]:
    """Return by what a unit's place is told: by its section and its neighbours, or one of them."""
    sections: list[Hashable] = []
    path: tuple[tuple[int, str], ...] = ()
    for unit in units:
        if unit.kind is UnitKind.HEADING:
            path = tuple(each for each in path if each[0] < unit.level)
        sections.append(path)
        if unit.kind is UnitKind.HEADING:
            path = (*path, (unit.level, unit.says))
    around = list(zip([None, *keys[:-1]], [*keys[1:], None], strict=True)) if keys else []
    return list(zip(sections, around, strict=True)), sections, around


def _is_long(unit: DocumentUnit) -> bool:
    return unit.kind not in _BY_KEY and len(unit.text) > _SHORT


def _grew(ours: DocumentUnit, theirs: DocumentUnit) -> bool:
    """Tell whether one text is the other with sentences put before or behind it."""
    if ours.kind not in TEXTS:
        return False
    shorter, longer = sorted((ours.text, theirs.text), key=len)
    is_end = longer.startswith(shorter) or longer.endswith(shorter)
    return len(shorter) > _SENTENCE and is_end


def _compare(ours: DocumentUnit, theirs: DocumentUnit, least: float) -> float:
    """Return how alike two units are in percent, wherever their links lead; 0 below ``least``."""
    if ours.kind is UnitKind.CODE:
        return find_likeness(ours.text, theirs.text, least)
    frames = read_inline(ours.text).frame, read_inline(theirs.text).frame
    if frames[0] == frames[1]:
        return 100.0
    likeness = find_likeness(*frames, least)
    if likeness or "`" not in ours.text + theirs.text:
        return likeness
    # Words may have become code, whose text the frame leaves out.
    return find_likeness(ours.text.translate(_MARKUP), theirs.text.translate(_MARKUP), least)
