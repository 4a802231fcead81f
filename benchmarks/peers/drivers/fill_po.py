"""Translates what gettext's catalogues lack, in polib's interpreter: ``fill_po.py FILE…``.

It prints how many words it was asked for.
"""

from __future__ import annotations

import sys

from benchmarks.peers.stub import count_words, translate


def main(paths: list[str]) -> int:
    """Translate messages that are untranslated or fuzzy, but no code."""
    import polib  # type: ignore[import-untyped]

    words = 0
    for path in paths:
        catalogue = polib.pofile(path)
        for entry in catalogue:
            if entry.obsolete or entry.translated():
                continue
            is_code = "code block" in (entry.comment or "")
            entry.msgstr = entry.msgid if is_code else translate(entry.msgid)
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            words += 0 if is_code else count_words(entry.msgid)
        catalogue.save()
    return words


if __name__ == "__main__":
    print(main(sys.argv[1:]))
