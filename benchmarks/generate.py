"""Makes repositories with many translations: documents by languages, stamps, a history.

``python -m benchmarks.generate DOCUMENTS LANGUAGES FOLDER [--sidecar] [--stale SHARE]`` makes one
to try things on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product
from pathlib import Path

from benchmarks.lessons import render_lesson, write_lesson

_LANGUAGES = (
    *("ar", "he", "fr", "de", "es", "ja", "bg", "bn", "cs", "da", "el", "et", "fa", "fi"),
    *("hi", "hr", "hu", "id", "it", "kn", "ko", "lt", "ml", "mr", "ms", "my", "ne", "nl"),
    *("no", "pa", "pcm", "pl", "pt-BR", "pt-PT", "ro", "ru", "sk", "sl", "sr", "sv", "sw"),
    *("ta", "te", "th", "tl", "tr", "uk", "ur", "vi", "zh-CN", "zh-HK", "zh-MO", "zh-TW"),
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


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

    @property
    def states(self) -> dict[str, int]:
        """How many translations are to be found in each state that occurs."""
        stale = len(self.stale_documents) * self.languages
        counts = {"current": self.documents * self.languages - stale, "stale": stale}
        return {state: count for state, count in counts.items() if count}


def generate_repository(plan: Plan, folder: Path) -> None:
    """Make a git repository with a checkout in ``folder``, which must not exist."""
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    git = ["git", "-C", str(folder)]
    command = [*git, "fast-import", "--quiet"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        if process.stdin is None:
            raise BrokenPipeError
        process.stdin.writelines(_render_commits(plan))
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    subprocess.run([*git, "reset", "-q", "--hard", "main"], check=True)


def _render_commits(plan: Plan) -> Iterator[bytes]:
    """Yield a stream for ``git fast-import``: sources, their translations, then new sources."""
    for version in range(plan.revisions + 1):
        yield _commit(f"Write version {version} of the sources", version)
        for number in range(plan.documents):
            yield _file(_document(number), _render_source(plan, number, version))
    yield _commit("Translate them", plan.revisions + 1)
    for language in islice(_codes(), plan.languages):
        yield from _render_language(plan, language)
    if plan.stale_documents:
        yield _commit("Change some sources", plan.revisions + 2)
        for number in plan.stale_documents:
            yield _file(_document(number), _render_source(plan, number, plan.revisions + 1))


def _render_language(plan: Plan, language: str) -> Iterator[bytes]:
    entries: dict[str, dict[str, str]] = {}
    for number in range(plan.documents):
        document = _document(number)
        body = render_lesson(_template(plan, number), language)
        stamp = _stamp(plan, number, language)
        if plan.sidecar:
            entries[document] = stamp
        else:
            rendered = json.dumps(stamp, indent=2)
            body = f"<!--\nCO_OP_TRANSLATOR_METADATA:\n{rendered}\n-->\n{body}"
        yield _file(f"translations/{language}/{document}", body.encode())
    if plan.sidecar:
        rendered = json.dumps(entries, indent=2, sort_keys=True)
        yield _file(f"translations/{language}/.co-op-translator.json", rendered.encode())


def _stamp(plan: Plan, number: int, language: str) -> dict[str, str]:
    return {
        "original_hash": _hash(plan, number),
        "translation_date": "2025-01-01T00:00:00+00:00",
        "source_file": _document(number),
        "language_code": language,
    }


@cache
def _hash(plan: Plan, number: int) -> str:
    return hashlib.md5(_render_source(plan, number, plan.revisions)).hexdigest()


@lru_cache(maxsize=1000)
def _template(plan: Plan, number: int) -> str:
    return write_lesson(number, plan.sections, plan.rows, plan.revisions)


def _document(number: int) -> str:
    return f"chapter-{number // 20:03}/lesson-{number % 20:02}.md"


def _render_source(plan: Plan, number: int, version: int) -> bytes:
    return render_lesson(write_lesson(number, plan.sections, plan.rows, version)).encode()


def _codes() -> Iterator[str]:
    """Yield languages, and when there are no more, codes that look like some."""
    yield from _LANGUAGES
    for first, second, third in product(_LETTERS, repeat=3):
        yield f"{first}{second}{third}"


def _commit(message: str, second: int) -> bytes:
    text = message.encode()
    who = b"A Benchmark <benchmark@example.org> %d +0000" % (1_700_000_000 + second)
    return b"commit refs/heads/main\ncommitter %b\ndata %d\n%b\n" % (who, len(text), text)


def _file(path: str, data: bytes) -> bytes:
    return b"M 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(data), data)


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
