"""Texts that nobody means, of any size: how a program behaves that does not count on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

HEAD = "| A | B |\n| --- | --- |\n"
PLAIN = f"{HEAD}| a | word |\n"


@dataclass(frozen=True, slots=True)
class Oddity:
    """Return a source's version, its next one, and the translation of the first."""

    base: str
    source: str
    translation: str


def _edit(base: str, old: str = "| a | word", new: str = "| a | term") -> Oddity:
    """Return a source of which one cell changed, and its translation."""
    return Oddity(base, base.replace(old, new), translate(base))


def translate(text: str) -> str:
    """Return a translation: other words, the same shape."""
    return text.replace("word", "mot").replace("name", "nom")


def _join(size: int, write: Callable[[int], str]) -> str:
    return "".join(map(write, range(size)))


def _table(size: int, write: Callable[[int], str]) -> str:
    return HEAD + _join(size, lambda k: f"| {write(k)} |\n")


def _sections(size: int, word: str = "word") -> str:
    return _join(size, lambda k: f"## S {k}\n\n{HEAD}| name {k} | {word} {k} |\n\n")


def long_table(size: int) -> Oddity:
    """Return a table of ``size`` rows, one edited."""
    base = _table(size, lambda k: f"name {k} | word {k}")
    return _edit(base, f"| word {size // 2} |", "| term |")


def edited_rows(size: int) -> Oddity:
    """Return a table of which every row was edited."""
    base = _table(size, lambda k: f"name {k} | word {k}")
    source = _table(size, lambda k: f"name {k} | word {k} and more")
    return Oddity(base, source, translate(base))


def twin_rows(size: int) -> Oddity:
    """Return a table of which every row is a duplicate, with other duplicates between them now."""
    base = _table(size, lambda k: f"name | word {k % 3}")
    return Oddity(base, _table(size + 5, lambda k: f"name | word {k % 4}"), translate(base))


def lost_twin_rows(size: int) -> Oddity:
    """Return the same, and a translation that lacks some."""
    odd = twin_rows(size)
    return Oddity(odd.base, odd.source, _table(size - 5, lambda k: f"nom | mot {k % 5}"))


def similar_rows(size: int) -> Oddity:
    """Return a table whose rows differ in a letter, and all of which were edited."""
    base = _table(size, lambda k: f"name | word {chr(97 + k % 26)}{k // 26}")
    source = _table(size, lambda k: f"name | word {chr(97 + k % 26)}x{k // 26}")
    return Oddity(base, source, translate(base))


def many_tables(size: int) -> Oddity:
    """Return a document of ``size`` tables, one edited."""
    return _edit(_sections(size), f"| word {size // 2} |", "| term |")


def edited_tables(size: int) -> Oddity:
    """Return a document of which every table was edited."""
    return Oddity(_sections(size), _sections(size, "term"), translate(_sections(size)))


def twin_tables(size: int) -> Oddity:
    """Return tables that are all the same, more of them now, and one that the translation lacks."""
    one = f"{PLAIN}\ntext\n\n"
    return Oddity(one * size, one * (size + 1), translate(one * (size - 1)))


def new_tables(size: int) -> Oddity:
    """Return a source that gained nearly all of its tables."""
    return Oddity(_sections(2), _sections(size), translate(_sections(2)))


