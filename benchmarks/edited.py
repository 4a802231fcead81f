"""Real translations with sources edited here, one kind of edit at a time: truth is known."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Mapping

from benchmarks.cases import Case, Corpus, hash_text, strip_stamp
from benchmarks.oracle import read_page, split_lines

Edit = Callable[[list[str]], list[str]]
"""Takes the lines of a table with two rows or more, and returns new ones."""

_WORDS = re.compile(r"(?<=[| ])([A-Za-z]{4,}) (?=[a-z]{4,}[ ,.|])")
_ADDRESS = re.compile(r"\((https?://[^\s()]+)\)")


def edit_cases(corpus: Corpus, kind: str, *, every: int = 1) -> Iterator[Case]:
    """Yield a case for each newest translation whose source has a table that can be so edited.

    Of so many such translations ``every`` takes one.
    """
    count = 0
    for (language, document), versions in sorted(corpus.translations.items()):
        version = versions[-1]
        source = corpus.sources.get(document, [""])[-1]
        changed = _edit_text(source, EDITS[kind]) if version.hash in hash_text(source) else None
        if changed is not None:
            count += 1
            if count % every == 0:
                text = strip_stamp(version.text)
                yield Case(document, language, source, changed, text, version.copies)


def _edit_text(text: str, edit: Edit) -> str | None:
    tables = [table for table in read_page(text).tables if len(table.rows) > 2]
    if not tables:
        return None
    table = max(tables, key=lambda each: each.shape[0])
    lines = split_lines(text)
    inside = slice(table.first - 1, table.last)
    lines[inside] = edit(lines[inside])
    changed = "".join(lines)
    return None if changed == text else changed


def _reword(lines: list[str]) -> list[str]:
    """Put a word into every second row below the delimiter."""
    numbered = enumerate(lines)
    return [_WORDS.sub(r"\1 newly ", x, 1) if k > 1 and not k % 2 else x for k, x in numbered]


def _relink(lines: list[str]) -> list[str]:
    return [*lines[:2], *(_ADDRESS.sub(r"(\1?ref=elsewhere)", line) for line in lines[2:])]


def _reorder(lines: list[str]) -> list[str]:
    return [*lines[:2], lines[-1].rstrip("\r\n") + "\n", *lines[3:-1], lines[2]]


def _add(lines: list[str]) -> list[str]:
    middle = len(lines) // 2 + 1
    return [*lines[:middle], codecs.encode(lines[middle], "rot13"), *lines[middle:]]


def _widen(lines: list[str]) -> list[str]:
    if not all(re.match(r"\|.*\|\s*$", line) for line in lines):
        return lines
    cells = ["Remarks", "---", *["None so far"] * (len(lines) - 2)]
    return [f"| {cell} {line.rstrip()}\n" for cell, line in zip(cells, lines, strict=True)]


EDITS: Mapping[str, Edit] = {
    "a row added": _add,
    "a row removed": lambda lines: [x for k, x in enumerate(lines) if k != len(lines) // 2 + 1],
    "rows reordered": _reorder,
    "text edited": _reword,
    "links edited": _relink,
    "a column added": _widen,
    "all but the column": lambda lines: _add(_reorder(_reword(_relink(lines)))),
}
"""The kinds of edits, each of a document's largest table."""
