"""The keys of the configuration: what reads each, and what a schema says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from yaml.nodes import Node

from sync.findings import Severity
from sync.markdown.containers import Container
from sync.model import State, TableStyle
from sync.project.config import keys, rule_keys, stamp_keys
from sync.project.config.values import DEFAULT_INCLUDE, Config
from sync.project.layout import DEFAULT_TEMPLATE
from sync.project.template import LANGUAGE

Schema = Mapping[str, Any]
"""A part of a JSON Schema, draft 2020-12."""

PROJECTS = "projects"
"""The key of several projects; each is a mapping of the keys that are local."""


class ConfigKey(NamedTuple):
    """A key; one that ``is_local`` may differ from project to project, where there are several."""

    read: Callable[[Config, Node], Config]
    help: str
    schema: Schema
    is_local: bool = False


def _list_of(items: Schema, **more: object) -> Schema:
    return {"type": "array", "items": items, **more}


def _map_to(values: Schema, names: Schema | None = None) -> Schema:
    named = {} if names is None else {"propertyNames": names}
    return {"type": "object", "additionalProperties": values, **named}


def _record(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


_TEXT = {"type": "string", "minLength": 1}
_PATTERNS = _list_of(_TEXT)
_LANGUAGE = {"type": "string", "pattern": r"^[^\s/.{}]+$"}
_CODE = {"type": "string", "pattern": rf"^(?:{LANGUAGE})$"}
_NAMED = {"type": "object", "additionalProperties": _CODE, "propertyNames": _LANGUAGE}
# YAML takes these codes for true and false in some readers; ours does not.
_SPOKEN = {"anyOf": [_LANGUAGE, {"type": "boolean"}]}
_ALLOWANCE = {
    "anyOf": [
        {"type": "integer", "minimum": 0},
        {"type": "string", "pattern": r"^[0-9]+(?:\.[0-9]+)?\s*%$|^[0-9]+$"},
    ]
}
_OWNER = {"type": "string", "pattern": r"^@?[\w.-]+(?:[/@+][\w.-]+)*$"}
_OWNERS = {"anyOf": [_OWNER, _list_of(_OWNER)]}
_PAIR = {
    "anyOf": [
        _TEXT,
        _list_of(_TEXT, minItems=2, maxItems=2),
        {**_record(start=_TEXT, end=_TEXT), "required": ["start", "end"]},
    ]
}
_RULE = {"enum": sorted(rule_keys.NAMES)}
_CHOICES = {
    "select": _list_of(_RULE),
    "ignore": _list_of(_RULE),
    "severity": _map_to({"enum": [each.value for each in Severity]}, _RULE),
}

KEYS: Mapping[str, ConfigKey] = {
    "source": ConfigKey(
        keys.read_source,
        "The folder of the sources; '.' is that of the configuration.",
        _TEXT,
        is_local=True,
    ),
    "translations": ConfigKey(
        keys.read_translations,
        "Where the translation of a document is, with {lang} and {path} and the like.",
        {**_TEXT, "default": DEFAULT_TEMPLATE},
        is_local=True,
    ),
    "include": ConfigKey(
        keys.read_include,
        "Which files are documents, by patterns as in .gitignore.",
        {**_PATTERNS, "minItems": 1, "default": list(DEFAULT_INCLUDE)},
        is_local=True,
    ),
    "exclude": ConfigKey(
        keys.read_exclude, "Which of them are not, by such patterns.", _PATTERNS, is_local=True
    ),
    "languages": ConfigKey(
        keys.read_languages,
        "The languages as the paths spell them, or a mapping of such names to codes.",
        {"anyOf": [{**_list_of(_SPOKEN), "minItems": 1}, {**_NAMED, "minProperties": 1}]},
        is_local=True,
    ),
    "language_codes": ConfigKey(
        keys.read_language_codes,
        "What 'export' and 'import' call languages in files, where that is not their own code.",
        _map_to({"type": "string", "pattern": keys.FILE_CODE}, _LANGUAGE),
    ),
    "source_language": ConfigKey(
        keys.read_source_language,
        "The language of the sources, as files, engines and pages are told.",
        {"type": "string", "pattern": keys.FILE_CODE, "default": "en"},
    ),
    "stamp": ConfigKey(
        stamp_keys.read_stamp,
        "How new translations are stamped, or how the project records what they were made from.",
        stamp_keys.STAMP_SCHEMA,
        is_local=True,
    ),
    "upstream": ConfigKey(
        stamp_keys.read_upstream,
        "The clone that holds the sources, where that is another repository.",
        stamp_keys.UPSTREAM_SCHEMA,
        is_local=True,
    ),
    "front_matter": ConfigKey(
        stamp_keys.read_front_matter,
        "Which keys of the front matter count: all, none, or those of a list.",
        stamp_keys.FRONT_MATTER_SCHEMA,
    ),
    "fail_on": ConfigKey(
        keys.read_fail_on,
        "The states that fail 'check'.",
        _list_of({"enum": [each.value for each in State]}),
    ),
    "max_stale": ConfigKey(
        keys.read_max_stale,
        "How many stale and pending translations pass: in all, or by language.",
        {"anyOf": [*_ALLOWANCE["anyOf"], _map_to(_ALLOWANCE, _LANGUAGE)]},
    ),
    "owners": ConfigKey(
        keys.read_owners,
        "Who looks after each language, '*' any other one: named in comments and checklists.",
        _map_to(_OWNERS, {"anyOf": [_LANGUAGE, {"const": keys.ANY_LANGUAGE}]}),
    ),
    "table_style": ConfigKey(
        keys.read_table_style,
        "How 'sync' lays out the rows that it writes.",
        {"enum": [each.value for each in TableStyle], "default": TableStyle.KEEP.value},
    ),
    "prose": ConfigKey(
        keys.read_prose,
        "Whether 'sync' and 'new' bring prose up to date, too, or tables alone.",
        {"type": "boolean", "default": True},
    ),
    "memory": ConfigKey(
        keys.read_memory,
        "Whether 'sync' and 'new' fill in the words that other places have for a text.",
        {"type": "boolean", "default": False},
    ),
    "generated": ConfigKey(
        keys.read_generated,
        "The comments around blocks that a tool fills in: names, or pairs of a start and an end.",
        {"anyOf": [_list_of(_PAIR), _map_to(_TEXT)]},
    ),
    "containers": ConfigKey(
        keys.read_containers,
        "The containers that indent by four whose content is Markdown, not code.",
        _list_of({"enum": [each.value for each in Container]}),
    ),
    "lint": ConfigKey(
        rule_keys.read_lint,
        "Which rules 'lint' goes by, everywhere and under some paths.",
        _record(**_CHOICES, paths=_map_to(_record(**_CHOICES))),
    ),
}
"""Each key, in the order of ``init``."""


def build_schema() -> Schema:
    """Return the JSON Schema of the configuration."""
    every = {name: {"description": key.help, **key.schema} for name, key in KEYS.items()}
    local = {name: every[name] for name, key in KEYS.items() if key.is_local}
    several = _list_of(_record(**local), minItems=1)
    help_text = "Several projects that are reported as one; what one does not say, the top does."
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "translation-sync configuration",
        "description": "What .translation-sync.yaml may hold; every key may be left out.",
        **_record(**every, **{PROJECTS: {"description": help_text, **several}}),
    }
