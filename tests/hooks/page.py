"""Reads docs/pre-commit.md: its blocks, and the commands and outputs in its consoles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.hooks.hooked import PROJECT

PAGE = (PROJECT / "docs/pre-commit.md").read_text("utf-8")
_BLOCK = re.compile(r"```(console|yaml|sh)\n(.+?)```", re.DOTALL)


def blocks(kind: str) -> list[str]:
    """Return the page's blocks of a kind, in order."""
    return [text for found, text in _BLOCK.findall(PAGE) if found == kind]


def split_steps(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console's block and what it prints."""
    for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = step.partition("\n")
        yield command, shown


def mask(text: str) -> str:
    """Hide what no two runs share: times, commits and their dates."""
    text = re.sub(r"duration: [\d.]+s", "duration: …s", text)
    text = re.sub(r"\b[0-9a-f]{7,10}\b( of \d{4}-\d\d-\d\d)?", "…", text)
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))
