"""Badges follow the source: nobody translates them, and a translator's own stay."""

from __future__ import annotations

from tests.merge.merging import merge_all


def badge(name: str, place: str | None = None) -> str:
    return f"[![{name}](https://img.shields.io/{place or name}.svg)](https://{name}.example)"


def page(*badges: str, title: str = "Tea") -> str:
    return f"# {title}\n\n{' '.join(badges)}\n\n{title}!\n"


NPM, CHAT, TEST = badge("npm"), badge("chat"), badge("test")


def test_a_new_badge_is_taken_as_it_is() -> None:
    merge = merge_all(page(NPM, CHAT), page(NPM, TEST, CHAT), page(NPM, CHAT, title="Tee"))
    assert merge.text == page(NPM, TEST, CHAT, title="Tee")


def test_a_badge_of_the_translator_stays_where_the_source_left_it() -> None:
    own = badge("npm", "npm-de").replace("![npm]", "![Fassung]")
    there = page(own, CHAT, title="Tee")
    merge = merge_all(page(NPM, CHAT), page(NPM, CHAT, TEST), there)
    assert merge.text == page(own, CHAT, TEST, title="Tee")


def test_badges_in_another_order_follow_the_source() -> None:
    new = badge("npm", "npm-new")
    merge = merge_all(page(NPM, CHAT), page(new, CHAT), page(CHAT, NPM, title="Tee"))
    assert merge.text in (page(new, CHAT, title="Tee"), page(CHAT, new, title="Tee"))


def test_badges_whose_address_changed_are_relinked_beside_a_translator_s_own() -> None:
    new = badge("npm", "npm-new")
    merge = merge_all(page(NPM, CHAT), page(new, CHAT), page(NPM, CHAT, TEST, title="Tee"))
    assert merge.text == page(new, CHAT, TEST, title="Tee")


def test_a_badge_beyond_the_source_s_is_for_the_translator_to_see_to() -> None:
    there = page(NPM, badge("Spiegel"), title="Tee")
    merge = merge_all(page(NPM), page(NPM, CHAT), there)
    assert badge("Spiegel") + " <!-- sync:fuzzy -->" in merge.text


def test_a_picture_with_words_is_marked() -> None:
    merge = merge_all(page(NPM), page(NPM, "![A cup](cup.png)"), page(NPM, title="Tee"))
    assert "sync:" in merge.text


def test_a_badge_in_an_element_is_none_to_translate() -> None:
    def head(*names: str, title: str) -> str:
        images = "\n  ".join(f'<img alt="{n}" src="https://img.shields.io/{n}">' for n in names)
        return f'<p align="center">\n  {images}\n</p>\n\n# {title}\n'

    merge = merge_all(
        head("npm", title="Tea"), head("npm", "chat", title="Tea"), head("npm", title="Tee")
    )
    assert merge.text == head("npm", "chat", title="Tee")


def test_a_picture_in_an_element_has_its_words() -> None:
    old, cup = '<p>\n  <img src="cup.png">\n</p>\n', '<img src="cup.png" alt="A cup of tea">'
    merge = merge_all(old, old.replace('<img src="cup.png">', cup), old)
    assert "sync:untranslated" in merge.text
