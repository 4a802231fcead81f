"""Tables in admonitions, tabs and elements, for every command."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tests.commands.calling import ask, call
from tests.translated import Course, make_course

TABLE = "| Sail | Wind |\n| --- | --- |\n| Jib | Strong |\n| Genoa | Light |\n"
VOILES = "| Voile | Vent |\n| --- | --- |\n| Foc | Fort |\n| Génois | Faible |\n"
CONTAINERS = [
    ('!!! tip "Sails"\n\n', "", "a.md"),
    ("??? note\n", "", "a.md"),
    ('=== "Sails"\n\n', "\n", "a.md"),
    ('!!! note\n\n    === "Sails"\n\n    ', "", "a.md"),
    ("1.  One\n\n    !!! note\n\n    ", "", "a.md"),
    ('<Tabs>\n  <TabItem value="a">\n\n', "\n  </TabItem>\n</Tabs>\n", "a.mdx"),
    ("<Note>\n\n", "\n</Note>\n", "a.md"),
    ("<Note x={1}>\n", "</Note>\n", "a.mdx"),
]
CONFIG = 'include: ["**/*.md", "**/*.mdx"]\n'


def wrap(table: str, container: tuple[str, str, str]) -> str:
    before, after, _ = container
    margin = "    " + before[before.rfind("\n") + 1 :]
    body = textwrap.indent(table, margin)
    return f"# Title\n\n{before.rstrip(' ')}{body}{after}\n\nThe end.\n"


def make(root: Path, container: tuple[str, str, str], ours: str, theirs: str) -> Course:
    name = container[2]
    return make_course(
        root,
        {
            name: wrap(ours, container),
            f"translations/fr/{name}": wrap(theirs, container),
            ".translation-sync.yaml": CONFIG,
        },
    )


@pytest.mark.parametrize("container", CONTAINERS)
def test_rows_are_merged_with_their_margin(tmp_path: Path, container: tuple[str, str, str]) -> None:
    course = make(tmp_path / "course", container, TABLE, VOILES)
    path = f"translations/fr/{container[2]}"
    assert call(course.root, "stamp", path).code == 0
    course.commit()
    longer = TABLE.replace("Strong", "Very strong") + "| Storm jib | Gale |\n"
    course.commit({container[2]: wrap(longer, container)})
    changes = ask(course.root, "diff", path).translations[path]["changes"]
    assert [row["kind"] for row in changes["tables"][0]["rows"]] == ["changed", "added"]
    reply = call(course.root, "sync")
    assert reply.code == 0
    assert "taken out" not in reply.out
    text = (course.root / path).read_text()
    opening, closing = ("{/*", "*/}") if path.endswith("x") else ("<!--", "-->")
    mark = f"{opening} sync:untranslated {closing}"
    expected = VOILES.replace("Fort", f"{opening} sync:fuzzy {closing} Fort")
    expected += f"| {mark} Storm jib | {mark} Gale |\n"
    assert text.endswith(wrap(expected, container))
    assert ask(course.root, "status").translations[path]["pending"] == {
        "untranslated": 2,
        "fuzzy": 1,
    }
    assert call(course.root, "sync", "--check").code == 0
    assert call(course.root, "stamp", path).code == 1


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_lacking_row_is_named(tmp_path: Path, container: tuple[str, str, str]) -> None:
    short = VOILES.replace("| Génois | Faible |\n", "")
    course = make(tmp_path / "course", container, TABLE, VOILES)
    path = f"translations/fr/{container[2]}"
    call(course.root, "stamp", path)
    stamped = (course.root / path).read_text()
    course.commit({path: stamped.replace(wrap(VOILES, container), wrap(short, container))})
    findings = ask(course.root, "lint").report["findings"]
    assert [each["rule"] for each in findings] == ["table-rows"]
    course.commit({container[2]: wrap(TABLE, container) + "\nMore.\n"})
    refused = call(course.root, "stamp", path)
    assert refused.code == 1
    assert "lacks 1 of its source's rows" in refused.out


@pytest.mark.parametrize("container", CONTAINERS)
def test_new_marks_its_cells(tmp_path: Path, container: tuple[str, str, str]) -> None:
    course = make(tmp_path / "course", container, TABLE, VOILES)
    assert call(course.root, "new", "de").code == 0
    path = f"translations/de/{container[2]}"
    text = (course.root / path).read_text()
    mark = "{/* sync:untranslated */}" if path.endswith("x") else "<!-- sync:untranslated -->"
    assert sum(line.count(f"| {mark}") for line in text.splitlines()) == 6
    pending = ask(course.root, "status").translations[path]["pending"]
    assert pending["untranslated"] == text.count("sync:untranslated") > 6


def test_code_stays_code(tmp_path: Path) -> None:
    source = f"# Title\n\nWrite\n\n{textwrap.indent(TABLE, '    ')}\nto make a table.\n"
    course = make_course(
        tmp_path / "course",
        {"a.md": source, "translations/fr/a.md": source.replace("| Genoa | Light |", "|  |  |")},
    )
    assert call(course.root, "stamp", "translations/fr/a.md").code == 0
    assert ask(course.root, "lint").report["findings"] == []
    call(course.root, "new", "de")
    text = (course.root / "translations/de/a.md").read_text()
    assert textwrap.indent(TABLE, "    ") in text


def test_the_configuration_takes_containers_away(tmp_path: Path) -> None:
    """And what was remembered with others of them is not taken for an answer."""
    container = CONTAINERS[0]
    course = make(tmp_path / "course", container, TABLE, VOILES)
    path = "translations/fr/a.md"
    call(course.root, "stamp", path)
    text = (course.root / path).read_text().replace("    | Génois | Faible |\n", "")
    course.commit({path: text})
    for containers, expected in (("[admonition]", 1), ("[tab]", 0), ("[]", 0), ("[admonition]", 1)):
        course.commit({".translation-sync.yaml": f"{CONFIG}containers: {containers}\n"})
        assert len(ask(course.root, "lint").report["findings"]) == expected
    course.commit({".translation-sync.yaml": "containers: [tabs]\n"})
    assert "did you mean 'tab'?" in call(course.root, "lint").err


@pytest.mark.parametrize("opener", ['!!! warning "Gales"', '=== "Gales"'])
def test_a_new_container_comes_with_its_table(tmp_path: Path, opener: str) -> None:
    container = CONTAINERS[0]
    course = make(tmp_path / "course", container, TABLE, VOILES)
    path = "translations/fr/a.md"
    call(course.root, "stamp", path)
    course.commit()
    more = f"{opener}\n\n    ## Numbers\n\n    | Force | Name |\n    |---|---|\n    | 8 | Go |\n"
    source = wrap(TABLE, container).replace("The end.", f"{more}\nThe end.")
    course.commit({"a.md": source})
    assert call(course.root, "sync").code == 0
    text = (course.root / path).read_text()
    mark = "<!-- sync:untranslated --> "
    expected = more.replace("Numbers", f"Numbers{mark.rstrip()}").replace(
        "| Force | Name", f"| {mark}Force | {mark}Name"
    )
    expected = expected.replace("|---|---|", "| --- | --- |").replace("Go", f"{mark}Go")
    if opener.startswith("==="):  # the mark above would part it from the tab before it
        expected = expected.replace('Gales"', f'Gales{mark.rstrip()}"')
    else:
        expected = f"{mark.rstrip()}\n\n{expected}"
    assert f"\n{expected}" in text
    assert text.index("Gales") > text.index("Génois")
    assert call(course.root, "sync", "--check").code == 0


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("wrong", ["| — | — |\n", ""])
def test_a_damaged_table_is_mended_where_it_stands(
    tmp_path: Path, container: tuple[str, str, str], wrong: str
) -> None:
    course = make(tmp_path / "course", container, TABLE, VOILES)
    path = f"translations/fr/{container[2]}"
    call(course.root, "stamp", path)
    whole = (course.root / path).read_text()
    line = "| --- | --- |\n"
    margin = whole[: whole.index(line)].rpartition("\n")[2]
    course.commit({path: whole.replace(margin + line, margin + wrong if wrong else "")})
    findings = ask(course.root, "lint").report["findings"]
    assert [each["rule"] for each in findings] == ["table-broken"]
    assert call(course.root, "lint", "--fix").code == 0
    assert (course.root / path).read_text() == whole


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_table_leaves_a_container_with_words(
    tmp_path: Path, container: tuple[str, str, str]
) -> None:
    course = make(tmp_path / "course", container, f"Words.\n\n{TABLE}", f"Mots.\n\n{VOILES}")
    path = f"translations/fr/{container[2]}"
    assert call(course.root, "stamp", path).code == 0
    course.commit({container[2]: wrap("Words.\n", container)})
    reply = call(course.root, "sync")
    assert reply.code == 0
    assert "taken out: Foc | Fort" in reply.out
    text = (course.root / path).read_text()
    assert "Foc" not in text
    assert "Mots." in text
    assert ask(course.root, "status").translations[path]["state"] == "current"
