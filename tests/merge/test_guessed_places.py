"""What is new below blocks that nobody can tell apart is put in by a guess, and that is said."""

from __future__ import annotations

import pytest

from tests.merge.merging import merge_all

BASE = "# Kit\n\n## Store\n\nOne `shelf`.\n\n## Tests\n\nTo be written.\n"
THERE = (
    "# Trousse\n\n## Dépôt\n\nUne `shelf`.\n\n## Essais\n\nÀ écrire.\n\n"
    "## Note du traducteur\n\nMerci bien.\n"
)
NEW = "- a `list`\n"
TABLE = "| Class | Use |\n| --- | --- |\n| Checker | Looks |\n"


@pytest.mark.parametrize(
    ("added", "word"), [(NEW, "`list`"), (TABLE, "Class"), ("```sh\nls\n```\n", "```sh")]
)
def test_a_guess_is_said_with_its_line(added: str, word: str) -> None:
    merged = merge_all(BASE, f"{BASE}\n{added}", THERE)
    assert merged.refusal is None
    (note,) = [note for note in merged.notes if "a guess" in note.message]
    assert word in merged.text.splitlines()[(note.line or 0) - 1]


@pytest.mark.parametrize(
    ("source", "there"),
    [
        (f"{BASE}\n{NEW}", THERE.partition("\n## Note")[0]),  # one for one
        (BASE.replace("To be written.", "To be done."), THERE),  # nothing is new
        (BASE.replace("One `shelf`.", f"One `shelf`.\n\n{NEW}"), THERE),  # where all is sure
    ],
)
def test_noop_where_all_is_sure_nothing_is_said(source: str, there: str) -> None:
    merged = merge_all(BASE, source, there)
    assert merged.refusal is None
    assert [note for note in merged.notes if "a guess" in note.message] == []
