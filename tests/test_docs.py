"""The pages of docs/, and the files that tell people about the project."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documented import PROJECT, list_dead_links, needs_history
from tests.pages import run_command

DOCS = PROJECT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
TRANSLATED = sorted((DOCS / "i18n").rglob("*.md"))
ABOUT = [PROJECT / name for name in ("CONTRIBUTING.md", "SECURITY.md")]
_INDEXED = re.compile(r"^- \[[^\]]+\]\(([\w-]+\.md)\)[^\n]*[.]$", re.MULTILINE)
_COMMENT = re.compile(r" +# .*$", re.MULTILINE)
_PYTHON = re.compile(r"```python\n(.+?)```\n\nprints\n\n```text\n(.+?)```", re.DOTALL)


def test_the_index_has_a_line_for_each_page() -> None:
    listed = _INDEXED.findall((DOCS / "README.md").read_text("utf-8"))
    assert sorted(listed) == [page.name for page in PAGES if page.name != "README.md"]


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


def _complete(words: str, tmp_path: Path) -> list[str]:
    """Let bash complete the last of some words, by the line of docs/cli.md for it."""
    page = (DOCS / "cli.md").read_text("utf-8")
    [line] = re.findall(r'^eval "\$\(\w+=bash_source .*$', page, re.MULTILINE)
    ask = (
        f"COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); "
        'name=$(complete -p translation-sync | sed "s/.* -F //; s/ .*//"); '
        '$name translation-sync; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    (tmp_path / "ask.bash").write_text(f"{line}\n{ask}\n")
    return run_command("bash ask.bash", tmp_path, tmp_path).split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("translation-sync st", ["status", "stamp"]),
        ("translation-sync stamp --cos", ["--cosmetic"]),
        ("translation-sync sync --on-change s", ["source"]),
        ("translation-sync nothing-like-that", []),
    ],
)
def test_bash_completes_by_the_line_of_the_page(
    words: str, completed: list[str], tmp_path: Path
) -> None:
    assert _complete(words, tmp_path) == completed


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_page_asks_for_a_script_that_the_program_has(shell: str, tmp_path: Path) -> None:
    assert f"_TRANSLATION_SYNC_COMPLETE={shell}_source" in (DOCS / "cli.md").read_text("utf-8")
    if shell == "bash" and shutil.which("bash") is None:
        pytest.skip("needs bash")
    command = f"_TRANSLATION_SYNC_COMPLETE={shell}_source translation-sync"
    assert "_TRANSLATION_SYNC_COMPLETE" in run_command(command, tmp_path, tmp_path)


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
