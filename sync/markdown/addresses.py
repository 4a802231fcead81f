"""Whether two addresses are the same page, however they are spelt and in whichever language."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from urllib.parse import unquote

from sync.languages import is_two_letters, list_spellings

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_WEB = re.compile(r"https?://(?P<host>[^/?#]*)(?P<path>.*)", re.IGNORECASE | re.DOTALL)
# How addresses call the parameter that asks for a language.
_PARAMETERS = frozenset(
    ("hl", "l", "lang", "language", "lc", "lng", "locale", "setlang", "ui_locales", "uselang")
)
_WITH_HOST = re.compile(r"(?:https?:)?//[^/?#]*", re.IGNORECASE)
_SIGNS = "/-_."  # around what names a language in a path
_PARAMETERS_ON = re.compile(r"[?#].*", re.DOTALL)
_LAST_STROKES = re.compile(r"\A([^?#]*?)/+(?=[?#]|\Z)")
_REGION = re.compile(r"(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?", re.IGNORECASE)


def unescape(destination: str) -> str:
    """Return a destination without Markdown's escapes and HTML's entities (CommonMark 2.4, 2.5)."""
    return html.unescape(_ESCAPE.sub(r"\1", destination))


def trim_address(address: str) -> str:
    """Return an address that is the same with and without a stroke at its path's end."""
    return _LAST_STROKES.sub(r"\1", address)


def leave_language(address: str, language: str) -> str:
    """Return an address, or a path, without what names a language in it.

    That is a segment, or a part of a file's name, as in ``img/fr/tea-fr.png`` and ``tea.fr.md``.
    """
    if not language:
        return address
    place = _find_path(address)
    path = address[place]
    return address[: place.start] + _name_language(language).sub("", path) + address[place.stop :]


def put_language(address: str, like: str, language: str) -> str:
    """Return an address from a site's root with a language where another one has it."""
    segments, others = address.split("/"), like.split("/")
    found = (at for at, part in enumerate(others) if _name_language(language).fullmatch(f"/{part}"))
    place = next(found, None)
    if place is None:
        return address
    return "/".join((*segments[:place], others[place], *segments[place:]))


def change_language(address: str, old: str, like: str, new: str) -> str:
    """Return an address with another language wherever it names one, spelt as in ``like``."""
    place = _find_path(address)
    found = _name_language(new).search(like, *_find_path(like).indices(len(like))[:2])
    if found is None or not old:
        return address
    word = found[0].strip(_SIGNS)
    path = _name_language(old).sub(lambda each: _swap(each[0], word), address[place])
    return address[: place.start] + path + address[place.stop :]


def _swap(part: str, word: str) -> str:
    """Put another word between the signs around one."""
    bare = part.strip(_SIGNS)
    return part.replace(bare, word, 1)


def _find_path(address: str) -> slice:
    """Return where the path of an address stands, without a host, parameters and anchor."""
    found = _PARAMETERS_ON.search(address)
    end = len(address) if found is None else found.start()
    host = _WITH_HOST.match(address)
    return slice(0 if host is None else host.end(), end)


@lru_cache(maxsize=256)
def _name_language(language: str) -> re.Pattern[str]:
    """Return what names a language in a path: a segment, or a part of one between its signs."""
    names = "|".join(sorted(map(re.escape, list_spellings(language)), key=len, reverse=True))
    if not re.search("[-_@]", language):
        names = f"(?:{names})(?:[-_][a-z]{{2}})?"  # of whatever country
    return re.compile(
        rf"/(?:{names})(?=/|\Z)|(?:(?<=/)|\A)(?:{names})(?:/|[-_.](?=[^/]))"
        rf"|[-_.](?:{names})(?=[-_./]|\Z)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4096)  # a page links to the same ones in every language
def name_everywhere(address: str) -> str:
    """Return a name that a page's addresses have in all the languages in which its site has it."""
    found = _WEB.fullmatch(_spell(address))
    if found is None:
        return trim_address(_spell(address))
    segments, parameters, anchor = _without_language(found["path"])
    return f"//{found['host'].lower()}{'/'.join(segments)}?{'&'.join(parameters)}#{anchor}"


def is_same_address(first: str, second: str) -> bool:
    """Tell whether two targets are the same but for spelling, or for the readers' language."""
    return _spell(first) == _spell(second) or _differs_in_language(first, second)


def _spell(target: str) -> str:
    return unquote(unescape(target))


def _differs_in_language(first: str, second: str) -> bool:
    """Tell whether two addresses are a site's, or a page's, in two languages.

    A site with a host for each language names its pages in that language as well.
    """
    old, new = _WEB.fullmatch(first), _WEB.fullmatch(second)
    if old is None or new is None:
        return False
    (label, host), (other, there) = _split_host(old["host"]), _split_host(new["host"])
    if host != there:
        return False
    return label != other or _without_language(old["path"]) == _without_language(new["path"])


def _split_host(host: str) -> tuple[str, str]:
    """Split a host into the label that names a language and the rest."""
    label, _, rest = host.lower().partition(".")
    return (label, rest) if "." in rest and is_language(label) else ("", host.lower())


def _without_language(address: str) -> tuple[list[str], list[str], str]:
    """Split what follows a host into segments, parameters and anchor, without languages."""
    rest, _, anchor = address.partition("#")
    path, _, query = rest.partition("?")
    segments = [part for part in path.rstrip("/").split("/") if not is_language(part)]
    parameters = [part for part in query.split("&") if part and not _names_language(part)]
    return segments, parameters, anchor


def _names_language(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    return name.lower() in _PARAMETERS and is_language(value)


def is_language(text: str) -> bool:
    """Tell whether a label or a segment is a language's code: ``fr``, ``pt-br``, ``zh-Hans-CN``."""
    return is_two_letters(text[:2].lower()) and _REGION.fullmatch(text, 2) is not None
