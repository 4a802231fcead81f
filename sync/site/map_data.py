"""What the script of the map reads: a cell for each translation, and where it leads."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sync.findings import split_place
from sync.model import UP_TO_DATE, State
from sync.site.counting import SIGNS, clean
from sync.site.language_names import find_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sync.model import Location, Status
    from sync.site.forge import Forge
    from sync.site.values import Overview

_STATES = tuple(SIGNS)
_CODES = {state: chr(48 + place) for place, state in enumerate(_STATES)}
_NONE = chr(48 + len(_STATES))
_PATH, _STEM = "{path}", "{stem}"


def describe_map(overview: Overview) -> dict[str, object]:
    """Return what the script reads; its form is told there."""
    return _Map(overview).describe()


class _Map:
    """Languages are columns and documents rows; a cell's place counts through the rows."""

    def __init__(self, overview: Overview) -> None:
        self._overview = overview
        self._statuses = overview.statuses
        self._languages = sorted({each.location.language for each in self._statuses})
        self._documents = sorted(
            {each.location.document for each in self._statuses}, key=order_document
        )
        columns = {language: place for place, language in enumerate(self._languages)}
        width = len(self._languages)
        rows = {document: place * width for place, document in enumerate(self._documents)}
        self._placed = [
            (rows[each.location.document] + columns[each.location.language], each)
            for each in self._statuses
        ]

    def describe(self) -> dict[str, object]:
        overview = self._overview
        cells = [_NONE] * (len(self._languages) * len(self._documents))
        for place, status in self._placed:
            cells[place] = _CODES[status.state]
        pages = (place for place, each in self._placed if each.location.path in overview.pages)
        patterns, paths = self._find_paths()
        return {
            "languages": list(map(clean, self._languages)),
            "names": [_clean_name(overview, name) for name in self._languages],
            "documents": list(map(clean, self._documents)),
            "states": [state.value for state in _STATES],
            "signs": list(SIGNS.values()),
            "cells": "".join(cells),
            "pages": sorted(pages),
            "words": self._list_words(),
            "details": {place: words for place, words in self._list_details() if words},
            "lines": dict(self._list_lines()),
            "rules": self._list_rules(),
            "forge": _describe_forge(overview.forge),
            "patterns": patterns,
            "paths": paths,
        }

    def _list_words(self) -> dict[int, int]:
        words = self._overview.words
        return {
            place: words[each.location.path]
            for place, each in self._placed
            if each.state not in UP_TO_DATE and each.location.path in words
        }

    def _list_details(self) -> Iterable[tuple[int, str]]:
        findings = self._overview.findings or {}
        for place, status in self._placed:
            found = findings.get(status.location.path, 0)
            if found or status.state not in UP_TO_DATE:
                yield place, _describe_details(status, found)

    def _list_lines(self) -> Iterable[tuple[int, int]]:
        """Yield the lines of stamps that cannot be read."""
        for place, status in self._placed:
            if status.state is State.INVALID and status.reason is not None:
                line, _ = split_place(status.reason, status.location.path)
                if line is not None:
                    yield place, line

    def _list_rules(self) -> dict[str, list[int]]:
        rules = self._overview.rules
        wanted = {path for paths in rules.values() for path in paths}
        placed = ((each.location.path, place) for place, each in self._placed)
        places = {path: place for path, place in placed if path in wanted}
        return {
            rule: sorted(places[path] for path in paths if path in places)
            for rule, paths in rules.items()
        }

    def _find_paths(self) -> tuple[list[str], dict[int, str]]:
        """Return how most paths of each language are made, and the others as they are."""
        if self._overview.forge is None:
            return [], {}
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        made = [_find_pattern(each.location) for each in self._statuses]
        for status, pattern in zip(self._statuses, made, strict=True):
            found[status.location.language][pattern] += 1
        common = {language: counts.most_common(1)[0][0] for language, counts in found.items()}
        others = {
            place: clean(each.location.path)
            for (place, each), pattern in zip(self._placed, made, strict=True)
            if pattern != common[each.location.language]
        }
        return [clean(common[language]) for language in self._languages], others


def order_document(document: str) -> tuple[str, str]:
    """Sort by folder, so that each is a heading once; what lies in none comes first."""
    return posixpath.dirname(document), document


def _find_pattern(location: Location) -> str:
    """Return a path with the document's in it as ``{path}``, or ``{stem}`` without its ending."""
    path, document = location.path, location.document
    if path.endswith(document):
        return path.removesuffix(document) + _PATH
    stem = posixpath.splitext(document)[0]
    return path.replace(stem, _STEM, 1)


def _clean_name(overview: Overview, language: str) -> str:
    return find_name(overview.codes.get(language, language)) or clean(language)


def _describe_forge(forge: Forge | None) -> Mapping[str, str | None]:
    return {} if forge is None else forge.patterns


def _describe_details(status: Status, findings: int) -> str:
    parts = []
    if status.pending.untranslated:
        parts.append(f"{status.pending.untranslated} untranslated")
    if status.pending.fuzzy:
        parts.append(f"{status.pending.fuzzy} fuzzy")
    if status.base is not None and status.base.date and status.state not in UP_TO_DATE:
        parts.append(f"made from the source of {status.base.date[:10]}")
    elif status.reason and status.state not in UP_TO_DATE:
        parts.append(clean(status.reason))
    if status.moved_to is not None:
        parts.append(f"its source is now {clean(status.moved_to)}")
    if findings:
        parts.append(f"{findings} {'finding' if findings == 1 else 'findings'}")
    return ", ".join(parts)


def list_folders(documents: Sequence[str]) -> list[str]:
    """List the folders of documents and those above them, the root as ``.``."""
    found = set()
    for document in documents:
        folder = posixpath.dirname(document)
        found.add(folder or ".")
        while folder:
            found.add(folder)
            folder = posixpath.dirname(folder)
    return [clean(folder) for folder in sorted(found)]
