"""What a merge made of a document's blocks, held against what its versions say it had to make.

A block's truth: in a translation that has its source's blocks one for one, block k of the one is
block k of the other. Between two versions of a source a block is the same where its text stands
equally often in both, in that order. Between two that are the same as many that are alike in turn
were edited, if none is more like another one than its own; what stands there in one alone is new
or gone. What that does not decide is not judged. Cells are `benchmarks.judge`'s.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

import yaml
from rapidfuzz.fuzz import ratio

from benchmarks.cases import Case
from benchmarks.judge import Verdict
from benchmarks.leaves import TEXTS, Key, Leaf, Leaves, read_leaves

_MARGIN = re.compile(r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t]|\Z))?[ \t]*")
_STAMPS = frozenset({"sync", "default_lang_commit", "drifted_from_default"})
# In percent: from how alike on a block was edited, not replaced, and is what a later translator
# made of the same source.
_EDITED = 60.0
_ALIKE = 60.0
_EDITED_AND_MOVED = 80.0  # from here on nobody can say that a block is new
_SHORT = 20
_UNJUDGED = frozenset({"table", "generated", "rule", "reference"})


@dataclass(frozen=True, slots=True)
class Truth:
    """What became of a source's blocks, by their places: ``same`` and ``edited`` map new to old."""

    same: Mapping[int, int]
    edited: Mapping[int, int]
    new: frozenset[int]
    gone: frozenset[int]


def find_truth(before: Leaves, after: Leaves) -> Truth:
    """Find out what became of the blocks of a source, as far as that is beyond doubt."""
    here, there = (_place(each.blocks) for each in (before, after))
    same: dict[int, int] = {}
    for text, places in there.items():
        if len(here.get(text, ())) == len(places):
            same.update(zip(places, here[text], strict=True))
    edited: dict[int, int] = {}
    new: set[int] = set()
    gone: set[int] = set()
    for ours, theirs in _list_gaps(same, len(before.blocks), len(after.blocks)):
        if len(ours) == len(theirs) and _are_edits(before, ours, after, theirs):
            edited.update(zip(theirs, ours, strict=True))
        new.update(k for k in theirs if not ours and _is_new(after.blocks[k], before, here))
        gone.update(i for i in ours if not theirs and _key(before.blocks[i]) not in there)
    return Truth(same, edited, frozenset(new), frozenset(gone))


def _place(leaves: Sequence[Leaf]) -> dict[object, list[int]]:
    found: dict[object, list[int]] = defaultdict(list)
    for place, leaf in enumerate(leaves):
        found[_key(leaf)].append(place)
    return found


def _key(leaf: Leaf) -> object:
    return leaf.shape, leaf.says


