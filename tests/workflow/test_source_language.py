"""Which language init says the sources are in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from sync.project.config import read_config
from sync.workflow.finding import propose
from sync.workflow.init import describe_proposal, write_config
from tests.project_files import write_files
from tests.translated import stamped

DOCUSAURUS = "i18n/en/docusaurus-plugin-content-docs/current/a.md"
UNKNOWN = "nothing says which language the sources are in"


def init(root: Path, files: Iterable[str] | Mapping[str, str]) -> tuple[str, bool]:
    """Return the language that is written, and whether it is said to be unknown."""
    write_files(root, files)
    proposal = propose(root, None)
    text = write_config(root, None, proposal).read_text("utf-8")
    is_unknown = any(line.startswith(UNKNOWN) for line in describe_proposal(proposal))
    assert is_unknown == ("\n# source_language: " in text)
    return read_config(root).source_language, is_unknown


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("docusaurus.config.ts", "i18n: {defaultLocale: 'zh-Hans', locales: []}", "zh-Hans"),
        ("docusaurus.config.js", 'i18n: {"defaultLocale": "zh-Hant-TW"}', "zh-Hant-TW"),
        ("hugo.toml", "defaultContentLanguage = 'de'\n", "de"),
        ("next.config.mjs", "i18n: { locales: ['ja', 'en'], defaultLocale: 'ja' }", "ja"),
        (
            "astro.config.mjs",
            "defaultLocale: 'root', locales: { root: { label: '中文', lang: 'zh-CN' } }",
            "zh-CN",
        ),
        ("mkdocs.yml", "languages:\n- locale: en\n- locale: de\n  default: true\n", "de"),
        ("mkdocs.yml", "languages:\n- default: true\n  locale: de\n- locale: en\n", "de"),
        ("mkdocs.yml", "languages:\n- locale: de\n  default: false\n", None),
        ("hugo.toml", "defaultContentLanguage = 'en'\n", None),  # which it is not
        ("docusaurus.config.js", "i18n: {defaultLocale: 'rooted'}", None),
        ("hugo.toml.bak", "defaultContentLanguage = 'de'\n", None),
    ],
)
def test_the_site_says_it(tmp_path: Path, name: str, text: str, language: str | None) -> None:
    files = {"docs/a.md": "# 茶\n", DOCUSAURUS: "# Tea\n", name: text}
    assert init(tmp_path, files) == (language or "en", language is None)


HUGO = "defaultContentLanguage = '{}'\n"


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        # what is commented out is no setting
        ({"hugo.toml": "# defaultContentLanguage = 'fr'\ndefaultContentLanguage = 'de'\n"}, "de"),
        ({"config.yaml": "# defaultContentLanguage: fr\ndefaultcontentlanguage: ja\n"}, "ja"),
        ({"docusaurus.config.js": "i18n: { // defaultLocale: 'fr'\n defaultLocale: 'de' }"}, "de"),
        ({"next.config.js": "/* defaultLocale: 'fr' */ x: 'https://a', defaultLocale: `de`"}, "de"),
        ({"mkdocs.yml": "x: !!python/name:a.b\nlanguages:\n- {locale: nb, default: yes}\n"}, None),
        ({"mkdocs.yml": "x: !!python/name:a.b\nlanguages:\n- {locale: no, default: true}\n"}, "no"),
        # the site's own, not a theme's, and what all of Hugo's environments share
        (
            {
                "config/_default/hugo.toml": HUGO.format("de"),
                "themes/x/hugo.toml": HUGO.format("fr"),
            },
            "de",
        ),
        ({"themes/x/config.toml": HUGO.format("de")}, None),
        (
            {
                "config/_default/hugo.toml": HUGO.format("de"),
                "config/dev/hugo.toml": HUGO.format("fr"),
            },
            "de",
        ),
        # other generators
        ({"_config.yml": "languages: [en, de]\ndefault_lang: de\n"}, "de"),
        ({"book.toml": "[book]\nlanguage = 'ko'\n"}, "ko"),
        ({"book.toml": "[output.html]\nlanguage = 'ko'\n"}, None),
        ({"lib/i18n.ts": "defineI18n({ defaultLanguage: 'ja', languages: ['ja', 'en'] })"}, "ja"),
        ({"rspress.config.ts": "defineConfig({ locales: [{lang: 'fr'}], lang: 'de' })"}, "de"),
        ({"rspress.config.ts": "export default { locales: [{lang: 'fr'}] }"}, None),
        # what cannot be read says nothing
        ({"hugo.toml": "defaultContentLanguage = 'de'\n[params\n"}, None),
        ({"config.yaml": "a: &a {b: *a}\ndefaultContentLanguage: de\n"}, None),
    ],
)
def test_settings_are_read_as_the_generator_reads_them(
    tmp_path: Path, settings: Mapping[str, str], language: str | None
) -> None:
    files = {"docs/a.md": "# 茶\n", DOCUSAURUS: "# Tea\n"}
    assert init(tmp_path, {**files, **settings}) == (language or "en", language is None)


@pytest.mark.parametrize(
    ("files", "language"),
    [
        (["content/english/a.md", "content/french/a.md"], "en"),
        (["docs/de/a.md", "docs/de/b.md", "docs/fr/a.md"], "de"),
        (["docs_en/a.md", "docs_zh/a.md"], "en"),
        (["a.en-US.md", "a.ja.md"], "en-US"),
        (["README_EN.md", "README_CN.md"], "EN"),
        (["docs/a.md", "docs/fr/a.md"], "en"),
        ([], "en"),
    ],
)
def test_folders_and_names_say_it(tmp_path: Path, files: list[str], language: str) -> None:
    assert init(tmp_path, files) == (language, False)


def test_stamps_say_it(tmp_path: Path) -> None:
    stamp = stamped("x", source_file="docs/ja/a.md")
    files = dict.fromkeys(["docs/ja/a.md", "docs/ja/b.md", "docs/en/b.md"], "# A\n")
    assert init(tmp_path, {**files, "docs/en/a.md": stamp}) == ("ja", False)


@pytest.mark.parametrize(
    "files",
    [
        ["README.md", "README_EN.md", "README_ja.md"],
        ["docs/a.md", "docs/english/a.md"],
        ["docs/a.md", "docs-en-US/a.md"],
    ],
)
def test_english_is_not_the_source_where_it_is_a_translation(
    tmp_path: Path, files: list[str]
) -> None:
    assert init(tmp_path, files) == ("en", True)
