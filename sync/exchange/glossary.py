"""A project's glossary: how terms are translated, and which stay as they are. Data, no program."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sync.errors import ConfigError
from sync.exchange.judging import Problem
from sync.exchange.protection import bound_term
from sync.languages import is_known

GLOSSARY = "glossary.csv"
"""The file's name; it lies at the root."""

_TERM, _KEEP, _LANGUAGE, _TRANSLATION, _NOTE = "term", "keep", "language", "translation", "note"
_OWN = (_TERM, _KEEP, _LANGUAGE, _TRANSLATION, _NOTE)
_YES, _NO = frozenset(("yes", "true", "x", "1")), frozenset(("", "no", "false", "0"))


class Term(NamedTuple):
    """A term and its translation into one language."""

    term: str
    translation: str


class Glossary(NamedTuple):
    """The terms that stay as they are, and those with a translation, by language."""

    kept: tuple[str, ...] = ()
    terms: Mapping[str, tuple[Term, ...]] = {}

    def find(self, text: str, language: str) -> tuple[Term, ...]:
        """Return the terms that occur in a text; what a longer one holds counts as well."""
        known = self.terms.get(language.casefold(), ())
        return tuple(each for each in known if _compile(each.term).search(text) is not None)


def find_strays(terms: Iterable[Term], words: str) -> Iterator[Problem]:
    """Yield a warning for each term whose translation is not in a text's words."""
    folded = words.casefold()
    for each in terms:
        if each.translation.casefold() not in folded:
            yield Problem("glossary", f"{each.term!r} is {each.translation!r} in the glossary")


@cache
def _compile(term: str) -> re.Pattern[str]:
    return re.compile(bound_term(term), re.IGNORECASE)


class _Row(NamedTuple):
    line: int
    fields: Mapping[str, str]


def parse_glossary(text: str, path: str, languages: Iterable[str] = ()) -> Glossary:
    """Read a glossary.

    Beside ``term`` it has a column a language, or ``language`` and ``translation``; ``yes`` in
    ``keep`` says that a term stays as it is. ``languages`` are codes beside the usual ones.

    Raises:
        ConfigError: it is broken, or contradicts itself.
    """
    kept: dict[str, None] = {}
    terms: dict[str, dict[str, Term]] = {}
    for row in _read_rows(text, path, frozenset(map(str.casefold, languages))):
        term = row.fields[_TERM]
        if not term:
            raise ConfigError("a row without a term", path=path, line=row.line)
        translations = list(_list_translations(row, path))
        if _read_keep(row, path):
            if translations:
                message = f"{term!r} stays as it is, and has a translation: leave out one of both"
                raise ConfigError(message, path=path, line=row.line)
            kept[term] = None
        for language, translation in translations:
            known = terms.setdefault(language, {}).setdefault(
                term.casefold(), Term(term, translation)
            )
            if known.translation != translation:
                message = f"{term!r} is {known.translation!r} above, and here {translation!r}"
                raise ConfigError(message, path=path, line=row.line)
    return Glossary(tuple(kept), {each: tuple(found.values()) for each, found in terms.items()})


def _read_rows(text: str, path: str, languages: frozenset[str]) -> Iterator[_Row]:
    reader = csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True), strict=True)
    header: Sequence[str] | None = None
    line = 1
    try:
        for fields in reader:
            if header is None:
                header = _check_header([each.strip() for each in fields], path, languages)
            elif any(map(str.strip, fields)):
                if len(fields) != len(header):
                    message = f"{len(fields)} fields, where the first line has {len(header)}"
                    raise ConfigError(message, path=path, line=line)
                yield _Row(line, dict(zip(header, map(str.strip, fields), strict=True)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ConfigError(f"no CSV: {error}", path=path, line=line) from error
    if header is None:
        raise ConfigError("it is empty: begin with a line such as term,es", path=path, line=1)


def _check_header(names: Sequence[str], path: str, languages: frozenset[str]) -> Sequence[str]:
    header = [name.casefold() for name in names]
    if _TERM not in header:
        raise ConfigError(f"its first line, parted by commas, has no {_TERM!r}", path=path, line=1)
    for place, (name, shown) in enumerate(zip(header, names, strict=True)):
        if name in header[:place]:
            raise ConfigError(f"two columns {shown!r}", path=path, line=1)
        if name not in _OWN and name not in languages and not is_known(name):
            message = f"the column {shown!r} is none of {', '.join(_OWN)}, and no language's code"
            raise ConfigError(message, path=path, line=1)
    if (_LANGUAGE in header) != (_TRANSLATION in header):
        message = f"the columns {_LANGUAGE!r} and {_TRANSLATION!r} go together"
        raise ConfigError(message, path=path, line=1)
    return header


def _read_keep(row: _Row, path: str) -> bool:
    said = row.fields.get(_KEEP, "").casefold()
    if said not in _YES | _NO:
        message = f"{said!r} in the column {_KEEP!r}: write yes or nothing"
        raise ConfigError(message, path=path, line=row.line)
    return said in _YES


def _list_translations(row: _Row, path: str) -> Iterator[tuple[str, str]]:
    language, translation = row.fields.get(_LANGUAGE, ""), row.fields.get(_TRANSLATION, "")
    if translation and not language:
        raise ConfigError("a translation without a language", path=path, line=row.line)
    if translation:
        yield language.casefold(), translation
    for name, said in row.fields.items():
        if name not in _OWN and said:
            yield name, said
