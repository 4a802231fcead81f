"""Docusaurus builds each page as MDX, whatever its name, and takes HTML comments in it."""

from __future__ import annotations

from pathlib import Path

from sync.model import State
from tests.commands.calling import call
from tests.translated import Course, make_course, stamped

PLUGIN = "i18n/{lang}/docusaurus-plugin-content-docs/current/{path}"
PAGE = "i18n/fr/docusaurus-plugin-content-docs/current/tea.md"
OLD = "# Tea\n\nBoil water.\n"
FRENCH = "# Thé\n\nBouillir de l'eau.\n"
MODULE = "import Cup from '@theme/Cup';\n\nexport const Tea = () => (\n  <Cup>\n\n  </Cup>\n);\n"
NEW = f"{MODULE}\n# Tea\n\nBoil water.\n\n<Cup size={{2}}>\n\n  Pour it.\n\n</Cup>\n"


def make(root: Path, source: str, translations: str, page: str) -> Course:
    """Make a site whose French page is behind a source that has become MDX."""
    config = f"source: {source}\ntranslations: '{translations}'\n"
    place = f"{source}/tea.md"
    files = {".translation-sync.yaml": config, place: OLD, page: stamped(OLD, body=FRENCH)}
    course = make_course(root, files)
    course.commit({place: NEW})
    return course


def test_modules_and_tags_are_read_as_they_are_built(tmp_path: Path) -> None:
    course = make(tmp_path, "docs", PLUGIN, PAGE)
    assert call(course.root, "sync").code == 0
    text = (course.root / PAGE).read_text()
    assert f"-->\n\n{MODULE}\n# Thé\n" in text
    assert text.endswith("<Cup size={2}>\n\n  Pour it. <!-- sync:untranslated -->\n\n</Cup>\n")
    assert course.status(PAGE).pending.untranslated == 1
    assert "1 unchanged" in call(course.root, "sync").out


def test_elsewhere_it_is_markdown(tmp_path: Path) -> None:
    course = make(tmp_path, "docs", "i18n/{lang}/{path}", "i18n/fr/tea.md")
    assert call(course.root, "sync").code == 0
    text = (course.root / "i18n/fr/tea.md").read_text()
    assert "import Cup from '@theme/Cup'; <!-- sync:untranslated -->\n" in text


def test_a_site_within_a_folder_says_nothing_of_other_documents(tmp_path: Path) -> None:
    config = (
        "projects:\n"
        f"- {{source: site/docs, translations: 'site/{PLUGIN}'}}\n"
        "- {source: ., include: [/README.md], translations: 'translations/{lang}/{path}'}\n"
    )
    files = {"site/docs/tea.md": OLD, "README.md": OLD}
    translated = {
        path: stamped(OLD, body=FRENCH) for path in (f"site/{PAGE}", "translations/fr/README.md")
    }
    course = make_course(tmp_path, {".translation-sync.yaml": config, **files, **translated})
    course.commit(dict.fromkeys(files, NEW))
    assert call(course.root, "sync").code == 0
    site, readme = ((course.root / path).read_text() for path in translated)
    marked = "import Cup from '@theme/Cup'; <!-- sync:untranslated -->\n"
    assert (marked in site, marked in readme) == (False, True)


def test_marks_are_understood_in_both_spellings(tmp_path: Path) -> None:
    body = f"{FRENCH}\nPour it. {{/* sync:untranslated */}}\n\nDrink. <!-- sync:fuzzy -->\n"
    source = f"{OLD}\nPour it.\n\nDrink.\n"
    config = f"source: docs\ntranslations: '{PLUGIN}'\n"
    course = make_course(
        tmp_path,
        {".translation-sync.yaml": config, "docs/tea.md": source, PAGE: stamped(source, body=body)},
    )
    course.commit({"docs/tea.md": f"{source}\nWash up.\n"})
    assert call(course.root, "sync").code == 0
    found = course.status(PAGE)
    assert (found.state, found.pending.untranslated, found.pending.fuzzy) == (State.PENDING, 2, 1)


def test_a_comment_behind_an_expression_would_stop_the_build(tmp_path: Path) -> None:
    course = make(tmp_path, "docs", PLUGIN, PAGE)
    course.commit({"docs/tea.md": f"{OLD}\n{{tea.name}}\n\n{{tea.name}} is green.\n"})
    assert call(course.root, "sync").code == 0
    text = (course.root / PAGE).read_text()
    above, behind = "<!-- sync:untranslated -->\n\n", " <!-- sync:untranslated -->\n"
    assert text.endswith(f"\n\n{above}{{tea.name}}\n\n{{tea.name}} is green.{behind}")
    assert "1 unchanged" in call(course.root, "sync").out
    assert "mark-place" not in call(course.root, "lint").out
