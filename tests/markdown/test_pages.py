"""Links as site generators write them: which are pages' addresses, and whose."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

import pytest

from sync.markdown.links import LinkSpace, is_relative
from sync.markdown.pages import Site, is_page_address, list_roots, name_page

FILES = {
    "content/en/_index.md",
    "content/en/brew/_index.md",
    "content/en/brew/flow.md",
    "content/en/brew/steep.md",
    "content/en/brew/pour/index.md",
    "content/en/brew/cups/README.md",
    "content/en/brew/LICENSE",
    "content/en/brew/old.html",
    "content/en/brew/leaf.png",
    "content/en/brew/files/leaf.pdf",
    "content/en/pots.mdx",
    "content/fr/brew/_index.md",
    "content/fr/brew/flow.md",
    "content/fr/brew/steep.md",
    "content/fr/brew/thé.md",
}


def exists_in(files: set[str]) -> Callable[[str], bool]:
    """Say of a path whether it is one of some files or a folder of one."""
    folders = {part for file in files for part in _list_parents(file)}
    return lambda path: posixpath.normpath(path) in files | folders


def _list_parents(file: str) -> list[str]:
    parts = file.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def beside(document: str = "brew/flow.md") -> LinkSpace:
    """Languages side by side: ``content/en`` and ``content/fr``."""
    exists = exists_in(FILES)

    def to_source(path: str) -> str:
        return path.replace("content/fr/", "content/en/", 1)

    def to_translation(path: str) -> str | None:
        copy = path.replace("content/en/", "content/fr/", 1)
        return copy if exists(copy) else None

    site = Site(exists, list_roots("content/en", document), is_parallel=True)
    return LinkSpace(
        f"content/en/{document}", f"content/fr/{document}", to_source, to_translation, site
    )


def apart(document: str = "brew/flow.md") -> LinkSpace:
    """Translations in a folder of their own, as on GitHub."""
    files = {file.removeprefix("content/en/") for file in FILES if "/en/" in file}
    files |= {file.replace("content/", "translations/") for file in FILES if "/fr/" in file}
    exists = exists_in(files)

    def to_source(path: str) -> str:
        return path.removeprefix("translations/fr/")

    def to_translation(path: str) -> str | None:
        return f"translations/fr/{path}" if exists(f"translations/fr/{path}") else None

    site = Site(exists, list_roots("", document), is_parallel=False)
    return LinkSpace(document, f"translations/fr/{document}", to_source, to_translation, site)


@pytest.mark.parametrize(
    "destination",
    [
        *("steep/", "steep", "../steep/", "../brew/steep", "./steep/", "steep/#hot", "steep?x=1"),
        *("steep.html", "pour/", "pour", "..", "../", "gone/", "gone", "gone.html", "../v1.27/"),
        *(
            "{{< ref steep.md >}}",
            "{%link steep.md%}",
            "{{site.url}}/steep/",
            "{steep}",
            "<steep/>",
        ),
        *("@/brew/steep.md", "@site/brew/steep.md", "~/steep", ":doc:steep", "/brew/steep/"),
        *("ref:steep.md", "#hot", "//tea.ex/steep"),
    ],
)
def test_a_pages_address_stays_as_it_is(destination: str) -> None:
    for space in (beside(), apart()):
        assert space.localise_destination(destination) == destination


@pytest.mark.parametrize("address", ["/brew/flow/#hot", "/brew/flow#hot", "/fr/brew/flow/#chaud"])
def test_a_heading_of_the_page_itself_says_nothing(address: str) -> None:
    space = beside()
    assert space.resolve_source(address) is space.resolve_translation(address) is None
    assert space.resolve_source("#hot") is None


@pytest.mark.parametrize(
    "address", ["/brew/steep/#hot", "/pots/#hot", "/brew/flow/", "//tea.ex/brew/flow/#hot"]
)
def test_a_heading_of_another_page_is_told(address: str) -> None:
    assert beside().resolve_source(address) == address


@pytest.mark.parametrize(
    ("destination", "written_beside", "written_apart"),
    [
        ("steep.md", "steep.md", "steep.md"),
        ("pour/index.md", "../../en/brew/pour/index.md", "../../../brew/pour/index.md"),
        ("leaf.png#x", "../../en/brew/leaf.png#x", "../../../brew/leaf.png#x"),
        ("LICENSE", "../../en/brew/LICENSE", "../../../brew/LICENSE"),
        ("old.html", "../../en/brew/old.html", "../../../brew/old.html"),
        ("files/", "../../en/brew/files/", "../../../brew/files/"),
        ("cups/", "cups/", "../../../brew/cups/"),
        ("gone.md", "../../en/brew/gone.md", "../../../brew/gone.md"),
    ],
)
def test_a_files_path_is_rewritten(
    destination: str, written_beside: str, written_apart: str
) -> None:
    assert beside().localise_destination(destination) == written_beside
    assert apart().localise_destination(destination) == written_apart


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("../steep/", "/brew/steep/"),
        ("../steep/", "/fr/brew/steep"),
        ("../steep", "/brew/steep.html"),
        ("steep/", "/brew/steep/"),
        ("steep.md", "/fr/brew/steep/#chaud"),
        ("steep", "steep.md"),
        ("../steep/", "steep.md"),
        ("../", "/brew/"),
        ("pour/", "pour/index.md"),
        ("/brew/steep/", "../steep/"),
        ("/en/brew/steep/", "/fr/brew/steep/"),
        ("/brew/steep/#a", "/brew/steep/#b"),
        ("../../pots/", "/pots/"),
        ("/steep/", "../steep/"),
        ("../gone/", "/brew/gone/"),
        ("../s\\_x/", "/fr/brew/s_x/"),
    ],
)
def test_one_page_has_many_addresses(ours: str, theirs: str) -> None:
    assert beside().leads_to_same_page(ours, theirs)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("../steep/", "/brew/pour/"),
        ("../steep/", "/steep-it/"),
        ("../steep/", "../pour/"),
        ("../steep/", "/fr/pots/"),
        ("../steep/", "/brew/"),
        ("steep.md", "../../steep/"),
        ("../steep/", "https://tea.ex/brew/steep/"),
        ("../gone/", "/other/gone/"),
        ("steep.md", "pots.md"),
        ("../steep/", "/steep/x"),
        ("../../pots/", "/brew/pots/"),
        ("pour/", "/brew/flow/pour/"),
    ],
)
def test_noop_another_page_stays_another(ours: str, theirs: str) -> None:
    assert not beside().leads_to_same_page(ours, theirs)


def test_an_index_is_seen_from_its_folder() -> None:
    space = beside("brew/_index.md")

    assert space.leads_to_same_page("steep/", "/brew/steep/")
    assert not space.leads_to_same_page("../steep/", "/brew/steep/")


def test_pages_answer_to_each_other_where_files_do_not() -> None:
    """In ``{dir}/translations/{lang}/{name}`` a folder above is none of the translations'."""
    site = Site(exists_in({"tea/brew/flow.md", "tea/pots.md"}), ("",), is_parallel=False)
    file = "tea/brew/translations/fr/flow.md"
    space = LinkSpace("tea/brew/flow.md", file, str, lambda _: None, site)

    assert space.resolve_translation("../pots/") == space.resolve_source("../pots/") == "tea/pots"
    assert space.resolve_translation("../pots.md") != space.resolve_source("../pots.md")


