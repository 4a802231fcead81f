"""Texts that one commit brought together with words in the translation are sent to no engine."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from tests.commands.calling import call
from tests.translated import Course, make_course, stamped

SOURCE, FR = "source/tea.md", "translations/fr/tea.md"
TEA = "# Tea\n\nWater is hot, and the pot is warm.\n\n## Cups\n\nCups are small.\n"
THE = "# Thé\n\nL'eau est chaude, et le pot tiède.\n\n## Tasses\n\nLes tasses sont petites.\n"
LEAVES = "Leaves come last, one spoon for each cup."
FEUILLES = "Les feuilles viennent en dernier, une cuillère par tasse."
NOTE = "Note de la traductrice : ici, on dit aussi « infusion »."
ECHO = [
    sys.executable,
    "-c",
    (
        "import json, sys\nfor line in sys.stdin:\n q = json.loads(line)\n"
        " print(json.dumps({'id': q['id'], 'text': 'dit ' + q['text']}))"
    ),
]


def put(text: str, new: str, above: str) -> str:
    return text.replace(above, f"{new}\n\n{above}")


def grow(*new: str) -> str:
    text = TEA
    for each in new:
        text = put(text, each, "## Cups")
    return text


def croitre(new: str) -> str:
    return put(THE, new, "## Tasses")


def translate(course: Course, *options: str) -> tuple[dict[str, str], list[str]]:
    """Sync and translate; return the outcome of each text, and what is said of those not sent."""
    assert call(course.root, "sync", "--force").code == 0
    arguments = ("translate", "--lang", "fr", "--command", shlex.join(ECHO), "--format", "json")
    reply = call(course.root, *arguments, *options)
    assert reply.code == 0, reply.err
    texts = [each for found in reply.report["translations"] for each in found["texts"]]
    said = [problem["message"] for each in texts for problem in each["problems"]]
    return {each["text"]: each["outcome"] for each in texts}, said


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = make_course(tmp_path / "course", {SOURCE: TEA})
    course.commit({FR: stamped(TEA, body=THE)})
    return course


def test_a_paragraph_that_was_written_in_both_is_named(course: Course) -> None:
    commit = course.commit({SOURCE: grow(LEAVES), FR: stamped(TEA, body=croitre(FEUILLES))})
    course.commit({SOURCE: grow(LEAVES, "Milk is for later, if at all.")})
    outcomes, said = translate(course)
    text = (course.root / FR).read_text("utf-8")
    line = text.splitlines().index(FEUILLES) + 1

    assert outcomes == {LEAVES: "not-sent", "Milk is for later, if at all.": "written"}
    assert len(said) == 1
    assert f"commit {commit[:10]} of " in said[0]
    assert f"at line {line} already" in said[0]
    assert f"{LEAVES} <!-- sync:untranslated -->" in text


def test_a_row_that_was_written_in_both_is_named(tmp_path: Path) -> None:
    rows = "".join(f"| [{{}}](https://tea.example/{place}) | {{}} |\n" for place in range(3))
    tea = f"{TEA}\n| Tea | Taste |\n| --- | --- |\n{rows}".format("Mint", "fresh", *"abcd")
    the = f"{THE}\n| Thé | Goût |\n| --- | --- |\n{rows}".format("Menthe", "frais", *"abcd")
    course = make_course(tmp_path / "course", {SOURCE: tea})
    course.commit({FR: stamped(tea, body=the)})
    later = f"{tea}| Nettle | green |\n"
    course.commit({SOURCE: later, FR: stamped(tea, body=f"{the}| Ortie | vert |\n")})
    course.commit({SOURCE: f"{later}| Rose | sweet |\n"})

    assert translate(course)[0] == {
        "Nettle": "not-sent",
        "green": "not-sent",
        "Rose": "written",
        "sweet": "written",
    }
    assert "| Ortie | vert |" in (course.root / FR).read_text("utf-8")


def test_words_of_another_commit_are_none_of_it(course: Course) -> None:
    course.commit({FR: stamped(TEA, body=croitre(NOTE))})
    course.commit({SOURCE: grow(LEAVES)})
    assert translate(course)[0] == {LEAVES: "written"}


def test_what_a_hook_synced_in_the_same_commit_is_sent(course: Course) -> None:
    course.commit({FR: stamped(TEA, body=croitre(NOTE))})
    course.write({SOURCE: grow(LEAVES)})
    assert call(course.root, "sync", "--force").code == 0
    course.commit()
    assert NOTE in (course.root / FR).read_text("utf-8")
    assert translate(course)[0] == {LEAVES: "written"}


def test_files_that_came_together_were_not_edited_together(tmp_path: Path) -> None:
    body = THE.replace("Les tasses sont petites.\n", f"{NOTE}\n").replace("## Tasses\n\n", "")
    course = make_course(tmp_path / "course", {SOURCE: TEA, FR: stamped(TEA, body=body)})
    course.commit({SOURCE: TEA.replace("hot", "very hot")})
    outcomes, _ = translate(course)
    assert "not-sent" not in outcomes.values()


def test_words_that_found_their_place_are_in_no_ones_way(course: Course) -> None:
    course.commit({SOURCE: grow(LEAVES), FR: stamped(TEA, body=croitre(FEUILLES))})
    course.commit({FR: stamped(TEA, body=THE)})
    assert translate(course)[0] == {LEAVES: "written"}


def test_a_version_in_another_encoding_tells_as_well(course: Course) -> None:
    both = grow(LEAVES), stamped(TEA, body=croitre(FEUILLES)).encode("latin-1")
    course.commit({SOURCE: both[0], FR: both[1]})
    course.commit({FR: stamped(TEA, body=croitre(FEUILLES))})
    outcomes, _ = translate(course)
    assert outcomes == {LEAVES: "written"}  # the commit's words are not those of the file


def test_what_git_cannot_read_is_an_error_and_nothing_is_sent(course: Course) -> None:
    course.commit({SOURCE: grow(LEAVES), FR: stamped(TEA, body=croitre(FEUILLES))})
    lost = course.git("rev-parse", f"HEAD~:{FR}").strip()
    assert call(course.root, "sync", "--force").code == 0
    (course.root / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    reply = call(course.root, "translate", "--lang", "fr", "--command", shlex.join(ECHO))

    assert reply.code == 3
    assert lost[:10] in reply.err
    assert "1 not sent" in reply.out
    assert "dit Leaves" not in (course.root / FR).read_text("utf-8")
