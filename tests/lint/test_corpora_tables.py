"""The real corpora at their newest commits: what is wrong with their tables, and nothing else."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.calling import ask
from tests.lint.sides import TABLE_RULES

ZERO_TRUST = "2.2 IAM zero trust architecture.md"
# Each was read: a blank line cuts a table of 14 rows behind its second one; the source's table
# ends in an empty row, which is not there; a row is cut in the middle, and the next one is gone.
FAULTS = {
    "azd": {
        ("table-broken", "changelog.md", 371): "ar he",
    },
    "security-101": {
        ("table-rows", ZERO_TRUST, 52): (
            "ar bg br da de el et fa fi fr hr hu id it nl no pcm pl pt ro ru sl sr sv sw th tl uk "
            "vi"
        ),
        ("table-rows", "README.md", 59): "pa",
        ("row-truncated", "README.md", 79): "pa",
    },
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_finding_is_a_known_fault(
    corpus: Callable[[str], Path], tmp_path: Path, name: str
) -> None:
    root = tmp_path / name
    subprocess.run(["git", "clone", "-q", str(corpus(name)), str(root)], check=True)

    reply = ask(root, "lint", *(f"--select={rule}" for rule in TABLE_RULES))

    found: dict[tuple[str, str, int | None], list[str]] = {}
    for finding in json.loads(reply.out)["findings"]:
        key = finding["rule"], finding["document"], finding["line"]
        found.setdefault(key, []).append(finding["language"])
    assert {key: " ".join(sorted(languages)) for key, languages in found.items()} == FAULTS[name]
    assert reply.code == 1
