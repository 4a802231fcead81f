"""MDX: no HTML comment is written, and marks are what they are elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.calling import Reply, ask, call
from tests.translated import Course, comment, fields, make_course

SOURCE = """\
import Note from '@site/Note';

# Knots

<Note>Learn them.</Note>

| Knot | Use |
| --- | --- |
| Bowline | A loop |
| Sheet bend | Two ropes |
"""
TRANSLATION = """\
import Note from '@site/Note';

# Nœuds

<Note>À apprendre.</Note>

| Nœud | Usage |
| --- | --- |
| Nœud de chaise | Une boucle |
| Nœud d'écoute | Deux cordes |
"""
LONGER = (
    SOURCE
    + "| Clove hitch | A post |\n\n## Splices\n\n| Splice | Use |\n| --- | --- |\n| Eye | Loop |\n"
)
CHANGED = SOURCE.replace("A loop", "A fixed loop")
FR = "fr/knots.mdx"
CONFIG = 'translations: "{lang}/{path}"\nsource: docs\ninclude: ["**/*.mdx", "**/*.md"]\n'
UNTRANSLATED = "{/* sync:untranslated */}"
FUZZY = "{/* sync:fuzzy */}"


def make(root: Path, config: str = "", translation: str = TRANSLATION, **files: str) -> Course:
    return make_course(
        root,
        {
            "docs/knots.mdx": SOURCE,
            FR: translation,
            ".translation-sync.yaml": CONFIG + config,
            **files,
        },
    )


def read(course: Course, path: str = FR) -> str:
    return (course.root / path).read_text()


def state(course: Course) -> str:
    return str(ask(course.root, "status").translations[FR]["state"])


def step(course: Course, source: str) -> Reply:
    course.commit({"docs/knots.mdx": source})
    reply = call(course.root, "sync")
    course.commit({})
    return reply


def stamped(course: Course) -> Course:
    assert call(course.root, "stamp", FR).code == 0
    course.commit({})
    return course


@pytest.mark.parametrize("config", ["", "stamp: comment\n", "stamp: front-matter\n"])
def test_a_stamp_goes_into_front_matter(tmp_path: Path, config: str) -> None:
    course = stamped(make(tmp_path / "course", config))
    text = read(course)
    assert text.startswith("---\noriginal_hash: ")
    assert text.endswith(f"---\n{TRANSLATION}")
    assert state(course) == "current"


@pytest.mark.parametrize("front", ["+++\ntitle = 'Nœuds'\n+++\n", '{\n  "title": "Nœuds"\n}\n'])
def test_a_stamp_goes_into_the_front_matter_that_is_there(tmp_path: Path, front: str) -> None:
    course = stamped(make(tmp_path / "course", "stamp: comment\n", front + TRANSLATION))
    assert read(course).startswith(front[:8])
    assert read(course).endswith(front[front.rindex("\n", 0, -1) :] + TRANSLATION)
    assert "original_hash" in read(course)
    assert state(course) == "current"


def test_a_stamp_goes_into_the_sidecar_where_there_is_one(tmp_path: Path) -> None:
    course = stamped(make(tmp_path / "course", "stamp: sidecar\n"))
    assert read(course) == TRANSLATION
    assert state(course) == "current"
    course.commit({".translation-sync.yaml": CONFIG, "docs/b.mdx": SOURCE, "fr/b.mdx": TRANSLATION})
    assert call(course.root, "stamp", "fr/b.mdx").code == 0
    assert read(course, "fr/b.mdx") == TRANSLATION
    assert "original_hash" in read(course, "fr/.co-op-translator.json")


OPENINGS = [("<!--", "-->"), ("{/*", "*/}")]


@pytest.mark.parametrize(("opening", "closing"), OPENINGS)
def test_a_comment_that_is_there_is_read_and_leaves(
    tmp_path: Path, opening: str, closing: str
) -> None:
    course = make(tmp_path / "course")
    said = comment(fields(SOURCE, source_file="knots.mdx", language_code="fr"), "")
    said = said.replace("<!--", opening).replace("-->", closing)
    course.commit({FR: said + TRANSLATION})
    assert state(course) == "current"
    step(course, LONGER)
    text = read(course)
    assert text.startswith("---\noriginal_hash: ")
    assert "METADATA" not in text
    assert "<!--" not in text
    assert state(course) == "pending"


def test_a_comment_beside_a_sidecar_leaves_too(tmp_path: Path) -> None:
    course = make(tmp_path / "course", "stamp: sidecar\n")
    said = comment(fields(SOURCE, source_file="knots.mdx", language_code="fr"), "")
    course.commit({FR: said + TRANSLATION})
    step(course, LONGER)
    assert "<!--" not in read(course)
    assert state(course) == "pending"


def test_marks_are_mdx_and_count_everywhere(tmp_path: Path) -> None:
    course = stamped(make(tmp_path / "course"))
    assert step(course, LONGER).code == 0
    text = read(course)
    assert "<!--" not in text
    assert f"| {UNTRANSLATED} Clove hitch | {UNTRANSLATED} A post |\n" in text
    assert f"## Splices{UNTRANSLATED}\n\n| {UNTRANSLATED} Splice |" in text
    assert text.startswith(read(course)[:10])
    status = ask(course.root, "status").translations[FR]
    assert status["state"] == "pending"
    assert status["pending"] == {"untranslated": 7, "fuzzy": 0}
    findings = ask(course.root, "lint").report["findings"]
    assert [each["rule"] for each in findings] == ["mark-left"] * 7
    assert findings[0]["column"] == 3
    refused = call(course.root, "stamp", FR)
    assert refused.code == 1
    assert "a mark is left" in refused.out
    assert call(course.root, "sync", "--check").code == 0


def test_marks_move_on_with_their_source(tmp_path: Path) -> None:
    course = stamped(make(tmp_path / "course"))
    step(course, CHANGED)
    assert f"| Nœud de chaise | {FUZZY} Une boucle |\n" in read(course)
    step(course, CHANGED.replace("A fixed", "A very fixed"))
    assert f"| Nœud de chaise | {FUZZY} Une boucle |\n" in read(course)
    step(course, SOURCE.replace("Two ropes", "Two ropes of one size"))
    assert read(course).count(FUZZY) == 2
    step(course, SOURCE + "| Prusik | Climbing |\n")
    step(course, SOURCE + "| Prusik | Climbing ropes |\n")
    assert f"| {UNTRANSLATED} Prusik | {UNTRANSLATED} Climbing ropes |" in read(course)
    done = read(course).replace(FUZZY + " ", "").replace(UNTRANSLATED + " Prusik", "Prusik, nœud")
    course.commit({FR: done.replace(UNTRANSLATED + " Climbing ropes", "Grimper")})
    assert call(course.root, "stamp", FR).code == 0
    assert state(course) == "current"


def test_marks_of_older_versions_are_understood(tmp_path: Path) -> None:
    course = stamped(make(tmp_path / "course"))
    step(course, LONGER)
    old = read(course).replace("{/*", "<!--").replace("*/}", "-->")
    course.commit({FR: old})
    assert ask(course.root, "status").translations[FR]["pending"]["untranslated"] == 7
    assert call(course.root, "stamp", FR).code == 1
    step(course, LONGER.replace("A post", "A round post"))
    assert f"{UNTRANSLATED} A round post" in read(course)


def test_a_cleared_mark_is_seen_in_a_commit(tmp_path: Path) -> None:
    course = stamped(make(tmp_path / "course"))
    step(course, LONGER)
    course.write({FR: read(course).replace(f"{UNTRANSLATED} A post", "A post")})
    course.git("add", "-A")
    assert (
        f"{FR}:19:43: warning: the mark was deleted" in call(course.root, "check", "--staged").out
    )


def test_a_comment_to_lint_is_mdx_too(tmp_path: Path) -> None:
    row = "| Bowline | A loop {/* sync:ignore number: told elsewhere */} 2 |\n"
    source = SOURCE.replace("| Bowline | A loop |\n", row)
    course = make(tmp_path / "course")
    course.commit({"docs/knots.mdx": source})
    stamped(course)
    assert call(course.root, "lint").code == 0
    course.commit({"docs/knots.mdx": source.replace("elsewhere */}", "elsewhere */}!")})
    assert call(course.root, "new", "de").code == 0
    text = read(course, "de/knots.mdx")
    assert "<!--" not in text
    assert "{/* sync:ignore number: told elsewhere */}" in text


def test_in_markdown_such_a_comment_is_text(tmp_path: Path) -> None:
    shown = TRANSLATION.replace("Deux cordes", f"{UNTRANSLATED} Deux cordes")
    course = make(tmp_path / "course", **{"docs/a.md": SOURCE, "fr/a.md": shown})
    assert call(course.root, "stamp", "fr/a.md").code == 0
    assert read(course, "fr/a.md").endswith(shown)
    assert read(course, "fr/a.md").startswith("<!--\nCO_OP")
    course.commit({"docs/a.md": LONGER})
    call(course.root, "sync", "fr/a.md")
    assert read(course, "fr/a.md").count("<!-- sync:untranslated -->") == 7
    assert f"| Nœud d'écoute | {UNTRANSLATED} Deux cordes |\n" in read(course, "fr/a.md")


def test_a_mark_shown_in_code_is_none(tmp_path: Path) -> None:
    shown = TRANSLATION.replace("Deux cordes", f"`{UNTRANSLATED}` Deux cordes")
    fenced = f"{shown}\n```\n{UNTRANSLATED}\n```\n"
    source = SOURCE.replace("Two ropes", f"`{UNTRANSLATED}` Two ropes")
    course = make(tmp_path / "course", translation=fenced)
    course.commit({"docs/knots.mdx": f"{source}\n```\n{UNTRANSLATED}\n```\n"})
    assert call(course.root, "stamp", FR).code == 0
    assert state(course) == "current"


def test_a_folder_in_include_means_mdx_as_well(tmp_path: Path) -> None:
    course = make(tmp_path / "course")
    course.commit({".translation-sync.yaml": CONFIG.replace('["**/*.mdx", "**/*.md"]', "[docs]")})
    assert FR in ask(course.root, "status").translations
    course.commit({".translation-sync.yaml": CONFIG.replace('"**/*.mdx", ', "")})
    assert FR not in ask(course.root, "status").translations
