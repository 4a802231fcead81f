from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands.calling import Reply, ask, call, photograph
from tests.commands.teas import FR, REWORDED, ROW_GREEN, SOURCE, TEA, THE, make_teas, translate
from tests.translated import comment, make_course, md5_of

LOST_ROW = THE.replace("| Thé blanc | 3 |  |\n", "")
WRONG_LINK = THE.replace("../../green.md", "green.md")
OTHER_NUMBER = THE.replace("| Thé blanc | 3 |", "| Thé blanc | 8 |")
MARKED = THE.replace("Thé noir", "<!-- sync:fuzzy --> Thé noir")
CUT = THE.replace("| --- | --- | --- |", "| --- | --- |")


def rules_in(reply: Reply) -> list[str]:
    return [finding["rule"] for finding in reply.report["findings"]]


def line_of(path: Path, text: str) -> int:
    return next(
        number for number, line in enumerate(path.read_text("utf-8").split("\n"), 1) if text in line
    )


def finding_in(reply: Reply) -> dict[str, Any]:
    [finding] = reply.report["findings"]
    assert isinstance(finding, dict)
    return finding


def test_a_sound_translation_has_no_findings(tmp_path: Path) -> None:
    make_teas(tmp_path)
    assert call(tmp_path, "lint").out == "1 translation: nothing found\n"
    reply = ask(tmp_path, "lint")
    assert (reply.code, reply.report["findings"], reply.err) == (0, [], "")
    assert set(reply.report) == {"version", "translations", "summary", "findings"}


def test_a_finding_says_where_what_and_how_to_mend_it(tmp_path: Path) -> None:
    make_teas(tmp_path, files={FR: translate(TEA, body=LOST_ROW)})
    reply = ask(tmp_path, "lint")
    assert reply.code == 1
    finding = finding_in(reply)
    assert list(finding) == [
        "rule", "severity", "language", "document", "path", "line", "column", "message", "help",
    ]  # fmt: skip
    assert (finding["rule"], finding["severity"]) == ("table-rows", "error")
    assert (finding["language"], finding["document"], finding["path"]) == ("fr", SOURCE, FR)
    assert isinstance(finding["line"], int)
    assert "White tea" in finding["message"]
    assert finding["help"]


def test_a_stale_translation_is_held_to_its_base(tmp_path: Path) -> None:
    make_teas(tmp_path, later=REWORDED.replace(ROW_GREEN, ""))
    assert ask(tmp_path, "lint").report["findings"] == []
    make_teas(tmp_path / "other", TEA + "\nMore.\n", files={FR: translate(TEA, body=LOST_ROW)})
    assert rules_in(ask(tmp_path / "other", "lint")) == ["table-rows"]


def test_without_its_base_a_translation_is_judged_alone(tmp_path: Path) -> None:
    body = LOST_ROW.replace("La fin.", "<<<<<<< a\nLa fin.\n=======\nFin.\n>>>>>>> b")
    make_teas(tmp_path, files={FR: translate("no such source", body=body)})
    reply = ask(tmp_path, "lint")
    assert reply.err.startswith("warning: 1 translation was not compared, as the base is not known")
    assert set(rules_in(reply)) == {"stamp", "conflict-marker"}


def test_an_orphan_is_judged_alone(tmp_path: Path) -> None:
    course = make_teas(tmp_path)
    course.git("rm", "-q", SOURCE)
    course.write({FR: translate(TEA, body=LOST_ROW + "\n<!-- sync:fuzzy -->\n")})
    reply = ask(tmp_path, "lint")
    assert (reply.code, rules_in(reply), reply.err) == (1, ["mark-left"], "")


@pytest.mark.parametrize("stamp", ["", "<!-- CO_OP_TRANSLATOR_METADATA: {"])
def test_a_stamp_that_says_nothing_is_a_finding(tmp_path: Path, stamp: str) -> None:
    make_teas(tmp_path, files={FR: stamp + THE})
    finding = finding_in(ask(tmp_path, "lint"))
    assert (finding["rule"], finding["severity"]) == ("stamp", "error")


def test_a_mark_that_the_stamp_owns_up_to_only_warns(tmp_path: Path) -> None:
    make_teas(tmp_path, files={FR: translate(TEA, TEA, body=MARKED)})
    pending = ask(tmp_path, "lint")
    assert [finding_in(pending)[key] for key in ("rule", "severity")] == ["mark-left", "warning"]
    assert pending.code == 1
    assert call(tmp_path, "lint", "--fail-on", "error").code == 0
    make_teas(tmp_path / "current", files={FR: translate(TEA, body=MARKED)})
    current = ask(tmp_path / "current", "lint", "--fail-on", "error")
    assert [finding_in(current)[key] for key in ("rule", "severity")] == ["mark-left", "error"]
    assert current.code == 1


