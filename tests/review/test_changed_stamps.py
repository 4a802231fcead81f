"""Stamps and marks that a change moved: what was earned, what was not, and what leads nowhere."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from sync.findings import Finding
from sync.project.project import open_project
from sync.project.query import Query
from sync.results import Result
from sync.review.change import read_staged
from sync.states.gate import build_gate
from sync.workflow.review import check_change
from tests.commands.teas import (
    ALIGNED,
    FR,
    HE,
    LONGER,
    RELINKED,
    RETIMED,
    REWORDED,
    SIDECAR,
    SOURCE,
    TEA,
    THE,
    body_of,
    make_teas,
    translate,
)
from tests.review.changing import found, since, staged
from tests.translated import Course, fields, md5_of

UNTRANSLATED = "<!-- sync:untranslated --> "
OOLONG = "| Oolong | 6 | [Steps](../../oolong.md) |\n"
OWED = THE.replace("\nLa fin.", OOLONG.replace("| Oolong", f"| {UNTRANSLATED}Oolong") + "\nLa fin.")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A document that is current in French and Hebrew."""
    return make_teas(tmp_path / "course", files={HE: translate(TEA)})


def only(outcome: Result) -> Finding:
    (finding,) = outcome.report.findings or ()
    return finding


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize("later", [RETIMED, REWORDED, RELINKED])
def test_a_stamp_that_moved_alone(course: Course, later: str) -> None:
    course.commit({SOURCE: later})
    course.write({FR: translate(later)})
    outcome = since(course)

    assert found(outcome) == [("stamp-unearned", FR)] or later is RELINKED
    assert ("stamp-unearned", FR) in found(outcome)
    assert found(staged(course)) == found(outcome)


def test_where_the_row_is(course: Course) -> None:
    course.commit({SOURCE: RETIMED})
    moved = translate(RETIMED)
    course.write({FR: moved})
    finding = only(since(course))

    assert finding.line == line_of(moved, "| Thé vert")
    assert finding.column == len("| Thé vert | ") + 1
    assert f"line {line_of(TEA, '| Green')} of tea.md" in finding.message
    assert "'2' became '5'" in finding.message


@pytest.mark.parametrize(
    ("old", "new", "part", "message"),
    [
        ("Boil water.", "Boil fresh water.", "Faire", "'Boil water.' became 'Boil fresh water.'"),
        ("title: Tea", "title: Teas of the world", "title", "'Tea' became"),
        ("The end.", "Wait a while.\n\nThe end.", "La fin", "'Wait a while.' is new"),
        ("## Kinds", "## Sorts of tea", "## Sortes", "'Kinds' became 'Sorts of tea'"),
    ],
)
def test_a_stamp_that_moved_past_prose(
    course: Course, old: str, new: str, part: str, message: str
) -> None:
    later = TEA.replace(old, new)
    course.commit({SOURCE: later})
    course.write({FR: translate(later)})

    findings = since(course).report.findings or ()
    (finding,) = (each for each in findings if each.rule == "stamp-unearned")

    assert finding.line == line_of((course.root / FR).read_text(), part)
    assert message in finding.message
    assert {each.rule for each in findings} <= {"stamp-unearned", "block-missing"}
    assert len(found(staged(course))) == len(findings)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (THE.replace("La fin.\n", ""), "block-missing"),
        (THE.replace("## Sortes", "## <!-- sync:fuzzy --> Sortes"), "mark-place"),
    ],
)
def test_prose_that_a_change_broke(course: Course, body: str, rule: str) -> None:
    course.write({FR: translate(TEA, body=body)})
    assert found(since(course)) == [(rule, FR)]

    course.commit({FR: translate(TEA, body=body)})
    course.write({FR: translate(TEA, body=body.replace("# Thé", "# Le thé"))})
    assert found(since(course)) == []


