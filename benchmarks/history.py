"""How long ``history`` takes over a thousand commits of three thousand translations.

Each commit changes a source, or brings the translations of one up to date in all languages.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import md5
from pathlib import Path

from benchmarks.results import Result, Section, at_most

DOCUMENTS, LANGUAGES, COMMITS = 60, 50, 1000
_LIMIT = 60.0
_START = 1_700_000_000


def measure_history() -> Section:
    """Replay a generated history with an empty cache, then again."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_history(root)
        cold, warm = _replay(root), _replay(root)
        shutil.rmtree(root / ".git")
    what = f"{COMMITS:,} commits, {DOCUMENTS * LANGUAGES:,} translations"
    results: list[Result] = [
        at_most(f"history, {what}, nothing known before", cold, _LIMIT, " s"),
        at_most(f"history, {what}, once more", warm, _LIMIT, " s"),
    ]
    return Section("The history", results)


def write_history(root: Path) -> None:
    """Write the repository without a work tree, as one stream to git fast-import(1)."""
    subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True)
    command = ["git", "fast-import", "--quiet"]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE) as process:
        if process.stdin is None:
            raise RuntimeError("git was started without a pipe")
        process.stdin.writelines(_write_commits())
    subprocess.run(["git", "repack", "-adq"], cwd=root, check=True)


def _write_commits() -> Iterator[bytes]:
    versions = dict.fromkeys(range(DOCUMENTS), 0)
    everything = [each for document in versions for each in _list_all(document, 0)]
    yield from _write_commit(0, everything)
    for number in range(1, COMMITS):
        document = number // 2 % DOCUMENTS
        if number % 2:
            versions[document] += 1
            yield from _write_commit(number, [_list_all(document, versions[document])[0]])
        else:
            yield from _write_commit(number, _list_all(document, versions[document])[1:])


def _list_all(document: int, version: int) -> list[tuple[str, bytes]]:
    """Return a source and its translations, by path."""
    source = _write_source(document, version)
    named = md5(source, usedforsecurity=False).hexdigest()
    files = [(f"source/part-{document % 7}/page-{document}.md", source)]
    for number in range(LANGUAGES):
        language = f"{chr(97 + number // 26)}{chr(97 + number % 26)}"
        stamp = f'{{"original_hash": "{named}", "translation_date": "2026-01-01T00:00:00+00:00"}}'
        text = f"<!--\nCO_OP_TRANSLATOR_METADATA:\n{stamp}\n-->\n".encode() + source
        path = f"translations/{language}/part-{document % 7}/page-{document}.md"
        files.append((path, text + language.encode()))
    return files


def _write_source(document: int, version: int) -> bytes:
    """Write a page of 16 rows; every third version differs from the one before in format alone."""
    change, padding = version - version // 3, " " * (version // 3)
    rows = (
        f"| {row} |{padding} [page {row}](page-{row}.md) | value {row * change} |\n"
        for row in range(16)
    )
    prose = "".join(f"Sentence {at} of the page, which says little.\n\n" for at in range(20))
    table = f"| number | link | value |\n| --- | --- | --- |\n{''.join(rows)}"
    return f"# Page {document}\n\n{prose}{table}".encode()


def _write_commit(number: int, files: list[tuple[str, bytes]]) -> Iterator[bytes]:
    stamp = f"A Writer <writer@example.org> {_START + 3600 * number} +0000"
    yield f"commit refs/heads/main\ncommitter {stamp}\ndata 6\nChange\n".encode()
    for path, data in files:
        yield f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"


def _replay(root: Path) -> float:
    start = time.perf_counter()
    command = [sys.executable, "-m", "sync", "history", "--every", "commit", "--format", "csv"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    subprocess.run(command, cwd=root, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start
