"""The configuration's text: from YAML to values, each checked once.

PyYAML's safe loader composes nodes, which know their lines; it constructs no value, so that tags
and aliases can do no harm, and ``no`` may be Norwegian.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches

import yaml
from yaml.nodes import Node

from sync.errors import ConfigError
from sync.project.config import keys, rule_keys
from sync.project.config.values import Config

READERS: Mapping[str, Callable[[Config, Node], Config]] = {
    "source": keys.read_source,
    "translations": keys.read_translations,
    "include": keys.read_include,
    "exclude": keys.read_exclude,
    "languages": keys.read_languages,
    "stamp": keys.read_stamp,
    "fail_on": keys.read_fail_on,
    "max_stale": keys.read_max_stale,
    "table_style": keys.read_table_style,
    "generated": keys.read_generated,
    "lint": rule_keys.read_lint,
}
"""What reads each key."""


def parse_config(text: str, is_folder: Callable[[str], bool] = lambda _: True) -> Config:
    """Turn a configuration's text into values; ``is_folder`` says whether the root holds a folder.

    Raises:
        ConfigError: as `read_config`, without the file's name.
    """
    node = _compose(text)
    config = Config()
    if node is None or keys.is_null(node):
        return config
    for key, value in keys.read_pairs(node, "the configuration must be 'key: value' lines"):
        reader = READERS.get(key.value)
        if reader is None:
            nearest = get_close_matches(key.value, READERS, n=1, cutoff=0.0)[0]
            wrong = f"unknown key {key.value!r}: did you mean {nearest!r}?"
            raise ConfigError(wrong, line=keys.line_of(key))
        try:
            config = reader(config, value)
            if reader is keys.read_source and config.source and not is_folder(config.source):
                raise ConfigError(f"there is no folder {config.source!r} in the root")  # noqa: TRY301
        except ConfigError as error:
            line = error.line or keys.line_of(value)
            raise ConfigError(f"{key.value}: {error.message}", line=line) from error
    return config


def _compose(text: str) -> Node | None:

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
