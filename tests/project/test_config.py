from __future__ import annotations

import os
from pathlib import Path

import pytest

from sync.errors import ConfigError, UsageError
from sync.findings import Severity
from sync.markdown.containers import Container
from sync.markdown.generated import GeneratedPair
from sync.model import StampFormat, State, TableStyle
from sync.project.config import (
    CONFIG_NAME,
    Allowance,
    Config,
    MaxStale,
    Upstream,
    find_root,
    parse_allowance,
    read_config,
)
from sync.project.config.parsing import parse_config
from sync.project.config.table import KEYS
from sync.rules.choice import PathChoice, RuleChoice
from tests.project_files import commit_all, git, write_files

WHOLE = """\
source: docs/en
translations: "docs/{lang}/{path}"
include: ['**/*.md', "**/*.ipynb"]
exclude:
  - drafts
languages: [he, no, zh-CN]
language_codes: {zh-CN: zh_Hans, no: nb@latin}
source_language: zh_TW
stamp: front-matter
upstream: {repository: ../tea, revision: main}
front_matter: [title, description, title]
fail_on: [stale, missing, stale]
max_stale: 2.5%
owners: {he: ['@noa', '@tea/he', '@noa'], '*': docs@example.org}
table_style: aligned
prose: false
memory: true
generated:
  - {start: THE LIST BEGINS, end: THE LIST ENDS}
  - [open, close]
containers: [tab, admonition, tab]
lint:
  ignore: [number]
  severity: {stamp-unearned: error}
  paths:
    docs/he/**: {select: [number, link-dead], severity: {number: error}}
"""


def test_every_key_is_read() -> None:
    assert parse_config(WHOLE) == Config(
        source="docs/en",
        translations="docs/{lang}/{path}",
        include=("**/*.md", "**/*.ipynb"),
        exclude=("drafts",),
        languages=("he", "no", "zh-CN"),
        file_codes=(("zh-CN", "zh_Hans"), ("no", "nb@latin")),
        source_language="zh_TW",
        stamp=StampFormat.FRONT_MATTER,
        upstream=Upstream("../tea", "main", "../tea", 10),
        front_matter=("description", "title"),
        fail_on=(State.STALE, State.MISSING),
        max_stale=MaxStale(Allowance(25, 10)),
        owners=(("he", ("@noa", "@tea/he")), ("*", ("docs@example.org",))),
        table_style=TableStyle.ALIGNED,
        prose=False,
        memory=True,
        generated=(
            GeneratedPair("THE LIST BEGINS", "THE LIST ENDS"),
            GeneratedPair("open", "close"),
        ),
        containers=(Container.ADMONITION, Container.TAB),
        lint=RuleChoice(None, ("number",), (("stamp-unearned", Severity.ERROR),)),
        lint_paths=(
            PathChoice(
                "docs/he/**",
                RuleChoice(("number", "link-dead"), (), (("number", Severity.ERROR),)),
            ),
        ),
    )
    named = {line.partition(":")[0] for line in WHOLE.splitlines() if line[0].isalpha()}
    assert named == {*KEYS}


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "{}", "null"])
def test_an_empty_configuration_is_the_default(text: str) -> None:
    assert parse_config(text) == Config()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("source: .", Config(source="")),
        ("source: ./docs/", Config(source="docs")),
        ("stamp: auto", Config(stamp=None)),
        ("stamp: sidecar", Config(stamp=StampFormat.SIDECAR)),
        ("fail_on: []", Config(fail_on=())),
        ("exclude: []", Config(exclude=())),
        ("exclude: ['*.md', '!a.md']", Config(exclude=("*.md", "!a.md"))),
        ("include: ['*.md', '!a.md']", Config(include=("*.md", "!a.md"))),
        ("max_stale: 12", Config(max_stale=MaxStale(Allowance(12)))),
        ("max_stale: '5%'", Config(max_stale=MaxStale(Allowance(5, 1)))),
        (
            "max_stale: {he: 3, no: 10 %}",
            Config(max_stale=MaxStale(None, (("he", Allowance(3)), ("no", Allowance(10, 1))))),
        ),
        (
            "translations: x/{path}\nlanguages: [he]",
            Config(translations="x/{path}", languages=("he",)),
        ),
        ("languages: [chinese, no]", Config(languages=("chinese", "no"))),
        ("languages: [sr@latin, fr]", Config(languages=("sr@latin", "fr"))),
        (
            "languages: {chinese: zh, fr: fr}",
            Config(languages=("chinese", "fr"), codes=(("chinese", "zh"),)),
        ),
        ("generated: {open: close}", Config(generated=(GeneratedPair("open", "close"),))),
    ],
)
def test_values(text: str, expected: Config) -> None:
    assert parse_config(text) == expected


