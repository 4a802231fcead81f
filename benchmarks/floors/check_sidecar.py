"""List the files, read the sidecars, hash the sources, compare: the least of a ``check``."""

from __future__ import annotations

import hashlib
import json
import os
import sys

import click  # noqa: F401  the command line needs it, so the floor pays for it

_SIDECAR = ".co-op-translator.json"


def main(root: str) -> None:
    """Print how many translations there are under ``root``, and how many are stale."""
    sources: dict[str, str] = {}
    entries: dict[str, dict[str, dict[str, str]]] = {}
    translations = []
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = folder[len(root) + 1 :] + "/" if folder != root else ""
        translated = inside.startswith("translations/")
        for name in files:
            if name == _SIDECAR and translated:
                with open(f"{root}/{inside}{name}", "rb") as file:  # noqa: PTH123  as fast as can be
                    entries[inside.split("/")[1]] = json.load(file)
            elif name.endswith(".md") and translated:
                translations.append((inside + name).split("/", 2))
            elif name.endswith(".md"):
                with open(f"{root}/{inside}{name}", "rb") as file:  # noqa: PTH123
                    sources[inside + name] = hashlib.md5(file.read()).hexdigest()
    stamps = (
        (document, entries[language].get(document, {}).get("original_hash"))
        for _, language, document in translations
        if document in sources
    )
    stale = sum(found != sources[document] for document, found in stamps)
    print(f"{len(translations)} translations, {stale} stale")


if __name__ == "__main__":
    main(sys.argv[1])
