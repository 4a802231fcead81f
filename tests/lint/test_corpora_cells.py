"""The real corpora at their newest commits, and the whole of their history, under these rules."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.cases import Corpus, hash_text, read_corpus
from sync.findings import Found, Severity
from sync.lint.checks import find_all
from sync.lint.comparison import Comparison
from sync.markdown.document import Markdown, read_markdown
from sync.markdown.links import LinkSpace
from sync.rules import RULES
from tests.cases import make_case
from tests.commands.calling import ask
from tests.lint.courses import CELL_RULES

# Each was read: the name of a file and its words are gone from a cell; a file's name in an address
# lost a word.
FAULTS: dict[str, set[tuple[str, str, str, int | None]]] = {
    "azd": {("code-span", "he", "README.md", 596)},
    "security-101": {("link-target", "lt", "README.md", 68)},
}
# What a closing control closes is gone.
WARNINGS: dict[str, set[tuple[str, str, str, int | None]]] = {
    "azd": {("bidi-control", "ar", "README.md", 363), ("bidi-control", "ar", "README.md", 1055)},
    "security-101": set(),
}

# Nothing is wrong with any version in these languages, and the larger corpus takes long.
LEFT_OUT = {"fr", "ja", "pcm", "zh-CN"}


@pytest.mark.parametrize("name", FAULTS)
def test_the_newest_translations_have_no_such_fault(
    corpus: Callable[[str], Path], tmp_path: Path, name: str
) -> None:
    root = tmp_path / name
    subprocess.run(["git", "clone", "-q", str(corpus(name)), str(root)], check=True)
    reply = ask(root, "lint", *(f"--select={rule}" for rule in CELL_RULES))
    assert json.loads(reply.out)["findings"] == []
    assert (reply.code, reply.err) == (0, "")


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.usefixtures("shared")
def test_every_finding_in_the_history_is_a_known_fault(tmp_path: Path, name: str) -> None:
    """Dead links are left out: what other files there were is not part of a version."""
    rules = [rule for rule in CELL_RULES if rule != "link-dead"]
    errors: set[tuple[str, str, str, int | None]] = set()
    warnings: set[tuple[str, str, str, int | None]] = set()
    for comparison, language, document in _list_pairs(read_corpus(name, tmp_path)):
        for found in find_all(comparison, rules):
            told = (found.rule, language, document, found.line)
            (warnings if _weigh(found) is Severity.WARNING else errors).add(told)
    assert errors == FAULTS[name]
    assert warnings == WARNINGS[name]


def _weigh(found: Found) -> Severity:
    return found.severity or RULES[found.rule].severity


def _list_pairs(corpus: Corpus) -> Iterator[tuple[Comparison, str, str]]:
    """Yield each version of each translation beside the version that its stamp names."""
    parsed: dict[str, Markdown] = {}
    for (language, document), versions in sorted(corpus.translations.items()):
        if language in LEFT_OUT:
            continue
        bases = {
            name: text for text in corpus.sources.get(document, ()) for name in hash_text(text)
        }
        for version in versions:
            text = bases.get(version.hash)
            if text is None:
                continue
            if text not in parsed:
                parsed[text] = read_markdown(text)
            space, source = _open_space(language, document, version.copies), parsed[text]
            case = make_case(source, version.text, space, base=source)
            yield Comparison(case), language, document


def _open_space(language: str, document: str, copies: frozenset[str]) -> LinkSpace:
    folder = f"translations/{language}/"

    def to_source(path: str) -> str:
        return "." if f"{path}/" == folder else path.removeprefix(folder)

    def to_translation(path: str) -> str | None:
        return folder + path if folder + path in copies else None

    return LinkSpace(document, folder + document, to_source, to_translation)
