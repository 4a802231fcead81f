"""Directions, forges, words that differ: what pages are made of."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.changes.words import Stretch, compare_words
from sync.site.directions import find_direction, find_tag, isolate
from sync.site.forge import find_forge
from sync.site.language_names import find_name
from tests.site.cldr_names import FILE, make_names

COMMIT = "0123456789abcdef0123456789abcdef01234567"
FROM_RIGHT = """
    ar arc ckb dv fa glk he iw ji lrc mzn nqo pnb ps sd syr ug ur yi
    aeb apd ary arz bal bgn ks lad prs rhg sdh skr
    ar_EG ar-MA fa_AF he-IL sd-IN ur-PK
    az-Arab AZ-ARAB ff-Adlm ku_Arab man-Nkoo ms-Arab tr-Hebr uz_Arab_AF
    az-IR kk-CN pa-PK uz-AF
""".split()  # noqa: SIM905
# Some as folders are called: br for Brazilian Portuguese, hk, mo and tw for Chinese.
FROM_LEFT = """
    am bn cop de el en es fr hi id ja ka ko ku my ne pa pcm pl ru sw ta th tr uk vi zh
    br hk mo tw pt-BR pt_BR zh-CN zh_Hant zh-TW
    en_EG en-IL fr-MA ar-Latn az-Latn he-Latn sd-Deva ur-Latn
""".split()  # noqa: SIM905
UNKNOWN = ["", "x", "xx", "zz-IR", "english", "en_US_POSIX", "a-b-c", "!!", "he\udcff", "ע"]


@pytest.mark.parametrize("language", FROM_RIGHT)
def test_languages_from_right_to_left(language: str) -> None:
    assert find_direction(language) == "rtl"


@pytest.mark.parametrize("language", [*FROM_LEFT, *UNKNOWN])
def test_other_languages_and_what_is_none(language: str) -> None:
    assert find_direction(language) == "ltr"


@given(st.text(alphabet="abhrxzARB0129-_. é\udcff", max_size=16))
@settings(max_examples=300)
def test_a_direction_for_whatever_a_folder_is_called(language: str) -> None:
    assert find_direction(language) in ("ltr", "rtl")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("[תה](../a/b.md) ועוד", ["../a/b.md"]),
        ("ראו https://example.org/a?b=c, כן", ["https://example.org/a?b=c,"]),
        ("הפקודה `git log -1`", ["`git log -1`"]),
        ("רק מילים (בסוגריים)", []),
        ("", []),
    ],
)
def test_code_and_addresses_are_told_from_words(text: str, codes: list[str]) -> None:
    parts = list(isolate(text))

    assert "".join(part for part, _ in parts) == text
    assert [part for part, is_code in parts if is_code] == codes


def test_a_folder_s_spelling_becomes_a_tag() -> None:
    assert find_tag("pt_BR") == "pt-BR"


@pytest.mark.parametrize(
    ("remote", "file"),
    [
        ("https://github.com/tea/course.git", "https://github.com/tea/course/blob/{}/a%20b.md#L3"),
        ("git@github.com:tea/course.git", "https://github.com/tea/course/blob/{}/a%20b.md#L3"),
        ("ssh://git@gitlab.com:22/a/b/c", "https://gitlab.com/a/b/c/-/blob/{}/a%20b.md#L3"),
        ("https://me:key@bitbucket.org/a/b/", "https://bitbucket.org/a/b/src/{}/a%20b.md#L3"),
        ("https://codeberg.org/a/b", "https://codeberg.org/a/b/src/commit/{}/a%20b.md#L3"),
    ],
)
def test_a_file_at_the_forge(remote: str, file: str) -> None:
    forge = find_forge(remote, COMMIT)

    assert forge is not None
    assert forge.link_file("a b.md", 3) == file.format(COMMIT)


@pytest.mark.parametrize(
    "remote",
    [
        "/srv/git/course.git",
        "../course",
        "javascript:alert(1)",
        "https://github.com/",
        "https://example.org/tea/course",
        "https://github.com/../x",
        "git@github.com:a b",
        "",
    ],
)
def test_other_remotes_have_no_forge(remote: str) -> None:
    assert find_forge(remote, COMMIT) is None


def test_a_commit_and_a_root_below_the_top() -> None:
    forge = find_forge("git@github.com:tea/{x}.git", COMMIT, "docs/")

    assert forge is not None
    assert forge.link_commit("abc", "x.md") == "https://github.com/tea/%7Bx%7D/commit/abc"
    assert forge.link_file("a.md", revision="abc").endswith("/blob/abc/docs/a.md")


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        (
            "git@github.com:tea/course.git",
            "https://github.com/tea/course/new/docs/v2?filename=docs/he/a%20b%26c.md",
        ),
        (
            "https://gitlab.com/a/b/c",
            "https://gitlab.com/a/b/c/-/new/docs/v2?file_name=docs/he/a%20b%26c.md",
        ),
        (
            "https://codeberg.org/a/b",
            "https://codeberg.org/a/b/_new/docs/v2/?filename=docs/he/a%20b%26c.md",
        ),
        (
            "git@forgejo.example.org:a/b.git",
            "https://forgejo.example.org/a/b/_new/docs/v2/?filename=docs/he/a%20b%26c.md",
        ),
        ("https://bitbucket.org/a/b", None),
    ],
)
def test_where_a_file_is_begun(remote: str, address: str | None) -> None:
    forge = find_forge(remote, COMMIT, "docs/", "docs/v2")
    unknown = find_forge(remote, COMMIT)

    assert forge is not None
    assert unknown is not None
    assert forge.link_new("he/a b&c.md") == address
    assert unknown.link_new("he/a b&c.md") is None


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("he", "עברית"),
        ("ar_EG", "العربية (مصر)"),
        ("pt-BR", "português (Brasil)"),
        ("zh-TW", "中文 (繁體, 台灣)"),
        ("tlh", "Klingon"),
        ("xx", None),
        ("english", None),
        ("", None),
        ("he\udcff", None),
        ("../..", None),
    ],
)
def test_languages_are_called_what_they_call_themselves(code: str, name: str | None) -> None:
    assert find_name(code) == name


def test_the_names_are_those_of_cldr() -> None:
    """Newer versions of it spell a few anew: run ``python -m tests.site.cldr_names`` then."""
    written, now = json.loads(FILE.read_text("utf-8")), make_names()
    same = [tag for tag in now if written.get(tag) == now[tag]]
    assert len(same) > 0.95 * len(now)
    assert list(written) == sorted(written)


def write(stretches: tuple[Stretch, ...]) -> str:
    return "".join(f"[{each.text}]" if each.differs else each.text for each in stretches)


@pytest.mark.parametrize(
    ("before", "after", "ours", "theirs"),
    [
        ("two cups", "three cups", "[two] cups", "[three] cups"),
        ("a b c d", "a x y d", "a [b c] d", "a [x y] d"),
        ("", "new", "", "[new]"),
        ("same", "same", "same", "same"),
        ("茶を飲む", "茶を煮る", "茶を[飲む]", "茶を[煮る]"),
        ("[a](b.md)", "[a](c.md)", "[a]([b].md)", "[a]([c].md)"),
    ],
)
def test_words_that_differ(before: str, after: str, ours: str, theirs: str) -> None:
    left, right = compare_words(before, after)

    assert (write(left), write(right)) == (ours, theirs)


def test_texts_too_long_to_read_word_by_word() -> None:
    left, right = compare_words("a " * 2000, "b")

    assert [each.differs for each in (*left, *right)] == [True, True]
