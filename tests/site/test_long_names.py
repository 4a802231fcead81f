"""Names that fill all that a file system takes."""

from __future__ import annotations

import pytest

from sync.site.folder import find_page


@pytest.mark.parametrize("letter", ["a", "\u8336", "\udcff"])
def test_a_page_has_a_name_that_can_be_written(letter: str) -> None:
    width = len(letter.encode("utf-8", "surrogateescape"))
    long = letter * ((255 - len(".md")) // width) + ".md"
    page = find_page(f"fr/brew/{long}")
    folder, _, name = page.rpartition("/")
    assert folder == "translations/fr/brew"
    assert len(f".{name}.partial".encode("utf-8", "surrogateescape")) <= 255
    assert find_page(f"fr/brew/{long[1:]}") != page


def test_a_page_has_its_document_s_name() -> None:
    assert find_page("fr/brew/tea.md") == "translations/fr/brew/tea.md.html"
