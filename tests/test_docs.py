"""The pages of docs/, and the files that tell people about the project."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documented import PROJECT, list_dead_links, needs_history

DOCS = PROJECT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), *DOCS.glob("projects/*.md")])
TRANSLATED = sorted((DOCS / "i18n").rglob("*.md"))
ABOUT = [PROJECT / name for name in ("CONTRIBUTING.md", "SECURITY.md")]
_INDEXED = re.compile(r"^- \[[^\]]+\]\(((?:projects/)?[\w-]+\.md)\)[^\n]*[.]$", re.MULTILINE)
_COMMENT = re.compile(r" +# .*$", re.MULTILINE)
_PYTHON = re.compile(r"```python\n(.+?)```\n\nprints\n\n```text\n(.+?)```", re.DOTALL)


def test_the_index_has_a_line_for_each_page() -> None:
    listed = _INDEXED.findall((DOCS / "README.md").read_text("utf-8"))
    pages = [page.relative_to(DOCS).as_posix() for page in PAGES]
    assert sorted(listed) == sorted({*pages} - {"README.md"})


@pytest.mark.parametrize(
    "page", PAGES + ABOUT + TRANSLATED, ids=lambda page: str(page.relative_to(PROJECT))
)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list_dead_links(page) == []


@pytest.mark.parametrize("language", ["de", "he"])
def test_a_translated_readme_shows_the_same_commands_and_outputs(language: str) -> None:
    """A shell's comments are translated, and nothing else in the code."""
    shown, translated = (
        re.findall(r"^```console\n.+?^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
        for page in (PROJECT / "README.md", DOCS / "i18n" / language / "README.md")
    )
    assert [_COMMENT.sub("", code) for code in translated] == [
        _COMMENT.sub("", code) for code in shown
    ]


def test_the_library_prints_what_its_page_shows() -> None:
    needs_history()
    [(code, shown)] = _PYTHON.findall((DOCS / "python.md").read_text("utf-8"))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout == shown


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("vendor.citation-file-format", "CITATION.cff"),
        ("vendor.github-issue-forms", ".github/ISSUE_TEMPLATE/*.yml"),
    ],
)
def test_a_file_for_people_follows_its_schema(schema: str, pattern: str) -> None:
    files = sorted(map(str, PROJECT.glob(pattern)))
    assert files
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