def test_rules_are_selected_and_ignored_by_a_call(tmp_path: Path) -> None:
    make_teas(tmp_path, files={FR: translate(TEA, body=LOST_ROW.replace("| 2 |", "| 7 |"))})
    assert sorted(rules_in(ask(tmp_path, "lint"))) == ["number", "table-rows"]
    assert rules_in(ask(tmp_path, "lint", "--select", "number")) == ["number"]
    assert rules_in(
        ask(tmp_path, "lint", "--select", "number,table-rows", "--ignore", "number")
    ) == ["table-rows"]
    assert rules_in(ask(tmp_path, "lint", "--ignore", "number", "--ignore", "table-rows")) == []


def test_an_unknown_rule_is_a_usage_error_with_the_nearest(tmp_path: Path) -> None:
    make_teas(tmp_path)
    reply = call(tmp_path, "lint", "--select", "table-row")
    assert reply.code == 2
    assert "'table-row' is no rule: did you mean 'table-rows'?" in reply.err
    other = call(tmp_path, "lint", "--ignore", "stamp-unearned")
    assert other.code == 2
    assert "'stamp-unearned' is a rule about changes: `check` knows it" in other.err


@pytest.mark.parametrize(
    ("configuration", "expected"),
    [
        ("lint: {ignore: [number]}", []),
        ("lint: {select: [table-rows]}", []),
        ("lint: {severity: {number: error}}", [("number", "error")]),
        ("lint: {paths: {translations/fr/**: {ignore: [number]}}}", []),
        ("lint: {paths: {tea.md: {ignore: [number]}}}", []),
        ("lint: {paths: {translations/he/**: {ignore: [number]}}}", [("number", "warning")]),
        ("lint: {ignore: [number], paths: {translations/fr/**: {select: [number]}}}",
         [("number", "warning")]),
    ],
)  # fmt: skip
def test_the_configuration_says_which_rules_count_where(
    tmp_path: Path, configuration: str, expected: list[tuple[str, str]]
) -> None:
    files = {FR: translate(TEA, body=OTHER_NUMBER), ".translation-sync.yaml": configuration}
    make_teas(tmp_path, files=files)
    found = ask(tmp_path, "lint").report["findings"]
    assert [(each["rule"], each["severity"]) for each in found] == expected


def test_a_wrong_key_names_its_line(tmp_path: Path) -> None:
    make_teas(tmp_path, files={".translation-sync.yaml": "lint:\n  ignore:\n  - numbers\n"})
    reply = call(tmp_path, "lint")
    assert reply.code == 2
    assert ".translation-sync.yaml:3:" in reply.err
    assert "did you mean 'number'?" in reply.err


def test_a_comment_in_the_document_ignores_a_rule(tmp_path: Path) -> None:
    body = OTHER_NUMBER + "\n<!-- sync:ignore number -->\n"
    make_teas(tmp_path, files={FR: translate(TEA, body=body)})
    assert ask(tmp_path, "lint").report["findings"] == []


def test_what_is_no_text_is_a_finding_and_hides_nothing(tmp_path: Path) -> None:
    he = "translations/he/tea.md"
    make_teas(tmp_path, files={FR: translate(TEA).encode() + b"\xff\n", he: translate(TEA)})
    (tmp_path / he).write_text(translate(TEA, body=LOST_ROW))
    reply = ask(tmp_path, "lint")
    assert reply.code == 1
    assert [(each["rule"], each["path"]) for each in reply.report["findings"]] == [
        ("stamp", FR),
        ("table-rows", he),
    ]
    assert reply.report["findings"][0]["line"] == translate(TEA).count("\n") + 1


def test_a_source_that_is_not_utf8_is_a_fault_and_hides_nothing(tmp_path: Path) -> None:
    other = "translations/fr/other.md"
    stamp = {"original_hash": md5_of(b"\xff\n")}
    make_teas(
        tmp_path,
        files={
            FR: translate(TEA, body=LOST_ROW),
            "other.md": b"\xff\n",
            other: comment(stamp, "x\n"),
        },
    )
    reply = ask(tmp_path, "lint")
    assert reply.code == 1
    assert "error: other.md:1: is not UTF-8" in reply.err
    assert rules_in(reply) == ["table-rows"]


def test_a_document_that_became_a_folder_is_no_obstacle(tmp_path: Path) -> None:
    course = make_teas(tmp_path)
    course.git("rm", "-q", SOURCE)
    course.write({f"{SOURCE}/page.txt": "x"})
    reply = ask(tmp_path, "lint", FR)
    assert (reply.code, reply.err, rules_in(reply)) == (0, "", [])


