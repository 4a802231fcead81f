"""Destinations seen from the source's folder and from the translation's."""

from __future__ import annotations

import pytest

from sync.markdown.links import LinkSpace, is_relative
from sync.markdown.pages import Site

FOLDER = "translations/fr/"
COPIES = {"guide/tea.md", "guide/cups.md", "README.md", "guide/été.md", "guide/a b.md"}


def make_space(source: str = "guide/tea.md", translation: str | None = None) -> LinkSpace:
    return LinkSpace(
        source,
        translation or FOLDER + source,
        lambda path: path.removeprefix(FOLDER),
        lambda path: FOLDER + path if path in COPIES else None,
    )


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        ("tea.md", True),
        ("../README.md#x", True),
        ("./a", True),
        ("?q=1", True),
        ("", False),
        ("#part", False),
        ("/root.md", False),
        ("//example.org", False),
        ("https://example.org", False),
        ("mailto:a@b", False),
        ("WWW.example.org", False),
    ],
)
def test_what_depends_on_a_folder(destination: str, expected: bool) -> None:
    assert is_relative(destination) is expected


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        pytest.param("cups.md", "cups.md", id="translated copy"),
        pytest.param("cups.md#big", "cups.md#big", id="anchor"),
        pytest.param("./cups.md", "./cups.md", id="dot"),
        pytest.param("../README.md?a=1#b", "../README.md?a=1#b", id="query"),
        pytest.param("shop.md", "../../../guide/shop.md", id="no copy"),
        pytest.param("./shop.md", "../../../guide/shop.md", id="dot, no copy"),
        pytest.param("img/", "../../../guide/img/", id="folder"),
        pytest.param("../../outside.md", "../../../../outside.md", id="above the root"),
        pytest.param("%C3%A9t%C3%A9.md", "%C3%A9t%C3%A9.md", id="encoded"),
        pytest.param("a%20b.md", "a%20b.md", id="encoded space"),
        pytest.param("c%20d.md", "../../../guide/c%20d.md", id="encoded, no copy"),
        pytest.param("#part", "#part", id="anchor alone"),
        pytest.param("https://example.org/a", "https://example.org/a", id="absolute"),
        pytest.param("?q=1", "?q=1", id="query alone"),
        pytest.param("", "", id="empty"),
    ],
)
def test_a_destination_is_rewritten_for_the_translations_folder(
    destination: str, expected: str
) -> None:
    assert make_space().localise_destination(destination) == expected


def test_every_link_of_a_text_is_rewritten_and_nothing_else() -> None:
    text = "[shop](shop.md) `[shop](shop.md)` <img src='leaf.png'> [c](cups.md) https://a.b/shop.md"

    assert make_space().localise(text) == (
        "[shop](../../../guide/shop.md) `[shop](shop.md)` <img src='../../../guide/leaf.png'> "
        "[c](cups.md) https://a.b/shop.md"
    )
    assert make_space().localise("no (link) here") == "no (link) here"


def test_a_translation_beside_its_source_keeps_relative_links() -> None:
    space = make_space("guide/tea.md", "guide/tea.fr.md")

    assert space.localise("[shop](shop.md)") == "[shop](shop.md)"


@pytest.mark.parametrize(
    ("source", "translated"),
    [
        ("cups.md", "cups.md"),
        ("cups.md#big", "cups.md#grand"),
        ("shop.md", "../../../guide/shop.md"),
        ("shop.md", "shop.md"),
        ("../README.md", "../README.md"),
        ("../README.md", "../../../README.md"),
        ("a%20b.md", "a b.md"),
        ("https://example.org/#a", "https://example.org/#a"),
    ],
)
def test_both_see_the_same_target(source: str, translated: str) -> None:
    space = make_space()

    assert space.resolve_source(source) == space.resolve_translation(translated) is not None


