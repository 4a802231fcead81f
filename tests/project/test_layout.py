from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.errors import ConfigError
from sync.model import Location
from sync.project.layout import Layout
from sync.project.template import is_language, parse_template, split_name

DEFAULT = "translations/{lang}/{path}"
BESIDE = "{dir}/translations/{lang}/{name}"
SUFFIX = "{dir}/{stem}.{lang}{suffix}"


def lay_out(template: str, source: str = "") -> Layout:
    return Layout(source, parse_template(template))


@pytest.mark.parametrize("code", ["he", "pcm", "zh-CN", "zh_Hant_TW", "en-001", "PT"])
def test_a_language_looks_like_a_code(code: str) -> None:
    assert is_language(code)


@pytest.mark.parametrize("code", ["", "h", "test", "zh-", "-he", "h3", "he.x", "he\n", "עב"])
def test_other_names_do_not(code: str) -> None:
    assert not is_language(code)


@pytest.mark.parametrize(
    ("template", "source", "document", "source_path", "path"),
    [
        (DEFAULT, "", "a/x.md", "a/x.md", "translations/he/a/x.md"),
        (DEFAULT, "", "x.md", "x.md", "translations/he/x.md"),
        (DEFAULT, "source", "x.md", "source/x.md", "translations/he/x.md"),
        (BESIDE, "", "x.md", "x.md", "translations/he/x.md"),
        (BESIDE, "", "a/b/x.md", "a/b/x.md", "a/b/translations/he/x.md"),
        (BESIDE, "docs", "a/x.md", "docs/a/x.md", "docs/a/translations/he/x.md"),
        ("docs/" + BESIDE, "docs", "x.md", "docs/x.md", "docs/translations/he/x.md"),
        (SUFFIX, "", "x.md", "x.md", "x.he.md"),
        (SUFFIX, "", "a/x.y.md", "a/x.y.md", "a/x.y.he.md"),
        (SUFFIX, "docs", "a/x.md", "docs/a/x.md", "docs/a/x.he.md"),
        (SUFFIX, "", "LICENCE", "LICENCE", "LICENCE.he"),
        (SUFFIX, "", "a/.hidden", "a/.hidden", "a/.hidden.he"),
        ("content/{lang}/{path}", "content/en", "a/x.md", "content/en/a/x.md", "content/he/a/x.md"),
        ("docs/{lang}/{path}", "docs", "a/x.md", "docs/a/x.md", "docs/he/a/x.md"),
        ("{lang}/{path}", "en", "x.md", "en/x.md", "he/x.md"),
        ("i18n/{lang}-docs/{path}", "", "x.md", "x.md", "i18n/he-docs/x.md"),
        ("t/{lang}/{dir}/{stem}.{lang}{suffix}", "", "x.md", "x.md", "t/he/x.he.md"),
        ("t/{lang}/{path}.txt", "", "x.md", "x.md", "t/he/x.md.txt"),
        (DEFAULT, "", "new\nline/-x \u202e.md", "new\nline/-x \u202e.md",
         "translations/he/new\nline/-x \u202e.md"),
        (DEFAULT, "", "\udcff.md", "\udcff.md", "translations/he/\udcff.md"),
    ],
)  # fmt: skip
def test_both_ways(template: str, source: str, document: str, source_path: str, path: str) -> None:
    layout = lay_out(template, source)
    assert layout.location("he", document) == Location("he", document, source_path, path)
    assert layout.locate(path) == ("he", document)
    assert layout.document_of(source_path) == document


@pytest.mark.parametrize(
    ("template", "source", "path"),
    [
        (DEFAULT, "", "x.md"),
        (DEFAULT, "", "translations/README.md"),
        (DEFAULT, "", "translations/glossary/x.md"),
        (DEFAULT, "", "translations/he"),
        (DEFAULT, "", "translations/he/"),
        (DEFAULT, "", "old/translations/he/x.md"),
        (BESIDE, "", "translations/he/a/x.md"),
        (BESIDE, "docs", "translations/he/x.md"),
        (SUFFIX, "", "x.md2"),
        (SUFFIX, "", "x.test.md"),
        ("content/{lang}/{path}", "content/en", "content/en/x.md"),
    ],
)
def test_other_paths_are_no_translations(template: str, source: str, path: str) -> None:
    assert lay_out(template, source).locate(path) is None