def _list_gaps(
    same: Mapping[int, int], old: int, new: int
) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Yield what stands between two blocks that are the same and follow one another in order."""
    known = set(same.values())
    for is_same, group in groupby(range(-1, new + 1), lambda k: k in same or k in (-1, new)):
        places = list(group)
        sides = list(pairwise(places)) if is_same else [(places[0] - 1, places[-1] + 1)]
        for left, right in sides:
            first = same[left] + 1 if left >= 0 else 0
            last = same[right] if right < new else old
            if first <= last and not any(i in known for i in range(first, last)):
                yield range(first, last), range(left + 1, right)


def _is_new(leaf: Leaf, before: Leaves, here: Mapping[object, Sequence[int]]) -> bool:
    """Tell whether a block was nowhere, not even edited."""
    return _key(leaf) not in here and not any(
        _compare(old, leaf) >= _EDITED_AND_MOVED for old in before.blocks
    )


def _are_edits(before: Leaves, ours: Sequence[int], after: Leaves, theirs: Sequence[int]) -> bool:
    """Tell whether blocks were edited in turn, and none is more like another one than its own."""
    likeness = [[_compare(before.blocks[i], after.blocks[j]) for j in theirs] for i in ours]
    return all(
        row[k] >= _EDITED and row[k] == max(*row, *(other[k] for other in likeness))
        for k, row in enumerate(likeness)
    )


def _compare(old: Leaf, new: Leaf) -> float:
    return ratio(old.words, new.words) if old.shape == new.shape else 0.0


def judge_whole(case: Case, text: str) -> Verdict:
    """Judge the text that a merge gave, which was not refused."""
    verdict = Verdict()
    judged = _Judge(case, text, verdict)
    if read_leaves(case.base).shape != read_leaves(case.translation).shape:
        verdict.counts["documents of another shape than their source"] += 1
        return verdict
    judged.judge_keys()
    if judged.source.shape != judged.result.shape:
        verdict.blame("documents that have not got their source's shape", case.path)
        return verdict
    verdict.counts["documents judged"] += 1
    judged.judge_blocks()
    judged.judge_later()
    if judged.translation.disclaimer != judged.result.disclaimer:
        verdict.blame("disclaimers changed", case.path)
    return verdict


class _Judge:
    def __init__(self, case: Case, text: str, verdict: Verdict) -> None:
        self.case = case
        texts = (case.base, case.source, case.translation, text)
        self.base, self.source, self.translation, self.result = map(read_leaves, texts)
        self.truth = find_truth(self.base, self.source)
        self._verdict = verdict
        self._counts = verdict.counts

    def judge_blocks(self) -> None:
        """Hold each block to its truth."""
        for new, leaf in enumerate(self.result.blocks):
            if leaf.kind in _UNJUDGED:
                continue
            if new in self.truth.same:
                self._judge_same(self.truth.same[new], new)
            # Badges are the source's, or a translator's own: nobody's words.
            if not self.source.blocks[new].is_badges:
                self._judge_changed(new)
        left = Counter(leaf.says for leaf in self.result.blocks)
        for old in self.truth.gone:
            leaf = self.translation.blocks[old]
            is_other = leaf.kind in _UNJUDGED or len(leaf.says) < _SHORT
            if not is_other and left[leaf.says] and not self._says_again(leaf, old):
                self._blame("blocks still there that the source took out", old)

    def _judge_changed(self, new: int) -> None:
        if new in self.truth.edited:
            self._judge_edited(self.truth.edited[new], new)
        elif new in self.truth.new:
            self._judge_new(new)
        self._judge_words(new)

    def _says_again(self, leaf: Leaf, old: int) -> bool:
        """Tell whether a translation says the same at another place, too."""
        said = (each.says for k, each in enumerate(self.translation.blocks) if k != old)
        return leaf.says in said or leaf.says in {each.says for each in self.source.blocks}

    def _judge_same(self, old: int, new: int) -> None:
        before, after = self.translation.blocks[old], self.result.blocks[new]
        ours, theirs = self.base.blocks[old], self.source.blocks[new]
        self._counts["unchanged blocks"] += 1
        is_kept = before.raw == after.raw or (
            ours.raw != theirs.raw and _strip(before) == _strip(after) and before.mark == after.mark
        )
        self._counts["unchanged blocks kept"] += is_kept
        if not is_kept and after.mark:
            self._blame("unchanged blocks marked instead", new)
        elif not is_kept:
            self._blame("unchanged blocks with other words", new)

    def _judge_edited(self, old: int, new: int) -> None:
        ours, theirs = self.base.blocks[old], self.source.blocks[new]
        before, after = self.translation.blocks[old], self.result.blocks[new]
        if theirs.kind == "code":
            self._judge_code(old, new)
        elif ours.words == theirs.words:
            self._counts["blocks of changed links"] += 1
            is_done = after.mark is None and after.words == before.words
            self._counts["blocks of changed links without a mark"] += is_done
            if not is_done:
                self._verdict.faults.append(f"links otherwise: {self._where(new)}")
        elif theirs.has_words and theirs.kind in TEXTS:
            self._counts["edited blocks"] += 1
            is_source = before.says == ours.says
            wanted = ("untranslated", theirs) if is_source else ("fuzzy", before)
            is_done = after.mark == wanted[0] and after.words == wanted[1].words
            self._counts["edited blocks with their own words and a mark"] += is_done
            if not is_done:
                self._verdict.faults.append(f"edited otherwise: {self._where(new)}")

    def _judge_code(self, old: int, new: int) -> None:
        """Hold code to the lines that it must have: the source's new ones, the rest translated."""
        texts = (self.base.blocks[old], self.source.blocks[new], self.translation.blocks[old])
        ours, theirs, before = (leaf.text.split("\n") for leaf in texts)
        left = Counter(self.result.blocks[new].text.split("\n"))
        known = Counter(ours)
        for line in theirs:
            wanted = line
            if line in known:
                if known[line] > 1 or len(ours) != len(before):
                    continue
                wanted = before[ours.index(line)]
            self._counts["lines of changed code"] += 1
            self._counts["lines of changed code as they must be"] += bool(left[wanted])

    def _judge_new(self, new: int) -> None:
        theirs, after = self.source.blocks[new], self.result.blocks[new]
        if theirs.has_words and theirs.kind in TEXTS:
            self._counts["new blocks"] += 1
            is_done = after.mark == "untranslated" and after.words == theirs.words
            self._counts["new blocks with the source's words and a mark"] += is_done
            if not is_done:
                self._verdict.faults.append(f"new otherwise: {self._where(new)}")

    def _judge_words(self, new: int) -> None:
        """Hold a block that has a translator's words to the block that these stood for."""
        theirs, after = self.source.blocks[new], self.result.blocks[new]
        if after.kind not in TEXTS or after.words == theirs.words:
            return
        places = self._said.get(after.words, ())
        if not places:
            self._blame("blocks with words of nobody", new)
            return
        known = self.truth.same.get(new, self.truth.edited.get(new))
        words = {self.base.blocks[place].words for place in places}
        if known is not None and self.base.blocks[known].words not in words:
            self._blame("blocks with another's words", new)
        elif after.mark is None and theirs.words not in words:
            self._blame("changed blocks without a mark", new)

    @cached_property
    def _said(self) -> Mapping[str, list[int]]:
        said: dict[str, list[int]] = defaultdict(list)
        for place, leaf in enumerate(self.translation.blocks):
            said[leaf.words].append(place)
        return said

    def judge_keys(self) -> None:
        """Hold the front matter to its keys, whose truth is their names."""
        for name in {**self.translation.keys, **self.source.keys}.keys() - _STAMPS:
            sides = (self.base, self.source, self.translation, self.result)
            old, new, before, after = (side.keys.get(name) for side in sides)
            is_right = _fits(old, new, before, after)
            self._counts["keys of front matter"] += 1
            self._counts["keys of front matter as they must be"] += is_right
            if not is_right:
                self._verdict.faults.append(f"key {name}: {self.case.path}")

    def judge_later(self) -> None:
        """Compare what was carried with what a translator later made of the same source."""
        later = read_leaves(self.case.later)
        if not self.case.later or later.shape != self.source.shape:
            return
        for new in self.truth.same:
            carried, said = self.result.blocks[new], later.blocks
            if carried.kind not in TEXTS or len(carried.says) < _SHORT:
                continue
            own = ratio(carried.words, said[new].words)
            self._counts["blocks carried that were translated again"] += 1
            self._counts["blocks carried that are like the later translation"] += own >= _ALIKE
            near = [said[k] for k in (new - 1, new + 1) if 0 <= k < len(said)]
            if own < _ALIKE and any(ratio(carried.words, each.words) > own + 20 for each in near):
                self._blame("blocks carried that are more like a neighbour's", new)

    def _blame(self, kind: str, place: int) -> None:
        self._verdict.blame(kind, self._where(place))

    def _where(self, place: int) -> str:
        leaf = self.result.blocks[min(place, len(self.result.blocks) - 1)]
        return f"{self.case.path} block {place}, line {leaf.start + 1}: {leaf.says[:60]!r}"


