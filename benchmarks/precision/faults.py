"""Faults as real translations have them, put into sound ones, and edits that are none.

Each is a regular expression of a region of the text, and what is written in place of a match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import md5
from typing import NamedTuple

from benchmarks.oracle import Table
from benchmarks.precision.evidence import Evidence, find_disclaimer
from benchmarks.precision.pairing import sum_facts

_Change = str | Callable[[re.Match[str]], str]

_FOREIGN = "\n\n| Q | R | S | T | U |\n| --- | --- | --- | --- | --- |\n| q | r | s | t | u |"
_CONFLICT = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n"
_CELL = r"\|([^|\n]*)"
_SAID = r"[^|\n]*\w[^|\n]*"
_BETWEEN = r"(?<=\|\n)(?=\|)"
_TWO = r"^(\|.*)\n(\|.*)$"
_FIRST = r"^\| *(?=[^| \n])"
# A link, and what another one in the same table leads to.
_OTHER = r"(\]\()([\w./-]+\.md)([)#][\s\S]*?\]\()(?!\2)([\w./-]+\.md)"
_LINK = r"(\]\([\w./-]+)\.md(?=[)#])"
# A line of prose as far as what follows.
_PROSE = r"^((?:- )?[*\[]*[^\W\d_][^|\n]*?"
_PROSE_LINK = r"^((?:- )?[^\W\d_][^|\n]*?)(?<!!)\[([^\[\]\n]+)\]\([^()\s]+\)"
_FENCE = re.compile(r"^[ >]*(```+|~~~+).*?^[ >]*\1", re.MULTILINE | re.DOTALL)
_DISCLAIMER = "**Note**: by [Co-op](https://github.com/Azure/co-op-translator).\n\n"
_BOLD = r"\*\*(\w[^*\n]*\w)\*\*"
_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
# What no other spelling may touch: links, code, tags.
_KEPT = re.compile(r"(`[^`]*`|\]\([^)]*\)|<[^>]*>|https?://\S+)")


class Seed(NamedTuple):
    """A kind of fault: any of ``rules`` names it rightly; where there are none, it is no fault.

    ``region`` is ``rows``, ``words`` (of those rows), ``delimiter``, ``table``, ``rest`` (from
    there to a disclaimer, code aside) or ``text``; one match is changed, in ``words``, ``table``
    and ``text`` all are.
    ``told`` are ``rows`` or ``columns`` that must hold what tells them apart.
    """

    rules: str
    name: str
    region: str
    pattern: str
    change: _Change
    told: str = ""


FAULTS = (
    Seed("table-broken", "delimiter row cut", "delimiter", f"^{_CELL}", ""),
    Seed("table-broken", "delimiter row of dashes", "delimiter", "-(?=[^-]*$)", "—"),
    Seed("table-broken", "delimiter row lost", "delimiter", r"^.*\n", ""),
    Seed("table-broken", "blank line below the header", "delimiter", "^", "\n"),
    Seed("table-broken", "blank line between rows", "rows", _BETWEEN, "\n"),
    Seed("table-broken", "text between rows", "rows", _BETWEEN, "\nNota bene.\n\n"),
    Seed("table-broken", "heading between rows", "rows", _BETWEEN, "#### Nota bene\n"),
    Seed("table-missing", "table lost", "table", r"\A[\s\S]+\Z", ""),
    Seed("table-extra", "foreign table", "table", r"\Z", _FOREIGN),
    Seed("table-extra", "table twice", "table", r"\A[\s\S]+\Z", r"\g<0>\n\n\g<0>"),
    Seed("table-columns", "column lost", "table", rf"{_CELL}\| *$", "|"),
    Seed("table-columns", "column added", "table", f"^{_CELL}", r"|\1|\1"),
    Seed("table-columns", "columns swapped", "table", f"^{_CELL}{_CELL}", r"|\2|\1", "columns"),
    Seed("table-columns", "pipe not escaped", "rows", rf"^(\| *[^|\n]{{2,}})(?=..{_CELL})", r"\1|"),
    Seed("table-rows", "row lost", "rows", r"^\|.*\n(?=\|)", ""),
    Seed("table-rows", "last rows lost", "rows", r"(?<=\|)\n.*\n.*\Z", ""),
    Seed("table-rows", "rows merged", "rows", rf"^{_CELL}(.*)\n{_CELL}.*$", r"|\1 \3\2"),
    Seed("table-rows", "chatter as a row", "rows", _BETWEEN, "| Here is the rest of it |\n"),
    Seed("table-rows", "text swallowed", "rest", r"(\| *\n)\n(?=[*\w]\w[^|\n]*\n)", r"\1"),
    Seed("row-truncated", "row cut to its start", "rows", r"^\|[^|\n]{5,}\|.*\w.*$", "| **"),
    Seed("row-truncated", "row cut in the middle", "rows", r"^(\|[^|\n]{5,})..\|.*\w.*$", r"\1"),
    Seed("row-truncated", "emphasis cut", "rows", r"(?<=\| )(\*\*\w\w)[^*|\n]+\*\*(?= \|)", r"\1"),
    Seed("row-duplicate", "row twice", "rows", r"^\|.*\n", r"\g<0>\g<0>"),
    Seed("row-duplicate", "row in place of the next", "rows", _TWO, r"\1\n\1", "rows"),
    Seed("row-order", "rows swapped", "rows", _TWO, r"\2\n\1", "rows"),
    Seed("link-target", "address changed", "rows", r"(\]\(https?://[\w./-]*\w)(?=\))", r"\1-x"),
    Seed("link-target", "link lost", "rows", r"(?<!!)\[([^\[\]\n]+)\]\([^()\s]+\)", r"\1"),
    Seed("link-target", "link to another file", "rows", _OTHER, r"\1\4\3\4"),
    Seed("link-dead link-target", "link mistyped", "rows", _LINK, r"\1-x.md"),
    Seed("link-dead", "link in prose mistyped", "rest", rf"{_PROSE}\]\([\w./-]+)\.md", r"\1-x.md"),
    Seed("code-span", "code mistyped", "rows", r"`([A-Za-z])(\w[\w. -]{2,})`", r"`\1\1\2`"),
    Seed("code-span", "code without backticks", "rows", r"`([A-Za-z][\w. -]{3,})`", r"\1"),
    Seed("number", "number changed", "rows", r"(?<![\w.,-])[1-9]\d*(?![\w.,-])", r"\g<0>7"),
    Seed("empty-cell", "cell emptied", "rows", rf"^(\|{_SAID}\|){_SAID}\|", r"\1  |"),
    Seed("empty-cell", "cells slipped", "rows", rf"\|({_SAID})\| *\|", r"|  |\1|"),
    Seed("mark-left", "mark left", "rows", _FIRST, "| <!-- sync:untranslated --> "),
    Seed("mark-left", "mark of an old text left", "rows", _FIRST, "| <!-- sync:fuzzy --> "),
    Seed("mark-place", "mark before a heading", "rest", r"^(## )", r"\1<!-- sync:fuzzy --> "),
    Seed("block-missing", "paragraph lost", "rest", rf"(?<=\n\n){_PROSE}\w[^|\n]*\n\n)", ""),
    Seed("block-missing", "heading lost", "rest", r"^#{2,4} .*\n\n", ""),
    Seed("block-extra", "heading added", "rest", r"^(?=## )", "## Nota bene\n\n"),
    Seed("link-missing block-content", "link of prose lost", "rest", _PROSE_LINK, r"\1\2"),
    Seed("disclaimer-text", "disclaimer before its end", "rest", r"^(?=## )", _DISCLAIMER),
    Seed("bidi-control", "override opened", "rows", _FIRST, "| \u202e"),
    Seed("bidi-control", "isolate opened", "rows", _FIRST, "| \u2067"),
    Seed("bidi-control", "override in prose", "rest", rf"{_PROSE}\w) (?=\w)", "\\1 \u202e"),
    Seed("bidi-control", "zero width space", "rows", r"(?<= [A-Za-z]{2})(?=[A-Za-z]+ )", "\u200b"),
    Seed("conflict-marker", "conflict in a table", "rows", _BETWEEN, _CONFLICT),
    Seed("conflict-marker", "conflict in prose", "rest", r"\Z", f"\n\n{_CONFLICT}"),
    Seed("stamp", "hash cut", "text", r'("original_hash": ")\w{8}', r"\1"),
    Seed("stamp", "stamp lost", "text", r"\A<!--[\s\S]*?-->\n", ""),
)
"""With the rules of which any names them rightly."""

HARMLESS = (
    Seed("", "table padded anew", "table", r"(?<=[ -])(?= *\|)", "  "),
    Seed("", "spaces at the ends of lines", "table", r"\|$", "|  "),
    Seed("", "native digits", "words", r"\d", lambda match: match[0].translate(_DIGITS)),
    Seed("", "decimal comma", "words", r"(?<=\d)\.(?=\d)", ","),
    Seed("", "space before percent", "words", r"(?<=\d)%", "\u00a0%"),
    Seed("", "other emphasis", "words", _BOLD, r"__\1__"),
    Seed("", "no emphasis", "words", _BOLD, r"\1"),
    Seed("", "other words", "words", r"[^\W\d_]{3,}", lambda match: match[0][::-1]),
    Seed("", "line break in a cell", "words", r"(?<=\w), ", ",<br>"),
    Seed("", "direction mark", "words", r"\)(?=\s|$)", ")\u200f"),
    Seed("", "isolated name", "words", r"([A-Z][a-z]{3,})", "\u2066\\1\u2069"),
    Seed("", "anchor translated", "text", r"(?<=\]\(#)[\w-]+(?=\))", "traduit"),
    Seed("", "path spelt otherwise", "text", r"(?<=\]\()\.\./", "./../"),
    Seed("", "title of a link", "rows", r"(\]\(https?://[^\s()]+)\)", r'\1 "Titre")'),
    Seed("", "translator's note", "table", r"\Z", "\n\n> *Note: 3 `words` | [more](#x).*"),
    Seed("", "markers shown in code", "table", r"\Z", f"\n\n```text\n{_CONFLICT}```"),
    Seed("", "table shown in code", "table", r"\A[\s\S]+\Z", "\\g<0>\n\n```text\n\\g<0>\n```"),
    Seed("", "comment above the table", "table", r"\A", "\n<!-- a | remark -->\n\n"),
)
"""Edits that no rule is about."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A sound translation with LF alone, and one table of it, beside its source's, to be changed.

    ``rank`` is a number to choose by, the same in every run.
    """

    text: str
    table: Table
    source: Table
    rank: int

    def apply(self, seed: Seed) -> str:
        """Return the changed text, the same one where it has no place for a fault."""
        span, pattern = self._find_region(seed.region), re.compile(seed.pattern, re.MULTILINE)
        before, region, after = self.text[: span.start], self.text[span], self.text[span.stop :]
        if seed.told == "columns" and not self._tells_columns():
            return self.text
        if seed.region == "words":
            parts = enumerate(_KEPT.split(region))
            region = "".join(p if k % 2 else pattern.sub(seed.change, p) for k, p in parts)
            return before + region + after
        if seed.region in ("table", "text"):
            return before + pattern.sub(seed.change, region) + after
        apart = self._list_told_apart() if seed.told == "rows" else None
        code = [range(*fence.span()) for fence in _FENCE.finditer(region)]
        found = (m for m in pattern.finditer(region) if not any(m.start() in each for each in code))
        matches = [m for m in found if apart is None or region.count("\n", 0, m.start()) in apart]
        if not matches:
            return self.text
        match = matches[self.rank % len(matches)]
        new = seed.change(match) if callable(seed.change) else match.expand(seed.change)
        return before + region[: match.start()] + new + region[match.end() :] + after

    def _find_region(self, name: str) -> slice:
        ends = [0, *(match.end() for match in re.finditer("\n", self.text)), len(self.text) + 1]
        head, end = self.table.first - 1, self.table.last
        return {
            "delimiter": slice(ends[head + 1], ends[head + 2]),
            "table": slice(ends[head], ends[end] - 1),
            "rest": slice(ends[head], max(ends[head], find_disclaimer(self.text))),
            "text": slice(0, len(self.text)),
        }.get(name, slice(ends[head + 2], ends[end] - 1))

    def _list_told_apart(self) -> set[int]:
        """Return the rows below the header that facts tell from all others, and the next too.

        A number alone does not: of two rows exchanged it says that both numbers are wrong.
        """
        ours, theirs = ([sum_facts(r.cells) for r in t.rows[1:]] for t in (self.source, self.table))
        told = [any(not fact.startswith("number") for fact in facts) for facts in theirs]
        alone = {k for k, facts in enumerate(theirs) if told[k] and theirs.count(facts) == 1}
        return {k for k in alone if k + 1 in alone and ours[k : k + 2] == theirs[k : k + 2]}

    def _tells_columns(self) -> bool:
        """Tell whether the first two columns hold other facts in each row."""
        told = [[sum_facts([cell]) for cell in row.cells[:2]] for row in self.table.rows[1:]]
        return all(len(pair) == 2 and pair[0] != pair[1] for pair in told)


def apply_seed(seed: Seed, evidence: Evidence) -> str | None:
    """Return a translation changed in one place, None where it has no place for this fault."""
    newline = "\r\n" if "\r\n" in evidence.text else "\n"
    plain = evidence.text.replace(newline, "\n")
    edited = (draft.apply(seed) for draft in _open_drafts(plain, evidence, seed.name))
    found = next((text for text in edited if text != plain), None)
    return found and found.replace("\n", newline)


def _open_drafts(text: str, evidence: Evidence, name: str) -> Iterator[_Draft]:
    """Yield a draft for each table that is written plainly, another first for each name."""
    rank = int.from_bytes(md5(f"{evidence.path} {name}".encode()).digest()[:4], "big")
    count = len(evidence.pairs)
    for k in range(count):
        here, there = evidence.pairs[(rank + k) % count]
        table, source = evidence.page.tables[there], evidence.source_page.tables[here]
        if _is_plain(table):
            yield _Draft(text, table, source, rank // count)


def _is_plain(table: Table) -> bool:
    """Tell whether each row begins and ends with a pipe, and has as many cells as the header."""
    return len(table.rows) > 2 and all(
        row.width == table.shape[1] and re.fullmatch(r"\|.*\| *", row.raw) and "\\|" not in row.raw
        for row in table.rows
    )
