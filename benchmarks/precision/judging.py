"""Whether what a finding claims is so, by its rule's own question."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping

from benchmarks.oracle import Cell, Table, find_place, render, resolve_links, strip_folder
from benchmarks.precision.blocks import BLOCKS
from benchmarks.precision.evidence import Evidence, Finding, Spot
from benchmarks.precision.pairing import compare_cells, list_numbers, pair_rows, sum_facts

# What tools fill in; a translator's disclaimer is not among it.
_START, _END = r"<!--(?![^>]*DISCLAIMER)[^>]*\bSTART\b[^>]*-->", r"<!--[^>]*\bEND\b[^>]*-->"
_GENERATED = re.compile(f"{_START}.*?{_END}", re.DOTALL)
_LINES = re.compile(r"\(lines? (\d+(?:, \d+)*)")
_MARK = re.compile(r"<!--\s*sync:(?:untranslated|fuzzy)\s*-->")
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>")
# Direction marks, joiners, soft hyphens, variation selectors: scripts and emoji are written so.
_TEXT = "\u200e\u200f\u061c\u200c\u200d\u00ad\ufe0e\ufe0f"
# Lines of a table that is shown as text stand at most so far from the finding.
_NEAR = 3
# A sentence of so many characters breaks off where so many are left; a last cell that lacks its
# pipe does where it is shorter than its source's by more than this.
_SENTENCE, _REST, _SHORT = 40, 5, 0.75


def confirm(finding: Finding, evidence: Evidence) -> bool:
    """Tell whether a finding is real; what cannot be told is not."""
    lines, rule = evidence.page.lines, finding.rule
    place = sum(len(line) + 1 for line in lines[: (finding.line or 1) - 1])
    if any(m.start() < place < m.end() for m in _GENERATED.finditer("\n".join(lines))):
        return False
    if rule in _OF_TABLES:
        ours, theirs = evidence.find_tables(finding.line)
        return ours is not None and theirs is not None and _OF_TABLES[rule](finding, ours, theirs)
    if rule in _OF_CELLS:
        spot = evidence.find_spot(finding)
        return spot is not None and _OF_CELLS[rule](spot)
    return rule in _OF_TEXTS and _OF_TEXTS[rule](finding, evidence)


def _is_missing(finding: Finding, evidence: Evidence) -> bool:
    """Tell whether nothing answers to the source's table in the line that the message names."""
    paired, named = {here for here, _ in evidence.pairs}, _list_named(finding)
    tables = enumerate(evidence.source_page.tables)
    is_shown = len(evidence.page.loose) > len(evidence.source_page.loose)
    return not is_shown and any(t.first in named for k, t in tables if k not in paired)


def _list_named(finding: Finding) -> set[int]:
    return {int(n) for group in _LINES.findall(finding.message) for n in group.split(", ")}


def _is_extra(finding: Finding, evidence: Evidence) -> bool:
    """Tell whether nothing answers to a table, not even one shown as text in the source."""
    ours, theirs = evidence.find_tables(finding.line)
    return theirs is not None and ours is None and not evidence.is_repaired


def _is_broken(finding: Finding, evidence: Evidence) -> bool:
    """Tell whether rows are shown as text near the line, more than in the source."""
    page, line = evidence.page, finding.line or 0
    loose = {*page.loose, *(n for n in page.code if page.lines[n - 1].count("|") > 1)}
    edges = {line, *(t.last for t in page.tables if t.first - 1 <= line <= t.last + 2)}
    is_near = any(abs(number - edge) <= _NEAR for number in loose for edge in edges)
    return is_near and len(loose) > len(evidence.source_page.loose)


def _has_other_rows(finding: Finding, ours: Table, theirs: Table) -> bool:
    """Tell whether a table has more or fewer rows, swallowed text, or lacks those named."""
    swallowed = [sum("|" not in row.raw for row in table.rows) for table in (ours, theirs)]
    if len(ours.rows) != len(theirs.rows) or swallowed[1] > swallowed[0]:
        return True
    named = [sum_facts(row.cells) for row in ours.rows if row.line in _list_named(finding)]
    there = [sum_facts(row.cells) for row in theirs.rows]
    is_there = (2 * max((a & b).total() for b in there) > a.total() for a in named if a)
    return bool(named) and all(named) and not any(is_there)


def _has_other_columns(finding: Finding, ours: Table, theirs: Table) -> bool:
    """Tell whether a table or the row has other columns, or what is in them is exchanged."""
    row = next((row for row in theirs.rows[1:] if row.line == finding.line), None)
    if theirs.shape[1] != ours.shape[1] or row is not None:
        return theirs.shape[1] != ours.shape[1] or (row is not None and row.width > theirs.shape[1])
    pairs = [(ours.rows[i], theirs.rows[j]) for i, j in pair_rows(ours, theirs)[1:]]
    places = range(ours.shape[1])

    def weigh(left: int, right: int) -> float:
        return sum(compare_cells([a.cells[left]], [b.cells[right]]) for a, b in pairs)

    exchanged = itertools.combinations(places, 2)
    gains = [weigh(a, b) + weigh(b, a) - weigh(a, a) - weigh(b, b) for a, b in exchanged]
    return max(gains, default=0) > max(1.0, sum(weigh(k, k) for k in places) / 2)


