"""Makes repositories with many translations: documents by languages, stamps, a history.

``python -m benchmarks.generate DOCUMENTS LANGUAGES FOLDER [--sidecar] [--stale SHARE]`` makes one
to try things on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import md5
from itertools import islice, product
from pathlib import Path
from random import Random

from benchmarks.repositories import import_commits, render_commit, render_file, run_git

SIDECAR = ".co-op-translator.json"
# A text is written once, with a hole before every word that a translator would replace.
_HOLE = "\0"
_WORDS = ("adapter", "batch", "cluster", "dataset", "editor", "factor", "gateway", "handler")
_LANGUAGES = (
    "ar he fr de es ja bg bn cs da el et fa fi hi hr hu id it kn ko lt ml mr ms my ne nl no pa pcm "
    "pl pt-BR pt-PT ro ru sk sl sr sv sw ta te th tl tr uk ur vi zh-CN zh-HK zh-MO zh-TW"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to make.

    ``stale`` is the share of documents, 0 to 1, that changed after they were translated;
    ``revisions`` is how many versions of each document came before the translated one.
    """

    documents: int
    languages: int
    sidecar: bool = False
    stale: float = 0
    sections: int = 6
    rows: int = 10
    revisions: int = 3

    @property
    def stale_documents(self) -> tuple[int, ...]:
        """The numbers of the documents that changed, spread evenly."""
        count = range(self.documents)
        return tuple(n for n in count if int((n + 1) * self.stale) > int(n * self.stale))


def generate_repository(plan: Plan, folder: Path) -> Path:
    """Make a git repository with a checkout in ``folder``, which must not exist; return it."""
    import_commits(folder, _render_commits(plan))
    run_git(folder, "reset", "-q", "--hard", "main")
    return folder


def list_languages() -> Iterator[str]:
    """Yield languages, and when there are no more, codes that look like some."""
    yield from _LANGUAGES.split()
    yield from map("".join, product("abcdefghijklmnopqrstuvwxyz", repeat=3))


def write_stamp(source: bytes, document: str, language: str) -> dict[str, str]:
    """Return the stamp of a translation of a source."""
    return {
        "original_hash": md5(source).hexdigest(),
        "translation_date": "2025-01-01T00:00:00+00:00",
        "source_file": document,
        "language_code": language,
    }


def render_comment(stamp: dict[str, str]) -> str:
    """Return a stamp as it stands at the top of a translation."""
    return f"<!--\nCO_OP_TRANSLATOR_METADATA:\n{json.dumps(stamp, indent=2)}\n-->\n"


def render_sidecar(stamps: dict[str, dict[str, str]]) -> bytes:
    """Return a language's stamps, by document, as they stand in one file."""
    return json.dumps(stamps, indent=2, sort_keys=True).encode()


def _render_commits(plan: Plan) -> Iterator[bytes]:
    """Yield sources, their translations, then new sources."""
    for version in range(plan.revisions + 1):
        yield render_commit(f"Write version {version} of the sources", version)
        for number in range(plan.documents):
            yield render_file(_document(number), _render_source(plan, number, version))
    yield render_commit("Translate them", plan.revisions + 1)
    for language in islice(list_languages(), plan.languages):
        yield from _render_language(plan, language)
    if plan.stale_documents:
        yield render_commit("Change some sources", plan.revisions + 2)
        for number in plan.stale_documents:
            source = _render_source(plan, number, plan.revisions + 1)
            yield render_file(_document(number), source)


def _render_language(plan: Plan, language: str) -> Iterator[bytes]:
    stamps: dict[str, dict[str, str]] = {}
    for number in range(plan.documents):
        document, template = _document(number), _template(plan, number)
        source = render_lesson(template).encode()
        stamps[document] = write_stamp(source, document, language)
        head = "" if plan.sidecar else render_comment(stamps[document])
        text = f"{head}{render_lesson(template, language)}"
        yield render_file(f"translations/{language}/{document}", text.encode())
    if plan.sidecar:
        yield render_file(f"translations/{language}/{SIDECAR}", render_sidecar(stamps))


@cache
def _template(plan: Plan, number: int) -> str:
    return write_lesson(number, plan.sections, plan.rows, plan.revisions)


def _document(number: int) -> str:
    return f"chapter-{number // 20:03}/lesson-{number % 20:02}.md"


def _render_source(plan: Plan, number: int, version: int) -> bytes:
    return render_lesson(write_lesson(number, plan.sections, plan.rows, version)).encode()


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


def main() -> None:
    """Make a repository as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__)
    parser.add_argument("documents", type=int)
    parser.add_argument("languages", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sidecar", action="store_true")
    parser.add_argument("--stale", type=float, default=0, metavar="SHARE")
    given = parser.parse_args()
    plan = Plan(given.documents, given.languages, given.sidecar, given.stale)
    generate_repository(plan, given.folder)


if __name__ == "__main__":
    main()
