"""The settings of site generators, as pairs of a path of keys and what stands there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

Path: TypeAlias = tuple[str, ...]
"""The keys that lead to a value, from the outermost.

An item of a list has its number, an object that no key of a script leads to, "".
"""

Setting: TypeAlias = tuple[Path, str | None]
"""Where a value stands, and the value; one that is no text, such as a number, is None."""

# What counts of a script: texts, which may hold signs of all kinds, comments, brackets, and names.
_TOKEN = re.compile(
    r"(?P<text>\"(?:\\.|[^\"\\\r\n])*\"|'(?:\\.|[^'\\\r\n])*'|`(?:\\.|[^`\\])*(?:`|\Z))"
    r"|(?P<comment>//[^\r\n]*|/\*.*?(?:\*/|\Z))|(?P<open>[{\[])|(?P<close>[}\]])|(?P<name>[A-Za-z_$][\w$]*)",
    re.DOTALL,
)
_IS = re.compile(r"\s*[:=]\s*")
_OPENS = re.compile(r"\s*:\s*")


def read_settings(text: str, name: str) -> Iterator[Setting]:
    """Yield what a file says, by the parser of its kind; nothing where it cannot be parsed.

    Of a script those values are read that stand there as they are.
    """
    if not name.endswith((".toml", ".json", ".yml", ".yaml")):
        return _read_script(text)
    try:
        return _walk((), _parse(text, name))
    except (ValueError, RecursionError):
        return iter(())


def _parse(text: str, name: str) -> object:
    """Return what a file holds; ValueError where it is broken."""
    if name.endswith(".json"):
        return json.loads(text)
    if name.endswith(".toml"):
        import tomllib

        return tomllib.loads(text)
    import yaml

    try:  # all scalars are texts, `no` as well, and tags of the generator's own mean nothing
        return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506
    except yaml.YAMLError as error:
        raise ValueError from error


def _walk(top: Path, found: object) -> Iterator[Setting]:
    """Yield what is in a value, the outer before the inner; what is there twice, by alias, once."""
    seen = set[int]()
    waiting = [(top, found)]
    for path, value in waiting:
        if not isinstance(value, (Mapping, list)):
            text = str(value).lower() if isinstance(value, bool) else value
            yield path, text if isinstance(text, str) else None
        elif id(value) not in seen:
            seen.add(id(value))
            items = value.items() if isinstance(value, Mapping) else enumerate(value)
            waiting += [((*path, str(key)), each) for key, each in items]


def _read_script(text: str) -> Iterator[Setting]:
    """Yield the texts of a script that have a key, with the keys of the objects around them."""
    around: list[str] = []
    key, end = "", 0
    for token in _TOKEN.finditer(text):
        between = text[end : token.start()]
        if token["open"]:
            around.append(key if _OPENS.fullmatch(between) else "")
        elif token["close"]:
            del around[-1:]
        elif token["text"] and key and _IS.fullmatch(between):
            yield (*around, key), token["text"][1:-1]
        if not token["comment"]:
            key = token["name"] or (token["text"] or "")[1:-1]
            end = token.end()
