"""What init finds of stamps that are a project's own, and proposes where there are none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sync.model import StampKind
from sync.project.config import read_config
from sync.project.config.values import Config
from sync.stamps.spec import StampSpec
from sync.workflow.finding import propose
from sync.workflow.init import describe_proposal, write_config
from tests.project_files import write_files

PAGES = ("index.md", "start.md", "guide/setup.md")
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def head(**keys: str) -> str:
    lines = "".join(f"{key.replace('__', '-')}: {value}\n" for key, value in keys.items())
    return f"---\n{lines}---\n\nSome words.\n"


def spread(folder: str, **keys: str) -> dict[str, str]:
    return {f"{folder}/{page}": head(**keys) for page in PAGES}


def init(root: Path, files: Mapping[str, str]) -> tuple[Config, list[str]]:
    """Write what is found; return the configuration and what is said."""
    write_files(root, files)
    proposal = propose(root, None)
    write_config(root, None, proposal)
    return read_config(root), list(describe_proposal(proposal))


@pytest.mark.parametrize(
    ("stamp", "told"),
    [
        ({"default_lang_commit": COMMIT}, "commit, default_lang_commit"),
        ({"source_revision": "5fb154c"}, "commit, source_revision"),
        ({"tmdTranslationSourceHash": "'0123456789abcdef0123456789abcdef'"}, "hash, tmd"),
        ({"x-i18n": f"\n  source_hash: {'ab' * 32}"}, "hash, x-i18n.source_hash"),
    ],
)
def test_stamps_that_are_known_are_counted_and_not_written(
    tmp_path: Path, stamp: dict[str, str], told: str
) -> None:
    files = {**spread("content/en", title="Tea"), **spread("content/fr", title="Thé", **stamp)}
    config, said = init(tmp_path, files)

    assert config.source == "content/en"
    assert (config.stamp, config.spec) == (None, None)
    assert f"3 translations, 3 of them stamped (100%; {told}" in said[0]


def test_the_share_is_told(tmp_path: Path) -> None:
    files = {**spread("docs/en"), **spread("docs/fr", default_lang_commit=COMMIT)}
    files["docs/fr/start.md"] = "None here.\n"
    assert "2 of them stamped (66%; commit, default_lang_commit)" in init(tmp_path, files)[1][0]


def test_the_language_without_stamps_is_the_source(tmp_path: Path) -> None:
    files = spread("content/de", title="Tee")
    for language in ("en", "fr"):
        files |= spread(f"content/{language}", title="Tea", default_lang_commit=COMMIT)
    config, said = init(tmp_path, files)

    assert config.source == "content/de"
    assert config.languages == ("en", "fr")
    assert not any("nothing says which language" in line for line in said)


IGNORED = ("typo", "[ci]", "en-only")


@pytest.mark.parametrize(
    ("name", "text", "ignored"),
    [
        (
            "lunaria.config.json",
            '{"tracking": {"ignoredKeywords": ["typo", "[ci]", "en-only"]}}',
            IGNORED,
        ),
        (
            "site/lunaria.config.ts",
            """// ignoredKeywords: ['no'],
               export default {tracking: {ignoredKeywords: [
                 'typo', // short, "at times"
                 "[ci]", /* 'no' */
                 `en-only`,
               ] } };""",
            IGNORED,
        ),
        ("lunaria.config.mjs", "export default {ignoreKeywords: ['typo']}", ("typo",)),
        ("lunaria.config.json", "{}", ("lunaria-ignore", "fix typo")),
        ("lunaria.config.json", '{"ignoredKeywords": []}', ()),
        ("scripts/lsync.sh", "#!/bin/sh\n", ()),
    ],
)
def test_history_is_proposed_where_a_tool_goes_by_it(
    tmp_path: Path, name: str, text: str, ignored: tuple[str, ...]
) -> None:
    config, said = init(tmp_path, {**spread("docs"), **spread("docs/fr"), name: text})

    assert config.spec == StampSpec(StampKind.HISTORY, ignore=ignored)
    assert any(name in line and "last commit" in line for line in said)


def test_keywords_that_are_computed_are_left_to_the_reader(tmp_path: Path) -> None:
    name, text = "lunaria.config.ts", "export default {tracking: {ignoredKeywords: words}}"
    config, said = init(tmp_path, {**spread("docs"), **spread("docs/fr"), name: text})

    assert config.spec == StampSpec(StampKind.HISTORY)
    assert "lunaria.config.ts: write its ignored keywords under 'ignore'" in said


def test_stamps_count_more_than_a_tool(tmp_path: Path) -> None:
    files = {**spread("docs"), **spread("docs/fr", source_revision="5fb154c")}
    assert init(tmp_path, {**files, "lunaria.config.json": "{}"})[0].spec is None


@pytest.mark.parametrize("name", ["my-lunaria.config.json", "lunaria.md", "lsync.shell"])
def test_nothing_is_proposed_for_other_names(tmp_path: Path, name: str) -> None:
    assert init(tmp_path, {**spread("docs"), **spread("docs/fr"), name: "x"})[0].spec is None


@pytest.mark.parametrize("since", [None, "outdated_since"])
def test_a_flag_is_proposed_where_some_raise_it(tmp_path: Path, since: str | None) -> None:
    files = {**spread("docs/en"), **spread("docs/fr"), **spread("docs/ja")}
    more = {} if since is None else {since: COMMIT}
    files["docs/ja/start.md"] = head(outdated_translation="true", **more)
    config, said = init(tmp_path, files)

    assert config.spec == StampSpec(StampKind.FLAG, "outdated_translation", since=since)
    assert any("1 of them have 'outdated_translation'" in line for line in said)


@pytest.mark.parametrize("value", ["false", "no", ""])
def test_a_flag_that_nobody_raises_is_none(tmp_path: Path, value: str) -> None:
    files = {**spread("docs/en"), **spread("docs/fr", outdated_translation=value)}
    assert init(tmp_path, files)[0].spec is None


def test_several_places_have_each_their_own(tmp_path: Path) -> None:
    files = {**spread("docs"), **spread("blog"), "lunaria.config.json": "{}"}
    plugin = "i18n/fr/docusaurus-plugin-content"
    files |= spread(f"{plugin}-docs/current", source_revision="5fb154c")
    files |= spread(f"{plugin}-blog")
    config, _ = init(tmp_path, files)

    kinds = {each.source: each.spec and each.spec.kind for each in config.projects}
    assert kinds == {"docs": None, "blog": StampKind.HISTORY}


def test_commits_of_another_repository_are_told_of(tmp_path: Path) -> None:
    files = {page: head(git=COMMIT) for page in PAGES} | {"license.md": "Free.\n"}
    _, said = init(tmp_path, files)

    assert said[0].startswith("no translations found among 4 Markdown files")
    assert any(line.startswith("3 of 4 have 'git', which names a commit") for line in said)
    assert any("upstream: {repository: ../SOURCES}" in line for line in said)


@pytest.mark.parametrize("folder", ["files/", ""])
def test_all_that_are_stamped_are_translations(tmp_path: Path, folder: str) -> None:
    """None of them is the source of the others: that is elsewhere."""
    files: dict[str, str] = {}
    for language in ("fr", "ja", "zh-cn"):
        files |= spread(f"{folder}{language}/web", l10n=f"\n  sourceCommit: {COMMIT}")
    _, said = init(tmp_path, files)

    assert said[0].startswith("no translations found")
    assert f'    translations: "{folder}{{lang}}/{{path}}"' in said


def test_a_source_that_stamps_name(tmp_path: Path) -> None:
    """The names of translations are their own, and no language's folder is the source."""
    files = {f"pages/{page}": head(title="茶") for page in ("tea/茶.md", "tea/水.md")}
    for language in ("en", "fr"):
        for name, page in (("tea", "tea/茶.md"), ("water", "tea/水.md")):
            stamp = {"translatedFrom": f"'{page}'", "sourceCommitSha": "'5fb154c0'"}
            files[f"pages/{language}/tea/{name}.md"] = head(title=name, **stamp)
    config, said = init(tmp_path, files)

    assert (config.source, config.translations) == ("pages", "pages/{lang}/{path}")
    assert config.languages == ("en", "fr")
    assert "4 of them stamped (100%; commit, sourceCommitSha)" in said[0]