@pytest.mark.parametrize(
    ("source", "translated"),
    [("cups.md", "pots.md"), ("shop.md", "../shop.md"), ("https://a.b/", "https://a.b")],
)
def test_other_targets_differ(source: str, translated: str) -> None:
    space = make_space()

    assert space.resolve_source(source) != space.resolve_translation(translated)


@pytest.mark.parametrize(
    "destination", ["", "#part", "tea.md#part", "./", "translated_images/a.png"]
)
def test_a_localised_destination_says_nothing(destination: str) -> None:
    assert make_space().resolve_source(destination) is None
    assert make_space().resolve_translation(destination) is None


@pytest.mark.parametrize(
    ("there", "old", "new", "follows"),
    [
        ("https://tea.example/fr/", "https://tea.example", "https://tea.example/en/a.html", None),
        (
            "https://tea.example/fr/cup",
            "https://tea.example/cup",
            "https://tea.example/cup?from=here",
            "https://tea.example/fr/cup?from=here",
        ),
        (
            "https://a.example/cup",
            "https://a.example/cup",
            "https://b.example",
            "https://b.example",
        ),
        (
            "https://a.example/fr/x",
            "https://a.example/x",
            "https://b.example/fr",
            "https://b.example/fr",
        ),
    ],
)
def test_another_site_s_page_in_the_language_is_never_a_guess(
    there: str, old: str, new: str, follows: str | None
) -> None:
    space = make_space()._replace(languages=("en", "fr"))
    assert space.follow(there, old, new) == follows


@pytest.mark.parametrize(
    ("languages", "ours", "theirs", "is_same"),
    [
        (("en", "zh-CN"), "/cli/list/en#Languages", "/cli/list/zh#语言", True),
        (("en", "zh-CN"), "/cli/list/en#Languages", "/cli/other/zh#语言", False),
        (("en", "zh-CN"), "/cli/list#languages", "/zh_cn/cli/list#语言", True),
        (("en", "zh-CN"), "/cli/list#languages", "/cli/list#others", False),
        (("en", "ja"), "https://a.example/en-US/tea.html", "https://a.example/jp/tea.html", True),
        (("en", "ja"), "img/en/en-tea.png", "img/ja/ja-tea.png", True),
        (("en", "ja"), "img/en/en-tea.png", "img/ko/ko-tea.png", False),
        (("en", "it"), "https://a.example/what-is-it", "https://a.example/what-is-it", True),
        (("en", "it"), "/what-is-it#tea", "/what-is-it#cup", False),
        (("en", "it"), "tea.md", "cup.md", False),
    ],
)
def test_a_page_is_the_same_in_the_readers_language(
    languages: tuple[str, str], ours: str, theirs: str, is_same: bool
) -> None:
    space = make_space()._replace(languages=languages)
    assert space.leads_to_same_localised(ours, theirs) is is_same


@pytest.mark.parametrize(
    ("there", "old", "new", "follows"),
    [
        ("../img/fr/fr-tea.png", "../img/en/en-tea.png", "../img/en/en-cup.png", "fr-cup"),
        ("../img/fr/fr-tea.png", "../img/en/en-tea.png", "../img/en/en-pot.png", "en-pot"),
        ("../img/tea_fr.png", "../img/tea_en.png", "../img/cup_en.png", "cup_fr"),
        ("../img/tea-fr.png", "../img/tea.en.png", "../img/cup.en.png", "cup.fr"),
        ("https://a.example/it-is-fr", "https://a.example/it-is-fr", "https://a.example/x", "x"),
    ],
)
def test_a_picture_in_the_language_stays_one_where_there_is_one(
    there: str, old: str, new: str, follows: str
) -> None:
    space = make_space()
    files = ("img/fr/fr-cup.png", "img/cup_fr.png", "img/cup.fr.png")
    site = Site(lambda path: path.endswith(files), (), is_parallel=False)
    found = space._replace(languages=("en", "fr"), site=site).follow(there, old, new)
    assert found is not None
    assert found.rpartition("/")[2].removesuffix(".png") == follows
