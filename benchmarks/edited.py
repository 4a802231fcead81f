"""Real translations with sources edited here, one kind of edit at a time: truth is known."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Mapping

from benchmarks.cases import Case, Corpus, hash_text
from benchmarks.oracle import OracleTable, read_tables, split_text

Edit = Callable[[list[str], OracleTable], list[str]]
"""Takes a text's lines and one of its tables, with two rows or more, and returns new lines."""

_WORDS = re.compile(r"(?<=[| ])([A-Za-z]{4,}) (?=[a-z]{4,}[ ,.|])")
_ADDRESS = re.compile(r"\((https?://[^\s()]+)\)")


def edit_cases(corpus: Corpus, kind: str, *, every: int = 1) -> Iterator[Case]:
    """Yield a case for each newest translation whose source has a table that can be so edited.

    Of so many such translations ``every`` takes one.
    """
    newest = {document: corpus.texts[blobs[-1]] for document, blobs in corpus.sources.items()}
    count = 0
    for (language, document), versions in sorted(corpus.translations.items()):
        version = versions[-1]
        source = newest.get(document)
        if source is None or version.hash not in hash_text(source):
            continue
        changed = _edit_text(source, EDITS[kind])
        if changed is None:
            continue
        count += 1
        if count % every == 0:
            text = corpus.texts[version.blob]
            yield Case(document, language, source, changed, text, None, version.copies)


def _edit_text(text: str, edit: Edit) -> str | None:
    tables = [table for table in read_tables(text) if len(table.content) > 2]
    if not tables:
        return None
    largest = max(tables, key=lambda table: len(table.content))
    lines = split_text(text)
    changed = "".join(edit(lines, largest))
    return None if changed == text else changed


def _middle(table: OracleTable) -> int:
    return (table.start + 2 + table.end) // 2


def _drop(lines: list[str], table: OracleTable) -> list[str]:
    middle = _middle(table)
    return lines[:middle] + lines[middle + 1 :]


def _add(lines: list[str], table: OracleTable) -> list[str]:
    middle = _middle(table)
    return [*lines[:middle], codecs.encode(lines[middle], "rot13"), *lines[middle:]]


def _reorder(lines: list[str], table: OracleTable) -> list[str]:
    first, last = table.start + 2, table.end - 1
    changed = list(lines)
    changed[first], changed[last] = lines[last].rstrip("\r\n") + "\n", lines[first]
    return changed


def _reword(lines: list[str], table: OracleTable) -> list[str]:
    changed = list(lines)
    for number in range(table.start + 2, table.end, 2):
        changed[number] = _WORDS.sub(r"\1 newly ", lines[number], count=1)
    return changed


def _relink(lines: list[str], table: OracleTable) -> list[str]:
    changed = list(lines)
    for number in range(table.start + 2, table.end):
        changed[number] = _ADDRESS.sub(r"(\1?ref=elsewhere)", lines[number])
    return changed


def _widen(lines: list[str], table: OracleTable) -> list[str]:
    changed = list(lines)
    rows = [lines[number].rstrip() for number in range(table.start, table.end)]
    if not all(row.startswith("|") and row.endswith("|") for row in rows):
        return changed
    for place, row in enumerate(rows):
        cell = "Remarks" if place == 0 else "---" if place == 1 else "None so far"
        changed[table.start + place] = f"| {cell} {row}\n"
    return changed


def _do_all(lines: list[str], table: OracleTable) -> list[str]:
    return _add(_reorder(_reword(_relink(lines, table), table), table), table)


EDITS: Mapping[str, Edit] = {
    "a row added": _add,
    "a row removed": _drop,
    "rows reordered": _reorder,
    "text edited": _reword,
    "links edited": _relink,
    "a column added": _widen,
    "all but the column": _do_all,
}
"""The kinds of edits, each of a document's largest table."""