def test_a_change_that_is_not_shown_is_told_of_once(course: Course) -> None:
    later = TEA.replace("Boil water.", "Boil fresh water.")
    course.commit({SOURCE: later})
    body = THE.replace("l'eau.", "l'eau. <!-- sync:fuzzy -->")
    marked = translate(TEA, later, body=body)
    course.commit({FR: marked.replace('"synced_hash"', '"synced": "document",\n  "synced_hash"')})
    course.write({FR: translate(later, body=THE)})

    assert found(since(course)) == [("stamp-unearned", FR)]


def test_prose_that_was_translated_before_its_stamp_moved(course: Course) -> None:
    later = TEA.replace("Boil water.", "Boil fresh water.")
    body = THE.replace("Faire bouillir l'eau.", "Faire bouillir de l'eau fraîche.")
    course.commit({SOURCE: later})
    course.commit({FR: translate(TEA, body=body)})
    course.write({FR: translate(later, body=body)})

    assert found(since(course)) == []


def test_prose_that_another_language_leaves_as_it_is(course: Course) -> None:
    later = TEA.replace("## Kinds", "## Oolong")
    course.commit({SOURCE: later})
    course.commit({FR: translate(later, body=THE.replace("Sortes", "Oolong"))})
    course.write({HE: translate(later, body=THE.replace("Sortes", "Oolong"))})

    assert found(since(course)) == []


def test_a_mark_of_front_matter_that_went(course: Course) -> None:
    later = TEA.replace("title: Tea", "title: Teas of the world")
    course.commit({SOURCE: later})
    marked = translate(TEA, later, body=THE.replace("title: Thé", "title: Thé # sync:fuzzy"))
    course.commit({FR: marked.replace('"synced_hash"', '"synced": "document",\n  "synced_hash"')})
    course.write({FR: (course.root / FR).read_text().replace(" # sync:fuzzy", "")})

    assert found(since(course)) == [("mark-unearned", FR)]


@pytest.mark.parametrize(
    ("later", "body"),
    [
        (RETIMED, THE.replace("| 2 |", "| 5 |")),
        (REWORDED, THE.replace("Prendre la", "Prendre la petite")),
        (RELINKED, THE.replace("example/a", "example/b")),
        (ALIGNED, THE),
        (TEA.replace("Green tea", "Green Tea"), THE),
        (TEA.replace("Green tea", "Geren tea"), THE),
        (TEA.replace("Boil water.", "Boil water!"), THE),
        (
            TEA.replace("Boil water.", "Boil fresh water."),
            THE.replace("Faire bouillir l'eau.", "Faire bouillir de l'eau fraîche."),
        ),
    ],
)
def test_work_that_was_done_or_not_needed(course: Course, later: str, body: str) -> None:
    course.commit({SOURCE: later})
    course.write({FR: translate(later, body=body)})

    assert found(since(course)) == []
    assert found(staged(course)) == []


def test_the_stamp_in_a_sidecar_moved_alone(tmp_path: Path) -> None:
    entry = {SOURCE: fields(TEA, source_file=SOURCE, language_code="fr")}
    course = make_teas(tmp_path / "course", files={FR: THE, SIDECAR: json.dumps(entry)})
    course.commit({SOURCE: RETIMED})
    entry[SOURCE]["original_hash"] = md5_of(RETIMED)
    course.write({SIDECAR: json.dumps(entry)})

    assert found(since(course)) == [("stamp-unearned", FR)]


def test_several_versions_passed_at_once(course: Course) -> None:
    course.commit({SOURCE: RETIMED})
    both = RETIMED.replace("Use the", "Use the small")
    course.commit({SOURCE: both})
    course.write({FR: translate(both, body=THE.replace("| 2 |", "| 5 |"))})

    assert found(since(course)) == [("stamp-unearned", FR)]


def test_a_row_that_was_brought_up_to_date_before_its_stamp(course: Course) -> None:
    course.commit({SOURCE: REWORDED})
    done = THE.replace("Prendre la", "Prendre la petite")
    course.commit({FR: translate(TEA, body=done)})
    course.write({FR: translate(REWORDED, body=done)})

    assert found(since(course)) == []


