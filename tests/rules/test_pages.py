"""Every rule has a page, whose example shows what the rule finds."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from sync.findings import Severity
from sync.model import State
from sync.rules import RULES, Kind
from sync.rules.__main__ import write_pages
from sync.rules.reading import read_page, render_index
from tests.commands.calling import ask, call
from tests.rules.examples import FR, SOURCE, make_example, read_example, translate
from tests.translated import GUIDE, LONGER, OTHER_PROSE, REWRAPPED, Course, make_course, stamped

DOCS = Path(__file__).parents[2] / "docs" / "rules"
BY_KIND = {kind: [rule.name for rule in RULES.values() if rule.kind is kind] for kind in Kind}


@pytest.mark.parametrize("name", BY_KIND[Kind.LINT])
def test_lint_finds_what_the_page_says_and_nothing_when_mended(name: str, tmp_path: Path) -> None:
    example = read_example(name)
    course = make_example(tmp_path, example.source)
    course.commit(translate(example.wrong, example.source))
    found = ask(tmp_path, "lint").report["findings"]
    assert [(each["rule"], each["line"]) for each in found] == [(name, example.line)]
    assert found[0]["severity"] == RULES[name].severity
    course.commit(translate(example.mended, example.source))
    assert ask(tmp_path, "lint").report["findings"] == []


@pytest.mark.parametrize("name", BY_KIND[Kind.LINT])
def test_the_page_tells_how_to_silence_the_rule(name: str, tmp_path: Path) -> None:
    example = read_example(name)
    course = make_example(tmp_path, example.source)
    course.commit(translate(example.wrong, example.source))
    comment = re.findall(r"`(<!-- sync:ignore .+? -->)`", read_page(name))
    course.write({FR: f"{example.wrong}\n{comment[0]}\n"})
    assert call(tmp_path, "lint").code == 0
    course.write({FR: example.wrong})
    call_line = re.findall(r"`translation-sync (lint --ignore [^`]+)`", read_page(name))
    assert call(tmp_path, *call_line[0].split()).code == 0
    configuration = re.findall(r"```yaml\n(.+?)```", read_page(name), re.DOTALL)
    course.write({".translation-sync.yaml": dedent(configuration[0])})
    assert call(tmp_path, "lint").code == 0


@pytest.mark.parametrize(
    "name", [name for name in BY_KIND[Kind.LINT] if not RULES[name].is_fixable]
)
def test_fix_leaves_what_the_page_says_it_leaves(name: str, tmp_path: Path) -> None:
    example = read_example(name)
    course = make_example(tmp_path, example.source)
    course.commit(translate(example.wrong, example.source))
    call(tmp_path, "lint", "--fix")
    assert (tmp_path / FR).read_bytes().decode() == example.wrong
    assert "`lint --fix` leaves it to you" in read_page(name)


@pytest.mark.parametrize("name", ["table-broken", "link-target", "link-dead"])
def test_fix_mends_an_example_as_the_page_shows(name: str, tmp_path: Path) -> None:
    example = read_example(name)
    course = make_example(tmp_path, example.source)
    course.commit(translate(example.wrong, example.source))
    assert call(tmp_path, "lint", "--fix").code == 0
    assert (tmp_path / FR).read_bytes().decode() == example.mended
    assert "`lint --fix` mends what is certain" in read_page(name)


def make_change(root: Path, name: str) -> tuple[Course, str]:
    """Make a repository of what the page of a rule shows before a change, and return its commit."""
    example = read_example(name)
    course = make_example(root, example.source_before)
    synced = example.source_before if "sync:" in example.before else None
    is_new = name == "stamp-unreachable"
    course.commit({} if is_new else translate(example.before, example.source_before, synced))
    return course, course.git("rev-parse", "HEAD")


@pytest.mark.parametrize("name", BY_KIND[Kind.CHANGE])
def test_a_change_is_found_as_the_page_says(name: str, tmp_path: Path) -> None:
    example = read_example(name)
    course, start = make_change(tmp_path, name)
    is_error = RULES[name].severity is Severity.ERROR
    assert (f"`--select {name}` makes it an error" in read_page(name)) is not is_error
    for body, expected in ((example.wrong, [(name, example.line)]), (example.mended, [])):
        course.commit({SOURCE: example.source, **translate(body, example.source)})
        reply = ask(tmp_path, "check", "--changed-from", start)
        assert [(each["rule"], each["line"]) for each in reply.report["findings"]] == expected
        assert reply.code == (is_error and bool(expected))
        selected = call(tmp_path, "check", "--changed-from", start, "--select", name)
        assert selected.code == bool(expected)


@pytest.mark.parametrize("name", BY_KIND[Kind.CHANGE])
def test_the_page_tells_how_to_silence_the_rule_about_a_change(name: str, tmp_path: Path) -> None:
    example, page = read_example(name), read_page(name)
    course, start = make_change(tmp_path, name)

    def find(body: str, *arguments: str) -> object:
        course.commit({SOURCE: example.source, **translate(body, example.source)})
        return ask(tmp_path, "check", "--changed-from", start, *arguments).report["findings"]

    assert find(example.wrong)
    assert find(example.wrong, "--ignore", name) == []
    assert f"--ignore {name}`" in page
    comment = re.findall(r"`(<!-- sync:ignore .+? -->)`", page)
    assert find(f"{example.wrong}\n{comment[0]}\n") == []
    configuration = re.findall(r"```yaml\n(.+?)```", page, re.DOTALL)
    course.write({".translation-sync.yaml": dedent(configuration[0])})
    assert find(example.wrong) == []


def make_state(root: Path, state: State) -> Course:
    """Make a repository with a French translation in a state."""
    course = make_course(root, {SOURCE: GUIDE, "other.md": "# Other\n"})
    french = {"translations/fr/other.md": stamped("# Other\n"), FR: stamped(GUIDE)}
    course.commit(french)
    if state is State.MISSING:
        course.git("rm", "-q", FR)
    elif state is State.INVALID:
        course.write({FR: re.sub('"original_hash": "(.{10}).+"', r'"original_hash": "\1"',
                                 stamped(GUIDE))})  # fmt: skip
    elif state is State.ORPHANED:
        (root / "drinks").mkdir()
        course.git("mv", SOURCE, "drinks/tea.md")
    elif state is State.UNSTAMPED:
        course.write({FR: "# Thé\n"})
    elif state is State.PENDING:
        marked = stamped(GUIDE, OTHER_PROSE, "| A |\n| - |\n| <!-- sync:untranslated --> b |\n")
        course.write({SOURCE: OTHER_PROSE, FR: marked})
    elif state in (State.STALE, State.COSMETIC):
        course.write({SOURCE: LONGER if state is State.STALE else REWRAPPED})
    course.commit()
    return course


@pytest.mark.parametrize("state", list(State))
def test_a_state_is_told_as_its_page_shows(state: State, tmp_path: Path) -> None:
    make_state(tmp_path, state)
    assert ask(tmp_path, "status").translations[FR]["state"] == state
    page = read_page(state)
    printed = call(tmp_path, "status", FR if state is not State.CURRENT else SOURCE).out
    for shown in re.findall(r"```text\n(.+?)```", page, re.DOTALL):
        assert re.search(re.escape(shown).replace("…", "[^\n]*"), printed), printed
    for line in re.findall(r"\$ translation-sync ([^\n]+)", page):
        assert FR in call(tmp_path, *line.split()).out


@pytest.mark.parametrize("name", list(RULES))
def test_a_page_is_printed_as_it_is_where_nobody_looks(name: str, tmp_path: Path) -> None:
    reply = call(tmp_path, "rule", name)
    assert (reply.code, reply.out) == (0, read_page(name))
    assert reply.out.startswith(f"# {name}\n\n{RULES[name].summary} ")
    assert "\n## Example\n" in reply.out
    assert "\n## How to mend it\n" in reply.out


def test_the_documentation_holds_what_the_program_prints(tmp_path: Path) -> None:
    write_pages(tmp_path)
    expected = {file.name: file.read_text("utf-8") for file in tmp_path.iterdir()}
    there = {file.name: file.read_text("utf-8") for file in DOCS.iterdir()}
    assert there == expected, "write them anew: make docs"


def test_every_link_of_the_pages_leads_somewhere() -> None:
    pages = {name: re.sub(r"```.+?```", "", read_page(name), flags=re.DOTALL) for name in RULES}
    links = [
        link
        for text in (*pages.values(), render_index())
        for link in re.findall(r"\]\((.+?)\)", text)
    ]
    assert [link for link in links if not (DOCS / link).exists()] == []
    assert len(links) > len(RULES)
