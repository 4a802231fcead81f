"""Findings about what stands in cells, and about characters, marks and stamps, judged."""

from __future__ import annotations

import html
import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from benchmarks.precision.evidence import (
    Claim,
    Evidence,
    Verdict,
    false,
    find_cell,
    get_cell,
    real,
    undecided,
)
from benchmarks.precision.pairing import fold_digits, fold_space
from benchmarks.precision.rendering import Shown, ShownRow, render

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_NUMBER = re.compile(r"\d+(?:[.,\u066b\u066c'’\u00a0\u202f ]\d+)*")
_MARK = re.compile(r"<!--\s*sync:(?:untranslated|fuzzy)\s*-->")
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>")
_OPENING = {"LRE": "PDF", "RLE": "PDF", "LRO": "PDF", "RLO": "PDF"}
_ISOLATES = {"LRI": "PDI", "RLI": "PDI", "FSI": "PDI"}
_CLOSES = _OPENING | _ISOLATES
# Direction marks, joiners, soft hyphens, variation selectors: scripts and emoji are written so.
_TEXT = "\u200e\u200f\u061c\u200c\u200d\u00ad\ufe0e\ufe0f"
# Languages that count in ten thousands say 10M as 1000 of them; others say it in words.
_COUNTED = re.compile("[\u4e07\u842c\u5104\u4ebf\ub9cc\uc5b5]|lakh|crore|[kKmMbB]\\b")


def judge_target(claim: Claim, evidence: Evidence) -> Verdict:
    """Say whether a cell links to something else than its source's."""
    cells = _find_cells(claim, evidence)
    if cells is None:
        return undecided("no row of the source is known to answer to the one there")
    ours = Counter(resolve_links(cells[0], evidence.document, evidence.document))
    theirs = Counter(resolve_links(cells[1], evidence.path, evidence.document))
    other, lost = theirs - ours, ours - theirs
    if other:
        return real(f"{', '.join(other)} for {', '.join(lost) or 'nothing'}")
    if lost:
        return real(f"no link to {', '.join(lost)}")
    return false("the cell links to what its source's does")


def _find_cells(claim: Claim, evidence: Evidence) -> tuple[Shown, Shown] | None:
    """Return the source's cell and the translation's that a finding is about."""
    rows = _find_rows(claim, evidence)
    if rows is None:
        return None
    place = find_cell(rows[1], claim.column)
    return get_cell(rows[0], place), get_cell(rows[1], place)


def _find_rows(claim: Claim, evidence: Evidence) -> tuple[ShownRow, ShownRow] | None:
    spot = evidence.find_row(claim.line)
    source = None if spot is None else evidence.find_source_row(spot)
    if spot is None or source is None:
        return None
    return source, evidence.show_row(spot)


def resolve_links(cell: Shown, file: str, document: str) -> Iterator[str]:
    """Yield what a cell's links lead to, in the source's terms.

    Left out are anchors, links to the document itself or its folder, and translated images.
    """
    for link in cell.links:
        if _SCHEME.match(link):
            yield unquote(link)
            continue
        place = find_place(link, file)
        if place is None or "translated_images" in place:
            continue
        if file != document:
            place = re.sub(r"^translations/[^/]+/", "", place)
        if place not in (document, posixpath.dirname(document) or "."):
            yield place


def find_place(link: str, file: str) -> str | None:
    """Return the path that a relative link leads to from a file, None for a mere anchor."""
    path = unquote(re.sub(r"[?#].*", "", link, flags=re.DOTALL))
    if not path:
        return None
    folder = "" if path.startswith("/") else posixpath.dirname(file)
    return posixpath.normpath(posixpath.join(folder, path.lstrip("/")))


def judge_dead(claim: Claim, evidence: Evidence) -> Verdict:
    """Say whether a relative link of the line leads to nothing although the source's does not."""
    line = unquote(html.unescape(_get_line(claim, evidence)))
    links = sorted(link for link in evidence.page.links if unquote(link) in line)
    dead = {
        link: place
        for link in links
        if not _SCHEME.match(link)
        and (place := find_place(link, evidence.path)) is not None
        and not evidence.repository.exists(place)
    }
    if not dead:
        return false("all links of the line lead to something")
    named = [link for link in dead if f"'{dead[link]}'" in claim.message] or list(dead)
    if all(_is_dead_in_source(link, evidence) for link in named):
        return false("the source's is dead as well")
    return real(f"nothing at {', '.join(dead[link] for link in named)}")


def _is_dead_in_source(link: str, evidence: Evidence) -> bool:
    """Tell whether the source links to the same in vain, in its present version or in the other."""
    folder = f"translations/{evidence.language}/"
    place = find_place(link, evidence.path) or ""
    wanted = {link, place, place.removeprefix(folder)}
    present = evidence.repository.read_present(evidence.path)
    for text in (evidence.source, present):
        for other in render(text or "").links:
            there = find_place(other, evidence.document)
            if there and wanted & {other, there} and not evidence.repository.exists(there):
                return True
    return False


