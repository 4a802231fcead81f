"""init as its users call it: what it prints, what status says then, and where nothing is found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.commands.calling import call
from tests.translated import GUIDE, make_course, md5_of, stamped

CONFIG = ".translation-sync.yaml"


def translate(source: str, language: str = "fr") -> str:
    return stamped(GUIDE, source_file=source, language_code=language)


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("guides/tea/a.md", "guides/fr/tea/a.md"),
        ("content/english/a.md", "content/french/a.md"),
        ("www/docs/a.md", "www/i18n/fr/docusaurus-plugin-content-docs/current/a.md"),
        ("src/content/docs/x/a.mdx", "src/content/docs/fr/x/a.mdx"),
        ("packages/one/README.md", "packages/one/README.fr.md"),
        ("guide/install.md", "guide/install-fr.md"),
        ("guide/install.md", "guide/install_fr.md"),
        ("docs/zh/a.md", "docs/fr/a.md"),
        ("files/en-us/web/a.md", "files/fr/web/a.md"),
        ("CONTRIBUTING.md", "github/fr/CONTRIBUTING.md"),
    ],
)
def test_after_init_status_says_current(tmp_path: Path, source: str, translation: str) -> None:
    body = translate(source)
    if source.endswith(".mdx"):  # where an HTML comment stops the build
        keys = {"original_hash": md5_of(GUIDE), "source_file": source, "language_code": "fr"}
        body = "\n".join(["---", *(f"{name}: {value}" for name, value in keys.items()), "---", ""])
    course = make_course(tmp_path / "course", {source: GUIDE, translation: body})
    reply = call(course.root, "init")
    assert (reply.code, reply.err) == (0, "")
    assert "1 translation, 1 of them stamped (100%; " in reply.out
    assert f"wrote {course.root / CONFIG}" in reply.out
    states = call(course.root, "status", "--format", "json").translations
    assert {path: each["state"] for path, each in states.items()} == {translation: "current"}


def test_several_places_become_projects(tmp_path: Path) -> None:
    files: Mapping[str, str] = {
        "docs/a.md": GUIDE,
        "docs/b.md": GUIDE,
        "blog/a.md": GUIDE,
        "i18n/fr/docusaurus-plugin-content-docs/current/a.md": translate("docs/a.md"),
        "i18n/ja/docusaurus-plugin-content-docs/current/a.md": translate("docs/a.md", "ja"),
        "i18n/fr/docusaurus-plugin-content-blog/a.md": translate("blog/a.md"),
    }
    course = make_course(tmp_path / "course", files)
    reply = call(course.root, "init")
    assert reply.out.count("found source ") == 2
    text = (course.root / CONFIG).read_text("utf-8")
    assert '\nprojects:\n  - source: "docs"\n' in text
    states = call(course.root, "status", "--format", "json").translations
    assert {path: each["state"] for path, each in states.items()} == {
        **dict.fromkeys([path for path in files if path.startswith("i18n")], "current"),
        "i18n/fr/docusaurus-plugin-content-docs/current/b.md": "missing",
        "i18n/ja/docusaurus-plugin-content-docs/current/b.md": "missing",
    }


def test_each_place_counts_what_is_its_own(tmp_path: Path) -> None:
    plugin = "docusaurus-plugin-content-docs"
    sources = ("docs/a.md", "docs/b.md", "versioned_docs/version-1/a.md")
    files = dict.fromkeys(sources, GUIDE) | {
        f"i18n/fr/{plugin}/version-1/a.md": translate("version-1/a.md"),
        f"i18n/ja/{plugin}/current/a.md": translate("a.md", "ja"),
        f"i18n/ja/{plugin}/current/b.md": translate("b.md", "ja"),
        f"i18n/de/{plugin}/version-1/a.md": translate("version-1/a.md", "de"),
        f"i18n/de/{plugin}/current/a.md": translate("a.md", "de"),
    }
    course = make_course(tmp_path / "course", files)

    told = call(course.root, "init").out

    place = f"'i18n/{{lang}}/{plugin}"
    assert f"{place}/current/{{path}}': 2 languages (de, ja), 2 documents, 3 translations" in told
    assert f"{place}/{{path}}': 2 languages (de, fr), 1 document, 2 translations" in told
    config = (course.root / CONFIG).read_text()
    assert 'languages: ["de", "ja"]' in config
    assert 'languages: ["de", "fr"]' in config
    states = call(course.root, "status", "--format", "json").translations
    assert [path for path, each in states.items() if each["state"] != "current"] == [
        f"i18n/de/{plugin}/current/b.md"
    ]


def test_noop_a_translation_whose_source_is_gone_is_counted(tmp_path: Path) -> None:
    files = {"docs/a.md": GUIDE, "docs/fr/a.md": translate("a.md")}
    gone = {"docs/fr/gone.md": translate("gone.md"), "docs/he/gone.md": translate("gone.md", "he")}
    course = make_course(tmp_path / "course", files | gone)
    assert "2 languages (fr, he), 1 document, 3 translations" in call(course.root, "init").out


def test_folders_beside_and_around_the_sources_share_them(tmp_path: Path) -> None:
    names = ("a.md", "b.md")
    files = {f"docs/{name}": GUIDE for name in names}
    files |= {f"docs/fr/{name}": translate(name) for name in names}
    files |= {f"i18n/de/{name}": translate(name, "de") for name in names}
    course = make_course(tmp_path / "course", files)
    told = call(course.root, "init").out
    assert told.count("1 language (") == 2
    assert told.count("2 documents, 2 translations, 2 of them stamped") == 2


@pytest.mark.parametrize(
    ("translated", "include"),
    [
        ("docs/index.fr.md", "**/*.md"),
        ("docs/guide/tea-fr.md", "**/*.md"),
        ("README.fr.md", "README.md"),
        ("docs/readme.fr.md", "readme.md"),
    ],
)
def test_the_first_page_that_is_translated_narrows_nothing(
    tmp_path: Path, translated: str, include: str
) -> None:
    """But for a README: where that alone is translated, the others are not meant to be."""
    folder, _, name = translated.rpartition("/")
    sources = (name.replace(".fr", "").replace("-fr", ""), "cups.md", "pots.md")
    files = {f"{folder}/{each}".removeprefix("/"): GUIDE for each in sources}
    course = make_course(tmp_path / "course", files | {translated: translate("x.md")})

    assert call(course.root, "init").code == 0

    config = (course.root / CONFIG).read_text()
    assert f'include: ["{include}"]' in config
    asked = call(course.root, "new", "fr", f"{folder}/cups.md".removeprefix("/"))
    assert (asked.code == 0) == (include == "**/*.md")


def test_where_nothing_is_found_init_says_what_to_write(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {"docs/a.md": GUIDE, "docs/api/b.md": GUIDE})
    reply = call(course.root, "init")
    assert reply.code == 0
    assert reply.out.startswith("no translations found among 2 Markdown files: say where they are")
    assert "    source: docs " in reply.out
    assert '\n    translations: "' in reply.out


def test_an_existing_configuration_stays_and_what_is_there_is_said(tmp_path: Path) -> None:
    files = {CONFIG: "stamp: auto\n", "docs/a.md": GUIDE, "docs/fr/a.md": translate("a.md")}
    course = make_course(tmp_path / "course", files)
    reply = call(course.root, "init")
    assert reply.code == 1
    assert "found source 'docs', translations 'docs/{lang}/{path}'" in reply.out
    assert "exists already" in reply.err
    assert (course.root / CONFIG).read_text("utf-8") == "stamp: auto\n"


@pytest.mark.parametrize("command", ["status", "check", "lint", "diff", "sync", "stamp --cosmetic"])
def test_without_translations_every_command_says_what_to_do(tmp_path: Path, command: str) -> None:
    course = make_course(tmp_path / "course", {"docs/a.md": GUIDE})
    reply = call(course.root, *command.split())
    assert reply.code == 0
    assert "1 document in '.', and no translation at 'translations/{lang}/{path}'" in reply.err
    assert "`translation-sync init` looks for other layouts" in reply.err


def test_where_no_translation_is_the_first_can_be_started(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {"tea.md": GUIDE})
    for command in ("status", "init", "status", "check"):
        reply = call(course.root, command)
        assert "`translation-sync new fr`" in reply.out + reply.err
        assert reply.code == 0

    started = call(course.root, "new", "fr")
    assert (started.code, "translations/fr/tea.md" in started.out) == (0, True)
    assert call(course.root, "status").err == ""


def test_where_no_document_is_none_is_started(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {"a.txt": "x\n"})
    for command in ("status", "init", "status"):
        reply = call(course.root, command)
        assert "new fr" not in reply.out + reply.err


def test_of_french_sources_another_language_is_named(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {CONFIG: "source_language: fr\n", "a.md": GUIDE})
    assert "`translation-sync new en` starts some" in call(course.root, "status").err


def test_the_command_works_where_it_is_printed(tmp_path: Path) -> None:
    course = make_course(tmp_path / "a course", {"docs/a.md": GUIDE, "docs/fr/a.md": GUIDE})
    reply = call(tmp_path, "--root", "a course", "status")
    assert "`translation-sync --root 'a course' init`" in reply.err
    assert call(tmp_path, "--root", "a course", "init").code == 0
    assert (course.root / CONFIG).is_file()
    assert call(tmp_path, "--root", "a course", "status").err == ""


def test_with_a_configuration_its_keys_are_named(tmp_path: Path) -> None:
    course = make_course(
        tmp_path / "course", {CONFIG: "source: docs\n", "docs/a.md": GUIDE, "docs/fr/a.md": GUIDE}
    )
    reply = call(course.root, "status")
    assert f"'source' and 'translations' in {CONFIG} say where to look" in reply.err


def test_named_languages_without_any_translation_are_told(tmp_path: Path) -> None:
    course = make_course(
        tmp_path / "course", {CONFIG: "languages: [fr]\n", "a.md": GUIDE, "a.fr.md": GUIDE}
    )
    assert "no translation is there" in call(course.root, "status").err
    course.write({"translations/fr/a.md": GUIDE})
    assert call(course.root, "status").err == ""


def test_an_unknown_language_where_there_is_none(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {"a.md": GUIDE})
    reply = call(course.root, "status", "--lang", "fr")
    assert reply.code == 2
    assert "`translation-sync init`" in reply.err