def test_a_link_to_the_documents_own_folder_says_nothing_though_a_page_is_there() -> None:
    """A translator rewrote an anchor so; what leads out of the root was meant as a file's path."""
    site = Site(exists_in({"brew/docs/index.md", "pots/index.md"}), ("",), is_parallel=False)
    file = "translations/fr/brew/docs/index.md"
    space = LinkSpace("brew/docs/index.md", file, str, lambda _: None, site)

    assert space.resolve_translation("../../../../brew/docs") is None
    assert space.resolve_translation("../../../../pots") == space.resolve_source("../../pots")
    assert space.resolve_translation("../../../../cups") != space.resolve_source("../../pots")


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("a/flow.md", "a/flow"),
        ("a/flow/", "a/flow"),
        ("a/flow.html", "a/flow"),
        ("a/_index.md", "a"),
        ("a/index.mdx", "a"),
        ("README.md", "."),
        ("a/v1.27/", "a/v1.27"),
        ("a/leaf.png", "a/leaf.png"),
    ],
)
def test_a_page_has_one_name(path: str, page: str) -> None:
    assert name_page(path) == page


def test_a_suffix_tells_a_file_from_a_page() -> None:
    assert all(map(is_page_address, ("a", "a/", "a.html", "a/v1.27", "..", "a.md/")))
    assert not any(map(is_page_address, ("a.md", "a/b.png", "x.tar.gz")))


@pytest.mark.parametrize("destination", ["{{x}}/a.md", "@/a.md", "~/a.md", "[a]({% link a.md %})"])
def test_what_a_template_fills_in_depends_on_no_folder(destination: str) -> None:
    assert not is_relative(destination) or destination.startswith("[")