def lost_tables(size: int) -> Oddity:
    """Return a translation that lacks half of its tables, one of which changed."""
    base = _sections(size)
    source = base.replace(f"| word {size - 1} |", "| term |")
    half = translate(_sections(size)).replace(HEAD, "| A | B |\n| --- |\n", size // 2)
    return Oddity(base, source, half)


def long_row(size: int) -> Oddity:
    """Return a row of ``size`` words."""
    words = " ".join(f"word{k % 977}" for k in range(size))
    return _edit(f"{PLAIN}| y | {words} |\n", "word5", "term5")


def nested_quotes(size: int) -> Oddity:
    """Return quotes, one in the other."""
    return _edit("> " * size + f"x\n\n{PLAIN}")


def pipes(size: int) -> Oddity:
    """Return a row of nothing but pipes."""
    return _edit(HEAD + "|" * size + "\n| a | word |\n")


def wide_table(size: int) -> Oddity:
    """Return a table of ``size`` columns, all of them renamed."""

    def row(word: str) -> str:
        return "|" + _join(size, lambda k: f" {word} {k} |") + "\n"

    base = row("head") + "|" + "---|" * size + "\n" + row("word") + row("name")
    return Oddity(base, base.replace("head", "title"), translate(base))


def delimiter_lines(size: int) -> Oddity:
    """Return a paragraph of lines that look like delimiter rows."""
    return _edit("x\n" + "|---|---\n" * size + f"\n{PLAIN}")


def delimiters(size: int) -> Oddity:
    """Return a line that looks like a delimiter row up to its last letter."""
    return _edit("x | y\n" + "-|" * size + f"x\n\n{PLAIN}")


def headings(size: int) -> Oddity:
    """Return headings, all of them renamed, and tables behind them."""
    base = _join(size, lambda k: f"## H {k}\n\n")
    after = _join(size, lambda k: f"{'#' * (2 + k % 3)} G {k % 7}\n\n")
    source = f"{after}{PLAIN}\n## New\n\n{HEAD}| b | c |\n"
    return Oddity(base + PLAIN, source, translate(base + PLAIN))


def paragraphs(size: int) -> Oddity:
    """Return paragraphs that are duplicates of one another, some exchanged."""
    base = _join(size, lambda k: f"text {k % 5} {k % 7}\n\n") + PLAIN
    source = _join(size, lambda k: f"text {k % 4} {k % 9}\n\n") + PLAIN
    return Oddity(base, source, translate(base))


def items(size: int) -> Oddity:
    """Return a list of ``size`` items."""
    return _edit("- item\n" * size + f"\n{PLAIN}")


def backticks(size: int) -> Oddity:
    """Return a cell of backticks that close nothing."""
    return _edit(f"{HEAD}| a | word {'`a' * size}`` |\n")


def code_spans(size: int) -> Oddity:
    """Return a cell of code spans, all of them others now."""
    base = f"{HEAD}| a | word {_join(size, lambda k: f'`c{k}` ')}|\n"
    source = f"{HEAD}| a | term {_join(size, lambda k: f'`c{k + 9}` ')}|\n"
    return Oddity(base, source, translate(base))


def brackets(size: int) -> Oddity:
    """Return a cell of brackets, one in the other."""
    return _edit(f"{HEAD}| a | word {'[' * size}{'](x)' * size} |\n")


def links(size: int) -> Oddity:
    """Return a cell of links, half of them others now."""
    base = f"{HEAD}| a | word {_join(size, lambda k: f'[x](u{k}.md) ')}|\n"
    source = f"{HEAD}| a | term {_join(size, lambda k: f'[x](u{k + size // 2}.md) ')}|\n"
    return Oddity(base, source, translate(base))


def definitions(size: int) -> Oddity:
    """Return link definitions, each of them used by a cell."""
    names = _join(size, lambda k: f"[d{k}]: https://example.org/{k}\n")
    base = _table(size, lambda k: f"name {k} | word [x][d{k}]") + "\n" + names
    return _edit(base, "| word [x][d3] |", "| term [x][d3] |")


def comments(size: int) -> Oddity:
    """Return a cell of comments and of tags that never close."""
    return _edit(f"{HEAD}| a | word {'<a ' * size}{'<!--' * size} |\n")


def generated(size: int) -> Oddity:
    """Return blocks that a tool fills in, each with a table."""
    block = f"<!-- START doctoc -->\n\n{PLAIN}\n<!-- END doctoc -->\n\n"
    return _edit(block * size + f"{HEAD}| b | word |\n", "| b | word", "| b | term")


def conflicts(size: int) -> Oddity:
    """Return fenced conflict markers, which are none."""
    return _edit("```\n<<<<<<< a\n```\n\n" * size + PLAIN)


def own_rows(size: int) -> Oddity:
    """Return a translation with as many rows of its own as it has others."""
    base = _table(size, lambda k: f"name {k} | word {k}")
    there = _table(size, lambda k: f"nom {k} | mot {k} |\n| own | row `x{k}`")
    return Oddity(base, base.replace("| word 3 |", "| term |"), there)


ODDITIES: dict[str, Callable[[int], Oddity]] = {
    make.__name__.replace("_", " "): make
    for make in (
        long_table,
        edited_rows,
        twin_rows,
        lost_twin_rows,
        similar_rows,
        many_tables,
        edited_tables,
        twin_tables,
        new_tables,
        lost_tables,
        long_row,
        nested_quotes,
        pipes,
        wide_table,
        delimiter_lines,
        delimiters,
        headings,
        paragraphs,
        items,
        backticks,
        code_spans,
        brackets,
        links,
        definitions,
        comments,
        generated,
        conflicts,
        own_rows,
    )
}
"""Each by its name; the number is of rows, tables, characters: what there is too much of."""
