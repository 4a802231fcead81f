"""The texts of generated repositories: headings, prose, lists, tables, code, links.

A text is written once, with a hole before every word that a translator would replace; a language
fills the holes with its code. So translations have their sources' shape, links, code and numbers.
"""

from __future__ import annotations

from functools import lru_cache
from random import Random

_HOLE = "\0"
_WORDS = (
    *("adapter", "batch", "cluster", "dataset", "editor", "factor", "gateway", "handler"),
    *("index", "journal", "kernel", "ledger", "matrix", "network", "output", "pipeline"),
)


def render_lesson(template: str, language: str = "") -> str:
    """Fill a template for a language, or for the source."""
    return template.replace(_HOLE, f"{language}-" if language else "")


@lru_cache(maxsize=4)
def write_lesson(number: int, sections: int, rows: int, version: int) -> str:
    """Return the template of a document, about two kilobytes a section at ten rows.

    Each version has another word in one row of each table, another link, and another line of prose.
    """
    random = Random(number)
    lines = [f"# {_HOLE}Lesson {number}", "", _sentence(random), "", f"Edition {version}.", ""]
    for section in range(sections):
        lines += [f"## {_HOLE}Part {section}", "", _sentence(random), _sentence(random), ""]
        lines += [f"- {_sentence(random)}" for _ in range(3)]
        lines += ["", "```bash", f"run --step {number}.{section}", "```", ""]
        lines += _write_table(random, number, section, rows, version)
    return "\n".join([*lines, f"[{_HOLE}Next](lesson-00.md)", ""])


def _write_table(random: Random, number: int, section: int, rows: int, version: int) -> list[str]:
    lines = [f"| {_HOLE}Name | {_HOLE}Purpose | {_HOLE}Command |", "| --- | --- | --- |"]
    for row in range(rows):
        edited = bool(version) and row == version % rows
        words = _words(random, 6) + (f" {_HOLE}revised {version}" if edited else "")
        page = f"https://example.org/{number}/{section}/{row}" + (f"?v={version}" * edited)
        name = f"{_HOLE}{random.choice(_WORDS)} {section}.{row}"
        lines.append(f"| [{name}]({page}) | {words} | `run {number}.{section}.{row}` |")
    return [*lines, ""]


def _sentence(random: Random) -> str:
    return f"{_words(random, 14)}, {random.randrange(1000)} {_words(random, 6)}."


def _words(random: Random, count: int) -> str:
    return " ".join(_HOLE + word for word in random.choices(_WORDS, k=count))
