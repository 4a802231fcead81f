"""Makes repositories with many translations: documents by languages, tables, stamps, a history."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to make; every ``stale_every``-th document changed after it was translated."""

    documents: int
    languages: int
    sidecar: bool = False
    stale_every: int = 0
    rows: int = 12


def generate_repository(plan: Plan, folder: Path) -> None:
    """Make a git repository with a checkout in ``folder``, which must not exist."""
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    git = ["git", "-C", str(folder)]
    with subprocess.Popen([*git, "fast-import", "--quiet"], stdin=subprocess.PIPE) as process:
        if process.stdin is None:
            raise BrokenPipeError
        process.stdin.writelines(_render_commits(plan))
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    subprocess.run([*git, "reset", "-q", "--hard", "main"], check=True)


def _render_commits(plan: Plan) -> Iterator[bytes]:
    """Yield a stream for ``git fast-import``: sources, their translations, then new sources."""
    yield _commit("Write the sources", 1)
    for number in range(plan.documents):
        yield _file(_document(number), _render_source(plan, number, version=0))
    yield _commit("Translate them", 2)
    for language in islice(_codes(), plan.languages):
        yield from _render_language(plan, language)
    if plan.stale_every:
        yield _commit("Change some sources", 3)
        for number in range(0, plan.documents, plan.stale_every):
            yield _file(_document(number), _render_source(plan, number, version=1))


def _render_language(plan: Plan, language: str) -> Iterator[bytes]:
    entries: dict[str, dict[str, str]] = {}
    for number in range(plan.documents):
        document = _document(number)
        body = _render_text(plan, number, words=f"{language}-", version=0)
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
        "original_hash": hashlib.md5(_render_source(plan, number, version=0)).hexdigest(),
        "translation_date": "2025-01-01T00:00:00+00:00",
        "source_file": _document(number),
        "language_code": language,
    }


def _document(number: int) -> str:
    return f"chapter-{number // 20:03}/lesson-{number % 20:02}.md"


def _render_source(plan: Plan, number: int, *, version: int) -> bytes:
    return _render_text(plan, number, words="", version=version).encode()


def _render_text(plan: Plan, number: int, *, words: str, version: int) -> str:
    """Render a document: prose, a table of links and one of code; a version changes rows."""
    lines = [f"# {words}lesson {number}", "", f"{words}text about {words}things.", ""]
    lines += [f"| {words}name | {words}purpose |", "| --- | --- |"]
    for row in range(plan.rows):
        new = " changed" if version and row % 4 == 0 else ""
        link = f"https://example.org/{number}/{row}"
        lines.append(f"| [{words}thing {row}]({link}) | {words}does{new} {words}work {row} |")
    lines += ["", f"## {words}commands", "", f"| {words}command | {words}result |", "|---|---|"]
    for row in range(plan.rows):
        lines.append(f"| `run --step {number}.{row}` | {words}prints {words}number {row} |")
    return "\n".join([*lines, "", f"{words}the end.", ""])


def _codes() -> Iterator[str]:
    """Yield codes that look like languages'."""
    for first, second, third in product(_LETTERS, repeat=3):
        yield f"{first}{second}{third}"


def _commit(message: str, second: int) -> bytes:
    text = message.encode()
    who = b"A Benchmark <benchmark@example.org> %d +0000" % (1_700_000_000 + second)
    return b"commit refs/heads/main\ncommitter %b\ndata %d\n%b\n" % (who, len(text), text)


def _file(path: str, data: bytes) -> bytes:
    return b"M 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(data), data)