def test_nothing_is_told_of_them_without_any(tmp_path: Path) -> None:
    assert not any("upstream" in line for line in init(tmp_path, dict.fromkeys(PAGES, "Tea\n"))[1])


SETTINGS = {"weight": "1", "slug": "two words"}


def test_the_keys_that_are_translated_count(tmp_path: Path) -> None:
    files = {
        **spread("content/en", title="Tea", banner="Drink more tea", **SETTINGS),
        **spread("content/fr", title="Thé", banner="Buvez du thé", **SETTINGS),
    }
    config, said = init(tmp_path, files)

    assert config.front_matter == ("banner", "title")
    assert any("slug, weight" in line for line in said)


def test_a_value_that_drifted_is_no_translation(tmp_path: Path) -> None:
    files = {
        **spread("content/en", title="Tea", cascade="some old words", weight="1"),
        **spread("content/fr", title="Thé", cascade="some old words", weight="2"),
    }
    files["content/fr/start.md"] = head(title="Thé", cascade="other words", weight="3")
    assert init(tmp_path, files)[0].front_matter == ("title",)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param({"title": "Tea"}, {"title": "Thé"}, id="no site generator's key"),
        pytest.param(SETTINGS, SETTINGS, id="nothing in words"),
        pytest.param({"title": "Tea", **SETTINGS}, {"title": "Tea", **SETTINGS}, id="untouched"),
        pytest.param({"title": "Tea", **SETTINGS}, {}, id="none in translations"),
    ],
)
def test_all_counts_where_nothing_tells(
    tmp_path: Path, ours: dict[str, str], theirs: dict[str, str]
) -> None:
    files = {**spread("content/en", **ours), **spread("content/fr", **theirs)}
    assert init(tmp_path, files)[0].front_matter is None


def test_without_stamps_the_ways_to_them_are_told(tmp_path: Path) -> None:
    plain = {**spread("docs"), **spread("docs/fr")}
    assert any("translation-sync stamp" in line for line in init(tmp_path / "plain", plain)[1])
    for name, more in (("tool", {"lsync.sh": ""}), ("one", {"docs/fr/x.md": head(git=COMMIT)})):
        said = init(tmp_path / name, plain | more)[1]
        assert not any("translation-sync stamp" in line for line in said)
