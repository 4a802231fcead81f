"""What languages call themselves, as the Unicode CLDR has it (https://cldr.unicode.org).

The names are those that Babel tells; a test holds the file to it. Babel itself would make an
installation larger by half, for some thousand names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from sync.project.template import fold_code


@cache
def find_name(code: str) -> str | None:
    """Return a language's name in its own script: ``he`` is עברית, ``pt_BR`` português (Brasil).

    One of which CLDR has no texts has its English name; None for what is no language.
    """
    return _read_names().get(fold_code(code))


@cache
def _read_names() -> Mapping[str, str]:
    text = files("sync.site").joinpath("assets/language_names.json").read_text("utf-8")
    names: dict[str, str] = json.loads(text)
    return names
