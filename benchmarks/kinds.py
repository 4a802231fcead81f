"""How the time of each command grows with the lines of each kind: it should double with them.

``python -m benchmarks.kinds [--size N]… [--command LINE]… [KIND…]`` measures a part of the table,
and prints each row once it is there.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from benchmarks.bench import Bench
from benchmarks.cases import Case
from benchmarks.oddities import HEAD, PLAIN, Oddity, translate
from benchmarks.replay import write_cases
from benchmarks.repositories import make_repository, run_git
from benchmarks.results import Section, at_most, render_table
from benchmarks.timing import Command, bound, measure, tool

_FILE = "translations/fr/odd.md"
_COMMANDS = {
    each.partition(" translations/")[0]: each
    for each in (
        "check",
        "check --changed-from HEAD~1",
        "status",
        "diff",
        "sync --check",
        "sync",
        "lint",
        "lint --fix",
        "new xx",
        f"stamp {_FILE}",
    )
}
_SIZES = (10_000, 20_000, 40_000)
_QUICK = 10
# How many times as long a command may take over twice the lines.
_LIMIT = 2.6
# Seconds after which a command is stopped; nothing larger is tried then.
_BOUND = 30

_GENERATED = "<!-- START doctoc -->\n\nmade\n\n<!-- END doctoc -->\n\n"
_LISTED = "- item {k}\n\n  | C | D |\n  | --- | --- |\n  | c | word {k} |\n\n"

KINDS: dict[str, str] = {
    "headings": "## H {k}\n\n",
    "setext underlines": "H {k}\n---\n\n",
    "fences": "```\ncode {k}\n```\n\n",
    "generated comments": _GENERATED,
    "marks": "<!-- sync:untranslated -->\n## H {k}\n\n",
    "footnotes": "text {k}[^{k}]\n\n[^{k}]: note\n\n",
    "definitions": "[d{k}]: https://example.org/{k}\n",
    "lists with tables": _LISTED,
    "items": "- item {k}\n",
    "U+2028 in lines": "text {k}\u2028more\n",
    "CR lines": "text {k}\r",
    "delimiters": "|---|\n",
    "links": "[text {k}](page{k}.md)\n\n",
    "admonitions": "!!! note\n\n    text {k}\n\n",
}
"""The lines of each kind, ``{k}`` being their number. A table whose cell changed follows them."""


class Measured(NamedTuple):
    """A kind, a command, and how many times as long it took over each next size."""

    kind: str
    command: str
    ratios: tuple[float, ...]

    @property
    def steepest(self) -> float:
        """The largest ratio; a command that had to be stopped at once has none."""
        return max(self.ratios, default=float("inf"))

    def __str__(self) -> str:
        shown = (f"**{each:.1f}**" if each > _LIMIT else f"{each:.1f}" for each in self.ratios)
        return " ".join(shown) or "**stopped**"


def _write_lines(line: str, size: int) -> Oddity:
    base = "".join(line.format(k=k) for k in range(size)) + f"\n\n{PLAIN}"
    return Oddity(base, base.replace("| a | word", "| a | term"), translate(base))


def _write_rows(size: int, write: Callable[[int], str], changed: str) -> Oddity:
    """Return a table of rows of which the one that begins with ``changed`` changed."""
    base = HEAD + "".join(map(write, range(size)))
    return Oddity(base, base.replace(f"{changed} word", f"{changed} term", 1), translate(base))


def list_texts() -> dict[str, Callable[[int], Oddity]]:
    """Return what writes so many lines of each kind."""
    texts: dict[str, Callable[[int], Oddity]] = {
        kind: lambda n, line=line: _write_lines(line, n)  # type: ignore[misc]
        for kind, line in KINDS.items()
    }
    texts["rows"] = lambda n: _write_rows(n, lambda k: f"| name {k} | word {k} |\n", "| name 7 |")
    texts["equal rows"] = lambda n: _write_rows(n, lambda _: "| name | word |\n", "| name |")
    texts["marked rows"] = lambda n: texts["rows"](n)._replace(
        translation=HEAD + "".join(f"| nom {k} | <!-- sync:fuzzy --> mot {k} |\n" for k in range(n))
    )
    return texts


def measure_kinds(bench: Bench) -> Iterator[Section]:
    """Time every command over each kind in three sizes, each twice the one before."""
    sizes = [size // (_QUICK if bench.quick else 1) for size in _SIZES]
    rows = [_measure_kind(bench.folder, kind, sizes, _COMMANDS) for kind in list_texts()]
    worst = max((each for row in rows for each in row), key=lambda each: each.steepest)
    what = f"CPU over twice the lines, at its worst: `{worst.command}`, {worst.kind}"
    detail = " to ".join(f"{size:,}" for size in sizes)
    results = [at_most(what, worst.steepest, _LIMIT, "×", detail)]
    costs = render_table(("kind", *(f"`{name}`" for name in _COMMANDS)), map(_render_row, rows))
    yield Section("Growth by kinds of lines", results, costs=costs)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print a part of the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kinds", description=__doc__)
    texts = list_texts()
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(texts))
    parser.add_argument("--size", action="append", type=int, help="lines; give two or more")
    parser.add_argument("--command", action="append", choices=_COMMANDS, metavar="LINE")
    given = parser.parse_args(arguments)
    unknown = [kind for kind in given.kinds if kind not in texts]
    if unknown:
        parser.error(f"no kind {', '.join(unknown)}; there are {', '.join(texts)}")
    commands, sizes = given.command or list(_COMMANDS), given.size or _SIZES
    if len(sizes) == 1:
        parser.error("one --size has no growth: give two or more")
    print(render_table(("kind", *(f"`{name}`" for name in commands)), ()), end="")
    with tempfile.TemporaryDirectory(prefix="kinds-") as folder:
        for kind in given.kinds or texts:
            row = _render_row(_measure_kind(Path(folder), kind, sizes, commands))
            print(f"| {' | '.join(row)} |", flush=True)


def _measure_kind(
    folder: Path, kind: str, sizes: Sequence[int], commands: Collection[str]
) -> list[Measured]:
    write, below = list_texts()[kind], folder / "kinds" / kind.replace(" ", "-")
    roots = [_make_root(below / f"{size}", write(size)) for size in sizes]
    return [_measure(kind, name, roots) for name in commands]


def _render_row(row: Sequence[Measured]) -> list[str]:
    return [row[0].kind, *map(str, row)]


def _make_root(root: Path, odd: Oddity) -> Path:
    make_repository(root)
    write_cases(root, [Case("odd.md", "fr", odd.base, odd.source, odd.translation)])
    return root


def _measure(kind: str, name: str, roots: list[Path]) -> Measured:
    """Run a command in each repository, until one takes too long: its ratio is a lower bound."""
    seconds: list[float] = []
    for root in roots:
        seconds.append(measure(_prepare(root, _COMMANDS[name]), cold=True).cpu)
        if seconds[-1] >= _BOUND:
            break
    return Measured(kind, name, tuple(after / before for before, after in pairwise(seconds)))


def _prepare(root: Path, line: str) -> Command:
    """Return a command that finds the repository as it was, whatever the one before wrote.

    That a text is refused, or cannot be read, is an answer, too.
    """

    def restore() -> None:
        run_git(root, "checkout", "-q", ".")
        run_git(root, "clean", "-qfd")

    command = tool(root, *line.split())
    codes = command.codes | {3}
    return bound(replace(command, codes=codes, prepare=restore), _BOUND)


if __name__ == "__main__":
    main()
