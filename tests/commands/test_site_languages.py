"""Addresses of a site's pages, in which the translation's language stands."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

import pytest

from sync.markdown.addresses import leave_language, put_language
from tests.stamped import Site, head

HEAD = "---\ntitle: {title}\nfrom: {commit}\n---\n\n"
TEA = """\
Read of [cups](/guides/cups/) and of [pots](/guides/pots/) first, in this order.

- [Milk](/guides/milk/)
- [Sugar](https://tea.example/en/sugar/)
- The **kettle**
- The **stove**

See [the cups again](/guides/cups/#small).
"""
THE = """\
Lisez d'abord [les tasses](/fr/guides/cups/) et [les pots](/fr/guides/pots/), dans cet ordre.

- [Du lait](/fr/guides/milk/)
- [Du sucre](https://tea.example/fr/sugar/)
- La **bouilloire**
- Le **fourneau**

Voyez [encore les tasses](/fr/guides/cups/#petites).
"""


class Pages:
    """A site whose sources stand at its root, and its translations below their language."""

    def __init__(self, root: Path, translation: str = THE) -> None:
        self.site = Site.make(root, "commit: from", "front_matter: [title]")
        text = 'source: docs\ntranslations: "docs/{lang}/{path}"\nstamp: {commit: from}\n'
        self.site.write({".translation-sync.yaml": text + "languages: [fr]\n"})
        pages = {f"docs/guides/{name}.md": f"# {name}\n" for name in ("cups", "pots", "milk")}
        commit = self.site.save({"docs/tea.md": TEA, **pages})
        french = {
            path.replace("docs/", "docs/fr/"): HEAD.format(title="x", commit=commit) + "# x\n"
            for path in pages
        }
        french["docs/fr/tea.md"] = HEAD.format(title="Thé", commit=commit) + translation
        self.site.save(french)

    def change(self, changes: Mapping[str, str], **more: str) -> str:
        """Change the source, sync, and return the translation's text below its head."""
        text = TEA
        for before, after in changes.items():
            assert before in text
            text = text.replace(before, after)
        self.site.save({"docs/tea.md": text, **more})
        reply = self.site.call("sync", "docs/tea.md")
        assert reply.code == 0, reply.out + reply.err
        return self.site.read("docs/fr/tea.md").partition("\n---\n\n")[2]


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    return Pages(tmp_path / "site")


def test_lint_knows_the_pages(pages: Pages) -> None:
    reply = pages.site.call("lint")
    assert (reply.code, reply.out) == (0, "4 translations: nothing found\n"), reply.out


def test_lint_names_a_page_that_is_gone_as_the_source_writes_it(tmp_path: Path) -> None:
    body = THE.replace("[les tasses](/fr/guides/cups/) et [les pots](/fr/guides/pots/)", "tout")
    site = Pages(tmp_path / "site", body.replace("(https://tea.example/fr/sugar/)", "")).site
    told = site.call("lint", "--format", "json").report["findings"]
    rules = {each["rule"]: each["message"] for each in told}

    assert "'/guides/cups/', '/guides/pots/'" in rules["block-content"]
    assert "'https://tea.example/en/sugar/'" in rules["link-missing"]


@pytest.mark.parametrize(
    ("before", "after", "written"),
    [
        ("/guides/pots/)", "/guides/pots/#new)", "(/fr/guides/pots/#new)"),
        ("/guides/pots/)", "/guides/milk/)", "(/fr/guides/milk/)"),
        ("/guides/pots/)", "/guides/jugs/)", "(/guides/jugs/)"),
        ("/guides/pots/)", "https://tea.example/pots)", "(https://tea.example/pots)"),
        ("/en/sugar/", "/en/sugar/?raw", "(https://tea.example/fr/sugar/?raw)"),
    ],
)
def test_links_follow_in_their_language_where_the_page_is_there(
    pages: Pages, before: str, after: str, written: str
) -> None:
    text = pages.change({before: after})
    old = "(/fr/guides/pots/)" if "pots" in before else "(https://tea.example/fr/sugar/)"
    assert text == THE.replace(old, written)


def test_a_page_of_another_site_stays_in_its_language_for_somebody_to_look_at(pages: Pages) -> None:
    text = pages.change({"/en/sugar/": "/en/honey/"})
    assert "(https://tea.example/fr/sugar/)" in text
    assert text.count("sync:fuzzy") == 1
    assert text.replace(" <!-- sync:fuzzy -->", "") == THE


def test_a_word_that_is_a_languages_code_is_a_word(tmp_path: Path) -> None:
    """`my` is Burmese, and what is one's own."""
    site = Site.make(tmp_path / "site", "commit: from")
    text = "[Pots](https://tea.example/my/pots), [cups](/my/cups/), [milk](/docs/my-milk/) first.\n"
    commit = site.save({"en/tea.md": text})
    site.save({"my/tea.md": HEAD.format(title="x", commit=commit) + text.replace("first", "!")})
    assert site.call("lint").code == 0
    site.save({"en/tea.md": text.replace("my/pots", "my/jugs").replace("my/cups/", "my/mugs/")})
    assert site.call("sync").code == 0
    body = site.read("my/tea.md").partition("\n---\n\n")[2]
    assert body == text.replace("first", "!").replace("pots)", "jugs)").replace("cups/)", "mugs/)")


def test_where_the_sources_addresses_have_a_language_it_is_exchanged(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "site", "commit: from")
    text = "Read of [cups](/en/guides/cups/) and of [pots](/en/guides/pots/) first.\n"
    pages = {f"en/guides/{name}.md": f"# {name}\n" for name in ("cups", "pots", "milk")}
    commit = site.save({"en/tea.md": text, **pages})
    french = text.replace("/en/", "/fr/").replace("first", "d'abord")
    site.save({path.replace("en/", "fr/"): head(commit, body="# x\n") for path in pages})
    site.save({"fr/tea.md": head(commit, body=french)})
    assert site.call("lint").code == 0
    site.save({"en/tea.md": text.replace("/pots/", "/milk/")})
    assert site.call("sync", "en/tea.md").code == 0
    assert site.read("fr/tea.md").endswith(french.replace("/pots/", "/milk/"))


def test_items_pair_by_the_pages_that_they_lead_to(pages: Pages) -> None:
    text = pages.change({"- The **kettle**\n": "- [Lemon](/guides/lemon/)\n- The **kettle**\n"})
    items = [line for line in text.splitlines() if line.startswith("- ")]
    assert items[:3] == [
        *THE.splitlines()[2:4],
        "- [Lemon](/guides/lemon/) <!-- sync:untranslated -->",
    ]


def test_what_stays_keeps_its_addresses(pages: Pages) -> None:
    assert pages.change({"in this order.": "in that order."}) == THE.replace(
        "dans cet ordre.", "dans cet ordre. <!-- sync:fuzzy -->"
    )


def test_a_translation_that_leads_to_the_sources_pages_goes_on_doing_so(tmp_path: Path) -> None:
    english = THE.replace("/fr/", "/").replace("tea.example/", "tea.example/en/")
    pages = Pages(tmp_path / "site", english)
    assert pages.site.call("lint").code == 0
    assert pages.change({"/en/sugar/": "/en/honey/"}) == english.replace("/en/sugar/", "/en/honey/")


def test_words_that_lead_to_the_same_page_come_in(pages: Pages) -> None:
    pages.change({"in this order.": "in that order."})
    engine = ["sh", "-c", "cat >/dev/null"]
    assert pages.site.call("translate", "--lang", "fr", "--command", shlex.join(engine)).code == 0
    name = "fr.po"
    pages.site.call("export", "--lang", "fr", "--output", name)
    text = pages.site.read(name)
    assert "/fr/guides/cups/" in text
    lines = [line for line in text.splitlines() if "fuzzy" not in line and line[:2] != "#|"]
    pages.site.write({name: "\n".join(lines).replace("dans cet", "dans tel") + "\n"})
    reply = pages.site.call("import", name, "--force")
    assert (reply.code, "1 filled" in reply.out) == (0, True), reply.out + reply.err
    assert "dans tel ordre.\n" in pages.site.read("docs/fr/tea.md")


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("/fr/a/", "/a/"),
        ("/FR/a", "/a"),
        ("/docs/fr/a?x=/fr/#/fr/", "/docs/a?x=/fr/#/fr/"),
        ("https://a.example/fr/b", "https://a.example/b"),
        ("/french/a", "/french/a"),
        ("fr/a", "a"),
        ("../img/fr/tea-fr.png", "../img/tea.png"),
        ("tea_FR.md#fr", "tea.md#fr"),
        ("frame/tea-frame.png", "frame/tea-frame.png"),
        ("//fr/a", "//fr/a"),
        ("#fr", "#fr"),
    ],
)
def test_a_language_is_left_out_of_an_addresses_path(address: str, left: str) -> None:
    assert leave_language(address, "fr") == left
    assert leave_language(address, "") == address
    if left != address and address.startswith("/"):
        assert put_language(left, address, "fr") == address
