"""``check --changed-from`` and ``--staged``: what a change makes stale, and in which rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.calling import Reply, ask, call
from tests.commands.teas import (
    ALIGNED,
    EVERYTHING,
    FR,
    HE,
    LONGER,
    RETIMED,
    REWORDED,
    SOURCE,
    TEA,
    THE,
    make_teas,
    translate,
)
from tests.translated import Course

RETIMED_LINE = TEA[: TEA.index("| Green tea")].count("\n") + 1


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A document that is current in two languages."""
    return make_teas(tmp_path / "course", files={HE: translate(TEA)})


def since(course: Course, *options: str, base: str = "HEAD") -> Reply:
    return ask(course.root, "check", "--changed-from", base, *options)


def states(reply: Reply) -> dict[str, str]:
    return {path: each["state"] for path, each in reply.translations.items()}


def rules(reply: Reply) -> list[str]:
    return [finding["rule"] for finding in reply.report["findings"]]


def test_a_changed_row_and_what_it_makes_stale(course: Course) -> None:
    course.write({SOURCE: RETIMED})
    reply = since(course)

    assert reply.code == 0
    assert states(reply) == {FR: "stale", HE: "stale"}
    (table,) = reply.translations[FR]["changes"]["tables"]
    (row,) = table["rows"]
    the = translate(TEA)
    assert row["source_line"] == row["base_line"] == RETIMED_LINE
    assert row["translation_line"] == the[: the.index("| Thé vert")].count("\n") + 1
    assert [cell["after"] for cell in row["cells"]] == ["5"]
    assert [cell["translation"] for cell in row["cells"]] == ["2"]


def test_the_text_says_once_what_changed(course: Course) -> None:
    course.write({SOURCE: RETIMED})
    reply = call(course.root, "check", "--changed-from", "HEAD")

    assert reply.code == 0
    head, facts, row, *_ = reply.out.splitlines()
    assert head == f"{SOURCE}: stale in 2: fr he"
    assert facts.startswith("    made from ")
    assert row == "    table under Kinds: row changed (source 12): 5"
    assert reply.out.count("row changed") == 1
    assert reply.out.endswith("2 translations: 2 stale; none failed (--fail-on would fail them)\n")


def test_the_change_s_own_rows_not_those_that_others_changed_before(course: Course) -> None:
    course.commit({SOURCE: LONGER})
    course.commit({FR: translate(LONGER, body=THE + "\n")})
    course.write({SOURCE: LONGER.replace("| 2 |", "| 5 |")})
    reply = since(course)

    assert states(reply) == {FR: "stale"}
    (table,) = reply.translations[FR]["changes"]["tables"]
    assert [row["kind"] for row in table["rows"]] == ["changed"]


def test_a_format_change_is_told_apart(course: Course) -> None:
    course.write({SOURCE: ALIGNED})
    reply = since(course, "--fail-on", "stale,pending")

    assert reply.code == 0
    assert states(reply) == {FR: "cosmetic", HE: "cosmetic"}
    text = call(course.root, "check", "--changed-from", "HEAD", "--fail-on", "stale")
    assert (text.code, text.out) == (
        0,
        "the change made no translation stale or pending; 2 only cosmetic\n",
    )


def test_cosmetic_beside_stale(course: Course) -> None:
    other = "# Cups\n\n| Cup | Size |\n|---|---|\n| Red | 3 |\n"
    course.commit(
        {"cups.md": other, "translations/fr/cups.md": translate(other, body="# Tasses\n")}
    )
    course.write({SOURCE: RETIMED, "cups.md": other.replace("|---|---|", "| --- | --- |")})
    text = call(course.root, "check", "--changed-from", "HEAD")

    assert text.out.endswith("2 stale; none failed (--fail-on would fail them); 1 only cosmetic\n")


