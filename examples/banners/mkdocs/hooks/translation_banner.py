"""Tells the readers of a translated page that its source has moved on.

Name it in mkdocs.yml, beside the extension that draws the box:

    hooks: [hooks/translation_banner.py]
    markdown_extensions: [admonition]

Before ``mkdocs build``: ``translation-sync status --format banner --output translations.json``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILE = "translations.json"
MESSAGES = {
    "en": "The original of this page has changed since it was translated",
    "fr": "L'original de cette page a changé depuis sa traduction",
}


def on_page_markdown(markdown: str, *, page: Any, config: Any, **_: Any) -> str:
    """Put a warning above the text of a page whose source has moved on."""
    top = Path(config["config_file_path"]).parent
    pages = json.loads((top / FILE).read_text("utf-8"))["pages"]
    path = Path(page.file.abs_src_path).relative_to(top).as_posix()
    entry = pages.get(path)
    if entry is None or not entry["behind"]:
        return markdown
    message = MESSAGES.get(entry["language"], MESSAGES["en"])
    since = f" ({entry['since'][:10]})" if entry["since"] else ""
    return f"!!! warning\n    {message}{since}.\n\n{markdown}"
