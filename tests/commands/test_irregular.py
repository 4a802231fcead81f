"""What is no file, or leads out of the root, in the place of each file that a command reads."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.files import LARGEST
from tests.commands.calling import call
from tests.commands.teas import FR, HE, RETIMED, SIDECAR, SOURCE, TEA, make_teas, translate
from tests.translated import Course

pytestmark = pytest.mark.skipif(os.name == "nt", reason="named pipes are files of POSIX systems")

CONFIG = ".translation-sync.yaml"
TABLE = "<!-- TRANSLATION-SYNC TABLE START -->\n<!-- TRANSLATION-SYNC TABLE END -->\n"
READERS = (("status",), ("check",), ("diff",), ("lint",), ("sync", "--check"), ("sync", "--diff"))


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """French is stale, Hebrew current."""
    course = make_teas(tmp_path / "course")
    course.commit({SOURCE: RETIMED, HE: translate(RETIMED)})
    return course


def make_pipe(place: Path) -> None:
    os.mkfifo(place)


def make_socket(place: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(place.parent)  # its name must be short
        listener.bind(place.name)
        os.chdir(here)


def make_large(place: Path) -> None:
    with place.open("wb") as stream:
        stream.truncate(LARGEST)


MAKERS = pytest.mark.parametrize("make", [make_pipe, make_socket, make_large])


def put(course: Course, name: str, make: Callable[[Path], None]) -> None:
    place = course.root / name
    place.unlink(missing_ok=True)
    make(place)


@MAKERS
@pytest.mark.parametrize("arguments", READERS)
def test_a_sidecar_s_folder_is_invalid_and_no_other(
    course: Course, make: Callable[[Path], None], arguments: tuple[str, ...]
) -> None:
    put(course, SIDECAR, make)
    reply = call(course.root, *arguments)

    assert reply.code in (0, 1)
    states = call(course.root, "status", "--format", "json").translations
    assert states[FR]["state"] == "invalid"
    assert states[FR]["reason"].startswith(f"{SIDECAR}: cannot be read: it ")
    assert states[HE]["state"] == "current"


@MAKERS
@pytest.mark.parametrize("arguments", READERS)
def test_a_configuration_is_an_error_that_names_it(
    course: Course, make: Callable[[Path], None], arguments: tuple[str, ...]
) -> None:
    put(course, CONFIG, make)
    reply = call(course.root, *arguments)

    assert (reply.code, reply.out) == (2, "")
    assert reply.err.startswith(f"error: {CONFIG}: cannot be read: it ")


@MAKERS
def test_a_source_and_a_translation_are_named(course: Course, make: Callable[[Path], None]) -> None:
    put(course, SOURCE, make)
    assert f"error: {SOURCE}: cannot be read: it " in call(course.root, "check").err
    course.git("checkout", "-q", "--", SOURCE)
    put(course, HE, make)
    states = call(course.root, "status", "--format", "json").translations
    assert states[HE]["reason"].startswith(f"{HE}: cannot be read: it ")
    assert states[HE]["state"] == "invalid"
    assert states[FR]["state"] == "stale"


@MAKERS
def test_files_that_a_call_names_are_named(course: Course, make: Callable[[Path], None]) -> None:
    put(course, "odd", make)
    calls = {
        ("table", "odd"): 3,
        ("check", "--baseline", "odd"): 2,
        ("check", "--write-baseline", "odd"): 2,
        ("--config", "odd", "status"): 2,
    }
    for arguments, code in calls.items():
        reply = call(course.root, *arguments)
        assert (reply.code, reply.out) == (code, "")
        assert "odd" in reply.err
        assert "cannot be read: it " in reply.err


def link(course: Course, name: str, target: Path | str) -> None:
    (course.root / name).unlink(missing_ok=True)
    (course.root / name).symlink_to(target)


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Path]:
    """Yield a file outside of the root, which is as it was when the test is over."""
    place = tmp_path / "elsewhere" / "theirs"
    place.parent.mkdir()
    place.write_text(f"password: swordfish\n{TABLE}")
    yield place
    assert place.read_text() == f"password: swordfish\n{TABLE}"
    assert [each.name for each in place.parent.iterdir()] == ["theirs"]


@pytest.mark.parametrize("how", ["file", "folder", "device"])
def test_a_configuration_that_is_a_link_out_is_not_read(
    course: Course, outside: Path, how: str
) -> None:
    (course.root / "folder").symlink_to(outside.parent)
    places = {"file": str(outside), "folder": "folder/theirs", "device": "/dev/zero"}
    link(course, CONFIG, places[how])
    for arguments in READERS:
        reply = call(course.root, *arguments)
        assert (reply.code, reply.out) == (2, "")
        assert reply.err.startswith(f"error: {CONFIG}: is a link that leads out of the root")
        assert "password" not in reply.err


def test_a_configuration_that_is_named_may_lie_anywhere(course: Course, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("languages: [he]\n")
    link(course, "named.yaml", tmp_path / "other.yaml")
    for name in ("../other.yaml", "named.yaml"):
        assert FR not in call(course.root, "--config", name, "status", "--format", "json").out


def test_a_configuration_that_is_a_link_inside_is_followed(course: Course) -> None:
    course.write({"settings/languages.yaml": "languages: [he]\n"})
    link(course, CONFIG, "settings/languages.yaml")

    reply = call(course.root, "status", "--format", "json")
    assert reply.code == 0
    assert {path.split("/")[1] for path in reply.translations} == {"he"}


@pytest.mark.parametrize("from_below", [False, True])
def test_a_table_is_not_written_through_a_link_out(
    course: Course, outside: Path, from_below: bool
) -> None:
    link(course, "STATES.md", outside)
    (course.root / "folder").symlink_to(outside.parent)
    folder, up = (course.root / "translations", "../") if from_below else (course.root, "")
    for name in (f"{up}STATES.md", f"{up}folder/theirs"):
        reply = call(folder, "table", name)
        assert (reply.code, reply.out) == (1, "")
        assert f"error: {name}: leads out of the root through a link" in reply.err


def test_a_table_is_written_through_a_link_inside_or_where_a_call_says(
    course: Course, tmp_path: Path
) -> None:
    course.write({"docs/states.md": TABLE, "../beside.md": TABLE})
    link(course, "STATES.md", "docs/states.md")

    assert call(course.root, "table", "STATES.md", "../beside.md").code == 0
    assert (course.root / "STATES.md").is_symlink()
    for place in (course.root / "docs/states.md", tmp_path / "beside.md"):
        assert "| Language |" in place.read_text("utf-8")


def test_a_baseline_is_neither_read_nor_written_through_a_link_out(
    course: Course, outside: Path
) -> None:
    link(course, "known.jsonl", outside)
    for option in ("--baseline", "--write-baseline"):
        reply = call(course.root, "check", option, "known.jsonl")
        assert (reply.code, reply.out) == (2, "")
        assert "'known.jsonl' leads out of the root through a link" in reply.err
        assert "swordfish" not in reply.err


@pytest.mark.parametrize("arguments", [("check",), ("diff",), ("sync", "--diff"), ("history",)])
def test_a_report_is_not_written_through_a_link_out(
    course: Course, outside: Path, arguments: tuple[str, ...]
) -> None:
    link(course, "report.txt", outside)
    reply = call(course.root, *arguments, "--format", "text", "--output", "report.txt")
    assert (reply.code, reply.out) == (3, "")
    assert "error: report.txt: leads out of the root through a link" in reply.err


def test_a_report_goes_through_a_link_inside_or_where_a_call_says(
    course: Course, tmp_path: Path
) -> None:
    link(course, "report.txt", "there.txt")
    (tmp_path / "link.txt").symlink_to("beside.txt")
    for name in ("report.txt", "../link.txt", "/dev/null"):
        assert call(course.root, "check", "--output", name).code == 1
    for place in (course.root / "there.txt", tmp_path / "beside.txt"):
        assert f"{FR}: stale" in place.read_text("utf-8")


def test_a_baseline_is_written_through_a_link_inside(course: Course) -> None:
    course.write({"ci/there": TEA})
    (course.root / "ci/there").unlink()
    link(course, "known.jsonl", "ci/there")

    assert call(course.root, "check", "--write-baseline", "known.jsonl").code == 0
    assert call(course.root, "check", "--baseline", "known.jsonl").code == 0
    assert (course.root / "ci/there").read_text().count("\n") > 1


def test_a_sidecar_or_a_document_that_is_a_link_out_is_not_read(
    course: Course, outside: Path
) -> None:
    link(course, SIDECAR, outside)
    states = call(course.root, "status", "--format", "json").translations
    assert states[FR]["reason"].startswith(f"{SIDECAR}: is a link that leaves the root")
    assert "swordfish" not in call(course.root, "sync", "--diff").out
