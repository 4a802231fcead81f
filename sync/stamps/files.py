"""A file that holds the stamps of many translations: JSON or YAML, by keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sync.errors import StampError
from sync.stamps.json_text import parse_json
from sync.stamps.lines import BOM, decode_text

if TYPE_CHECKING:
    from sync.model import Location


def read_values(data: bytes, path: str) -> Mapping[str, object]:
    """Return what a file holds; every scalar of YAML is text.

    Raises:
        StampError: it is neither a JSON object nor a mapping of YAML.
    """
    text = decode_text(data, path).removeprefix(BOM)
    values = parse_json(text, path) if path.endswith(".json") else _read_yaml(text, path)
    if not isinstance(values, Mapping):
        message = "is no mapping of keys; correct it, or name another file under `stamp`"
        raise StampError(message, path=path, line=1)
    return values


def find_value(values: Mapping[str, object], key: str, location: Location) -> str | None:
    """Return what a key holds, ``{lang}`` and ``{path}`` filled in; None where nothing is there.

    Dots lead into mappings, but for those in what is filled in, and where a key has them itself.
    """
    for parts in ([key], key.split(".")):
        found: object = values
        for part in parts:
            name = fill_key(part, location)
            found = found.get(name) if isinstance(found, Mapping) else None
        if isinstance(found, bool):
            return str(found).lower()  # as a flag's value is written
        if isinstance(found, str) and found.strip():
            return found.strip()
    return None


def fill_key(key: str, location: Location) -> str:
    """Return a key with the language and the path of a translation."""
    return key.replace("{lang}", location.language).replace("{path}", location.document)


def _read_yaml(text: str, path: str) -> object:
    import yaml

    try:
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  it constructs texts alone
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise StampError(
            f"is not YAML ({error.problem}); correct it", path=path, line=line
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise StampError("is not YAML; correct it", path=path) from error
