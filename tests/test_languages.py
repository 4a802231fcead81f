from __future__ import annotations

import pytest

from sync.languages import find_code, is_known, list_spellings


@pytest.mark.parametrize(
    "code",
    ["fr", "PT", "pt-BR", "pt_br", "zh-Hans", "zh_Hant_TW", "es-419", "zh-CHS", "pcm", "cn", "iw"],
)
def test_codes_in_use_are_known(code: str) -> None:
    assert is_known(code)


@pytest.mark.parametrize(
    "word", ["api", "sdk", "img", "old", "zz", "my-pages", "id-cards", "fr-", "cs-teams", "f", ""]
)
def test_other_words_are_not(word: str) -> None:
    assert not is_known(word)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("french", "fr"),
        ("Brazilian_Portuguese", "pt-BR"),
        ("中文", "zh"),
        ("guides", None),
        ("fr", None),
    ],
)
def test_names(word: str, code: str | None) -> None:
    assert find_code(word) == code


@pytest.mark.parametrize(
    ("code", "spellings"),
    [
        ("fr", {"fr"}),
        ("pt-BR", {"pt-br", "pt_br", "pt"}),
        ("zh_CN", {"zh-cn", "zh_cn", "zh", "cn"}),
        ("cn", {"zh-cn", "zh_cn", "zh", "cn"}),
        ("zh-TW", {"zh-tw", "zh_tw", "zh", "tw"}),
        ("ja", {"ja", "jp"}),
    ],
)
def test_a_language_has_several_spellings(code: str, spellings: set[str]) -> None:
    assert list_spellings(code) == spellings
