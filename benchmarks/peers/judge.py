"""What an update made of a translation, read by one reader for all tools.

A unit is a block of `benchmarks.leaves`, or a key of front matter that readers see. One of the
result is known by its words, wherever its links lead: they are those that stood in the translation,
or the model's, which name the source text they are of. So each answers to a unit of the new source
or to nobody's; the longest way through both in order pairs them. Nothing is held against a tool for
how it wraps, quotes or numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from benchmarks.cases import Case, strip_stamp
from benchmarks.leaves import Key, Leaf, Leaves, read_leaves
from benchmarks.oracle import fold, split_cells
from benchmarks.peers.stub import UPDATE, count_translated, count_words, take_back
from benchmarks.whole_judge import Truth, find_truth

HAND = "vonmenschenhand"
"""What a human put at the end of a unit that the source leaves alone."""
_UNJUDGED = frozenset({"generated", "rule", "reference"})
_KEYS = frozenset({"title", "linkTitle", "description"})
_LOOSE = frozenset({"table", "code"})
_EDITABLE = frozenset({"paragraph", "item"})
_MARKED = "<!-- sync:"
# From which share of its words on a file was sent whole.
_WHOLE = 0.9


def put_hand(case: Case) -> Case:
    """Return a case in whose translation a human worked on a unit that the source leaves alone.

    It is the middle one of those that end in a word or a full stop, if there is any.
    """
    base, translation = read_leaves(case.base), read_leaves(case.translation)
    if base.shape != translation.shape:
        return case
    same = find_truth(base, read_leaves(case.source)).same.values()
    can = [k for k in sorted(same) if _can_be_edited(translation.blocks[k])]
    for place in can[len(can) // 2 :]:
        lines = case.translation.split("\n")
        last = translation.blocks[place].end - 1
        lines[last] = f"{lines[last].rstrip()} {HAND}"
        text = "\n".join(lines)
        if read_leaves(text).blocks[place].words.endswith(f" {HAND}"):
            return replace(case, translation=text)
    return case


def _can_be_edited(leaf: Leaf) -> bool:
    end = leaf.raw[-1].rstrip()[-1:]
    return leaf.kind in _EDITABLE and len(leaf.words) > 20 and (end.isalpha() or end == ".")


def judge_update(case: Case, result: str | None) -> Counter[str]:
    """Count what became of a translation; None is one that the tool refused."""
    counts = Counter(files=1)
    base, source = read_leaves(case.base), read_leaves(case.source)
    truth = find_truth(base, source)
    counts["words"] = count_words(case.source)
    counts["words changed"] = _count_changed(base, source, truth)
    if result is None:
        counts["refused"], counts["words marked"] = 1, counts["words"]
        return counts
    text = strip_stamp(result)
    counts["whole"] = count_translated(text) >= _WHOLE * counts["words"] > 0
    if base.shape == read_leaves(case.translation).shape:
        counts["judged"] = 1
        counts["hands"] = HAND in case.translation
        counts.update(_Judge(case, text, truth).judge())
    return counts


def _count_changed(base: Leaves, source: Leaves, truth: Truth) -> int:
    """Count the words of the new source's units that are not the old one's; of tables by rows."""
    known = {line.strip() for leaf in base.blocks for line in leaf.raw}
    words = sum(
        count_words(
            "\n".join(line for line in leaf.raw if line.strip() not in known)
            if leaf.kind == "table"
            else "\n".join(leaf.raw)
        )
        for new, leaf in enumerate(source.blocks)
        if new not in truth.same and leaf.kind not in _UNJUDGED
    )
    old = {key.value for key in base.keys.values()}
    keys = (key.value for key in source.keys.values() if key.is_text and key.value not in old)
    return words + sum(map(count_words, keys))


class _Judge:
    def __init__(self, case: Case, text: str, truth: Truth) -> None:
        texts = (case.base, case.source, case.translation, text)
        self.base, self.source, self.translation, self.result = map(read_leaves, texts)
        self.truth = truth
        self._counts: Counter[str] = Counter()
        self._ours = [read_words(leaf) for leaf in self.source.blocks]
        self._before = [read_words(leaf) for leaf in self.translation.blocks]
        self._said = frozenset(self._before)
        gone = set(range(len(self._before))) - set(truth.same.values())
        self._left = {self._before[k] for k in gone}

    def judge(self) -> Counter[str]:
        """Pair the result's units with the source's, and count."""
        wanted = [k for k, leaf in enumerate(self.source.blocks) if _is_judged(leaf)]
        found = [leaf for leaf in self.result.blocks if _is_judged(leaf)]
        said = [(leaf, read_words(leaf)) for leaf in found]
        labels = [[self._label(k, *each) for each in said] for k in wanted]
        pairs = find_way(labels)
        for row, place in enumerate(wanted):
            if row in pairs:
                self._count_pair(place, labels[row][pairs[row]], found[pairs[row]])
            self._counts["unchanged"] += place in self.truth.same
        self._count_rest(
            len(wanted) - len(pairs), set(range(len(found))) - {*pairs.values()}, found
        )
        self._judge_keys()
        return self._counts

    def _label(self, place: int, leaf: Leaf, said: str) -> str:
        """Return whose words a unit of the result has, empty where they are not the unit's."""
        ours, old = self._ours[place], self.truth.same.get(place)
        kin = old if old is not None else self.truth.edited.get(place)
        if kin is not None and said == self._before[kin]:
            is_same = old is not None or _has_words_of(ours, read_words(self.base.blocks[kin]))
            if is_same or leaf.mark:
                return "kept"
        if UPDATE in said and take_back(said) == ours:
            return "model"
        if old is not None and f"{said} {HAND}" == self._before[old]:
            return "undone"
        if said == ours:
            is_left = leaf.mark or not count_words(said) or said in self._said
            return "source" if is_left else "unmarked"
        kind = self.source.blocks[place].kind
        if old is not None or leaf.kind != kind:
            return ""
        is_open = leaf.mark or (kin is None and place not in self.truth.new)
        return "open" if kind in _LOOSE or (is_open and said in self._left) else ""

    def _count_pair(self, place: int, label: str, leaf: Leaf) -> None:
        ours, old = self.source.blocks[place], self.truth.same.get(place)
        if old is not None and label == "kept":
            self._counts["kept"] += leaf.mark is None
            self._counts["hands kept"] += HAND in self._before[old]
        self._counts["wrong"] += label == "unmarked" and ours.kind not in _LOOSE
        self._counts["words marked"] += _count_marked(ours, leaf)

    def _count_rest(self, lost: int, others: Collection[int], found: Sequence[Leaf]) -> None:
        """Count what has no place; what a mark hands to a translator is not silent."""
        silent = [place for place in others if not found[place].mark]
        self._counts["wrong"] += max(lost, len(silent))
        marked = (found[place] for place in others if found[place].mark)
        self._counts["words marked"] += sum(count_words("\n".join(leaf.raw)) for leaf in marked)

    def _judge_keys(self) -> None:
        for name, new in self.source.keys.items():
            is_shown = name in _KEYS and count_words(new.value) > 0
            sides = (each.keys.get(name) for each in (self.base, self.translation, self.result))
            old, before, after = sides
            if is_shown and old is not None and before is not None:
                self._judge_key(new, old, before, after)

    def _judge_key(self, new: Key, old: Key, before: Key, after: Key | None) -> None:
        said = "" if after is None else fold(after.value)
        is_marked = after is not None and after.mark is not None
        is_same, is_before = old.value == new.value, said == fold(before.value)
        is_model = UPDATE in said and take_back(said) == fold(new.value)
        is_source = said == fold(new.value) and before.value == old.value
        is_right = is_model or is_marked or is_source or (is_before and is_same)
        self._counts["unchanged"] += is_same
        self._counts["kept"] += is_same and is_before and not is_marked
        self._counts["wrong"] += not is_right
        self._counts["words marked"] += is_marked and count_words(new.value)