def judge_code(claim: Claim, evidence: Evidence) -> Verdict:
    """Say whether there is other code in the cell than in its source's."""
    cells = _find_cells(claim, evidence)
    if cells is None:
        return undecided("no row of the source is known to answer to the one there")
    ours, theirs = (Counter(map(fold_space, cell.codes)) for cell in cells)
    if ours == theirs:
        return false("the same code")
    tight = [Counter("".join(code.split()) for code in side.elements()) for side in (ours, theirs)]
    if tight[0] == tight[1]:
        return undecided("the same code but for spaces")
    return real(f"{sorted(theirs - ours)} for {sorted(ours - theirs)}")


def judge_number(claim: Claim, evidence: Evidence) -> Verdict:
    """Say whether there are other numbers in the cell than in its source's."""
    cells = _find_cells(claim, evidence)
    if cells is None:
        return undecided("no row of the source is known to answer to the one there")
    ours, theirs = (Counter(_list_numbers(cell)) for cell in cells)
    if ours == theirs:
        return false("the same numbers")
    if any(_COUNTED.search(cell.text) for cell in cells):
        return undecided("counted in thousands, ten thousands or millions")
    if not theirs - ours:
        return undecided(f"no {sorted(ours - theirs)}; it may be said in words")
    return real(f"{sorted(theirs - ours)} for {sorted(ours - theirs)}")


def _list_numbers(cell: Shown) -> Iterator[str]:
    text = unicodedata.normalize("NFKC", fold_digits(cell.text))
    for number in _NUMBER.findall(text):
        yield re.sub(r"\D", "", number)


def judge_mark(claim: Claim, evidence: Evidence) -> Verdict:
    """Say whether there is a mark in the line."""
    line = _get_line(claim, evidence)
    if not _MARK.search(line):
        return false("no mark in the line")
    if claim.line in evidence.page.code:
        return false("it is shown as code")
    return real(line.strip()[:40])


def _get_line(claim: Claim, evidence: Evidence) -> str:
    lines = evidence.page.lines
    return lines[claim.line - 1] if claim.line and claim.line <= len(lines) else ""


def judge_conflict(claim: Claim, evidence: Evidence) -> Verdict:
    """Say whether the three markers begin lines, in their order, outside of code."""
    lines = [line for n, line in enumerate(evidence.page.lines, 1) if n not in evidence.page.code]
    left = list(_MARKERS)
    for line in lines:
        if left and re.match(rf"{left[0]}(?: |$)", line):
            del left[0]
    if left:
        return false(f"no {left[0]} in its place")
    if not _get_line(claim, evidence).startswith(_MARKERS):
        return undecided("the markers are in other lines")
    return real("all three markers")


def judge_bidi(claim: Claim, evidence: Evidence) -> Verdict:
    """Say whether a character that is not seen turns text and does not end, or is in code."""
    line, place = _get_line(claim, evidence), (claim.column or 1) - 1
    char = line[place : place + 1]
    if not char or unicodedata.category(char) not in ("Cf", "Cc", "Mn", "Lo", "So", "Zl", "Zp"):
        return false(f"{char!r} is seen")
    if evidence.source is not None and evidence.source.count(char) >= evidence.text.count(char):
        return false("the source has as many")
    kind = unicodedata.bidirectional(char)
    if kind in (*_CLOSES, "PDF", "PDI") and _find_unbalanced(_find_paragraph(claim, evidence)):
        return real("a control is opened and not closed, or the other way round")
    if claim.line in evidence.page.code or line[:place].count("`") % 2:
        return real(f"{unicodedata.name(char, repr(char))} in code")
    if kind in (*_CLOSES, "PDF", "PDI") or char in _TEXT:
        return false(f"{unicodedata.name(char)} in text, balanced")
    return real(f"{unicodedata.name(char, repr(char))} in text")


def _find_paragraph(claim: Claim, evidence: Evidence) -> str:
    """Return the text whose directions are worked out together: a cell, a paragraph, a line."""
    line, place = _get_line(claim, evidence), (claim.column or 1) - 1
    if evidence.find_row(claim.line) is not None:
        start = line.rfind("|", 0, place) + 1
        return line[start:].split("|", 1)[0]
    if claim.line in evidence.page.code:
        return line
    lines, first = evidence.page.lines, (claim.line or 1) - 1
    last = first
    while first and lines[first - 1].strip():
        first -= 1
    while last < len(lines) and lines[last].strip():
        last += 1
    return "\n".join(lines[first:last])


def _find_unbalanced(text: str) -> bool:
    opened: list[str] = []
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in _CLOSES:
            opened.append(_CLOSES[kind])
        elif kind in ("PDF", "PDI"):
            if not opened or opened[-1] != kind:
                return True
            opened.pop()
    return bool(opened)


def judge_stamp(claim: Claim, evidence: Evidence) -> Verdict:
    """Say whether the stamp cannot be read, or names what git does not hold."""
    del claim
    named = evidence.repository.read_stamp(evidence.path)
    if named.hash is None:
        return real(named.fault)
    if evidence.source is None:
        return real("git holds no version of the source with its hash")
    return false("the stamp names a version that git holds")
