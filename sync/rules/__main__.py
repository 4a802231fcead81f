"""Write the documentation's pages of the rules: ``python -m sync.rules FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from sync.rules.catalogue import RULES
from sync.rules.reading import read_page, render_index


def write_pages(folder: Path) -> None:
    """Write a page for each rule, and the one that leads to them."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {name: read_page(name) for name in RULES} | {"README": render_index()}
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