def test_a_generated_name_stands_for_what_tools_make_of_it() -> None:
    pairs = parse_config("generated: [MY TABLE]").generated
    assert GeneratedPair("MY TABLE START", "MY TABLE END") in pairs
    assert GeneratedPair("MY TABLE:START", "MY TABLE:END") in pairs
    assert GeneratedPair("BEGIN MY TABLE", "END MY TABLE") in pairs


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("source: docs\nincldue: [x]", 2, ["'incldue'", "'include'"]),
        ("fail-on: [stale]", 1, ["'fail-on'", "'fail_on'"]),
        ("1: x", 1, ["'1'", "choose from source, "]),
        ("source: 5", 1, ["source", "text"]),
        ("source: ../x", 1, ["source", "relative to the root"]),
        ("source: /x", 1, ["source", "relative to the root"]),
        ("source:", 1, ["source", "nothing"]),
        ("translations: x/{path}", 1, ["translations", "{lang}"]),
        ("translations: [x]", 1, ["translations", "a list"]),
        ("include: docs", 1, ["include", "must be a list"]),
        ("include: []", 1, ["include", "no pattern"]),
        ("include:\n  - a.md\n  - ../b.md", 3, ["include", "leaves the root"]),
        ("include: [[a]]", 1, ["include", "text"]),
        ("include: ['!a.md']", 1, ["include", "only takes away"]),
        ("include:\n  - a.md\n  - 'x[.md'", 3, ["include", "cannot be read"]),
        ("exclude:\n  - ''", 2, ["exclude", "is empty"]),
        ("exclude:\n  - a\n  - !keep.md", 3, ["exclude", "must be in quotes"]),
        ("lint:\n  paths:\n    ../a: {}", 3, ["lint", "leaves the root"]),
        ("lint:\n  paths:\n    '!a': {}", 3, ["lint", "negated"]),
        ("exclude:\n  a: b", 2, ["exclude", "must be a list"]),
        ("languages: he", 1, ["languages", "must be a list"]),
        ("languages: []", 1, ["languages", "no language"]),
        ("languages:\n- he\n- 12", 3, ["languages", "'12'"]),
        ("languages: [a/b]", 1, ["languages", "'a/b'"]),
        ("languages: [sr@]", 1, ["languages", "'sr@'"]),
        ("languages: ['@fr']", 1, ["languages", "'@fr'"]),
        ("languages:\n  chinese: zh\n  hebrew: hebrew", 3, ["languages", "'hebrew'"]),
        ("languages: {}", 1, ["languages", "no language"]),
        ("languages: [fr, de]\ntranslations: x/{path}", 2, ["translations", "{lang}"]),
        ("translations: x/{path}\nlanguages: [fr, de]", 1, ["translations", "languages"]),
        ("language_codes: [he]", 1, ["language_codes", "{tw: zh_TW}"]),
        ("language_codes:\n  tw: zh TW", 2, ["language_codes", "'zh TW'", "'zh_TW'"]),
        ("language_codes:\n  tw: 5", 2, ["language_codes", "'5'"]),
        ("language_codes:\n  .tw: zh", 2, ["language_codes", "'.tw'"]),
        ("language_codes:\n  tw: zh_TW\n  zh: zh-tw", 3, ["language_codes", "tw and zh"]),
        ("source_language: zh TW", 1, ["source_language", "'zh TW'", "'zh-TW'"]),
        ("source_language: [en]", 1, ["source_language", "'en'"]),
        ("stamp: sidcar", 1, ["stamp", "'sidecar'"]),
        ("stamp: notebook", 1, ["stamp", "'notebook'"]),
        ("stamp: {in: comment}", 1, ["one of 'hash'", "; it has none of them"]),
        ("stamp: {hash: a, commit: b}", 1, ["one of 'hash'", "; it has 2 of them"]),
        ("fail_on: stale", 1, ["fail_on", "must be a list"]),
        ("fail_on:\n- stale\n- curent", 3, ["fail_on", "'current'"]),
        ("max_stale: lots", 1, ["max_stale", "percentage"]),
        ("max_stale: -1", 1, ["max_stale", "percentage"]),
        ("max_stale: true", 1, ["max_stale", "percentage"]),
        ("max_stale: [5]", 1, ["max_stale", "percentage"]),
        ("max_stale: 2.5", 1, ["max_stale", "2.5"]),
        ("max_stale:\n  he: 5\n  fr: x", 3, ["max_stale", "'x'"]),
        ("max_stale:\n  .fr: 5", 2, ["max_stale", "'.fr'"]),
        ("max_stale:\n  he: 5\n  he: 6", 3, ["max_stale", "'he'", "line 2"]),
        ("owners: '@noa'", 1, ["owners", "mapping"]),
        ("owners:\n  he: []\n  fr: ['a b']", 3, ["owners", "'a b'"]),
        ("owners:\n  he: ''", 2, ["owners", "'@amina'"]),
        ("owners:\n  a/b: '@noa'", 2, ["owners", "'a/b'"]),
        ("table_style: wide", 1, ["table_style", "compact"]),
        ("prose: some", 1, ["prose", "true or false"]),
        ("generated:\n- {start: a, ende: b}", 2, ["generated", "'ende'", "'end'"]),
        ("generated: [{start: a}]", 1, ["generated", "start and an end"]),
        ("generated: [[a, b, c]]", 1, ["generated", "start and an end"]),
        ("generated: ['']", 1, ["generated", "empty"]),
        ("generated: [['<!-- -->', x]]", 1, ["generated", "empty"]),
        ("generated: 5", 1, ["generated", "must be a list"]),
        ("source: a\nsource: b", 2, ["'source'", "line 1"]),
        ("[source]", 1, ["key: value"]),
        ("? [a]\n: b", 1, ["plain word"]),
        ("source: a\ninclude: [", 2, ["not YAML"]),
        ("source: a\n\tinclude: b", 2, ["not YAML"]),
        ("a: 1\n---\nb: 2", 2, ["not YAML"]),
        ("source: a\nx: \x07", 2, ["not YAML"]),
        ("include: !!python/object/apply:os.system ['true']", 1, ["include", "must"]),
        ("include: &all [*all]", 1, ["include", "text"]),
        ("include: " + "[" * 5000, None, ["too deeply"]),
    ],
)
def test_an_error_names_line_and_key(text: str, line: int | None, words: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    assert caught.value.line == line
    assert all(word in caught.value.message for word in words), caught.value.message
    assert "\n" not in caught.value.message


def test_many_aliases_do_no_harm() -> None:
    lines = ["a: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    with pytest.raises(ConfigError, match="unknown key"):
        parse_config("\n".join(lines))


@pytest.mark.parametrize(
    ("text", "debts", "existing", "expected"),
    [
        ("0", 0, 0, True),
        ("0", 1, 100, False),
        ("3", 3, 3, True),
        ("3", 4, 1000, False),
        ("5%", 5, 100, True),
        ("5%", 6, 100, False),
        ("5%", 1, 19, False),
        ("5%", 0, 0, True),
        ("2.3%", 23, 1000, True),
        ("2.3%", 24, 1000, False),
        ("100%", 7, 7, True),
    ],
)
def test_allowance(text: str, debts: int, existing: int, expected: bool) -> None:
    allowance = parse_allowance(text)
    assert allowance is not None
    assert allowance.allows(debts, existing) is expected
    assert str(allowance) == text


@pytest.mark.parametrize("text", ["", "%", "-1", "1e3", "5 percent", "2.5", ".5%", "٥", "1_0"])
def test_no_allowance(text: str) -> None:
    assert parse_allowance(text) is None


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert read_config(tmp_path) == Config()


def test_the_error_names_the_file(tmp_path: Path) -> None:
    write_files(tmp_path, {CONFIG_NAME: "# one\nsorce: x\n"})
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path)
    assert str(caught.value) == f"{CONFIG_NAME}:2: unknown key 'sorce': did you mean 'source'?"


def test_another_file(tmp_path: Path) -> None:
    write_files(tmp_path, {CONFIG_NAME: "sorce: x\n", "ci.yaml": "stamp: comment\n"})
    assert read_config(tmp_path, tmp_path / "ci.yaml") == Config(stamp=StampFormat.COMMENT)
    with pytest.raises(UsageError, match="does not exist"):
        read_config(tmp_path, tmp_path / "nope.yaml")


def test_a_source_that_is_no_folder(tmp_path: Path) -> None:
    write_files(tmp_path, {CONFIG_NAME: "stamp: auto\nsource: docs\n", "docs": "a file"})
    with pytest.raises(ConfigError, match="no folder 'docs'") as caught:
        read_config(tmp_path)
    assert caught.value.line == 2


@pytest.mark.parametrize("content", [b"# \xff\n", b"\xff\xfes\x00", b"x: \xe2\x82"])
def test_other_encodings_are_refused(tmp_path: Path, content: bytes) -> None:
    write_files(tmp_path, {CONFIG_NAME: content})
    with pytest.raises(ConfigError, match="not UTF-8") as caught:
        read_config(tmp_path)
    assert (caught.value.path, caught.value.line) == (CONFIG_NAME, 1)


def test_an_encoding_mark_and_crlf_are_fine(tmp_path: Path) -> None:
    write_files(tmp_path, {CONFIG_NAME: b"\xef\xbb\xbfstamp: comment\r\nexclude: [x]\r\n"})
    assert read_config(tmp_path) == Config(stamp=StampFormat.COMMENT, exclude=("x",))


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    (tmp_path / CONFIG_NAME).mkdir()
    with pytest.raises(ConfigError, match="is a folder"):
        read_config(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read all")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    write_files(tmp_path, {CONFIG_NAME: "stamp: auto\n"})
    (tmp_path / CONFIG_NAME).chmod(0)
    with pytest.raises(ConfigError, match="cannot be read"):
        read_config(tmp_path)


def test_the_root_as_given(tmp_path: Path) -> None:
    write_files(tmp_path, ["a/b/x.md", CONFIG_NAME])
    assert find_root("a/b", tmp_path) == (tmp_path / "a/b", None)
    assert find_root("..", tmp_path / "a/b") == (tmp_path / "a", None)
    for wrong in ("nope", "a/b/x.md", ""):
        with pytest.raises(UsageError, match="--root"):
            find_root(wrong, tmp_path)


def test_the_nearest_configuration_upward(tmp_path: Path) -> None:
    write_files(tmp_path, ["a/b/c/x.md", CONFIG_NAME, f"a/{CONFIG_NAME}"])
    git(tmp_path / "a", "init", "-q", "b")
    root, repository = find_root(None, tmp_path / "a/b/c")
    assert root == tmp_path / "a"
    assert repository is None


def test_gits_top_level(tmp_path: Path) -> None:
    write_files(tmp_path, ["a/b/x.md"])
    commit_all(tmp_path)
    root, repository = find_root(None, tmp_path / "a/b")
    assert root == tmp_path
    assert repository is not None
    assert (repository.root, repository.prefix) == (tmp_path, "")


def test_the_current_folder(tmp_path: Path) -> None:
    assert find_root(None, tmp_path) == (tmp_path, None)