@pytest.mark.parametrize(
    ("template", "path", "document", "language"),
    [
        ("{dir}/{stem}_{lang}{suffix}", "my_doc_zh_CN.md", "my_doc.md", "zh_CN"),
        ("{dir}/{stem}-{lang}{suffix}", "a/set-up-pt-BR.md", "a/set-up.md", "pt-BR"),
        ("{dir}/{stem}-{lang}{suffix}", "my-he.md", "my.md", "he"),
    ],
)
def test_known_documents_settle_what_is_ambiguous(
    template: str, path: str, document: str, language: str
) -> None:
    assert lay_out(template).locate(path, {document}) == (language, document)


@pytest.mark.parametrize(
    ("template", "source", "path", "holder"),
    [
        (DEFAULT, "", "translations/README.md", 0),
        (DEFAULT, "", "docs/translations/x.md", None),
        (BESIDE, "", "translations/notes/x.md", 0),
        (BESIDE, "", "a/b/translations/x.md", 2),
        (BESIDE, "docs", "docs/a/translations/x.md", 2),
        ("docs/i18n/{lang}/{path}", "", "docs/i18n/x.md", 1),
        ("docs/i18n/{lang}/{path}", "docs", "docs/x.md", None),
        ("docs/{lang}/{path}", "docs", "docs/x.md", None),
        (SUFFIX, "", "a/x.md", None),
    ],
)
def test_translations_own_folder(template: str, source: str, path: str, holder: int | None) -> None:
    assert lay_out(template, source).find_holder(path) == holder


@pytest.mark.parametrize(
    ("template", "source", "path", "segment"),
    [
        (DEFAULT, "", "translations/he/x.md", 1),
        (BESIDE, "docs", "docs/a/translations/he/x.md", 3),
        ("{lang}/{path}", "docs", "he/fr/x.md", 0),
        ("{dir}/{lang}/{name}", "docs", "docs/a/he/x.md", 2),
        (SUFFIX, "", "a/x.he.md", 1),
        (SUFFIX, "docs", "docs/x.he.md", 1),
    ],
)
def test_where_the_language_stands(template: str, source: str, path: str, segment: int) -> None:
    assert lay_out(template, source).find_language(path) == segment


@pytest.mark.parametrize(
    ("template", "source", "expected"),
    [
        (DEFAULT, "", True),
        (BESIDE, "", True),
        (SUFFIX, "", False),
        (SUFFIX, "docs", False),
        ("{lang}/{path}", "", False),
        ("{lang}/{path}", "en", True),
        ("content/{lang}/{path}", "content/en", True),
        ("docs/{lang}/{path}", "docs", False),
        ("{dir}/{lang}/{name}", "", False),
    ],
)
def test_is_marked(template: str, source: str, expected: bool) -> None:
    assert lay_out(template, source).is_marked is expected


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("", "empty segment"),
        ("translations/{path}", "needs {lang}"),
        ("{dir}/{stem}_he{suffix}", "needs {lang}"),
        ("translations/{lang}", "needs {path}"),
        ("translations/{lang}/{name}", "needs {path}"),
        ("{stem}.{lang}{suffix}", "needs {path}"),
        ("{dir}/{stem}.{lang}", "needs {path}"),
        ("translations/{lang}/{pth}", "did you mean {path}"),
        ("translations/{language}/{path}", "did you mean {lang}"),
        ("translations/{}/{path}", "unknown field"),
        ("translations/{lang}/{path", "without its partner"),
        ("translations/{lang!r}/{path}", "unknown field"),
        ("/translations/{lang}/{path}", "absolute"),
        ("C:/translations/{lang}/{path}", "absolute"),
        ("../{lang}/{path}", "leaves the root"),
        ("a/../{lang}/{path}", "leaves the root"),
        ("translations//{lang}/{path}", "empty segment"),
        ("./{lang}/{path}", "empty segment"),
        ("translations\\{lang}\\{path}", "backslash"),
        ("{lang}-{path}", "begin one"),
        ("{dir}-{lang}/{name}", "whole folder"),
        ("{dir}/{stem}{lang}{suffix}", "on both sides"),
        ("{dir}/{lang}{name}", "on both sides"),
        ("x{lang}/{path}", "on both sides"),
    ],
)
def test_a_bad_template_is_refused(template: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_template(template)
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("name", "expected"),
    [("x.md", ("x", ".md")), ("x", ("x", "")), (".x", (".x", "")), ("a.b.c", ("a.b", ".c")),
     ("x.", ("x.", ""))],
)  # fmt: skip
def test_split_name(name: str, expected: tuple[str, str]) -> None:
    assert split_name(name) == expected


