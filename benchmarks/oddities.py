"""Texts that nobody means, of any size: how a program behaves that does not count on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

HEAD = "| A | B |\n| --- | --- |\n"
PLAIN = f"{HEAD}| a | word |\n"


class Oddity(NamedTuple):
    """A source's version, its next one, and the translation of the first."""

    base: str
    source: str
    translation: str


def translate(text: str) -> str:
    """Return a translation: other words, the same shape."""
    return text.replace("word", "mot").replace("name", "nom")


def _edit(base: str, old: str = "| a | word", new: str = "| a | term") -> Oddity:
    """Return a source of which one cell changed, and its translation."""
    return _change(base, base.replace(old, new))


def _change(base: str, source: str) -> Oddity:
    return Oddity(base, source, translate(base))


def _join(size: int, write: Callable[[int], str]) -> str:
    return "".join(map(write, range(size)))


def _table(size: int, write: Callable[[int], str]) -> str:
    return HEAD + _join(size, lambda k: f"| {write(k)} |\n")


def _rows(size: int, more: str = "") -> str:
    return _table(size, lambda k: f"name {k} | word {k}{more}")


def _twins(size: int, kinds: int, text: str = "name | word") -> str:
    return _table(size, lambda k: f"{text} {k % kinds}")


def _sections(size: int, word: str = "word") -> str:
    return _join(size, lambda k: f"## S {k}\n\n{HEAD}| name {k} | {word} {k} |\n\n")


def _split(size: int) -> str:
    """Return the table of as many rows in two halves."""
    lines = _rows(size).splitlines(keepends=True)
    half = len(lines) // 2
    return f"{''.join(lines[:half])}\ntext\n\n{HEAD}{''.join(lines[half:])}"


def _paragraphs(size: int, *kinds: int) -> str:
    return _join(size, lambda k: f"text {k % kinds[0]} {k % kinds[1]}\n\n") + PLAIN


def _letters(size: int, more: str = "") -> str:
    return _table(size, lambda k: f"name | word {chr(97 + k % 26)}{more}{k // 26}")


def _cell(size: int, write: Callable[[int], str], word: str = "word") -> str:
    return f"{HEAD}| a | {word} {_join(size, write)}|\n"


def _wide(size: int, head: str) -> str:
    def row(word: str) -> str:
        return f"|{_join(size, lambda k: f' {word} {k} |')}\n"

    return f"{row(head)}|{'---|' * size}\n{row('word')}{row('name')}"


def _definitions(size: int) -> str:
    names = _join(size, lambda k: f"[d{k}]: https://example.org/{k}\n")
    return _table(size, lambda k: f"name {k} | word [x][d{k}]") + "\n" + names


def _headings(size: int) -> Oddity:
    base = _join(size, lambda k: f"## H {k}\n\n")
    after = _join(size, lambda k: f"{'#' * (2 + k % 3)} G {k % 7}\n\n")
    return _change(base + PLAIN, f"{after}{PLAIN}\n## New\n\n{HEAD}| b | c |\n")


def _lost_tables(size: int) -> Oddity:
    source = _sections(size).replace(f"| word {size - 1} |", "| term |")
    half = translate(_sections(size)).replace(HEAD, "| A | B |\n| --- |\n", size // 2)
    return Oddity(_sections(size), source, half)


_SAME = f"{PLAIN}\ntext\n\n"
_BLOCK = f"<!-- START doctoc -->\n\n{PLAIN}\n<!-- END doctoc -->\n\n"

ODDITIES: dict[str, Callable[[int], Oddity]] = {
    "long table": lambda n: _edit(_rows(n), f"| word {n // 2} |", "| term |"),
    "edited rows": lambda n: _change(_rows(n), _rows(n, " and more")),
    "twin rows": lambda n: _change(_twins(n, 3), _twins(n + 5, 4)),
    "lost twin rows": lambda n: Oddity(
        _twins(n, 3), _twins(n + 5, 4), _twins(n - 5, 5, "nom | mot")
    ),
    "similar rows": lambda n: _change(_letters(n), _letters(n, "x")),
    "many tables": lambda n: _edit(_sections(n), f"| word {n // 2} |", "| term |"),
    "edited tables": lambda n: _change(_sections(n), _sections(n, "term")),
    "twin tables": lambda n: Oddity(_SAME * n, _SAME * (n + 1), translate(_SAME * (n - 1))),
    "split table": lambda n: _change(_rows(n), _split(n)),
    "merged tables": lambda n: _change(_sections(n), _rows(n)),
    "site generator's lines": lambda n: _edit(f"{PLAIN}{{: .wide}}\n\n{{: .x}}\n\n" * n),
    "new tables": lambda n: _change(_sections(2), _sections(n)),
    "lost tables": _lost_tables,
    "long row": lambda n: _edit(
        f"{PLAIN}| y |{_join(n, lambda k: f' word{k % 977}')} |\n", "word5", "term5"
    ),
    "nested quotes": lambda n: _edit("> " * n + f"x\n\n{PLAIN}"),
    "pipes": lambda n: _edit(HEAD + "|" * n + "\n| a | word |\n"),
    "wide table": lambda n: _change(_wide(n, "head"), _wide(n, "title")),
    "delimiter lines": lambda n: _edit("x\n" + "|---|---\n" * n + f"\n{PLAIN}"),
    "delimiters": lambda n: _edit("x | y\n" + "-|" * n + f"x\n\n{PLAIN}"),
    "headings": _headings,
    "paragraphs": lambda n: _change(_paragraphs(n, 5, 7), _paragraphs(n, 4, 9)),
    "items": lambda n: _edit("- item\n" * n + f"\n{PLAIN}"),
    "backticks": lambda n: _edit(f"{HEAD}| a | word {'`a' * n}`` |\n"),
    "code spans": lambda n: _change(
        _cell(n, lambda k: f"`c{k}` "), _cell(n, lambda k: f"`c{k + 9}` ", "term")
    ),
    "brackets": lambda n: _edit(f"{HEAD}| a | word {'[' * n}{'](x)' * n} |\n"),
    "links": lambda n: _change(
        _cell(n, lambda k: f"[x](u{k}.md) "),
        _cell(n, lambda k: f"[x](u{k + n // 2}.md) ", "term"),
    ),
    "definitions": lambda n: _edit(_definitions(n), "| word [x][d3] |", "| term [x][d3] |"),
    "comments": lambda n: _edit(f"{HEAD}| a | word {'<a ' * n}{'<!--' * n} |\n"),
    "generated": lambda n: _edit(_BLOCK * n + f"{HEAD}| b | word |\n", "| b | word", "| b | term"),
    "conflicts": lambda n: _edit("```\n<<<<<<< a\n```\n\n" * n + PLAIN),
    "own paragraphs": lambda n: Oddity(
        f"all of a word\n\n{PLAIN}",
        f"all of a term\n\n{PLAIN}",
        translate(f"all of a word\n\n{PLAIN}") + _join(n, lambda k: f"\n## O{k}\n\nown\n"),
    ),
    "own rows": lambda n: Oddity(
        _rows(n),
        _rows(n).replace("| word 3 |", "| term |"),
        _table(n, lambda k: f"nom {k} | mot {k} |\n| own | row `x{k}`"),
    ),
}
"""Each by its name; the number is of rows, tables, characters: what there is too much of."""
