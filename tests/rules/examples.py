"""The examples of the pages about rules, as texts and as repositories."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from sync.rules.reading import read_page
from tests.translated import Course, fields, make_course

SOURCE = "tea.md"
FR = "translations/fr/tea.md"
SIDECAR = "translations/fr/.co-op-translator.json"

_BLOCK = re.compile(r"^([^\n]+):\n\n```markdown\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"in line (\d+)")
_CHARACTER = re.compile(r"\{U\+([0-9A-F]{4})\}")
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


@dataclass(frozen=True)
class Example:
    """A page's example: sources and translations, each before and after where a change is shown.

    ``line`` is where the page says that something is found, None where it names no line.
    """

    source_before: str
    source: str
    before: str
    wrong: str
    mended: str
    line: int | None


def read_example(name: str) -> Example:
    """Read the example on the page of a rule, by what stands above each block."""
    blocks = {label: _fill(text) for label, text in _BLOCK.findall(read_page(name))}
    sources = [text for label, text in blocks.items() if label.startswith("The source")]
    label = next(label for label in blocks if "finding" in label)
    line = _LINE.search(label)
    befores = [text for label, text in blocks.items() if label == "The translation before"]
    return Example(
        source_before=sources[0],
        source=sources[-1],
        before=befores[0] if befores else blocks[label],
        wrong=blocks[label],
        mended=blocks["Mended"],
        line=None if line is None else int(line[1]),
    )


def make_example(root: Path, source: str) -> Course:
    """Make a repository of a page's source, with the files that it links to."""
    linked = dict.fromkeys(_LINK.findall(source), "# More\n")
    return make_course(root, {SOURCE: source, **linked})


def translate(body: str, original: str, synced: str | None = None) -> dict[str, str]:
    """Return the files of a translation; one with a stamp of its own gets no other."""
    if "CO_OP_TRANSLATOR_METADATA" in body:
        return {FR: body}
    return {FR: body, SIDECAR: json.dumps({SOURCE: fields(original, synced)})}


def _fill(text: str) -> str:
    """Put in the characters that a page only names."""
    return _CHARACTER.sub(lambda match: chr(int(match[1], 16)), text)
