"""The names of languages, made from Babel's CLDR: ``python -m tests.site.cldr_names`` writes them.

They are by tags in small letters: those of all locales, with and without the script that Babel
takes for granted, and those of languages that have no locale but an English name.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers

FILE = Path(__file__).parents[2] / "sync/site/assets/language_names.json"


def make_names() -> dict[str, str]:
    """Return the names by tag, in the order of the tags."""
    english = Locale("en").languages
    names = {tag.replace("_", "-"): name for tag, name in english.items()}
    for identifier in locale_identifiers():
        parts = identifier.split("_")
        shorter = [part for part in parts if not (len(part) == 4 and part.isalpha())]
        for tag in {"-".join(parts), "-".join(shorter)}:
            name = find_own_name(tag)
            if name is not None:
                names[tag] = name
    return {tag.casefold(): names[tag] for tag in sorted(names, key=str.casefold)}


def find_own_name(tag: str) -> str | None:
    """Return what Babel says of a tag."""
    try:
        return Locale.parse(tag, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        return None


def render_names() -> str:
    """Return the file, a line a name."""
    return json.dumps(make_names(), ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    FILE.write_text(render_names(), "utf-8")
