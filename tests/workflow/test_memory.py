"""What is recalled of translations is what would be read of them, whatever happened since."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sync.project.project import open_project
from sync.versions import Versions
from sync.workflow.memory import MemoryReader
from tests.commands.calling import command, environment, photograph, start
from tests.commands.test_memory_fills import CAFE, COFFEE, FR, LONGER, make
from tests.translated import Course, comment, drop_date, fields, stamped

KEPT = ".git/translation-sync"
COFFEE_FR = f"{FR}/docs/coffee.md"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return make(tmp_path / "course", {})


def know(course: Course, jobs: int = 1) -> dict[str, list[tuple[str, str]]]:
    """Return what each translation knows, as a run of the program would find it."""
    versions = Versions(open_project(course.root).view_disk(), bodies=True)
    [memory] = MemoryReader(versions, jobs).read_memories(["fr"]).values()
    return {
        known.path: [(pair.text, pair.words) for pair in known.pairs] for known in memory.documents
    }


def list_files(course: Course) -> Iterator[Path]:
    return (course.root / KEPT).glob("memory-*.json")


def forget(course: Course) -> None:
    for file in list_files(course):
        file.unlink()


def replace_kept(course: Course, old: str, new: str) -> None:
    """Change what is kept, so that it shows where it is believed."""
    for file in list_files(course):
        file.write_text(file.read_text().replace(old, new))


def test_what_is_kept_is_believed_until_something_changes(course: Course) -> None:
    before = know(course)
    assert before[COFFEE_FR] == [("Coffee", "Caf\u00e9"), ("Grind it.", "Le moudre.")]
    replace_kept(course, "Le moudre.", "KEPT")
    assert know(course)[COFFEE_FR][1] == ("Grind it.", "KEPT")
    forget(course)
    assert know(course) == before


def test_another_translation_is_read_again(course: Course) -> None:
    know(course)
    course.write({COFFEE_FR: stamped(COFFEE, body=CAFE.replace("Le moudre", "Moudre"))})
    assert know(course)[COFFEE_FR][1] == ("Grind it.", "Moudre.")


def test_so_is_one_that_was_brought_to_another_version(course: Course) -> None:
    """By its stamp alone: the words are the same, and what they are for is not."""
    know(course)
    later = COFFEE.replace("Grind it.", "Grind it well.")
    course.commit({"docs/coffee.md": later})
    assert know(course)[COFFEE_FR][1][0] == "Grind it."
    course.write({COFFEE_FR: stamped(later, body=CAFE)})
    assert know(course)[COFFEE_FR][1] == ("Grind it well.", "Le moudre.")


def test_a_source_that_changes_leaves_what_its_older_version_taught(course: Course) -> None:
    know(course)
    replace_kept(course, "Le moudre.", "KEPT")
    course.commit({"docs/coffee.md": LONGER})
    assert know(course)[COFFEE_FR] == [("Coffee", "Caf\u00e9"), ("Grind it.", "Le moudre.")]


def test_another_configuration_reads_all_again(course: Course) -> None:
    know(course)
    replace_kept(course, "Le moudre.", "KEPT")
    course.write({".translation-sync.yaml": "source: .\ngenerated: [LIST]\n"})
    assert know(course)[COFFEE_FR][1] == ("Grind it.", "Le moudre.")


def test_a_file_that_came_meanwhile_is_seen(tmp_path: Path) -> None:
    """A link leads elsewhere once its target is translated, too."""
    text = "# See [it](c.md)\n"
    there = comment(fields(text), "# Voir [le](../../c.md)\n")
    course = make(tmp_path / "course", {}, **{"a.md": text, "c.md": "# C\n", f"{FR}/a.md": there})
    assert know(course)[f"{FR}/a.md"] == [("See [it](c.md)", "Voir [le](c.md)")]
    course.write({f"{FR}/c.md": stamped("# C\n", body="# C\n")})
    recalled = know(course)
    forget(course)
    assert recalled == know(course)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"version": 1, "entries": {"x": 1}}'])
def test_a_damaged_file_counts_as_none(course: Course, damage: str) -> None:
    before = know(course)
    for file in list_files(course):
        file.write_text(damage)
    assert know(course) == before


def test_a_damaged_entry_is_read_again(course: Course) -> None:
    before = know(course)
    for file in list_files(course):
        held = json.loads(file.read_text())
        for value in held["entries"].values():
            value[1] = [["paragraph", "text", 7, 1, 1]]
        file.write_text(json.dumps(held))
    assert know(course) == before


def test_two_runs_at_once_keep_what_both_read(tmp_path: Path) -> None:
    course = make(tmp_path / "course", {"docs/coffee.md": LONGER})
    calls = [command("sync", "--memory", "--diff") for _ in range(4)]

    def run(call: list[str]) -> bytes:
        done = subprocess.run(
            call, cwd=course.root, env=environment(), check=True, capture_output=True
        )
        return done.stdout

    with ThreadPoolExecutor(4) as pool:
        [shown] = set(pool.map(run, calls))
    assert b"+## Caf" in shown
    known = know(course)
    replace_kept(course, "Le moudre.", "KEPT")
    recalled = know(course)
    forget(course)
    assert know(course) == known
    assert recalled[COFFEE_FR][1] == ("Grind it.", "KEPT")


@pytest.mark.parametrize("seconds", [0.15, 0.25, 0.35, 0.5])
def test_a_killed_run_leaves_it_sound(tmp_path: Path, seconds: float) -> None:
    """Wherever it was: the next run does what the killed one would have done."""
    course = make(tmp_path / "killed", {"docs/coffee.md": LONGER})
    other = make(tmp_path / "whole", {"docs/coffee.md": LONGER})
    process = start(course.root, "sync", "--memory")
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()
    for each in (course, other):
        call = [*command("sync", "--memory", "--force")]
        subprocess.run(call, cwd=each.root, env=environment(), check=True, capture_output=True)
    ours, theirs = (photograph(each.root / "translations") for each in (course, other))
    assert {path: drop_date(data) for path, data in ours.items()} == {
        path: drop_date(data) for path, data in theirs.items()
    }
    known = know(course)
    forget(course)
    assert know(course) == known
