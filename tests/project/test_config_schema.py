"""The configuration's schema: it allows what is read, and no more than a schema can tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator, ValidationError

from sync.errors import ConfigError
from sync.project.config.parsing import parse_config
from sync.project.config.table import KEYS, PROJECTS, build_schema
from sync.workflow.config_text import render_config
from tests.commands.calling import call

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads(json.dumps(build_schema()))
VALIDATOR = Draft202012Validator(SCHEMA)


def load(text: str) -> object:
    return yaml.safe_load(text) or {}


def test_it_is_a_schema_of_every_key() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["properties"]) == {*KEYS, PROJECTS}
    local = SCHEMA["properties"][PROJECTS]["items"]["properties"]
    assert set(local) == {name for name, key in KEYS.items() if key.is_local}
    assert all(each["description"] for each in SCHEMA["properties"].values())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "source: .\ntranslations: 'docs/{lang}/{path}'",
        "include: ['**/*.md', '!drafts']\nexclude: []",
        "languages: [fr, no, zh-CN, chinese]",
        "languages: {chinese: zh, brazilian-portuguese: pt-BR}",
        "stamp: front-matter\nfail_on: [stale, missing]",
        "max_stale: 5",
        "max_stale: 2.5%",
        "max_stale: {he: 3, fr: 10%}",
        "owners: {he: '@noa', fr: ['@amina', '@tea/fr'], '*': docs@example.org}",
        "table_style: aligned",
        "generated: [MY TABLE, [open, close], {start: A, end: B}]",
        "generated: {open: close}",
        "lint: {ignore: [number], severity: {stamp-unearned: error}}",
        "lint:\n  paths:\n    docs/he/**: {select: [number], severity: {number: error}}",
        "projects:\n- {source: docs, translations: 'i18n/{lang}/{path}', stamp: sidecar}\n",
        render_config(()),
        (ROOT / ".translation-sync.yaml").read_text("utf-8"),
    ],
)
def test_what_is_read_is_allowed(text: str) -> None:
    parse_config(text)
    VALIDATOR.validate(load(text))


@pytest.mark.parametrize(
    "text",
    [
        "sourec: docs",
        "source: 5",
        "source:",
        "translations: [x]",
        "include: docs",
        "include: []",
        "include: [[a]]",
        "exclude: ['']",
        "languages: fr",
        "languages: []",
        "languages: {}",
        "languages: [a/b]",
        "languages: {chinese: chinese}",
        "stamp: notebook",
        "fail_on: stale",
        "fail_on: [curent]",
        "max_stale: lots",
        "max_stale: -1",
        "max_stale: [5]",
        "max_stale: {he: x}",
        "owners: '@noa'",
        "owners: {he: a b}",
        "owners: {a/b: '@noa'}",
        "table_style: wide",
        "generated: 5",
        "generated: [{start: a}]",
        "generated: [[a, b, c]]",
        "generated: [{start: a, end: b, more: c}]",
        "lint: {select: [nmber]}",
        "lint: {severity: {number: fatal}}",
        "lint: {paths: {x: {paths: {}}}}",
        "projects: []",
        "projects: {}",
        "projects: [docs]",
        "projects: [{source: docs, fail_on: [stale]}]",
        "projects: [{projects: []}]",
    ],
)
def test_what_is_refused_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_config(text)
    assert not VALIDATOR.is_valid(load(text))


def test_the_command_prints_it(tmp_path: Path) -> None:
    assert json.loads(call(tmp_path, "schema", "config").out) == SCHEMA
    assert call(tmp_path, "schema", "config", "--output", "s.json").code == 0
    assert json.loads((tmp_path / "s.json").read_text("utf-8")) == SCHEMA


def test_a_kind_of_a_package_has_options_of_its_own() -> None:
    """Whether it is installed no schema tells."""
    VALIDATOR.validate(load("stamp: {kind: my-kind, word: made-from, at: 3, names: [a, b]}"))
    for text in ("stamp: {word: made-from}", "stamp: {kind: my-kind, word: {a: b}}"):
        with pytest.raises(ValidationError):
            VALIDATOR.validate(load(text))
