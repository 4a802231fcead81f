"""The project's own pages: where they are, what they link to, and what running them takes."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
_FENCE = re.compile(r"^ *```.+?^ *```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:)([^)]+)\)")


def needs_history() -> None:
    """Skip where the clone lacks the commits that the examples' bases are in."""
    answer = subprocess.run(
        ["git", "rev-parse", "--is-shallow-repository"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.stdout.strip() != "false":
        pytest.skip("the examples need the whole history of the project's own repository")


def read_prose(page: Path) -> str:
    """Read a page without its code."""
    text = _FENCE.sub("", page.read_text("utf-8"))
    return re.sub(r"`[^`\n]*`", lambda code: "" if "](" in code[0] else code[0], text)


def list_dead_links(page: Path) -> list[str]:
    """List the relative links of a page that lead to no file, or to no heading of one."""
    return [link for link in _LINK.findall(read_prose(page)) if not _leads(page, link)]


def _leads(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = page.parent / path if path else page
    return target.exists() and (not anchor or anchor in _list_anchors(target))


def _list_anchors(page: Path) -> set[str]:
    """List the anchors that GitHub makes of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
