"""Small repositories, one for each kind of project that docs/projects/ has a page of."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import md5
from pathlib import Path

from tests.translated import Course, make_course

BREW = """\
Pour hot water over the leaves.

| Tea | Minutes |
| --- | --- |
| Green | 2 |
| Black | 4 |
"""
BREW_LATER = BREW.replace("hot water", "fresh hot water") + "| White | 3 |\n"
BREW_FRENCH = """\
Versez de l'eau chaude sur les feuilles.

| Thé | Minutes |
| --- | --- |
| Vert | 2 |
| Noir | 4 |
"""
STORE = "Keep the leaves dry, in a tin.\n"
STORE_FRENCH = "Gardez les feuilles au sec, dans une boîte.\n"


def page(body: str, *lines: str) -> str:
    """Return a page with front matter."""
    return "\n".join(("---", *lines, "---", "", body))


def make_hugo(root: Path) -> Course:
    """Hugo: a folder a language, and the commit that each page was translated at."""
    course = make_course(
        root,
        {
            "hugo.yaml": "defaultContentLanguage: en\n",
            "content/en/brew.md": page(BREW, "title: Brew tea", "weight: 10"),
            "content/en/store.md": page(STORE, "title: Store tea", "weight: 20"),
        },
    )
    stamp = f"default_lang_commit: {course.git('rev-parse', 'HEAD')}"
    course.commit(
        {
            "content/fr/brew.md": page(BREW_FRENCH, "title: Faire du thé", "weight: 10", stamp),
            "content/fr/store.md": page(STORE_FRENCH, "title: Garder le thé", "weight: 20", stamp),
        }
    )
    course.commit(
        {
            "content/en/brew.md": page(BREW_LATER, "title: Brew tea", "weight: 10"),
            "content/en/store.md": page(STORE, "title: Store tea", "weight: 30"),
        }
    )
    return course


def make_docusaurus(root: Path) -> Course:
    """Docusaurus: a plugin's folder a language, and the MD5 of each source."""
    brew = page(BREW, "title: Brew tea", "sidebar_position: 1")
    store = page(STORE, "title: Store tea", "sidebar_position: 2")
    folder = "i18n/ja/docusaurus-plugin-content-docs/current"

    def stamp(text: str) -> str:
        digest = md5(text.encode(), usedforsecurity=False).hexdigest()
        return f"tmdTranslationSourceHash: '{digest}'"

    course = make_course(
        root,
        {
            "docusaurus.config.js": "module.exports = {i18n: {defaultLocale: 'en'}};\n",
            "docs/brew.mdx": brew,
            "docs/store.mdx": store,
            f"{folder}/brew.mdx": page(
                BREW.replace("Pour hot water over the leaves.", "茶葉に湯を注ぎます。"),
                "title: お茶のいれ方",
                "sidebar_position: 1",
                stamp(brew),
            ),
            f"{folder}/store.mdx": page(
                "茶葉は缶に入れ、乾いた所に置きます。\n",
                "title: お茶のしまい方",
                "sidebar_position: 2",
                stamp(store),
            ),
        },
    )
    course.commit({"docs/brew.mdx": page(BREW_LATER, "title: Brew tea", "sidebar_position: 1")})
    return course


def make_starlight(root: Path) -> Course:
    """Starlight with Lunaria: the source at the root, and nothing in the pages."""
    folder = "src/content/docs"
    course = make_course(
        root,
        {
            "lunaria.config.json": '{"tracking": {"ignoredKeywords": ["typo", "en-only"]}}\n',
            f"{folder}/brew.md": page(BREW, "title: Brew tea", "lastUpdated: false"),
            f"{folder}/store.md": page(STORE, "title: Store tea"),
        },
    )
    course.commit(
        {
            f"{folder}/fr/brew.md": page(BREW_FRENCH, "title: Faire du thé", "lastUpdated: false"),
            f"{folder}/fr/store.md": page(STORE_FRENCH, "title: Garder le thé"),
        }
    )
    course.commit({f"{folder}/brew.md": page(BREW_LATER, "title: Brew tea", "lastUpdated: false")})
    course.write(
        {f"{folder}/store.md": page("Keep the leaves dry in a tin.\n", "title: Store tea")}
    )
    course.git("commit", "-q", "-a", "-m", "Fix a typo")
    return course


def make_mkdocs(root: Path) -> Course:
    """MkDocs: the language in the file's name, and no stamps yet."""
    note = '!!! note "Kinds"\n\n    | Tea | Minutes |\n    | --- | --- |\n    | Green | 2 |\n'
    course = make_course(
        root,
        {
            "mkdocs.yml": "site_name: Tea\nmarkdown_extensions:\n  - admonition\n",
            "docs/brew.md": f"# Brew tea\n\nPour hot water over the leaves.\n\n{note}",
            "docs/brew.fr.md": "# Faire du thé\n\nVersez de l'eau chaude sur les feuilles.\n\n"
            + note.replace("Kinds", "Sortes").replace("Tea", "Thé").replace("Green", "Vert"),
            "docs/store.md": f"# Store tea\n\n{STORE}",
            "docs/store.fr.md": f"# Garder le thé\n\n{STORE_FRENCH}",
        },
    )
    course.commit()
    return course


def make_readmes(root: Path) -> Course:
    """Plain READMEs, the languages in their names."""
    course = make_course(
        root,
        {
            "README.md": f"# Tea\n\n{BREW}",
            "README.fr.md": f"# Thé\n\n{BREW_FRENCH}",
            "README.de.md": "# Tee\n\nHeißes Wasser über die Blätter gießen.\n\n"
            "| Tee | Minuten |\n| --- | --- |\n| Grün | 2 |\n| Schwarz | 4 |\n",
        },
    )
    course.commit()
    return course


def make_two(root: Path) -> Course:
    """MDN: translations in a repository of their own, and the sources' clone beside it."""
    content = make_course(
        root.parent / "content",
        {
            "files/en-us/brew.md": page(BREW, "title: Brew tea", "slug: Brew"),
            "files/en-us/store.md": page(STORE, "title: Store tea", "slug: Store"),
        },
    )
    stamp = ("l10n:", f"  sourceCommit: {content.git('rev-parse', 'HEAD')}")
    content.commit({"files/en-us/brew.md": page(BREW_LATER, "title: Brew tea", "slug: Brew")})
    return make_course(
        root,
        {
            "files/fr/brew.md": page(BREW_FRENCH, "title: Faire du thé", "slug: Brew", *stamp),
            "files/fr/store.md": page(STORE_FRENCH, "title: Garder le thé", "slug: Store", *stamp),
        },
    )


FAMILIES: dict[str, Callable[[Path], Course]] = {
    "docusaurus": make_docusaurus,
    "hugo": make_hugo,
    "mkdocs": make_mkdocs,
    "readmes": make_readmes,
    "starlight": make_starlight,
    "two-repositories": make_two,
}
"""What makes a page's repository, by the page's name."""
