"""List the files, read the stamps, hash the sources, compare: the least of a ``check``."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys

import click  # noqa: F401  the command line needs it, so the floor pays for it

_SIDECAR = ".co-op-translator.json"
_HASH = re.compile(rb'"original_hash":\s*"([0-9a-f]{32})"')
_HEAD = 4096


def main(root: str, kind: str) -> None:
    """Print how many translations there are under ``root``, and how many are stale.

    ``kind`` is where the stamps are: in a ``sidecar`` for each language, or in a ``comment``.
    """
    sources: dict[str, str] = {}
    stamps: dict[str, str | None] = {}
    entries: dict[str, dict[str, dict[str, str]]] = {}
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = folder[len(root) + 1 :] + "/" if folder != root else ""
        translated = inside.startswith("translations/")
        for name in files:
            path = inside + name
            if translated and kind == "sidecar" and name.endswith(".md"):
                stamps[path] = None
            elif name.endswith(".md") or (translated and name == _SIDECAR):
                with open(f"{root}/{path}", "rb", 0) as file:  # noqa: PTH123  as fast as can be
                    if name == _SIDECAR:
                        entries[path.split("/")[1]] = json.loads(file.read())
                    elif translated:
                        found = _HASH.search(file.read(_HEAD))
                        stamps[path] = found and found[1].decode()
                    else:
                        sources[path] = hashlib.md5(file.read()).hexdigest()
    stale = 0
    for path, known in stamps.items():
        _, language, document = path.split("/", 2)
        entry = entries.get(language, {}).get(document, {})
        stamp = known or entry.get("original_hash")
        stale += document in sources and stamp != sources[document]
    print(f"{len(stamps)} translations, {stale} stale")


if __name__ == "__main__":
    main(*sys.argv[1:])
