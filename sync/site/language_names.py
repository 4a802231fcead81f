"""What languages call themselves (CLDR)."""

from __future__ import annotations

from functools import cache


@cache
def find_name(code: str) -> str | None:
    """Return a language's name in its own script: ``he`` is עברית, ``pt_BR`` português (Brasil).

    One of which CLDR has no texts has its English name; None for what is no language.
    """
    from babel import Locale, UnknownLocaleError

    tag = code.replace("_", "-")
    try:
        return Locale.parse(tag, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        name: str | None = Locale("en").languages.get(tag)
        return name