@pytest.mark.parametrize(
    ("config", "options", "end"),
    [
        ("", "--fail-on stale --max-stale 5", "2 stale; none failed, 2 let through"),
        ("fail_on: [stale]\nmax_stale: 100%\n", "", "2 stale; none failed, 2 let through"),
        ("max_stale: {fr: 1}\n", "--fail-on stale", "2 stale; 1 failed, 1 let through"),
        ("max_stale: 5\n", "", "2 stale; none failed (--fail-on would fail them)"),
        ("", "--fail-on pending", "2 stale; none failed (--fail-on would fail them)"),
        ("", "--fail-on stale --max-stale 1", "2 stale; 2 failed"),
    ],
)
def test_what_is_let_through_is_counted(
    course: Course, config: str, options: str, end: str
) -> None:
    course.commit({".translation-sync.yaml": config})
    course.write({SOURCE: RETIMED})
    reply = call(course.root, "check", "--changed-from", "HEAD", *options.split())

    assert reply.out.splitlines()[-1] == f"2 translations: {end}"


def test_naming_the_states_makes_them_fail(course: Course) -> None:
    course.write({SOURCE: RETIMED})

    assert since(course, "--fail-on", "stale").code == 1
    assert since(course, "--fail-on", "pending").code == 0


def test_a_renamed_source_orphans_its_translations(course: Course) -> None:
    course.git("mv", SOURCE, "brew.md")
    course.write({"brew.md": REWORDED})
    course.git("add", "-A")
    reply = ask(course.root, "check", "--staged")

    assert reply.code == 0
    assert states(reply) == {FR: "orphaned", HE: "orphaned"}
    assert {each["moved_to"] for each in reply.translations.values()} == {"brew.md"}
    assert ask(course.root, "check", "--staged", "--fail-on", "orphaned").code == 1


def test_translations_that_a_change_leaves_lacking(course: Course) -> None:
    course.commit({FR.replace("tea", "notes"): "Rien.\n", "notes.md": "Nothing.\n"})
    course.git("rm", "-q", FR)
    course.write({"oolong.md": TEA})
    course.git("add", "-A")

    lost = ask(course.root, "check", "--staged")
    assert (lost.code, states(lost)) == (0, {FR: "missing"})
    asked = ask(course.root, "check", "--staged", "--fail-on", "missing")
    new = {path.replace("tea", "oolong"): "missing" for path in (FR, HE)}
    assert (asked.code, states(asked)) == (1, {FR: "missing", **new})


def test_translations_that_moved_along_are_fine(course: Course) -> None:
    course.git("mv", SOURCE, "brew.md")
    for path in (FR, HE):
        course.git("mv", path, path.replace("tea.md", "brew.md"))
    reply = ask(course.root, "check", "--staged")

    assert (reply.code, reply.translations, reply.report["findings"]) == (0, {}, [])


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_rules_are_chosen_for_a_change_only(course: Course, option: str) -> None:
    reply = call(course.root, "check", option, "stamp-unearned")

    assert reply.code == 2
    assert "need --changed-from or --staged" in reply.err


def test_a_rule_that_does_not_exist(course: Course) -> None:
    reply = call(course.root, "check", "--staged", "--select", "stamp-unerned")

    assert reply.code == 2
    assert "did you mean 'stamp-unearned'?" in reply.err


def test_a_stamp_moved_without_the_work_is_a_warning_unless_it_is_selected(course: Course) -> None:
    course.commit({SOURCE: EVERYTHING})
    course.write({FR: translate(EVERYTHING)})
    ignored = ("--ignore", "stamp-unearned")

    reply = since(course)
    found = [each for each in reply.report["findings"] if each["rule"] == "stamp-unearned"]
    assert {each["severity"] for each in found} == {"warning"}
    assert {(each["language"], each["document"], each["path"]) for each in found} == {
        ("fr", "tea.md", FR)
    }
    assert "stamp-unearned" not in rules(since(course, *ignored))
    selected = since(course, "--select", "stamp-unearned").report["findings"]
    assert {each["severity"] for each in selected if each["rule"] == "stamp-unearned"} == {"error"}


@pytest.mark.parametrize(
    ("options", "code"),
    [((), 0), (("--select", "stamp-unearned"), 1), (("--select", "mark-unearned"), 0)],
)
def test_what_selecting_makes_fail(course: Course, options: tuple[str, ...], code: int) -> None:
    course.commit({SOURCE: RETIMED})
    course.write({FR: translate(RETIMED)})
    reply = since(course, *options)

    assert (reply.code, rules(reply)) == (code, ["stamp-unearned"])