def _is_twin(finding: Finding, ours: Table, theirs: Table) -> bool:
    """Tell whether a row stands more often than any row of the source, or for unlike ones."""
    texts = [row.texts for row in theirs.rows]
    own = next((row.texts for row in theirs.rows if row.line == finding.line), None)
    known = [ours.rows[i] for i, j in pair_rows(ours, theirs) if texts[j] == own]
    if any(sum_facts(row.cells) != sum_facts(known[0].cells) for row in known):
        return True
    most = max(Counter(row.texts for row in ours.rows).values())
    return own is not None and len(texts) > len(ours.rows) and texts.count(own) > most


def _is_out_of_order(_: Finding, ours: Table, theirs: Table) -> bool:
    """Tell whether rows that what they hold tells from all others are in another order."""
    left, right = ([sum_facts(row.cells) for row in t.rows[1:]] for t in (ours, theirs))
    alone = [facts for facts in left if facts and left.count(facts) == right.count(facts) == 1]
    places = [right.index(facts) for facts in alone]
    return places != sorted(places)


def _is_truncated(spot: Spot) -> bool:
    """Tell whether a row ends before its source's does, or breaks off within a cell."""
    if any(cell.text for cell in spot.source.cells[spot.row.width :]):
        return True
    opened, before, after = _list_open(spot.after), spot.before.text, spot.after.text
    is_unclosed = bool(opened) and not opened & _list_open(spot.before)
    ends = [row.raw.rstrip().endswith("|") for row in (spot.source, spot.row)]
    lengths = [len(row.cells[-1].text) for row in (spot.source, spot.row)]
    is_short = ends == [True, False] and lengths[1] < _SHORT * lengths[0]
    return is_unclosed or is_short or (len(before) >= _SENTENCE and len(after) <= _REST)


def _list_open(cell: Cell) -> set[str]:
    """Return the signs of markup that the reader sees, as nothing closes them."""
    text = cell.text
    for code in cell.codes:
        text = text.replace(code, "", 1)
    signs = {sign for sign in ("**", "`", "](") if sign in text}
    return signs | ({"["} if text.count("[") > text.count("]") else set())


def _is_emptied(spot: Spot) -> bool:
    """Tell whether a cell is empty that the source's is not, or the other way round."""
    empty = [not (cell.text or cell.links or cell.codes) for cell in (spot.before, spot.after)]
    return empty[0] != empty[1]


def _links_elsewhere(spot: Spot) -> bool:
    document, path = spot.evidence.document, spot.evidence.path
    ours = resolve_links(spot.before, document, document)
    return ours != resolve_links(spot.after, path, document)


def _has_other_numbers(spot: Spot) -> bool:
    """Tell whether there are numbers that the source's cell lacks; a lost one may be a word."""
    ours, theirs = (Counter(list_numbers(cell)) for cell in (spot.before, spot.after))
    return bool(theirs - ours)


def _is_dead(finding: Finding, evidence: Evidence) -> bool:
    """Tell whether a link of the line leads to nothing, and the source has none that does so."""
    line, course = Cell("", render(evidence.get_line(finding))), evidence.course
    ours = Cell("", render(evidence.source)).links
    known = {place for link in ours if (place := find_place(link, evidence.document))}
    dead = {place for place in known if not course.exists(place)}
    places = [place for link in line.links if (place := find_place(link, evidence.path))]
    return any(not course.exists(p) and not dead & {p, strip_folder(p)} for p in places)


def _is_mark(finding: Finding, evidence: Evidence) -> bool:
    is_mark = _MARK.search(evidence.get_line(finding)) is not None
    return is_mark and finding.line not in evidence.page.code


def _is_conflict(finding: Finding, evidence: Evidence) -> bool:
    """Tell whether the three markers begin lines, in their order, outside of code."""
    lines = (x for n, x in enumerate(evidence.page.lines, 1) if n not in evidence.page.code)
    found = "".join(line[:7] for line in lines if re.match(r"([<=>])\1{6}(?: |$)", line))
    return evidence.get_line(finding).startswith(_MARKERS) and "".join(_MARKERS) in found


def _is_control(finding: Finding, evidence: Evidence) -> bool:
    """Tell whether a character that is not seen, more often than in the source, is no such text."""
    line, place = evidence.get_line(finding), (finding.column or 1) - 1
    char = line[place : place + 1] or " "
    is_code = finding.line in evidence.page.code or line[:place].count("`") % 2 == 1
    is_more = evidence.source.count(char) < evidence.text.count(char)
    return is_more and unicodedata.category(char) == "Cf" and (is_code or char not in _TEXT)


_OF_TABLES: Mapping[str, Callable[[Finding, Table, Table], bool]] = {
    "table-rows": _has_other_rows,
    "table-columns": _has_other_columns,
    "row-duplicate": _is_twin,
    "row-order": _is_out_of_order,
}
_OF_CELLS: Mapping[str, Callable[[Spot], bool]] = {
    "row-truncated": _is_truncated,
    "empty-cell": _is_emptied,
    "link-target": _links_elsewhere,
    "code-span": lambda spot: Counter(spot.before.codes) != Counter(spot.after.codes),
    "number": _has_other_numbers,
}
_OF_TEXTS: Mapping[str, Callable[[Finding, Evidence], bool]] = {
    "table-missing": _is_missing,
    "table-extra": _is_extra,
    "table-broken": _is_broken,
    "link-dead": _is_dead,
    "mark-left": _is_mark,
    "conflict-marker": _is_conflict,
    "bidi-control": _is_control,
    "stamp": lambda _, evidence: evidence.hash not in evidence.course.versions,
    **BLOCKS,
}
RULES = frozenset({*_OF_TABLES, *_OF_CELLS, *_OF_TEXTS})
"""The rules whose findings can be confirmed."""
