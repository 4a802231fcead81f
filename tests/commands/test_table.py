"""``table``: the states by language in a README, up to date and nothing else touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.model import Location, State, Status
from sync.reports.state_table import write_state_table
from tests.commands.calling import call
from tests.commands.teas import HE, RETIMED, SOURCE, make_teas, translate
from tests.translated import Course, stamped

START, END = "<!-- TRANSLATION-SYNC TABLE START -->", "<!-- TRANSLATION-SYNC TABLE END -->"
README = f"# Course\n\n{START}\nold\n{END}\n\nThe end.\n"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Two languages; the README is no source."""
    ours = {".translation-sync.yaml": "exclude: [README.md]\n", "README.md": README}
    return make_teas(tmp_path / "course", files={HE: translate(RETIMED), **ours})


def read(course: Course) -> str:
    return (course.root / "README.md").read_text("utf-8")


def test_the_table_stands_between_its_comments(course: Course) -> None:
    reply = call(course.root, "table")

    assert (reply.code, reply.out) == (0, "README.md: updated\n"), reply.err
    assert read(course) == README.replace(
        "old\n",
        """
| Language | Up to date | Stale | Missing |
| --- | ---: | ---: | ---: |
| fr | 1 of 2 | 0 | 1 |
| he | 0 of 2 | 1 | 1 |
| all | 1 of 4 | 1 | 2 |

""",
    )


def test_a_second_time_nothing_is_written(course: Course) -> None:
    call(course.root, "table")
    before = (course.root / "README.md").stat().st_mtime_ns
    reply = call(course.root, "table")

    assert (reply.code, reply.out) == (0, "")
    assert (course.root / "README.md").stat().st_mtime_ns == before


def test_check_writes_nothing_and_fails_where_it_would(course: Course) -> None:
    reply = call(course.root, "table", "--check")
    assert (reply.code, reply.out) == (1, "README.md: would be updated\n")
    assert read(course) == README

    call(course.root, "table")
    assert call(course.root, "table", "--check").code == 0


@pytest.mark.parametrize(
    "text",
    [
        "# No table\n",
        README + README,
        README.replace(END, ""),
        f"```\n{START}\n{END}\n```\n",
    ],
)
def test_a_file_without_one_place_for_it_is_refused(course: Course, text: str) -> None:
    course.write({"README.md": text})
    reply = call(course.root, "table")

    assert reply.code == 1
    assert "README.md: needs the lines" in reply.err
    assert read(course) == text


def test_line_endings_stay(course: Course) -> None:
    course.write({"README.md": README.replace("\n", "\r\n").encode()})
    call(course.root, "table")
    data = (course.root / "README.md").read_bytes()

    assert data.count(b"\n") == data.count(b"\r\n") > 10


def test_files_are_named_from_where_we_are(course: Course) -> None:
    course.write({"docs/state.md": README})
    reply = call(course.root / "docs", "table", "state.md", "none.md")

    assert reply.code == 3
    assert "none.md: cannot be read" in reply.err
    assert reply.out == "state.md: updated\n"


def test_a_readme_that_is_a_source_settles_at_once(tmp_path: Path) -> None:
    files = {"README.md": README, "translations/fr/README.md": stamped(README, body="# Cours\n")}
    course = make_teas(tmp_path / "course", files=files)
    course.commit({SOURCE: RETIMED})
    for _ in range(2):
        call(course.root, "table")
        course.git("add", "-A")
        course.git("commit", "-q", "--allow-empty", "-m", "Count")

    assert call(course.root, "table", "--check").code == 0
    states = call(course.root, "status", "--format", "json").translations
    assert states["translations/fr/README.md"]["state"] == "cosmetic"


def test_a_language_s_name_is_no_markdown() -> None:
    place = Location("pt_BR|<b>*_", "a.md", "a.md", "translations/x/a.md")
    text = write_state_table(README, [Status(place, State.CURRENT)], "README.md")

    assert "\n| pt_BR&#124;&#60;b&#62;&#42;&#95; | 1 of 1 |\n" in text


def test_nothing_is_counted_where_something_could_not_be_looked_at(course: Course) -> None:
    course.write({"translations/fr/.co-op-translator.json": b"{"})
    course.write({".translation-sync.yaml": "exclude: [README.md\n"})
    reply = call(course.root, "table")

    assert reply.code in (2, 3)
    assert read(course) == README


def test_words_beside_comments_on_one_line_are_not_doubled(course: Course) -> None:
    text = f"# Course\n\nSee {START} the old table {END} and more.\n\nThe end.\n"
    (course.root / "README.md").write_text(text, "utf-8")
    reply = call(course.root, "table")
    assert reply.code != 0
    assert "once each" in reply.err + reply.out
    assert read(course) == text
