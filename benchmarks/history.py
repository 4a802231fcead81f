"""How long ``history`` takes over a thousand commits of three thousand translations.

Each commit changes a source, or brings the translations of one up to date in all languages.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from benchmarks.bench import Bench
from benchmarks.generate import (
    list_languages,
    render_comment,
    render_lesson,
    write_lesson,
    write_stamp,
)
from benchmarks.repositories import import_commits, render_commit, render_file, run_git
from benchmarks.results import Section, at_most
from benchmarks.timing import measure, tool

DOCUMENTS, LANGUAGES = 60, 50
_LIMIT = 60.0


def measure_history(bench: Bench) -> Iterator[Section]:
    """Replay a generated history with an empty cache, then again."""
    root, commits = bench.folder / "history", 100 if bench.quick else 1000
    import_commits(root, write_history(commits))
    run_git(root, "repack", "-adq")
    command = tool(root, "history", "--every", "commit", "--format", "csv")
    what = f"history, {commits:,} commits, {DOCUMENTS * LANGUAGES:,} translations"
    results = [
        at_most(f"{what}, {known}", measure(command).wall, _LIMIT, " s")
        for known in ("nothing known before", "once more")
    ]
    yield Section("The history", results)


def write_history(commits: int) -> Iterator[bytes]:
    """Yield a stream for git fast-import(1)."""
    versions = dict.fromkeys(range(DOCUMENTS), 0)
    yield render_commit("Begin", 0)
    for document in versions:
        yield from _render_all(document, 0)
    for number in range(1, commits):
        document = number // 2 % DOCUMENTS
        versions[document] += number % 2
        source, *translations = _render_all(document, versions[document])
        yield render_commit("Change", number)
        yield from [source] if number % 2 else translations


def _render_all(document: int, version: int) -> Iterator[bytes]:
    """Yield a source and its translations."""
    path = f"part-{document % 7}/page-{document}.md"
    source = _write_source(document, version)
    yield render_file(path, source.encode())
    stamp = write_stamp(source.encode(), path, "xx")
    for language in islice(list_languages(), LANGUAGES):
        text = f"{render_comment(stamp)}{source}{language}\n"
        yield render_file(f"translations/{language}/{path}", text.encode())


def _write_source(document: int, version: int) -> str:
    """Write a page of 16 rows; every third version differs from the one before in format alone."""
    text = render_lesson(write_lesson(document, 1, 16, version - version // 3))
    return text.replace("| [", f"|{' ' * (1 + version // 3)}[")