def test_the_same_with_a_sidecar(tmp_path: Path) -> None:
    entry = {SOURCE: fields(TEA, source_file=SOURCE, language_code="fr")}
    course = make_teas(tmp_path / "course", files={FR: THE, SIDECAR: json.dumps(entry)})
    done = THE.replace("Prendre la", "Prendre la petite")
    course.commit({SOURCE: REWORDED, FR: done})
    entry[SOURCE]["original_hash"] = md5_of(REWORDED)
    course.write({SIDECAR: json.dumps(entry)})

    assert found(since(course)) == []


def test_an_update_under_an_earlier_stamp_does_not_count(course: Course) -> None:
    course.commit({FR: translate(TEA, body=THE.replace("Prendre la", "Utiliser la"))})
    course.commit({SOURCE: RETIMED})
    course.commit({FR: translate(RETIMED, body=THE.replace("| 2 |", "| 5 |"))})
    both = RETIMED.replace("Use the", "Use the small")
    course.commit({SOURCE: both})
    course.write({FR: translate(both, body=THE.replace("| 2 |", "| 5 |"))})

    assert found(since(course)) == [("stamp-unearned", FR)]


def test_a_stamp_that_was_taken_back(course: Course) -> None:
    done = translate(RETIMED, body=THE.replace("| 2 |", "| 5 |"))
    course.commit({SOURCE: RETIMED})
    course.commit({FR: done})
    course.write({FR: translate(TEA, body=body_of(done))})

    assert found(since(course)) == []


def test_between_two_older_versions_dates_tell_forward_from_back(course: Course) -> None:
    course.commit({SOURCE: RETIMED})
    course.commit({SOURCE: LONGER})
    course.write({FR: translate(RETIMED)})
    assert found(since(course)) == [("stamp-unearned", FR)]

    course.commit()
    course.write({FR: translate(TEA)})
    assert found(since(course)) == []


def test_a_name_that_another_language_leaves_as_it_is(course: Course) -> None:
    later = TEA.replace("Black tea", "Lapsang")
    course.commit({SOURCE: later})
    course.write({FR: translate(later)})
    assert found(since(course)) == [("stamp-unearned", FR)]

    hebrew = translate(later, body=THE.replace("Thé noir", "Lapsang"))
    course.write({HE: hebrew})
    assert found(since(course)) == []


def test_marks_own_up_to_what_is_left(course: Course) -> None:
    fuzzy = THE.replace("Prendre la", "<!-- sync:fuzzy --> Prendre la")
    course.commit({SOURCE: REWORDED})
    course.commit({FR: translate(TEA, REWORDED, body=fuzzy)})
    assert found(since(course, "HEAD~")) == []

    course.write({FR: translate(REWORDED, body=THE.replace("Prendre la", "Prendre la petite"))})
    assert found(since(course)) == []


LEFT = {
    "in a cell": THE.replace("Prendre la", "<!-- sync:fuzzy --> Prendre la"),
    "behind a paragraph": THE.replace("l'eau.", "l'eau. <!-- sync:fuzzy -->"),
    "in front matter": THE.replace("title: Thé", "title: Thé # sync:untranslated"),
}


@pytest.mark.parametrize("body", LEFT.values(), ids=LEFT.keys())
@pytest.mark.parametrize("synced", [REWORDED, None], ids=["pending before", "stale before"])
def test_marks_left_under_a_stamp_that_says_that_all_is_done(
    course: Course, body: str, synced: str | None
) -> None:
    course.commit({SOURCE: REWORDED, FR: translate(TEA, synced, body=body)})
    text = translate(REWORDED, body=body)
    course.write({FR: text})
    findings = since(course).report.findings or ()

    place = line_of(text, "sync:")
    marked = [each for each in findings if each.line == place]
    assert [each.rule for each in marked] == ["stamp-unearned"]
    assert "is still marked" in marked[0].message


