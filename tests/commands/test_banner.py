"""What site generators read of each page, and the examples that read it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.calling import call
from tests.translated import GUIDE, LONGER, Course, make_course, stamped

EXAMPLES = Path(__file__).parents[2] / "examples" / "banners"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = make_course(
        tmp_path / "course",
        {
            ".translation-sync.yaml": (
                "source: docs/en\ntranslations: docs/{lang}/{path}\nlanguages: [fr, he]\n"
            ),
            "docs/en/tea.md": GUIDE,
            "docs/en/cups.md": "# Cups\n",
            "docs/fr/tea.md": stamped(GUIDE),
            "docs/fr/cups.md": stamped("# Cups\n"),
            "docs/he/tea.md": "# Tea\n",
        },
    )
    course.commit({"docs/en/cups.md": "# Cups\n", "other.txt": "1\n"})
    course.commit({"docs/en/tea.md": LONGER})
    return course


def test_each_page_says_whether_it_is_behind_and_since_when(course: Course) -> None:
    moved = course.git("log", "-1", "--format=%cI", "--", "docs/en/tea.md")
    said = json.loads(call(course.root, "status", "--format", "banner").out)
    assert said["version"] == 1
    assert {
        path: (page["state"], page["behind"], page["since"]) for path, page in said["pages"].items()
    } == {
        "docs/fr/cups.md": ("current", False, None),
        "docs/fr/tea.md": ("stale", True, moved.replace("Z", "+00:00")),
        "docs/he/tea.md": ("unstamped", None, None),
    }
    assert said["pages"]["docs/fr/tea.md"] == {
        "language": "fr",
        "document": "tea.md",
        "source": "docs/en/tea.md",
        "state": "stale",
        "behind": True,
        "since": moved.replace("Z", "+00:00"),
    }


def test_paths_begin_at_the_repository(tmp_path: Path) -> None:
    course = make_course(
        tmp_path / "course",
        {
            "site/.translation-sync.yaml": "source: en\ntranslations: '{lang}/{path}'\n",
            "site/en/tea.md": GUIDE,
            "site/fr/tea.md": stamped(GUIDE),
        },
    )
    said = json.loads(call(course.root / "site", "status", "--format", "banner").out)
    assert list(said["pages"]) == ["site/fr/tea.md"]
    assert said["pages"]["site/fr/tea.md"]["source"] == "site/en/tea.md"


def test_mkdocs_shows_it(course: Course) -> None:
    pytest.importorskip("mkdocs", reason="MkDocs is not installed")
    course.write(
        {
            "mkdocs.yml": (
                "site_name: Tea\nmarkdown_extensions: [admonition]\n"
                "hooks: [hooks/translation_banner.py]\n"
            ),
            "docs/index.md": "# Tea\n",
        }
    )
    shutil.copytree(EXAMPLES / "mkdocs/hooks", course.root / "hooks")
    call(course.root, "status", "--format", "banner", "--output", "translations.json")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=course.root, check=True)
    pages = {
        name: (course.root / f"site/{name}/index.html").read_text("utf-8")
        for name in ("fr/tea", "fr/cups", "en/tea")
    }
    assert 'class="admonition warning"' in pages["fr/tea"]
    assert "a changé depuis sa traduction" in pages["fr/tea"]
    assert not [name for name in ("fr/cups", "en/tea") if "admonition" in pages[name]]


@pytest.mark.skipif(shutil.which("hugo") is None, reason="Hugo is not installed")
def test_hugo_shows_it(tmp_path: Path) -> None:
    course = make_course(
        tmp_path / "course",
        {
            ".translation-sync.yaml": "source: content/en\ntranslations: content/{lang}/{path}\n",
            "hugo.toml": (
                'defaultContentLanguage = "en"\n[languages.en]\ncontentDir = "content/en"\n'
                '[languages.fr]\ncontentDir = "content/fr"\n'
            ),
            "layouts/_default/single.html": (
                '<main>{{ partial "translation-banner.html" . }}{{ .Content }}</main>'
            ),
            "i18n/fr.yaml": "translation_behind: L'original a changé.\n",
            "content/en/tea.md": GUIDE,
            "content/fr/tea.md": stamped(GUIDE),
        },
    )
    course.git("mv", "hugo.toml", "config.toml")
    shutil.copytree(EXAMPLES / "hugo/layouts", course.root / "layouts", dirs_exist_ok=True)
    (course.root / "data").mkdir()
    shown = []
    for text in (GUIDE, LONGER):
        course.commit({"content/en/tea.md": text})
        call(course.root, "status", "--format", "banner", "--output", "data/translations.json")
        subprocess.run(["hugo", "--quiet"], cwd=course.root, check=True)
        shown.append((course.root / "public/fr/tea/index.html").read_text("utf-8"))
    assert "translation-banner" not in shown[0]
    assert "original a changé." in shown[1]
    assert "<time datetime=" in shown[1]


@pytest.mark.parametrize("file", [each for each in EXAMPLES.rglob("*") if each.is_file()])
def test_examples_ask_for_what_is_there(file: Path) -> None:
    text = file.read_text("utf-8")
    assert all(word in text for word in ("pages", "behind", "since", "--format banner --output"))