def _has_words_of(new: str, old: str) -> bool:
    """Tell whether no word changed from one text to another, whatever markup did."""
    return re.findall(r"\w+", new) == re.findall(r"\w+", old)


def _is_judged(leaf: Leaf) -> bool:
    return leaf.kind not in _UNJUDGED and bool(read_words(leaf))


def read_words(leaf: Leaf) -> str:
    """Return what a unit says, its white space and where its links lead apart."""
    if leaf.kind == "code":
        return "\n".join(line.strip() for line in leaf.text.split("\n") if line.strip())
    if leaf.kind != "table":
        return leaf.words
    rows = (split_cells(line) for line in leaf.raw)
    return "\n".join("|".join(map(_read_cell, row)) for row in rows if not _is_delimiter(row))


def _is_delimiter(row: Sequence[str]) -> bool:
    return all(cell and not cell.strip("-: ") for cell in row)


def _read_cell(cell: str) -> str:
    return Leaf("paragraph", 0, (), 0, 1, (cell,), cell).words


def _count_marked(source: Leaf, leaf: Leaf) -> int:
    """Count the source's words of what a translator still has to look at."""
    if leaf.kind != "table" or source.kind != "table":
        return count_words("\n".join(source.raw)) if leaf.mark else 0
    rows = zip(source.raw, leaf.raw, strict=False)
    sides = (zip(split_cells(new), split_cells(said), strict=False) for new, said in rows)
    return sum(count_words(new) for row in sides for new, said in row if _MARKED in said)


def find_way(labels: Sequence[Sequence[str]]) -> Mapping[int, int]:
    """Return the most pairs of a row and a column with a label, in the order of both.

    Of as many the way counts that has more of the first kinds.
    """
    worth = {"kept": 1.003, "model": 1.002, "source": 1.001}
    width = len(labels[0]) if labels else 0
    best = [[0.0] * (width + 1) for _ in range(len(labels) + 1)]
    for row in range(len(labels) - 1, -1, -1):
        below, here, marks = best[row + 1], best[row], labels[row]
        for column in range(width - 1, -1, -1):
            most = max(below[column], here[column + 1])
            mark = marks[column]
            here[column] = max(most, below[column + 1] + worth.get(mark, 1.0)) if mark else most
    pairs: dict[int, int] = {}
    row = column = 0
    while row < len(labels) and column < width:
        value = best[row][column]
        if value == best[row + 1][column]:
            row += 1
        elif value == best[row][column + 1]:
            column += 1
        else:
            pairs[row] = column
            row, column = row + 1, column + 1
    return pairs