def test_marks_in_a_translation_that_is_new(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course")
    course.write({HE: translate(TEA, body=LEFT["in a cell"])})
    assert found(since(course)) == [("stamp-unearned", HE)]

    course.write({HE: translate(None, TEA, body=LEFT["in a cell"])})  # as `new` writes it
    assert found(since(course)) == []


def test_marks_under_a_stamp_that_was_taken_back(course: Course) -> None:
    body = LEFT["in a cell"]
    course.commit({SOURCE: REWORDED, FR: translate(TEA, REWORDED, body=body)})
    course.write({FR: translate(TEA, body=body)})

    assert found(since(course)) == []


def test_marks_under_the_stamp_that_was_there(course: Course) -> None:
    course.commit({FR: translate(TEA, body=LEFT["in a cell"])})
    course.write({FR: translate(TEA, body=LEFT["in a cell"].replace("La fin", "Fin"))})

    assert found(since(course)) == []


def test_tables_said_to_be_up_to_date(course: Course) -> None:
    course.commit({SOURCE: RETIMED})
    course.write({FR: translate(TEA, RETIMED)})

    assert found(since(course)) == [("stamp-unearned", FR)]


def test_a_mark_deleted_with_the_source_s_text_in_the_cell(course: Course) -> None:
    course.commit({SOURCE: LONGER, "oolong.md": "x\n"})
    owed = translate(TEA, LONGER, body=OWED)
    course.commit({FR: owed})
    stripped = translate(LONGER, body=OWED.replace(UNTRANSLATED, ""))
    course.write({FR: stripped})
    finding = only(since(course))

    assert finding.rule == "mark-unearned"
    assert (finding.line, finding.column) == (line_of(stripped, "| Oolong"), 3)

    course.write({FR: translate(LONGER, body=OWED.replace(f"{UNTRANSLATED}Oolong", "Wulong"))})
    assert found(since(course)) == []


def test_a_name_needs_no_mark(course: Course) -> None:
    plain = OWED.replace(UNTRANSLATED, "")
    course.commit({SOURCE: LONGER, "oolong.md": "x\n"})
    hebrew = translate(LONGER, body=plain)
    course.commit({FR: translate(TEA, LONGER, body=OWED), HE: hebrew})
    course.write({FR: translate(LONGER, body=plain)})

    assert found(since(course)) == []


def test_two_languages_stripped_of_their_marks_excuse_each_other_not(course: Course) -> None:
    course.commit({SOURCE: LONGER, "oolong.md": "x\n"})
    course.commit({path: translate(TEA, LONGER, body=OWED) for path in (FR, HE)})
    plain = OWED.replace(UNTRANSLATED, "")
    course.write({path: translate(LONGER, body=plain) for path in (FR, HE)})

    assert found(since(course)) == [("mark-unearned", FR), ("mark-unearned", HE)]


def test_a_version_that_was_never_committed(course: Course) -> None:
    moved = translate("# Never\n")
    course.write({FR: moved})
    outcome = since(course)
    finding = only(outcome)

    assert finding.rule == "stamp-unreachable"
    assert outcome.has_findings
    assert finding.line == line_of(moved, "original_hash")
    assert "no commit holds" in finding.message


def test_the_same_hash_before_is_not_the_change_s_doing(course: Course) -> None:
    course.commit({FR: translate("# Never\n")})
    course.write({FR: translate("# Never\n", body=THE + "\nPlus.\n")})

    assert found(since(course)) == []


def test_a_version_on_another_branch(course: Course) -> None:
    course.git("checkout", "-q", "-b", "other")
    commit = course.commit({SOURCE: RETIMED})
    course.git("checkout", "-q", "main")
    course.write({FR: translate(RETIMED)})
    finding = next(iter(since(course).report.findings or ()))

    assert finding.rule == "stamp-unreachable"
    assert commit[:10] in finding.message

    course.git("checkout", "-q", FR)
    course.git("merge", "-q", "--no-commit", "--no-ff", "other")
    course.write({FR: translate(RETIMED, body=THE.replace("| 2 |", "| 5 |"))})
    assert found(staged(course)) == []


def test_a_version_that_was_squashed_away(course: Course) -> None:
    course.git("checkout", "-q", "-b", "topic")
    course.commit({SOURCE: RETIMED})
    course.commit({FR: translate(RETIMED, body=THE.replace("| 2 |", "| 5 |"))})
    assert found(since(course, "main")) == []  # and the answer is in the cache

    course.write({SOURCE: RETIMED.replace("Boil", "Heat")})
    course.git("reset", "-q", "--soft", "main")
    course.commit()
    finding = only(since(course, "main"))

    assert finding.rule == "stamp-unreachable"
    assert "which HEAD does not have behind it" in finding.message


def test_an_amended_commit_with_the_same_source_still_counts(course: Course) -> None:
    course.git("checkout", "-q", "-b", "topic")
    course.commit({SOURCE: RETIMED})
    course.commit({SOURCE: RETIMED.replace("Boil", "Heat")})
    course.commit({FR: translate(RETIMED, body=THE.replace("| 2 |", "| 5 |"))})
    assert found(since(course, "main")) == []

    course.git("rebase", "-q", "--force-rebase", "main")
    assert found(since(course, "main")) == []


def test_the_disk_is_not_the_index(course: Course) -> None:
    course.write({SOURCE: RETIMED, FR: translate(RETIMED, body=THE.replace("| 2 |", "| 5 |"))})
    assert found(since(course)) == []

    project = open_project(course.root)
    course.git("add", FR)
    change = read_staged(project)
    outcome = check_change(Query(course.root), build_gate(project.config), change)
    assert "is not staged" in only(outcome).message


def test_a_document_with_a_generated_block(tmp_path: Path) -> None:
    table = "<!-- CO-OP TRANSLATOR LANGUAGES TABLE {} -->\n"
    readme = f"# Tea\n\n{table.format('START')}a\n{table.format('END')}\nBoil.\n"
    course = make_teas(tmp_path / "course", files={"README.md": readme})
    course.write(
        {"translations/fr/README.md": translate(readme.replace("a\n", "b\n"), body="# Thé\n")}
    )

    assert found(since(course)) == []


def test_a_clone_that_cannot_tell(course: Course, tmp_path: Path) -> None:
    course.commit({SOURCE: RETIMED})
    course.commit({SOURCE: LONGER})
    uri = course.root.as_uri()
    subprocess.run(["git", "clone", "-q", "--depth=1", uri, str(tmp_path / "clone")], check=True)
    clone = Course(tmp_path / "clone")
    clone.write({FR: translate(RETIMED)})
    outcome = since(clone)

    assert found(outcome) == []
    assert any("git fetch --unshallow" in notice for notice in outcome.notices)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (THE.replace("| Thé blanc | 3 |  |\n", ""), "table-rows"),
        (THE.replace("| --- | --- | --- |", "| --- |"), "table-broken"),
    ],
)
def test_a_table_that_the_change_broke(course: Course, body: str, rule: str) -> None:
    course.write({FR: translate(TEA, body=body)})
    outcome = since(course)

    assert found(outcome) == [(rule, FR)]
    assert outcome.has_findings


def test_a_table_that_was_broken_before(course: Course) -> None:
    broken = THE.replace("| Thé blanc | 3 |  |\n", "")
    course.commit({FR: translate(TEA, body=broken)})
    course.write({FR: translate(TEA, body="Du neuf.\n\n" + broken.replace("La fin.", "Fin."))})

    assert found(since(course)) == []


def test_a_new_translation_with_a_broken_table(course: Course) -> None:
    body = THE.replace("| Thé blanc | 3 |  |\n", "")
    course.write({"translations/ja/tea.md": translate(TEA, body=body)})

    assert found(since(course)) == [("table-rows", "translations/ja/tea.md")]


def test_the_configuration_ignores_a_broken_table(course: Course) -> None:
    course.commit({".translation-sync.yaml": "lint: {ignore: [table-rows]}\n"})
    course.write({FR: translate(TEA, body=THE.replace("| Thé blanc | 3 |  |\n", ""))})

    assert found(since(course)) == []


def test_a_source_s_change_breaks_no_translation(course: Course) -> None:
    course.write({SOURCE: LONGER})

    assert found(since(course)) == []
