"""FILE: which repositories there are, as YAML or as lines, validated once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode

from sync.errors import ConfigError, UsageError
from sync.files import read_regular
from sync.fleet.addresses import find_fault, hide_login, is_path, name_repository
from sync.fleet.values import Fleet, Listed
from sync.names import suggest
from sync.project.config.keys import fail, is_null, line_of, read_items, read_pairs, read_text
from sync.project.config.parsing import compose, naming

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOP = ("repositories", "mirrors", "store", "jobs", "scheduler")
_KEYS = ("repository", "name", "revision", "root")
_INT = "tag:yaml.org,2002:int"
_YAML = (".yaml", ".yml", ".json")
_EXAMPLE = "[../handbook, 'https://example.org/course.git']"


class _Given(NamedTuple):
    """What FILE says of a repository, before its name is known for certain."""

    address: str
    line: int
    name: str | None = None
    revision: str = "HEAD"
    root: str = "."


def read_fleet(file: Path) -> Fleet:
    """Read FILE; all that it names is relative to its folder.

    Raises:
        UsageError: there is no such file.
        ConfigError: it makes no sense; the error names file, line and key.
    """
    try:
        return _parse(file.absolute(), _read(file))
    except ConfigError as error:
        raise ConfigError(error.message, path=str(file), line=error.line) from error


def _read(file: Path) -> str:
    try:
        data = read_regular(file)
    except FileNotFoundError as error:
        raise UsageError(f"there is no file {str(file)!r}: name one that lists repositories") from (
            error
        )
    except IsADirectoryError as error:
        raise ConfigError("is a folder: name a file that lists repositories") from error
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError("is not UTF-8: save it as UTF-8", line=line) from error


def _parse(file: Path, text: str) -> Fleet:
    is_yaml = file.suffix.lower() in _YAML
    try:
        node = compose(text)
    except ConfigError:
        if is_yaml:
            raise
        node = None
    if isinstance(node, MappingNode):
        return _read_mapping(file, node)
    if is_yaml and node is not None and not is_null(node):
        raise fail(node, f"must be a mapping with 'repositories', such as {_EXAMPLE}")
    return Fleet(file, _name_all(file, list(_read_lines(text))))


def _read_lines(text: str) -> Iterator[_Given]:
    for number, line in enumerate(text.splitlines(), start=1):
        held = line.partition(" #")[0].partition("\t#")[0].strip()
        if not held or held.startswith("#"):
            continue
        fault = find_fault(held)
        if fault is not None:
            raise ConfigError(fault, line=number)
        yield _Given(held, number)


def _read_mapping(file: Path, node: Node) -> Fleet:
    values = _read_known(node, _TOP)
    if "repositories" not in values:
        raise fail(node, f"must hold 'repositories', such as {_EXAMPLE}")
    with naming("repositories", values["repositories"]):
        items = read_items(values["repositories"], _EXAMPLE)
        given = [_read_repository(item) for item in items]
        repositories = _name_all(file, given)
    return Fleet(
        file,
        repositories,
        mirrors=_read_place(file, values.get("mirrors"), "mirrors"),
        store=_read_place(file, values.get("store"), "store"),
        jobs=_read_jobs(values.get("jobs")),
        scheduler=_read_word(values.get("scheduler"), "scheduler"),
    )


def _read_known(node: Node, known: Sequence[str]) -> dict[str, Node]:
    values: dict[str, Node] = {}
    for key, value in read_pairs(node, f"must be a mapping with {known[0]!r}"):
        if key.value not in known:
            raise fail(key, f"unknown key {key.value!r}: {suggest(str(key.value), known)}")
        values[str(key.value)] = value
    return values


def _read_repository(node: Node) -> _Given:
    if not isinstance(node, MappingNode):
        return _Given(_read_address(node), line_of(node))
    values = _read_known(node, _KEYS)
    if "repository" not in values:
        raise fail(node, "must hold 'repository': a path or an address")
    with naming("repository", values["repository"]):
        address = _read_address(values["repository"])
    revision = _read_word(values.get("revision"), "revision") or "HEAD"
    if revision.startswith("-"):
        with naming("revision", values["revision"]):
            raise fail(values["revision"], f"{revision!r} is no revision")
    name = _read_word(values.get("name"), "name")
    return _Given(address, line_of(node), name, revision, _read_root(values.get("root")))


def _read_address(node: Node) -> str:
    address = read_text(node)
    fault = find_fault(address)
    if fault is not None:
        raise fail(node, fault)
    return address


def _read_word(node: Node | None, key: str) -> str | None:
    if node is None:
        return None
    with naming(key, node):
        text = read_text(node)
        if not text.strip():
            raise fail(node, "is empty: say something, or leave the key out")
        if any("\ud800" <= sign <= "\udfff" for sign in text):
            raise fail(node, "holds half a character: write it out")
        return text


def _read_root(node: Node | None) -> str:
    if node is None:
        return "."
    with naming("root", node):
        text = read_text(node)
        parts = [part for part in text.split("/") if part not in ("", ".")]
        if not text or text.startswith("/") or ".." in parts or "\\" in text:
            raise fail(node, f"{text!r} must be a folder in the repository, with '/'")
        return "/".join(parts) or "."


def _read_place(file: Path, node: Node | None, key: str) -> Path | None:
    text = _read_word(node, key)
    return None if text is None else Path(os.path.normpath(file.parent / text))


def _read_jobs(node: Node | None) -> int | None:
    if node is None:
        return None
    with naming("jobs", node):
        text = node.value if isinstance(node, ScalarNode) else ""
        is_number = node.tag == _INT and text.isascii() and text.isdecimal()
        if not is_number or int(text) < 1:
            raise fail(node, "must be a number of processes, such as 2")
        return int(text)


def _name_all(file: Path, given: Sequence[_Given]) -> tuple[Listed, ...]:
    """Give each its name; no two may have one."""
    if not given:
        raise ConfigError("names no repository: write a path or an address")
    lines: dict[str, int] = {}
    listed = [_name(file, each) for each in given]
    for each in listed:
        if each.name in lines:
            first = f"line {lines[each.name]} has it, too"
            message = f"name: {each.name!r} is there twice, {first}: give one another 'name'"
            raise ConfigError(message, line=each.line)
        lines[each.name] = each.line
    return tuple(listed)


def _name(file: Path, given: _Given) -> Listed:
    place = None
    if is_path(given.address):
        place = Path(os.path.normpath(file.parent / given.address))
    name = given.name or name_repository(given.address if place is None else str(place))
    if not name:
        message = f"name: {hide_login(given.address)!r} has no last part: give it a 'name'"
        raise ConfigError(message, line=given.line)
    return Listed(
        name,
        given.address,
        hide_login(given.address),
        place,
        given.revision,
        given.root,
        given.line,
    )