def _strip(leaf: Leaf) -> list[str]:
    """Return a block's lines without what its containers put before them."""
    return [_MARGIN.sub("", line, count=1) for line in leaf.raw]


def _fits(old: Key | None, new: Key | None, before: Key | None, after: Key | None) -> bool:
    """Tell whether a key became what it had to become."""
    if new is None:
        return after is None if old is not None else after == before
    if old is not None and old.value == new.value:
        return after == before
    if before is None or old is None:
        return after is not None and after.value in (new.value, before.value if before else "")
    if after is None:
        return False
    if before.value == old.value:
        return after.value == new.value
    is_one = after.value == new.value or (after.value, after.mark) == (before.value, "fuzzy")
    return is_one or _fits_within(old, new, before, after)


def _fits_within(old: Key, new: Key, before: Key, after: Key) -> bool:
    """Tell whether each text in a value became what it had to become."""
    was, now, there, said = (dict(_list_texts(side)) for side in (old, new, before, after))
    return was.keys() == now.keys() == there.keys() == said.keys() and all(
        said[place] == now[place]
        if there[place] == was[place]
        else said[place] == there[place]
        and (was[place] == now[place] or now[place] == there[place] or after.mark == "fuzzy")
        for place in said
    )


def _list_texts(key: Key) -> Iterator[tuple[str, str]]:
    """Yield the texts in a value, each with the keys and places that lead to it."""
    waiting = [("", yaml.compose("\n".join(key.raw), yaml.BaseLoader))]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            waiting += [(f"{path}/{name.value}", each) for name, each in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += [(f"{path}/{place}", each) for place, each in enumerate(node.value)]
        elif node is not None:
            yield path, node.value