@pytest.mark.parametrize(
    ("template", "source", "document", "path", "folder"),
    [
        ("docs-he/{path}", "docs", "a/x.md", "docs-he/a/x.md", "docs-he"),
        ("docs/he/{path}", "docs", "x.md", "docs/he/x.md", "docs/he"),
        ("{dir}/{stem}_he{suffix}", "docs", "a/x.md", "docs/a/x_he.md", None),
        ("{dir}/hebrew/{name}", "", "a/x.md", "a/hebrew/x.md", None),
    ],
)
def test_a_template_of_one_language(
    template: str, source: str, document: str, path: str, folder: str | None
) -> None:
    layout = Layout(source, parse_template(template, ["he"]))
    location = layout.location("he", document)
    assert location.path == path
    assert layout.locate(path) == ("he", document)
    assert layout.locate(location.source) is None
    assert layout.find_language_folder(location) == folder


@pytest.mark.parametrize(
    ("template", "path", "expected"),
    [
        (SUFFIX, "a/README.brazilian-portuguese.md", ("brazilian-portuguese", "a/README.md")),
        (SUFFIX, "README.chinese.md", ("chinese", "README.md")),
        (SUFFIX, "README.fr.md", ("fr", "README.md")),
        (SUFFIX, "README.japanese.md", None),
        ("{dir}/{stem}-{lang}{suffix}", "my-page-brazilian-portuguese.md",
         ("brazilian-portuguese", "my-page.md")),
        ("docs/{lang}/{path}", "docs/chinese/a.md", ("chinese", "a.md")),
        ("docs/{lang}/{path}", "docs/japanese/a.md", None),
    ],
)  # fmt: skip
def test_languages_may_have_any_name(
    template: str, path: str, expected: tuple[str, str] | None
) -> None:
    parsed = parse_template(template, ["chinese", "brazilian-portuguese"])
    assert Layout("", parsed).locate(path) == expected


@pytest.mark.parametrize("template", ["{path}", "{dir}/{name}", "{dir}/{stem}{suffix}"])
def test_a_source_is_never_its_own_translation(template: str) -> None:
    with pytest.raises(ConfigError, match="names the source itself"):
        parse_template(template, ["he"])


def test_a_language_has_a_code() -> None:
    layout = Layout("", parse_template(SUFFIX, ["chinese"]), {"chinese": "zh"})
    assert [layout.code_of(each) for each in ("chinese", "fr")] == ["zh", "fr"]
    named = ("Chinese", "ZH", "zh-TW", "chi")
    assert [layout.names_language(each, "chinese") for each in named] == [True, True, False, False]


names = st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=8)
segments = names.filter(lambda name: name not in {".", ".."})
languages = st.from_regex(r"\A[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,3}){0,2}\Z")


@given(
    st.sampled_from([DEFAULT, BESIDE, SUFFIX, "t/{dir}/{lang}/{stem}{suffix}"]),
    st.lists(segments, min_size=1, max_size=4).map("/".join),
    languages,
)
def test_what_is_rendered_is_read_again(template: str, document: str, language: str) -> None:
    layout = lay_out(template)
    path = layout.translation_path(language, document)
    assert layout.locate(path, {document}) == (language, document)
