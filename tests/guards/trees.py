"""Repositories of any number of documents and languages, current or stale."""

from __future__ import annotations

import json
from pathlib import Path

from tests.translated import Course, fields, make_course, stamped

SIDECAR = "sidecar"
COMMENT = "comment"
SIZES = ((2, 2), (6, 5))
# More than is read of a file for its stamp, many times over.
LONG_BODY = "# Thé\n\n" + "Des mots, toujours des mots.\n" * 4000 + "\n"
TABLE = "| Thé | Minutes |\n| --- | --- |\n| Vert | 2 |\n| Noir | 4 |\n"


def make_tree(root: Path, size: tuple[int, int], kind: str, *, is_stale: bool = False) -> Course:
    """Make a repository of ``size`` (documents, languages); with ``is_stale`` all are stale."""
    documents, languages = size
    texts = {f"page{k}.md": write_source(k) for k in range(documents)}
    files: dict[str, str] = dict(texts)
    for k in range(languages):
        folder = f"translations/{name_language(k)}"
        for path, text in texts.items():
            body = LONG_BODY + TABLE
            files[f"{folder}/{path}"] = stamped(text, body=body) if kind == COMMENT else body
        if kind == SIDECAR:
            entries = {path: fields(text, source_file=path) for path, text in texts.items()}
            files[f"{folder}/.co-op-translator.json"] = json.dumps(entries, indent=2)
    course = make_course(root, files)
    if is_stale:
        course.commit({path: change_source(text) for path, text in texts.items()})
    return course


def write_source(number: int) -> str:
    """Return a document with a table."""
    return (
        f"# Tea {number}\n\nBoil water.\n\n"
        "| Tea | Minutes |\n| --- | --- |\n| Green | 2 |\n| Black | 4 |\n"
    )


def change_source(text: str) -> str:
    """Return the document's next version: a row's words changed."""
    return text.replace("| Green |", "| Green leaves |")


def name_language(number: int) -> str:
    """Return a language's code."""
    return ("fr", "he", "ja", "pt", "de", "ar")[number]