@pytest.mark.parametrize(
    ("configuration", "code", "found"),
    [
        ("lint: {severity: {stamp-unearned: error}}", 1, ["stamp-unearned"]),
        ("lint: {ignore: [stamp-unearned]}", 0, []),
        ("lint: {paths: {'translations/fr/**': {ignore: [stamp-unearned]}}}", 0, []),
        (
            "lint: {paths: {'translations/he/**': {ignore: [stamp-unearned]}}}",
            0,
            ["stamp-unearned"],
        ),
        ("lint: {select: [table-rows]}", 0, ["stamp-unearned"]),
        ("lint: {select: [mark-unearned]}", 0, []),
    ],
)
def test_the_configuration_chooses_rules(
    course: Course, configuration: str, code: int, found: list[str]
) -> None:
    course.commit({SOURCE: RETIMED, ".translation-sync.yaml": configuration})
    course.write({FR: translate(RETIMED)})
    reply = since(course)

    assert (reply.code, rules(reply)) == (code, found)


def test_the_call_selects_what_the_configuration_ignores(course: Course) -> None:
    ignoring = "lint: {ignore: [stamp-unearned]}"
    course.commit({SOURCE: RETIMED, ".translation-sync.yaml": ignoring})
    course.write({FR: translate(RETIMED)})

    assert since(course, "--select", "stamp-unearned").code == 1


def test_findings_follow_what_is_asked_for(course: Course) -> None:
    course.commit({SOURCE: RETIMED})
    course.write({FR: translate(RETIMED)})

    assert rules(since(course, "--lang", "he")) == []
    assert rules(since(course, "--state", "stale")) == []
    assert rules(since(course, FR)) == ["stamp-unearned"]


def test_the_text_tells_findings_and_counts_them(course: Course) -> None:
    course.commit({SOURCE: RETIMED})
    course.write({FR: translate(RETIMED)})
    reply = call(course.root, "check", "--changed-from", "HEAD")

    assert reply.code == 0
    assert "[stamp-unearned]" in reply.out
    assert reply.out.endswith("the change made no translation stale or pending; 1 warning\n")


def test_before_the_first_commit_there_is_nothing_to_part_from(tmp_path: Path) -> None:
    course = Course(tmp_path)
    course.git("init", "-q", "-b", "main")
    course.write({SOURCE: TEA})
    course.git("add", "-A")

    assert ask(tmp_path, "check", "--staged").code == 0
    reply = call(tmp_path, "check", "--changed-from", "HEAD")
    assert reply.code == 2


def test_the_same_from_a_detached_head(course: Course) -> None:
    course.git("checkout", "-q", "--detach")
    course.commit({SOURCE: RETIMED})

    assert states(since(course, base="main")) == {FR: "stale", HE: "stale"}


def test_an_amended_commit(course: Course) -> None:
    course.git("checkout", "-q", "-b", "topic")
    course.commit({SOURCE: RETIMED})
    course.write({SOURCE: REWORDED})
    course.git("commit", "-q", "-a", "--amend", "-m", "Reword")

    reply = since(course, base="main")
    assert states(reply) == {FR: "stale", HE: "stale"}
    (row,) = reply.translations[FR]["changes"]["tables"][0]["rows"]
    assert [cell["column"] for cell in row["cells"]] == [3]


def test_a_merge_under_way_asks_for_the_author_s_changes_alone(course: Course) -> None:
    course.git("checkout", "-q", "-b", "topic")
    course.commit({"cups.md": "# Cups\n"})
    course.git("checkout", "-q", "main")
    course.commit({SOURCE: RETIMED})
    course.git("checkout", "-q", "topic")
    course.git("merge", "-q", "--no-commit", "main")

    assert states(since(course, base="main")) == {}
    course.git("commit", "-q", "-m", "Merge")
    assert states(since(course, base="main")) == {}