def test_what_follows_the_present_source_already_is_no_fault(tmp_path: Path) -> None:
    later = TEA.replace("mint.example/a", "mint.example/b").replace("| 2 |", "| 5 |")
    ahead = THE.replace("mint.example/a", "mint.example/b").replace("| 2 |", "| 5 |")
    make_teas(tmp_path, later, files={FR: translate(TEA, body=ahead)})
    before = photograph(tmp_path)
    reply = ask(tmp_path, "lint", "--fix")
    assert (reply.code, rules_in(reply)) == (0, [])
    assert photograph(tmp_path) == before
    neither = ahead.replace("mint.example/b", "mint.example/c")
    make_teas(tmp_path / "other", later, files={FR: translate(TEA, body=neither)})
    assert rules_in(ask(tmp_path / "other", "lint")) == ["link-target"]


@pytest.mark.parametrize("later", [None, TEA + "\nMore.\n"])
def test_a_comment_in_the_source_counts_for_its_translations(
    tmp_path: Path, later: str | None
) -> None:
    source = "<!-- sync:ignore number -->\n\n" + TEA.removeprefix("---\ntitle: Tea\n---\n")
    course = make_course(tmp_path, {SOURCE: source, "green.md": "# Green\n"})
    course.commit({FR: translate(source, body=OTHER_NUMBER)})
    if later is not None:
        course.commit({SOURCE: source + "\nMore.\n"})
    assert rules_in(ask(tmp_path, "lint")) == []


def test_of_a_notebook_only_the_stamp_is_judged(tmp_path: Path) -> None:
    notebook = '{"cells": [{"source": ["<!-- sync:fuzzy --> x"]}], "metadata": {}}\n'
    make_teas(
        tmp_path,
        files={
            ".translation-sync.yaml": "include: ['**/*.ipynb']\n",
            "brew.ipynb": notebook,
            "translations/fr/brew.ipynb": notebook,
        },
    )
    assert rules_in(ask(tmp_path, "lint")) == ["stamp"]


@pytest.mark.parametrize("broken", [WRONG_LINK, CUT, THE.replace("| Thé noir", "\n| Thé noir")])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_fix_mends_what_is_certain(tmp_path: Path, broken: str, newline: str) -> None:
    sound = translate(TEA).replace("\n", newline)
    text = translate(TEA, body=broken).replace("\n", newline)
    make_teas(tmp_path, files={FR: text.encode()})
    found = ask(tmp_path, "lint")
    assert (found.code, len(rules_in(found))) == (1, 1)
    reply = call(tmp_path, "lint", "--fix")
    assert (reply.code, reply.out) == (0, "1 mended; 1 translation: nothing found\n")
    assert (tmp_path / FR).read_bytes().decode() == sound
    before = photograph(tmp_path)
    assert call(tmp_path, "lint", "--fix").out == "1 translation: nothing found\n"
    assert photograph(tmp_path) == before


def test_fix_leaves_what_only_a_person_can_mend(tmp_path: Path) -> None:
    make_teas(tmp_path, files={FR: translate(TEA, body=LOST_ROW)})
    before = photograph(tmp_path)
    reply = ask(tmp_path, "lint", "--fix")
    assert (reply.code, rules_in(reply)) == (1, ["table-rows"])
    assert photograph(tmp_path) == before


def test_fix_writes_only_what_git_could_give_back(tmp_path: Path) -> None:
    make_teas(tmp_path)
    (tmp_path / FR).write_text(translate(TEA, body=WRONG_LINK), "utf-8")
    reply = ask(tmp_path, "lint", "--fix")
    assert (reply.code, rules_in(reply)) == (1, ["link-dead"])
    assert "git's index does not hold" in reply.err
    forced = call(tmp_path, "lint", "--fix", "--force")
    assert forced.code == 0
    assert (tmp_path / FR).read_text("utf-8") == translate(TEA)


def test_fix_heeds_the_rules_that_do_not_count(tmp_path: Path) -> None:
    make_teas(tmp_path, files={FR: translate(TEA, body=WRONG_LINK)})
    before = photograph(tmp_path)
    assert call(tmp_path, "lint", "--fix", "--ignore", "link-target,link-dead").code == 0
    assert photograph(tmp_path) == before


def test_one_fault_laid_open_by_another_fix_is_mended_too(tmp_path: Path) -> None:
    broken = CUT.replace("../../green.md", "green.md")
    make_teas(tmp_path, files={FR: translate(TEA, body=broken)})
    assert call(tmp_path, "lint", "--fix").out == "2 mended; 1 translation: nothing found\n"
    assert (tmp_path / FR).read_text("utf-8") == translate(TEA)
