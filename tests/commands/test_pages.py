"""Links to pages, as site generators write them: through ``new``, ``sync`` and ``lint``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.calling import ask, call
from tests.commands.teas import body_of
from tests.translated import Course, make_course, stamped

BESIDE = 'source: content/en\ntranslations: "content/{lang}/{path}"\n'
TABLE = "# Brew\n\n| Step | More |\n| --- | --- |\n| Pour | [how](../pour/) |\n"
ROWS = (
    "| Steep | [how](../steep/), [page](steep), [file](steep.md), ![leaf](leaf.png) |\n"
    "| Serve | [cups](../cups.html), [pot]({{% ref pot.md %}}), [all][a] |\n"
)
VERSE = TABLE.replace("Pour", "Verser").replace("More", "Plus")
FILES = {
    "content/en/_index.md": "x",
    "content/en/brew/steep.md": "x",
    "content/en/brew/pour.md": "x",
    "content/en/brew/leaf.png": "x",
    "content/fr/brew/pour.md": "x",
}


def make_site(folder: Path, translated: str, source: str = TABLE) -> Course:
    """A site with its languages side by side, whose page is translated from the source's."""
    path = "content/en/brew/flow.md"
    files = {".translation-sync.yaml": BESIDE, path: source, **FILES}
    files["content/fr/brew/flow.md"] = stamped(
        source, body=translated, source_file=path, language_code="fr"
    )
    return make_course(folder, files)


def test_sync_leaves_the_addresses_of_pages(tmp_path: Path) -> None:
    course = make_site(tmp_path / "site", VERSE)
    course.commit({"content/en/brew/flow.md": f"{TABLE}{ROWS}"})

    assert call(course.root, "sync").code == 0

    text = (course.root / "content/fr/brew/flow.md").read_text()
    assert "[how](../steep/), [page](steep), [file](../../en/brew/steep.md)" in text
    assert "![leaf](../../en/brew/leaf.png)" in text
    assert "[cups](../cups.html), [pot]({{% ref pot.md %}}), [all][a]" in text
    assert call(course.root, "sync", "--check").code == 0


def test_new_leaves_the_addresses_of_pages(tmp_path: Path) -> None:
    course = make_site(
        tmp_path / "site", VERSE, f"{TABLE}{ROWS}\nSee [it](../steep/) [l][b].\n\n[b]: ../pour/\n"
    )

    assert call(course.root, "new", "de", "content/en/brew/flow.md").code == 0

    text = body_of((course.root / "content/de/brew/flow.md").read_text())
    assert "See [it](../steep/) [l][b]. <!-- sync:untranslated -->\n\n[b]: ../pour/\n" in text
    assert "[file](../../en/brew/steep.md)" in text


def find(course: Course) -> list[str]:
    found = ask(course.root, "lint").report["findings"]
    return [each["rule"] for each in found if each["rule"].startswith("link-")]


@pytest.mark.parametrize(
    "address",
    [
        "../pour/",
        "/brew/pour/",
        "/fr/brew/pour",
        "pour.md",
        "/brew/pour.html#x",
        "../../brew/pour/",
    ],
)
def test_lint_takes_each_address_of_the_page(tmp_path: Path, address: str) -> None:
    assert find(make_site(tmp_path / "site", VERSE.replace("../pour/", address))) == []


@pytest.mark.parametrize("address", ["../steep/", "/brew/steep/", "/fr/", "steep"])
def test_lint_tells_another_page(tmp_path: Path, address: str) -> None:
    course = make_site(tmp_path / "site", VERSE.replace("../pour/", address))

    assert find(course) == ["link-target"]


def test_lint_tells_a_page_that_is_nowhere(tmp_path: Path) -> None:
    """A page that is not translated is shown in the source's language; one that is not is dead."""
    body = (
        f"{VERSE}\n[infuser](../steep/) [accueil](../../) [perdu](../lost/) [fichier](steep.md)\n"
    )
    course = make_site(tmp_path / "site", body)

    assert find(course) == ["link-dead", "link-dead"]
    report = ask(course.root, "lint").report
    assert [each["message"] for each in report["findings"] if each["rule"] == "link-dead"] == [
        "link leads to 'content/fr/lost', which does not exist",
        "link leads to 'content/fr/brew/steep.md', which does not exist",
    ]


def test_on_github_a_folder_is_a_folder(tmp_path: Path) -> None:
    table = "# A\n\n| A | B |\n| --- | --- |\n| x | [y](lesson/) |\n"
    files = {
        "README.md": table,
        "lesson/README.md": "x",
        "translations/fr/README.md": stamped(
            table, body=table, source_file="README.md", language_code="fr"
        ),
    }
    course = make_course(tmp_path / "course", files)

    assert find(course) == ["link-dead"]
    assert call(course.root, "new", "de", "README.md").code == 0
    assert "[y](../../lesson/)" in (course.root / "translations/de/README.md").read_text()
