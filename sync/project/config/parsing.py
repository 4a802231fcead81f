"""The configuration's text: from YAML to values, each checked once.

PyYAML's safe loader composes nodes, which know their lines; it constructs no value, so that tags
and aliases can do no harm, and ``no`` may be Norwegian.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

import yaml
from yaml.nodes import Node

from sync.errors import ConfigError
from sync.model import StampKind
from sync.names import suggest
from sync.project.config import keys
from sync.project.config.stamp_keys import part_mounts
from sync.project.config.table import KEYS, PROJECTS
from sync.project.config.values import Config, Holdings
from sync.project.template import parse_template
from sync.stamps.spec import SUBMODULE

_LOCAL = tuple(name for name, key in KEYS.items() if key.is_local)


_ANYTHING = Holdings()


def parse_config(text: str, held: Holdings = _ANYTHING) -> Config:
    """Turn a configuration's text into values, checked against what the root holds.

    Raises:
        ConfigError: as `read_config`, without the file's name.
    """
    node = compose(text)
    if node is None or keys.is_null(node):
        return Config()
    pairs = list(keys.read_pairs(node, "the configuration must be 'key: value' lines"))
    config = _read_keys(Config(), pairs, (*KEYS, PROJECTS), held)
    projects = next((value for key, value in pairs if key.value == PROJECTS), None)
    if projects is None:
        _require_languages(config, pairs)
        return config
    with naming(PROJECTS, projects):
        each = tuple(_read_projects(config, projects, held))
        return config._replace(projects=part_mounts(each))


def _read_projects(config: Config, node: Node, held: Holdings) -> Iterator[Config]:
    """Read each of several projects; what it does not say, the top does."""
    items = keys.read_items(node, "[{source: docs}, {source: blog}]")
    if not items:
        raise keys.fail(node, "names no project: leave the key out where there is one")
    for item in items:
        pairs = list(keys.read_pairs(item, "each must be a mapping, such as {source: docs}"))
        one = _read_keys(config, pairs, _LOCAL, held)
        _require_languages(one, pairs)
        yield one


def _read_keys(
    config: Config,
    pairs: Sequence[tuple[Node, Node]],
    known: Collection[str],
    held: Holdings,
) -> Config:
    for key, value in pairs:
        _require_known(key, known)
        if key.value == PROJECTS:
            continue
        with naming(key.value, value):
            config = KEYS[key.value].read(config, value)
    _require_own_history(config, pairs)
    source = next((value for key, value in pairs if key.value == "source"), None)
    if source is not None and config.source and config.upstream is None:
        with naming("source", source):
            if not held.is_folder(config.source):
                raise keys.fail(source, f"there is no folder {config.source!r} in the root")
    _require_stamps(config, pairs, held)
    return config


def _require_stamps(config: Config, pairs: Sequence[tuple[Node, Node]], held: Holdings) -> None:
    """Refuse a file of stamps that is not there: without it no translation would be stamped."""
    node = next((value for key, value in pairs if key.value == "stamp"), None)
    spec = config.spec
    if node is None or spec is None:
        return
    with naming("stamp", node):
        if spec.place == SUBMODULE and not held.is_submodule(spec.key or ""):
            raise keys.fail(node, f"there is no submodule {spec.key!r}: name the path of one")
        if spec.is_in_file and not held.is_file(spec.place):
            wrong = f"there is no file {spec.place!r} in the root, to hold the stamps"
            raise keys.fail(node, f"{wrong}: name one, or write it, with '{{}}' as long as none is")


@contextmanager
def naming(name: str, node: Node) -> Iterator[None]:
    """Let errors about a key's value name the key, and a line in any case."""
    try:
        yield
    except ConfigError as error:
        line = error.line or keys.line_of(node)
        raise ConfigError(f"{name}: {error.message}", line=line) from error


def _require_own_history(config: Config, pairs: Iterable[tuple[Node, Node]]) -> None:
    """Refuse to go by the commits of one repository where the sources lie in another one."""
    spec = config.spec
    if config.upstream is None or spec is None or spec.kind is not StampKind.HISTORY:
        return
    named = {key.value: value for key, value in pairs}
    node = named.get("stamp") or named.get("upstream")
    if node is not None:
        message = "'history' goes by the commits of one repository, and 'upstream' is another one"
        with naming("stamp", node):
            raise keys.fail(node, f"{message}: name the key that holds a hash or a commit")


def _require_known(key: Node, known: Collection[str]) -> None:
    name = key.value
    if name in known:
        return
    if name in KEYS or name == PROJECTS:
        wrong = f"the key {name!r} is for all projects: it belongs to the top"
    else:
        wrong = f"unknown key {name!r}: {suggest(name, known)}"
    raise keys.fail(key, wrong)


def _require_languages(config: Config, pairs: Iterable[tuple[Node, Node]]) -> None:
    """Refuse a template without {lang} where no single language is named."""
    named = {key.value: value for key, value in pairs}
    node = named.get("translations") or named.get("languages")
    if node is not None:
        with naming("translations", node):
            is_elsewhere = config.upstream is not None
            parse_template(config.translations, config.languages, is_elsewhere=is_elsewhere)


def compose(text: str) -> Node | None:
    """Return the node of a YAML document, None for an empty one; nothing is constructed from it.

    Raises:
        ConfigError: it is no YAML, with the line.
    """
    try:
        node: Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(filter(None, (error.context, error.problem)))
        raise ConfigError(
            f"is not YAML: {problem}", line=mark.line + 1 if mark else None
        ) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ConfigError(f"is not YAML: {error.reason}", line=line) from error
    except RecursionError as error:
        raise ConfigError("is nested too deeply: write lists and mappings plainly") from error
    return node
